/** What may be written: choices, facets and lists of allowed values for editors and forms. */
import type { ParamAccess } from '../../usp/message/answer-types.ts';
import type { ValueFacets } from '../../usp/value-types.ts';
import { pathParts } from '../path-parts.ts';
import type { ArgumentFacts, Choice, ValueFacts } from './facts.ts';

/** Where values of a device are looked up; a DeviceModel is one. */
export interface ValueSource {
  text(path: string): string | undefined;
}

/** The choices that can be written, current ones first. */
export function writableChoices(value: ValueFacts): readonly Choice[] {
  const choices = value.choices?.filter(({ readOnly }) => !readOnly) ?? [];
  const rank = { current: 0, deprecated: 1, obsoleted: 2 };
  return choices.sort((a, b) => rank[a.status] - rank[b.status]);
}

const known = new WeakMap<ValueFacts, ValueFacets>();

/** Facets of a value that is to be written: what an Agent only reports is no choice. */
export function writableFacets(value: ValueFacts): ValueFacets {
  if (!value.choices?.some(({ readOnly }) => readOnly)) return value.facets;
  let facets = known.get(value);
  if (!facets) {
    facets = { ...value.facets, enumeration: writableChoices(value).map(({ value: text }) => text) };
    known.set(value, facets);
  }
  return facets;
}

/** May it be written at all? `writeOnce` only when its row is made. */
export function isWritable(value: ValueFacts, newRow: boolean): boolean {
  return value.access === 'readWrite' || (newRow && value.access === 'writeOnce');
}

/**
 * Is it written with the Add that makes its row, and never again? The device says that it can be written; GetSupportedDM
 * has no word for how often.
 */
export function isWrittenOnce(access: ParamAccess | undefined, value: ValueFacts | undefined): boolean {
  return access === 'readWrite' && value?.access === 'writeOnce';
}

/**
 * The values that another parameter of the device lists as allowed, e.g. SupportedStandards for OperatingStandards.
 * @param path of the parameter itself, resolved. Undefined: nothing lists them, or the list is not known yet.
 */
export function allowedValues(source: ValueSource, value: ValueFacts, path: string): readonly string[] | undefined {
  const list = value.allowedBy && besides(value.allowedBy.path, path);
  const text = list === undefined ? undefined : source.text(list);
  if (text === undefined) return undefined;
  const items = text.split(',').map((item) => item.trim());
  const { also } = value.allowedBy ?? {};
  return [...new Set([...(also === undefined ? [] : [also]), ...items])].filter((item) => item !== '' || also === '');
}

/** The resolved path of a parameter that `allowedValues` has to know; undefined: there is none. */
export function allowedValuesPath(value: ValueFacts, path: string): string | undefined {
  return value.allowedBy && besides(value.allowedBy.path, path);
}

/** Fills the placeholders of a supported path from a resolved path that begins alike. */
function besides(supported: string, resolved: string): string | undefined {
  const own = pathParts(resolved);
  let alike = true;
  const parts = pathParts(supported).map((part, at) => {
    const mine = own[at];
    if (part === '{i}' && alike && mine !== undefined && /^\d+$/.test(mine)) return mine;
    alike &&= part === mine;
    return part;
  });
  const path = parts.join('.');
  // An argument of a command has no value that could be read.
  return path.includes('{i}') || path.includes('()') ? undefined : path;
}

/**
 * Arguments that must be there. Those within an object count once something of that object is given: the standard calls
 * for `AutoRestart.Enable` in every InstallDU(), and Agents do without.
 * @param present supported names of the objects given, e.g. `EnvVariable.{i}.`
 */
export function requiredArguments(args: ArgumentFacts, present: ReadonlySet<string> = new Set()): string[] {
  const required = [...args.values].filter(
    ([name, { mandatory }]) => mandatory && holdersOf(name).every((holder) => present.has(holder)),
  );
  return required.map(([name]) => name);
}

/** `A.{i}.B.C` lies in `A.{i}.` and in `A.{i}.B.` */
function holdersOf(name: string): string[] {
  const parts = name.split('.').slice(0, -1);
  return parts
    .map((part, at) => (parts[at + 1] === '{i}' && part !== '{i}' ? '' : `${parts.slice(0, at + 1).join('.')}.`))
    .filter(Boolean);
}
