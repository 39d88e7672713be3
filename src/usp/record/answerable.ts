/** R-MTP.5: which erroneous Records are answered with an Error Message, and which are ignored. */
import { isEndpointId } from '../endpoint-id.ts';
import { decodeMessage } from '../message/message.ts';

export interface ErroneousRecord {
  readonly fromId?: string | undefined;
  readonly toId?: string | undefined;
  /** Bytes of the Message inside, whole or damaged; absent where there are none. */
  readonly payload?: Uint8Array | undefined;
  /** A way back to the sender is known. */
  readonly wayBack: boolean;
}

export type Verdict =
  | { readonly answer: true; readonly to: string; readonly msgId: string }
  | { readonly answer: false; readonly why: string };

/** Judges one erroneous Record clause by clause (R-MTP.5). */
export function judge(record: ErroneousRecord, ourId: string): Verdict {
  const { fromId, toId, payload } = record;
  if (fromId === undefined || !isEndpointId(fromId)) return ignore('its from_id is not a valid Endpoint ID');
  if (fromId === ourId) return ignore('its from_id is our own'); // R-ARC.2
  if (toId !== ourId) return ignore('its to_id is not ours');
  if (!payload) return ignore('it carries no Message');
  const decoded = decodeMessage(payload);
  const kind = decoded.ok ? decoded.msg.body?.msgBody.case : decoded.fault.bodyKind;
  const msgId = decoded.ok ? decoded.msg.header?.msgId : decoded.fault.msgId;
  if (kind !== 'request')
    return ignore(`its Message is ${kind ? `of type ${kind}` : 'of no known type'}, not a Request`);
  if (!msgId) return ignore('its Message ID cannot be extracted');
  if (!record.wayBack) return ignore('no way back to its sender is known');
  return { answer: true, to: fromId, msgId };
}

function ignore(why: string): Verdict {
  return { answer: false, why };
}
