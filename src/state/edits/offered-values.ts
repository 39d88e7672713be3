/** What an editor offers to choose from: values that the book or the device allows, and what a reference can name. */
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { allowedValues, allowedValuesPath, writableChoices } from '../../model/tr181/editing.ts';
import { candidateTables, referenceCandidates } from '../../model/tr181/references.ts';
import { splitMember } from '../../model/path-parts.ts';
import type { DeviceState } from '../device.svelte.ts';

export interface OfferedValue {
  readonly value: string;
  /** What speaks against it, e.g. that it is deprecated; empty: nothing. */
  readonly note: string;
}

/**
 * Reactive: the values to choose from; what the device itself lists as allowed comes first.
 * @param path of the parameter, where there is one
 */
export function offeredValues(device: DeviceState, facts: ValueFacts, path?: string): OfferedValue[] {
  const choices = writableChoices(facts).filter(({ value }) => value !== '');
  const lister = path === undefined ? undefined : allowedValuesPath(facts, path);
  if (lister !== undefined) void device.text(lister);
  const allowed = path === undefined ? undefined : allowedValues(device.model, facts, path);
  const known = new Set(choices.map(({ value }) => value));
  const own = (allowed ?? [])
    .filter((value) => value !== '' && !known.has(value))
    .map((value) => ({ value, note: '' }));
  const offered = choices.map(({ value, status }) => ({
    value,
    note: status !== 'current' ? status : allowed && !allowed.includes(value) ? 'not listed by the device' : '',
  }));
  return [...own, ...offered].sort((a, b) => Number(a.note !== '') - Number(b.note !== ''));
}

export interface OfferedTarget {
  readonly path: string;
  /** What people call it; empty where nothing is known. */
  readonly hint: string;
}

/** Reactive: what a reference can name, as far as the page knows the device; `search` looks in path and name. */
export function offeredTargets(device: DeviceState, facts: ValueFacts, search = ''): OfferedTarget[] {
  if (!facts.reference) return [];
  device.trackStructure();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const isRow = facts.reference.to === 'row';
  // Parameters of rows that are listed already come in later, with their values.
  if (!isRow) for (const table of candidateTables(device.model, facts.reference)) device.trackRows(table);
  return referenceCandidates(device.model, facts.reference)
    .map((path) => ({ path, hint: device.hint(isRow ? `${path}.` : splitMember(path).object) }))
    .filter(({ path, hint }) => words.every((word) => `${path} ${hint}`.toLowerCase().includes(word)));
}

/**
 * Reactive: reads what the offers come from, where it was not read yet.
 * @param asked what was asked for already: a table that can't be read is not asked for again and again
 */
export function readOffers(device: DeviceState, facts: ValueFacts, asked: Set<string>, path?: string): void {
  if (!device.reachable) return;
  const lister = path === undefined ? undefined : allowedValuesPath(facts, path);
  if (lister !== undefined && device.model.text(lister) === undefined && !asked.has(lister)) {
    asked.add(lister);
    void device.loader.loadObject(splitMember(lister).object);
  }
  const { reference } = facts;
  if (!reference) return;
  // Rows within rows: the inner tables are known once the outer ones are.
  device.trackStructure();
  for (const target of reference.targets) {
    const outer = [...target.matchAll(/\{i\}\.(?!$)/g)].map(({ index }) => target.slice(0, index));
    for (const path of [...outer, target]) {
      const whole = path === target && reference.to === 'parameter';
      for (const table of candidateTables(device.model, { ...reference, targets: [path] })) {
        if (asked.has(table) || device.model.table(table)?.listedAt) continue;
        asked.add(table);
        void (whole ? device.loader.loadTable(table) : device.loader.loadRows(table));
      }
    }
  }
}
