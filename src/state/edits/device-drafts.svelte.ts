/** What was typed and not used yet: it outlives a change of place, a lost way and a reload. Secrets only the first two. */
import { SvelteMap } from 'svelte/reactivity';
import type { DeviceSecrets } from '../device-secrets.ts';
import { readStored, writeStored } from '../stored.ts';

/** Drafts kept at most, and characters of one that is stored. */
const bounds = { drafts: 500, characters: 100_000 };

export class DeviceDrafts {
  readonly #drafts = new SvelteMap<string, string>();
  readonly #secrets: DeviceSecrets;
  readonly #key: string;

  constructor(secrets: DeviceSecrets, device: string) {
    this.#secrets = secrets;
    this.#key = `drafts:${device}`;
    const stored = readStored(this.#key);
    for (const item of Array.isArray(stored) ? (stored as unknown[]) : []) {
      if (!Array.isArray(item)) continue;
      const [key, value] = item as unknown[];
      if (typeof key === 'string' && typeof value === 'string') this.#drafts.set(key, value);
    }
  }

  /** Reactive. `key`: full path of what is typed for, e.g. of a parameter, or a command's with `#` and the argument. */
  get(key: string): string | undefined {
    return this.#drafts.get(key);
  }

  /** @param value undefined: the draft is done with. */
  set(key: string, value: string | undefined): void {
    if (value === undefined) this.#drafts.delete(key);
    else if (this.#drafts.has(key) || this.#drafts.size < bounds.drafts) this.#drafts.set(key, value);
    const kept = [...this.#drafts].filter(
      ([path, text]) => !this.#secrets.draft(path) && text.length <= bounds.characters,
    );
    writeStored(this.#key, kept.length > 0 ? kept : undefined);
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
}
