/**
 * Joins the payloads of Records to Messages, after "SAR function algorithm" of TR-369. The Records come in order.
 *
 * A payload record is what payload_security makes of a Message: the Message itself (PLAINTEXT), or one of the TLS
 * records that it was encrypted to. TLS records say their own length, so the pieces of all of them are simply joined;
 * payloadrec_sar_state is held against its rules all the same.
 */
import { sar, type SarState } from './types.ts';

/** Where we are: between Messages, in one between payload records, in one inside a payload record. */
type Place = 'outside' | 'message' | 'piece';

/** payload_sar_state, payloadrec_sar_state -> from where it may come, and where it leads. All else is an error. */
const table: Readonly<Record<SarState, Partial<Record<SarState, Partial<Record<Place, Place>>>>>> = {
  [sar.none]: {
    [sar.none]: { outside: 'outside' },
  },
  [sar.begin]: {
    [sar.none]: { outside: 'message' },
    [sar.begin]: { outside: 'piece' },
  },
  [sar.inProcess]: {
    [sar.none]: { message: 'message' },
    [sar.begin]: { message: 'piece' },
    [sar.inProcess]: { piece: 'piece' },
    [sar.complete]: { piece: 'message' },
  },
  [sar.complete]: {
    [sar.none]: { message: 'outside' },
    [sar.complete]: { piece: 'outside' },
  },
};

export interface Segment {
  readonly payloadSarState: number;
  readonly payloadrecSarState: number;
  readonly payload: readonly Uint8Array[];
}

export type Reassembled =
  /** Nothing to process: a Record that only says what it expects. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'more' }
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'out-of-place'; readonly place: Place };

export class Reassembler {
  readonly #limit: number;
  #place: Place = 'outside';
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #segments = 0;

  /** @param limit the largest Message, in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How many Records of a Message have come that is not whole yet. */
  get segments(): number {
    return this.#segments;
  }

  /** After `too-large` and `out-of-place` the Session Context has to be restarted, and this cleared. */
  take(segment: Segment): Reassembled {
    const { payloadSarState, payloadrecSarState, payload } = segment;
    const size = sizeOf(payload);
    // R-E2E.20, 3.1: an empty payload is not processed. It may come in the middle of a segmented Message.
    if (size === 0 && payloadSarState === sar.none) return { kind: 'nothing' };
    const next = table[payloadSarState as SarState]?.[payloadrecSarState as SarState]?.[this.#place];
    if (next === undefined) return { kind: 'out-of-place', place: this.#place };
    if (this.#bytes + size > this.#limit) return { kind: 'too-large', bytes: this.#bytes + size };
    for (const piece of payload) if (piece.length > 0) this.#pieces.push(piece);
    this.#bytes += size;
    this.#segments++;
    this.#place = next;
    if (next !== 'outside') return { kind: 'more' };
    const bytes = joinPieces(this.#pieces, this.#bytes);
    this.clear();
    return bytes.length === 0 ? { kind: 'nothing' } : { kind: 'message', bytes };
  }

  clear(): void {
    this.#place = 'outside';
    this.#pieces = [];
    this.#bytes = 0;
    this.#segments = 0;
  }
}

export function sizeOf(payload: readonly Uint8Array[]): number {
  let size = 0;
  for (const piece of payload) size += piece.length;
  return size;
}

/** The only copy that is made of what came in; none where there is but one piece. `size`: of all together. */
export function joinPieces(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
