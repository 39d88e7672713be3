/** Which entries of the palette fit what was typed, the best first. */

export interface Rankable {
  /** What is searched in: names, paths, other words for the same. */
  readonly text: string;
  /** Added to how well it fits: what is wanted more often. */
  readonly boost?: number;
}

/** What a word is worth in a text: at its beginning, at that of a word or hump in it, in the middle, letter by letter. */
const worth = { whole: 100, start: 80, word: 60, middle: 40, letters: 10 };

/** Characters of a text that are looked at; names of a peer may be longer. */
const longest = 1_024;

/** At most `most` of the entries that hold every word of the query, the best first; equals stay in their order. */
export function rankEntries<E extends Rankable>(entries: Iterable<E>, query: string, most: number): E[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: { readonly entry: E; readonly score: number }[] = [];
  for (const entry of entries) {
    const score = fitOf(entry.text, words);
    if (score > 0) found.push({ entry, score: score + (entry.boost ?? 0) });
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** @param words in small letters. @returns 0: one of them is not in it */
export function fitOf(text: string, words: readonly string[]): number {
  const cut = text.slice(0, longest);
  const lower = cut.toLowerCase();
  let score = 1;
  for (const word of words) {
    const fit = fitOfWord(cut, lower, word);
    if (fit === 0) return 0;
    // Of two that hold a word alike the shorter one is the nearer.
    score += fit + (10 * word.length) / lower.length;
  }
  return score;
}

function fitOfWord(text: string, lower: string, word: string): number {
  if (lower === word) return worth.whole;
  if (lower.startsWith(word)) return worth.start;
  for (let at = lower.indexOf(word); at > 0; at = lower.indexOf(word, at + 1)) {
    if (beginsWord(text, at)) return worth.word;
  }
  if (lower.includes(word)) return worth.middle;
  return word.length > 1 && holdsLetters(lower, word) ? worth.letters : 0;
}

function beginsWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? '';
  const first = text[at] ?? '';
  return !/[\p{L}\p{N}]/u.test(before) || (first !== first.toLowerCase() && before === before.toLowerCase());
}

function holdsLetters(lower: string, word: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
