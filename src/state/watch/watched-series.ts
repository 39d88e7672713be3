/** The series of a watch list: what an answer brings to them, and what of them is kept. */
import type { GetResult } from '../../usp/message/answer-types.ts';
import { matchPath, parsePath } from '../../usp/path.ts';
import { Samples, type Sample } from '../../model/watch/samples.ts';
import { keptSamples, type StoredWatch } from './watch-store.ts';

export interface WatchedSeries {
  readonly path: string;
  /** The path on the list that brought it. */
  readonly entry: string;
  readonly samples: Samples;
  /** The device said that it is not there. */
  readonly gone: boolean;
}

/** One new sample. */
export interface Found {
  readonly path: string;
  readonly entry: string;
  readonly sample: Sample;
  readonly gone?: boolean;
}

/** The values of one answer, and a gap for what was there before and is not in it. */
export function foundIn(
  result: GetResult,
  entry: string,
  series: ReadonlyMap<string, WatchedSeries>,
  time: number,
): Found[] {
  const found: Found[] = [];
  for (const object of result.objects) {
    for (const [name, value] of object.params) found.push({ path: object.path + name, entry, sample: { time, value } });
  }
  const here = new Set(found.map(({ path }) => path));
  for (const one of series.values()) {
    if (one.entry === entry && !here.has(one.path)) {
      found.push({ path: one.path, entry, sample: { time, value: undefined }, gone: true });
    }
  }
  return found;
}

/** Does a path of the list name this parameter? Of a search it is only said that its table and name fit. */
export function names(pattern: string, path: string): boolean {
  const parsed = parsePath(pattern);
  return parsed.ok && matchPath(parsed.path, path, () => true) === 'same';
}

export function storedSeries(series: ReadonlyMap<string, WatchedSeries>): StoredWatch['series'] {
  return [...series.values()].map(({ path, samples }) => {
    const kept = samples.list(keptSamples);
    return { path, times: kept.map(({ time }) => time), values: kept.map(({ value }) => value ?? null) };
  });
}

/** What was kept, with a gap up to now; without what `left` says to leave out. @param now milliseconds since the epoch */
export function restoredSeries(
  stored: StoredWatch,
  left: (path: string) => boolean,
  now: number,
): Map<string, WatchedSeries> {
  const series = new Map<string, WatchedSeries>();
  for (const { path, times, values } of stored.series) {
    const entry = stored.entries.find((one) => names(one.path, path))?.path;
    if (entry === undefined || left(path)) continue;
    const samples = new Samples(times.map((time, at) => ({ time, value: values[at] ?? undefined })));
    samples.add(now, undefined);
    series.set(path, { path, entry, samples, gone: false });
  }
  return series;
}
