/** Where the constants of a path's search expressions stand in its text. */
import { readExpression } from './parse-expression.ts';
import { parsePath } from './parse.ts';
import { printParam } from './print.ts';
import { segmentEnd } from './scan.ts';

export interface ConstantPlace {
  /** The supported path of the parameter that it is compared with. */
  readonly path: string;
  /** The constant without its quotes. */
  readonly from: number;
  readonly to: number;
}

/** In the order of the text; undefined where it is no path. */
export function constantPlaces(text: string): ConstantPlace[] | undefined {
  const relative = !text.startsWith('Device.');
  const parsed = parsePath(text, { relative });
  if (!parsed.ok) return undefined;
  const places: ConstantPlace[] = [];
  const table: string[] = [];
  let at = 0;
  for (const { type } of parsed.path.segments) {
    const end = segmentEnd(text, at);
    const row = type === 'expression' || type === 'instance' || type === 'wildcard';
    table.push(row ? '{i}' : text.slice(at, end));
    if (type === 'expression') {
      for (const { component, from, to } of readExpression(text, at, end)) {
        places.push({ path: [...table, printParam(component.param)].join('.'), from, to });
      }
    }
    at = end + 1;
  }
  return places;
}
