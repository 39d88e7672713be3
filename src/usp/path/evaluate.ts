import {
  orderOf,
  parseList,
  parseValue,
  sameValue,
  type ListItem,
  type TypedValue,
  type ValueType,
} from '../value-types.ts';
import { constantValue } from './print.ts';
import type { ExpressionConstant, ExpressionOperator } from './types.ts';

/** What the data model says of the parameter on the left of an operator. */
export interface ComparedParam {
  readonly type: ValueType;
  readonly isList: boolean;
}

export type ComparisonResult =
  | { readonly ok: true; readonly holds: boolean }
  /** The comparison itself is wrong, whatever the value. */
  | { readonly ok: false; readonly problem: string };

/**
 * Whether one comparison of a search expression holds for the text of a parameter (TR-369, "Searching with
 * Expressions"). Values are compared, not texts: `08` is 8 and `1` is true. Never throws.
 */
export function evaluateComparison(
  param: ComparedParam,
  text: string,
  operator: ExpressionOperator,
  constant: ExpressionConstant,
): ComparisonResult {
  if (param.isList) return evaluateList(param.type, text, operator, constant);
  if (operator === '~=') return { ok: false, problem: 'Only lists are searched with ~=.' };
  const wanted = readConstant(param.type, constant);
  if (typeof wanted === 'string') return { ok: false, problem: wanted };
  const isEquality = operator === '==' || operator === '!=';
  if (!isEquality && !hasOrder(wanted)) {
    return { ok: false, problem: 'Texts, booleans and the Unknown Time are compared with == and != only.' };
  }
  const actual = parseValue(param.type, text);
  // A value that is none of its type is different from every constant, and neither less nor greater.
  if (!actual.ok) return { ok: true, holds: operator === '!=' };
  return { ok: true, holds: holdsFor(actual.value, operator, wanted) };
}

function evaluateList(
  type: ValueType,
  text: string,
  operator: ExpressionOperator,
  constant: ExpressionConstant,
): ComparisonResult {
  const actual = parseList(type, text);
  if (operator === '~=') {
    const wanted = readConstant(type, constant);
    if (typeof wanted === 'string') return { ok: false, problem: wanted };
    return { ok: true, holds: actual.ok && actual.value.items.some((item) => sameItem(item, wanted)) };
  }
  if (operator !== '==' && operator !== '!=') {
    return { ok: false, problem: 'Lists are compared with ~=, == and != only.' };
  }
  const wanted = parseList(type, constantValue(constant));
  if (!wanted.ok) return wanted;
  const others = wanted.value.items;
  const same =
    actual.ok &&
    actual.value.items.length === others.length &&
    actual.value.items.every((item, index) => sameItem(item, others[index]));
  return { ok: true, holds: same === (operator === '==') };
}

function sameItem(item: ListItem, wanted: ListItem | undefined): boolean {
  return wanted !== undefined && item.type !== 'list' && wanted.type !== 'list' && sameValue(item, wanted);
}

function readConstant(type: ValueType, { quoted, raw }: ExpressionConstant): TypedValue | string {
  if (type === 'string' && !quoted) return 'Text belongs in double quotes.';
  const isQuotable = type === 'string' || type === 'unknown' || type === 'base64' || type === 'hexBinary';
  if (quoted && !isQuotable) return `A value of type ${type} stands without quotes.`;
  const result = parseValue(type, constantValue({ quoted, raw }));
  return result.ok ? result.value : result.problem;
}

function hasOrder(value: TypedValue): boolean {
  if (value.type === 'dateTime') return value.value.kind !== 'unknown';
  return orderOf(value, value) !== undefined;
}

function holdsFor(actual: TypedValue, operator: ExpressionOperator, wanted: TypedValue): boolean {
  if (operator === '==') return sameValue(actual, wanted);
  if (operator === '!=') return !sameValue(actual, wanted);
  const order = orderOf(actual, wanted);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '~=':
      return false;
  }
}
