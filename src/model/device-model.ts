/** What is known of one device: its supported data model, its instances, its values and how they changed. */
import type {
  GetInstancesResult,
  GetResult,
  GetSupportedDMResult,
  Notification,
  SupportedObject,
  UspAnswer,
} from '../usp/message/answer-types.ts';
import type { NameValue } from '../usp/message/request-types.ts';
import { isInstancePath, isTooDeep, isWithin, parentPath, pathBounds, splitMember } from './path-parts.ts';
import { SupportedModel } from './supported-model.ts';
import { ValueHistories, type ValuePoint } from './value-histories.ts';

export type { ValuePoint } from './value-histories.ts';

/** Never changed in place: a value that was read anew is a new object, so that who holds one can tell. */
export interface ParamValue {
  readonly value: string;
  /** When the Agent last said it. */
  readonly readAt: number;
  /** When it was last seen to differ from before; undefined: never. */
  readonly changedAt: number | undefined;
  /** Oldest first; undefined until it changes, so that 100,000 values stay small. */
  readonly history: readonly ValuePoint[] | undefined;
}

/** An object that exists on the device. */
export interface ObjectNode {
  readonly path: string;
  readonly params: Map<string, ParamValue>;
  /** Of a row, as GetInstances or Add said. */
  uniqueKeys: readonly NameValue[];
  /** Objects and tables directly below that are known to exist; undefined: none. */
  children: Set<string> | undefined;
  /** When all its own parameters were last read; 0: never. */
  readAt: number;
}

/** The rows of a table, by their path. */
export interface TableNode {
  readonly path: string;
  readonly rows: Set<string>;
  /** When its rows were last listed; 0: never. */
  listedAt: number;
}

/** What changed since it was last asked. Paths of objects and of tables. */
export interface ModelChanges {
  readonly objects: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
  readonly supported: boolean;
  /** Objects or rows came or went, or the supported data model changed: the tree is another one. */
  readonly structure: boolean;
}

/** Bounds: what a peer can push must end somewhere. */
export const modelBounds = {
  objects: 200_000,
  tables: 200_000,
  /** Parameters of one object, and of all. */
  params: 20_000,
  values: 1_000_000,
  /** Of all values, their names and the unique keys. */
  characters: 128 * 1024 * 1024,
};

export class DeviceModel {
  readonly supported = new SupportedModel();
  /** The data model that the Agent says it implements, as a URI; empty: it did not say. */
  dataModelUri = '';
  readonly #objects = new Map<string, ObjectNode>();
  readonly #tables = new Map<string, TableNode>();
  readonly #onDirty: () => void;
  #dirtyObjects = new Set<string>();
  #dirtyTables = new Set<string>();
  #dirtySupported = false;
  #dirtyStructure = false;
  #told = false;
  #values = 0;
  #characters = 0;
  #left = 0;
  readonly #histories = new ValueHistories();

  /** @param onDirty called once after the first change since `takeChanges`. */
  constructor(onDirty: () => void = () => {}) {
    this.#onDirty = onDirty;
  }

  get objectCount(): number {
    return this.#objects.size;
  }

  get valueCount(): number {
    return this.#values;
  }

  /** Of all values, their names and the unique keys. */
  get characters(): number {
    return this.#characters;
  }

  /** Of the values from before. */
  get historyCharacters(): number {
    return this.#histories.characters;
  }

  /** Times that a value was left out, as there is no more room. */
  get leftOut(): number {
    return this.#left;
  }

  object(path: string): ObjectNode | undefined {
    return this.#objects.get(path);
  }

  table(path: string): TableNode | undefined {
    return this.#tables.get(path);
  }

  value(path: string): ParamValue | undefined {
    const { object, name } = splitMember(path);
    return this.#objects.get(object)?.params.get(name);
  }

  /** The text of a value, for facts that are simply shown where they are known. */
  text(path: string): string | undefined {
    return this.value(path)?.value;
  }

  objects(): IterableIterator<ObjectNode> {
    return this.#objects.values();
  }

  tables(): IterableIterator<TableNode> {
    return this.#tables.values();
  }

  /** Takes an answer, or a part of one, in. `now` in milliseconds since the epoch. */
  take(answer: UspAnswer, now: number): void {
    if (answer.kind === 'Get') for (const result of answer.results) this.#takeGet(result, now);
    if (answer.kind === 'GetInstances') for (const result of answer.results) this.#takeInstances(result);
    if (answer.kind === 'GetSupportedDM') for (const result of answer.results) this.#takeSupported(result);
  }

