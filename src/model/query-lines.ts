/** The answer to a Get, GetInstances or GetSupportedDM as lines: each has a path and what is said of it. */
import type { PathError, SupportedObject, UspAnswer } from '../usp/message/answer-types.ts';
import type { Grid } from './grid.ts';
import { comparePartLists, pathParts } from './path-parts.ts';
import type { EntryKind } from './search/search-index.ts';
import { compareValues } from './table-view.ts';

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

/**
 * Lines that hold a text, sorted.
 * @param nameOf what people call the row that a path lies in
 * @param isSecret lines whose text is not looked at
 */
export function arrangeLines(
  lines: readonly QueryLine[],
  filter: string,
  sort: { readonly column: LineColumn; readonly down: boolean } | undefined,
  nameOf: (path: string) => string,
  isSecret: (line: QueryLine) => boolean,
): readonly QueryLine[] {
  const wanted = filter.trim().toLowerCase();
  const kept = wanted
    ? lines.filter(
        (line) =>
          line.path.toLowerCase().includes(wanted) ||
          nameOf(line.path).toLowerCase().includes(wanted) ||
          (!isSecret(line) && line.text.toLowerCase().includes(wanted)),
      )
    : lines;
  if (!sort) return kept;
  const keyed = kept.map((line) => ({ line, parts: pathParts(line.path), name: nameOf(line.path) }));
  keyed.sort((a, b) => {
    const byPath = comparePartLists(a.parts, b.parts);
    if (sort.column === 'path') return byPath;
    if (sort.column === 'row') return compareValues(a.name, b.name, 'string') || byPath;
    // By a secret's value nothing is ordered: the order would tell it.
    const [left, right] = [a, b].map(({ line }) => (isSecret(line) ? '' : line.text));
    return compareValues(left ?? '', right ?? '', 'string') || byPath;
  });
  const sorted = keyed.map(({ line }) => line);
  return sort.down ? sorted.reverse() : sorted;
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
