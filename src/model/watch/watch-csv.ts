/** Watched values as CSV: time, path, value, as they came in. */
import { csvText } from '../csv.ts';
import type { Sample } from './samples.ts';

/** Rows in the order of time. Gaps have no row: there was no value. */
export function watchCsv(series: Iterable<readonly [path: string, samples: readonly Sample[]]>): string {
  const rows: { readonly time: number; readonly cells: readonly string[] }[] = [];
  for (const [path, samples] of series) {
    for (const { time, value } of samples) {
      if (value !== undefined) rows.push({ time, cells: [new Date(time).toISOString(), path, value] });
    }
  }
  rows.sort((a, b) => a.time - b.time);
  return csvText([['time', 'path', 'value'], ...rows.map(({ cells }) => cells)]);
}
