/**
 * Arguments whose values are JSON with paths for keys: what a device says as it starts (Boot! ParameterMap), and reports
 * of bulk data (Push! Data). A secret in one has another name than the argument.
 */
import { jsonLeaves, type JsonLeaf } from './json-leaves.ts';
import { paramName, type IsSecret, type ValueName, type ValuePart } from './value-name.ts';

/** They are JSON by the standard, or should be read as if each might hold anything. */
function isKnown({ of, path, name }: ValueName): boolean {
  return of === 'event' && (name === 'ParameterMap' || (name === 'Data' && path.endsWith('Push!')));
}

/**
 * @param text of its value; not called where none is wanted
 * @returns the secrets in the value of an argument; `unread`: it may have some, and nobody can say where
 */
export function secretsInArgument(
  argument: ValueName,
  text: () => string,
  isSecret: IsSecret,
): readonly ValuePart[] | 'unread' {
  const leaves = leavesIn(argument, text);
  if (leaves === 'unread') return leaves;
  return leaves
    .filter(({ path, from, to }) => from < to && isSecret(paramName(path)))
    .map(({ path, from, to }) => ({ ...paramName(path), from, to }));
}

/** The parameters whose values an argument holds, each once for all rows; `unread`: nobody can say which. */
export function paramsInArgument(argument: ValueName, text: string): ReadonlySet<string> | 'unread' {
  const leaves = leavesIn(argument, () => text);
  return leaves === 'unread' ? leaves : new Set(leaves.map(({ path }) => path.replace(/\.\d+(?=\.)/g, '.{i}')));
}

function leavesIn(argument: ValueName, text: () => string): readonly JsonLeaf[] | 'unread' {
  if (argument.of === 'param') return [];
  const known = isKnown(argument);
  const value = text();
  if (value === '' || (!known && !/^\s*[[{]/.test(value))) return [];
  const leaves = jsonLeaves(value);
  if (!leaves) return known ? 'unread' : [];
  // Without a key nothing says what it is.
  return known && leaves.some(({ path }) => path === '') ? 'unread' : leaves;
}
