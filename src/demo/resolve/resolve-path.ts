/** From any Path Name to the objects, parameters, commands and events that it stands for now. */
import { parsePath, type ExpressionComponent, type FollowedItem, type Path, type PathSegment } from '../../usp/path.ts';
import { splitList } from '../../usp/value-types.ts';
import type { CommandDef, EventDef, ParamDef } from '../schema/types.ts';
import { FaultError, type Fault } from '../store/fault.ts';
import type { Node, ObjectNode, TableNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import { holds } from './comparison.ts';
import { checkSupported, type SupportedPlace } from './supported.ts';

export type Target =
  | { readonly type: 'object'; readonly node: ObjectNode }
  | { readonly type: 'table'; readonly node: TableNode }
  | { readonly type: 'parameter'; readonly node: ObjectNode; readonly param: ParamDef }
  | { readonly type: 'command'; readonly node: ObjectNode; readonly command: CommandDef }
  | { readonly type: 'event'; readonly node: ObjectNode; readonly event: EventDef };

export type Resolved =
  | {
      readonly ok: true;
      /** A search that matches nothing is no error (R-MSG.4a); an address that leads nowhere may be one. */
      readonly searching: boolean;
      readonly places: readonly SupportedPlace[];
      readonly targets: readonly Target[];
    }
  | ({ readonly ok: false } & Fault);

/** Resolves a path: 7008 where it is no path, 7026 where the supported data model has no such thing. */
export function resolvePath(store: Store, text: string): Resolved {
  const parsed = parsePath(text);
  if (!parsed.ok) return { ok: false, code: 7008, message: parsed.problem };
  return resolveParsed(store, parsed.path);
}

export function resolveParsed(store: Store, path: Path): Resolved {
  const last = path.segments[path.segments.length - 1];
  if (!last || (isObject(last) && !path.endsInDot)) {
    return { ok: false, code: 7008, message: 'The path of an object ends in a dot.' };
  }
  try {
    const { searching, places } = checkSupported(store.schema, path.segments);
    let nodes: Node[] = [store.root];
    for (const segment of path.segments.slice(1)) {
      if (!isObject(segment)) break;
      nodes = nodes.flatMap((node) => advance(store, node, segment));
    }
    // Two references may lead to one object: it is there once.
    const targets = [...new Set(nodes)].flatMap((node) => targetOf(node, last));
    return { ok: true, searching, places, targets };
  } catch (error) {
    if (error instanceof FaultError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

/** Whether a row meets all comparisons of an expression. */
export function rowHolds(store: Store, row: ObjectNode, components: readonly ExpressionComponent[]): boolean {
  return components.every((component) => {
    let nodes: Node[] = [row];
    for (const { name, follow } of component.param.slice(0, -1)) {
      nodes = nodes.flatMap((node) =>
        advance(store, node, follow === undefined ? { type: 'name', name } : { type: 'reference', name, follow }),
      );
    }
    const name = component.param[component.param.length - 1]?.name ?? '';
    return nodes.some((node) => {
      const param = node.kind === 'object' ? node.def.params.get(name) : undefined;
      return node.kind === 'object' && param && holds(param, store.readForController(node, param), component);
    });
  });
}

function isObject({ type }: PathSegment): boolean {
  return type !== 'parameter' && type !== 'command' && type !== 'event';
}

function advance(store: Store, node: Node, segment: PathSegment): Node[] {
  if (node.kind === 'table') {
    if (segment.type === 'instance') return present(node.rows.get(segment.number));
    if (segment.type === 'wildcard') return [...node.rows.values()];
    if (segment.type !== 'expression') return [];
    return [...node.rows.values()].filter((row) => rowHolds(store, row, segment.components));
  }
  if (segment.type === 'name') return present(store.child(node, segment.name));
  return segment.type === 'reference' ? followReference(store, node, segment.name, segment.follow) : [];
}

function followReference(store: Store, node: ObjectNode, name: string, follow: FollowedItem): Node[] {
  const param = node.def.params.get(name);
  if (param?.spec.reference?.to !== 'row') return [];
  const value = store.read(node, name);
  const items = param.spec.facets.list ? splitList(value) : value === '' ? [] : [value];
  const chosen = follow === 'all' ? items : present(items[follow === 'first' ? 0 : follow - 1]);
  return chosen.flatMap((item) => present(store.find(item)));
}

function targetOf(node: Node, last: PathSegment): Target[] {
  if (isObject(last)) return [node.kind === 'table' ? { type: 'table', node } : { type: 'object', node }];
  if (node.kind === 'table' || !('name' in last)) return [];
  if (last.type === 'parameter') {
    const param = node.def.params.get(last.name);
    return param ? [{ type: 'parameter', node, param }] : [];
  }
  if (last.type === 'command') {
    const command = node.def.commands.get(`${last.name}()`);
    return command ? [{ type: 'command', node, command }] : [];
  }
  const event = node.def.events.get(`${last.name}!`);
  return event ? [{ type: 'event', node, event }] : [];
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
