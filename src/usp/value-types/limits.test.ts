/** Every value type where it ends: the limit itself, one beyond, and what is printed read again (TR-106, R-ENC.6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue } from './check.ts';
import { INTEGER_BOUNDS, type IntegerType } from './numbers.ts';
import { parseList, parseValue } from './parse.ts';
import { printValue } from './print.ts';
import type { DateTimeValue, Range, Size, ValueFacets, ValueType } from './types.ts';

const integerTypes = Object.keys(INTEGER_BOUNDS) as IntegerType[];

function fits(type: ValueType, text: string, facets?: ValueFacets): boolean {
  return checkValue(type, text, facets).ok;
}

/** The text that the value prints to; it has to read as the same value. Undefined: refused. */
function roundTrip(type: ValueType, text: string): string | undefined {
  const result = parseValue(type, text);
  if (!result.ok) return undefined;
  const printed = printValue(result.value);
  expect(parseValue(type, printed)).toEqual(result);
  return printed;
}

/** Numbers around a bound, and far from it on both sides. */
function near(...bounds: readonly bigint[]): fc.Arbitrary<bigint> {
  const around = bounds.map((bound) => fc.bigInt({ min: bound - 3n, max: bound + 3n }));
  return fc.oneof(...around, fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }));
}

const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...'0123456789'), { minLength: least, maxLength: most })
    .map((characters) => characters.join(''));

