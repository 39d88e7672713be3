import { parseInstanceNumber } from './instance-number.ts';
import { parseExpression, PathProblem, takeFollow, takeName } from './parse-expression.ts';
import { segmentEnd } from './scan.ts';
import { MAX_PATH_LENGTH, MAX_PATH_SEGMENTS, type Path, type PathResult, type PathSegment } from './types.ts';

export interface ParsePathOptions {
  /** Read a relative path, as in `param` of a Set or the names of a Get Response. Default: a path from the root. */
  readonly relative?: boolean;
}

/**
 * Reads any Path Name of TR-369 (R-ARC.7): object, instance, parameter, command, event, search and
 * supported-data-model paths. Never throws; at most MAX_PATH_LENGTH characters and MAX_PATH_SEGMENTS segments.
 */
export function parsePath(text: string, options: ParsePathOptions = {}): PathResult {
  try {
    return { ok: true, path: read(text, options.relative ?? false) };
  } catch (error) {
    if (error instanceof PathProblem) return { ok: false, problem: error.problem, at: error.at };
    throw error;
  }
}

function read(text: string, relative: boolean): Path {
  if (text === '') throw new PathProblem('The path is empty.', 0);
  if (text.length > MAX_PATH_LENGTH) {
    throw new PathProblem(`The path is longer than ${String(MAX_PATH_LENGTH)} characters.`, MAX_PATH_LENGTH);
  }
  const broken = text.search(/\p{Surrogate}/u);
  // Half of a surrogate pair has no UTF-8 form: the Agent would see another path than the one shown here.
  if (broken >= 0) throw new PathProblem('The path holds half a character.', broken);

  const segments: PathSegment[] = [];
  let at = 0;
  while (at < text.length) {
    const end = segmentEnd(text, at);
    if (end < 0) throw new PathProblem('A bracket or a quote is never closed.', at);
    if (segments.length >= MAX_PATH_SEGMENTS) {
      throw new PathProblem(`The path has more than ${String(MAX_PATH_SEGMENTS)} parts.`, at);
    }
    if (end === at) throw new PathProblem('A name is missing before the ".".', at);
    const isLast = end === text.length;
    const segment = readSegment(text, at, end, isLast);
    checkPlace(segment, segments, relative, isLast, at);
    segments.push(segment);
    at = end + 1;
  }
  checkForm(segments);
  return { relative, segments, endsInDot: text.endsWith('.') };
}

function readSegment(text: string, at: number, end: number, isLast: boolean): PathSegment {
  const part = text.slice(at, end);
  const first = part.charAt(0);
  if (part === '*') return { type: 'wildcard' };
  if (part === '{i}') return { type: 'placeholder' };
  if (first === '[') {
    if (!part.endsWith(']')) throw new PathProblem('A "." belongs after the "]" of an expression.', at);
    return { type: 'expression', components: parseExpression(text, at, end) };
  }
  if (first >= '0' && first <= '9') return readInstance(part, at);

  const name = takeName(text, at);
  if (name === undefined) {
    const hint = first === '{' ? ' Expressions stand in [ ], and only {i} in { }.' : '';
    throw new PathProblem(`A name begins with a letter or "_", not with "${first}".${hint}`, at);
  }
  return readNamed(text, name, at, end, isLast);
}

function readInstance(part: string, at: number): PathSegment {
  const number = parseInstanceNumber(part);
  if (number !== undefined) return { type: 'instance', number };
  throw new PathProblem(`"${part.slice(0, 20)}" is no instance number: 1 to 4294967295 without leading zeros.`, at);
}

function readNamed(text: string, name: string, at: number, end: number, isLast: boolean): PathSegment {
  const afterName = at + name.length;
  if (afterName === end) return { type: isLast ? 'parameter' : 'name', name };
  const followed = takeFollow(text, afterName);
  if (followed?.end === end) {
    if (isLast) throw new PathProblem('A "." belongs after the "+" of a followed reference.', end);
    return { type: 'reference', name, follow: followed.follow };
  }
  const rest = text.slice(afterName, end);
  if (rest === '()' || rest === '!') {
    if (!isLast) throw new PathProblem(`Nothing comes after ${rest === '!' ? 'an event' : 'a command'}.`, end);
    return { type: rest === '!' ? 'event' : 'command', name };
  }
  if (rest.startsWith('[')) throw new PathProblem('A "." belongs before the "[" of an expression.', afterName);
  throw new PathProblem(`"${rest.slice(0, 20)}" cannot follow the name "${name.slice(0, 40)}".`, afterName);
}

/** Which segment may follow which. */
function checkPlace(
  segment: PathSegment,
  before: readonly PathSegment[],
  relative: boolean,
  isLast: boolean,
  at: number,
): void {
  if (isInstanceSegment(segment)) {
    const table = before[before.length - 1];
    // Relative to a table the path may begin with an instance; the root is never a table.
    const allowed = table ? table.type === 'name' && (relative || before.length > 1) : relative;
    if (!allowed) throw new PathProblem('An instance comes only after the name of a table.', at);
    return;
  }
  if (before.length > 0 || relative) return;
  if (isLast) throw new PathProblem('A path begins with the root object and a ".": "Device."', at);
  if (segment.type !== 'name') throw new PathProblem('A path begins with the name of the root object.', at);
}

/** `{i}` speaks of what is supported, and searches and references of what is there: no path does both. */
function checkForm(segments: readonly PathSegment[]): void {
  if (!segments.some((segment) => segment.type === 'placeholder')) return;
  const searching = segments.some(({ type }) => type === 'wildcard' || type === 'expression' || type === 'reference');
  if (searching) throw new PathProblem('{i} cannot stand in one path with *, [ ] or +.', 0);
}

/** Whether a segment stands for a row of the table before it. */
export function isInstanceSegment(segment: PathSegment): boolean {
  const { type } = segment;
  return type === 'instance' || type === 'wildcard' || type === 'expression' || type === 'placeholder';
}
