/** A table of the data model as columns and cells: which columns come first, how they sort, filter and copy. */
import type { ParamType, SupportedParam } from '../usp/message/answer-types.ts';
import type { DeviceModel } from './device-model.ts';
import type { Grid } from './grid.ts';
import { compareParts, lastPart } from './path-parts.ts';
import type { SupportedNode } from './supported-model.ts';

export interface TableSort {
  /** A parameter's name; empty: the instance number. */
  readonly column: string;
  readonly down: boolean;
}

/** What a person looks for first in a row. */
const first = ['Enable', 'Status', 'Alias', 'Name', 'SSID', 'HostName', 'Active', 'IPAddress', 'MACAddress'];

/** Columns in the order to show them: the usual names, unique keys, then as the device lists them. */
export function columnOrder(node: SupportedNode): SupportedParam[] {
  const keys = new Set(node.object?.uniqueKeySets.flat());
  const rank = (name: string): number => {
    const usual = first.indexOf(name);
    if (usual >= 0) return usual;
    return keys.has(name) ? first.length : first.length + 1;
  };
  return [...node.params.values()]
    .map((param, at) => ({ param, at, rank: rank(param.name) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ param }) => param);
}

/** Says of a parameter's name whether its values are kept from the screen. */
export type IsSecretName = (name: string) => boolean;

/** What stands on the screen for a value of a parameter, by its name. */
export type ShownOf = (name: string, value: string) => string;

/** Does a value hold the text, as the device says it or as it stands on the screen? `wanted` is in small letters. */
export function holdsText(value: string, wanted: string, shown: () => string): boolean {
  if (value.toLowerCase().includes(wanted)) return true;
  // Numbers and times are written with spaces that nobody types.
  return shown().toLowerCase().replace(/\s/g, ' ').includes(wanted);
}

/**
 * Rows that hold the text in a value that may be seen, sorted. Paths in, paths out.
 * @param shownOf values are also found as they are shown
 */
export function arrangeRows(
  model: DeviceModel,
  rows: Iterable<string>,
  node: SupportedNode | undefined,
  filter: string,
  sort: TableSort,
  isSecret: IsSecretName,
  shownOf: ShownOf = (_, value) => value,
): string[] {
  const wanted = filter.trim().toLowerCase();
  const kept = [...rows].filter((path) => !wanted || rowHolds(model, path, wanted, isSecret, shownOf));
  const type = node?.params.get(sort.column)?.type ?? 'string';
  const byNumber = (a: string, b: string): number => compareParts(lastPart(a), lastPart(b));
  kept.sort((a, b) => {
    // By a secret's value nothing is ordered: the order would tell it.
    if (!sort.column || isSecret(sort.column)) return byNumber(a, b);
    const left = model.object(a)?.params.get(sort.column)?.value ?? '';
    const right = model.object(b)?.params.get(sort.column)?.value ?? '';
    return compareValues(left, right, type) || byNumber(a, b);
  });
  return sort.down ? kept.reverse() : kept;
}

/** Orders two values of a type; text as people order it, numbers in it by their size. */
export function compareValues(a: string, b: string, type: ParamType): number {
  if (type === 'int' || type === 'long' || type === 'unsignedInt' || type === 'unsignedLong') {
    if (/^-?\d+$/.test(a) && /^-?\d+$/.test(b)) {
      const apart = BigInt(a) - BigInt(b);
      return apart < 0n ? -1 : apart > 0n ? 1 : 0;
    }
  }
  if (type === 'decimal') return Number(a) - Number(b) || 0;
  return collator.compare(a, b);
}

/** Rows as a grid to copy. Secrets stay out; `leftOut` names them. */
export function tableGrid(
  model: DeviceModel,
  rows: readonly string[],
  columns: readonly SupportedParam[],
  isSecret: IsSecretName,
): Grid {
  const shown = columns.filter((column) => !isSecret(column.name));
  return {
    columns: ['Path', ...shown.map((column) => column.name)],
    rows: rows.map((path) => {
      const params = model.object(path)?.params;
      return [path, ...shown.map((column) => params?.get(column.name)?.value ?? '')];
    }),
    leftOut: columns.filter((column) => isSecret(column.name)).map((column) => column.name),
  };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function rowHolds(model: DeviceModel, path: string, wanted: string, isSecret: IsSecretName, shownOf: ShownOf): boolean {
  if (path.toLowerCase().includes(wanted)) return true;
  for (const [name, param] of model.object(path)?.params ?? []) {
    if (!isSecret(name) && holdsText(param.value, wanted, () => shownOf(name, param.value))) return true;
  }
  return false;
}
