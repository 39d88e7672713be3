import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePercent } from './percent.ts';

describe('percent-escapes', () => {
  it('are undone as UTF-8', () => {
    expect(decodePercent('a%2Cb%20c%25%C3%A9')).toBe('a,b c%é');
  });

  it('that are none stay as they are', () => {
    expect(decodePercent('100% %GG %ff %')).toBe('100% %GG %ff %');
  });

  it('are undone for any text that was escaped, and never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodePercent(encodeURIComponent(text))).toBe(text);
        expect(typeof decodePercent(text)).toBe('string');
      }),
    );
  });
});
