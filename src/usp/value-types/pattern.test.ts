import { describe, expect, it } from 'vitest';
import { readPattern } from './pattern.ts';

describe('readPattern', () => {
  it.each([
    String.raw`\d+`,
    '[0-9a-f:]{17}',
    '(ab|cd)',
    'a.*b',
    String.raw`\(+\)`,
    '[(a+)]+',
    '(a+)b',
    String.raw`\d+(\.\d+)*`,
    '([,][a-z]+)',
  ])('takes %s', (text) => {
    expect(readPattern(text)).toMatchObject({ ok: true });
  });

  it.each([
    '(a+)+b',
    '(a|a)*',
    '(?:x*){2,}',
    '((a+)b)*',
    '.*.*.*.*x',
    '(',
    '(a[a-z]+)*',
    '(a?b+)*',
    '(,(x+)+)*',
    String.raw`(\.[^,]+)*`,
  ])('refuses %s, which can take for ever', (text) => {
    expect(readPattern(text)).toMatchObject({ ok: false });
  });

  it('is for the whole value, of at most 1,000 characters', () => {
    const read = readPattern('a+');
    expect(read.ok && [read.fits('aaa'), read.fits('aab'), read.fits('a'.repeat(1_001))]).toEqual([true, false, false]);
  });
});
