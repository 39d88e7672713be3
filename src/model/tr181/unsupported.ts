/** What a data model has and a device does not support. No reproach: what a device must have its profiles would say. */
import type { SupportedModel, SupportedNode } from '../supported-model.ts';
import type { DataModelBook } from './book.ts';
import { typeText } from './compare.ts';
import type { FactStatus, ObjectFacts } from './facts.ts';

export interface Unsupported {
  readonly kind: 'object' | 'table' | 'parameter' | 'command' | 'event';
  /** Supported path. */
  readonly path: string;
  /** Type of a parameter, or whether a command runs on its own; of others empty. */
  readonly type: string;
  /** Of a parameter or a table. */
  readonly access: string;
  /** The worst of its own and of all that holds it. */
  readonly status: FactStatus;
  /** The data model that it is an addition to does not know it. */
  readonly added: boolean;
}

/**
 * Objects and their members, in the order of the book.
 * @param base what the book is laid over, e.g. TR-181 below a vendor's file; absent: the book adds nothing
 */
export function unsupportedOf(
  device: SupportedModel,
  book: DataModelBook,
  base?: DataModelBook,
): readonly Unsupported[] {
  return [...book.table.objects.values()].flatMap((facts) => {
    const { path } = facts;
    // The same object as a table here and as one there is a difference, and not missing.
    const node = device.node(path) ?? device.node(path.replace(/\{i\}\.$/, ''));
    return missingOf(node, book, facts, base && (base.table.objects.get(path) ?? 'unknown'));
  });
}

function missingOf(
  node: SupportedNode | undefined,
  book: DataModelBook,
  facts: ObjectFacts,
  base: ObjectFacts | 'unknown' | undefined,
): Unsupported[] {
  const missing: Unsupported[] = [];
  const holder = book.statusOf(facts);
  const { path, writable } = facts;
  const isAdded = (name: string): boolean => base !== undefined && (base === 'unknown' || !hasMember(base, name));
  const tell = (kind: Unsupported['kind'], name: string, own: FactStatus, type: string, access: string): void => {
    const status = holder === 'obsoleted' || own === 'current' ? holder : own;
    missing.push({ kind, path: path + name, type, access, status, added: isAdded(name) });
  };
  if (!node?.object) {
    const isTable = path.endsWith('{i}.');
    const added = base === 'unknown';
    const access = isTable ? (writable ? 'addDelete' : 'readOnly') : '';
    missing.push({ kind: isTable ? 'table' : 'object', path, type: '', access, status: holder, added });
  }
  for (const [name, value] of facts.params) {
    if (!node?.params.has(name)) tell('parameter', name, value.status, typeText(value), value.access);
  }
  for (const { name, status, async } of facts.commands.values()) {
    if (!node?.commands.has(name)) tell('command', name, status, async ? 'async' : 'sync', '');
  }
  for (const { name, status } of facts.events.values()) {
    if (!node?.events.has(name)) tell('event', name, status, '', '');
  }
  return missing;
}

function hasMember({ params, commands, events }: ObjectFacts, name: string): boolean {
  return params.has(name) || commands.has(name) || events.has(name);
}
