/** The values of a new row in the order to ask for them: what tells it from others, what must be, what may be. */
import type { SupportedParam } from '../usp/message/answer-types.ts';
import type { KeyFacts, ValueFacts } from './tr181/facts.ts';
import type { SupportedNode } from './supported-model.ts';
import { columnOrder } from './table-view.ts';

export interface NewRowField {
  readonly param: SupportedParam;
  readonly facts: ValueFacts | undefined;
  /** `key`: no two rows have the same. `needed`: useless or refused without. `optional`: has a default, or none is needed. */
  readonly role: 'key' | 'needed' | 'optional';
  /** The device or the book says that it can not be changed once the row is there. */
  readonly once: boolean;
}

/**
 * What can be written of a new row. Unique keys are the Agent's own, else the book's (R-ADD.5: the Agent fills in
 * those that are left out).
 * @param factsOf facts of a parameter by its name
 * @param keys the book's keys of the table
 */
export function newRowFields(
  node: SupportedNode,
  factsOf: (name: string) => ValueFacts | undefined,
  keys: readonly KeyFacts[] = [],
): NewRowField[] {
  const unique = uniqueNames(node, keys);
  const fixed = new Set(keys.filter(({ functional }) => !functional).flatMap(({ params }) => params));
  const rank = { key: 0, needed: 1, optional: 2 };
  return columnOrder(node)
    .map((param): NewRowField & { writable: boolean } => {
      const facts = factsOf(param.name);
      const role = unique.has(param.name) ? 'key' : isNeeded(facts) ? 'needed' : 'optional';
      const once = facts?.access === 'writeOnce' || fixed.has(param.name);
      // The book knows of write-once, for which GetSupportedDM has no word but the one for read-only.
      return { param, facts, role, once, writable: param.access !== 'readOnly' || facts?.access === 'writeOnce' };
    })
    .filter(({ writable }) => writable)
    .map(({ param, facts, role, once }) => ({ param, facts, role, once }))
    .sort((a, b) => rank[a.role] - rank[b.role]);
}

/** Names of parameters of which no two rows of the table have the same values. */
export function uniqueNames(node: SupportedNode, keys: readonly KeyFacts[]): Set<string> {
  const own = node.object?.uniqueKeySets.flat() ?? [];
  return new Set(own.length > 0 ? own : keys.flatMap(({ params }) => params));
}

/** A strong reference that starts out empty points at nothing: such a row does nothing yet. */
function isNeeded(facts: ValueFacts | undefined): boolean {
  if (!facts || facts.defaultValue) return false;
  return facts.reference?.strength === 'strong' || facts.access === 'writeOnce';
}

export interface Duplicate {
  /** Values to fill in, by name. */
  readonly values: ReadonlyMap<string, string>;
  /** What the person has to give: no two rows have the same. */
  readonly unique: readonly string[];
  /** Secrets, which the device does not tell. */
  readonly secrets: readonly string[];
}

/** What a copy of a row starts with. `isSecret` by name. */
export function duplicateOf(
  fields: readonly NewRowField[],
  valueOf: (name: string) => string | undefined,
  isSecret: (name: string) => boolean,
): Duplicate {
  const values = new Map<string, string>();
  const unique: string[] = [];
  const secrets: string[] = [];
  for (const { param, role } of fields) {
    const value = valueOf(param.name);
    if (isSecret(param.name) && !value) secrets.push(param.name);
    else if (role === 'key') unique.push(param.name);
    else if (value) values.set(param.name, value);
  }
  return { values, unique, secrets };
}
