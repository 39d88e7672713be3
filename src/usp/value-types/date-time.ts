/** dateTime of TR-106 3.2.1: UTC, the Unknown Time, and times since the start of the device in the year 0001. */
import type { DateTimeValue } from './types.ts';

const FORM =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,20}))?(Z|[+-][0-9]{2}:[0-9]{2})?$/;
const DAY = 86_400;
const EPOCH_DAY = dayNumber(1970, 1, 1);
/** 0001-01-01T00:00:00Z in seconds since 1970. */
const YEAR_1 = (dayNumber(1, 1, 1) - EPOCH_DAY) * DAY;
const YEAR_2 = (dayNumber(2, 1, 1) - EPOCH_DAY) * DAY;
const YEAR_10000 = (dayNumber(10_000, 1, 1) - EPOCH_DAY) * DAY;

/** Days since 0000-03-01 of the Gregorian calendar, which makes the leap day the last of its year. */
function dayNumber(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const daysBeforeMonth = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + daysBeforeMonth + day - 1;
}

function daysInMonth(year: number, month: number): number {
  const next = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  return next - dayNumber(year, month, 1);
}

/**
 * The time, or the problem as a sentence. A time without a zone is taken for UTC, as TR-106 has it; an offset is
 * counted in. Up to 20 digits of a second are kept.
 */
export function parseDateTime(text: string): DateTimeValue | string {
  const found = FORM.exec(text);
  if (!found) return 'Expected a time such as 2026-05-04T15:30:00Z.';
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = (found[7] ?? '').replace(/0+$/, '');
  if (month < 1 || month > 12) return 'There is no such month.';
  if (day < 1 || day > daysInMonth(year, month)) return 'There is no such day in that month.';
  const isMidnight = hour === 24 && minute === 0 && second === 0 && fraction === '';
  if ((hour > 23 && !isMidnight) || minute > 59 || second > 59) return 'There is no such time of day.';
  const offset = parseOffset(found[8]);
  if (offset === undefined) return 'The offset from UTC goes from -14:00 to +14:00.';
  const days = dayNumber(year, month, day) - EPOCH_DAY;
  return fromSeconds(days * DAY + hour * 3600 + minute * 60 + second - offset, fraction);
}

function parseOffset(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function fromSeconds(seconds: number, fraction: string): DateTimeValue | string {
  if (seconds < YEAR_1 || seconds >= YEAR_10000) return 'Expected a year from 0001 to 9999.';
  if (seconds >= YEAR_2) return { kind: 'absolute', seconds, fraction };
  if (seconds === YEAR_1 && fraction === '') return { kind: 'unknown' };
  return { kind: 'relative', seconds: seconds - YEAR_1, fraction };
}

/** The time in UTC, with "Z" and no zeros at the end of the fraction. */
export function printDateTime(time: DateTimeValue): string {
  if (time.kind === 'unknown') return '0001-01-01T00:00:00Z';
  const seconds = time.kind === 'relative' ? time.seconds + YEAR_1 : time.seconds;
  const days = Math.floor(seconds / DAY);
  const ofDay = seconds - days * DAY;
  const clock = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60].map((part) => pad(part, 2));
  return `${printDay(days + EPOCH_DAY)}T${clock.join(':')}${time.fraction === '' ? '' : `.${time.fraction}`}Z`;
}

/** The inverse of dayNumber. */
function printDay(days: number): string {
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(ofYear - Math.floor((153 * shifted + 2) / 5) + 1, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Milliseconds since 1970 of an absolute time, for a clock on the screen; undefined for the others. */
export function dateTimeToMillis(time: DateTimeValue): number | undefined {
  if (time.kind !== 'absolute') return undefined;
  return time.seconds * 1000 + Number(time.fraction.slice(0, 3).padEnd(3, '0'));
}

/** The time of milliseconds since 1970. Throws RangeError outside of the years 0002 to 9999. */
export function dateTimeFromMillis(millis: number): DateTimeValue {
  const seconds = Math.floor(millis / 1000);
  const fraction = pad(Math.floor(millis - seconds * 1000), 3).replace(/0+$/, '');
  const time = Number.isFinite(millis) ? fromSeconds(seconds, fraction) : 'Expected a finite number.';
  if (typeof time === 'string' || time.kind !== 'absolute') {
    throw new RangeError('A dateTime is in the years 0002 to 9999.');
  }
  return time;
}

/** -1, 0 or 1; undefined where the two cannot be compared: kinds differ, or both are unknown. */
export function compareDateTimes(a: DateTimeValue, b: DateTimeValue): number | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown' || a.kind !== b.kind) return undefined;
  if (a.seconds !== b.seconds) return a.seconds < b.seconds ? -1 : 1;
  // Digits behind the point compare as text: no zeros are at their end.
  return a.fraction === b.fraction ? 0 : a.fraction < b.fraction ? -1 : 1;
}
