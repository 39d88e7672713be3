/** What is typed into the form of a Subscription, over a reload: it lives in the device's drafts until it is sent. */
import type { DeviceDrafts } from '../edits/device-drafts.svelte.ts';

/** The form by the names of the parameters; paths of the ReferenceList one a line. */
export type SubscriptionTexts = ReadonlyMap<string, string>;

export class SubscriptionDraft {
  /** It was not begun now: it is what an earlier visit, or a form that was closed, left. */
  readonly restored: boolean;
  readonly #drafts: DeviceDrafts;
  readonly #prefix: string;

  /** @param about the row that is changed, or what a new one begins with */
  constructor(drafts: DeviceDrafts, about: string) {
    this.#drafts = drafts;
    this.#prefix = `subscription:${about}+`;
    this.restored = drafts.any(this.#prefix);
  }

  /** Reactive. */
  text(name: string): string | undefined {
    return this.#drafts.get(this.#prefix + name);
  }

  /** @param unchanged what the form began with: of that nothing is kept */
  keep(now: SubscriptionTexts, unchanged: SubscriptionTexts): void {
    for (const [name, text] of now) {
      const draft = text === unchanged.get(name) ? undefined : text;
      if (draft !== this.text(name)) this.#drafts.set(this.#prefix + name, draft);
    }
  }

  /** Forgets what was typed. */
  end(): void {
    this.#drafts.end(this.#prefix);
  }
}
