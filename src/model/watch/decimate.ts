/** Fewer points that draw the same line: a screen has some hundred columns, a series thousands of points. */
import type { Point } from './points.ts';
import type { Span } from './statistics.ts';

/**
 * The points of a span with one neighbour on each side, for a line that leaves the picture. Where there are more than
 * four for each column of it, the first, the lowest, the highest and the last one of each column, and every break.
 */
export function decimate(points: readonly Point[], span: Span, columns: number): Point[] {
  const start = Math.max(0, firstFrom(points, span.from) - 1);
  const end = Math.min(points.length, firstAfter(points, span.to) + 1);
  const shown = points.slice(start, end);
  if (shown.length <= columns * 4 || span.to <= span.from) return shown;
  const width = (span.to - span.from) / columns;
  const kept: Point[] = [];
  let column: Point[] = [];
  let at = -Infinity;
  for (const point of shown) {
    const here = Math.floor((point.time - span.from) / width);
    if (here !== at || point.value === undefined) {
      keepOutline(column, kept);
      column = [];
      at = here;
    }
    if (point.value === undefined) kept.push(point);
    else column.push(point);
  }
  keepOutline(column, kept);
  return kept;
}

function keepOutline(column: readonly Point[], kept: Point[]): void {
  if (column.length === 0) return;
  let low = 0;
  let high = 0;
  for (const [at, { value = 0 }] of column.entries()) {
    if (value < (column[low]?.value ?? 0)) low = at;
    if (value > (column[high]?.value ?? 0)) high = at;
  }
  const chosen = [...new Set([0, low, high, column.length - 1])].sort((a, b) => a - b);
  for (const at of chosen) {
    const point = column[at];
    if (point) kept.push(point);
  }
}

function firstFrom(points: readonly Point[], time: number): number {
  return search(points, (point) => point.time >= time);
}

function firstAfter(points: readonly Point[], time: number): number {
  return search(points, (point) => point.time > time);
}

/** Index of the first point that is true, where all that follow are. */
function search(points: readonly Point[], isTrue: (point: Point) => boolean): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const point = points[middle];
    if (point && isTrue(point)) high = middle;
    else low = middle + 1;
  }
  return low;
}
