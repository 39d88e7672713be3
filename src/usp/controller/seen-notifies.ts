/** Which Notify Messages were taken in, so that a duplicate on another MTP or a retry is not reported twice. */

/** Per Agent; a retry that comes later than this many others is reported again. */
const remembered = 500;

export class SeenNotifies {
  readonly #byAgent = new Map<string, Set<string>>();

  /** Remembers the Message; returns whether it was known already. */
  seenBefore(agent: string, msgId: string): boolean {
    let ids = this.#byAgent.get(agent);
    if (!ids) this.#byAgent.set(agent, (ids = new Set<string>()));
    if (ids.has(msgId)) return true;
    ids.add(msgId);
    if (ids.size > remembered) {
      const [oldest] = ids;
      if (oldest !== undefined) ids.delete(oldest);
    }
    return false;
  }

  /** An Agent that has booted may count its Message IDs from the start again. */
  forget(agent: string): void {
    this.#byAgent.delete(agent);
  }
}
