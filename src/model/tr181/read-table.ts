/** Reads the facts file. Strict: what it does not understand is an error, not a gap. */
import type {
  ArgumentFacts,
  CommandFacts,
  EventFacts,
  FactsTable,
  KeyFacts,
  ObjectFacts,
  ShapeFacts,
  TypeFacts,
  ValueFacts,
} from './facts.ts';
import { boundOf, fieldsOf, flagOf, indexOf, listOf, optionalText, textOf, UnreadableFacts } from './read-fields.ts';
import type { Fields } from './read-fields.ts';
import { facetKeys, readChoices, readFacets, readSpec, readStatus, readType } from './read-spec.ts';

/** The form of the asset; a page only reads its own. */
export const assetForm = 1;

/**
 * The asset as a table. All parameters with the same facts share one object, so that it is small.
 * @throws UnreadableFacts where it is other than the tool writes it; the message says where.
 */
export function readTable(raw: unknown): FactsTable {
  const top = fieldsOf(raw, 'facts', [
    'form',
    'name',
    'version',
    'model',
    'source',
    'types',
    'enums',
    'specs',
    'objects',
  ]);
  if (top.get('form') !== assetForm) throw new UnreadableFacts('facts have another form than this page reads');
  const enums = listOf(top.get('enums'), 'enums').map((item, at) => readChoices(item, `enums[${String(at)}]`));
  const specs = listOf(top.get('specs'), 'specs').map((item, at) => readSpec(item, enums, `specs[${String(at)}]`));
  const types = new Map<string, TypeFacts>();
  for (const [name, type] of fieldsOf(top.get('types'), 'types')) {
    const at = `types.${name}`;
    const fields = fieldsOf(type, at, [...facetKeys, 'b']);
    const choices = fields.has('e') ? enums[indexOf(fields.get('e'), at)] : undefined;
    const base = optionalText(fields.get('b'), at);
    types.set(name, {
      name,
      ...(base !== undefined && { base }),
      type: readType(fields.get('t'), at),
      facets: readFacets(fields, choices, at),
      ...(choices && { choices }),
    });
  }
  const objects = new Map<string, ObjectFacts>();
  for (const [path, object] of fieldsOf(top.get('objects'), 'objects')) {
    objects.set(path, readObject(path, object, specs));
  }
  return {
    name: textOf(top.get('name'), 'name'),
    version: textOf(top.get('version'), 'version'),
    model: textOf(top.get('model'), 'model'),
    objects,
    types,
  };
}

function readObject(path: string, raw: unknown, specs: readonly ValueFacts[]): ObjectFacts {
  const own = ['a', 'ne', 'en', 'dp', 'fx', 'mt', 'P', 'C', 'E'];
  const fields = fieldsOf(raw, path, [...own, ...shapeKeys]);
  const access = optionalText(fields.get('a'), path);
  if (access !== undefined && access !== 'rw') throw new UnreadableFacts(`${path} has access ${access}`);
  const countParam = optionalText(fields.get('ne'), path);
  const enableParam = optionalText(fields.get('en'), path);
  const chosenBy = optionalText(fields.get('dp'), path);
  const mount = optionalText(fields.get('mt'), path);
  const commands = new Map<string, CommandFacts>();
  for (const [name, command] of fieldsOf(fields.get('C') ?? {}, path)) {
    commands.set(name, readCommand(name, command, specs, path + name));
  }
  const events = new Map<string, EventFacts>();
  for (const [name, event] of fieldsOf(fields.get('E') ?? {}, path)) {
    events.set(name, readEvent(name, event, specs, path + name));
  }
  return {
    path,
    writable: access === 'rw',
    ...readShape(fields, path),
    ...(countParam !== undefined && { countParam }),
    ...(enableParam !== undefined && { enableParam }),
    ...(chosenBy !== undefined && { chosenBy }),
    fixed: flagOf(fields.get('fx'), path),
    ...(mount !== undefined && { mount }),
    params: readSpecs(fields.get('P'), specs, path),
    commands,
    events,
  };
}

const shapeKeys = ['n', 'k', 'st', 'v'];

function readShape(fields: Fields, at: string): ShapeFacts {
  const entries = fields.get('n');
  const since = optionalText(fields.get('v'), at);
  return {
    ...(entries !== undefined && { entries: readEntries(entries, at) }),
    keys: listOf(fields.get('k') ?? [], at).map((key) => readKey(key, at)),
    status: readStatus(fields.get('st'), at),
    ...(since !== undefined && { since }),
  };
}

function readEntries(raw: unknown, at: string): NonNullable<ShapeFacts['entries']> {
  const [least, most] = listOf(raw, at);
  return { least: indexOf(least, at), most: boundOf(most, at) };
}

function readKey(raw: unknown, at: string): KeyFacts {
  const [functional, ...params] = listOf(raw, at);
  return { functional: functional === 1, params: params.map((param) => textOf(param, at)) };
}

function readCommand(name: string, raw: unknown, specs: readonly ValueFacts[], at: string): CommandFacts {
  const fields = fieldsOf(raw, at, ['as', 'i', 'o', 'io', 'oo', 'st', 'v']);
  const since = optionalText(fields.get('v'), at);
  return {
    name,
    async: flagOf(fields.get('as'), at),
    input: readArguments(fields.get('i'), fields.get('io'), specs, at),
    output: readArguments(fields.get('o'), fields.get('oo'), specs, at),
    status: readStatus(fields.get('st'), at),
    ...(since !== undefined && { since }),
  };
}

function readEvent(name: string, raw: unknown, specs: readonly ValueFacts[], at: string): EventFacts {
  const fields = fieldsOf(raw, at, ['i', 'io', 'st', 'v']);
  const since = optionalText(fields.get('v'), at);
  return {
    name,
    args: readArguments(fields.get('i'), fields.get('io'), specs, at),
    status: readStatus(fields.get('st'), at),
    ...(since !== undefined && { since }),
  };
}

function readArguments(values: unknown, objects: unknown, specs: readonly ValueFacts[], at: string): ArgumentFacts {
  const shapes = new Map<string, ShapeFacts>();
  for (const [name, object] of fieldsOf(objects ?? {}, at)) {
    shapes.set(name, readShape(fieldsOf(object, at, shapeKeys), at));
  }
  return { values: readSpecs(values, specs, at), objects: shapes };
}

function readSpecs(raw: unknown, specs: readonly ValueFacts[], at: string): Map<string, ValueFacts> {
  const found = new Map<string, ValueFacts>();
  for (const [name, index] of fieldsOf(raw ?? {}, at)) {
    const spec = specs[indexOf(index, at)];
    if (!spec) throw new UnreadableFacts(`${at}${name} names no spec`);
    found.set(name, spec);
  }
  return found;
}
