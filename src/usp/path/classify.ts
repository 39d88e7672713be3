import { printPath } from './print.ts';
import type { ExpressionComponent, Path, PathSegment } from './types.ts';

/**
 * What a path leads to, by its syntax. A table of the instantiated data model looks like an object (`object`);
 * `table` is only said where `{i}` shows it.
 */
export type PathTarget = 'object' | 'instance' | 'table' | 'parameter' | 'command' | 'event';

/** As the target; `search` where the path may match any number of them. */
export type PathKind = PathTarget | 'search';

/** The unique keys of a table (`Device.IP.Interface.`, as it is written in the path before the expression). */
export type UniqueKeysOf = (tablePath: string) => readonly (readonly string[])[];

export function pathTarget(path: Path): PathTarget {
  const last = path.segments[path.segments.length - 1];
  switch (last?.type) {
    case 'parameter':
    case 'command':
    case 'event':
    case 'instance':
      return last.type;
    case 'wildcard':
    case 'expression':
      return 'instance';
    case 'placeholder':
      return 'table';
    default:
      return 'object';
  }
}

/**
 * The kind of a path. An expression is written alike as a search and as an address; with `uniqueKeysOf` one that
 * compares exactly the parameters of a unique key for equality counts as an address, without it as a search.
 */
export function pathKind(path: Path, uniqueKeysOf?: UniqueKeysOf): PathKind {
  const searches = path.segments.some((segment, index) => isSearching(segment, path, index, uniqueKeysOf));
  return searches ? 'search' : pathTarget(path);
}

function isSearching(segment: PathSegment, path: Path, index: number, uniqueKeysOf?: UniqueKeysOf): boolean {
  if (segment.type === 'wildcard') return true;
  if (segment.type === 'reference') return segment.follow === 'all';
  if (segment.type !== 'expression') return false;
  if (!uniqueKeysOf) return true;
  const table = printPath({ ...path, segments: path.segments.slice(0, index), endsInDot: true });
  return !uniqueKeysOf(table).some((key) => isKeyAddress(segment.components, key));
}

/** Whether an expression names every parameter of the unique key once, for equality, and no other. */
export function isKeyAddress(components: readonly ExpressionComponent[], key: readonly string[]): boolean {
  if (components.length !== key.length) return false;
  const named = new Set(
    components.map(({ param, operator }) => (operator === '==' && param.length === 1 ? param[0]?.name : undefined)),
  );
  return named.size === key.length && key.every((name) => named.has(name));
}

/** Whether a path is one of the supported data model, with `{i}` in it. */
export function isSupportedPath(path: Path): boolean {
  return path.segments.some((segment) => segment.type === 'placeholder');
}
