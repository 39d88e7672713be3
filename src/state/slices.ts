/** Long work that a person waits for, in slices: between two of them the page draws and hears its person. */

/** Milliseconds of one slice. */
const sliceTime = 8;

export type ShouldYield = () => boolean;

/** What becomes of the work. */
export interface SliceEnds<Step, Result> {
  /** After each slice but the last: what the work handed back. */
  readonly step?: (step: Step) => void;
  readonly end: (result: Result) => void;
}

/** One piece of work at a time: the next one takes the place of the one before. */
export class Slices {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param begin makes the work, which asks `shouldYield` between small steps and yields when it is told to. It is
   * called before this returns; the first slice comes after it, so that a keystroke is drawn first.
   */
  run<Step, Result>(
    begin: (shouldYield: ShouldYield) => Generator<Step, Result>,
    { step, end }: SliceEnds<Step, Result>,
  ): void {
    this.stop();
    let until = 0;
    const work = begin(() => performance.now() > until);
    const slice = () => {
      until = performance.now() + sliceTime;
      const next = work.next();
      if (next.done) {
        this.#timer = undefined;
        end(next.value);
        return;
      }
      this.#timer = setTimeout(slice);
      step?.(next.value);
    };
    this.#timer = setTimeout(slice);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
