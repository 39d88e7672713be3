import { constantValue, type ExpressionComponent } from '../../usp/path.ts';
import { orderOf, parseValue, sameValue, splitList, type TypedValue } from '../../usp/value-types.ts';
import { decodePercent } from '../../usp/percent.ts';
import type { ParamDef } from '../schema/types.ts';

type Comparison = Pick<ExpressionComponent, 'operator' | 'constant'>;

/** Why a parameter of this type cannot be compared so; undefined: it can ("Searching with Expressions"). */
export function checkComparison({ name, spec }: ParamDef, { operator, constant }: Comparison): string | undefined {
  const { type } = spec;
  const isText = type === 'string' || type === 'unknown';
  const isBytes = type === 'base64' || type === 'hexBinary';
  // A list as a whole is compared as the text that it is.
  const whole = spec.facets.list !== undefined && operator !== '~=';
  if (operator === '~=' && !spec.facets.list) return `~= asks a list; ${name} is none.`;
  if ((isText || whole) && !constant.quoted) return `${name} is compared with a text in quotes.`;
  if (!isText && !isBytes && !whole && constant.quoted) return `${name} is of type ${type}: its value has no quotes.`;
  if (isOrdering(operator) && (isText || isBytes || whole || type === 'boolean')) {
    return `${name} has no order: only == and != are valid.`;
  }
  if (whole) return undefined;
  const read = parseValue(type, constantValue(constant));
  if (!read.ok) return `${name}: ${read.problem}`;
  if (isOrdering(operator) && read.value.type === 'dateTime' && read.value.value.kind === 'unknown') {
    return `${name}: the Unknown Time has no order: only == and != are valid.`;
  }
  return undefined;
}

/** Whether a value meets a comparison that `checkComparison` has passed. */
export function holds({ spec }: ParamDef, value: string, { operator, constant }: Comparison): boolean {
  const wanted = constantValue(constant);
  if (spec.facets.list) {
    if (operator === '~=')
      return splitList(value).some((item) => compare(spec.type, decodePercent(item), '==', wanted));
    return (value === wanted) === (operator === '==');
  }
  return compare(spec.type, value, operator, wanted);
}

function compare(type: ParamDef['spec']['type'], text: string, operator: string, wantedText: string): boolean {
  const value = parseValue(type, text);
  const wanted = parseValue(type, wantedText);
  if (!value.ok || !wanted.ok) return false;
  if (operator === '==') return sameValue(value.value, wanted.value);
  if (operator === '!=') return !sameValue(value.value, wanted.value);
  return inOrder(value.value, operator, wanted.value);
}

function inOrder(value: TypedValue, operator: string, wanted: TypedValue): boolean {
  const order = orderOf(value, wanted);
  if (order === undefined) return false;
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function isOrdering(operator: string): boolean {
  return operator !== '==' && operator !== '!=' && operator !== '~=';
}
