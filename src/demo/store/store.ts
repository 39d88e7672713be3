/** The instantiated data model: objects, rows and values, with a journal that can be rolled back. */
import { splitList } from '../../usp/value-types.ts';
import type { ObjectDef, ParamDef, Schema } from '../schema/types.ts';
import { initialValue } from './initial-value.ts';
import type { TableNode } from './nodes.ts';
import { ObjectNode, type Node, type Seed } from './nodes.ts';
import { FaultError } from './fault.ts';

export type StoreChange =
  | { readonly type: 'value'; readonly node: ObjectNode; readonly name: string; readonly before: string }
  | { readonly type: 'created'; readonly node: ObjectNode }
  | { readonly type: 'deleted'; readonly node: ObjectNode };

interface JournalEntry {
  readonly change: StoreChange;
  readonly undo: () => void;
}

export const storeBounds = { rows: 50_000, rowsPerTable: 1_000, valueLength: 65_536 };

export class Store {
  readonly schema: Schema;
  readonly root: ObjectNode;
  /** Milliseconds since the epoch; what live values are computed from. Set by the Agent before all else. */
  now = 0;
  #journal: JournalEntry[] = [];
  #rows = 0;

  constructor(schema: Schema) {
    this.schema = schema;
    this.root = new ObjectNode(schema.root, schema.root.path, undefined);
  }

  // ---- reading ----------------------------------------------------------------------------------------------------

  /** The object, row or table at a path of names and instance numbers, with or without its dot at the end. */
  find(path: string): Node | undefined {
    const parts = path.endsWith('.') ? path.slice(0, -1).split('.') : path.split('.');
    if (parts[0] !== this.root.def.name) return undefined;
    let node: Node | undefined = this.root;
    for (const part of parts.slice(1)) {
      node = node.kind === 'table' ? this.row(node, part) : this.child(node, part);
      if (!node) return undefined;
    }
    return node;
  }

  /** An object or row; throws where there is none: for what the demo device itself set up. */
  object(path: string): ObjectNode {
    const node = this.find(path);
    if (node?.kind !== 'object') throw new Error(`the demo device has no ${path}`);
    return node;
  }

  table(path: string): TableNode {
    const node = this.find(path);
    if (node?.kind !== 'table') throw new Error(`the demo device has no table ${path}`);
    return node;
  }

  child(node: ObjectNode, name: string): Node | undefined {
    const child = node.children.get(name);
    return child && this.#shown(node, child) ? child : undefined;
  }

