import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseList, parseValue } from './parse.ts';
import { printValue } from './print.ts';
import { PARAM_VALUE_TYPES, valueTypeOfNumber, type ListItem, type TypedValue, type ValueType } from './types.ts';

/** The canonical text, or the problem in parentheses. */
function canonical(type: ValueType, text: string): string {
  const result = parseValue(type, text);
  return result.ok ? printValue(result.value) : `(${result.problem})`;
}

const anyDigits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...'0123456789'), { maxLength: length }).map((list) => list.join('').replace(/0+$/, ''));

/** Values of every type, as parsing makes them. */
const anyValue: fc.Arbitrary<TypedValue> = fc.oneof(
  fc.record({ type: fc.constant('boolean'), value: fc.boolean() }),
  fc.record({ type: fc.constantFrom('string', 'unknown'), value: fc.string({ unit: 'binary' }) }),
  fc.record({ type: fc.constant('int'), value: fc.integer() }),
  fc.record({ type: fc.constant('unsignedInt'), value: fc.integer({ min: 0, max: 0xffff_ffff }) }),
  fc.record({ type: fc.constant('long'), value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) }),
  fc.record({ type: fc.constant('unsignedLong'), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({
    type: fc.constant('decimal'),
    value: fc
      .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(25))
      .map(([unscaled, scale]) => ({ unscaled, scale: unscaled % 10n === 0n ? 0 : scale })),
  }),
  fc.record({
    type: fc.constant('dateTime'),
    value: fc.oneof(
      fc.constant({ kind: 'unknown' as const }),
      // From 0002-01-01 to the last second of 9999.
      fc.record({
        kind: fc.constant('absolute'),
        seconds: fc.integer({ min: -62_104_060_800, max: 253_402_300_799 }),
        fraction: anyDigits(9),
      }),
      fc.record({
        kind: fc.constant('relative'),
        seconds: fc.integer({ min: 1, max: 365 * 86_400 - 1 }),
        fraction: anyDigits(20),
      }),
    ),
  }),
  fc.record({ type: fc.constantFrom('base64', 'hexBinary'), value: fc.uint8Array() }),
);

const anyHostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...'0123456789+-.:TZ ,[]%=eEx'), { maxLength: 40 }).map((list) => list.join('')),
);

