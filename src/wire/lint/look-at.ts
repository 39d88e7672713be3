/** Bytes as the rules look at them: what a Record and its Message are, as far as they can be read. */
import { wholeMessage } from '../../usp/fields/field-map.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import type { LintedMessage, LintedRecord } from './rule.ts';

export type Passed = Pick<LintedRecord, 'seq' | 'time' | 'direction' | 'connection' | 'mtp'>;

/** @param whole the Message with this Record's piece, where it came in several */
export function lookAt(passed: Passed, reader: FieldReader, whole: FieldReader | undefined): LintedRecord {
  const content = memberOf(reader, wholeMessage, 'record_type');
  const message = whole ? readMessage(whole, wholeMessage) : messageIn(reader);
  return {
    ...passed,
    reader,
    version: reader.textOf(wholeMessage, 'version'),
    from: reader.textOf(wholeMessage, 'from_id'),
    to: reader.textOf(wholeMessage, 'to_id'),
    type: content === undefined ? undefined : reader.kind(content).name,
    content,
    ...(message && { message }),
  };
}

function messageIn(reader: FieldReader): LintedMessage | undefined {
  const content = memberOf(reader, wholeMessage, 'record_type');
  if (content === undefined) return undefined;
  for (const field of reader.all(content, 'payload'))
    if (reader.kind(field).embedded) return readMessage(reader, field);
  return undefined;
}

function readMessage(reader: FieldReader, root: number): LintedMessage {
  const header = reader.child(root, 'header');
  const body = reader.child(root, 'body');
  const outer = body === undefined ? undefined : memberOf(reader, body, 'msg_body');
  const form = outer === undefined ? undefined : (reader.kind(outer).name as LintedMessage['form']);
  const inner = outer === undefined || form === 'error' ? outer : memberOf(reader, outer, formOneof(form));
  return {
    reader,
    root,
    header,
    body,
    form,
    kind: inner === undefined ? undefined : reader.kind(inner).name,
    content: inner,
    msgId: header === undefined ? '' : reader.textOf(header, 'msg_id'),
  };
}

function formOneof(form: LintedMessage['form']): string {
  return form === 'request' ? 'req_type' : 'resp_type';
}

/** The last member of a oneof, as a decoder takes it. */
function memberOf(reader: FieldReader, around: number, oneof: string): number | undefined {
  let found: number | undefined;
  for (const field of reader.children(around)) {
    const { oneof: of, type } = reader.kind(field);
    if (of === oneof && type !== 'unknown') found = field;
  }
  return found;
}
