/** Tells a start of the device from the same start told once more: each Subscription to Boot! tells of it. */
import type { NameValue } from '../usp/message/request-types.ts';
import type { NotifyReport } from '../worker/port.ts';

/** Milliseconds within which the same words are the same start: no device starts twice in them. */
const oneStart = 10_000;

export interface BootNotice {
  readonly params: readonly NameValue[];
  /** This start was told already. */
  readonly again: boolean;
}

export class BootNotices {
  #last: { readonly time: number; readonly words: string } | undefined;

  /** @returns undefined where it tells of no start */
  take({ time, notify: { notification } }: NotifyReport): BootNotice | undefined {
    if (notification.kind !== 'Event' || notification.eventName !== 'Boot!') return undefined;
    const { params } = notification;
    const words = JSON.stringify(params);
    const again = this.#last?.words === words && time - this.#last.time < oneStart;
    this.#last = { time: again && this.#last ? this.#last.time : time, words };
    return { params, again };
  }
}
