/** What of a hit is marked for the eye: the parts of its path and of its value that were searched for. */
import { pathRanges, prepareWord } from './match-entry.ts';
import type { Range } from './match-part.ts';
import type { SearchQuery } from './query.ts';

export interface MarkedRun {
  readonly text: string;
  readonly marked: boolean;
}

/** A resolved path cut at its marks. `from`: leaves out what lies before, e.g. the path of the object. */
export function markPath(query: SearchQuery, path: string, from = 0, to = path.length): MarkedRun[] {
  return runs(path, pathRanges(query.words.map(prepareWord), path), from, to);
}

/** A value, cut after `limit` characters, with the first place of each word marked. */
export function markValue(query: SearchQuery, value: string, limit: number): MarkedRun[] {
  const lower = value.slice(0, limit).toLowerCase();
  const ranges = [...query.values, ...query.words.map(({ text }) => text)].flatMap((wanted): Range[] => {
    const at = lower.indexOf(wanted);
    return at < 0 ? [] : [[at, at + wanted.length]];
  });
  return runs(value, ranges, 0, Math.min(limit, value.length));
}

/** Cuts a text at ranges that may overlap. */
function runs(text: string, ranges: readonly Range[], from: number, to: number): MarkedRun[] {
  const cut: MarkedRun[] = [];
  const add = (start: number, end: number, marked: boolean): void => {
    if (end > start) cut.push({ text: text.slice(start, end), marked });
  };
  let at = from;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const begin = Math.min(Math.max(at, start), to);
    const stop = Math.min(end, to);
    if (stop <= begin) continue;
    add(at, begin, false);
    add(begin, stop, true);
    at = stop;
  }
  add(at, to, false);
  return cut;
}
