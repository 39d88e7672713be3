/** Exact amounts: decimal text times a decimal factor, moved by prefixes, rounded only when shown. */

export interface Amount {
  readonly unscaled: bigint;
  /** Digits behind the point. Negative: zeros before it. */
  readonly scale: number;
}

/** Digits that are read at all; no number of a data model has as many. */
const longest = 60;

export function parseAmount(text: string): Amount | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole.length + fraction.length === 0 || text.length > longest) return undefined;
  const unscaled = BigInt(whole + fraction);
  return { unscaled: match[1] === '-' ? -unscaled : unscaled, scale: fraction.length };
}

export function multiply(a: Amount, b: Amount): Amount {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale };
}

/** The amount in units that are 10^power as large. */
export function inUnitsOf(amount: Amount, power: number): Amount {
  return { unscaled: amount.unscaled, scale: amount.scale + power };
}

/** Divided by a whole number, to so many digits behind the point; halves go away from zero. */
export function dividedBy(amount: Amount, divisor: bigint, digits: number): Amount {
  const shift = digits - amount.scale;
  const top = shift > 0 ? amount.unscaled * 10n ** BigInt(shift) : amount.unscaled;
  const bottom = shift < 0 ? divisor * 10n ** BigInt(-shift) : divisor;
  const negative = top < 0n;
  const size = negative ? -top : top;
  const rounded = (size * 2n + bottom) / (bottom * 2n);
  return { unscaled: negative ? -rounded : rounded, scale: digits };
}

export function rounded(amount: Amount, digits: number): Amount {
  return amount.scale <= digits ? amount : dividedBy(amount, 1n, digits);
}

/** Is its size at least 10^power? */
export function isAtLeast(amount: Amount, power: number): boolean {
  const size = amount.unscaled < 0n ? -amount.unscaled : amount.unscaled;
  const zeros = power + amount.scale;
  return zeros >= 0 ? size >= 10n ** BigInt(zeros) : size > 0n;
}

/** Plain decimal text without needless zeros. */
export function printAmount({ unscaled, scale }: Amount): string {
  const negative = unscaled < 0n;
  const size = negative ? -unscaled : unscaled;
  const digits = (scale < 0 ? size * 10n ** BigInt(-scale) : size).toString().padStart(Math.max(scale, 0) + 1, '0');
  const point = digits.length - Math.max(scale, 0);
  const fraction = digits.slice(point).replace(/0+$/, '');
  return `${negative ? '-' : ''}${digits.slice(0, point)}${fraction ? `.${fraction}` : ''}`;
}
