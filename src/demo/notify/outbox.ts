/** Notifies under way: sent once, or again and again until they are answered (R-NOT.1 to R-NOT.6a). */
import { agentRetryDelay } from '../../mtp/retry-policy.ts';
import type { Msg } from '../../usp/message/message.ts';
import type { SeededRandom } from '../random.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';

export interface Pending {
  readonly msgId: string;
  readonly msg: Msg;
  readonly controller: ObjectNode;
  /** Absent: an OnBoardRequest. */
  readonly subscription: ObjectNode | undefined;
  /** Milliseconds since the epoch; Infinity: never. */
  readonly expiresAt: number;
  attempts: number;
  nextAt: number;
}

/** Notifies that wait for an answer; the oldest give way. */
const maxPending = 500;

export class Outbox {
  readonly #pending = new Map<string, Pending>();
  readonly #random: SeededRandom;
  readonly #transmit: (controller: ObjectNode, msg: Msg) => void;

  constructor(random: SeededRandom, transmit: (controller: ObjectNode, msg: Msg) => void) {
    this.#random = random;
    this.#transmit = transmit;
  }

  /** Sends a Notify that nobody will answer. */
  sendOnce(controller: ObjectNode, msg: Msg): void {
    this.#transmit(controller, msg);
  }

  /** Sends a Notify until it is answered or too old. */
  sendUntilAnswered(
    store: Store,
    notify: { msgId: string; msg: Msg; controller: ObjectNode; subscription?: ObjectNode; expiresAt: number },
  ): void {
    const [oldest] = this.#pending.keys();
    if (this.#pending.size >= maxPending && oldest !== undefined) this.#pending.delete(oldest);
    const pending: Pending = { ...notify, subscription: notify.subscription, attempts: 0, nextAt: 0 };
    this.#pending.set(notify.msgId, pending);
    this.#attempt(store, pending);
  }

  /** A NotifyResp of the Controller; its subscription_id is ignored (R-NOT.9). */
  answered(msgId: string, controller: ObjectNode): Pending | undefined {
    const pending = this.#pending.get(msgId);
    if (!pending || pending.controller !== controller) return undefined;
    this.#pending.delete(msgId);
    return pending;
  }

  /** The Controller can be reached (again): what waits for it goes out at once. */
  hurry(store: Store, controller: ObjectNode): void {
    for (const pending of this.#pending.values()) if (pending.controller === controller) pending.nextAt = store.now;
  }

  clear(): void {
    this.#pending.clear();
  }

  nextTimeout(): number | undefined {
    let next: number | undefined;
    for (const { nextAt, expiresAt } of this.#pending.values()) {
      next = Math.min(next ?? Infinity, nextAt, expiresAt);
    }
    return next;
  }

  handleTimeout(store: Store): void {
    for (const pending of [...this.#pending.values()]) {
      const { subscription, controller, expiresAt, msgId } = pending;
      const unwanted = subscription && (!subscription.alive || !store.readFlag(subscription, 'Enable'));
      if (unwanted || !controller.alive || expiresAt <= store.now) this.#pending.delete(msgId);
      else if (pending.nextAt <= store.now) this.#attempt(store, pending);
    }
  }

  #attempt(store: Store, pending: Pending): void {
    const { controller } = pending;
    this.#transmit(controller, pending.msg);
    pending.attempts++;
    const minimum = store.readNumber(controller, 'USPNotifRetryMinimumWaitInterval') || 5;
    const multiplier = store.readNumber(controller, 'USPNotifRetryIntervalMultiplier') || 2000;
    // R-NOT.1, R-NOT.2: the same table as for connections.
    pending.nextAt = store.now + agentRetryDelay(pending.attempts, minimum, multiplier, this.#random.next());
  }
}
