/** Where a hit of a search is shown: a path with `{i}` is known only up to the table whose rows were not listed. */
import { splitMember } from '../path-parts.ts';
import type { SearchHit } from './search-device.ts';

/** The path to open for a hit. */
export function openPathOf(path: string): string {
  const placeholder = path.indexOf('{i}');
  return placeholder < 0 ? path : path.slice(0, placeholder);
}

/** The objects and tables in which hits lie, each once. */
export function objectsWithHits(hits: readonly Pick<SearchHit, 'path'>[]): Set<string> {
  return new Set(hits.map(({ path }) => splitMember(openPathOf(path)).object));
}
