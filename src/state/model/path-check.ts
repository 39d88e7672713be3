/** What is wrong with a path while it is typed, and how it is sent. */
import type { SupportedModel } from '../../model/supported-model.ts';
import { rowNameParams } from '../../model/tree-rows.ts';
import { evaluateComparison } from '../../usp/path/evaluate.ts';
import { parsePath } from '../../usp/path/parse.ts';
import { printPath } from '../../usp/path/print.ts';
import { toSupportedPath } from '../../usp/path/relate.ts';
import type { ExpressionComponent, Path } from '../../usp/path/types.ts';

export interface PathProblem {
  readonly problem: string;
  /** Index of the character where reading stopped; undefined: the path can be read, but makes no sense here. */
  readonly at?: number;
}

/**
 * Undefined: nothing is wrong as far as one can tell.
 * @param isList whether the parameter of a supported path is a list, which an Agent does not say
 */
export function checkPath(
  text: string,
  supported: SupportedModel,
  isList: (path: string) => boolean = () => false,
): PathProblem | undefined {
  const result = parsePath(text.trim());
  if (!result.ok) return innerProblem(text.trim()) ?? { problem: result.problem, at: result.at };
  for (const { rows, component } of comparisons(result.path)) {
    const name = component.param.map((part) => part.name).join('.');
    // Behind a followed reference lies another object.
    if (component.param.some(({ follow }) => follow !== undefined) || rows === undefined) continue;
    const node = supported.node(rows);
    const param = supported.param(rows + name);
    if (!param) {
      if (node?.object) return { problem: `“${name}” is no parameter of ${rows}` };
      continue;
    }
    const compared = evaluateComparison(
      { type: param.type, isList: component.operator === '~=' || isList(rows + name) },
      '',
      component.operator,
      component.constant,
    );
    if (!compared.ok) return { problem: `${name}: ${compared.problem}` };
  }
  return undefined;
}

/** What is wrong within a condition that is not closed yet: that it is not closed, one sees. */
function innerProblem(text: string): PathProblem | undefined {
  const closed = parsePath(`${text}].`);
  return !closed.ok && closed.at < text.length && text.lastIndexOf('[') < closed.at
    ? { problem: closed.problem, at: closed.at }
    : undefined;
}

/** Does the path stand for any number of things, or for one that has to be searched? */
export function isSearchPath(text: string): boolean {
  return /[*[+]/.test(text);
}

/** As it goes to the device: without white space around operators (R-ARC.9b). What can't be read goes as it is. */
export function sentPath(text: string): string {
  const result = parsePath(text.trim());
  return result.ok ? printPath(result.path) : text.trim();
}

/** Object path of the supported data model that a path is about. */
export function supportedObjectPath(text: string): string {
  const path = sentPath(text);
  const supported = toSupportedPath(path) ?? path;
  return supported.slice(0, supported.lastIndexOf('.') + 1);
}

/** Does it hold the value of a secret, so that it must not be remembered? What can't be read might. */
export function holdsSecret(text: string, isSecret: (path: string) => boolean): boolean {
  if (!/[[\]"]/.test(text)) return false;
  const result = parsePath(text.trim());
  return !result.ok || comparisons(result.path).some((one) => comparesSecret(one, isSecret));
}

/** What may be shown and remembered of a path: all of it, or the object above what holds the value of a secret. */
export function withoutSecret(text: string, isSecret: (path: string) => boolean): string {
  if (!holdsSecret(text, isSecret)) return text;
  const result = parsePath(text.trim());
  if (!result.ok) return text.trimStart().replace(/[^.]*[[\]"][^]*$/, '');
  const { path } = result;
  const at = comparisons(path).find((one) => comparesSecret(one, isSecret))?.at ?? 0;
  return printPath({ ...path, segments: path.segments.slice(0, at), endsInDot: true });
}

function comparesSecret({ rows, component }: Comparison, isSecret: (path: string) => boolean): boolean {
  return isSecret((rows ?? '') + component.param.map(({ name }) => name).join('.'));
}

/** What rows are called by, for every table that the path searches: paths to read, so that answers have names. */
export function namePaths(text: string, supported: SupportedModel): string[] {
  const result = parsePath(text.trim());
  if (!result.ok) return [];
  const { path } = result;
  return path.segments.flatMap(({ type }, at) => {
    if (type !== 'wildcard' && type !== 'expression') return [];
    const rows = printPath({ ...path, segments: path.segments.slice(0, at + 1), endsInDot: true });
    const params = supported.node(toSupportedPath(rows) ?? '')?.params;
    return rowNameParams.filter((name) => params?.has(name)).map((name) => rows + name);
  });
}

interface Comparison {
  /** Supported path of the rows that are searched; undefined: it is not known. */
  readonly rows: string | undefined;
  readonly component: ExpressionComponent;
  /** Which segment it is. */
  readonly at: number;
}

/** All comparisons of a path. */
function comparisons(path: Path): readonly Comparison[] {
  return path.segments.flatMap((segment, at) => {
    if (segment.type !== 'expression') return [];
    const table = printPath({ ...path, segments: path.segments.slice(0, at), endsInDot: true });
    const supported = toSupportedPath(table);
    const rows = supported === undefined ? undefined : `${supported}{i}.`;
    return segment.components.map((component) => ({ rows, component, at }));
  });
}
