/**
 * The lines of the log that a filter lets through. New entries cost what they are; a new filter goes over all of them
 * in slices, so that the page is never held up; what the worker finds in the bytes is added as it comes.
 */
import { copiesOf } from '../../model/log-filter/answers.ts';
import { asksForAnswers, fitsFilter, recordWord, searchTerms, type Fits } from '../../model/log-filter/match.ts';
import { parseFilter } from '../../model/log-filter/parse.ts';
import type { Filter, FilterFault } from '../../model/log-filter/terms.ts';
import { LogMatches } from '../../model/log-matches.ts';
import { isInScope, type LogScope } from '../../wire/scope.ts';
import type { LogEntry, SearchProgress, SearchTerm } from '../../worker/port.ts';
import { breathe } from '../breathe.ts';
import type { LogState } from './log.svelte.ts';

/** A Record's type as the filter says it. */
export { recordWord };

/** Entries that are looked at between two breaths. */
const slice = 4_000;
/** Found entries that are put where they belong one by one; of more the whole list is made anew. */
const fewFound = 200;
/** Entries that leave before those that were found among them are forgotten. */
const forgetEvery = 1_000;
/** Milliseconds after the last keystroke before the worker is sent to look. */
const typing = 200;

export class LogView {
  /** Why the text is no filter; the last that was one holds meanwhile. */
  fault: FilterFault | undefined = $state.raw();
  /** The text of the filter as it is typed. */
  #text = $state('');
  /** How far the worker has looked through the bytes; undefined where it has nothing to look for. */
  searched: Pick<SearchProgress, 'looked' | 'of'> | undefined = $state.raw();
  /** The list is being made anew. */
  busy = $state(false);
  /** Lines that have left at the top, ever: what is looked at moves up by as many. */
  gone = $state(0);
  readonly #log: LogState;
  #scope: LogScope | undefined;
  #filter: Filter = [];
  #fits: Fits = () => true;
  #matches = new LogMatches();
  /** The device's lines, whatever the filter; without a scope it stays empty. */
  #own = new LogMatches();
  #version = $state(0);
  /** What the worker has found, by search term. */
  readonly #found = new Map<string, Set<number>>();
  /** The oldest entry when those that had left were forgotten last. */
  #forgotten = 0;
  /** The newest run over all entries: an older one gives up. */
  #run = 0;
  /** Whether an answer that comes changes which lines fit, and those that it concerned while a run was under way. */
  #byAnswers = false;
  #answered = new Set<number>();
  /** More was found while a run was under way: another one follows it. */
  #stale = false;
  #stopSearch: () => void = () => undefined;
  #stopListening: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param scope only what is this device's; absent: everything */
  constructor(log: LogState, scope?: LogScope) {
    this.#log = log;
    this.#scope = scope;
  }

