/** When an Agent that nothing reaches behind its broker is asked again: it may be back and not say so to us. */

/** Milliseconds: the first pause, and the longest; each is twice the one before. */
export const pauses = { first: 5_000, longest: 60_000 } as const;

interface Wait {
  readonly agent: string;
  readonly connection: string;
  readonly at: number;
  readonly pause: number;
}

export class AskAgain {
  /** By Agent and connection. */
  readonly #waits = new Map<string, Wait>();

  /** Does nothing where it waits already. */
  later(agent: string, connection: string, now: number): void {
    const key = `${agent}\n${connection}`;
    if (this.#waits.has(key)) return;
    this.#waits.set(key, { agent, connection, at: now + pauses.first, pause: pauses.first });
  }

  nextTimeout(): number | undefined {
    const times = [...this.#waits.values()].map(({ at }) => at);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** @param ask asks who is due; false: there is nobody to wait for any more */
  handleTimeout(now: number, ask: (agent: string, connection: string) => boolean): void {
    for (const [key, { agent, connection, at, pause }] of this.#waits) {
      if (at > now) continue;
      const next = Math.min(pause * 2, pauses.longest);
      if (ask(agent, connection)) this.#waits.set(key, { agent, connection, at: now + next, pause: next });
      else this.#waits.delete(key);
    }
  }
}
