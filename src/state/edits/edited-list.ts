/**
 * A comma-separated list (TR-106 3.2.3) taken apart for an editor and put together again. Items stay as they were
 * written until they are changed, so that nothing is re-encoded that nobody touched.
 */
import { decodePercent } from '../../usp/percent.ts';
import { checkValue, escapeItem, splitList, type ValueType } from '../../usp/value-types.ts';
import { writableFacets } from '../../model/tr181/editing.ts';
import type { ValueFacts } from '../../model/tr181/facts.ts';

/** The items as they stand in the text. */
export const listItems = splitList;

export function listText(items: readonly string[]): string {
  return items.join(',');
}

/** An item as a person reads it: of strings, `%2C` is a comma. */
export function itemText(item: string, type: ValueType): string {
  return isText(type) ? decodePercent(item) : item;
}

/** What a person typed, as an item: white space, commas and percent signs do not part it. */
export function writtenItem(text: string): string {
  return escapeItem(text);
}

/** The list with one item moved; positions out of bounds change nothing. */
export function movedItem(items: readonly string[], from: number, to: number): string[] {
  const next = [...items];
  if (to < 0 || to >= items.length) return next;
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}

/** What is wrong with one item, in a sentence; undefined: nothing. */
export function itemProblem(item: string, facts: ValueFacts): string | undefined {
  const { list: _, ...facets } = writableFacets(facts);
  const checked = checkValue(facts.type, itemText(item, facts.type), facets);
  return checked.ok ? undefined : checked.problem;
}

/** The list with a value put in at its end, or taken out wherever it stands. */
export function toggledItem(items: readonly string[], value: string, type: ValueType): string[] {
  const kept = items.filter((item) => itemText(item, type) !== value);
  return kept.length < items.length ? kept : [...items, writtenItem(value)];
}

function isText(type: ValueType): boolean {
  return type === 'string' || type === 'unknown';
}
