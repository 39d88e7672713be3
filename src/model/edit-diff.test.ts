import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTexts } from './edit-diff.ts';

const without = (kind: 'gone' | 'new', runs: ReturnType<typeof diffTexts>) =>
  runs
    .filter((run) => run.kind !== kind)
    .map(({ text }) => text)
    .join('');

describe('diffTexts', () => {
  it('names the lines and the items that came and went', () => {
    expect(diffTexts('a\nb\nc\n', 'a\nc\nd\n')).toEqual([
      { kind: 'same', text: 'a\n' },
      { kind: 'gone', text: 'b\n' },
      { kind: 'same', text: 'c\n' },
      { kind: 'new', text: 'd\n' },
    ]);
    expect(diffTexts('a,b,c', 'a,x,b,c')).toEqual([
      { kind: 'same', text: 'a,' },
      { kind: 'new', text: 'x,' },
      { kind: 'same', text: 'b,c' },
    ]);
  });

  it('of one line names the middle', () => {
    expect(diffTexts('old-name', 'new-name')).toEqual([
      { kind: 'gone', text: 'old' },
      { kind: 'new', text: 'new' },
      { kind: 'same', text: '-name' },
    ]);
    expect(diffTexts('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
  });

  it('gives both texts back, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('a', 'b', 'c', '')).map((items) => items.join(',')),
      fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = diffTexts(before, after);
        expect([without('new', runs), without('gone', runs)]).toEqual([before, after]);
      }),
    );
  });

  it('of very many parts still gives both texts back', () => {
    const lines = (from: number) => Array.from({ length: 2_000 }, (_, at) => `${String(from + at * 3)}\n`).join('');
    const runs = diffTexts(lines(0), lines(1));
    expect([without('new', runs), without('gone', runs)]).toEqual([lines(0), lines(1)]);
  });
});
