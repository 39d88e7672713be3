/** What of the data model fits a search and the device does not have: so that a person need not look any further. */
import type { DataModelBook } from '../tr181/book.ts';
import { searchFacts } from '../tr181/search-facts.ts';
import type { SearchQuery } from './query.ts';

/** Parameters that are looked at; TR-181 has fewer. */
const bound = 20_000;

/**
 * Supported paths of parameters that the device does not support, up to `most`. Words are looked for as they are typed.
 * @param isSupported asked by supported path
 */
export function searchStandard(
  book: DataModelBook,
  query: SearchQuery,
  isSupported: (path: string) => boolean,
  most: number,
): string[] {
  // No value of what is not there can be looked at.
  if (query.isEmpty || query.values.length > 0 || query.changedWithin !== undefined) return [];
  const terms = [...query.words.map(({ text }) => ({ field: 'text', wanted: text }) as const), ...query.facts.terms];
  const found: string[] = [];
  for (const { path } of searchFacts(book, { terms, asksFacts: query.facts.asksFacts }, bound)) {
    if (found.length >= most) break;
    // Arguments are found with their command.
    if (!/\(\)\.|!\./.test(path) && !isSupported(path)) found.push(path);
  }
  return found;
}
