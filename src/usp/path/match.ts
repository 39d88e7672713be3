import { parseInstanceNumber } from './instance-number.ts';
import { isInstanceSegment } from './parse.ts';
import { printSegment } from './print.ts';
import { splitPath } from './scan.ts';
import type { ExpressionComponent, Path, PathSegment } from './types.ts';

/** Whether a row (its path ends in a dot) meets all comparisons of an expression. */
export type ExpressionHolds = (rowPath: string, components: readonly ExpressionComponent[]) => boolean;

/**
 * Whether a path of the instantiated data model is one that the pattern names (`same`) or lies below it (`under`);
 * else undefined. `*` and `{i}` stand for any instance; an expression matches where `holds` says so, without `holds`
 * nowhere. A pattern that follows references matches nothing: it has to be resolved first.
 */
export function matchPath(pattern: Path, path: string, holds?: ExpressionHolds): 'same' | 'under' | undefined {
  const parts = splitPath(path);
  if (!parts || parts.length < pattern.segments.length) return undefined;
  let row = '';
  for (const [index, segment] of pattern.segments.entries()) {
    const part = parts[index] ?? '';
    row += `${part}.`;
    if (!matchesSegment(segment, part, row, holds)) return undefined;
  }
  const last = pattern.segments[pattern.segments.length - 1];
  if (!last) return undefined;
  if (parts.length > pattern.segments.length) return isLeaf(last) ? undefined : 'under';
  // `Device.X` is a parameter and `Device.X.` an object; an instance is the same row with and without its dot.
  return isInstanceSegment(last) || path.endsWith('.') === (last.type === 'name') ? 'same' : undefined;
}

function matchesSegment(segment: PathSegment, part: string, row: string, holds?: ExpressionHolds): boolean {
  switch (segment.type) {
    case 'wildcard':
    case 'placeholder':
      return parseInstanceNumber(part) !== undefined;
    case 'expression':
      return parseInstanceNumber(part) !== undefined && holds !== undefined && holds(row, segment.components);
    case 'reference':
      return false;
    default:
      return part === printSegment(segment);
  }
}

function isLeaf({ type }: PathSegment): boolean {
  return type === 'parameter' || type === 'command' || type === 'event';
}
