/** OnBoardRequest: when it is sent, and when again (R-NOT.5, R-NOT.6). */
import { notifyMessage } from '../../usp/message/responses.ts';
import { supportedVersions } from '../home/local-agent.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store, StoreChange } from '../store/store.ts';
import type { Outbox } from './outbox.ts';

export class Onboarding {
  readonly #outbox: Outbox;
  readonly #nextMsgId: () => string;
  /** Controllers that were asked; the time when they are asked again, Infinity while the Notify is under way. */
  readonly #asked = new Map<ObjectNode, number>();

  constructor(outbox: Outbox, nextMsgId: () => string) {
    this.#outbox = outbox;
    this.#nextMsgId = nextMsgId;
  }

  send(store: Store, controller: ObjectNode): void {
    const info = store.object('Device.DeviceInfo.');
    const msgId = this.#nextMsgId();
    const msg = notifyMessage(msgId, '', true, {
      case: 'onBoardReq',
      value: {
        oui: store.read(info, 'ManufacturerOUI'),
        productClass: store.read(info, 'ProductClass'),
        serialNumber: store.read(info, 'SerialNumber'),
        agentSupportedProtocolVersions: supportedVersions,
      },
    });
    this.#asked.set(controller, Infinity);
    this.#outbox.sendUntilAnswered(store, { msgId, msg, controller, expiresAt: Infinity });
  }

  /** OnBoardingComplete was set to false: the Controller wants to be asked. */
  onChanges(store: Store, changes: readonly StoreChange[]): void {
    for (const change of changes) {
      if (change.type !== 'value' || change.name !== 'OnBoardingComplete' || !change.node.alive) continue;
      if (store.readFlag(change.node, 'OnBoardingComplete')) this.#asked.delete(change.node);
      else if (!this.#asked.has(change.node) && store.readFlag(change.node, 'Enable')) this.send(store, change.node);
    }
  }

  /** The OnBoardRequest has arrived: the time until the next one runs from here. */
  answered(store: Store, controller: ObjectNode): void {
    const wait = store.readNumber(controller, 'OnBoardingRestartTime');
    if (wait > 0 && !store.readFlag(controller, 'OnBoardingComplete')) {
      this.#asked.set(controller, store.now + wait * 1000);
    } else {
      this.#asked.delete(controller);
    }
  }

  clear(): void {
    this.#asked.clear();
  }

  nextTimeout(): number | undefined {
    const next = Math.min(...this.#asked.values());
    return next === Infinity ? undefined : next;
  }

  handleTimeout(store: Store): void {
    for (const [controller, at] of this.#asked) {
      if (!controller.alive) this.#asked.delete(controller);
      else if (at <= store.now) this.send(store, controller);
    }
  }
}
