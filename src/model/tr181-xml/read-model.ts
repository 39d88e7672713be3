/** Data model files that a person brought, as a layer for the book: facts and descriptions. */
import type { BookLayer } from '../tr181/book.ts';
import type { FactsTable, ObjectFacts, ValueFacts } from '../tr181/facts.ts';
import { DocumentReader, isNamed, type ModelDocument } from './document.ts';
import { finishObject } from './drafts.ts';
import type { XmlElement } from './element.ts';
import { ModelBuilder } from './model-builder.ts';
import { Scope } from './scope.ts';

export interface BroughtModel extends BookLayer {
  readonly table: FactsTable;
  readonly descriptions: ReadonlyMap<string, string>;
  /** True: additions to the standard, to be laid over it. False: a whole data model, to be a book of its own. */
  readonly extendsStandard: boolean;
  /** Names of the files that it was made of. */
  readonly files: readonly string[];
  /** What could not be followed, as sentences. */
  readonly notes: readonly string[];
}

export type ReadModelResult =
  { readonly ok: true; readonly model: BroughtModel } | { readonly ok: false; readonly problem: string };

/**
 * Puts the files together. All of them count: those that the main one imports are found by their names.
 * @param standard the table that the page has with it: types of TR-106 come from there, and what a vendor's file adds to.
 */
export function readModel(documents: readonly ModelDocument[], standard: FactsTable | undefined): ReadModelResult {
  const main = mainDocument(documents);
  if (!main) {
    return {
      ok: false,
      problem: 'None of the files defines a data model of its own: the file that imports these is needed too.',
    };
  }
  const { document, model } = main;
  const scope = new Scope([...documents, aliasComponents()], document);
  const name = model.attributes.get('name') ?? '';
  const oldest =
    /^Device:2\./.test(name) || /^_?Device:2\./.test(model.attributes.get('base') ?? '') ? '2.12' : undefined;
  const builder = new ModelBuilder(scope, standard, oldest);
  builder.buildModel(model, document);
  const shared = sharing();
  const objects = [...builder.objects.values()].map((draft) => finishObject(draft, shared));
  objects.sort((a, b) => (a.path < b.path ? -1 : 1));
  const table: FactsTable = {
    name: name || document.name,
    version: versionOf(document),
    model: name,
    objects: new Map(objects.map((object) => [object.path, object])),
    types: builder.types,
  };
  if (objects.length === 0) return { ok: false, problem: `The data model ${name} in ${document.name} has no objects.` };
  const missing = [...scope.missing].filter((file) => !/biblio|types/.test(file));
  const notes = [
    ...(missing.length > 0 ? [`Not among the files: ${missing.join(', ')}. What they define is left out.`] : []),
    ...builder.notes,
  ];
  return {
    ok: true,
    model: {
      table,
      descriptions: builder.descriptions.finish(
        (path) => valueAt(table, path) !== undefined || isThere(table, path),
        (path) => valueAt(table, path),
      ),
      extendsStandard: builder.extendsStandard,
      files: documents.map(({ name: file }) => file),
      notes,
    },
  };
}

/** The document with a model that no other of the files imports; one for USP before others. */
function mainDocument(
  documents: readonly ModelDocument[],
): { readonly document: ModelDocument; readonly model: XmlElement } | undefined {
  const candidates = documents.flatMap((document) => {
    const models = [...document.definitions.model.values()];
    const imported = documents.some((other) =>
      [...other.imports.model.values()].some(({ file }) => other !== document && isNamed(document, file)),
    );
    const model = models.at(-1);
    return model && !imported ? [{ document, model }] : [];
  });
  const rank = ({ document, model }: (typeof candidates)[number]): number =>
    (/(^|[-_])usp/.test(document.spec) ? 1e6 : 0) + (model.attributes.has('base') ? 1e5 : 0) + model.children.length;
  return candidates.sort((a, b) => rank(b) - rank(a))[0];
}

/** From `urn:broadband-forum-org:tr-181-2-16-0-usp` the version `2.16.0`. */
function versionOf({ spec, file, name }: ModelDocument): string {
  for (const text of [spec, file, name]) {
    const match = /tr-\d+-(\d+(?:-\d+)+)/.exec(text);
    if (match?.[1]) return match[1].replaceAll('-', '.');
  }
  return '';
}

/** The Alias component of TR-106, in our words: the forum's file of types declares entities and is not read. */
function aliasComponents(): ModelDocument {
  const parameter =
    '<parameter name="Alias" access="writeOnceReadOnly"><syntax><dataType ref="Alias"/></syntax></parameter>';
  const reader = new DocumentReader('tr-106-types.xml');
  reader.push(
    `<document file="tr-106-types.xml"><component name="Alias">${parameter}</component>` +
      `<component name="_AliasUSP">${parameter}</component></document>`,
  );
  return reader.end();
}

/** Facts that are the same become one, as they are in the shipped table. */
function sharing(): (value: ValueFacts) => ValueFacts {
  const known = new Map<string, ValueFacts>();
  return (value) => {
    const key = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${String(item)}n` : item));
    const same = known.get(key);
    if (!same) known.set(key, value);
    return same ?? value;
  };
}

function isThere(table: FactsTable, path: string): boolean {
  if (table.objects.has(path)) return true;
  const member = memberAt(table, path);
  if (!member) return false;
  const { object, name, rest } = member;
  const command = object.commands.get(name);
  const event = object.events.get(name);
  if (rest === '') return command !== undefined || event !== undefined;
  return (
    event?.args.objects.has(rest) ||
    command?.[rest.startsWith('Input.') ? 'input' : 'output'].objects.has(withoutWord(rest)) ||
    false
  );
}

/** A parameter or an argument at a path like `Device.A.B`, `Device.A.Do().Input.X.{i}.Y` or `Device.A.Happened!.Z`. */
function valueAt(table: FactsTable, path: string): ValueFacts | undefined {
  const member = memberAt(table, path);
  if (!member) return undefined;
  const { object, name, rest } = member;
  if (rest === '') return object.params.get(name);
  if (name.endsWith('!')) return object.events.get(name)?.args.values.get(rest);
  return object.commands.get(name)?.[rest.startsWith('Input.') ? 'input' : 'output'].values.get(withoutWord(rest));
}

function withoutWord(rest: string): string {
  return rest.slice(rest.indexOf('.') + 1);
}

function memberAt(
  table: FactsTable,
  path: string,
): { readonly object: ObjectFacts; readonly name: string; readonly rest: string } | undefined {
  const match = /^(.*?\.)([^.]+(?:\(\)|!))(?:\.(.*))?$/.exec(path);
  const owner = match?.[1] ?? path.slice(0, path.lastIndexOf('.') + 1);
  const object = table.objects.get(owner);
  return object && { object, name: match?.[2] ?? path.slice(owner.length), rest: match?.[3] ?? '' };
}
