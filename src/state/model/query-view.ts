/** What the screens use of a query: the lines of its answer, and what there is to say of a path while it is typed. */
export type { TypedPlace } from '../../model/complete-path.ts';
export { arrangeLines, linesGrid, type LineColumn, type QueryLine } from '../../model/query-lines.ts';
export { rowNames } from '../../model/tree-rows.ts';
export { verbs, type QueryFlags, type Verb } from './device-query.svelte.ts';
export { checkPath, isSearchPath } from './path-check.ts';
export { completeOn } from './path-completion.ts';
