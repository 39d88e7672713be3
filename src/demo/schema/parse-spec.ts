import { PARAM_VALUE_TYPES } from '../../usp/value-types.ts';
import type { Reference, ValueSpec } from './types.ts';

/**
 * Reads the type and facets of one parameter or argument:
 *
 *   type         primitive or named type; `[]` or `[least..most]` behind it: a list
 *   (8..63)      sizes          <1..13,36>   ranges, <0..8/2> in steps of 2         {Up|Down}   enumeration
 *   total=..256  size of a whole list
 *   ->strong:Device.A.|Device.B.    ->weak    ->strong:parameter    what it refers to
 *   in:Device.A.{i}.Supported|Auto  the parameter that lists the allowed values, and one more value
 *   =text ="with spaces"            value at the object's creation
 *   secret  quiet                   reads as empty; canDeny of TR-106
 *   ~ pattern ~ pattern             the rest of the line
 */
export function parseSpec(text: string, named: ReadonlyMap<string, ValueSpec>): { spec: ValueSpec; quiet: boolean } {
  const [facets = '', ...patterns] = text.split(/ ?~ ?/);
  const tokens = facets.match(/=".*?"|\{[^}]*\}|\S+/g) ?? [];
  let spec = startSpec(tokens.shift() ?? '', named);
  let quiet = false;
  for (const token of tokens) {
    if (token === 'quiet') quiet = true;
    else spec = { ...spec, ...facet(token, spec) };
  }
  if (patterns.length > 0) spec = { ...spec, facets: { ...spec.facets, patterns } };
  return { spec, quiet };
}

function startSpec(token: string, named: ReadonlyMap<string, ValueSpec>): ValueSpec {
  const [, name = '', items] = /^(\w+)(?:\[([^\]]*)\])?$/.exec(token) ?? [];
  const type = PARAM_VALUE_TYPES.find((known) => known === name);
  const base = named.get(name) ?? (type && { type, facets: {}, secret: false });
  if (!base) throw new Error(`unknown type in the demo schema: ${token}`);
  if (items === undefined) return base;
  const [minItems, maxItems] = items === '' ? [null, null] : parseBounds(items);
  return { ...base, facets: { ...base.facets, list: { minItems, maxItems } } };
}

function facet(token: string, { facets }: ValueSpec): Partial<ValueSpec> {
  const inner = token.slice(1, -1);
  if (token.startsWith('(')) return { facets: { ...facets, sizes: inner.split(',').map(parseBounds) } };
  if (token.startsWith('<')) return { facets: { ...facets, ranges: inner.split(',').map(parseRange) } };
  if (token.startsWith('{')) return { facets: { ...facets, enumeration: inner.split('|') } };
  if (token.startsWith('total=')) {
    return { facets: { ...facets, list: { ...facets.list, sizes: token.slice(6).split(',').map(parseBounds) } } };
  }
  if (token.startsWith('->')) return { reference: parseReference(token.slice(2)) };
  if (token.startsWith('in:')) {
    const [path = '', also] = token.slice(3).split('|');
    return { allowedBy: also === undefined ? { path } : { path, also } };
  }
  if (token.startsWith('=')) return { defaultValue: token.slice(1).replace(/^"(.*)"$/, '$1') };
  if (token === 'secret') return { secret: true };
  throw new Error(`unknown facet in the demo schema: ${token}`);
}

function parseReference(text: string): Reference {
  const [strength, ...rest] = text.split(':');
  const toParameter = rest[0] === 'parameter';
  const targets = rest[toParameter ? 1 : 0];
  return {
    strength: strength === 'strong' ? 'strong' : 'weak',
    to: toParameter ? 'parameter' : 'row',
    targets: targets ? targets.split('|') : [],
  };
}

/** `8`, `8..`, `..63` or `8..63`; null: open. */
export function parseBounds(text: string): [least: number | null, most: number | null] {
  const [least = '', most = ''] = text.includes('..') ? text.split('..') : [text, text];
  return [least === '' ? null : Number(least), most === '' ? null : Number(most)];
}

function parseRange(text: string): readonly [least: number | null, most: number | null, step?: number] {
  const [bounds = '', step] = text.split('/');
  return step === undefined ? parseBounds(bounds) : [...parseBounds(bounds), Number(step)];
}
