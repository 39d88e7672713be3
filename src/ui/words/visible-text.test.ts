import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, visibleRuns, visibleText } from './visible-text.ts';

describe('visibleRuns', () => {
  it('names what can not be seen or would reorder the line', () => {
    expect(visibleRuns('a\u202eb')).toEqual([{ text: 'a' }, { text: '\u202e', hidden: 'U+202E' }, { text: 'b' }]);
    expect(visibleRuns('\u200b\ud800')).toEqual([
      { text: '\u200b', hidden: 'U+200B' },
      { text: '\ud800', hidden: 'U+D800' },
    ]);
    expect(visibleRuns('<b>&amp;')).toEqual([{ text: '<b>&amp;' }]);
    expect(visibleRuns('')).toEqual([{ text: '' }]);
  });

  it('keeps whole emoji, and line feeds where there may be several lines', () => {
    expect(visibleRuns('ok 👍')).toEqual([{ text: 'ok 👍' }]);
    expect(visibleRuns('a\nb', true)).toEqual([{ text: 'a\nb' }]);
    expect(visibleRuns('a\nb')[1]).toEqual({ text: '\n', hidden: '↵' });
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          visibleRuns(text)
            .map((run) => run.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('visibleText', () => {
  it('is one line without hidden characters, cut where it is long', () => {
    expect(visibleText('a\u0007b')).toBe('a⟦U+0007⟧b');
    expect(visibleText('x'.repeat(3_000), 10)).toBe(`${'x'.repeat(10)}…`);
  });

  it('never cuts a character in two', () => {
    expect(cutText('a👍b', 2)).toBe('a');
    expect(cutText('a👍b', 3)).toBe('a👍');
  });
});
