/** The rate that a transfer test of TR-143 measured, from its output arguments. */
import type { NameValue } from '../usp/message/request-types.ts';

export interface Throughput {
  /** Bits per second. */
  readonly rate: number;
  /** Bits per second in each interval, in order; empty: the test did not measure in intervals. */
  readonly intervals: readonly number[];
}

/** Undefined where the output is of no such test, or of one that moved nothing. */
export function throughputOf(args: readonly NameValue[]): Throughput | undefined {
  const values = new Map(args);
  const rate = fullLoading(values) ?? between(values, '', 'BOMTime', 'EOMTime');
  if (rate === undefined) return undefined;
  const intervals: number[] = [];
  for (let number = 1; ; number++) {
    const interval = between(values, `IncrementalResult.${String(number)}.`, 'StartTime', 'EndTime');
    if (interval === undefined) return { rate, intervals };
    intervals.push(interval);
  }
}

/** A rate with its unit: `464 Mbit/s`. */
export function rateText(bitsPerSecond: number, locale?: string): string {
  const [size, prefix] = steps.find(([at]) => bitsPerSecond >= at) ?? [1, ''];
  const format = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  return `${format.format(bitsPerSecond / size)} ${prefix}bit/s`;
}

const steps = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** PeriodOfFullLoading is in microseconds. */
function fullLoading(values: ReadonlyMap<string, string>): number | undefined {
  const bytes = bytesOf(values, '', 'UnderFullLoading');
  return rateOf(bytes, Number(values.get('PeriodOfFullLoading') ?? NaN) / 1e6);
}

function between(values: ReadonlyMap<string, string>, prefix: string, from: string, to: string): number | undefined {
  const [begin, end] = [momentOf(values.get(prefix + from)), momentOf(values.get(prefix + to))];
  return rateOf(bytesOf(values, prefix, ''), end.whole - begin.whole + (end.fraction - begin.fraction));
}

function bytesOf(values: ReadonlyMap<string, string>, prefix: string, suffix: string): number {
  const text =
    values.get(`${prefix}TestBytesReceived${suffix}`) ?? values.get(`${prefix}TestBytesSent${suffix}`) ?? 'none';
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

function rateOf(bytes: number, seconds: number): number | undefined {
  const rate = (bytes * 8) / seconds;
  return seconds > 0 && Number.isFinite(rate) && rate > 0 ? rate : undefined;
}

/** Seconds; apart from its whole ones, so that the microseconds of it are kept. */
function momentOf(text: string | undefined): { readonly whole: number; readonly fraction: number } {
  const [, whole = '', fraction = '0'] = /^(.+T\d\d:\d\d:\d\d)(\.\d{1,9})?Z?$/.exec(text ?? '') ?? [];
  return { whole: Date.parse(`${whole}Z`) / 1000, fraction: Number(fraction) };
}
