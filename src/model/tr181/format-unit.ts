/** Numbers with their units, as a person reads them; the exact text stays beside. */
import { dividedBy, inUnitsOf, isAtLeast, multiply, parseAmount, printAmount, rounded, type Amount } from './amount.ts';
import type { ValueFacts } from './facts.ts';
import { measureOf, type Measure } from './measure.ts';

export interface MeasuredText {
  readonly text: string;
  /** What the device really said, or why it is no amount; absent where `text` says it all. */
  readonly note?: string;
}

const prefixes: readonly (readonly [power: number, prefix: string])[] = [
  [12, 'T'],
  [9, 'G'],
  [6, 'M'],
  [3, 'k'],
  [0, ''],
  [-3, 'm'],
  [-6, 'µ'],
  [-9, 'n'],
];
const binaryPrefixes = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
const spans: readonly (readonly [seconds: bigint, one: string, many: string])[] = [
  [86_400n, 'day', 'days'],
  [3_600n, 'h', 'h'],
  [60n, 'min', 'min'],
  [1n, 's', 's'],
];

/**
 * A value with its unit: `-12.345 dBm`, `1.5 GB`, `2 days 4 h`. Undefined where the facts name no unit or the text is
 * no number: show it as any other value then.
 */
export function formatWithUnit(text: string, value: ValueFacts, locale?: string): MeasuredText | undefined {
  const measure = measureOf(value);
  if (!measure) return undefined;
  if (!value.facets.list) return formatOne(text, value, measure, locale);
  const items = text === '' ? [] : text.split(',').map((item) => formatOne(item.trim(), value, measure, locale));
  if (items.length === 0 || items.some((item) => item === undefined)) return undefined;
  return { text: items.map((item) => item?.text ?? '').join(', '), note: raw(text, value) };
}

/** The unit to stand behind a field where the raw number is edited: `s`, `kbit/s`, `× 0.1 dB`. */
export function unitOfField(value: ValueFacts): string | undefined {
  const measure = measureOf(value);
  if (!measure) return undefined;
  const { kind, unit, factor, binary, rcpi } = measure;
  if (rcpi) return 'RCPI';
  const step = printAmount(factor);
  if (step === '1') return unit || undefined;
  if (binary) {
    const power = [1, 2, 3, 4].find((at) => factor.unscaled === 1024n ** BigInt(at) && factor.scale === 0);
    if (power !== undefined) return `${binaryPrefixes[power] ?? ''}${unit}`;
  }
  const span = kind === 'time' ? spans.find(([seconds]) => step === String(seconds)) : undefined;
  if (span) return span[1];
  const prefixed = kind !== 'plain' && kind !== 'count';
  const prefix = prefixed ? prefixes.find(([power]) => printAmount(inUnitsOf(factor, power)) === '1') : undefined;
  return prefix ? `${prefix[1]}${unit}` : `× ${step} ${unit}`;
}

/** The amount in the measure's own unit (`s`, `B`, `bit/s`, `dB`…), for curves and sums; undefined: there is none. */
export function amountOf(text: string, value: ValueFacts): number | undefined {
  const measure = measureOf(value);
  const amount = measure && exactAmount(text, measure);
  return amount && Number(printAmount(amount));
}

function exactAmount(text: string, measure: Measure): Amount | undefined {
  const read = parseAmount(text);
  if (!read || text === measure.absent) return undefined;
  if (!measure.rcpi) return multiply(read, measure.factor);
  // 221 to 254 are reserved; 255 says that there was no measurement.
  if (read.scale > 0 || read.unscaled < 0n || read.unscaled > 220n) return undefined;
  return { unscaled: read.unscaled * 5n - 1100n, scale: 1 };
}

