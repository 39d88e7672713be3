/** An amount that was computed (a mean, a rate, a mark of an axis) with its unit, short enough for an axis. */
import type { Measure } from './measure.ts';

const prefixes: readonly (readonly [size: number, prefix: string])[] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
];
const binaryPrefixes: readonly (readonly [size: number, prefix: string])[] = [
  [1024 ** 4, 'Ti'],
  [1024 ** 3, 'Gi'],
  [1024 ** 2, 'Mi'],
  [1024, 'Ki'],
  [1, ''],
];
const spans: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, 'days'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** @param value in the measure's own unit, for a rate that per second; four digits of it are shown at most */
export function formatAmount(value: number, measure: Measure | undefined, rate: boolean, locale?: string): string {
  const per = rate ? '/s' : '';
  if (!measure) return `${digits(value, locale)}${per && ` ${per}`}`;
  const { kind, unit, binary } = measure;
  if (kind === 'plain' || kind === 'count') return `${digits(value, locale)} ${unit}${per}`.trim();
  if (kind === 'time' && !rate && Math.abs(value) >= 1) {
    const [size, name] = fitting(spans, value);
    return `${digits(value / size, locale)} ${name}`;
  }
  const [size, prefix] = fitting(binary ? binaryPrefixes : prefixes, value, kind === 'bytes' ? 1 : 0);
  return `${digits(value / size, locale)} ${prefix}${unit}${per}`;
}

/** The largest that goes into the value; of nothing, one. */
function fitting<T extends readonly [size: number, name: string]>(
  list: readonly T[],
  value: number,
  least = 0,
): T | readonly [number, string] {
  const size = Math.abs(value);
  const usable = list.filter(([at]) => at >= least);
  const one = usable.find(([at]) => at === 1) ?? ([1, ''] as const);
  return size === 0 ? one : (usable.find(([at]) => size >= at) ?? usable.at(-1) ?? one);
}

function digits(value: number, locale: string | undefined): string {
  const key = locale ?? '';
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
    formats.set(key, format);
  }
  return format.format(value);
}

const formats = new Map<string, Intl.NumberFormat>();
