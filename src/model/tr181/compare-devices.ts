/** Two supported data models side by side: two devices, or one before and after a new firmware. */
import type { SupportedModel, SupportedNode } from '../supported-model.ts';
import type { DataModelBook } from './book.ts';

export interface SideBySide {
  /** Supported path. */
  readonly path: string;
  /** What it is there, in words; absent: it is not there. */
  readonly one?: string;
  readonly other?: string;
  /** What the standard says of it; absent: nothing. */
  readonly standard?: string;
}

/** All that only one has, or that both have and say other things of. By path. */
export function compareDevices(one: SupportedModel, other: SupportedModel, book?: DataModelBook): SideBySide[] {
  const left = membersOf(one);
  const right = membersOf(other);
  const rows: SideBySide[] = [];
  for (const path of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(path), right.get(path)];
    if (a === b) continue;
    const standard = book && standardText(book, path);
    rows.push({
      path,
      ...(a !== undefined && { one: a }),
      ...(b !== undefined && { other: b }),
      ...(standard !== undefined && { standard }),
    });
  }
  return rows.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function membersOf(model: SupportedModel): Map<string, string> {
  const members = new Map<string, string>();
  for (const node of model.nodes()) addMembers(node, members);
  return members;
}

function addMembers({ path, object, params, commands, events }: SupportedNode, members: Map<string, string>): void {
  if (object) members.set(path, `${object.isMultiInstance ? 'table' : 'object'}, ${object.access}`);
  for (const { name, type, access } of params.values()) members.set(path + name, `${type}, ${access}`);
  for (const { name, type, inputArgs, outputArgs } of commands.values()) {
    members.set(path + name, `${type} command (${sorted(inputArgs)}) → (${sorted(outputArgs)})`);
  }
  for (const { name, args } of events.values()) members.set(path + name, `event (${sorted(args)})`);
}

/** An Agent may list arguments in any order. */
function sorted(names: readonly string[]): string {
  return [...names].sort().join(', ');
}

function standardText(book: DataModelBook, path: string): string | undefined {
  const param = book.paramFacts(path);
  if (param) return `${param.value.facets.list ? 'string' : param.value.type}, ${param.value.access}`;
  const command = book.commandFacts(path)?.command;
  if (command) return `${command.async ? 'async' : 'sync'} command`;
  if (book.eventFacts(path)) return 'event';
  const object = path.endsWith('.') ? book.objectFacts(path) : undefined;
  return (
    object && `${object.path.endsWith('{i}.') ? 'table' : 'object'}, ${object.writable ? 'addDelete' : 'readOnly'}`
  );
}
