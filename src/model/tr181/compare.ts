/** A device beside the standard: what it supports of it, what differs, and what the standard does not know. */
import type { ObjectAccess, SupportedCommand, SupportedEvent, SupportedParam } from '../../usp/message/answer-types.ts';
import { lastPart, pathParts, splitMember } from '../path-parts.ts';
import type { SupportedModel, SupportedNode } from '../supported-model.ts';
import type { DataModelBook } from './book.ts';
import { factsPath } from './facts-path.ts';
import type { ArgumentFacts, FactStatus, ObjectFacts, ValueFacts } from './facts.ts';

/**
 * `type`, `access`, `shape` (table or not), `command` (synchronous or not): other than the standard's. `vendor`: named as
 * TR-106 asks of a vendor's own, `X_…`. `unknown`: not the standard's, and not named so. `missing`: what the standard
 * needs wherever the object is (see `judged`).
 */
export type FindingKind = 'type' | 'access' | 'shape' | 'command' | 'unknown' | 'vendor' | 'deprecated' | 'missing';

/** What can be called missing without the profiles that a device claims: nothing else is said to be. */
export const judged = [
  'parameters of unique keys, one key at least',
  'the parameter that counts the rows of a supported table',
  'mandatory arguments of a supported command',
] as const;

export interface Finding {
  readonly kind: FindingKind;
  /** Supported path of what it is about. */
  readonly path: string;
  /** Supported path of the object that it lies in. */
  readonly object: string;
  /** What the device says; absent where it says nothing. */
  readonly device?: string;
  /** What the standard says. */
  readonly standard?: string;
}

/** Counts of one object: parameters, commands and events together. */
export interface ObjectSummary {
  readonly path: string;
  readonly inStandard: boolean;
  /** Members that the device has. */
  readonly supported: number;
  /** Of those, how many are the standard's. */
  readonly standard: number;
  /** Members that the standard has. */
  readonly possible: number;
  readonly findings: number;
}

export interface Comparison {
  readonly findings: readonly Finding[];
  /** By path, in the order of the device. */
  readonly objects: readonly ObjectSummary[];
  readonly totals: ReadonlyMap<FindingKind, number>;
}

/** Holds the supported data model of a device against the book. The device is right about itself; this shows where it differs. */
export function compareWithStandard(device: SupportedModel, book: DataModelBook): Comparison {
  const findings: Finding[] = [];
  const objects: ObjectSummary[] = [];
  for (const node of device.nodes()) {
    if (!node.object) continue;
    const facts = objectFactsOf(book, node);
    const found = compareNode(device, book, node);
    findings.push(...found);
    const names = [...node.params.keys(), ...node.commands.keys(), ...node.events.keys()];
    objects.push({
      path: node.path,
      inStandard: facts !== undefined,
      supported: names.length,
      standard: facts ? names.filter((name) => memberOf(facts, name)).length : 0,
      possible: facts ? facts.params.size + facts.commands.size + facts.events.size : 0,
      findings: found.length,
    });
  }
  const totals = new Map<FindingKind, number>();
  for (const { kind } of findings) totals.set(kind, (totals.get(kind) ?? 0) + 1);
  return { findings, objects, totals };
}

/** What is to be said of one object of the device and of all in it. */
export function compareNode(device: SupportedModel, book: DataModelBook, node: SupportedNode): readonly Finding[] {
  const findings: Finding[] = [];
  compareObject(device, book, node, objectFactsOf(book, node), findings);
  return findings;
}

/**
 * What is to be said of one object, parameter, command, event or argument where it is shown: also what a comparison of
 * the whole says once for all that lies in a strange or deprecated object.
 * @param path resolved or supported
 */
export function findingsAt(device: SupportedModel, book: DataModelBook, path: string): readonly Finding[] {
  const at = factsPath(path);
  const { object } = splitMember(at.replace(/(\(\)|!)\..*$/, '$1'));
  const node = device.node(object);
  if (!node?.object) return [];
  const found = compareNode(device, book, node).filter((finding) => finding.path === at);
  if (found.length > 0) return found;
  if (!objectFactsOf(book, node)) return [{ kind: isVendorPath(at) ? 'vendor' : 'unknown', path: at, object }];
  const placed = book.paramFacts(at) ?? book.commandFacts(at) ?? book.eventFacts(at);
  const status = placed?.status ?? 'current';
  return status === 'current' ? [] : [{ kind: 'deprecated', path: at, object, standard: status }];
}

function objectFactsOf(book: DataModelBook, { path }: SupportedNode): ObjectFacts | undefined {
  return book.objectFacts(path) ?? book.objectFacts(path.replace(/\{i\}\.$/, ''));
}

/** What is wrong with one parameter, for where it is shown. */
export function compareParam(param: SupportedParam, facts: ValueFacts, status: FactStatus): readonly FindingKind[] {
  const found: FindingKind[] = [];
  if (!sameType(param, facts)) found.push('type');
  if (!sameAccess(param, facts)) found.push('access');
  if (status !== 'current') found.push('deprecated');
  return found;
}

/** Is the name, or something above it, a vendor's own (TR-106: `X_` and who made it)? */
export function isVendorPath(path: string): boolean {
  return pathParts(path).some((part) => part.startsWith('X_'));
}

export function typeText(facts: ValueFacts): string {
  return facts.facets.list ? `list of ${facts.type}` : facts.type;
}

