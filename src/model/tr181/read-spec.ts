/** Reads the specs, enumerations and named types of the facts file into what the page works with. */
import type { ListFacets, Range, Size, ValueFacets, ValueType } from '../../usp/value-types.ts';
import type { Choice, DefaultValue, FactStatus, PathReference, ValueFacts } from './facts.ts';
import {
  boundOf,
  fieldsOf,
  flagOf,
  indexOf,
  listOf,
  optionalText,
  textOf,
  wordOf,
  type Fields,
} from './read-fields.ts';
import { UnreadableFacts } from './read-fields.ts';

const types = new Map<unknown, ValueType>(
  (
    [
      'base64',
      'boolean',
      'dateTime',
      'decimal',
      'hexBinary',
      'int',
      'long',
      'string',
      'unsignedInt',
      'unsignedLong',
    ] as const
  ).map((type) => [type, type]),
);
const statuses = new Map<unknown, FactStatus>([
  [undefined, 'current'],
  ['deprecated', 'deprecated'],
  ['obsoleted', 'obsoleted'],
]);
const accesses = new Map<unknown, ValueFacts['access']>([
  [undefined, 'readOnly'],
  ['rw', 'readWrite'],
  ['wo', 'writeOnce'],
]);
const strengths = new Map<unknown, PathReference['strength']>([
  ['strong', 'strong'],
  ['weak', 'weak'],
]);
const targetKinds = new Map<unknown, PathReference['to']>([
  ['row', 'row'],
  ['parameter', 'parameter'],
]);
const defaultKinds = new Map<unknown, DefaultValue['kind']>([
  ['o', 'creation'],
  ['f', 'factory'],
  ['p', 'absent'],
  ['i', 'agent'],
]);

export function readStatus(raw: unknown, at: string): FactStatus {
  return wordOf(raw, statuses, at);
}

export function readType(raw: unknown, at: string): ValueType {
  return wordOf(raw, types, at);
}

export function readChoices(raw: unknown, at: string): Choice[] {
  return listOf(raw, at).map((item, index) => {
    const where = `${at}[${String(index)}]`;
    if (typeof item === 'string') return { value: item, readOnly: false, optional: false, status: 'current' };
    const [value, more] = listOf(item, where);
    const fields = fieldsOf(more, where, ['ro', 'op', 'st', 'v']);
    const since = optionalText(fields.get('v'), where);
    return {
      value: textOf(value, where),
      readOnly: flagOf(fields.get('ro'), where),
      optional: flagOf(fields.get('op'), where),
      status: readStatus(fields.get('st'), where),
      ...(since === undefined ? {} : { since }),
    };
  });
}

/** The keys of facets, in specs as in named types. */
export const facetKeys = ['t', 'l', 'sz', 'rg', 'e', 'pt'];

export function readFacets(fields: Fields, choices: readonly Choice[] | undefined, at: string): ValueFacets {
  const sizes = fields.has('sz') ? readSizes(fields.get('sz'), `${at}.sz`) : undefined;
  const ranges = fields.has('rg') ? readRanges(fields.get('rg'), `${at}.rg`) : undefined;
  const patterns = fields.has('pt')
    ? listOf(fields.get('pt'), `${at}.pt`).map((item) => textOf(item, `${at}.pt`))
    : undefined;
  const list = fields.has('l') ? readList(fields.get('l'), `${at}.l`) : undefined;
  return {
    ...(sizes && { sizes }),
    ...(ranges && { ranges }),
    ...(patterns && { patterns }),
    ...(list && { list }),
    ...(choices && { enumeration: choices.map(({ value }) => value) }),
  };
}

