/** The bytes of the Message that an entry stands for, from the Records that carry it. */
import { decodeRecord } from '../usp/record/record.ts';
import { joinPieces, sizeOf } from '../usp/session/reassembler.ts';
import type { LogEntry } from './entry.ts';

/**
 * @param bytesOf the Record of an entry; undefined where it has left the log
 * @returns undefined where the entry carries no whole Message, or a piece of it is gone
 */
export function messageOf(entry: Carrier, bytesOf: BytesOf): Uint8Array | undefined {
  const steps = messageInSteps(entry, bytesOf);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

type Carrier = Pick<LogEntry, 'seq' | 'pieces'>;
type BytesOf = (seq: number) => Uint8Array | undefined;

/** Pieces that are read between two pauses. */
const stride = 200;

/** The same with pauses: a Message may have come in thousands of pieces. */
export function* messageInSteps({ seq, pieces }: Carrier, bytesOf: BytesOf): Generator<void, Uint8Array | undefined> {
  const payloads: Uint8Array[] = [];
  for (const [at, piece] of (pieces ?? [seq]).entries()) {
    if (at % stride === stride - 1) yield;
    const bytes = bytesOf(piece);
    const payload = bytes && payloadOf(bytes, pieces !== undefined);
    if (!payload) return undefined;
    for (const part of payload) payloads.push(part);
  }
  const size = sizeOf(payloads);
  return size === 0 ? undefined : joinPieces(payloads, size);
}

/** @param inPieces whether a piece of a Message is wanted, or a whole one */
function payloadOf(bytes: Uint8Array, inPieces: boolean): readonly Uint8Array[] | undefined {
  const decoded = decodeRecord(bytes);
  if (!decoded.ok) return undefined;
  const { recordType } = decoded.record;
  if (recordType.case === 'noSessionContext') return inPieces ? undefined : [recordType.value.payload];
  if (recordType.case !== 'sessionContext') return undefined;
  const isPiece = recordType.value.payloadSarState !== 0;
  return isPiece === inPieces ? recordType.value.payload : undefined;
}