function compareObject(
  device: SupportedModel,
  book: DataModelBook,
  node: SupportedNode,
  facts: ObjectFacts | undefined,
  findings: Finding[],
): void {
  const { path: object } = node;
  const tell = (kind: FindingKind, path: string, deviceSays?: string, standardSays?: string): void => {
    findings.push({
      kind,
      path,
      object,
      ...(deviceSays !== undefined && { device: deviceSays }),
      ...(standardSays !== undefined && { standard: standardSays }),
    });
  };
  const strange = (path: string): void => tell(isVendorPath(path) ? 'vendor' : 'unknown', path);
  if (!facts) {
    // One finding for the topmost strange object: what lies in it is as strange.
    if (book.objectFacts(node.parent) || !device.node(node.parent)?.object) strange(object);
    return;
  }
  const status = book.statusOf(facts);
  if (facts.status !== 'current') tell('deprecated', object, undefined, facts.status);
  const isTable = object.endsWith('{i}.');
  if (isTable !== facts.path.endsWith('{i}.')) tell('shape', object, shapeWord(isTable), shapeWord(!isTable));
  const access = node.object?.access;
  if (isTable && access && access !== objectAccess(facts)) tell('access', object, access, objectAccess(facts));

  for (const param of node.params.values()) {
    const path = object + param.name;
    const known = facts.params.get(param.name);
    if (!known) strange(path);
    else {
      for (const kind of compareParam(param, known, status === 'current' ? known.status : 'current')) {
        if (kind === 'type') tell(kind, path, param.type, typeText(known));
        if (kind === 'access') tell(kind, path, param.access, known.access);
        if (kind === 'deprecated') tell(kind, path, undefined, known.status);
      }
    }
  }
  for (const command of node.commands.values()) compareCommand(object, command, facts, tell, strange);
  for (const event of node.events.values()) compareEvent(object, event, facts, tell, strange);
  tellMissing(device, node, facts, tell);
}

type Tell = (kind: FindingKind, path: string, deviceSays?: string, standardSays?: string) => void;

function compareCommand(
  object: string,
  command: SupportedCommand,
  facts: ObjectFacts,
  tell: Tell,
  strange: (path: string) => void,
): void {
  const path = object + command.name;
  const known = facts.commands.get(command.name);
  if (!known) return strange(path);
  if (known.status !== 'current') tell('deprecated', path, undefined, known.status);
  const wanted = known.async ? 'async' : 'sync';
  if (command.type !== 'unknown' && command.type !== wanted) tell('command', path, command.type, wanted);
  for (const [word, names, args] of [
    ['Input', command.inputArgs, known.input],
    ['Output', command.outputArgs, known.output],
  ] as const) {
    for (const name of strangeArguments(names, args)) strange(`${path}.${word}.${name}`);
  }
  const given = new Set(command.inputArgs.map(plainName));
  for (const [name, { mandatory }] of known.input.values) {
    // Of an argument within an object an Agent may name the object alone.
    const top = name.includes('.') ? name.slice(0, name.indexOf('.')) : name;
    if (mandatory && !given.has(name) && !given.has(top) && name === top) tell('missing', `${path}.Input.${name}`);
  }
}

function compareEvent(
  object: string,
  event: SupportedEvent,
  facts: ObjectFacts,
  tell: Tell,
  strange: (path: string) => void,
): void {
  const path = object + event.name;
  const known = facts.events.get(event.name);
  if (!known) return strange(path);
  if (known.status !== 'current') tell('deprecated', path, undefined, known.status);
  for (const name of strangeArguments(event.args, known.args)) strange(`${path}.${name}`);
}

function strangeArguments(names: readonly string[], args: ArgumentFacts): string[] {
  return names.filter((name) => {
    const plain = plainName(name);
    const within = `${plain}.`;
    return !args.values.has(plain) && !args.objects.has(within) && !args.objects.has(`${within}{i}.`);
  });
}

/** Agents write nested names with `{i}`, `{i}.` at the end, or a number. */
function plainName(name: string): string {
  return name
    .replace(/(^|\.)\d+(?=\.|$)/g, '$1{i}')
    .replace(/\.$/, '')
    .replace(/\.\{i\}$/, '');
}

function tellMissing(device: SupportedModel, node: SupportedNode, facts: ObjectFacts, tell: Tell): void {
  const { path } = node;
  const keys = facts.keys.filter(({ params }) => !params.every((name) => node.params.has(name)));
  if (facts.keys.length > 0 && keys.length === facts.keys.length) {
    // None is whole: name what is missing of the one that comes nearest.
    const missing = facts.keys.map(({ params }) => params.filter((name) => !node.params.has(name)));
    const nearest = missing.reduce((least, names) => (names.length < least.length ? names : least));
    for (const name of nearest) tell('missing', path + name);
  }
  if (facts.countParam && path.endsWith('{i}.') && node.parent) {
    const parent = device.node(node.parent);
    if (parent?.object && !parent.params.has(facts.countParam)) tell('missing', parent.path + facts.countParam);
  }
}

function memberOf(facts: ObjectFacts, name: string): boolean {
  return facts.params.has(name) || facts.commands.has(name) || facts.events.has(name);
}

function sameType(param: SupportedParam, { type, facets }: ValueFacts): boolean {
  // A list is a string on the wire; an Agent may name the type of its items.
  return param.type === 'unknown' || param.type === type || (facets.list !== undefined && param.type === 'string');
}

function sameAccess(param: SupportedParam, { access }: ValueFacts): boolean {
  if (access === 'writeOnce') return param.access !== 'writeOnly';
  return param.access === access;
}

function objectAccess({ writable }: ObjectFacts): ObjectAccess {
  return writable ? 'addDelete' : 'readOnly';
}

function shapeWord(isTable: boolean): string {
  return isTable ? 'a table' : 'one object';
}

/** The last name of a path, for lists that show the object beside it. */
export function findingName({ path, object }: Finding): string {
  if (path === object) return lastPart(path);
  return path.startsWith(object) ? path.slice(object.length) : path;
}