  /** Takes in what an earlier visit saw of the supported data model. */
  recall(objects: readonly SupportedObject[]): void {
    for (const object of objects) this.supported.recall(object);
    this.#markSupported();
  }

  /** Lets go of what is supported no longer; see `SupportedModel.dropDoubted`. */
  dropDoubted(stays?: (path: string) => boolean): void {
    this.supported.dropDoubted(stays);
    this.#markSupported();
  }

  /** Sets one value that the Agent said by itself or confirmed. */
  setValue(path: string, value: string, now: number): void {
    const { object, name } = splitMember(path);
    if (object && name) this.#put(this.#ensure(object), name, value, now);
  }

  /** Says that the rows of a table were listed whole: what is not among `paths` is gone. */
  setRows(tablePath: string, paths: Iterable<string>, now: number): void {
    const table = this.#ensureTable(tablePath);
    const here = new Set<string>();
    for (const path of paths) if (parentPath(path) === tablePath) here.add(path);
    this.removeAll([...table.rows].filter((row) => !here.has(row)));
    for (const row of here) this.#ensure(row);
    table.listedAt = now;
    this.#markTable(tablePath);
  }

  /** Marks objects as read whole: parameters that did not come with the answer are gone. */
  setRead(path: string, names: ReadonlySet<string>, now: number): void {
    const node = this.#ensure(path);
    for (const name of [...node.params.keys()]) {
      if (!names.has(name)) this.#dropValue(node, name);
    }
    node.readAt = now;
    this.#markObject(path);
  }

  addRow(path: string, uniqueKeys: readonly NameValue[]): void {
    if (!isInstancePath(path)) return;
    const node = this.#ensure(path);
    const more = keySize(uniqueKeys) - keySize(node.uniqueKeys);
    if (this.#objects.get(path) !== node || !this.#hasRoom(more)) return;
    this.#characters += more;
    node.uniqueKeys = uniqueKeys;
  }

  /** Removes an object and everything below it. */
  remove(path: string): void {
    this.removeAll([path]);
  }

  /** What a Notification says about the model. */
  notify(notification: Notification, now: number): void {
    if (notification.kind === 'ValueChange') this.setValue(notification.paramPath, notification.value, now);
    if (notification.kind === 'ObjectCreation') this.addRow(notification.objPath, notification.uniqueKeys);
    if (notification.kind === 'ObjectDeletion') this.remove(notification.objPath);
  }

  /** Hands over what changed since it was last asked, and starts anew. */
  takeChanges(): ModelChanges {
    const changes = {
      objects: this.#dirtyObjects,
      tables: this.#dirtyTables,
      supported: this.#dirtySupported,
      structure: this.#dirtyStructure,
    };
    this.#dirtyObjects = new Set();
    this.#dirtyTables = new Set();
    this.#dirtySupported = false;
    this.#dirtyStructure = false;
    this.#told = false;
    return changes;
  }

  /** Forgets instances and values, e.g. after a factory reset; the supported data model stays. */
  clearInstances(): void {
    this.#dirtyStructure = true;
    for (const path of this.#objects.keys()) this.#markObject(path);
    for (const path of this.#tables.keys()) this.#markTable(path);
    this.#objects.clear();
    this.#tables.clear();
    this.#histories.clear();
    this.#values = 0;
    this.#characters = 0;
    this.#left = 0;
  }

  clear(): void {
    this.clearInstances();
    this.supported.clear();
    this.#markSupported();
  }

  #takeGet(result: GetResult, now: number): void {
    for (const object of result.objects) {
      for (const [name, value] of object.params) {
        // Agents may put `Stats.BytesSent` below its grandparent: what counts is the object that it lies in.
        const { object: below, name: own } = splitMember(name);
        this.#put(this.#ensure(below ? object.path + below : object.path), own, value, now);
      }
      if (object.path.endsWith('.')) this.#ensure(object.path);
    }
  }

  #takeInstances(result: GetInstancesResult): void {
    for (const instance of result.instances) this.addRow(instance.path, instance.uniqueKeys);
  }

  #takeSupported(result: GetSupportedDMResult): void {
    for (const object of result.objects) this.supported.add(object);
    this.dataModelUri = result.dataModelInstUri.slice(0, pathBounds.length) || this.dataModelUri;
    if (result.objects.length > 0) this.#markSupported();
  }

