/** What the data model says of any path of a device. One book serves all devices; it holds nothing of theirs. */
import { parentPath, splitMember } from '../path-parts.ts';
import { argumentPath, factsPath } from './facts-path.ts';
import type { CommandFacts, EventFacts, FactsTable, FactStatus, ObjectFacts, ValueFacts } from './facts.ts';
import { emptyTable, layerTables } from './layer-tables.ts';
import { sameFacts } from './same-facts.ts';

/** Something of the data model at its place: its own facts, and what follows from where it is. */
interface Placed {
  /** Supported path. */
  readonly path: string;
  readonly object: ObjectFacts;
  /** The worst of its own and of all that holds it. */
  readonly status: FactStatus;
  /** Version that added it. */
  readonly since: string | undefined;
}

export interface ParamEntry extends Placed {
  readonly name: string;
  readonly value: ValueFacts;
}

export interface CommandEntry extends Placed {
  readonly command: CommandFacts;
}

export interface EventEntry extends Placed {
  readonly event: EventFacts;
}

/** A data model with the texts that a person brought along; the shipped one has none. */
export interface BookLayer {
  readonly table: FactsTable;
  /** For a person; absent: the table's own name. */
  readonly name?: string;
  /** Plain text by supported path; of an argument `…Command().Input.Name`, of a choice `path=value`. */
  readonly descriptions?: ReadonlyMap<string, string>;
  /** Where the texts come from, for a person: the name of a file. */
  readonly source?: string;
}

export interface SourcedText {
  readonly text: string;
  readonly source: string;
}

export class DataModelBook {
  readonly table: FactsTable;
  readonly #layers: readonly BookLayer[];

  /** @param layers what lies on top comes first: a vendor's extensions, then the standard. */
  constructor(layers: readonly BookLayer[]) {
    const [table = emptyTable, ...above] = layers.map((layer) => layer.table).reverse();
    this.table = above.reduce(layerTables, table);
    this.#layers = layers;
  }

  /** The object at a path; for a table (`Device.IP.Interface.`) that of its rows. */
  objectFacts(path: string): ObjectFacts | undefined {
    return objectAt(this.table, factsPath(path));
  }

  paramFacts(path: string): ParamEntry | undefined {
    const found = this.#member(path);
    const value = found?.object.params.get(found.name);
    return found && value && { ...this.#placed(found.object, found.path, value), name: found.name, value };
  }

  commandFacts(path: string): CommandEntry | undefined {
    const found = this.#member(path);
    const command = found?.object.commands.get(found.name);
    return found && command && { ...this.#placed(found.object, found.path, command), command };
  }

  eventFacts(path: string): EventEntry | undefined {
    const found = this.#member(path);
    const event = found?.object.events.get(found.name);
    return found && event && { ...this.#placed(found.object, found.path, event), event };
  }

  /** An argument by its name, resolved (`EnvVariable.1.Key`) or not; `path` is the command's or the event's. */
  argumentFacts(path: string, kind: 'input' | 'output' | 'event', name: string): ValueFacts | undefined {
    const args = kind === 'event' ? this.eventFacts(path)?.event.args : this.commandFacts(path)?.command[kind];
    return args?.values.get(argumentPath(name));
  }

  /**
   * Name of the data model that the facts at a path are from: of an object, parameter, command or event. One that only
   * repeats what lies below it says nothing of its own. Undefined where none knows the path.
   */
  sourceOf(path: string): string | undefined {
    let source: string | undefined;
    let facts: unknown;
    for (const { table, name = table.name } of [...this.#layers].reverse()) {
      const own = ownFacts(table, factsPath(path));
      if (own === undefined || sameFacts(own, facts)) continue;
      facts = own;
      source = name;
    }
    return source;
  }

  /** The text that someone brought along for an object, parameter, command, event or argument. */
  description(path: string): SourcedText | undefined {
    return this.#text(factsPath(path));
  }

  /** Of an argument of a command or event, by its name, resolved or not; `path` is the command's or the event's. */
  argumentDescription(path: string, kind: 'input' | 'output' | 'event', name: string): SourcedText | undefined {
    const word = { input: '.Input', output: '.Output', event: '' }[kind];
    return this.#text(`${factsPath(path)}${word}.${argumentPath(name)}`);
  }

  choiceDescription(path: string, choice: string): SourcedText | undefined {
    return this.#text(`${factsPath(path)}=${choice}`);
  }

  /** The worst status of an object and of all above it. */
  statusOf(object: ObjectFacts): FactStatus {
    let status = object.status;
    for (let at = parentPath(object.path); at; at = parentPath(at)) {
      status = worse(status, this.table.objects.get(at)?.status ?? 'current');
    }
    return status;
  }

  #text(at: string): SourcedText | undefined {
    for (const { descriptions, source = '' } of this.#layers) {
      const text = descriptions?.get(at) ?? descriptions?.get(`${at}{i}.`);
      if (text !== undefined) return { text, source };
    }
    return undefined;
  }

  #member(path: string): { readonly object: ObjectFacts; readonly path: string; readonly name: string } | undefined {
    const at = factsPath(path);
    const { object: owner, name } = splitMember(at);
    const object = this.table.objects.get(owner);
    return object && { object, path: at, name };
  }

  #placed(object: ObjectFacts, path: string, own: { readonly status: FactStatus; readonly since?: string }): Placed {
    return { path, object, status: worse(own.status, this.statusOf(object)), since: own.since ?? object.since };
  }
}

function objectAt(table: FactsTable, at: string): ObjectFacts | undefined {
  return table.objects.get(at) ?? table.objects.get(`${at}{i}.`);
}

/** What one data model itself says at a supported path; of an object without its members. */
function ownFacts(table: FactsTable, at: string): unknown {
  if (at.endsWith('.')) {
    const found = objectAt(table, at);
    if (!found) return undefined;
    const { params: _params, commands: _commands, events: _events, ...own } = found;
    return own;
  }
  const { object, name } = splitMember(at);
  const holder = table.objects.get(object);
  return holder?.params.get(name) ?? holder?.commands.get(name) ?? holder?.events.get(name);
}

function worse(a: FactStatus, b: FactStatus): FactStatus {
  if (a === 'obsoleted' || b === 'obsoleted') return 'obsoleted';
  return a === 'deprecated' ? a : b;
}
