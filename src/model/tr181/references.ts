/** References between rows: what one may point at, what it does point at, and who points at a row. */
import type { ObjectNode, TableNode } from '../device-model.ts';
import { comparePaths, lastPart, parentPath, pathParts } from '../path-parts.ts';
import type { DataModelBook } from './book.ts';
import type { PathReference, ValueFacts } from './facts.ts';

/** What is asked of a device; a DeviceModel is one. */
export interface InstanceSource {
  object(path: string): ObjectNode | undefined;
  table(path: string): TableNode | undefined;
  objects(): Iterable<ObjectNode>;
}

/** Candidates that are offered at most: nobody picks from more, and a table may have 100,000 rows. */
export const mostCandidates = 2_000;

/**
 * Paths that the value may hold, as they are written into it: rows without a dot at the end. Rows of tables that the
 * page has not listed are not among them; `candidateTables` names those tables.
 */
export function referenceCandidates(source: InstanceSource, reference: PathReference): string[] {
  const rows = reference.targets.length > 0 ? targetRows(source, reference.targets) : allRows(source);
  const found: string[] = [];
  for (const row of rows) {
    if (found.length >= mostCandidates) break;
    if (reference.to === 'row') found.push(row.slice(0, -1));
    else for (const name of source.object(row)?.params.keys() ?? []) found.push(row + name);
  }
  return found.slice(0, mostCandidates);
}

/** Resolved paths of the tables that candidates come from, as far as the rows above them are known. */
export function candidateTables(source: InstanceSource, reference: PathReference): string[] {
  return reference.targets.flatMap((target) => expand(source, tableOf(target)));
}

/** The paths that a value names, as they are written in it, each once. */
export function referencedPaths(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  return [...new Set(items.filter((item) => pathLike.test(item)))];
}

const pathLike = /^Device\.(?:[A-Za-z_][\w-]*\.|\d+\.)*(?:[A-Za-z_][\w-]*|\d+)?$/;

/** Parameters of the data model that may point into a table or at its rows; `any`: those that may point anywhere. */
export function referrersOf(book: DataModelBook, table: string): { readonly own: string[]; readonly any: string[] } {
  const wanted = tableOf(book.objectFacts(table)?.path ?? table);
  const own: string[] = [];
  const any: string[] = [];
  for (const object of book.table.objects.values()) {
    for (const [name, { reference }] of object.params) {
      if (!reference) continue;
      if (reference.targets.length === 0) any.push(object.path + name);
      else if (reference.targets.some((target) => tableOf(target) === wanted)) own.push(object.path + name);
    }
  }
  return { own, any };
}

export interface ReferenceLink {
  /** Full path of the parameter that points. */
  readonly from: string;
  /** Path of the object with its dot, or of the parameter. */
  readonly to: string;
}

/** All references between what is known of a device, both ways. */
export class ReferenceIndex {
  readonly #from = new Map<string, ReferenceLink[]>();
  readonly #to = new Map<string, ReferenceLink[]>();

  add(link: ReferenceLink): void {
    push(this.#from, link.from, link);
    push(this.#to, link.to, link);
  }

  /** Where a parameter points. */
  from(param: string): readonly ReferenceLink[] {
    return this.#from.get(param) ?? [];
  }

  /** Who points at a row, an object or a parameter. */
  to(path: string): readonly ReferenceLink[] {
    return this.#to.get(path) ?? [];
  }
}

export function indexReferences(source: InstanceSource, book: DataModelBook): ReferenceIndex {
  const index = new ReferenceIndex();
  for (const link of findReferences(source, book)) index.add(link);
  return index;
}

/**
 * Reads every value that is a reference: by the book, or, where the book does not know it, by its looks. What a value
 * names twice, with and without the dot too, is one link.
 */
export function* findReferences(source: InstanceSource, book: DataModelBook): Generator<ReferenceLink> {
  const isReference = new Map<ObjectKey, ReadonlyMap<string, boolean>>();
  for (const object of source.objects()) {
    const facts = book.objectFacts(object.path);
    let known = facts && isReference.get(facts);
    if (facts && !known) {
      known = new Map([...facts.params].map(([name, value]) => [name, pointsSomewhere(value)]));
      isReference.set(facts, known);
    }
    for (const [name, { value }] of object.params) {
      if (!value.startsWith('Device.') || known?.get(name) === false) continue;
      const named = new Set(referencedPaths(value).map((path) => whole(source, path)));
      for (const to of named) yield { from: object.path + name, to };
    }
  }
}

/** Does the device have what a reference points at? Undefined: the page has not listed that table. */
export function isThere(source: InstanceSource, path: string): boolean | undefined {
  if (!path.endsWith('.')) {
    const object = source.object(parentPath(path));
    return object?.params.has(lastPart(path)) || (object && object.readAt > 0 ? false : undefined);
  }
  if (source.object(path)) return true;
  const table = source.table(parentPath(path));
  return table && table.listedAt > 0 ? false : undefined;
}

type ObjectKey = object;

function pointsSomewhere(value: ValueFacts): boolean {
  return value.reference !== undefined;
}

/** The path as the model keys it: objects have a dot, parameters have none. */
function whole(source: InstanceSource, path: string): string {
  if (path.endsWith('.')) return path;
  const isRow = /^\d+$/.test(lastPart(path));
  return isRow || source.object(`${path}.`) ? `${path}.` : path;
}

/** A reference may name the table or its rows; both mean the table. */
function tableOf(target: string): string {
  return target.endsWith('.{i}.') ? target.slice(0, -'{i}.'.length) : target;
}

function targetRows(source: InstanceSource, targets: readonly string[]): string[] {
  const rows = new Set<string>();
  for (const target of targets) {
    for (const path of expand(source, tableOf(target))) {
      const table = source.table(path);
      // An object that is no table is the one thing to point at; with it, what lies right below.
      if (!table && source.object(path) && path !== 'Device.') rows.add(path);
      if (path === 'Device.') for (const row of allRows(source)) rows.add(row);
      for (const row of table?.rows ?? []) rows.add(row);
      if (rows.size > mostCandidates) break;
    }
  }
  return [...rows].sort(comparePaths);
}

/** The resolved tables or objects that a supported path stands for. */
function expand(source: InstanceSource, supported: string): string[] {
  let paths = [''];
  for (const part of pathParts(supported)) {
    if (part !== '{i}') paths = paths.map((path) => `${path}${part}.`);
    else paths = paths.flatMap((path) => [...(source.table(path)?.rows ?? [])]);
    if (paths.length > mostCandidates) paths.length = mostCandidates;
  }
  return paths;
}

function allRows(source: InstanceSource): string[] {
  const rows: string[] = [];
  for (const { path } of source.objects()) if (/\.\d+\.$/.test(path)) rows.push(path);
  return rows.sort(comparePaths);
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
