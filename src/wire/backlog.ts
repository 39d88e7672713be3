/**
 * The entries of a log with the bytes of their Records, the newest of both within bounds. An entry outlives its bytes:
 * both bounds let go of the oldest first, each for itself.
 */
import type { LogEntry } from './entry.ts';

export interface BacklogBounds {
  /** Entries kept. */
  readonly entries: number;
  /** Bytes of Records kept with them; the newest Record is kept however large it is. */
  readonly bytes: number;
}

export const defaultBounds: BacklogBounds = { entries: 100_000, bytes: 128 * 1024 * 1024 };

interface Kept {
  readonly entry: LogEntry;
  bytes: Uint8Array | undefined;
}

/** Places that have become free at the front before all is moved there once. */
const slack = 8_192;

export class Backlog {
  #bounds: BacklogBounds;
  /** In the order of their seqs, without a gap; those before `#front` have left. */
  #kept: Kept[] = [];
  #front = 0;
  /** The seq of the first place. */
  #base: number;
  #withBytes: number;
  #held = 0;

  /** @param first the seq of the first entry */
  constructor(first = 1, bounds = defaultBounds) {
    this.#base = first;
    this.#withBytes = first;
    this.#bounds = bounds;
  }

  /** The seq of the oldest entry that is here; the same as `next` where there is none. */
  get oldest(): number {
    return this.#base + this.#front;
  }

  /** The seq of the entry that comes next. */
  get next(): number {
    return this.#base + this.#kept.length;
  }

  /** Bytes of Records that are held. */
  get held(): number {
    return this.#held;
  }

  /** Adds an entry; its seq is `next`. */
  add(entry: LogEntry, bytes?: Uint8Array): void {
    this.#kept.push({ entry, bytes });
    this.#held += bytes?.length ?? 0;
    this.#trim();
  }

  entry(seq: number): LogEntry | undefined {
    return this.#at(seq)?.entry;
  }

  /** The bytes of an entry's Record; undefined where it has none, or they have left. */
  bytes(seq: number): Uint8Array | undefined {
    return this.#at(seq)?.bytes;
  }

  /** Numbers go on at least with this one: those of a log that went before are not used again. */
  startAt(seq: number): void {
    if (this.#kept.length > 0 || seq <= this.#base) return;
    this.#base = seq;
    this.#withBytes = seq;
  }

  bound(bounds: BacklogBounds): void {
    this.#bounds = bounds;
    this.#trim();
  }

  #at(seq: number): Kept | undefined {
    return seq < this.oldest ? undefined : this.#kept[seq - this.#base];
  }

  #trim(): void {
    const { entries, bytes } = this.#bounds;
    while (this.next - this.oldest > entries) {
      this.#letGo(this.oldest);
      this.#front++;
    }
    this.#withBytes = Math.max(this.#withBytes, this.oldest);
    while (this.#held > bytes && this.#withBytes < this.next - 1) this.#letGo(this.#withBytes++);
    if (this.#front < slack || this.#front < this.#kept.length / 2) return;
    this.#kept = this.#kept.slice(this.#front);
    this.#base += this.#front;
    this.#front = 0;
  }

  #letGo(seq: number): void {
    const kept = this.#at(seq);
    if (!kept?.bytes) return;
    this.#held -= kept.bytes.length;
    kept.bytes = undefined;
  }
}