  /** Removes objects and everything below them, in one pass: a table may lose a thousand rows at once. */
  removeAll(paths: Iterable<string>): void {
    const gone = new Set([...paths].filter((path) => path.endsWith('.')));
    if (gone.size === 0) return;
    for (const path of gone) {
      const table = this.#tables.get(parentPath(path));
      if (table?.rows.delete(path)) this.#markTable(table.path);
      this.#objects.get(parentPath(path))?.children?.delete(path);
    }
    for (const [at, node] of this.#objects) {
      if (!isWithin(at, gone)) continue;
      for (const name of [...node.params.keys()]) this.#dropValue(node, name);
      this.#characters -= keySize(node.uniqueKeys);
      this.#objects.delete(at);
      this.#dirtyStructure = true;
      this.#markObject(at);
    }
    for (const at of this.#tables.keys()) {
      if (!isWithin(at, gone)) continue;
      this.#tables.delete(at);
      this.#markTable(at);
    }
  }

  #put(node: ObjectNode, name: string, value: string, now: number): void {
    if (!name || this.#objects.get(node.path) !== node) return;
    const known = node.params.get(name);
    this.#markObject(node.path);
    if (known?.value === value) {
      node.params.set(name, { ...known, readAt: now });
      return;
    }
    const more = known ? value.length - known.value.length : name.length + value.length;
    if (!this.#hasRoom(more) || (!known && !this.#hasPlace(node))) {
      // What is known of it is not true any more.
      this.#dropValue(node, name);
      this.#left += 1;
      return;
    }
    this.#characters += more;
    if (known) {
      const before = known.history ?? [{ time: known.readAt, value: known.value }];
      const history = this.#histories.add(node.path + name, before, { time: now, value });
      node.params.set(name, { value, readAt: now, changedAt: now, history });
      for (const path of this.#histories.shrink()) this.#dropHistory(path);
    } else {
      node.params.set(name, { value, readAt: now, changedAt: undefined, history: undefined });
      this.#values += 1;
    }
  }

  #hasRoom(more: number): boolean {
    return more <= 0 || this.#characters + more <= modelBounds.characters;
  }

  #hasPlace(node: ObjectNode): boolean {
    return node.params.size < modelBounds.params && this.#values < modelBounds.values;
  }

  #dropValue(node: ObjectNode, name: string): void {
    const known = node.params.get(name);
    if (!known) return;
    if (known.history) this.#histories.forget(node.path + name);
    node.params.delete(name);
    this.#values -= 1;
    this.#characters -= name.length + known.value.length;
  }

  #dropHistory(path: string): void {
    const { object, name } = splitMember(path);
    const params = this.#objects.get(object)?.params;
    const known = params?.get(name);
    if (known) params?.set(name, { ...known, history: undefined });
    this.#markObject(object);
  }

  /** The object at a path, made together with the rows and tables on the way to it. */
  #ensure(path: string): ObjectNode {
    const known = this.#objects.get(path);
    if (known) return known;
    const node: ObjectNode = { path, params: new Map(), uniqueKeys: [], children: undefined, readAt: 0 };
    if (this.#objects.size >= modelBounds.objects || isTooDeep(path)) return node;
    this.#objects.set(path, node);
    this.#dirtyStructure = true;
    this.#markObject(path);
    const parent = parentPath(path);
    if (isInstancePath(path)) {
      this.#ensureTable(parent).rows.add(path);
      this.#markTable(parent);
      const above = parentPath(parent);
      if (above) adopt(this.#ensure(above), parent);
    } else if (parent) {
      adopt(this.#ensure(parent), path);
    }
    return node;
  }

  #ensureTable(path: string): TableNode {
    let table = this.#tables.get(path);
    if (!table) {
      table = { path, rows: new Set(), listedAt: 0 };
      if (this.#tables.size < modelBounds.tables) this.#tables.set(path, table);
    }
    return table;
  }

  #markObject(path: string): void {
    this.#dirtyObjects.add(path);
    this.#tell();
  }

  #markTable(path: string): void {
    this.#dirtyTables.add(path);
    this.#dirtyStructure = true;
    this.#tell();
  }

  #markSupported(): void {
    this.#dirtySupported = true;
    this.#dirtyStructure = true;
    this.#tell();
  }

  #tell(): void {
    if (this.#told) return;
    this.#told = true;
    this.#onDirty();
  }
}

function adopt(parent: ObjectNode, child: string): void {
  (parent.children ??= new Set()).add(child);
}

function keySize(keys: readonly NameValue[]): number {
  return keys.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}
