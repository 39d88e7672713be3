import type { Decimal, TypedValue } from './types.ts';

// No number of the data model needs more; it keeps hostile text from becoming a gigantic bigint.
const MAX_NUMBER_LENGTH = 64;

export type IntegerType = 'int' | 'long' | 'unsignedInt' | 'unsignedLong';

/** The least and the largest number of each type. */
export const INTEGER_BOUNDS: Record<IntegerType, readonly [least: bigint, most: bigint]> = {
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  unsignedInt: [0n, 2n ** 32n - 1n],
  unsignedLong: [0n, 2n ** 64n - 1n],
};

/** The integer, or the problem with it as a sentence. */
export function parseInteger(type: IntegerType, text: string): bigint | string {
  const [least, most] = INTEGER_BOUNDS[type];
  const pattern = least < 0n ? /^[+-]?[0-9]+$/ : /^[0-9]+$/;
  if (!pattern.test(text)) {
    return least < 0n ? 'Expected a whole number.' : 'Expected a whole number, 0 or larger, without a sign.';
  }
  if (text.length > MAX_NUMBER_LENGTH) return `Numbers have at most ${String(MAX_NUMBER_LENGTH)} digits.`;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return value >= least && value <= most ? value : `Expected a number from ${String(least)} to ${String(most)}.`;
}

/** The decimal, or the problem with it as a sentence. */
export function parseDecimal(text: string): Decimal | string {
  const found = /^([+-]?)([0-9]*)(?:\.([0-9]*))?$/.exec(text);
  const whole = found?.[2] ?? '';
  const fraction = found?.[3] ?? '';
  if (!found || whole + fraction === '') return 'Expected a number such as -12.5.';
  if (text.length > MAX_NUMBER_LENGTH) return `Numbers have at most ${String(MAX_NUMBER_LENGTH)} digits.`;
  const digits = BigInt(whole + fraction);
  return normalise(found[1] === '-' ? -digits : digits, fraction.length);
}

function normalise(unscaled: bigint, scale: number): Decimal {
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale--;
  }
  return { unscaled, scale };
}

export function printDecimal({ unscaled, scale }: Decimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A whole number as a decimal. */
export function decimalOf(whole: bigint): Decimal {
  return { unscaled: whole, scale: 0 };
}

/** The number in units of 10^-scale; `scale` is not smaller than its own. */
export function atScale(number: Decimal, scale: number): bigint {
  return number.unscaled * 10n ** BigInt(scale - number.scale);
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const one = atScale(a, scale);
  const other = atScale(b, scale);
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The number that a value is; undefined for all other types. */
export function numberOf(value: TypedValue): Decimal | undefined {
  switch (value.type) {
    case 'int':
    case 'unsignedInt':
      return decimalOf(BigInt(value.value));
    case 'long':
    case 'unsignedLong':
      return decimalOf(value.value);
    case 'decimal':
      return value.value;
    default:
      return undefined;
  }
}
