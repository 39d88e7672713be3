/** The time of day for what says "3 min ago": it moves on by itself while someone looks. */
import { createSubscriber } from 'svelte/reactivity';

/** Milliseconds between two ticks. */
const tick = 5_000;

class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, tick);
    return () => clearInterval(timer);
  });

  /** Milliseconds since the epoch. Read in markup it keeps itself fresh. */
  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const clock = new Clock();
