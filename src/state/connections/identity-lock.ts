/**
 * Two tabs must not be one Endpoint at the same time: an Agent keeps one session with each Endpoint (R-WS.4), a broker
 * one client. Whoever uses an Endpoint ID holds a Web Lock of its name; the browser lets it go with the tab.
 */
export type LockOutcome = 'held' | 'elsewhere';

export interface IdentityLockOptions {
  /** Takes it from the tab that has it, which hears `onlost`. */
  readonly steal?: boolean;
}

/** Milliseconds: after a reload the former page may still hold it for a moment. */
const patience = 1_200;

const prefix = 'usp-console:endpoint:';

export class IdentityLocks {
  readonly #locks: LockManager | undefined;
  readonly #held = new Map<string, () => void>();
  /** Several connections of one Endpoint ID ask at once: they wait for one answer. */
  readonly #asked = new Map<string, Promise<LockOutcome>>();
  /** Hears of an Endpoint ID that another tab has taken over. */
  onlost: (endpointId: string) => void = () => undefined;

  /** @param locks absent where the page came over plain http from afar: then tabs can't see each other. */
  constructor(locks: LockManager | undefined) {
    this.#locks = locks;
  }

  holds(endpointId: string): boolean {
    return this.#held.has(endpointId);
  }

  /** Takes the lock, or says that another tab of this browser has it. */
  acquire(endpointId: string, { steal = false }: IdentityLockOptions = {}): Promise<LockOutcome> {
    const locks = this.#locks;
    if (!locks || this.#held.has(endpointId)) return Promise.resolve('held');
    const before = steal ? undefined : this.#asked.get(endpointId);
    if (before) return before;
    const outcome = this.#request(locks, endpointId, steal).finally(() => this.#asked.delete(endpointId));
    this.#asked.set(endpointId, outcome);
    return outcome;
  }

  #request(locks: LockManager, endpointId: string, steal: boolean): Promise<LockOutcome> {
    return new Promise((resolve) => {
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), patience);
      const hold = () =>
        new Promise<void>((release) => {
          clearTimeout(timer);
          this.#held.set(endpointId, release);
          resolve('held');
        });
      // A request that steals can't be given up, and needs no patience.
      const options: LockOptions = steal ? { steal } : { signal: giveUp.signal };
      locks.request(prefix + endpointId, options, hold).catch(() => {
        clearTimeout(timer);
        if (this.#held.delete(endpointId)) this.onlost(endpointId);
        else resolve('elsewhere');
      });
    });
  }

  release(endpointId: string): void {
    const release = this.#held.get(endpointId);
    this.#held.delete(endpointId);
    release?.();
  }
}
