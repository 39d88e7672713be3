/** The Records that we sent in one Session Context, until the peer's expected_id passes them (R-E2E.16). */
import type { Segment } from './reassembler.ts';

interface Kept {
  readonly segment: Segment;
  /** A Record that only acknowledges or asks wants no acknowledgement, or there would be no end of them. */
  readonly wantsAcknowledgement: boolean;
  resends: number;
}

export type ResendAnswer =
  | 'queued'
  /** The peer has said that it has it: the request was overtaken. */
  | 'acknowledged'
  | 'too-often'
  /** It was never sent, or is no longer there. */
  | 'impossible';

export class OutgoingBuffer {
  readonly #resendTries: number;
  readonly #kept: Kept[] = [];
  /** The sequence_id of the first Record kept: the first without acknowledgement, unless some were dropped. */
  #keptFrom: bigint;
  readonly #toResend = new Set<bigint>();
  #nextId: bigint;
  #acknowledged: bigint;
  #wanting = 0;

  constructor(firstId: bigint, resendTries: number) {
    this.#nextId = firstId;
    this.#acknowledged = firstId;
    this.#keptFrom = firstId;
    this.#resendTries = resendTries;
  }

  /** The sequence_id of the next Record (R-E2E.14, R-E2E.15). */
  get nextId(): bigint {
    return this.#nextId;
  }

  /** The peer has all below. */
  get acknowledgedId(): bigint {
    return this.#acknowledged;
  }

  /** How many Records are without acknowledgement. */
  get size(): number {
    return Number(this.#nextId - this.#acknowledged);
  }

  /** How many Records are without the acknowledgement that they want. */
  get wanting(): number {
    return this.#wanting;
  }

  /** Is there something that was given up, and that the peer has not acknowledged since? */
  get hasDropped(): boolean {
    return this.#acknowledged < this.#keptFrom;
  }

  /** Keeps a Record and returns its sequence_id. */
  add(segment: Segment, wantsAcknowledgement: boolean): bigint {
    const id = this.#nextId++;
    this.#kept.push({ segment, wantsAcknowledgement, resends: 0 });
    if (wantsAcknowledgement) this.#wanting++;
    return id;
  }

  /** The peer's expected_id. Returns true where it passes Records that it had not passed before. */
  acknowledge(expectedId: bigint): boolean {
    if (expectedId <= this.#acknowledged) return false;
    for (const id of this.#toResend) if (id < expectedId) this.#toResend.delete(id);
    this.#acknowledged = expectedId;
    if (expectedId > this.#keptFrom) {
      const gone = this.#kept.splice(0, Number(expectedId - this.#keptFrom));
      for (const { wantsAcknowledgement } of gone) if (wantsAcknowledgement) this.#wanting--;
      this.#keptFrom = expectedId;
    }
    return true;
  }

  /** The peer's retransmit_id. */
  request(id: bigint): ResendAnswer {
    if (id < this.#acknowledged) return 'acknowledged';
    if (id < this.#keptFrom || id >= this.#nextId) return 'impossible';
    const kept = this.#kept[Number(id - this.#keptFrom)];
    if (!kept) return 'impossible';
    if (kept.resends >= this.#resendTries) return 'too-often';
    if (!this.#toResend.has(id)) kept.resends++;
    this.#toResend.add(id);
    return 'queued';
  }

  /** The next Record to send again. */
  takeResend(): { readonly id: bigint; readonly segment: Segment } | undefined {
    for (const id of this.#toResend) {
      this.#toResend.delete(id);
      const kept = this.#kept[Number(id - this.#keptFrom)];
      if (kept) return { id, segment: kept.segment };
    }
    return undefined;
  }

  /** Frees what the peer does not acknowledge; from now on it can't be sent again. */
  drop(): void {
    this.#kept.length = 0;
    this.#keptFrom = this.#nextId;
    this.#toResend.clear();
    this.#wanting = 0;
  }
}
