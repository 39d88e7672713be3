/** Numbers in an editor: their range in words, and one step up or down. */
import type { ParamType } from '../../usp/message/answer-types.ts';
import { INTEGER_BOUNDS, parseValue, printValue, type IntegerType, type Range } from '../../usp/value-types.ts';
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { editedType } from './typed-value.ts';

interface Bounds {
  readonly least: bigint | undefined;
  readonly most: bigint | undefined;
}

/** `0 to 65,535`, `-10 to 10 in steps of 2`, `any number`; for several ranges one after the other. */
export function rangeWords(type: ParamType, facts?: ValueFacts, locale?: string): string {
  const own = boundsOf(editedType(type, facts));
  const ranges: readonly Range[] = facts?.facets.ranges ?? [[null, null]];
  return ranges
    .map(([least, most, step]) => spanWords(least ?? own.least, most ?? own.most, step, locale))
    .join(' or ');
}

/** One step away, held within the range that the number is in; undefined where the text is no number. */
export function stepped(type: ParamType, text: string, direction: 1 | -1, facts?: ValueFacts): string | undefined {
  const kind = editedType(type, facts);
  const parsed = parseValue(kind, text === '' ? '0' : text);
  if (!parsed.ok) return undefined;
  const { value } = parsed;
  if (value.type === 'decimal') {
    const { unscaled, scale } = value.value;
    return printValue({
      type: 'decimal',
      value: { unscaled: unscaled + BigInt(direction) * 10n ** BigInt(scale), scale },
    });
  }
  if (!isInteger(value.type) || typeof value.value === 'string') return undefined;
  const number = BigInt(value.value as number | bigint);
  const ranges = facts?.facets.ranges ?? [];
  const within = ranges.find(([least, most]) => number >= (least ?? number) && number <= (most ?? number));
  const next = number + BigInt(direction) * whole(within?.[2] ?? 1, 1n);
  const own = boundsOf(kind);
  return String(held(next, whole(within?.[0], own.least), whole(within?.[1], own.most)));
}

function held(number: bigint, least: bigint | undefined, most: bigint | undefined): bigint {
  if (least !== undefined && number < least) return least;
  return most !== undefined && number > most ? most : number;
}

/** A bound as a whole number; one that is none (a decimal's, or none at all) gives what stands in for it. */
function whole<T extends bigint | undefined>(bound: number | bigint | null | undefined, otherwise: T): bigint | T {
  if (typeof bound === 'bigint') return bound;
  return typeof bound === 'number' && Number.isInteger(bound) ? BigInt(bound) : otherwise;
}

function isInteger(type: string): type is IntegerType {
  return Object.hasOwn(INTEGER_BOUNDS, type);
}

function boundsOf(type: string): Bounds {
  if (!isInteger(type)) return { least: undefined, most: undefined };
  const [least, most] = INTEGER_BOUNDS[type];
  return { least, most };
}

function spanWords(
  least: number | bigint | null | undefined,
  most: number | bigint | null | undefined,
  step: number | bigint | null | undefined,
  locale?: string,
): string {
  const steps = step && step !== 1 && step !== 1n ? ` in steps of ${step.toLocaleString(locale)}` : '';
  const from = least?.toLocaleString(locale);
  const to = most?.toLocaleString(locale);
  if (from === undefined) return (to === undefined ? 'any number' : `at most ${to}`) + steps;
  if (to === undefined) return `at least ${from}${steps}`;
  return (from === to ? from : `${from} to ${to}`) + steps;
}
