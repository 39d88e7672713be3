/**
 * The watch list of a device: parameters that are read again and again, or told of by the device, and their samples.
 * The worker's clock wakes it, so it goes on while the tab is hidden; there is never a second poll while one is open.
 */
import type { UspError } from '../../usp/error.ts';
import type { Notification } from '../../usp/message/answer-types.ts';
import type { UspClient } from '../../worker/client.ts';
import { Samples } from '../../model/watch/samples.ts';
import { watchCsv } from '../../model/watch/watch-csv.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceLoader } from '../model/device-loader.svelte.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import type { DeviceSubscriptions } from '../notifications/device-subscriptions.svelte.ts';
import { isGone, refusal } from '../refusal.ts';
import { readWatchPath } from './watch-path.ts';
import {
  joinedEntries,
  readWatch,
  watchBounds,
  writeWatch,
  type StoredWatch,
  type WatchEntry,
  type WatchList,
} from './watch-store.ts';
import { WatchTelling } from './watch-telling.ts';
import { foundIn, names, restoredSeries, storedSeries, type Found, type WatchedSeries } from './watched-series.ts';

/** Milliseconds between two polls that can be chosen. */
export const watchIntervals = [
  1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000,
] as const;

/** Paths in one Get. */
const pathsPerGet = 25;
/** Milliseconds. What the device tells is asked for now and then all the same: a notification may be lost. */
const lookAfter = 60_000;
/** Milliseconds: the longest pause after errors, unless the interval is longer. */
const longestPause = 300_000;
/** Milliseconds between two writings of the samples. */
const keepEvery = 5_000;

export interface WatchMark {
  readonly time: number;
  readonly text: string;
}

export interface WatchProblem {
  readonly error: UspError;
  readonly tries: number;
  /** Milliseconds since the epoch. */
  readonly nextAt: number;
}

