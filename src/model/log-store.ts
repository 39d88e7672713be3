/**
 * The page's entries of the log, oldest first, in chunks: adding and letting go cost what is added and let go, whatever
 * is kept. The links of an entry point backwards; here they can be followed forwards as well.
 */
import type { LogEntry } from '../wire/entry.ts';

const chunkSize = 1_024;

export class LogStore {
  /** Each full but for the last; of the first the first `#left` have left. */
  #chunks: LogEntry[][] = [];
  #left = 0;
  #length = 0;
  /** The entries that point at one, in their order. */
  readonly #followers = new Map<number, number[]>();

  get length(): number {
    return this.#length;
  }

  /** The entry at a place, 0 being the oldest. */
  at(index: number): LogEntry | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    const place = index + this.#left;
    return this.#chunks[Math.floor(place / chunkSize)]?.[place % chunkSize];
  }

  get first(): LogEntry | undefined {
    return this.at(0);
  }

  get last(): LogEntry | undefined {
    return this.at(this.#length - 1);
  }

  /** Adds entries with rising seqs, then lets the oldest go. @returns how many went */
  add(entries: readonly LogEntry[], bound: number): number {
    for (const entry of entries) {
      let chunk = this.#chunks.at(-1);
      if (!chunk || chunk.length === chunkSize) this.#chunks.push((chunk = []));
      chunk.push(entry);
      this.#length++;
      for (const seq of linksOf(entry)) {
        const followers = this.#followers.get(seq);
        if (followers) followers.push(entry.seq);
        else this.#followers.set(seq, [entry.seq]);
      }
    }
    return this.trim(bound);
  }

  /** Lets the oldest go until no more than `bound` are left. @returns how many went */
  trim(bound: number): number {
    const gone = Math.max(0, this.#length - bound);
    for (let index = 0; index < gone; index++) {
      const entry = this.at(0);
      if (entry) this.#forget(entry);
      this.#left++;
      this.#length--;
      if (this.#left < chunkSize) continue;
      this.#chunks.shift();
      this.#left = 0;
    }
    return gone;
  }

  clear(): void {
    this.#chunks = [];
    this.#left = 0;
    this.#length = 0;
    this.#followers.clear();
  }

  /** The place of the first entry whose seq is not below; `length` where there is none. */
  placeOf(seq: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle)?.seq ?? Infinity) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The entry of a seq; undefined where it has left, or was never here. */
  get(seq: number): LogEntry | undefined {
    const found = this.at(this.placeOf(seq));
    return found?.seq === seq ? found : undefined;
  }

  /** The entries that name this one: its answers, its OperationComplete, the whole Message that it is a piece of. */
  followersOf(seq: number): readonly number[] {
    return this.#followers.get(seq) ?? [];
  }

  /** Whoever pointed at an entry that left keeps its link; nobody asks for its followers any more. */
  #forget(entry: LogEntry): void {
    this.#followers.delete(entry.seq);
  }
}

/** The seqs that an entry points at, each once. */
export function linksOf({ seq, answers, operation, repeats, pieces }: LogEntry): number[] {
  const links = new Set<number>(pieces);
  for (const link of [answers, operation, repeats]) if (link !== undefined) links.add(link);
  links.delete(seq);
  return [...links];
}
