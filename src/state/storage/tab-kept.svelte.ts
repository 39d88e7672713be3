/**
 * One thing that a person made and that outlives a reload of the tab: a small one lies in session storage, where it is
 * written and read at once; a large one in IndexedDB. Of the two only one has it, so that no older state comes back.
 */
import { readStored, writeStored } from '../stored.ts';
import { readRecord, writeRecord } from './tab-records.ts';

/** Characters of what lies in session storage, and of what is kept at all. */
export const tabBounds = { small: 50_000, large: 32 * 1024 * 1024 };

/** Why something would be lost on a reload. */
export type Unkept = 'full' | 'too-large' | 'forbidden';

export interface Snapshot {
  readonly value: unknown;
  /** About how much it is. */
  readonly characters: number;
}

export class TabKept {
  /** Why a reload would lose what there is now; undefined: it would not. */
  unkept: Unkept | undefined = $state();
  readonly #key: string;
  readonly #snapshot: () => Snapshot | undefined;
  readonly #restored: Promise<void>;
  /** May there be something in the database? */
  #inDatabase = true;
  /** What is to be written to the database next; of several only the last. */
  #next: { readonly value: unknown } | undefined;
  #writing = false;
  /** Has the database been asked what an earlier page left? Before that nothing there is deleted. */
  #asked = false;
  readonly #flush = () => {
    const { value } = this.#next ?? {};
    if (value !== undefined || (this.#next && this.#asked)) writeRecord(this.#key, value).catch(() => undefined);
    this.#next = undefined;
  };

  /**
   * @param restore takes what an earlier page left: at once where it is small, else later; then what there is by now is
   *   newer
   * @param snapshot what there is now; undefined: nothing that is to be kept
   */
  constructor(key: string, restore: (stored: unknown) => void, snapshot: () => Snapshot | undefined) {
    this.#key = key;
    this.#snapshot = snapshot;
    const stored = readStored(key);
    if (stored !== undefined) restore(stored);
    this.#asked = stored !== undefined;
    this.#restored = stored === undefined ? this.#restore(restore) : Promise.resolve();
    addEventListener('pagehide', this.#flush);
  }

  /** Resolves when all that an earlier page left is there. */
  get restored(): Promise<void> {
    return this.#restored;
  }

  /** To be called after each change. */
  keep(): void {
    const now = this.#snapshot();
    const isSmall = !now || now.characters <= tabBounds.small;
    if (isSmall && writeStored(this.#key, now?.value)) {
      this.unkept = undefined;
      if (this.#inDatabase || this.#next) this.#write(undefined);
      return;
    }
    writeStored(this.#key, undefined);
    const isTooLarge = now !== undefined && now.characters > tabBounds.large;
    if (isTooLarge) this.unkept = 'too-large';
    this.#write(isTooLarge ? undefined : now?.value);
  }

  dispose(): void {
    removeEventListener('pagehide', this.#flush);
    this.#flush();
  }

  async #restore(restore: (stored: unknown) => void): Promise<void> {
    const stored = await readRecord(this.#key).catch(() => undefined);
    this.#asked = true;
    if (stored === undefined) return;
    restore(stored);
    this.keep();
  }

  #write(value: unknown): void {
    this.#next = { value };
    this.#inDatabase = value !== undefined;
    if (!this.#writing) void this.#writeAll();
  }

  /** While one is written, the next ones wait: of what is typed meanwhile only the last is written. */
  async #writeAll(): Promise<void> {
    this.#writing = true;
    await this.#restored;
    while (this.#next) {
      const { value } = this.#next;
      this.#next = undefined;
      const unkept = await tryToWrite(this.#key, value);
      // Of what is gone again, or too large, is said nothing here.
      if (value !== undefined && !this.#next) this.unkept = unkept;
    }
    this.#writing = false;
  }
}

async function tryToWrite(key: string, value: unknown): Promise<Unkept | undefined> {
  try {
    return (await writeRecord(key, value)) ? undefined : 'forbidden';
  } catch {
    return 'full';
  }
}
