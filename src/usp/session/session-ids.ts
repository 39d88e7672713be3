/** Which session_ids there have been, and which comes next. */

export const maxUint64 = 0xffff_ffff_ffff_ffffn;
/** How many ended Session Contexts are remembered. */
const remembered = 32;

export class SessionIds {
  readonly #random: () => bigint;
  readonly #ended: bigint[] = [];
  #highest = 1n;

  constructor(random: () => bigint) {
    this.#random = random;
  }

  /**
   * A new session_id (R-E2E.3): above 1, and above all that we know of. So of two Endpoints that restart at once both
   * can tell whose Session Context it is going to be: the one with the higher id.
   */
  next(): bigint {
    let id = this.#draw();
    if (id <= this.#highest) id = this.#highest + 1n + (id & 0xffff_ffffn);
    if (id > maxUint64) {
      // Only a peer that went to the end of all ids brings us here: begin again, with any that is not used up.
      do id = this.#draw();
      while (this.hasEnded(id));
      this.#highest = id;
    }
    this.note(id);
    return id;
  }

  /** A session_id that the peer has chosen. */
  note(id: bigint): void {
    if (id > this.#highest) this.#highest = id;
  }

  end(id: bigint): void {
    if (this.#ended.push(id) > remembered) this.#ended.shift();
  }

  hasEnded(id: bigint): boolean {
    return this.#ended.includes(id);
  }

  /** Forgets that there ever was a Session Context (R-MTP.7). */
  forget(): void {
    this.#ended.length = 0;
    this.#highest = 1n;
  }

  #draw(): bigint {
    for (let tries = 0; tries < 100; tries++) {
      // Two bits less than there are: this leaves room to grow in.
      const id = BigInt.asUintN(62, this.#random());
      if (id > 1n) return id;
    }
    throw new RangeError('newSessionId() gives no value above 1 (R-E2E.3)');
  }
}
