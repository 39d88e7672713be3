import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettersOf, matchPart, partScores, pathPart, type Range } from './match-part.ts';

function score(part: string, word: string): number {
  return matchPart(pathPart(part), word, lettersOf(word));
}

function marked(part: string, word: string): string {
  const ranges: Range[] = [];
  matchPart(pathPart(part), word, lettersOf(word), ranges);
  return ranges
    .sort(([a], [b]) => a - b)
    .map(([from, to]) => part.slice(from, to))
    .join('+');
}

describe('a word in a part of a path', () => {
  it.each([
    ['Channel', 'channel', partScores.whole],
    ['Channel', 'chan', partScores.start],
    ['OperatingChannelBandwidth', 'opchan', partScores.humps],
    ['OperatingChannelBandwidth', 'ocb', partScores.humps],
    ['OperatingChannelBandwidth', 'opband', partScores.humps],
    ['BSSIDList', 'blist', partScores.humps],
    ['X_EXAMPLE_Count', 'xcount', partScores.humps],
    ['Channel', 'anne', partScores.middle],
    ['Channel', 'a', 0],
    ['Channel', 'channels', 0],
    ['OperatingChannelBandwidth', 'chanop', 0],
    ['Channel', 'xyz', 0],
    ['12', '12', partScores.whole],
    ['12', '1', 0],
    ['{i}', '7', partScores.whole],
    ['{i}', 'i', 0],
    ['12', '*', partScores.whole],
  ])('%s by %s is worth %i', (part, word, worth) => {
    expect(score(part, word)).toBe(worth);
  });

  it('marks what it was found by', () => {
    expect(marked('OperatingChannelBandwidth', 'opband')).toBe('Op+Band');
    expect(marked('OperatingChannelBandwidth', 'ocb')).toBe('O+C+B');
    expect(marked('Channel', 'anne')).toBe('anne');
  });

  it('never throws, and marks just the word', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,40}$/);
    fc.assert(
      fc.property(name, fc.stringMatching(/^[a-z0-9]{1,8}$/), (part, word) => {
        const found = score(part, word);
        expect(marked(part, word).replaceAll('+', '').toLowerCase()).toBe(found > 0 ? word : '');
      }),
    );
  });

  it('ends soon for names made to be slow', () => {
    expect(score('Aa'.repeat(500), 'a'.repeat(100) + 'b')).toBe(0);
  });
});
