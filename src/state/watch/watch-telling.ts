/** What of a watch list the device tells by itself: the Subscriptions that are held for it. */
import type { DeviceSubscriptions } from '../notifications/device-subscriptions.svelte.ts';

export class WatchTelling {
  readonly #subscriptions: DeviceSubscriptions;
  /** Whether the device tells, by path of the list. */
  readonly #held = new Map<string, Promise<boolean>>();

  constructor(subscriptions: DeviceSubscriptions) {
    this.#subscriptions = subscriptions;
  }

  /** Has the device tell of it, once. What it refused stays refused; where it was not reached, it is asked again. */
  start(path: string): void {
    if (this.#held.has(path)) return;
    const held = this.#subscriptions.hold('ValueChange', path);
    this.#held.set(path, held);
    void held.then((told) => {
      const again = !told && this.#subscriptions.find('ValueChange', path)?.error?.origin !== 'remote';
      if (again && this.#held.get(path) === held) this.#held.delete(path);
    });
  }

  /** Does it tell of it now? */
  tells(path: string): boolean {
    return this.#held.has(path) && this.#subscriptions.find('ValueChange', path)?.state === 'held';
  }

  stop(path: string): void {
    const held = this.#held.get(path);
    this.#held.delete(path);
    void held?.then((told) => {
      if (told) void this.#subscriptions.release('ValueChange', path);
    });
  }
}
