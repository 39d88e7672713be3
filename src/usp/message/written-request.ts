/** A request that a person wrote, byte by byte: what of it is needed to send it and to know its answer. */
import { decodeMessage, type Msg } from './message.ts';
import { decodeRecord } from '../record/record.ts';
import type { WrittenRequest } from './request-types.ts';

export interface WrittenFacts {
  /** Undefined: the bytes hold none, and no answer can be told to be theirs. */
  readonly msgId?: string;
  /** Undefined: what is written is no Message that can be taken in. */
  readonly msg?: Msg;
}

export function writtenFacts({ schema, bytes }: WrittenRequest): WrittenFacts {
  const payload = schema === 'Msg' ? bytes : payloadOf(bytes);
  if (!payload) return {};
  const decoded = decodeMessage(payload);
  if (!decoded.ok) return decoded.fault.msgId === undefined ? {} : { msgId: decoded.fault.msgId };
  const msgId = decoded.msg.header?.msgId;
  return { msg: decoded.msg, ...(msgId && { msgId }) };
}

function payloadOf(bytes: Uint8Array): Uint8Array | undefined {
  const decoded = decodeRecord(bytes);
  if (!decoded.ok) return decoded.fault.payload;
  const { recordType } = decoded.record;
  if (recordType.case === 'noSessionContext') return recordType.value.payload;
  // A whole Message in a Record of a Session Context, as one writes it for a test.
  return recordType.case === 'sessionContext' ? recordType.value.payload[0] : undefined;
}
