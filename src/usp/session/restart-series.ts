/** Counts restarts that follow each other without anything achieved, so that they come to an end. */

/** Restarts further apart than this, in milliseconds, are not one series. */
const calm = 60_000;

export class RestartSeries {
  readonly #limit: number;
  #count = 0;
  #last = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one more. Returns false when that is too many. */
  again(now: number): boolean {
    if (now - this.#last > calm) this.#count = 0;
    this.#last = now;
    return ++this.#count <= this.#limit;
  }

  /** A Message came through, in whichever direction. */
  achieved(): void {
    this.#count = 0;
  }
}
