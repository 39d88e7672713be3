/** The answer to a Get, GetInstances or GetSupportedDM as lines: each has a path and what is said of it. */
import type { PathError, SupportedObject, UspAnswer } from '../usp/message/answer-types.ts';
import type { Grid } from './grid.ts';
import { comparePartLists, pathParts } from './path-parts.ts';
import type { EntryKind } from './search/search-index.ts';
import { sortInSlices } from './sort-in-slices.ts';
import { compareValues, holdsText } from './table-view.ts';

export interface QueryLine {
  readonly kind: EntryKind;
  readonly path: string;
  /** The value of a parameter; of anything else what the device says of it, in words. */
  readonly text: string;
}

export interface QueryFailure {
  readonly path: string;
  readonly error: PathError;
}

/**
 * Lines of an answer, or of a part of one, in its order.
 * @param isSecret unique keys, by their path, whose values are not written into a line
 */
export function queryLines(answer: UspAnswer, isSecret: (path: string) => boolean): QueryLine[] {
  switch (answer.kind) {
    case 'Get':
      return answer.results.flatMap(({ objects }) =>
        objects.flatMap(({ path, params }): QueryLine[] =>
          params.length === 0
            ? [{ kind: 'object', path, text: '' }]
            : params.map(([name, text]) => ({ kind: 'param', path: path + name, text })),
        ),
      );
    case 'GetInstances':
      return answer.results.flatMap(({ instances }) =>
        instances.map(({ path, uniqueKeys }): QueryLine => {
          const keys = uniqueKeys.map(([name, value]) => `${name}=${isSecret(path + name) ? '••••••••' : value}`);
          return { kind: 'row', path, text: keys.join(', ') };
        }),
      );
    case 'GetSupportedDM':
      return answer.results.flatMap(({ objects }) => objects.flatMap(supportedLines));
    default:
      return [];
  }
}

/** The paths that the device did not answer for, with its reason. */
export function queryFailures(answer: UspAnswer): QueryFailure[] {
  if (answer.kind !== 'Get' && answer.kind !== 'GetInstances' && answer.kind !== 'GetSupportedDM') return [];
  return answer.results.flatMap(({ requestedPath, error }) => (error ? [{ path: requestedPath, error }] : []));
}

export type LineColumn = 'path' | 'row' | 'text';

export interface LineOrder {
  readonly filter: string;
  /** Undefined: as the device answered. */
  readonly sort: { readonly column: LineColumn; readonly down: boolean } | undefined;
  /** What people call the row that a path lies in. */
  readonly nameOf: (path: string) => string;
  /** Lines whose text is not looked at. */
  readonly isSecret: (line: QueryLine) => boolean;
  /** What stands on the screen for a line's text. */
  readonly shownOf?: (line: QueryLine) => string;
}

/**
 * Lines that hold a text, sorted. An answer may have a hundred thousand of them.
 * @param shouldYield asked between small steps: true hands the thread back
 */
export function* arrangeLines(
  lines: readonly QueryLine[],
  { filter, sort, nameOf, isSecret, shownOf = ({ text }) => text }: LineOrder,
  shouldYield: () => boolean,
): Generator<undefined, readonly QueryLine[]> {
  const wanted = filter.trim().toLowerCase();
  if (!wanted && !sort) return lines;
  const keyed: KeyedLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (at % 64 === 0 && shouldYield()) yield;
    const name = wanted || sort?.column === 'row' ? nameOf(line.path) : '';
    const fits =
      !wanted ||
      line.path.toLowerCase().includes(wanted) ||
      name.toLowerCase().includes(wanted) ||
      (!isSecret(line) && holdsText(line.text, wanted, () => shownOf(line)));
    // By a secret's value nothing is ordered: the order would tell it.
    if (fits)
      keyed.push({ line, parts: sort ? pathParts(line.path) : [], name, text: isSecret(line) ? '' : line.text });
  }
  const sorted = sort ? yield* sortInSlices(keyed, comparison(sort.column), shouldYield) : keyed;
  const arranged = sorted.map(({ line }) => line);
  return sort?.down ? arranged.reverse() : arranged;
}

interface KeyedLine {
  readonly line: QueryLine;
  readonly parts: readonly string[];
  readonly name: string;
  readonly text: string;
}

function comparison(column: LineColumn): (a: KeyedLine, b: KeyedLine) => number {
  const byPath = (a: KeyedLine, b: KeyedLine): number => comparePartLists(a.parts, b.parts);
  if (column === 'path') return byPath;
  const key = column === 'row' ? 'name' : 'text';
  return (a, b) => compareValues(a[key], b[key], 'string') || byPath(a, b);
}

/** Lines to copy, without what is secret. */
export function linesGrid(
  lines: readonly QueryLine[],
  nameOf: (path: string) => string,
  isSecret: (line: QueryLine) => boolean,
): Grid {
  return {
    columns: ['Path', 'Row', 'Value'],
    rows: lines.filter((line) => !isSecret(line)).map(({ path, text }) => [path, nameOf(path), text]),
    leftOut: lines.filter(isSecret).map(({ path }) => path),
  };
}

function supportedLines(object: SupportedObject): QueryLine[] {
  const about = [
    object.isMultiInstance ? 'table' : 'object',
    object.access,
    ...object.uniqueKeySets.map((names) => `unique: ${names.join(' + ')}`),
    ...object.divergentPaths.map((path) => `may differ: ${path}`),
  ];
  return [
    { kind: object.isMultiInstance ? 'table' : 'object', path: object.path, text: about.join(', ') },
    ...object.params.map(({ name, type, access, valueChange }): QueryLine => {
      return { kind: 'param', path: object.path + name, text: `${type}, ${access}, ValueChange ${valueChange}` };
    }),
    ...object.commands.map(({ name, type, inputArgs, outputArgs }): QueryLine => {
      const text = `${type}, in: ${list(inputArgs)}, out: ${list(outputArgs)}`;
      return { kind: 'command', path: object.path + name, text };
    }),
    ...object.events.map(({ name, args }): QueryLine => {
      return { kind: 'event', path: object.path + name, text: `arguments: ${list(args)}` };
    }),
  ];
}

function list(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'none';
}
