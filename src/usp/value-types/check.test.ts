import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue } from './check.ts';
import { PARAM_VALUE_TYPES, type ValueFacets, type ValueType } from './types.ts';

function problem(type: ValueType, text: string, facets?: ValueFacets): string {
  const result = checkValue(type, text, facets);
  return result.ok ? '' : result.problem;
}

describe('facets of the data model', () => {
  it('sizes count characters of strings and bytes of binaries', () => {
    const sizes = [[2, 3]] as const;
    expect(problem('string', '😀😀😀', { sizes })).toBe('');
    expect(problem('string', 'abcd', { sizes })).toBe('Must have 2 to 3 characters; it has 4.');
    expect(problem('hexBinary', 'AABB', { sizes })).toBe('');
    expect(problem('hexBinary', 'AA', { sizes })).toMatch(/bytes; it has 1/);
    expect(problem('base64', 'AQIDBA==', { sizes })).toMatch(/bytes; it has 4/);
    expect(
      problem('string', 'abc', {
        sizes: [
          [0, 0],
          [4, null],
          [5, 5],
        ],
      }),
    ).toBe('Must have exactly 0 or at least 4 or exactly 5 characters; it has 3.');
    expect(
      problem('string', '', {
        sizes: [
          [0, 0],
          [4, null],
        ],
      }),
    ).toBe('');
  });

  it('ranges have bounds and steps', () => {
    const ranges = [[-65_536, 65_534, 2]] as const;
    expect(problem('int', '-65536', { ranges })).toBe('');
    expect(problem('int', '65534', { ranges })).toBe('');
    expect(problem('int', '1', { ranges })).toBe('Must be from -65536 to 65534 in steps of 2.');
    expect(problem('int', '65536', { ranges })).not.toBe('');
    expect(problem('int', '0', { ranges: [[-25, 25, 25]] })).toBe('');
    expect(
      problem('int', '5', {
        ranges: [
          [1, 2],
          [12, 12],
        ],
      }),
    ).toBe('Must be from 1 to 2 or 12.');
    expect(
      problem('int', '7', {
        ranges: [
          [null, 6],
          [8, null],
        ],
      }),
    ).toBe('Must be at most 6 or at least 8.');
    expect(problem('unsignedLong', '18446744073709551615', { ranges: [[0, 2n ** 64n - 2n]] })).not.toBe('');
    expect(problem('decimal', '0.75', { ranges: [[0, 1, 0.25]] })).toBe('');
    expect(problem('decimal', '0.8', { ranges: [[0.5, 1, 0.25]] })).not.toBe('');
    expect(problem('decimal', '5', { ranges: [[null, null, 0]] })).toBe('');
  });

  it('enumerations name the choices, and see a wrong capital letter', () => {
    const enumeration = ['Up', 'Down', '__proto__'];
    expect(problem('string', 'Up', { enumeration })).toBe('');
    expect(problem('string', '__proto__', { enumeration })).toBe('');
    expect(problem('string', 'down', { enumeration })).toBe('Must be written "Down": capital letters count.');
    expect(problem('string', 'constructor', { enumeration })).toBe('Must be one of Up, Down, __proto__.');
  });

  it('patterns match the whole value, and any of them will do', () => {
    const patterns = ['', '[0-9A-F]{6}'];
    expect(problem('string', '', { patterns })).toBe('');
    expect(problem('string', '00256D', { patterns })).toBe('');
    expect(problem('string', '00256D0', { patterns })).toMatch(/form/);
    expect(problem('string', 'x', { patterns: ['a|b'] })).toMatch(/form/);
    expect(problem('string', 'ab', { patterns: ['a|b'] })).toMatch(/form/);
    expect(problem('string', '7', { patterns: ['Null'], enumeration: ['7'] })).toBe('');
  });

  it('a pattern that might take for ever on some value forbids nothing', () => {
    expect(problem('string', `${'a'.repeat(500)}!`, { patterns: ['(a+)+'] })).toBe('');
    expect(problem('string', 'b'.repeat(1_001), { patterns: ['a+'] })).toBe('');
    expect(problem('string', 'b', { patterns: ['a+'] })).toMatch(/form/);
  });

  it('a pattern that cannot be expressed here forbids nothing', () => {
    expect(problem('string', 'anything', { patterns: [String.raw`\i\c*[a-z-[b]]`] })).toBe('');
  });

  it('lists count their items, and check each one', () => {
    const list = { minItems: 1, maxItems: 3, sizes: [[null, 8]] as const };
    expect(problem('string', 'a,b', { list })).toBe('');
    expect(problem('string', '', { list })).toBe('The list needs at least 1 items; it has 0.');
    expect(problem('string', 'a,b,c,d', { list })).toBe('The list takes at most 3 items; it has 4.');
    expect(problem('string', 'abcde,fgh', { list })).toBe('The whole list must have at most 8 characters; it has 9.');
    expect(problem('string', 'a,x', { list, enumeration: ['a', 'b'] })).toBe(
      'Item 2 of the list: Must be one of a, b.',
    );
    expect(problem('unsignedInt', '[1,9],[2,3]', { list: { nestedBrackets: true }, ranges: [[0, 5]] })).toBe(
      'Item 1.2 of the list: Must be from 0 to 5.',
    );
    expect(problem('string', 'a,b', { enumeration: ['a', 'b'] })).not.toBe('');
  });

  it('say of a wrong type what was expected [R-ENC.6]', () => {
    expect(problem('boolean', '')).toBe('Expected true or false.');
    expect(checkValue('int', ' 7 ')).toEqual({ ok: true, value: { type: 'int', value: 7 } });
  });

  it('never throw, whatever the value and the bounds', () => {
    const anyBound = fc.option(fc.oneof(fc.double(), fc.integer(), fc.bigInt()), { nil: null });
    fc.assert(
      fc.property(
        fc.constantFrom(...PARAM_VALUE_TYPES),
        fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String), fc.double().map(String)),
        fc.record(
          {
            sizes: fc.array(fc.tuple(fc.constant(null), fc.nat())),
            ranges: fc.array(fc.tuple(anyBound, anyBound, anyBound)),
            patterns: fc.array(fc.string()),
            enumeration: fc.array(fc.string()),
            list: fc.constant({}),
          },
          { requiredKeys: [] },
        ),
        (type, text, facets) => {
          const result = checkValue(type, text, facets);
          if (!result.ok) expect(result.problem).not.toBe('');
        },
      ),
      { numRuns: 3000 },
    );
  });
});
