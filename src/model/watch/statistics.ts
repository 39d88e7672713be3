/** What the shown span of a series says in four numbers. */
import type { Point } from './points.ts';

/** Milliseconds since the epoch, both ends within. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Statistics {
  /** Points with a value. */
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly last: number;
}

/**
 * @param steps a value stands until the next one, so that the mean weighs each by how long it stood; else all weigh alike
 * @returns undefined where the span holds no value
 */
export function statisticsOf(points: readonly Point[], span: Span, steps = false): Statistics | undefined {
  let count = 0;
  let min = Infinity;
  let max = -Infinity;
  let last = 0;
  let sum = 0;
  let weighed = 0;
  let weight = 0;
  for (const [at, { time, value }] of points.entries()) {
    const end = points[at + 1]?.time ?? span.to;
    const stands = steps && end > span.from && time <= span.to;
    if (value === undefined || !(stands || isWithin(time, span))) continue;
    count += 1;
    min = Math.min(min, value);
    max = Math.max(max, value);
    last = value;
    sum += value;
    const held = Math.max(0, Math.min(end, span.to) - Math.max(time, span.from));
    weighed += value * held;
    weight += held;
  }
  if (count === 0) return undefined;
  const mean = steps && weight > 0 ? weighed / weight : sum / count;
  // Rounding may carry the mean of equal numbers past them.
  return { count, min, mean: Math.min(max, Math.max(min, mean)), max, last };
}

function isWithin(time: number, { from, to }: Span): boolean {
  return time >= from && time <= to;
}
