/**
 * What a search looks through, kept up with the model from its changes: for each supported path the places on the
 * device where it is found, and its names cut into parts. Names are cut once for all instances.
 */
import type { SupportedParam } from '../../usp/message/answer-types.ts';
import type { DeviceModel, ModelChanges } from '../device-model.ts';
import { isInstancePart, pathParts, toSupportedPath } from '../path-parts.ts';
import type { SupportedNode } from '../supported-model.ts';
import { lettersOf, pathPart, type PathPart } from './match-part.ts';

export type EntryKind = 'object' | 'table' | 'row' | 'param' | 'command' | 'event';

/** One thing of the data model, wherever on the device it is found. */
export interface SearchEntry {
  readonly kind: EntryKind;
  /** Supported path; of a table without the `{i}` of its rows. */
  readonly path: string;
  readonly lower: string;
  readonly parts: readonly PathPart[];
  /** Of all parts together, as bits. */
  readonly letters: number;
  /** Supported path of the object whose instances it is found below, and what comes after them. */
  readonly below: string;
  readonly tail: string;
  readonly param: SupportedParam | undefined;
}

interface Place {
  /** Objects that exist. */
  readonly instances: Set<string>;
  /** Parameters that were read of any of them. */
  readonly names: Set<string>;
}

interface CutNode {
  /** What it was made from: another one is made anew. */
  readonly from: SupportedNode['object'];
  readonly names: number;
  readonly entries: readonly SearchEntry[];
}

const nowhere: ReadonlySet<string> = new Set();

export class SearchIndex {
  readonly #model: DeviceModel;
  readonly #places = new Map<string, Place>();
  readonly #cut = new Map<string, CutNode>();

  constructor(model: DeviceModel) {
    this.#model = model;
    for (const { path } of model.objects()) this.#take(path);
  }

  /** Takes in what changed: work for what changed, none for the rest. */
  update(changes: Pick<ModelChanges, 'objects'>): void {
    for (const path of changes.objects) this.#take(path);
  }

  /** Objects that exist for a supported path. */
  instances(supported: string): ReadonlySet<string> {
    return this.#places.get(supported)?.instances ?? nowhere;
  }

  /** Supported paths of all objects: those that the device supports, and those that it only told of. */
  *objects(): Generator<string> {
    for (const { path } of this.#model.supported.nodes()) yield path;
    for (const [path, { instances }] of this.#places) {
      if (instances.size > 0 && !this.#supported(path)) yield path;
    }
  }

  /** What there is in an object: itself, its table, its parameters, commands and events. */
  entries(supported: string): readonly SearchEntry[] {
    const node = this.#supported(supported);
    const names = this.#places.get(supported)?.names;
    const known = this.#cut.get(supported);
    if (known && known.from === node?.object && known.names === (names?.size ?? 0)) return known.entries;
    const entries = cut(supported, node, names ?? nowhere);
    this.#cut.set(supported, { from: node?.object, names: names?.size ?? 0, entries });
    return entries;
  }

  #take(path: string): void {
    const supported = toSupportedPath(path);
    const node = this.#model.object(path);
    let place = this.#places.get(supported);
    if (!node) {
      place?.instances.delete(path);
      return;
    }
    if (!place) {
      place = { instances: new Set(), names: new Set() };
      this.#places.set(supported, place);
    }
    place.instances.add(path);
    for (const name of node.params.keys()) place.names.add(name);
  }

  /** The node of exactly this path: `node()` of the model also gives a table's rows for the table. */
  #supported(path: string): SupportedNode | undefined {
    const node = this.#model.supported.node(path);
    return node?.path === path ? node : undefined;
  }
}

function cut(path: string, node: SupportedNode | undefined, seen: ReadonlySet<string>): SearchEntry[] {
  const parts = pathParts(path).map(pathPart);
  const make = (kind: EntryKind, name: string, param?: SupportedParam): SearchEntry => {
    const own = name ? [...parts, pathPart(name.replace(/(\(\)|!)$/, ''))] : parts;
    return entryOf(kind, path + name, own, path, name, param);
  };
  const entries: SearchEntry[] = [];
  const last = parts.at(-1);
  const table = parts.at(-2);
  if (last?.isInstance && table) {
    const above = parts
      .slice(0, -2)
      .map(({ text }) => `${text}.`)
      .join('');
    const tail = `${table.text}.`;
    entries.push(entryOf('table', above + tail, parts.slice(0, -1), above, tail, undefined), make('row', ''));
  } else {
    entries.push(make('object', ''));
  }
  for (const name of new Set([...(node?.params.keys() ?? []), ...seen])) {
    entries.push(make('param', name, node?.params.get(name)));
  }
  for (const name of node?.commands.keys() ?? []) entries.push(make('command', name));
  for (const name of node?.events.keys() ?? []) entries.push(make('event', name));
  return entries;
}

function entryOf(
  kind: EntryKind,
  path: string,
  parts: readonly PathPart[],
  below: string,
  tail: string,
  param: SupportedParam | undefined,
): SearchEntry {
  const lower = path.toLowerCase();
  return { kind, path, lower, parts, letters: lettersOf(lower), below, tail, param };
}

/** The instance numbers of a resolved path, in their order. */
export function instanceNumbers(path: string): string[] {
  return pathParts(path).filter(isInstancePart);
}
