import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeErrorCode, ERROR_CODES } from './error-codes.ts';

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('error codes', () => {
  it('are all there: 7000 to 7031 and 7100 to 7106, in order', () => {
    expect([...ERROR_CODES.keys()]).toEqual([...range(7000, 7031), ...range(7100, 7106)]);
  });

  it('have the names of the standard', () => {
    expect(describeErrorCode(7004)).toMatchObject({ code: 7004, family: 'message', name: 'Invalid arguments' });
    expect(describeErrorCode(7016).name).toBe('Object does not exist');
    expect(describeErrorCode(7026).name).toBe('Invalid path');
    expect(describeErrorCode(7105)).toMatchObject({ family: 'record', name: 'Session Context terminated' });
  });

  it('have names, meanings and advice of their own', () => {
    const infos = [...ERROR_CODES.values()];
    expect(new Set(infos.map((info) => info.name)).size).toBe(infos.length);
    expect(new Set(infos.map((info) => info.meaning)).size).toBe(infos.length);
    for (const { meaning, advice } of infos) {
      expect(meaning).toMatch(/^[A-Z].{10,}\.$/);
      expect(advice).toMatch(/^[A-Z].{10,}\.$/);
    }
  });

  it.each([
    [7032, 'unknown'],
    [7107, 'unknown'],
    [7200, 'data-model'],
    [7299, 'data-model'],
    [7300, 'unknown'],
    [7799, 'unknown'],
    [7800, 'vendor'],
    [7999, 'vendor'],
    [8000, 'unknown'],
    [0, 'unknown'],
    [-1, 'unknown'],
    [NaN, 'unknown'],
  ])('%d is of the family %s', (code, family) => {
    expect(describeErrorCode(code)).toMatchObject({ code, family });
  });

  it('answer for any number', () => {
    fc.assert(
      fc.property(fc.double(), (code) => {
        const info = describeErrorCode(code);
        expect(info.name.length * info.meaning.length * info.advice.length).toBeGreaterThan(0);
      }),
    );
  });
});