export function readSpec(raw: unknown, enums: readonly (readonly Choice[])[], at: string): ValueFacts {
  const own = ['d', 'a', 'm', 'u', 'df', 'pr', 'er', 'ir', 'hid', 'sec', 'cmd', 'an', 'st', 'v'];
  const fields = fieldsOf(raw, at, [...facetKeys, ...own]);
  const choices = fields.has('e') ? enums[indexOf(fields.get('e'), at)] : undefined;
  if (fields.has('e') && !choices) throw new UnreadableFacts(`${at}.e names no enumeration`);
  const typeName = optionalText(fields.get('d'), `${at}.d`);
  const units = optionalText(fields.get('u'), `${at}.u`);
  const notify = optionalText(fields.get('an'), `${at}.an`);
  const since = optionalText(fields.get('v'), `${at}.v`);
  return {
    type: readType(fields.get('t'), `${at}.t`),
    ...(typeName !== undefined && { typeName }),
    facets: readFacets(fields, choices, at),
    ...(choices && { choices }),
    access: wordOf(fields.get('a'), accesses, `${at}.a`),
    mandatory: flagOf(fields.get('m'), `${at}.m`),
    ...(units !== undefined && { units }),
    ...(fields.has('df') && { defaultValue: readDefault(fields.get('df'), `${at}.df`) }),
    ...(fields.has('pr') && { reference: readReference(fields.get('pr'), `${at}.pr`) }),
    ...(fields.has('er') && { allowedBy: readAllowedBy(fields.get('er'), `${at}.er`) }),
    ...(fields.has('ir') && { instanceOf: readInstanceOf(fields.get('ir'), `${at}.ir`) }),
    hidden: flagOf(fields.get('hid'), `${at}.hid`),
    secured: flagOf(fields.get('sec'), `${at}.sec`),
    startsAction: flagOf(fields.get('cmd'), `${at}.cmd`),
    ...(notify !== undefined && { notify }),
    status: readStatus(fields.get('st'), `${at}.st`),
    ...(since !== undefined && { since }),
  };
}

function readSizes(raw: unknown, at: string): Size[] {
  return listOf(raw, at).map((size) => {
    const [least, most] = listOf(size, at);
    return [boundOf(least, at), boundOf(most, at)];
  });
}

function readRanges(raw: unknown, at: string): Range[] {
  return listOf(raw, at).map((range) => {
    const [least, most, step] = listOf(range, at);
    const ends = [boundOf(least, at), boundOf(most, at)] as const;
    return step === undefined ? ends : [...ends, boundOf(step, at)];
  });
}

function readList(raw: unknown, at: string): ListFacets {
  if (raw === 1) return {};
  const fields = fieldsOf(raw, at, ['mn', 'mx', 'sz', 'nb']);
  const brackets = fields.get('nb');
  return {
    ...(fields.has('mn') && { minItems: indexOf(fields.get('mn'), at) }),
    ...(fields.has('mx') && { maxItems: indexOf(fields.get('mx'), at) }),
    ...(fields.has('sz') && { sizes: readSizes(fields.get('sz'), at) }),
    ...(brackets !== undefined && { nestedBrackets: textOf(brackets, at) !== 'legacy' }),
  };
}

function readDefault(raw: unknown, at: string): DefaultValue {
  const [kind, value] = listOf(raw, at);
  return { kind: wordOf(kind, defaultKinds, at), value: textOf(value, at) };
}

function readReference(raw: unknown, at: string): PathReference {
  const fields = fieldsOf(raw, at, ['r', 't', 'in', 'd']);
  const type = optionalText(fields.get('d'), at);
  return {
    strength: wordOf(fields.get('r'), strengths, at),
    to: wordOf(fields.get('t'), targetKinds, at),
    targets: readTargets(fields.get('in'), at),
    ...(type !== undefined && { type }),
  };
}

function readAllowedBy(raw: unknown, at: string): NonNullable<ValueFacts['allowedBy']> {
  const fields = fieldsOf(raw, at, ['p', 'nv']);
  const also = optionalText(fields.get('nv'), at);
  return { path: textOf(fields.get('p'), at), ...(also !== undefined && { also }) };
}

function readInstanceOf(raw: unknown, at: string): NonNullable<ValueFacts['instanceOf']> {
  const fields = fieldsOf(raw, at, ['r', 'in']);
  return { strength: wordOf(fields.get('r'), strengths, at), targets: readTargets(fields.get('in'), at) };
}

function readTargets(raw: unknown, at: string): string[] {
  return raw === undefined ? [] : listOf(raw, at).map((target) => textOf(target, at));
}
