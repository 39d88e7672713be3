/** The tree of a device as the flat list of the rows that are open: what a virtual list draws. */
import type { DeviceModel } from './device-model.ts';
import {
  ancestorPaths,
  comparePartLists,
  compareParts,
  isInstancePath,
  lastPart,
  parentPath,
  pathParts,
  rowsOnTheWay,
} from './path-parts.ts';
import { isSecret } from './secrets.ts';

export type TreeKind = 'object' | 'table' | 'instance';

export interface TreeRow {
  readonly path: string;
  readonly kind: TreeKind;
  readonly depth: number;
  readonly label: string;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Rows of a table, once listed. */
  readonly count: number | undefined;
}

/** Names that people give to things, the best first; an Alias that the Agent made up comes last. */
const hintNames = ['SSID', 'HostName', 'FriendlyName', 'Name', 'ID', 'EndpointID', 'Description', 'MACAddress'];
const madeUpAlias = /^cpe-/;
/** Everything that a row may be called by. */
export const rowNameParams: readonly string[] = ['Alias', ...hintNames];

/** Every row that is to be seen, from the roots down. */
export function treeRows(model: DeviceModel, unfolded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  for (const root of rootPaths(model)) walk(model, root, 0, unfolded, rows);
  return rows;
}

/** What lies directly below an object, a row or a table. */
export function childPaths(model: DeviceModel, path: string): string[] {
  const table = tableRows(model, path);
  if (table) return table;
  const children = new Set(model.object(path)?.children);
  const node = model.supported.node(path);
  if (node && !model.supported.isTable(path)) {
    for (const child of node.children) {
      const below = child.endsWith('.{i}.') ? child.slice(0, -'{i}.'.length) : child;
      children.add(`${path}${lastPart(below)}.`);
    }
  }
  return [...children].sort((a, b) => compareParts(lastPart(a), lastPart(b)));
}

export function kindOf(model: DeviceModel, path: string): TreeKind {
  if (isInstancePath(path)) return 'instance';
  return model.table(path) !== undefined || model.supported.isTable(path) ? 'table' : 'object';
}

/** A name of a row, and the parameter that says it. */
export interface RowName {
  readonly param: string;
  readonly text: string;
}

/** What people call a row: its alias, name or the like; undefined when nothing is known. */
export function rowName(model: DeviceModel, path: string): RowName | undefined {
  const node = model.object(path);
  if (!node) return undefined;
  const text = (param: string): string => node.params.get(param)?.value ?? '';
  const alias = text('Alias');
  if (alias && !madeUpAlias.test(alias)) return { param: 'Alias', text: alias };
  const param = hintNames.find((name) => text(name) !== '');
  if (param !== undefined) return { param, text: text(param) };
  if (alias) return { param: 'Alias', text: alias };
  const isShown = (name: string): boolean => !isSecret(path + name, model.supported.param(path + name));
  const [key, value] = node.uniqueKeys.find(([name, value]) => value !== '' && isShown(name)) ?? [];
  return key === undefined || value === undefined ? undefined : { param: key, text: value };
}

/** The name alone; empty when nothing is known. */
export function rowHint(model: DeviceModel, path: string): string {
  return rowName(model, path)?.text ?? '';
}

/** What the rows on the way to a path are called, the outermost first; empty when nothing is known. */
export function rowNames(model: DeviceModel, path: string): string {
  return rowsOnTheWay(path)
    .map((row) => rowHint(model, row))
    .filter(Boolean)
    .join(' › ');
}

/** The rows that lead to some objects, all open: the tree as a search leaves it. Work for these paths only. */
export function rowsLeadingTo(model: DeviceModel, paths: Iterable<string>): TreeRow[] {
  const wanted = new Set<string>();
  for (const path of paths) for (const above of [...ancestorPaths(path), path]) wanted.add(above);
  const parents = new Set([...wanted].map(parentPath));
  return [...wanted]
    .map((path) => ({ path, parts: pathParts(path) }))
    .sort((a, b) => comparePartLists(a.parts, b.parts))
    .map(({ path, parts }): TreeRow => {
      const isOpen = parents.has(path);
      const depth = parts.length - 1;
      return { ...describe(model, path, depth), expandable: isOpen, expanded: isOpen };
    });
}

function rootPaths(model: DeviceModel): string[] {
  const roots = new Set(model.supported.roots);
  for (const node of model.objects()) {
    if (roots.size > 0 || parentPath(node.path) !== '') break;
    roots.add(node.path);
  }
  if (roots.size === 0) roots.add('Device.');
  return [...roots].sort(compareParts);
}

function tableRows(model: DeviceModel, path: string): string[] | undefined {
  if (isInstancePath(path)) return undefined;
  const table = model.table(path);
  if (!table && !model.supported.isTable(path)) return undefined;
  return table ? [...table.rows].sort((a, b) => compareParts(lastPart(a), lastPart(b))) : [];
}

function walk(model: DeviceModel, path: string, depth: number, unfolded: ReadonlySet<string>, rows: TreeRow[]): void {
  const row = describe(model, path, depth);
  const known = row.kind === 'table' ? (model.table(path)?.rows.size ?? 0) : childCount(model, path);
  // A table that was not listed yet may have rows.
  const expandable = known > 0 || (row.kind === 'table' && row.count === undefined);
  const expanded = expandable && unfolded.has(path);
  rows.push({ ...row, expandable, expanded });
  if (expanded) for (const child of childPaths(model, path)) walk(model, child, depth + 1, unfolded, rows);
}

function describe(
  model: DeviceModel,
  path: string,
  depth: number,
): Pick<TreeRow, 'path' | 'kind' | 'depth' | 'label' | 'count'> {
  const kind = kindOf(model, path);
  const table = kind === 'table' ? model.table(path) : undefined;
  return { path, kind, depth, label: lastPart(path), count: table?.listedAt ? table.rows.size : undefined };
}

function childCount(model: DeviceModel, path: string): number {
  const supported = model.supported.node(path)?.children.size ?? 0;
  return supported || (model.object(path)?.children?.size ?? 0);
}
