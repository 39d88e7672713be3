/**
 * Looks through the entries of a log and the bytes of their Records, from the newest to the oldest, a little at a
 * time; what is added meanwhile is looked at as well. Says seqs alone: what was found stays where it is.
 */
import { pathsInMessage } from '../usp/wire/message-paths.ts';
import { WireFault } from '../usp/wire/tokens.ts';
import type { Backlog } from './backlog.ts';
import type { LogEntry } from './entry.ts';
import { messageInSteps } from './message-of.ts';
import { pathFits } from './path-fits.ts';

/** `text`: anywhere in the bytes read as UTF-8, whatever the case. `path`: a Path Name at or below it. */
export interface SearchTerm {
  readonly in: 'text' | 'path';
  readonly value: string;
}

/** Bytes that are read as text in one go, and so about the longest that one step takes. */
const window = 256 * 1024;

export interface SearchProgress {
  /** For each term the seqs that were found since the last time. */
  readonly found: readonly (readonly number[])[];
  /** Entries that were looked at, of how many. */
  readonly looked: number;
  readonly of: number;
}

type Finds = (entry: LogEntry) => Generator<void, boolean>;

export class LogSearch {
  readonly #backlog: Backlog;
  readonly #finds: readonly Finds[];
  #found: number[][];
  /** What is not looked at: the seqs from the oldest to before `#down`, and from `#up` on. */
  #down: number;
  #up: number;
  /** An entry that is looked at in several goes. */
  #under: Generator<void> | undefined;

  constructor(backlog: Backlog, terms: readonly SearchTerm[]) {
    this.#backlog = backlog;
    this.#finds = terms.map((term) => (term.in === 'path' ? this.#findsPath(term.value) : this.#findsText(term.value)));
    this.#found = terms.map(() => []);
    this.#down = backlog.next;
    this.#up = backlog.next;
  }

  /** Looks at a piece of what is left. @returns false where there is nothing */
  step(): boolean {
    if (this.#under) {
      if (this.#under.next().done) this.#under = undefined;
      return true;
    }
    const { oldest, next } = this.#backlog;
    let seq: number;
    if (this.#up < next) seq = this.#up = Math.max(this.#up, oldest);
    else if (this.#down > oldest) seq = this.#down - 1;
    else return false;
    if (seq === this.#up) this.#up++;
    else this.#down = seq;
    const entry = this.#backlog.entry(seq);
    if (entry) this.#under = this.#look(entry);
    return true;
  }

  /** What was found since the last call, and how far it is. */
  take(): SearchProgress {
    const { oldest, next } = this.#backlog;
    const found = this.#found;
    this.#found = found.map(() => []);
    const left = Math.max(0, this.#down - oldest) + Math.max(0, next - this.#up);
    return { found, looked: next - oldest - left, of: next - oldest };
  }

  *#look(entry: LogEntry): Generator<void> {
    for (const [index, finds] of this.#finds.entries()) {
      if (yield* finds(entry)) this.#found[index]?.push(entry.seq);
    }
  }

  #findsText(value: string): Finds {
    const wanted = value.toLowerCase();
    // What stands across two windows is found in the first: it has the second's beginning at its end.
    const overlap = 4 * wanted.length;
    const decoder = new TextDecoder();
    const backlog = this.#backlog;
    return function* (entry) {
      const bytes = entry.pieces ? yield* messageInSteps(entry, (seq) => backlog.bytes(seq)) : backlog.bytes(entry.seq);
      if (!bytes) return false;
      for (let at = 0; at < bytes.length; at += window) {
        if (at > 0) yield;
        if (
          decoder
            .decode(bytes.subarray(at, at + window + overlap))
            .toLowerCase()
            .includes(wanted)
        )
          return true;
      }
      return false;
    };
  }

  #findsPath(value: string): Finds {
    const fits = pathFits(value);
    const backlog = this.#backlog;
    return function* (entry) {
      if (entry.paths?.some(fits)) return true;
      if (!entry.morePaths) return false;
      const bytes = yield* messageInSteps(entry, (seq) => backlog.bytes(seq));
      try {
        for (const path of bytes ? pathsInMessage(bytes) : []) {
          if (path === undefined) yield;
          else if (fits(path)) return true;
        }
      } catch (error) {
        if (!(error instanceof WireFault)) throw error; // what stands before the fault was looked at
      }
      return false;
    };
  }
}
