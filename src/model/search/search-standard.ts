/** What of the data models fits a search and the device does not have: so that a person need not look any further. */
import type { DataModelBook } from '../tr181/book.ts';
import { searchObject } from '../tr181/search-facts.ts';
import type { SearchQuery } from './query.ts';

/** Supported paths that one data model has and the device does not. */
export interface MissingPaths {
  /** Name of the data model, for a person. */
  readonly source: string;
  readonly paths: readonly string[];
}

export interface StandardOptions {
  /** Asked by supported path. */
  readonly isSupported: (path: string) => boolean;
  /** Paths that are kept of each data model. */
  readonly most: number;
  /** Asked between two objects: true hands the thread back. */
  readonly shouldYield: () => boolean;
}

/** Parameters that the device does not support, by the data model that has them. Words are looked for as they are typed. */
export function* searchStandard(
  book: DataModelBook,
  query: SearchQuery,
  { isSupported, most, shouldYield }: StandardOptions,
): Generator<undefined, readonly MissingPaths[]> {
  // No value of what is not there can be looked at.
  if (query.isEmpty || query.values.length > 0 || query.changedWithin !== undefined) return [];
  const terms = [...query.words.map(({ text }) => ({ field: 'text', wanted: text }) as const), ...query.facts.terms];
  const wanted = { terms, asksFacts: query.facts.asksFacts };
  const found = new Map<string, string[]>();
  for (const object of book.table.objects.values()) {
    if (shouldYield()) yield;
    for (const { path } of searchObject(book, object, wanted)) {
      // Arguments are found with their command.
      if (/\(\)\.|!\./.test(path) || isSupported(path)) continue;
      const source = book.sourceOf(path) ?? '';
      const paths = found.get(source) ?? [];
      if (paths.length < most) paths.push(path);
      found.set(source, paths);
    }
  }
  return [...found].map(([source, paths]) => ({ source, paths }));
}
