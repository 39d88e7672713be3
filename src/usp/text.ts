/** Messages and Records as a person writes them, in protobuf text or JSON, and what they are as bytes. */
import { MsgSchema } from '../gen/usp-msg_pb.ts';
import { RecordSchema } from '../gen/usp-record_pb.ts';
import { completeJson, completeText, type Completions } from './text/complete-written.ts';
import { encodeWritten } from './text/encode-written.ts';
import { judgeWritten } from './text/judge-written.ts';
import { readJson } from './text/read-json.ts';
import { readText } from './text/read-text.ts';
import type { Variables, WrittenProblem } from './text/written.ts';

export type { Completion, Completions } from './text/complete-written.ts';
export { variablesIn } from './text/variables.ts';
export type { Variables, WrittenProblem } from './text/written.ts';

/** `json` begins with a brace, and nothing in protobuf text does. */
export type TextForm = 'text' | 'json';
export type WrittenSchema = 'Msg' | 'Record';

export interface WrittenBytes {
  /** Undefined where an error keeps it from having any. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  /** By their place in the text. */
  readonly problems: readonly WrittenProblem[];
}

export function formOf(text: string): TextForm {
  return text.trimStart().startsWith('{') ? 'json' : 'text';
}

/** What a text says as bytes, whatever it says: only what can't be written to the wire is an error. Never throws. */
export function writeBytes(schema: WrittenSchema, text: string, variables?: Variables): WrittenBytes {
  const read = formOf(text) === 'json' ? readJson : readText;
  const { message, problems } = read(schemaOf(schema), text, variables);
  const failed = problems.some(({ severity }) => severity === 'error');
  const all = failed ? problems : [...problems, ...judgeWritten(message)];
  return {
    bytes: failed ? undefined : encodeWritten(message),
    problems: [...all].sort((a, b) => a.start - b.start),
  };
}

/** What may come next at a place. @param at in UTF-16 units */
export function completeWritten(schema: WrittenSchema, text: string, at: number): Completions {
  return (formOf(text) === 'json' ? completeJson : completeText)(schemaOf(schema), text, at);
}

function schemaOf(name: WrittenSchema) {
  return name === 'Msg' ? MsgSchema : RecordSchema;
}
