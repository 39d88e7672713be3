import { compareDateTimes } from './date-time.ts';
import { compareDecimals, numberOf } from './numbers.ts';
import type { TypedValue } from './types.ts';

/** Whether two values of one type are the same value, however they were written. */
export function sameValue(a: TypedValue, b: TypedValue): boolean {
  if (a.type === 'dateTime' && b.type === 'dateTime' && a.value.kind === 'unknown') return b.value.kind === 'unknown';
  const order = orderOf(a, b);
  if (order !== undefined) return order === 0;
  if (a.value instanceof Uint8Array && b.value instanceof Uint8Array) {
    const other = b.value;
    return a.value.length === other.length && a.value.every((byte, index) => byte === other[index]);
  }
  return a.value === b.value;
}

/** -1, 0 or 1 for numbers and times, which alone have an order in search expressions; undefined for all else. */
export function orderOf(a: TypedValue, b: TypedValue): number | undefined {
  if (a.type === 'dateTime') return b.type === 'dateTime' ? compareDateTimes(a.value, b.value) : undefined;
  const one = numberOf(a);
  const other = numberOf(b);
  return one && other ? compareDecimals(one, other) : undefined;
}
