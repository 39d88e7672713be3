/** The standard's value types for an editor: what a type forbids, and times as a person picks them. */
import type { ParamType } from '../usp/message/answer-types.ts';
import { checkValue, dateTimeToMillis, parseValue } from '../usp/value-types.ts';

/** What is wrong with a value of this type, in a sentence; undefined: nothing. */
export function valueProblem(type: ParamType, text: string): string | undefined {
  const checked = checkValue(type, text);
  return checked.ok ? undefined : checked.problem;
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
