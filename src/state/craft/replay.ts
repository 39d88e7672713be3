/** What a Record of the log is as a request that can be sent again: as it was, or changed before. */
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import type { Printer } from '../log/copy-forms.ts';
import { messageField } from '../log/copy-record.ts';
import type { CraftedRequest } from '../../model/craft/crafted.ts';

export interface ReplaySource {
  readonly reader: FieldReader;
  /** As they may be seen now: what is masked there is masked in what is made of them. */
  readonly bytes: Uint8Array;
  readonly schema: 'Record' | 'Msg';
}

/**
 * The Message where there is one: it gets a Record of its own, and a new msg_id. Else the whole Record, as it is.
 * @param name what it is called in the editor
 */
export async function craftedFrom(source: ReplaySource, printer: Printer, name: string): Promise<CraftedRequest> {
  const { reader, bytes, schema } = source;
  const field = messageField(reader);
  const isMessage = field !== undefined;
  const part = isMessage && schema === 'Record' ? bytes.subarray(reader.valueStart(field), reader.end(field)) : bytes;
  const text = await printer.print(part, { schema: isMessage ? 'Msg' : 'Record', as: 'text', nested: true });
  return {
    id: crypto.randomUUID(),
    name,
    form: isMessage ? 'message' : 'record',
    text: isMessage ? withNewId(text) : text,
    checks: [],
  };
}

/** The first msg_id is the header's: nothing stands before it. */
function withNewId(text: string): string {
  return text.replace(/^( *msg_id: )"(?:[^"\\\n]|\\.)*"$/m, '$1"{{msg_id}}"');
}