describe('value types of TR-106 [R-ENC.6]', () => {
  it.each<[ValueType, string, string]>([
    ['boolean', 'true', 'true'],
    ['boolean', '1', 'true'],
    ['boolean', 'false', 'false'],
    ['boolean', ' 0\n', 'false'],
    ['int', '123', '123'],
    ['int', '+123', '123'],
    ['int', '0123', '123'],
    ['int', '-0', '0'],
    ['int', '-2147483648', '-2147483648'],
    ['long', '-9223372036854775808', '-9223372036854775808'],
    ['unsignedInt', '4294967295', '4294967295'],
    ['unsignedLong', '18446744073709551615', '18446744073709551615'],
    ['decimal', '12.50', '12.5'],
    ['decimal', '-.5', '-0.5'],
    ['decimal', '007.', '7'],
    ['decimal', '-0.0', '0'],
    ['string', ' as it is\n', ' as it is\n'],
    ['unknown', ' as it is ', ' as it is '],
    ['base64', 'AQID', 'AQID'],
    ['base64', 'AQ ==\n', 'AQ=='],
    ['base64', '', ''],
    ['hexBinary', 'cafe', 'CAFE'],
    ['hexBinary', '', ''],
    ['dateTime', '2021-06-06T08:00:00Z', '2021-06-06T08:00:00Z'],
    ['dateTime', '2021-06-06T08:00:00', '2021-06-06T08:00:00Z'],
    ['dateTime', '2021-06-06T08:00:00+02:00', '2021-06-06T06:00:00Z'],
    ['dateTime', '2021-06-06T00:30:00-14:00', '2021-06-06T14:30:00Z'],
    ['dateTime', '2021-06-06T08:00:00.123456000Z', '2021-06-06T08:00:00.123456Z'],
    ['dateTime', '2024-02-29T24:00:00Z', '2024-03-01T00:00:00Z'],
    ['dateTime', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['dateTime', '0001-01-03T03:04:05.5Z', '0001-01-03T03:04:05.5Z'],
    ['dateTime', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
    ['dateTime', '1899-12-31T23:59:59Z', '1899-12-31T23:59:59Z'],
  ])('reads %s %j and prints %j', (type, text, printed) => {
    expect(canonical(type, text)).toBe(printed);
  });

  it.each<[ValueType, string]>([
    ['boolean', ''],
    ['boolean', 'TRUE'],
    ['boolean', 'yes'],
    ['boolean', '2'],
    ['int', ''],
    ['int', '1.0'],
    ['int', '1e3'],
    ['int', '0x10'],
    ['int', '٣'],
    ['int', '2147483648'],
    ['int', '-2147483649'],
    ['int', '9'.repeat(100_000)],
    ['unsignedInt', '-1'],
    ['unsignedInt', '+1'],
    ['unsignedInt', '4294967296'],
    ['long', '9223372036854775808'],
    ['unsignedLong', '18446744073709551616'],
    ['decimal', ''],
    ['decimal', '.'],
    ['decimal', '-'],
    ['decimal', '1e3'],
    ['decimal', '1,5'],
    ['decimal', 'NaN'],
    ['base64', 'AQI'],
    ['base64', 'AQ='],
    ['base64', '=AQI'],
    ['base64', 'AQ-_'],
    ['base64', 'AR=='],
    ['hexBinary', 'ABC'],
    ['hexBinary', 'GG'],
    ['hexBinary', 'AB CD'],
    ['dateTime', ''],
    ['dateTime', '2021-06-06'],
    ['dateTime', '2021-06-06 08:00:00Z'],
    ['dateTime', '2021-13-06T08:00:00Z'],
    ['dateTime', '2021-02-29T08:00:00Z'],
    ['dateTime', '2100-02-29T08:00:00Z'],
    ['dateTime', '2021-04-31T08:00:00Z'],
    ['dateTime', '2021-06-00T08:00:00Z'],
    ['dateTime', '2021-06-06T24:00:01Z'],
    ['dateTime', '2021-06-06T08:60:00Z'],
    ['dateTime', '2021-06-06T08:00:60Z'],
    ['dateTime', '2021-06-06T08:00:00+14:01'],
    ['dateTime', '2021-06-06T08:00:00.Z'],
    ['dateTime', '0000-12-31T00:00:00Z'],
    ['dateTime', '0001-01-01T00:00:00+01:00'],
    ['dateTime', '9999-12-31T23:59:59-01:00'],
    ['dateTime', '-2021-06-06T08:00:00Z'],
  ])('refuses %s %j', (type, text) => {
    expect(canonical(type, text)).toMatch(/^\([A-Z].*\.\)$/);
  });

  it('keeps 64 bits exactly', () => {
    expect(parseValue('unsignedLong', '9007199254740993')).toMatchObject({ value: { value: 9_007_199_254_740_993n } });
  });

  it('tells the unknown time, times since the start and times of the calendar apart', () => {
    expect(parseValue('dateTime', '0001-01-01T00:00:00Z')).toMatchObject({ value: { value: { kind: 'unknown' } } });
    expect(parseValue('dateTime', '0001-01-03T03:04:05Z')).toMatchObject({
      value: { value: { kind: 'relative', seconds: 2 * 86_400 + 3 * 3600 + 4 * 60 + 5 } },
    });
    expect(parseValue('dateTime', '1970-01-02T00:00:00Z')).toMatchObject({
      value: { value: { kind: 'absolute', seconds: 86_400 } },
    });
  });

  it('maps the numbers of GetSupportedDM', () => {
    expect(PARAM_VALUE_TYPES).toHaveLength(11);
    expect([1, 2, 8, 10, 11, -1, NaN].map(valueTypeOfNumber)).toEqual([
      'base64',
      'boolean',
      'string',
      'unsignedLong',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('reads what it prints, for values of every type', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(parseValue(value.type, printValue(value))).toEqual({ ok: true, value });
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws, and what it reads prints to a text of the same value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PARAM_VALUE_TYPES), anyHostileText, (type, text) => {
        const result = parseValue(type, text);
        if (result.ok) expect(parseValue(type, printValue(result.value))).toEqual(result);
        else expect(result.problem).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('comma-separated lists [R-ENC.6]', () => {
  function items(type: ValueType, text: string, nested = false): readonly ListItem[] | string {
    const result = parseList(type, text, nested);
    return result.ok ? result.value.items : result.problem;
  }
  const texts = (...values: string[]): ListItem[] => values.map((value) => ({ type: 'string', value }));

  it('ignore white space around commas and undo escapes within items', () => {
    expect(items('string', ' 2.4GHz , 5GHz,a%2Cb%20c%25 ')).toEqual(texts('2.4GHz', '5GHz', 'a,b c%'));
    expect(items('string', 'plain words, kept')).toEqual(texts('plain words', 'kept'));
  });

  it('may be empty, and have empty items', () => {
    expect(items('string', '')).toEqual([]);
    expect(items('string', ' ')).toEqual([]);
    expect(items('string', 'a,,')).toEqual(texts('a', '', ''));
  });

  it('name the item that is wrong', () => {
    expect(items('int', '1,x,3')).toBe('Item 2 of the list: Expected a whole number.');
  });

  it('nest brackets where the data model does', () => {
    expect(items('int', '[1,2], [3]', true)).toEqual([
      {
        type: 'list',
        items: [
          { type: 'int', value: 1 },
          { type: 'int', value: 2 },
        ],
      },
      { type: 'list', items: [{ type: 'int', value: 3 }] },
    ]);
    for (const text of ['[1', '1]', '][', '[1][2]', '['.repeat(9) + ']'.repeat(9), '['.repeat(100_000)]) {
      expect(typeof items('int', text, true)).toBe('string');
    }
  });

  it('read what they print', () => {
    const anyList = fc.constantFrom(...PARAM_VALUE_TYPES).chain((type) =>
      fc.record({
        type: fc.constant(type),
        items: fc.array(
          anyValue.filter((value) => value.type === type && printValue(value) !== ''),
          { maxLength: 4 },
        ),
      }),
    );
    fc.assert(
      fc.property(anyList, ({ type, items: values }) => {
        const list = { type: 'list' as const, items: values };
        // Half a surrogate pair has no UTF-8 form, in lists as elsewhere, but is carried along.
        expect(parseList(type, printValue(list))).toEqual({ ok: true, value: list });
      }),
      { numRuns: 300 },
    );
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PARAM_VALUE_TYPES), anyHostileText, fc.boolean(), (type, text, nested) => {
        const result = parseList(type, text, nested);
        if (!result.ok) expect(result.problem).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });
});
