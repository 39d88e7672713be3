/** What was typed and not used yet: it outlives a change of place, a lost way and a reload. Secrets only the first two. */
import { SvelteMap } from 'svelte/reactivity';
import type { DeviceSecrets } from '../device-secrets.ts';
import { TabKept, type Snapshot, type Unkept } from '../storage/tab-kept.svelte.ts';

/** Drafts kept at most. */
const mostDrafts = 500;

export class DeviceDrafts {
  readonly #drafts = new SvelteMap<string, string>();
  readonly #secrets: DeviceSecrets;
  readonly #kept: TabKept;

  constructor(secrets: DeviceSecrets, device: string) {
    this.#secrets = secrets;
    this.#kept = new TabKept(
      `drafts:${device}`,
      (stored) => this.#restore(stored),
      () => this.#snapshot(),
    );
  }

  /** Reactive: why a reload would lose them; undefined: it would not. */
  get unkept(): Unkept | undefined {
    return this.#kept.unkept;
  }

  /** Resolves when all that an earlier page left is there. */
  get restored(): Promise<void> {
    return this.#kept.restored;
  }

  /** Reactive. `key`: full path of what is typed for, e.g. of a parameter, or a command's with `#` and the argument. */
  get(key: string): string | undefined {
    return this.#drafts.get(key);
  }

  /** @param value undefined: the draft is done with. */
  set(key: string, value: string | undefined): void {
    if (value === undefined) this.#drafts.delete(key);
    else if (this.#drafts.has(key) || this.#drafts.size < mostDrafts) this.#drafts.set(key, value);
    this.#kept.keep();
  }

  /** Reactive: is there a draft whose key begins so? */
  any(prefix: string): boolean {
    return [...this.#drafts.keys()].some((key) => key.startsWith(prefix));
  }

  /** Reactive: the drafts whose key begins so, each with the rest of its key. */
  under(prefix: string): (readonly [rest: string, value: string])[] {
    return [...this.#drafts].flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    );
  }

  /** Ends every draft whose key begins so. */
  end(prefix: string): void {
    for (const key of [...this.#drafts.keys()]) if (key.startsWith(prefix)) this.set(key, undefined);
  }
  dispose(): void {
    this.#kept.dispose();
  }

  /** What is typed by now is newer. */
  #restore(stored: unknown): void {
    for (const item of Array.isArray(stored) ? (stored as unknown[]) : []) {
      if (!Array.isArray(item)) continue;
      const [key, value] = item as unknown[];
      if (typeof key !== 'string' || typeof value !== 'string' || this.#drafts.has(key)) continue;
      if (this.#drafts.size < mostDrafts) this.#drafts.set(key, value);
    }
  }

  #snapshot(): Snapshot | undefined {
    const value = [...this.#drafts].filter(([key, text]) => !this.#secrets.draft(key, text));
    const characters = value.reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    return value.length > 0 ? { value, characters } : undefined;
  }
}
