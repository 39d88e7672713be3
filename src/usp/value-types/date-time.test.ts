import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDateTimes, dateTimeFromMillis, dateTimeToMillis, parseDateTime, printDateTime } from './date-time.ts';
import type { DateTimeValue } from './types.ts';

function time(text: string): DateTimeValue {
  const value = parseDateTime(text);
  if (typeof value === 'string') throw new Error(value);
  return value;
}

const FIRST = Date.UTC(1000, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

describe('dateTime [R-ENC.6]', () => {
  it('counts the days as the calendar of the language does', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST }), (millis) => {
        const text = new Date(millis).toISOString();
        expect(dateTimeToMillis(time(text))).toBe(millis);
        expect(printDateTime(dateTimeFromMillis(millis))).toBe(text.replace(/\.?0*Z$/, 'Z').replace(/:Z$/, ':00Z'));
        expect(time(printDateTime(dateTimeFromMillis(millis)))).toEqual(dateTimeFromMillis(millis));
      }),
      { numRuns: 2000 },
    );
  });

  it('has no milliseconds where there is no calendar time', () => {
    expect(dateTimeToMillis(time('0001-01-01T00:00:00Z'))).toBeUndefined();
    expect(dateTimeToMillis(time('0001-01-01T00:00:01Z'))).toBeUndefined();
    for (const millis of [NaN, Infinity, -1e15, 1e15]) expect(() => dateTimeFromMillis(millis)).toThrow(RangeError);
  });

  it('compares times of one kind only', () => {
    const [a, b, c] = [time('2021-06-06T08:00:00Z'), time('2021-06-06T08:00:00.05Z'), time('2021-06-06T08:00:00.5Z')];
    expect([compareDateTimes(a, b), compareDateTimes(c, b), compareDateTimes(b, b)]).toEqual([-1, 1, 0]);
    expect(compareDateTimes(a, time('2021-06-06T08:00:01Z'))).toBe(-1);
    expect(compareDateTimes(a, time('0001-01-02T00:00:00Z'))).toBeUndefined();
    expect(compareDateTimes(a, time('0001-01-01T00:00:00Z'))).toBeUndefined();
  });
});
