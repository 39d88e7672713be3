/** The supported data model of one device, by supported path, built up from GetSupportedDM answers as they come in. */
import type { SupportedCommand, SupportedEvent, SupportedObject, SupportedParam } from '../usp/message/answer-types.ts';
import { isInstancePart, isTooDeep, lastPart, parentPath, splitMember, toSupportedPath } from './path-parts.ts';

/** An object of the supported data model. One that is only known as the way to another has no `object`. */
export interface SupportedNode {
  /** Supported path; for a table that of its rows: `Device.IP.Interface.{i}.` */
  readonly path: string;
  readonly parent: string;
  object: SupportedObject | undefined;
  readonly params: Map<string, SupportedParam>;
  readonly commands: Map<string, SupportedCommand>;
  readonly events: Map<string, SupportedEvent>;
  /** Supported paths of what lies directly below, in the order they came. */
  readonly children: Set<string>;
}

/** Objects that a supported data model may have here; TR-181 has some 800. */
const supportedBound = 50_000;

export class SupportedModel {
  readonly #nodes = new Map<string, SupportedNode>();
  readonly #roots = new Set<string>();
  /** Objects that were said at an earlier visit, or before the present reading, and not again since. */
  readonly #doubted = new Set<string>();
  #params = 0;
  #described = 0;

  get size(): number {
    return this.#nodes.size;
  }

  /** Objects that the device has described since all was last doubted. */
  get confirmed(): number {
    return this.#described - this.#doubted.size;
  }

  get paramCount(): number {
    return this.#params;
  }

  /** Paths of the objects that lie in no other, usually `Device.` alone. */
  get roots(): ReadonlySet<string> {
    return this.#roots;
  }

  /** Takes one object in; what was known of it is replaced. */
  add(object: SupportedObject): void {
    const path = supportedPathOf(object);
    if (isTooDeep(path) || (this.#nodes.size >= supportedBound && !this.#nodes.has(path))) return;
    const node = this.#ensure(path);
    // An answer of one level names what lies below without what is in it: that takes nothing away.
    if (isEmpty(object) && node.object && !isEmpty(node.object) && !this.#doubted.has(path)) return;
    this.#doubted.delete(path);
    this.#params -= node.params.size;
    if (!node.object) this.#described += 1;
    node.object = object;
    fill(node.params, object.params);
    fill(node.commands, object.commands.map(withoutDoubles));
    fill(node.events, object.events.map(eventWithoutDoubles));
    this.#params += node.params.size;
  }

  /** Takes in what an earlier visit saw, as doubted. Where the device has spoken since, its own word stands. */
  recall(object: SupportedObject): void {
    const path = supportedPathOf(object);
    if (this.#nodes.get(path)?.object) return;
    this.add(object);
    if (this.#nodes.has(path)) this.#doubted.add(path);
  }

  /** All is to be said anew: what is known stands until `dropDoubted`. */
  doubtAll(): void {
    for (const { path, object } of this.#nodes.values()) if (object) this.#doubted.add(path);
  }

  /** Was this object said at an earlier time only? `path` as the model has it. */
  isDoubted(path: string): boolean {
    return this.#doubted.has(path);
  }

  /** Objects that an answer named as the way to others or without anything in them: their own answer may be missing. */
  *undescribed(): Generator<string> {
    for (const { path, object, children } of this.#nodes.values()) {
      const empty = object && isEmpty(object) && children.size === 0;
      const way = [...children].some((child) => this.#nodes.get(child)?.object && !this.#doubted.has(child));
      if (object ? empty && !this.#doubted.has(path) : way) yield path;
    }
  }

  /** Lets go of what was not said again. @param stays decides on what could not be asked. */
  dropDoubted(stays: (path: string) => boolean = () => false): void {
    const dropped = new Set([...this.#doubted].filter((path) => !stays(path)));
    if (dropped.size === 0) return;
    const doubted = [...this.#doubted];
    const kept = [...this.#nodes.values()];
    this.clear();
    for (const { path, object } of kept) if (object && !dropped.has(path)) this.add(object);
    for (const path of doubted) if (!dropped.has(path)) this.#doubted.add(path);
  }

  /** The object at a path, resolved or supported; for a table (`Device.IP.Interface.`) that of its rows. */
  node(path: string): SupportedNode | undefined {
    const supported = toSupportedPath(path);
    return this.#nodes.get(supported) ?? this.#nodes.get(`${supported}{i}.`);
  }

  /** Is this the path of a table, i.e. of all its rows together? */
  isTable(path: string): boolean {
    const supported = toSupportedPath(path);
    return this.#nodes.has(`${supported}{i}.`) && !this.#nodes.has(supported);
  }

  param(path: string): SupportedParam | undefined {
    const { object, name } = splitMember(path);
    return this.#nodes.get(toSupportedPath(object))?.params.get(name);
  }

  command(path: string): SupportedCommand | undefined {
    const { object, name } = splitMember(path);
    return this.#nodes.get(toSupportedPath(object))?.commands.get(name);
  }

  event(path: string): SupportedEvent | undefined {
    const { object, name } = splitMember(path);
    return this.#nodes.get(toSupportedPath(object))?.events.get(name);
  }

  nodes(): IterableIterator<SupportedNode> {
    return this.#nodes.values();
  }

  clear(): void {
    this.#nodes.clear();
    this.#roots.clear();
    this.#doubted.clear();
    this.#params = 0;
    this.#described = 0;
  }

  #ensure(path: string): SupportedNode {
    const known = this.#nodes.get(path);
    if (known) return known;
    const parent = supportedParent(path);
    const node: SupportedNode = {
      path,
      parent,
      object: undefined,
      params: new Map(),
      commands: new Map(),
      events: new Map(),
      children: new Set(),
    };
    this.#nodes.set(path, node);
    if (parent) this.#ensure(parent).children.add(path);
    else this.#roots.add(path);
    return node;
  }
}

/** The object above in the supported data model: a table's name is no object of its own. */
export function supportedParent(path: string): string {
  const parent = parentPath(path);
  return isInstancePart(lastPart(path)) ? parentPath(parent) : parent;
}

/** A name stands for one thing, however often an Agent lists it. */
function withoutDoubles(command: SupportedCommand): SupportedCommand {
  return { ...command, inputArgs: [...new Set(command.inputArgs)], outputArgs: [...new Set(command.outputArgs)] };
}

function eventWithoutDoubles(event: SupportedEvent): SupportedEvent {
  return { ...event, args: [...new Set(event.args)] };
}

function isEmpty({ params, commands, events }: SupportedObject): boolean {
  return params.length + commands.length + events.length === 0;
}

/** The path that an object is known under, however the Agent wrote it. */
export function supportedPathOf({ path }: SupportedObject): string {
  return toSupportedPath(path.endsWith('.') ? path : `${path}.`);
}

function fill<T extends { readonly name: string }>(map: Map<string, T>, items: readonly T[]): void {
  map.clear();
  for (const item of items) map.set(item.name, item);
}