  /** The children that are there now: a union shows one member. */
  *childrenOf(node: ObjectNode): Generator<Node> {
    for (const child of node.children.values()) if (this.#shown(node, child)) yield child;
  }

  row(table: TableNode, number: string): ObjectNode | undefined {
    return /^[1-9][0-9]{0,9}$/.test(number) ? table.rows.get(Number(number)) : undefined;
  }

  /** The value as the device itself knows it; secrets too. */
  read(node: ObjectNode, name: string): string {
    const counted = node.def.counts.get(name);
    if (counted !== undefined) {
      const table = node.children.get(counted);
      return String(table?.kind === 'table' ? table.rows.size : 0);
    }
    const live = node.live?.get(name);
    if (live) return live(this.now);
    const value = node.values?.get(name) ?? node.seed?.(name);
    if (value !== undefined) return value;
    const param = node.def.params.get(name);
    return param ? initialValue(param) : '';
  }

  /** The value as a Controller may see it. */
  readForController(node: ObjectNode, param: ParamDef): string {
    return param.spec.secret ? '' : this.read(node, param.name);
  }

  /** The number of a value; 0 where it is none. */
  readNumber(node: ObjectNode, name: string): number {
    return Number(this.read(node, name)) || 0;
  }

  readFlag(node: ObjectNode, name: string): boolean {
    return this.read(node, name) === 'true';
  }

  /** The rows of a reference parameter, or of each item of its list, as far as they are there. */
  follow(node: ObjectNode, name: string): Node[] {
    return splitList(this.read(node, name)).flatMap((path) => this.find(path) ?? []);
  }

  /** Everything below and at a node, parents first. */
  *walk(from: Node = this.root): Generator<ObjectNode> {
    if (from.kind === 'table') {
      for (const row of from.rows.values()) yield* this.walk(row);
      return;
    }
    yield from;
    for (const child of this.childrenOf(from)) yield* this.walk(child);
  }

  // ---- writing ----------------------------------------------------------------------------------------------------

  /** Writes a value that is known to be right. */
  write(node: ObjectNode, name: string, value: string | number | boolean | bigint): void {
    if (!node.def.params.has(name)) throw new Error(`the demo device has no ${node.path}${name}`);
    const text = String(value);
    const before = this.read(node, name);
    if (before === text) return;
    const values = (node.values ??= new Map<string, string>());
    const stored = values.get(name);
    values.set(name, text);
    this.#log({ type: 'value', node, name, before }, () => {
      if (stored === undefined) values.delete(name);
      else values.set(name, stored);
    });
  }

  writeAll(node: ObjectNode, values: Readonly<Record<string, string | number | boolean>>): void {
    for (const [name, value] of Object.entries(values)) this.write(node, name, value);
  }

  /** Computes a value whenever it is read. */
  setLive(node: ObjectNode, name: string, value: (now: number) => string): void {
    (node.live ??= new Map<string, (now: number) => string>()).set(name, value);
  }

  /**
   * Adds a row; its number is new in this table.
   * @throws FaultError 7005 when the table or the device is full.
   */
  addRow(table: TableNode, seed?: Seed): ObjectNode {
    if (table.rows.size >= (table.def.maxEntries ?? Infinity) || this.#rows >= storeBounds.rows) {
      throw new FaultError(7005, `${table.path} is full: it has ${String(table.rows.size)} rows.`);
    }
    const number = table.nextNumber++;
    const node = new ObjectNode(table.def, `${table.path}${String(number)}.`, table, number);
    node.seed = seed;
    const before = String(table.rows.size);
    table.rows.set(number, node);
    this.#rows++;
    this.#log({ type: 'created', node }, () => {
      table.rows.delete(number);
      node.alive = false;
      this.#rows--;
    });
    this.#logCount(table, before);
    return node;
  }

  /** Removes a row with all below it; strong references to any of it become empty (R-ARC.12). */
  removeRow(row: ObjectNode): void {
    const { table, number } = row;
    if (!table || number === undefined || !row.alive) return;
    const gone = [...this.walk(row)];
    const before = String(table.rows.size);
    table.rows.delete(number);
    this.#rows--;
    for (const node of gone) node.alive = false;
    for (const node of gone.filter((one) => one.number !== undefined).reverse()) {
      this.#log({ type: 'deleted', node }, () => {
        if (node !== row) return;
        for (const one of gone) one.alive = true;
        restoreRow(table, row, number);
        this.#rows++;
      });
    }
    this.#logCount(table, before);
    this.#dropReferences(row.path);
  }

  // ---- the journal ------------------------------------------------------------------------------------------------

  /** A place to roll back to. */
  mark(): number {
    return this.#journal.length;
  }

  rollback(mark: number): void {
    for (const entry of this.#journal.splice(mark).reverse()) entry.undo();
  }

  get changed(): boolean {
    return this.#journal.length > 0;
  }

  /** Takes out what has changed since the last call: one change per value, none where it is as it was. */
  takeChanges(): StoreChange[] {
    const journal = this.#journal;
    if (journal.length === 0) return [];
    this.#journal = [];
    const seen = new Map<ObjectNode, Set<string>>();
    const changes: StoreChange[] = [];
    for (const { change } of journal) {
      if (change.type !== 'value') {
        changes.push(change);
        continue;
      }
      const { node, name, before } = change;
      let names = seen.get(node);
      if (!names) seen.set(node, (names = new Set()));
      if (names.has(name)) continue;
      names.add(name);
      if (node.alive && this.read(node, name) !== before) changes.push(change);
    }
    // What came and went within one step never was.
    return changes.filter(({ type, node }) => type !== 'created' || node.alive);
  }

  #log(change: StoreChange, undo: () => void): void {
    this.#journal.push({ change, undo });
  }

  #logCount(table: TableNode, before: string): void {
    const name = table.def.countParam;
    if (name !== undefined) this.#log({ type: 'value', node: table.parent, name, before }, () => undefined);
  }

  #shown(node: ObjectNode, child: Node): boolean {
    const { when, name } = child.def;
    return when === undefined || this.read(node, when) === name;
  }

  #dropReferences(path: string): void {
    const bare = path.slice(0, -1);
    const points = (item: string) => item === bare || item.startsWith(path);
    for (const node of this.walk()) {
      for (const param of strongReferences(node.def)) {
        const value = this.read(node, param.name);
        if (!value.includes(bare)) continue;
        const items = splitList(value);
        const left = items.filter((item) => !points(item));
        if (left.length < items.length) this.write(node, param.name, left.join(','));
      }
    }
  }
}

/** Puts a row back where its number belongs. */
function restoreRow(table: TableNode, row: ObjectNode, number: number): void {
  const rows = [...table.rows.entries(), [number, row] as const].sort(([a], [b]) => a - b);
  table.rows.clear();
  for (const [key, node] of rows) table.rows.set(key, node);
}

const strong = new WeakMap<ObjectDef, readonly ParamDef[]>();

function strongReferences(def: ObjectDef): readonly ParamDef[] {
  let params = strong.get(def);
  if (!params) {
    params = [...def.params.values()].filter(({ spec }) => spec.reference?.strength === 'strong');
    strong.set(def, params);
  }
  return params;
}
