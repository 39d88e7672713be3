/** The page's view on the one stream of what happened: bounded, batched, pausable, with lines that are pinned. */
import { linksOf, LogStore } from '../../model/log-store.ts';
import type { PrintForm, WireBytes, WireDetail } from '../../wire/detail.ts';
import type { ExportOptions } from '../../wire/capture/export.ts';
import type { ClientEvent, LogExportHandle, UspClient } from '../../worker/client.ts';
import type { BacklogBounds, LogEntry, SearchProgress, SearchTerm } from '../../worker/port.ts';
import { LogExports } from '../capture/log-exports.svelte.ts';
import { EntryWords } from './entry-words.ts';
import { byName, type ValueJudge } from './record-secrets.ts';

/** Pinned lines; more of them would leave no room for others. */
export const mostPins = 50;

/** What of the client a log needs: a capture that was opened has the same from a worker of its own. */
export type LogSource = Pick<UspClient, 'boundLog' | 'searchLog' | 'logDetail' | 'print' | 'exportLog'>;

/** With the request that it answers, where it has an error text; `gone`: that has left the log. */
export type EntryDetail = WireDetail & { readonly asked?: WireBytes | 'gone' };

function hasErrorText({ record, message }: WireDetail): boolean {
  return [record, message].some((bytes) => bytes?.fields.kinds.some(({ name }) => name === 'err_msg'));
}

/** Hears of new entries as they are added, and of all else that changes what there is. */
export interface LogListener {
  added(entries: readonly LogEntry[]): void;
  /** The oldest left, or all. */
  left(): void;
}

export class LogState {
  paused = $state(false);
  /** Entries that wait while it is paused. */
  waiting = $state(0);
  /** How many have left because of the bound, since it was cleared. */
  left = $state(0);
  /** Lines that are kept at the top whatever leaves, in the order in which they were pinned. */
  pins: readonly LogEntry[] = $state.raw([]);
  bounds: BacklogBounds = $state.raw({ entries: 100_000, bytes: 128 * 1024 * 1024 });
  /** The files that it is written to. */
  readonly exports = new LogExports(this);
  readonly #source: LogSource;
  readonly #judgeOf: (device: string) => ValueJudge | undefined;
  readonly #store = new LogStore();
  readonly #words = new EntryWords();
  readonly #listeners = new Set<LogListener>();
  /** Changes whenever the store does: its reads are reactive by it. */
  #version = $state(0);
  #pending: LogEntry[] = [];

  /** @param judgeOf who says which values of a device are secrets; absent, or of no device: their names */
  constructor(source: LogSource, judgeOf: (device: string) => ValueJudge | undefined = () => undefined) {
    this.#source = source;
    this.#judgeOf = judgeOf;
  }

  /** Reactive: the entries, oldest first. */
  get entries(): LogStore {
    void this.#version;
    return this.#store;
  }

