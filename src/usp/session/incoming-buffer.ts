/** What comes from the peer in one Session Context, put in order (R-E2E.20). */
import { sizeOf } from './reassembler.ts';
import type { SessionFields, SessionLimits } from './types.ts';

export type Reception =
  /** It is the expected one: process it, then `next` until that gives nothing. */
  | 'expected'
  | 'held'
  /** It has been processed, or is held already (R-E2E.25). */
  | 'duplicate'
  /** Too far ahead, too many or too much to be held (R-E2E.21). */
  | 'overflow';

export class IncomingBuffer {
  readonly #limits: SessionLimits;
  readonly #held = new Map<bigint, SessionFields>();
  #heldBytes = 0;
  #expected: bigint;
  #highest: bigint;
  /** What is missing below the highest, in rising order. */
  readonly #missing = new Set<bigint>();
  /** The highest expected_id that the peer has said. */
  #saidExpected: bigint;

  constructor(limits: SessionLimits, firstId: bigint) {
    this.#limits = limits;
    this.#expected = firstId;
    this.#highest = firstId - 1n;
    this.#saidExpected = firstId;
  }

  get expectedId(): bigint {
    return this.#expected;
  }

  /** The highest sequence_id that has come, or the one before the expected. */
  get highestId(): bigint {
    return this.#highest;
  }

  get held(): number {
    return this.#held.size;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** The ids that are missing below the highest that has come, in rising order. */
  get missing(): ReadonlySet<bigint> {
    return this.#missing;
  }

  take(fields: SessionFields): Reception {
    const { sequenceId } = fields;
    if (sequenceId < this.#expected || this.#held.has(sequenceId)) return 'duplicate';
    if (sequenceId !== this.#expected) {
      const bytes = this.#heldBytes + sizeOf(fields.payload);
      const { heldSegments, reassembly } = this.#limits;
      const tooFar = sequenceId - this.#expected > BigInt(heldSegments);
      if (tooFar || this.#held.size >= heldSegments || bytes > reassembly) return 'overflow';
      this.#held.set(sequenceId, compact(fields));
      this.#heldBytes = bytes;
    }
    this.#missing.delete(sequenceId);
    for (let id = this.#highest + 1n; id < sequenceId; id++) this.#missing.add(id);
    if (sequenceId > this.#highest) this.#highest = sequenceId;
    if (sequenceId !== this.#expected) return 'held';
    this.#expected++;
    return 'expected';
  }

  /** The held Record whose turn it is now. */
  next(): SessionFields | undefined {
    if (this.#held.size === 0) return undefined;
    const fields = this.#held.get(this.#expected);
    if (!fields) return undefined;
    this.#held.delete(this.#expected);
    this.#heldBytes -= sizeOf(fields.payload);
    this.#expected++;
    return fields;
  }

  /** True where the peer acknowledges more than in any Record before. */
  hearExpected(expectedId: bigint): boolean {
    if (expectedId <= this.#saidExpected) return false;
    this.#saidExpected = expectedId;
    return true;
  }
}

/** Room in a buffer beyond what is held of it that is not worth a copy. */
const slack = 64 * 1024;

/**
 * A piece is a view on the bytes of its whole Record. Where these are far more than the piece, holding it would hold
 * them as well, unaccounted: then, and only then, the piece is copied out.
 */
export function compact(fields: SessionFields): SessionFields {
  const wasteful = fields.payload.some((piece) => piece.buffer.byteLength > 2 * piece.length + slack);
  return wasteful ? { ...fields, payload: fields.payload.map((piece) => piece.slice()) } : fields;
}
