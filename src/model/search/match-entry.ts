/** How well the words of a query fit a path: of the data model as a whole, or of one place on the device. */
import { pathParts } from '../path-parts.ts';
import { lettersOf, matchPart, pathPart, type PathPart, type Range } from './match-part.ts';
import type { SearchWord } from './query.ts';
import type { SearchEntry } from './search-index.ts';

/** A word as it is matched: its letters are counted once for all. */
export interface PreparedWord extends SearchWord {
  readonly letters: number;
  readonly cut: readonly { readonly text: string; readonly letters: number }[];
  /** It asks for an instance number, so each place has to be looked at by itself. */
  readonly asksInstance: boolean;
  /** The instance numbers that it asks for. */
  readonly numbers: readonly string[];
}

export interface WordMatch {
  /** 0: the word is not in the path. */
  readonly score: number;
  /** Index of the last part that it was found in; -1: none. */
  readonly part: number;
}

/** What a thing is worth: `base`, and for each word how well it fits (a quoted one `quoted`), more in its own name. */
export const worth = { base: 100, ownName: 30, quoted: 70 };
export const noMatch: WordMatch = { score: 0, part: -1 };

export function prepareWord(word: SearchWord): PreparedWord {
  const cut = word.pieces.map((text) => ({ text, letters: lettersOf(text) }));
  const numbers = word.exact ? [] : word.pieces.filter((piece) => /^\d+$/.test(piece));
  const asksInstance = word.exact ? /\d/.test(word.text) : numbers.length > 0;
  return { ...word, letters: lettersOf(word.text), cut, asksInstance, numbers };
}

/** A word in the parts of an entry; `parts` with the numbers of a place, or with `{i}`, which stands for any. */
export function matchWord(
  word: PreparedWord,
  entry: SearchEntry,
  parts: readonly PathPart[],
  lower: string,
): WordMatch {
  if (word.exact) return matchQuoted(word, parts, lower);
  let best = noMatch;
  for (let at = 0; at + word.cut.length <= parts.length; at += 1) {
    const part = at + word.cut.length - 1;
    const fit = matchPieces(word, parts, at);
    // An instance number by itself says little but of a row.
    const isOwn = part === parts.length - 1 && (entry.kind === 'row' || !parts[part]?.isInstance);
    const score = fit > 0 && isOwn ? fit + worth.ownName : fit;
    if (score > best.score || (score === best.score && score > 0)) best = { score, part };
  }
  return best;
}

/** What of a resolved path the words are found in, for the eye. Ranges that may overlap, in no order. */
export function pathRanges(words: readonly PreparedWord[], path: string): Range[] {
  const parts = pathParts(path).map((part) => pathPart(part.replace(/(\(\)|!)$/, '')));
  const starts: number[] = [];
  let start = 0;
  for (const part of pathParts(path)) {
    starts.push(start);
    start += part.length + 1;
  }
  const lower = path.toLowerCase();
  return words.flatMap((word): Range[] => {
    if (word.exact) {
      const at = lower.indexOf(word.text);
      return at < 0 ? [] : [[at, at + word.text.length]];
    }
    let best: { readonly score: number; readonly at: number } = { score: 0, at: -1 };
    for (let at = 0; at + word.cut.length <= parts.length; at += 1) {
      const score = matchPieces(word, parts, at);
      if (score > 0 && score >= best.score) best = { score, at };
    }
    if (best.at < 0) return [];
    return word.cut.flatMap(({ text, letters }, piece) => {
      const part = parts[best.at + piece];
      const ranges: Range[] = [];
      if (part) matchPart(part, text, letters, ranges);
      const offset = starts[best.at + piece] ?? 0;
      return ranges.map(([from, to]): Range => [from + offset, to + offset]);
    });
  });
}

/** All pieces one after the other from a part on; 0 where one of them does not fit. */
function matchPieces(word: PreparedWord, parts: readonly PathPart[], at: number): number {
  let least = Infinity;
  for (let piece = 0; piece < word.cut.length; piece += 1) {
    const part = parts[at + piece];
    const wanted = word.cut[piece];
    const score = part && wanted ? matchPart(part, wanted.text, wanted.letters) : 0;
    if (score === 0) return 0;
    // Written with dots, it is meant as a path: each part from its beginning.
    if (word.cut.length > 1 && !part?.isInstance && part?.lower[0] !== wanted?.text[0]) return 0;
    least = Math.min(least, score);
  }
  return least;
}

function matchQuoted(word: PreparedWord, parts: readonly PathPart[], lower: string): WordMatch {
  const at = lower.lastIndexOf(word.text);
  if (at < 0) return noMatch;
  const own = parts.at(-1);
  const isOwn = own !== undefined && at + word.text.length > lower.lastIndexOf(own.lower);
  return { score: isOwn ? worth.quoted + worth.ownName : worth.quoted, part: isOwn ? parts.length - 1 : 0 };
}
