/** Which missing Records are asked for, and when (retransmit_id names one at a time). */
import type { SessionTiming } from './types.ts';

/** How many missing Records are looked after at once; the others' turn comes as these arrive. */
const atOnce = 32;

interface Request {
  tries: number;
  dueAt: number;
  pause: number;
}

export class RetransmitRequests {
  readonly #timing: SessionTiming;
  readonly #open = new Map<bigint, Request>();

  constructor(timing: SessionTiming) {
    this.#timing = timing;
  }

  /**
   * A Record has arrived: it is not asked for any more, and what is missing now is asked for soon.
   * @param missing in rising order
   */
  update(arrived: bigint, missing: ReadonlySet<bigint>, now: number): void {
    this.#open.delete(arrived);
    const wanted = Math.min(atOnce, missing.size);
    if (this.#open.size >= wanted) return;
    const { gapDelay, requestDelay } = this.#timing;
    for (const id of missing) {
      if (!this.#open.has(id)) this.#open.set(id, { tries: 0, dueAt: now + gapDelay, pause: requestDelay });
      if (this.#open.size >= wanted) return;
    }
  }

  /** The id to ask for next, now; it counts as asked for. */
  take(now: number): bigint | undefined {
    for (const [id, request] of this.#open) {
      if (request.dueAt > now || request.tries >= this.#timing.requestTries) continue;
      request.tries++;
      request.dueAt = now + request.pause;
      request.pause = Math.min(request.pause * 2, this.#timing.requestCap);
      return id;
    }
    return undefined;
  }

  /** A Record that was asked for as often as is allowed, and did not come. */
  exhausted(now: number): bigint | undefined {
    for (const [id, request] of this.#open) {
      if (request.tries >= this.#timing.requestTries && request.dueAt <= now) return id;
    }
    return undefined;
  }

  nextTimeout(): number | undefined {
    let next: number | undefined;
    for (const { dueAt } of this.#open.values()) if (next === undefined || dueAt < next) next = dueAt;
    return next;
  }
}