export class DeviceWatch {
  entries: readonly WatchEntry[] = $state.raw([]);
  /** By path, in the order in which they came. A new Map with every sample, so that who reads it hears of them. */
  series: ReadonlyMap<string, WatchedSeries> = $state.raw(new Map());
  /** What happened to the whole, oldest first. */
  marks: readonly WatchMark[] = $state.raw([]);
  /** Why the last poll failed, until one succeeds. */
  problem: WatchProblem | undefined = $state.raw();
  /** What the device says against single paths of the list. */
  refused: ReadonlyMap<string, UspError> = $state.raw(new Map());
  /** Series that the bound left out. */
  left = $state(0);
  #interval = $state(5_000);
  #running = $state(true);
  readonly #client: UspClient;
  readonly #loader: DeviceLoader;
  readonly #telling: WatchTelling;
  readonly #secrets: DeviceSecrets;
  readonly #device: string;
  readonly #told = new Map<string, number>();
  #reachable = false;
  #loaded: Promise<void>;
  /** Counts what makes an earlier wake-up call stale. */
  #turn = 0;
  #abort = new AbortController();
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(
    client: UspClient,
    loader: DeviceLoader,
    subscriptions: DeviceSubscriptions,
    secrets: DeviceSecrets,
    device: string,
  ) {
    this.#client = client;
    this.#loader = loader;
    this.#telling = new WatchTelling(subscriptions);
    this.#secrets = secrets;
    this.#device = device;
    this.#loaded = this.#load();
    addEventListener('pagehide', this.#keepNow);
  }

  /** When the oldest sample of all was taken, milliseconds since the epoch; undefined: there is none. */
  get since(): number | undefined {
    const first = [...this.series.values()].flatMap(({ samples }) => samples.first?.time ?? []);
    return first.length === 0 ? undefined : Math.min(...first);
  }

  /** Milliseconds between two polls. */
  get interval(): number {
    return this.#interval;
  }

  set interval(interval: number) {
    this.#interval = interval;
    this.#changed();
  }

  /** Is it read, or stopped by hand? */
  get running(): boolean {
    return this.#running;
  }

  set running(running: boolean) {
    this.#running = running;
    if (!running) this.#breakAll();
    this.#mark(running ? 'Reading was started' : 'Reading was stopped');
    this.#changed();
  }

  /** Resolves when what was kept is there. */
  get loaded(): Promise<void> {
    return this.#loaded;
  }

  has(path: string): boolean {
    return this.entries.some((entry) => entry.path === path);
  }

  /** Puts a parameter, or by wildcards that of many rows, on the list. @returns why not, where it can't. */
  add(typed: string): string | undefined {
    const read = readWatchPath(typed, this.#secrets);
    if ('problem' in read) return read.problem;
    if (this.has(read.path)) return 'This is on the list already.';
    if (this.entries.length >= watchBounds.entries) {
      return `The list is full: ${String(watchBounds.entries)} paths at most. Remove one, or name many rows with *.`;
    }
    this.entries = [...this.entries, { path: read.path, how: 'poll' }];
    this.#changed();
    return undefined;
  }

  /** Adds what is on a list of a file, as far as it may be watched and there is room. */
  async adopt({ interval, entries }: WatchList): Promise<void> {
    await this.#loaded;
    const allowed = entries.filter(({ path }) => 'path' in readWatchPath(path, this.#secrets));
    this.entries = joinedEntries(this.entries, allowed);
    this.#interval = interval;
    this.#changed();
  }

  /** Takes it off the list, and its samples with it. */
  remove(path: string): void {
    this.#telling.stop(path);
    this.entries = this.entries.filter((entry) => entry.path !== path);
    this.series = new Map([...this.series].filter(([, one]) => one.entry !== path));
    this.refused = new Map([...this.refused].filter(([at]) => at !== path));
    if (this.entries.length === 0) this.marks = [];
    this.#changed();
  }

  /** By polling, or told by the device with a Subscription that is held as long as it is on the list. */
  setHow(path: string, how: WatchEntry['how']): void {
    if (how === 'poll') this.#telling.stop(path);
    this.entries = this.entries.map((entry) => (entry.path === path ? { ...entry, how } : entry));
    this.#changed();
  }

  /** A counter as how fast it grows, or as its value. */
  setRate(path: string, rate: boolean): void {
    this.entries = this.entries.map((entry) => (entry.path === path ? { ...entry, rate } : entry));
    this.#keep();
  }

  /** Forgets the samples and goes on. */
  clearSamples(): void {
    this.series = new Map();
    this.marks = [];
    this.#changed();
  }

  /** The CSV of all samples: time, path, value. */
  csv(): string {
    return watchCsv([...this.series.values()].map(({ path, samples }) => [path, samples.list()] as const));
  }

  /** To be told whenever requests can or can't reach the device. */
  reach(reachable: boolean): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    if (this.entries.length > 0)
      this.#mark(reachable ? 'The device can be reached again' : 'The device can’t be reached');
    if (!reachable) this.#breakAll();
    void this.#loaded.then(() => this.#begin());
  }

  /** The device says that it started anew. */
  restarted(): void {
    if (this.entries.length === 0) return;
    this.#mark('The device restarted');
    this.#begin();
  }

  /** Takes what the device tells by itself. @param now milliseconds since the epoch */
  notify(notification: Notification, now: number): void {
    if (notification.kind === 'ObjectDeletion') this.#vanish(notification.objPath, now);
    if (notification.kind !== 'ValueChange') return;
    const { paramPath, value } = notification;
    const entry = this.series.get(paramPath)?.entry ?? this.entries.find(({ path }) => names(path, paramPath))?.path;
    if (entry !== undefined && this.#running) this.#take([{ path: paramPath, entry, sample: { time: now, value } }]);
  }

  dispose(): void {
    this.#disposed = true;
    this.#turn += 1;
    this.#abort.abort();
    this.#keepNow();
    removeEventListener('pagehide', this.#keepNow);
  }

  /** Forgets everything, without a trace in the browser. */
  wipe(): void {
    for (const { path } of this.entries) this.#telling.stop(path);
    this.entries = [];
    this.series = new Map();
    this.marks = [];
    this.#changed();
  }

  // ---- polling ------------------------------------------------------------------------------------------------------

  /** Starts the round of polls anew, at once. */
  #begin(): void {
    this.#turn += 1;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.problem = undefined;
    this.#told.clear();
    if (this.#reachable && this.#running && this.entries.length > 0 && !this.#disposed) void this.#poll(this.#turn, 0);
  }

  async #poll(turn: number, failures: number): Promise<void> {
    const { signal } = this.#abort;
    for (const { path, how } of this.entries) if (how === 'told') this.#telling.start(path);
    const due = this.entries.filter((entry) => this.#isDue(entry));
    let error: UspError | undefined;
    try {
      for (let at = 0; at < due.length; at += pathsPerGet) await this.#get(due.slice(at, at + pathsPerGet), signal);
    } catch (thrown) {
      error = asUspError(thrown);
    }
    if (turn !== this.#turn) return;
    if (error) this.#breakAll();
    const tries = error ? failures + 1 : 0;
    const pause = error ? backOff(this.#interval, tries) : this.#interval;
    this.problem = error && { error, tries, nextAt: Date.now() + pause };
    try {
      await this.#client.wake(pause);
    } catch {
      // The worker is lost; `reach` begins anew when there is one again.
      return;
    }
    if (turn === this.#turn) await this.#poll(turn, tries);
  }

  async #get(entries: readonly WatchEntry[], signal: AbortSignal): Promise<void> {
    const paths = entries.map(({ path }) => path);
    const answer = await this.#loader.get(paths, 1, signal);
    signal.throwIfAborted();
    const now = Date.now();
    const refused = new Map(this.refused);
    const found: Found[] = [];
    for (const [at, result] of answer.results.entries()) {
      const entry = paths.includes(result.requestedPath) ? result.requestedPath : (paths[at] ?? '');
      this.#told.set(entry, now);
      refused.delete(entry);
      const { error } = result;
      if (error && !isGone(error.code)) {
        refused.set(entry, refusal(`The device refused to read ${entry}`, error.code, error.message));
      }
      found.push(...foundIn(result, entry, this.series, now));
    }
    this.refused = refused;
    this.#take(found);
  }

  #isDue({ path, how }: WatchEntry): boolean {
    if (how === 'poll' || !this.#telling.tells(path)) return true;
    return Date.now() - (this.#told.get(path) ?? 0) >= Math.max(lookAfter, this.#interval);
  }

  // ---- samples ------------------------------------------------------------------------------------------------------

  #take(found: readonly Found[]): void {
    if (found.length === 0) return;
    const series = new Map(this.series);
    let left = 0;
    for (const { path, entry, sample, gone = false } of found) {
      // Asked each time: the data model's word on it may have come later than the list.
      if (this.#secrets.param(path)) {
        series.delete(path);
        continue;
      }
      const known = series.get(path);
      if (!known && series.size >= watchBounds.series) {
        left += 1;
        continue;
      }
      // Two paths of the list may name one parameter: it has one series.
      if (known && known.entry !== entry && this.has(known.entry)) continue;
      const samples = known?.samples ?? new Samples();
      if (gone && known && !known.gone) this.#mark(`${path} is not there any more`);
      if (!gone && known?.gone) this.#mark(`${path} is there again`);
      samples.add(sample.time, sample.value);
      series.set(path, { path, entry, samples, gone });
    }
    this.series = series;
    this.left = left;
    this.#keepSoon();
  }

  #vanish(object: string, time: number): void {
    const gone = [...this.series.values()].filter(({ path }) => path.startsWith(object));
    this.#take(gone.map(({ path, entry }) => ({ path, entry, sample: { time, value: undefined }, gone: true })));
  }

  /** The lines are broken here: what the values were in the meantime nobody knows. */
  #breakAll(): void {
    const time = Date.now();
    for (const { samples } of this.series.values()) samples.add(time, undefined);
    this.series = new Map(this.series);
    this.#keepSoon();
  }

  #mark(text: string): void {
    this.marks = [...this.marks, { time: Date.now(), text }].slice(-watchBounds.marks);
  }

  // ---- what is kept -------------------------------------------------------------------------------------------------

  /** The list is another one: it is kept at once, and read at once. */
  #changed(): void {
    this.#keep();
    this.#begin();
  }

  #keepSoon(): void {
    this.#keeping ??= setTimeout(() => this.#keep(), keepEvery);
  }

  readonly #keepNow = (): void => {
    if (this.#keeping !== undefined) this.#keep();
  };

  #keep(): void {
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const stored = this.entries.length > 0 ? this.#stored() : undefined;
    // What the browser does not keep is there until the tab is closed.
    writeWatch(this.#device, stored).catch(() => undefined);
  }

  #stored(): StoredWatch {
    return {
      form: 1,
      interval: this.#interval,
      running: this.#running,
      entries: [...this.entries],
      series: storedSeries(this.series),
      marks: [...this.marks],
    };
  }

  async #load(): Promise<void> {
    const stored = await readWatch(this.#device).catch(() => undefined);
    // What was changed in the meantime is newer.
    if (!stored || this.entries.length > 0 || this.#disposed) return;
    this.#interval = stored.interval;
    this.#running = stored.running;
    this.entries = stored.entries.filter(({ path }) => !this.#secrets.inPath(path));
    this.marks = stored.marks;
    this.series = restoredSeries(stored, (path) => this.#secrets.param(path), Date.now());
    // An older page took what this one does not.
    if (this.entries.length < stored.entries.length) this.#keep();
  }
}

/** Milliseconds to wait after so many failures in a row: doubling, to five minutes or the interval if that is longer. */
export function backOff(interval: number, failures: number): number {
  return Math.max(interval, Math.min(longestPause, interval * 2 ** Math.min(failures, 16)));
}