  listen(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  handle(event: ClientEvent): void {
    if (event.type !== 'log') return;
    if (!this.paused) return this.#add(event.entries);
    for (const entry of event.entries) this.#pending.push(entry);
    const over = this.#pending.length - this.bounds.entries;
    // In steps: each entry that leaves alone would move all the others.
    if (over > this.bounds.entries / 10) this.#pending = this.#pending.slice(over);
    this.waiting = this.#pending.length;
  }

  pause(paused: boolean): void {
    this.paused = paused;
    if (paused) return;
    const waiting = this.#pending;
    this.#pending = [];
    this.waiting = 0;
    this.#add(waiting);
  }

  /** Empties the list; what is pinned stays, and so does what the worker keeps. */
  clear(): void {
    this.#store.clear();
    this.#pending = [];
    this.waiting = 0;
    this.left = 0;
    this.#version++;
    for (const listener of this.#listeners) listener.left();
  }

  /** What is kept here and in the worker. */
  bound(bounds: BacklogBounds): void {
    this.bounds = bounds;
    this.#source.boundLog(bounds);
    this.#gone(this.#store.trim(bounds.entries));
  }

  /** An entry that is here, or pinned. */
  get(seq: number): LogEntry | undefined {
    return this.entries.get(seq) ?? this.pins.find((pinned) => pinned.seq === seq);
  }

  isPinned(seq: number): boolean {
    return this.pins.some((pinned) => pinned.seq === seq);
  }

  /** Keeps a line at the top, or lets it go again. @returns false where there are as many as there may be */
  togglePin(entry: LogEntry): boolean {
    if (this.isPinned(entry.seq)) this.pins = this.pins.filter(({ seq }) => seq !== entry.seq);
    else if (this.pins.length >= mostPins) return false;
    else this.pins = [...this.pins, entry];
    return true;
  }

  /** The entries that an entry goes with: what it names, and what names it, oldest first. */
  relatedTo(entry: LogEntry): readonly number[] {
    return [...new Set([...linksOf(entry), ...this.entries.followersOf(entry.seq)])].toSorted((a, b) => a - b);
  }

  /** Looks through the bytes of the log. Returns the way to stop. */
  search(terms: readonly SearchTerm[], heard: (progress: SearchProgress) => void): () => void {
    return this.#source.searchLog(terms, heard);
  }

  /** The bytes of an entry, its fields and findings; undefined when it has left the worker's log. */
  async detail(entry: LogEntry): Promise<EntryDetail | undefined> {
    const detail = await this.#source.logDetail(entry.seq);
    if (!detail || !hasErrorText(detail)) return detail;
    const request = this.#requestOf(entry);
    if (request === undefined) return detail;
    const asked = request === 'gone' ? undefined : await this.#source.logDetail(request.seq);
    return { ...detail, asked: asked ? (asked.message ?? asked.record) : 'gone' };
  }

  /** Bytes of a Record or Message as protobuf text or JSON. */
  print(bytes: Uint8Array, form: PrintForm): Promise<string> {
    return this.#source.print(bytes, form);
  }

  /** Begins to write it to a file; see `exports`. */
  exportLog(options: ExportOptions): LogExportHandle {
    return this.#source.exportLog(options);
  }

  /** What an entry says; what a search expression or an error text in it tells of a secret is kept back. */
  noteOf(entry: LogEntry): string {
    return this.#words.note(entry, this.#requestOf(entry), this.judge(entry));
  }

  /** Who says which values in an entry are secrets. */
  judge(entry: LogEntry): ValueJudge {
    return this.judgeOf(entry.device);
  }

  /** Who says which values of a device are secrets. */
  judgeOf(device: string | undefined): ValueJudge {
    return (device === undefined ? undefined : this.#judgeOf(device)) ?? byName;
  }

  /** The request that an entry answers, or whose command it ends; undefined where it does neither. */
  #requestOf(entry: LogEntry): LogEntry | 'gone' | undefined {
    let first: LogEntry | undefined = entry;
    // A Record that is sent again has the links of the first.
    while (first?.repeats !== undefined && first.repeats < first.seq) first = this.#known(first.repeats);
    if (!first) return 'gone';
    const seq = first.answers ?? first.operation;
    return seq === undefined ? undefined : (this.#known(seq) ?? 'gone');
  }

  /** Not reactive: what was here when a line was drawn has told what it could. */
  #known(seq: number): LogEntry | undefined {
    return this.#store.get(seq) ?? this.pins.find((pinned) => pinned.seq === seq);
  }

  #add(entries: readonly LogEntry[]): void {
    if (entries.length === 0) return;
    const gone = this.#store.add(entries, this.bounds.entries);
    this.#version++;
    for (const listener of this.#listeners) listener.added(entries);
    this.#gone(gone);
  }

  #gone(count: number): void {
    if (count === 0) return;
    this.left += count;
    this.#version++;
    for (const listener of this.#listeners) listener.left();
  }
}
