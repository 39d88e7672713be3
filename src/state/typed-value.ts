/** The standard's value types for an editor: what a type and its facts forbid, and times as a person picks them. */
import type { ParamType } from '../usp/message/answer-types.ts';
import { checkValue, dateTimeToMillis, parseValue } from '../usp/value-types.ts';
import { writableFacets } from '../model/tr181/editing.ts';
import type { ValueFacts } from '../model/tr181/facts.ts';

export interface ValueJudgement {
  /** The device says that the type is another: it will hardly take it. */
  readonly error?: string;
  /** TR-181 says that it is out of bounds; an Agent may take it all the same. */
  readonly warning?: string;
}

/** What is wrong with a value, in a sentence each. The type is the device's own word, the facts are the book's. */
export function judgeValue(type: ParamType, text: string, facts?: ValueFacts): ValueJudgement {
  const typed = type === 'unknown' && !facts?.facets.list ? (facts?.type ?? type) : type;
  const checked = checkValue(typed, text);
  if (!checked.ok) return { error: checked.problem };
  if (!facts) return {};
  const held = checkValue(facts.type, text, writableFacets(facts));
  return held.ok ? {} : { warning: `TR-181: ${held.problem}` };
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
