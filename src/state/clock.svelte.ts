/** The time of day for what says "3 min ago": it moves on by itself while someone looks. */
import { createSubscriber } from 'svelte/reactivity';

class Clock {
  readonly #subscribe: () => void;

  /** @param tick milliseconds between two looks at the clock */
  constructor(tick: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, tick);
      return () => clearInterval(timer);
    });
  }

  /** Milliseconds since the epoch. Read in markup it keeps itself fresh. */
  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const clock = new Clock(5_000);
/** For what counts down. */
export const secondClock = new Clock(1_000);