describe('whole numbers at their limits [R-ENC.6]', () => {
  it.each(integerTypes)('%s takes its least and its largest number, and none beyond', (type) => {
    const [least, most] = INTEGER_BOUNDS[type];
    for (const bound of [least, most]) expect(roundTrip(type, String(bound))).toBe(String(bound));
    for (const beyond of [least - 1n, most + 1n]) expect(roundTrip(type, String(beyond))).toBeUndefined();
  });

  it.each(integerTypes)('%s holds exactly the numbers between', (type) => {
    const [least, most] = INTEGER_BOUNDS[type];
    fc.assert(
      fc.property(near(least, most, 0n), (number) => {
        const printed = roundTrip(type, String(number));
        expect(printed).toBe(number >= least && number <= most ? String(number) : undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(integerTypes)('zeros in front change nothing of %s, up to 64 characters', (type) => {
    const most = String(INTEGER_BOUNDS[type][1]);
    expect(roundTrip(type, most.padStart(64, '0'))).toBe(most);
    expect(roundTrip(type, most.padStart(65, '0'))).toBeUndefined();
  });
});

describe('decimals with many digits [R-ENC.6]', () => {
  it('keep every digit, and lose only zeros that mean nothing', () => {
    fc.assert(
      fc.property(fc.boolean(), digits(1, 31), digits(0, 31), (negative, whole, fraction) => {
        const inFront = whole.replace(/^0+(?=\d)/, '');
        const behind = fraction.replace(/0+$/, '');
        const kept = behind === '' ? inFront : `${inFront}.${behind}`;
        const printed = roundTrip('decimal', `${negative ? '-' : ''}${whole}.${fraction}`);
        expect(printed).toBe(negative && kept !== '0' ? `-${kept}` : kept);
      }),
      { numRuns: 2000 },
    );
  });

  it('have at most 64 characters', () => {
    const longest = `-0.${'3'.repeat(61)}`;
    expect(roundTrip('decimal', longest)).toBe(longest);
    expect(roundTrip('decimal', `${longest}3`)).toBeUndefined();
  });

  it('are held against a bound in their last digit', () => {
    const ranges: readonly Range[] = [[0, 2n ** 64n - 1n]];
    const most = String(2n ** 64n - 1n);
    expect(fits('decimal', `${most}.${'0'.repeat(40)}`, { ranges })).toBe(true);
    expect(fits('decimal', `${most}.${'0'.repeat(40)}1`, { ranges })).toBe(false);
    expect(fits('decimal', `-0.${'0'.repeat(40)}1`, { ranges })).toBe(false);
  });
});

describe('dateTime at its limits [R-ENC.6]', () => {
  const kind = (text: string): DateTimeValue['kind'] | undefined => {
    const result = parseValue('dateTime', text);
    return result.ok && result.value.type === 'dateTime' ? result.value.value.kind : undefined;
  };

  it.each<[string, DateTimeValue['kind']]>([
    ['0001-01-01T00:00:00Z', 'unknown'],
    ['0001-01-01T00:00:00.00000000000000000001Z', 'relative'],
    ['0001-01-01T00:00:01Z', 'relative'],
    ['0001-12-31T23:59:59.99999999999999999999Z', 'relative'],
    ['0002-01-01T00:00:00Z', 'absolute'],
    ['0004-02-29T00:00:00Z', 'absolute'],
    ['9999-12-31T23:59:59Z', 'absolute'],
    ['9999-12-31T23:59:59.99999999999999999999Z', 'absolute'],
  ])('%s is %s, and prints as it was', (text, expected) => {
    expect(kind(text)).toBe(expected);
    expect(roundTrip('dateTime', text)).toBe(text);
  });

  it.each([
    '0000-12-31T23:59:59Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T24:00:00Z',
    '9999-12-31T23:59:59-00:01',
    '10000-01-01T00:00:00Z',
    '2026-01-01T00:00:00.123456789012345678901Z',
    '2026-01-01T00:00:00+14:01',
    '2026-01-01T00:00:00-14:01',
    '2026-01-01T00:00:00+13:60',
  ])('%s is one beyond', (text) => {
    expect(kind(text)).toBeUndefined();
  });

  it('an offset to the left of the year 0002 makes a time since the start, as UTC counts', () => {
    expect(roundTrip('dateTime', '0002-01-01T00:00:00+00:01')).toBe('0001-12-31T23:59:00Z');
    expect(kind('0002-01-01T00:00:00+00:01')).toBe('relative');
    expect(kind('0001-12-31T23:59:00-00:01')).toBe('absolute');
  });

  it('29 February is there in leap years only, in every year that can be written', () => {
    const wrong: number[] = [];
    for (let year = 2; year <= 9999; year++) {
      const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const text = `${String(year).padStart(4, '0')}-02-29T12:00:00Z`;
      if ((roundTrip('dateTime', text) === text) !== isLeap) wrong.push(year);
    }
    expect(wrong).toEqual([]);
  });

  it('an offset within 14 hours is counted in, to the minute', () => {
    const anySecond = fc.integer({ min: Date.UTC(1000, 0, 2) / 1000, max: Date.UTC(9999, 11, 30) / 1000 });
    fc.assert(
      fc.property(anySecond, fc.integer({ min: -14 * 60 - 2, max: 14 * 60 + 2 }), (seconds, minutes) => {
        const iso = (at: number): string => new Date(at * 1000).toISOString().slice(0, 19);
        const size = Math.abs(minutes);
        const zone = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0')).join(':');
        const printed = roundTrip('dateTime', `${iso(seconds + minutes * 60)}${minutes < 0 ? '-' : '+'}${zone}`);
        expect(printed).toBe(size > 14 * 60 ? undefined : `${iso(seconds)}Z`);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps 1 to 20 digits of a second', () => {
    fc.assert(
      fc.property(digits(1, 22), (fraction) => {
        const kept = fraction.replace(/0+$/, '');
        const printed = `2024-02-29T23:59:59${kept && `.${kept}`}Z`;
        expect(roundTrip('dateTime', `2024-02-29T23:59:59.${fraction}Z`)).toBe(
          fraction.length > 20 ? undefined : printed,
        );
      }),
    );
  });
});

const anySize: fc.Arbitrary<Size> = fc
  .tuple(fc.nat(40), fc.nat(40))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

/** A count at a bound, one beyond it, or between. */
const countAt = ([least, most]: Size): fc.Arbitrary<number> => {
  const bounds = [least ?? 0, most ?? 0].flatMap((bound) => [bound - 1, bound, bound + 1]);
  return fc.constantFrom(...bounds.filter((count) => count >= 0));
};

const sizeAndCount = anySize.chain((size) => fc.record({ size: fc.constant(size), count: countAt(size) }));

describe('sizes at their bounds [R-ENC.6]', () => {
  it.each(['base64', 'hexBinary'] as const)('%s counts the bytes it stands for, not its characters', (type) => {
    fc.assert(
      fc.property(
        sizeAndCount.chain(({ size, count }) =>
          fc.tuple(fc.constant(size), fc.uint8Array({ minLength: count, maxLength: count })),
        ),
        ([size, bytes]) => {
          const text = printValue({ type, value: bytes });
          expect(roundTrip(type, text)).toBe(text);
          expect(fits(type, text, { sizes: [size] })).toBe(
            bytes.length >= (size[0] ?? 0) && bytes.length <= (size[1] ?? 0),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('strings count characters, whatever they take in UTF-8 or UTF-16', () => {
    const anyCharacter = fc.constantFrom('a', 'é', '€', '😀', '\u0000', '\uFFFF', '\u{10FFFF}', '\u0301', ',', '%');
    fc.assert(
      fc.property(
        sizeAndCount.chain(({ size, count }) =>
          fc.tuple(fc.constant(size), fc.array(anyCharacter, { minLength: count, maxLength: count })),
        ),
        ([size, characters]) => {
          const text = characters.join('');
          expect(roundTrip('string', text)).toBe(text);
          expect(fits('string', text, { sizes: [size] })).toBe(
            characters.length >= (size[0] ?? 0) && characters.length <= (size[1] ?? 0),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('lists at their bounds [R-ENC.6]', () => {
  const [leastLong, mostLong] = INTEGER_BOUNDS.long;

  it('take as many items as said, no fewer and no more', () => {
    fc.assert(
      fc.property(
        sizeAndCount.chain(({ size, count }) =>
          fc.tuple(
            fc.constant(size),
            fc.array(fc.bigInt({ min: leastLong, max: mostLong }), { minLength: count, maxLength: count }),
          ),
        ),
        ([[minItems, maxItems], numbers]) => {
          const text = numbers.join(',');
          const { length } = numbers;
          const list = { minItems, maxItems };
          expect(fits('long', text, { list })).toBe(length >= (minItems ?? 0) && length <= (maxItems ?? 0));
          const result = parseList('long', text);
          expect(result.ok && printValue(result.value)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('hold each item against its own limits, and the whole against its size', () => {
    const most = String(INTEGER_BOUNDS.unsignedInt[1]);
    expect(fits('unsignedInt', `0,${most}`, { list: {} })).toBe(true);
    expect(fits('unsignedInt', `0,${String(INTEGER_BOUNDS.unsignedInt[1] + 1n)}`, { list: {} })).toBe(false);
    // The whole counts as it is written, an item as what it means.
    const escaped = { sizes: [[3, 3]] as const, list: { sizes: [[5, 5]] as const } };
    expect(fits('string', 'a%2Cb', escaped)).toBe(true);
    expect(fits('string', 'a%2Cbc', escaped)).toBe(false);
    expect(fits('string', 'abcde', escaped)).toBe(false);
  });
});

describe('ranges with steps at their bounds [R-ENC.6]', () => {
  const anyRange = fc
    .record({
      least: fc.integer({ min: -1000, max: 1000 }),
      step: fc.integer({ min: 1, max: 50 }),
      steps: fc.nat(20),
      rest: fc.nat(49),
    })
    .map(({ least, step, steps, rest }) => ({ least, step, most: least + step * steps + Math.min(rest, step - 1) }));

  const rangeAndNumber = anyRange.chain((range) =>
    fc.record({
      range: fc.constant(range),
      number: fc.oneof(
        fc.constantFrom(range.least - range.step, range.least - 1, range.least, range.least + range.step),
        fc.constantFrom(range.most - 1, range.most, range.most + 1, range.most + range.step),
        fc.integer({ min: range.least, max: range.most }),
      ),
    }),
  );

  it('int: within the bounds, and a whole number of steps from the least', () => {
    fc.assert(
      fc.property(rangeAndNumber, ({ range: { least, most, step }, number }) => {
        expect(fits('int', String(number), { ranges: [[least, most, step]] })).toBe(
          number >= least && number <= most && (number - least) % step === 0,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('decimal: the same in hundredths, exactly', () => {
    const hundredths = (number: number): number => Number(`${String(number)}e-2`);
    fc.assert(
      fc.property(rangeAndNumber, ({ range: { least, most, step }, number }) => {
        const text = String(hundredths(number));
        const ranges: readonly Range[] = [[hundredths(least), hundredths(most), hundredths(step)]];
        expect(fits('decimal', text, { ranges })).toBe(
          number >= least && number <= most && (number - least) % step === 0,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('several ranges: one is enough', () => {
    fc.assert(
      fc.property(rangeAndNumber, rangeAndNumber, ({ range: a, number }, { range: b }) => {
        const one = [a.least, a.most, a.step] as const;
        const other = [b.least, b.most, b.step] as const;
        const text = String(number);
        expect(fits('int', text, { ranges: [one, other] })).toBe(
          fits('int', text, { ranges: [one] }) || fits('int', text, { ranges: [other] }),
        );
      }),
      { numRuns: 500 },
    );
  });
});
