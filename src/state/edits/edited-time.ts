/** dateTime in an editor (TR-106 3.2.1): a time of the calendar, none, no end, or a span since the device started. */
import { dateTimeToMillis, parseValue, printValue } from '../../usp/value-types.ts';

export const unknownTime = '0001-01-01T00:00:00Z';
/** What never ends, e.g. a lease. */
export const infiniteTime = '9999-12-31T23:59:59Z';

export type TimeForm = 'calendar' | 'unknown' | 'infinite' | 'since-start' | 'other';

/** What a text is as a dateTime; `other`: no dateTime at all. */
export function timeForm(text: string): TimeForm {
  const parsed = parseValue('dateTime', text);
  if (!parsed.ok || parsed.value.type !== 'dateTime') return 'other';
  const { kind } = parsed.value.value;
  if (kind === 'unknown') return 'unknown';
  if (kind === 'relative') return 'since-start';
  return printValue(parsed.value) === infiniteTime ? 'infinite' : 'calendar';
}

/** A dateTime as milliseconds since the epoch; undefined where it names no time of the calendar. */
export function millisOf(text: string): number | undefined {
  const parsed = parseValue('dateTime', text);
  return parsed.ok && parsed.value.type === 'dateTime' ? dateTimeToMillis(parsed.value.value) : undefined;
}

/** A time as a dateTime in UTC, to the second. */
export function dateTimeOf(millis: number): string {
  return new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Whole seconds since the device started; undefined where the text is no such time. */
export function secondsSinceStart(text: string): number | undefined {
  const parsed = parseValue('dateTime', text);
  if (!parsed.ok || parsed.value.type !== 'dateTime') return undefined;
  const time = parsed.value.value;
  return time.kind === 'relative' ? time.seconds : undefined;
}

/** The most that the year 0001 holds. */
const mostSinceStart = 365 * 86_400 - 1;

/** A span since the start of the device as a dateTime: at least a second, as none at all is the Unknown Time. */
export function sinceStart(seconds: number): string {
  const held = Math.min(Math.max(Math.floor(seconds) || 1, 1), mostSinceStart);
  return printValue({ type: 'dateTime', value: { kind: 'relative', seconds: held, fraction: '' } });
}

/** For `<input type="datetime-local">`: the time on the wall here, or in UTC; empty where there is none to show. */
export function pickerText(text: string, utc: boolean): string {
  const millis = millisOf(text);
  if (millis === undefined) return '';
  const offset = utc ? 0 : new Date(millis).getTimezoneOffset() * 60_000;
  return new Date(millis - offset).toISOString().slice(0, 19);
}

/** What the picker gave, as a dateTime in UTC; empty where it gave nothing. */
export function fromPicker(picked: string, utc: boolean): string {
  const time = new Date(utc && picked ? `${picked}Z` : picked);
  return Number.isNaN(time.getTime()) ? '' : dateTimeOf(time.getTime());
}
