/** Which of the things that the page can do fit what was typed: by the same matcher, and as worthy, as hits of a search. */
import { lettersOf, matchPart, pathPart } from '../search/match-part.ts';
import { worth } from '../search/match-entry.ts';
import type { SearchQuery, SearchWord } from '../search/query.ts';

export interface Rankable {
  /** What it is called. */
  readonly label: string;
  /** Other words for the same. */
  readonly words?: string;
  /** Added to how well it fits: what is wanted more often. */
  readonly boost?: number;
}

export interface Ranked<Entry> {
  readonly entry: Entry;
  readonly score: number;
}

/** Characters that are looked at; names of a peer may be longer. */
const longest = 1_024;

/** Entries that have every word of the query, with what they are worth; in their order. */
export function rankEntries<Entry extends Rankable>(entries: Iterable<Entry>, query: SearchQuery): Ranked<Entry>[] {
  const ranked: Ranked<Entry>[] = [];
  // Nothing that the page can do has a value or a type.
  if (query.onlyParams || query.words.length === 0) return ranked;
  for (const entry of entries) {
    const score = fitOf(entry, query.words);
    if (score > 0) ranked.push({ entry, score: score + (entry.boost ?? 0) });
  }
  return ranked;
}

/** 0: one of the words is not in it. */
function fitOf({ label, words: others = '' }: Rankable, wanted: readonly SearchWord[]): number {
  const own = wordsOf(label);
  const all = [...own, ...wordsOf(others)];
  const text = `${label} ${others}`.slice(0, longest).toLowerCase();
  let sum = worth.base - own.length;
  for (const { text: word, exact } of wanted) {
    const letters = lettersOf(word);
    const fit = exact
      ? Number(text.includes(word)) * worth.quoted
      : Math.max(0, ...all.map((part) => matchPart(part, word, letters)));
    if (fit === 0) return 0;
    sum += fit + worth.ownName;
  }
  return sum;
}

function wordsOf(text: string) {
  return text
    .slice(0, longest)
    .split(/[\s,;:()]+/)
    .filter(Boolean)
    .map(pathPart);
}
