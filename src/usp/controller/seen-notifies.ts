/** Which Notify Messages were taken in, so that a duplicate on another MTP or a retry is not reported twice. */
import type { NotifyMessage } from '../message/answer-types.ts';

/** Per Agent; a retry that comes later than this many others is reported again. */
const remembered = 500;
/** Characters of its msg_id, and of what it says, that are compared: an Agent may send any number of them. */
const comparedLength = 1_000;

export class SeenNotifies {
  readonly #byAgent = new Map<string, Set<string>>();

  /**
   * Remembers the Message; returns whether it was known already. What it says counts as well as its msg_id: an Agent
   * that counts from the start again after a fall without a Boot! is not to lose its news.
   */
  seenBefore(agent: string, msgId: string, notify: NotifyMessage): boolean {
    const id = `${msgId.slice(0, comparedLength)} ${JSON.stringify(notify).slice(0, comparedLength)}`;
    let ids = this.#byAgent.get(agent);
    if (!ids) this.#byAgent.set(agent, (ids = new Set<string>()));
    if (ids.has(id)) return true;
    ids.add(id);
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
