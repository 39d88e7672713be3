/** Tells a start of an Agent from the same start told once more: each Subscription to Boot! tells of it, and each retry. */
import type { NameValue } from '../message/request-types.ts';

/** Milliseconds within which the same words are the same start: no Agent starts twice in them. */
const oneStart = 10_000;
/** Characters of the words that are compared: an Agent may send any number of them. */
const comparedLength = 10_000;

export class Starts {
  readonly #last = new Map<string, { readonly time: number; readonly words: string }>();

  /** Takes what a Boot! says; returns whether this start was told already. @param now milliseconds */
  toldBefore(agent: string, params: readonly NameValue[], now: number): boolean {
    const words = JSON.stringify(params).slice(0, comparedLength);
    const last = this.#last.get(agent);
    if (last?.words === words && now - last.time < oneStart) return true;
    this.#last.set(agent, { time: now, words });
    return false;
  }

  forget(agent: string): void {
    this.#last.delete(agent);
  }
}