  /** Starts to follow the log; returns the way to stop. */
  follow(): () => void {
    this.#stopListening = this.#log.listen({
      added: (entries) => this.#added(entries),
      left: () => this.#left(),
    });
    void this.#all();
    this.#search();
    return () => {
      this.#stopListening();
      this.#stopSearch();
      clearTimeout(this.#timer);
      this.#run++;
    };
  }

  /** The device is reached in other ways than before: other connections are its own. */
  set scope(scope: LogScope | undefined) {
    if (JSON.stringify(scope) === JSON.stringify(this.#scope)) return;
    this.#scope = scope;
    void this.#all();
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    const parsed = parseFilter(text);
    this.fault = parsed.ok ? undefined : parsed.fault;
    if (parsed.ok) this.#apply(parsed.filter);
  }

  /** Is anything kept back? */
  get filtered(): boolean {
    void this.#version;
    return this.#filter.length > 0;
  }

  /** Reactive: how many lines there are. */
  get length(): number {
    void this.#version;
    return this.#matches.length;
  }

  /** Reactive: how many there would be without the filter. */
  get total(): number {
    void this.#version;
    return this.#scope ? this.#own.length : this.#log.entries.length;
  }

  /** Reactive: a line by its place, 0 being the oldest. */
  at(index: number): LogEntry | undefined {
    void this.#version;
    const seq = this.#matches.at(index);
    return seq === undefined ? undefined : this.#log.entries.get(seq);
  }

  /** Reactive: the place of a line, -1 where it is not in the list. */
  indexOf(seq: number): number {
    void this.#version;
    return this.#matches.indexOf(seq);
  }

  /** The seqs of all lines, oldest first. */
  seqs(): number[] {
    return Array.from({ length: this.#matches.length }, (_, index) => this.#matches.at(index) ?? 0);
  }

  #apply(filter: Filter): void {
    if (JSON.stringify(filter) === JSON.stringify(this.#filter)) return;
    this.#filter = filter;
    this.#found.clear();
    this.#fits = fitsFilter(filter, (term) => this.#foundFor(term), this.#log.entries);
    this.#byAnswers = asksForAnswers(filter);
    this.#stopSearch();
    this.#stopSearch = () => undefined;
    this.searched = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), typing);
    void this.#all();
  }

  #foundFor(term: SearchTerm): Set<number> {
    const key = `${term.in} ${term.value}`;
    const found = this.#found.get(key) ?? new Set<number>();
    this.#found.set(key, found);
    return found;
  }

  #search(): void {
    const terms = searchTerms(this.#filter);
    if (terms.length === 0) return;
    const sets = terms.map((term) => this.#foundFor(term));
    this.#stopSearch = this.#log.search(terms, ({ found, looked, of }) => {
      this.searched = { looked, of };
      const fresh = new Set<number>();
      for (const [index, seqs] of found.entries()) {
        for (const seq of seqs) {
          sets[index]?.add(seq);
          fresh.add(seq);
        }
      }
      if (this.busy) this.#stale ||= fresh.size > 0;
      else if (fresh.size > fewFound) void this.#all();
      else if (fresh.size > 0) this.#again(fresh);
    });
  }

  #added(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#take(entry, this.#matches, this.#own);
    if (this.#byAnswers) this.#answers(entries);
    this.#version++;
  }

  /** Looks again at what was answered, or was said again and has its answer. */
  #answers(entries: readonly LogEntry[]): void {
    const concerned = new Set<number>();
    for (const { seq, answers, repeats } of entries) {
      if (answers === undefined && repeats === undefined) continue;
      for (const copy of copiesOf(answers ?? seq, this.#log.entries)) concerned.add(copy);
    }
    if (this.busy) for (const seq of concerned) this.#answered.add(seq);
    else this.#again(concerned);
  }

  /** Entries that the worker found, and that are remembered. */
  get remembered(): number {
    return [...this.#found.values()].reduce((sum, found) => sum + found.size, 0);
  }

  #left(): void {
    const before = this.#matches.length;
    const oldest = this.#log.entries.first?.seq;
    this.#matches.dropBelow(oldest ?? Infinity);
    this.#own.dropBelow(oldest ?? Infinity);
    if (oldest !== undefined) this.#forget(oldest);
    this.gone += before - this.#matches.length;
    this.#version++;
  }

  /** To look for what has left costs what is remembered: that is done once for many that leave. */
  #forget(oldest: number): void {
    if (oldest - this.#forgotten < forgetEvery) return;
    this.#forgotten = oldest;
    for (const found of this.#found.values()) for (const seq of found) if (seq < oldest) found.delete(seq);
  }

  /** Looks once more at entries of which something was found. */
  #again(seqs: Iterable<number>): void {
    for (const seq of seqs) {
      const entry = this.#log.entries.get(seq);
      if (entry && this.#concerns(entry) && this.#fits(entry)) this.#matches.insert(seq);
      else this.#matches.remove(seq);
    }
    this.#version++;
  }

  #take(entry: LogEntry, matches: LogMatches, own: LogMatches): void {
    if (!this.#concerns(entry)) return;
    if (this.#scope) own.push(entry.seq);
    if (this.#fits(entry)) matches.push(entry.seq);
  }

  #concerns(entry: LogEntry): boolean {
    return this.#scope === undefined || isInScope(entry, this.#scope);
  }

  /** Goes over all entries; what comes meanwhile is taken in order by the same run. */
  async #all(): Promise<void> {
    const run = ++this.#run;
    this.#stale = false;
    this.#answered.clear();
    const { entries } = this.#log;
    const matches = new LogMatches();
    const own = new LogMatches();
    let next = entries.first?.seq ?? 0;
    for (;;) {
      let place = entries.placeOf(next);
      const end = Math.min(entries.length, place + slice);
      for (; place < end; place++) {
        const entry = entries.at(place);
        if (!entry) continue;
        this.#take(entry, matches, own);
        next = entry.seq + 1;
      }
      if (end === entries.length) break;
      this.busy = true;
      await breathe();
      if (run !== this.#run) return;
    }
    for (const list of [matches, own]) list.dropBelow(entries.first?.seq ?? Infinity);
    this.#matches = matches;
    this.#own = own;
    this.busy = false;
    this.#again(this.#answered);
    this.#answered.clear();
    if (this.#stale) void this.#all();
  }
}