function formatOne(text: string, value: ValueFacts, measure: Measure, locale?: string): MeasuredText | undefined {
  if (!parseAmount(text)) return undefined;
  if (text === measure.absent) return { text: 'no data', note: `${text}: the device has no data for this counter` };
  if (measure.rcpi && text === '255') return { text: 'no data', note: '255: no measurement' };
  const amount = exactAmount(text, measure);
  if (!amount) return { text, note: 'a reserved value' };
  // -1 below a range of amounts is a sign (automatic, unlimited, unknown), not an amount.
  const below = value.facets.ranges?.[0]?.[0];
  if (text === '-1' && below === -1 && measure.unit !== 'dB' && measure.unit !== 'dBm') {
    return { text, note: 'a special value: what it stands for is in its description' };
  }
  const shown = shorten(amount, measure, locale);
  const same = shown === `${number(parseAmount(text) ?? amount, locale)} ${unitOfField(value) ?? ''}`.trim();
  return same ? { text: shown } : { text: shown, note: raw(text, value) };
}

function raw(text: string, value: ValueFacts): string {
  const unit = unitOfField(value);
  return unit ? `the device says ${text} (${unit})` : `the device says ${text}`;
}

function shorten(amount: Amount, measure: Measure, locale: string | undefined): string {
  const { kind, unit, binary } = measure;
  if (kind === 'time' && amount.unscaled < 0n) return `${number(amount, locale)} ${unit}`;
  if (kind === 'time' && isAtLeast(amount, 0)) return timeText(amount, locale);
  if (kind === 'bytes' && binary) return binaryText(amount, unit, locale);
  if (kind === 'count' || kind === 'plain') return `${number(amount, locale)} ${unit}`.trim();
  const smallest = kind === 'bytes' ? 0 : -9;
  const fitting = prefixes.find(([power]) => power >= smallest && isAtLeast(amount, power)) ?? [0, ''];
  const moved = inUnitsOf(amount, fitting[0]);
  return `${number(rounded(moved, 3), locale)} ${fitting[1]}${unit}`;
}

function binaryText(amount: Amount, unit: string, locale: string | undefined): string {
  let power = binaryPrefixes.length - 1;
  while (power > 0 && dividedBy(amount, 1024n ** BigInt(power), 0).unscaled === 0n) power -= 1;
  // Below one whole of the next prefix, stay with the smaller.
  if (power > 0 && amount.unscaled < 1024n ** BigInt(power) * 10n ** BigInt(Math.max(amount.scale, 0))) power -= 1;
  return `${number(dividedBy(amount, 1024n ** BigInt(power), 2), locale)} ${binaryPrefixes[power] ?? ''}${unit}`;
}

/** The two largest units that are not zero; less than a minute keeps its fractions. */
function timeText(amount: Amount, locale: string | undefined): string {
  let rest = wholePart(amount);
  if (rest < 60n) return `${number(rounded(amount, 3), locale)} s`;
  const parts: string[] = [];
  for (const [size, one, many] of spans) {
    const count = rest / size;
    rest -= count * size;
    if (count > 0n) parts.push(`${number({ unscaled: count, scale: 0 }, locale)} ${count === 1n ? one : many}`);
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

function wholePart({ unscaled, scale }: Amount): bigint {
  return scale > 0 ? unscaled / 10n ** BigInt(scale) : unscaled * 10n ** BigInt(-scale);
}

/** With thousands apart, in the person's own way. */
function number(amount: Amount, locale: string | undefined): string {
  const [whole = '0', fraction] = printAmount(amount).replace('-', '').split('.');
  const { format, point } = numberFormat(locale);
  const sign = amount.unscaled < 0n ? '-' : '';
  return sign + format.format(BigInt(whole)) + (fraction === undefined ? '' : point + fraction);
}

const formats = new Map<string | undefined, { readonly format: Intl.NumberFormat; readonly point: string }>();

function numberFormat(locale: string | undefined): { readonly format: Intl.NumberFormat; readonly point: string } {
  let known = formats.get(locale);
  if (!known) {
    const format = new Intl.NumberFormat(locale);
    known = { format, point: format.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.' };
    formats.set(locale, known);
  }
  return known;
}
