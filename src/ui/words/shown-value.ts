/** How a typed value reads to a person. Pure: the clock and the locale are handed in; the raw text is never lost. */
import type { ParamType, SupportedParam } from '../../usp/message/answer-types.ts';
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { ago, formatWithUnit } from '../../state/device-view.ts';
import { infiniteTime, unknownTime } from '../../state/edits/edited-time.ts';

export type ShownValue =
  | { readonly kind: 'empty' }
  | { readonly kind: 'boolean'; readonly on: boolean; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string; readonly note: string }
  | { readonly kind: 'bytes'; readonly text: string; readonly note: string }
  | { readonly kind: 'path'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly paths: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly note?: string };

export interface ShowOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly locale?: string;
  readonly timeZone?: string;
}

const integer = /^[+-]?\d+$/;
const decimal = /^[+-]?(\d+)(\.\d+)?$/;
const pathLike = /^Device\.(?:[A-Za-z_][\w-]*\.|\d+\.)*(?:\d+|[A-Za-z_][\w-]*(?:\(\)|!)?)?$/;
const listItem = /^[^\s,][^,]*$/;

/** Reads a value by its type. What does not fit its type is shown as it is, and said so. */
export function showValue(value: string, type: ParamType, options: ShowOptions): ShownValue {
  if (value === '') return { kind: 'empty' };
  switch (type) {
    case 'boolean':
      return showBoolean(value);
    case 'int':
    case 'long':
    case 'unsignedInt':
    case 'unsignedLong':
      // Of what nobody says that it is an amount, it may be a port, a channel or an identifier: those have no thousands.
      return integer.test(value) ? { kind: 'number', text: value } : odd(value, type);
    case 'decimal':
      return decimal.test(value) ? { kind: 'number', text: value } : odd(value, type);
    case 'dateTime':
      return showTime(value, options);
    case 'hexBinary':
      return /^([0-9a-f]{2})+$/i.test(value)
        ? { kind: 'bytes', text: value, note: byteCount(value.length / 2, options.locale) }
        : odd(value, type);
    case 'base64':
      return showBase64(value, options);
    default:
      return showString(value);
  }
}

/** The type to read a value by: the device's word; where it has none, e.g. of arguments, the book's. A list is text. */
export function readAs(param: SupportedParam | undefined, facts: ValueFacts | undefined): ParamType {
  if (param && param.type !== 'unknown') return param.type;
  return facts && !facts.facets.list ? facts.type : 'unknown';
}

/** What stands in one line of a table or a list for a value that may be seen. */
export function shownText(value: string, type: ParamType, facts: ValueFacts | undefined, locale?: string): string {
  const shown = showValue(value, type, { now: 0, ...(locale !== undefined && { locale }) });
  const measured = measuredText(value, shown, facts, locale);
  if (measured) return measured.text;
  if (shown.kind === 'list') return shown.items.join(', ');
  return shown.kind === 'empty' ? '' : shown.text;
}

/** The amount with its unit, where it is one; a list of amounts has its unit at each. */
export function measuredText(
  value: string,
  shown: ShownValue | undefined,
  facts: ValueFacts | undefined,
  locale?: string,
): ReturnType<typeof formatWithUnit> {
  const isAmount = shown?.kind === 'number' || (shown !== undefined && facts?.facets.list !== undefined);
  return facts && isAmount && value !== '' ? formatWithUnit(value, facts, locale) : undefined;
}

/** A count of bytes in words. */
export function byteCount(bytes: number, locale?: string): string {
  const format = { format: (amount: number) => numberFormat(locale).format(Math.round(amount * 10) / 10) };
  if (bytes < 1_000) return `${format.format(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (bytes < 1_000_000) return `${format.format(bytes / 1_000)} kB`;
  return bytes < 1e9 ? `${format.format(bytes / 1e6)} MB` : `${format.format(bytes / 1e9)} GB`;
}

/** A dateTime as milliseconds since the epoch; undefined when it is none, unknown, or relative (year 1). */
export function timeOf(value: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.test(value)) return undefined;
  if (value.startsWith('0001-')) return undefined;
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}

/** Does this text look like a path of the data model, so that it can be followed? */
export function isPathLike(text: string): boolean {
  return text.length < 512 && text !== 'Device.' && pathLike.test(text);
}

function showBoolean(value: string): ShownValue {
  if (value === 'true' || value === '1') return { kind: 'boolean', on: true, text: 'true' };
  if (value === 'false' || value === '0') return { kind: 'boolean', on: false, text: 'false' };
  return odd(value, 'boolean');
}

function showTime(value: string, options: ShowOptions): ShownValue {
  if (value === unknownTime) return { kind: 'time', text: 'unknown time', note: 'the device does not know it' };
  if (value === infiniteTime) return { kind: 'time', text: 'without end', note: 'it never comes' };
  const time = timeOf(value);
  if (time === undefined) {
    return value.startsWith('0001-')
      ? { kind: 'time', text: value, note: 'counted from the start of the device' }
      : odd(value, 'dateTime');
  }
  return { kind: 'time', text: localTimeOf(value, time, options), note: ago(time, options.now) };
}

/** A time as people here write it, to the second. */
export function localTime(time: number, options: Omit<ShowOptions, 'now'> = {}): string {
  return timeFormat(options).format(time);
}

/** The same of a dateTime, with the parts of a second that its text has: those are the same in every time zone. */
export function localTimeOf(value: string, time: number, options: Omit<ShowOptions, 'now'> = {}): string {
  const parts = /:\d\d\.(\d{1,9})/.exec(value)?.[1]?.replace(/0+$/, '') ?? '';
  if (parts === '') return localTime(time, options);
  // At least milliseconds: .5 would read like half of something.
  const digits = parts.padEnd(3, '0');
  const written = timeFormat(options).formatToParts(time);
  return written.map((part) => (part.type === 'second' ? `${part.value}.${digits}` : part.value)).join('');
}

function timeFormat(options: Omit<ShowOptions, 'now'>): Intl.DateTimeFormat {
  const key = `${options.locale ?? ''} ${options.timeZone ?? ''}`;
  let format = timeFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(options.locale, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      ...(options.timeZone ? { timeZone: options.timeZone } : {}),
    });
    timeFormats.set(key, format);
  }
  return format;
}

// Making a formatter costs more than a hundred uses of it, and a table has thousands of cells.
const timeFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string | undefined): Intl.NumberFormat {
  const key = locale ?? '';
  let known = numberFormats.get(key);
  if (!known) numberFormats.set(key, (known = new Intl.NumberFormat(locale)));
  return known;
}

function showBase64(value: string, options: ShowOptions): ShownValue {
  const text = value.replace(/\s/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return odd(value, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return { kind: 'bytes', text: value, note: byteCount((text.length / 4) * 3 - padding, options.locale) };
}

function showString(value: string): ShownValue {
  if (isPathLike(value)) return { kind: 'path', text: value };
  if (value.length < 4_096 && value.includes(',')) {
    const items = value.split(',').map((item) => item.trim());
    if (items.every(isPathLike)) return { kind: 'list', items, paths: true };
    // A sentence has spaces after its commas and words apart; a list of the data model mostly has neither.
    if (items.every((item) => listItem.test(item) && !/\s/.test(item))) return { kind: 'list', items, paths: false };
  }
  return { kind: 'text', text: value };
}

function odd(value: string, type: ParamType): ShownValue {
  return { kind: 'text', text: value, note: `not a valid ${type}` };
}
