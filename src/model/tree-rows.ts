/** The tree of a device as the flat list of the rows that are open: what a virtual list draws. */
import type { DeviceModel } from './device-model.ts';
import { compareParts, isInstancePath, lastPart, parentPath, toSupportedPath } from './path-parts.ts';
import type { SupportedModel } from './supported-model.ts';

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

export interface TreeOptions {
  readonly expanded: ReadonlySet<string>;
  /** Set: only these supported paths and what leads to them, all open (see `filterTree`). */
  readonly keep?: ReadonlySet<string> | undefined;
}

/** Names that people give to things, the best first; an Alias that the Agent made up comes last. */
const hintNames = ['SSID', 'HostName', 'FriendlyName', 'Name', 'ID', 'EndpointID', 'Description', 'MACAddress'];
const madeUpAlias = /^cpe-/;

/** Every row that is to be seen, from the roots down. */
export function treeRows(model: DeviceModel, options: TreeOptions): TreeRow[] {
  const rows: TreeRow[] = [];
  for (const root of rootPaths(model)) walk(model, root, 0, options, rows);
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

/** What a row is called by people: its alias, name or the like; empty when nothing is known. */
export function rowHint(model: DeviceModel, path: string): string {
  const node = model.object(path);
  if (!node) return '';
  const alias = node.params.get('Alias')?.value ?? '';
  if (alias && !madeUpAlias.test(alias)) return alias;
  for (const name of hintNames) {
    const value = node.params.get(name)?.value;
    if (value) return value;
  }
  return alias || (node.uniqueKeys.find(([, value]) => value !== '')?.[1] ?? '');
}

/**
 * Supported paths whose name or parameters match every word, with all that leads to them. One pass over the supported
 * data model.
 */
export function filterTree(supported: SupportedModel, filter: string): Set<string> | undefined {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const keep = new Set<string>();
  for (const node of supported.nodes()) {
    const path = node.path.toLowerCase();
    const names = [...node.params.keys(), ...node.commands.keys(), ...node.events.keys()];
    const own = lastPart(path.endsWith('{i}.') ? parentPath(path) : path);
    const matches =
      (words.every((word) => path.includes(word)) && words.some((word) => own.includes(word.replace(/\.$/, '')))) ||
      names.some((name) => {
        const whole = path + name.toLowerCase();
        return words.every((word) => whole.includes(word)) && words.some((word) => name.toLowerCase().includes(word));
      });
    if (!matches) continue;
    for (let at: string | undefined = node.path; at; at = supported.node(at)?.parent) keep.add(at);
  }
  return keep;
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

function walk(model: DeviceModel, path: string, depth: number, options: TreeOptions, rows: TreeRow[]): void {
  const kind = kindOf(model, path);
  const { keep } = options;
  const supported = kind === 'table' ? `${toSupportedPath(path)}{i}.` : toSupportedPath(path);
  if (keep && !keep.has(supported)) return;
  const table = kind === 'table' ? model.table(path) : undefined;
  const known = kind === 'table' ? (table?.rows.size ?? 0) : childCount(model, path);
  const expandable = kind === 'table' ? !table?.listedAt || known > 0 : known > 0;
  const expanded = expandable && (options.expanded.has(path) || (keep !== undefined && opensItself(model, path, keep)));
  rows.push({
    path,
    kind,
    depth,
    label: lastPart(path),
    expandable,
    expanded,
    count: table?.listedAt ? table.rows.size : undefined,
  });
  if (expanded) for (const child of childPaths(model, path)) walk(model, child, depth + 1, options, rows);
}

function childCount(model: DeviceModel, path: string): number {
  const supported = model.supported.node(path)?.children.size ?? 0;
  return supported || (model.object(path)?.children?.size ?? 0);
}

/** In a filtered tree, what leads to a match is open by itself. */
function opensItself(model: DeviceModel, path: string, keep: ReadonlySet<string>): boolean {
  const children = model.supported.node(path)?.children;
  if (!children) return false;
  for (const child of children) if (keep.has(child)) return true;
  return false;
}
