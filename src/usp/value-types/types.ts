/** The data types of TR-106 as USP carries them: text on the wire, these in the page (R-ENC.6). */

/** The names are TR-106's. `unknown` is what an Agent says that does not tell; it is handled as text. */
export type ValueType =
  | 'unknown'
  | 'base64'
  | 'boolean'
  | 'dateTime'
  | 'decimal'
  | 'hexBinary'
  | 'int'
  | 'long'
  | 'string'
  | 'unsignedInt'
  | 'unsignedLong';

/** By the numbers of ParamValueType in GetSupportedDM. */
export const PARAM_VALUE_TYPES = [
  'unknown',
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
] as const satisfies readonly ValueType[];

/** The type of a ParamValueType; a number that USP 1.4 does not know counts as `unknown`. */
export function valueTypeOfNumber(paramValueType: number): ValueType {
  return PARAM_VALUE_TYPES[paramValueType] ?? 'unknown';
}

/** unscaled / 10^scale, with as small a scale as will do: 1.50 is 15 and 1. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/**
 * TR-106 3.2.1. `absolute`: seconds since 1970-01-01T00:00:00Z. `relative`: seconds since the device started.
 * `fraction`: the digits behind the point, without zeros at the end.
 */
export type DateTimeValue =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absolute' | 'relative'; readonly seconds: number; readonly fraction: string };

export type TypedValue =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'string' | 'unknown'; readonly value: string }
  | { readonly type: 'int' | 'unsignedInt'; readonly value: number }
  | { readonly type: 'long' | 'unsignedLong'; readonly value: bigint }
  | { readonly type: 'decimal'; readonly value: Decimal }
  | { readonly type: 'dateTime'; readonly value: DateTimeValue }
  | { readonly type: 'base64' | 'hexBinary'; readonly value: Uint8Array };

/** A comma-separated list; an item is a list itself only where the data model nests brackets: `[1,2],[3,4]`. */
export interface ListValue {
  readonly type: 'list';
  readonly items: readonly ListItem[];
}

export type ListItem = TypedValue | ListValue;

export type ValueResult =
  { readonly ok: true; readonly value: TypedValue } | { readonly ok: false; readonly problem: string };

export type ListResult =
  { readonly ok: true; readonly value: ListValue } | { readonly ok: false; readonly problem: string };

/** Inclusive bounds; null: none. */
export type Size = readonly [least: number | null, most: number | null];
/** Inclusive bounds, and the step from the least value (from 0 if there is none). */
export type Range = readonly [
  least: number | bigint | null,
  most: number | bigint | null,
  step?: number | bigint | null,
];

export interface ListFacets {
  readonly minItems?: number | null;
  readonly maxItems?: number | null;
  /** Sizes of the whole text. */
  readonly sizes?: readonly Size[];
  /** Items stand in brackets of their own. */
  readonly nestedBrackets?: boolean;
}

/** What the data model says of the values of one parameter; of a list, of each item. Several of one kind: any will do. */
export interface ValueFacets {
  /** Characters of a string, bytes of base64 and hexBinary. */
  readonly sizes?: readonly Size[];
  readonly ranges?: readonly Range[];
  readonly enumeration?: readonly string[];
  /** XML Schema patterns, from a data model we ship: the whole value matches one. */
  readonly patterns?: readonly string[];
  /** There: the value is a comma-separated list. */
  readonly list?: ListFacets;
}
