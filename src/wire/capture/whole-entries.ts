/** Which entry of a log made the Message whole that another one carries a piece of. */
import type { Backlog } from '../backlog.ts';

/** Entries that leave the log before what is known of them is looked for: to look costs what is known. */
const forgetEvery = 1_000;

export class WholeEntries {
  readonly #backlog: Backlog;
  readonly #wholeOf = new Map<number, number>();
  /** The first entry that was not looked at. */
  #next: number;
  /** The oldest entry of the log when those that had left were forgotten last. */
  #oldest: number;

  /** @param from the first entry that is asked for */
  constructor(backlog: Backlog, from: number) {
    this.#backlog = backlog;
    this.#next = from;
    this.#oldest = backlog.oldest;
  }

  /** Pieces that are remembered. */
  get size(): number {
    return this.#wholeOf.size;
  }

  /** Undefined where the Message is not whole, or not yet. */
  of(piece: number): number | undefined {
    this.#forget();
    for (; this.#next < this.#backlog.next; this.#next++) {
      for (const one of this.#backlog.entry(this.#next)?.pieces ?? []) this.#wholeOf.set(one, this.#next);
    }
    return this.#wholeOf.get(piece);
  }

  /** A recording goes on for days: what has left the log is asked for no more. */
  #forget(): void {
    const { oldest } = this.#backlog;
    if (oldest - this.#oldest < forgetEvery) return;
    this.#oldest = oldest;
    for (const piece of this.#wholeOf.keys()) if (piece < oldest) this.#wholeOf.delete(piece);
  }
}
