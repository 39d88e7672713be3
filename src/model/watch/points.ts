/** Samples as numbers to draw: amounts as they are, or how fast a counter grows. */
import type { Sample } from './samples.ts';

/** A number at a time; without one the line is broken there. */
export interface Point {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly value: number | undefined;
}

/** @param read the amount that a text says; undefined: it says none */
export function amountPoints(samples: readonly Sample[], read: (text: string) => number | undefined): Point[] {
  return samples.map(({ time, value }) => ({ time, value: value === undefined ? undefined : read(value) }));
}

/**
 * How much a counter grew per second up to each sample. One that got smaller has wrapped at the end of its `bits` if
 * that is the shorter way, and else begun anew with the device: then the line is broken, for nobody knows what it missed.
 * @param unit what one step counts, e.g. 1,024 bytes
 */
export function ratePoints(samples: readonly Sample[], bits: 32 | 64, unit = 1): Point[] {
  const points: Point[] = [];
  let before: { readonly time: number; readonly count: bigint } | undefined;
  for (const { time, value } of samples) {
    const count = countOf(value);
    if (count === undefined) {
      before = undefined;
      points.push({ time, value: undefined });
      continue;
    }
    // Two samples of one moment are no rate.
    if (before && time <= before.time) continue;
    if (before) {
      const grown = grownBy(before.count, count, bits);
      const seconds = (time - before.time) / 1_000;
      points.push({ time, value: grown === undefined ? undefined : (Number(grown) * unit) / seconds });
    }
    before = { time, count };
  }
  return points;
}

/** By how much a counter grew, over its end at most once; undefined: it began anew. */
export function grownBy(before: bigint, after: bigint, bits: 32 | 64): bigint | undefined {
  if (after >= before) return after - before;
  const end = 1n << BigInt(bits);
  const wrapped = end - before + after;
  return before < end && wrapped < end / 2n ? wrapped : undefined;
}

function countOf(value: string | undefined): bigint | undefined {
  return value !== undefined && /^\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}
