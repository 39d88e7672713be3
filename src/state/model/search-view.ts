/** What the screens use of a search: where its hits are shown, what is marked in them. */
export { markPath, markValue, type MarkedRun } from '../../model/search/mark-text.ts';
export { objectsWithHits, openPathOf } from '../../model/search/found-places.ts';
export type { SearchHit } from '../../model/search/search-device.ts';
export type { SearchQuery } from '../../model/search/query.ts';
