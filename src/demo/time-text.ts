import { dateTimeFromMillis, printValue } from '../usp/value-types.ts';

/** Milliseconds since the epoch as a dateTime in UTC, whole seconds. */
export function dateTimeText(millis: number): string {
  return printValue({ type: 'dateTime', value: dateTimeFromMillis(Math.floor(millis / 1000) * 1000) });
}

/** The same to the microsecond, as diagnostics report their moments. */
export function microTimeText(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(Math.floor(micros - seconds * 1_000_000)).padStart(6, '0');
  return dateTimeText(seconds * 1000).replace('Z', `.${fraction}Z`);
}

/** Whole seconds between two moments in milliseconds, never less than 0. */
export function secondsSince(then: number, now: number): number {
  return Math.max(0, Math.floor((now - then) / 1000));
}
