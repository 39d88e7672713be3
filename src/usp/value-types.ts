/** The value types of TR-106 (R-ENC.6): read, written, checked and compared. */
export * from './value-types/types.ts';
export { parseValue, parseList } from './value-types/parse.ts';
export { printValue } from './value-types/print.ts';
export { checkValue, type CheckResult } from './value-types/check.ts';
export { sameValue, orderOf } from './value-types/compare.ts';
export { dateTimeToMillis, dateTimeFromMillis } from './value-types/date-time.ts';
export { INTEGER_BOUNDS, type IntegerType } from './value-types/numbers.ts';
export { escapeItem, splitList } from './value-types/list-text.ts';
