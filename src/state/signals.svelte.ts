/** Reactive marks by key: a reader hears of its own key only, and a key that nobody reads costs nothing. */
import { createSubscriber } from 'svelte/reactivity';

interface Signal {
  readonly track: () => void;
  update: () => void;
}

export class Signals {
  readonly #signals = new Map<string, Signal>();

  /** Makes the effect or the markup that runs now depend on a key. */
  track(key: string): void {
    if (!$effect.tracking()) return;
    let signal = this.#signals.get(key);
    if (!signal) {
      const made: Signal = {
        track: createSubscriber((update) => {
          made.update = update;
        }),
        update: () => {},
      };
      signal = made;
      this.#signals.set(key, signal);
    }
    signal.track();
  }

  /** Runs again whoever depends on the key. */
  bump(key: string): void {
    this.#signals.get(key)?.update();
  }
}
