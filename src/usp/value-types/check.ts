import { atScale, compareDecimals, decimalOf, numberOf, parseDecimal } from './numbers.ts';
import { parseList, parseValue } from './parse.ts';
import { longestMatched, readPattern, type PatternResult } from './pattern.ts';
import type { Decimal, ListItem, ListValue, Range, Size, TypedValue, ValueFacets, ValueType } from './types.ts';

export type CheckResult =
  { readonly ok: true; readonly value: ListItem } | { readonly ok: false; readonly problem: string };

/**
 * Reads a value and holds it against what the data model says of it. Never throws; `problem` is a sentence for a
 * person. Agents may differ from the data model, so a person may still want to send what this refuses.
 */
export function checkValue(type: ValueType, text: string, facets: ValueFacets = {}): CheckResult {
  if (!facets.list) {
    const result = parseValue(type, text);
    const problem = result.ok ? itemProblem(result.value, facets) : undefined;
    return problem === undefined ? result : { ok: false, problem };
  }
  const result = parseList(type, text, facets.list.nestedBrackets);
  if (!result.ok) return result;
  const problem = listProblem(result.value, text, facets);
  return problem === undefined ? result : { ok: false, problem };
}

function listProblem(list: ListValue, text: string, facets: ValueFacets): string | undefined {
  const { minItems, maxItems, sizes } = facets.list ?? {};
  const count = list.items.length;
  if (count < (minItems ?? 0)) return `The list needs at least ${String(minItems)} items; it has ${String(count)}.`;
  if (count > (maxItems ?? Infinity))
    return `The list takes at most ${String(maxItems)} items; it has ${String(count)}.`;
  if (sizes && !fitsSize(characters(text), sizes)) {
    return `The whole list must have ${describeSizes(sizes)} characters; it has ${String(characters(text))}.`;
  }
  return firstProblem(list, facets, '');
}

function firstProblem(list: ListValue, facets: ValueFacets, where: string): string | undefined {
  for (const [index, item] of list.items.entries()) {
    const place = `${where}${String(index + 1)}`;
    if (item.type === 'list') {
      const problem = firstProblem(item, facets, `${place}.`);
      if (problem !== undefined) return problem;
      continue;
    }
    const problem = itemProblem(item, facets);
    if (problem !== undefined) return `Item ${place} of the list: ${problem}`;
  }
  return undefined;
}

function itemProblem(value: TypedValue, { sizes, ranges, ...choices }: ValueFacets): string | undefined {
  if (sizes) {
    const size = sizeOf(value);
    if (size && !fitsSize(size.count, sizes)) {
      return `Must have ${describeSizes(sizes)} ${size.unit}; it has ${String(size.count)}.`;
    }
  }
  const number = ranges && numberOf(value);
  if (number && !ranges.some((range) => inRange(number, range))) {
    return `Must be ${ranges.map(describeRange).join(' or ')}.`;
  }
  // Enumeration and patterns are facets of strings.
  return value.type === 'string' || value.type === 'unknown' ? choiceProblem(value.value, choices) : undefined;
}

function choiceProblem(text: string, { enumeration, patterns }: ValueFacets): string | undefined {
  if (!enumeration && !patterns) return undefined;
  if (enumeration?.includes(text)) return undefined;
  if (patterns?.some((pattern) => matches(pattern, text))) return undefined;
  if (enumeration) {
    const near = enumeration.find((choice) => choice.toLowerCase() === text.toLowerCase());
    if (near !== undefined) return `Must be written "${near}": capital letters count.`;
    const shown = enumeration.slice(0, 12).join(', ');
    return `Must be one of ${shown}${enumeration.length > 12 ? ', …' : ''}.`;
  }
  return 'Does not have the form that the data model asks for.';
}

/** Patterns that were read; a data model has few, but a file that a person brings may hold any number. */
const known = new Map<string, PatternResult>();
const mostKnown = 1_000;

/** A pattern that can't be read, or might take for ever on some value, forbids nothing. */
function matches(pattern: string, text: string): boolean {
  let read = known.get(pattern);
  if (read === undefined) {
    read = readPattern(pattern);
    if (known.size >= mostKnown) known.clear();
    known.set(pattern, read);
  }
  return !read.ok || text.length > longestMatched || read.fits(text);
}

function sizeOf(value: TypedValue): { count: number; unit: string } | undefined {
  if (value.type === 'string' || value.type === 'unknown') {
    return { count: characters(value.value), unit: 'characters' };
  }
  if (value.type === 'base64' || value.type === 'hexBinary') return { count: value.value.length, unit: 'bytes' };
  return undefined;
}

/** Code points, as XML Schema counts, not UTF-16 units. */
function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function fitsSize(count: number, sizes: readonly Size[]): boolean {
  return sizes.some(([least, most]) => count >= (least ?? 0) && count <= (most ?? Infinity));
}

function describeSizes(sizes: readonly Size[]): string {
  return sizes
    .map(([least, most]) => {
      if (least !== null && least === most) return `exactly ${String(least)}`;
      if (most === null) return `at least ${String(least ?? 0)}`;
      return least === null || least === 0 ? `at most ${String(most)}` : `${String(least)} to ${String(most)}`;
    })
    .join(' or ');
}

function inRange(number: Decimal, [least, most, step]: Range): boolean {
  const lowest = boundOf(least);
  const highest = boundOf(most);
  if (lowest && compareDecimals(number, lowest) < 0) return false;
  if (highest && compareDecimals(number, highest) > 0) return false;
  const stride = boundOf(step);
  return !stride || stride.unscaled === 0n || isMultiple(number, lowest ?? decimalOf(0n), stride);
}

/** A bound as a decimal; one that no decimal can hold (NaN, 1e-300) bounds nothing. */
function boundOf(bound: number | bigint | null | undefined): Decimal | undefined {
  if (bound === null || bound === undefined) return undefined;
  if (typeof bound === 'bigint' || Number.isInteger(bound)) return decimalOf(BigInt(bound));
  const decimal = parseDecimal(String(bound));
  return typeof decimal === 'string' ? undefined : decimal;
}

/** Whether `number` is a whole number of strides away from `start`. */
function isMultiple(number: Decimal, start: Decimal, stride: Decimal): boolean {
  const scale = Math.max(number.scale, start.scale, stride.scale);
  return (atScale(number, scale) - atScale(start, scale)) % atScale(stride, scale) === 0n;
}

function describeRange([least, most, step]: Range): string {
  const steps = step && step !== 1 && step !== 1n ? ` in steps of ${String(step)}` : '';
  if (least !== null && least === most) return String(least);
  if (least === null) return most === null ? `any number${steps}` : `at most ${String(most)}${steps}`;
  return most === null ? `at least ${String(least)}${steps}` : `from ${String(least)} to ${String(most)}${steps}`;
}
