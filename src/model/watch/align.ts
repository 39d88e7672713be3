/** Several series over one row of times, as a chart wants them. */
import type { Point } from './points.ts';

export interface Aligned {
  /** Seconds since the epoch, rising. */
  readonly times: number[];
  /** For each series: a number, null where its line is broken, undefined where another series has a point. */
  readonly values: (number | null | undefined)[][];
}

export function align(series: readonly (readonly Point[])[]): Aligned {
  const times = [...new Set(series.flatMap((points) => points.map(({ time }) => time)))].sort((a, b) => a - b);
  const places = new Map(times.map((time, at) => [time, at]));
  const values = series.map((points) => {
    const row = new Array<number | null | undefined>(times.length).fill(undefined);
    // Of two points in one moment the later one counts.
    for (const { time, value } of points) row[places.get(time) ?? 0] = value ?? null;
    return row;
  });
  return { times: times.map((time) => time / 1_000), values };
}
