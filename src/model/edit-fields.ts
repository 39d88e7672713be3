/** The values of a new row in the order to ask for them: what tells it from others, what must be, what may be. */
import type { SupportedParam } from '../usp/message/answer-types.ts';
import type { KeyFacts, ObjectFacts, ValueFacts } from './tr181/facts.ts';
import { rowNeeds } from './tr181/row-needs.ts';
import type { SupportedNode } from './supported-model.ts';
import { columnOrder } from './table-view.ts';

export interface NewRowField {
  readonly param: SupportedParam;
  readonly facts: ValueFacts | undefined;
  /**
   * `key`: no two rows have the same. `enable`: turns the row on. `needed`: useless or refused without. `optional`: has a
   * default, or none is needed.
   */
  readonly role: 'key' | 'enable' | 'needed' | 'optional';
  /** The device or the book says that it can not be changed once the row is there. */
  readonly once: boolean;
}

/**
 * What can be written of a new row. Unique keys are the Agent's own, else the book's (R-ADD.5: the Agent fills in
 * those that are left out).
 * @param factsOf facts of a parameter by its name
 * @param table what the book says of the table
 */
export function newRowFields(
  node: SupportedNode,
  factsOf: (name: string) => ValueFacts | undefined,
  table: Pick<ObjectFacts, 'keys' | 'enableParam'> = { keys: [] },
): NewRowField[] {
  const { keys } = table;
  const enable = enableName(table);
  const needs = rowNeeds.get(node.path);
  const unique = uniqueNames(node, keys);
  const fixed = new Set(keys.filter(({ functional }) => !functional).flatMap(({ params }) => params));
  const rank = { key: 0, enable: 1, needed: 2, optional: 3 };
  const roleOf = (param: SupportedParam, facts: ValueFacts | undefined): NewRowField['role'] => {
    if (unique.has(param.name)) return 'key';
    if (isSwitch(param, enable)) return 'enable';
    return needs?.has(param.name) || isNeeded(facts) ? 'needed' : 'optional';
  };
  return columnOrder(node)
    .map((param): NewRowField & { writable: boolean } => {
      const facts = factsOf(param.name);
      const role = roleOf(param, facts);
      const once = facts?.access === 'writeOnce' || fixed.has(param.name);
      // The book knows of write-once, for which GetSupportedDM has no word but the one for read-only.
      return { param, facts, role, once, writable: param.access !== 'readOnly' || facts?.access === 'writeOnce' };
    })
    .filter(({ writable }) => writable)
    .map(({ param, facts, role, once }) => ({ param, facts, role, once }))
    .sort((a, b) => rank[a.role] - rank[b.role]);
}

/** Each set is a unique key by itself: no two rows of the table have the same values in all of its parameters. */
export function keySets(node: SupportedNode, keys: readonly KeyFacts[]): readonly (readonly string[])[] {
  const own = node.object?.uniqueKeySets.filter((set) => set.length > 0) ?? [];
  return own.length > 0 ? own : keys.map(({ params }) => params);
}

/** Names of parameters that are a part of a unique key. */
export function uniqueNames(node: SupportedNode, keys: readonly KeyFacts[]): Set<string> {
  return new Set(keySets(node, keys).flat());
}

/** Name of the parameter that turns a row on; where the book names none, the usual one. */
export function enableName(table: Pick<ObjectFacts, 'enableParam'> | undefined): string {
  return table?.enableParam ?? 'Enable';
}

function isSwitch({ name, type }: SupportedParam, enable: string): boolean {
  return name === enable && (type === 'boolean' || type === 'unknown');
}

/** A strong reference that starts out empty points at nothing: such a row does nothing yet. */
function isNeeded(facts: ValueFacts | undefined): boolean {
  if (!facts || facts.defaultValue) return false;
  return facts.reference?.strength === 'strong' || facts.access === 'writeOnce';
}

/** A unique key of several parameters: a copy has the values of its source until one of those to choose is other. */
export interface SharedKey {
  readonly params: readonly string[];
  /** Those of them that can be written with a new row. */
  readonly choosable: readonly string[];
}

export interface Duplicate {
  /** Values to fill in, by name. */
  readonly values: ReadonlyMap<string, string>;
  /** Values of the source, by name; of secrets none. */
  readonly source: ReadonlyMap<string, string>;
  /** Unique keys by themselves, left empty: the person or the device gives others. */
  readonly unique: readonly string[];
  /** Keys of several parameters, filled in: at least one of each has to differ. */
  readonly shared: readonly SharedKey[];
  /** Secrets, which the device does not tell. */
  readonly secrets: readonly string[];
  /** The parameter that is off in the copy, so that nothing is there twice before the person says so. */
  readonly off: string | undefined;
}

/**
 * What a copy of a row starts with.
 * @param isSecret by name
 * @param enable the parameter that turns the row on
 */
export function duplicateOf(
  fields: readonly NewRowField[],
  sets: readonly (readonly string[])[],
  valueOf: (name: string) => string | undefined,
  isSecret: (name: string) => boolean,
  enable?: string,
): Duplicate {
  const alone = new Set(sets.filter(({ length }) => length === 1).flat());
  const values = new Map<string, string>();
  const source = new Map<string, string>();
  const unique: string[] = [];
  const secrets: string[] = [];
  let off: string | undefined;
  for (const { param } of fields) {
    const { name } = param;
    const value = valueOf(name);
    if (isSecret(name) && !value) {
      secrets.push(name);
      continue;
    }
    source.set(name, value ?? '');
    if (alone.has(name)) unique.push(name);
    else if (enable !== undefined && isSwitch(param, enable)) {
      off = name;
      // In the Agent's own spelling.
      values.set(name, value === '1' || value === '0' ? '0' : 'false');
    } else if (value) values.set(name, value);
  }
  return { values, source, unique, shared: sharedKeys(fields, sets, alone, source), secrets, off };
}

/** What has a part that is left empty, or is not known, differs by that already; what can't be chosen is the device's. */
function sharedKeys(
  fields: readonly NewRowField[],
  sets: readonly (readonly string[])[],
  alone: ReadonlySet<string>,
  source: ReadonlyMap<string, string>,
): SharedKey[] {
  const names = new Set(fields.map(({ param }) => param.name));
  return sets
    .filter((params) => params.length > 1 && !params.some((name) => alone.has(name)))
    .map((params) => ({ params, choosable: params.filter((name) => names.has(name)) }))
    .filter(({ choosable }) => choosable.length > 0 && choosable.every((name) => source.has(name)));
}

/**
 * The keys in which a copy is still the same as its source, so that the device will refuse it. What is left empty has
 * the book's default.
 */
export function sameKeys(
  copy: Duplicate,
  fields: readonly NewRowField[],
  typed: (name: string) => string,
): readonly SharedKey[] {
  const defaults = new Map(fields.map(({ param, facts }) => [param.name, facts?.defaultValue?.value ?? '']));
  const same = (name: string): boolean => (typed(name) || (defaults.get(name) ?? '')) === copy.source.get(name);
  return copy.shared.filter(({ choosable }) => choosable.every(same));
}
