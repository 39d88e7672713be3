/** Builds a data model from its files: bases, components and changes applied in order, as TR-106 says. */
import { parentPath } from '../path-parts.ts';
import type {
  ArgumentFacts,
  FactsTable,
  KeyFacts,
  ObjectFacts,
  ShapeFacts,
  TypeFacts,
  ValueFacts,
} from '../tr181/facts.ts';
import { Descriptions } from './descriptions.ts';
import type { ModelDocument } from './document.ts';
import { newArguments, type ArgumentsDraft, type CommandDraft, type EventDraft, type ObjectDraft } from './drafts.ts';
import { childOf, childrenOf, type XmlElement } from './element.ts';
import type { Scope } from './scope.ts';
import {
  blankSyntax,
  readNamedType,
  readSyntax,
  statusOf,
  wholeNumber,
  type Syntax,
  type SyntaxContext,
} from './syntax.ts';
import { isLater, laterVersion } from './versions.ts';

/** Where a definition is being applied. */
interface Place {
  readonly document: ModelDocument;
  /** What paths of objects are relative to. */
  readonly prefix: string;
  /** Nothing that a component brings is older than the reference to it. */
  readonly clamp: string | undefined;
  readonly depth: number;
}

/** What a parameter or argument is defined in. */
interface Holder {
  readonly at: string;
  readonly into: Map<string, ValueFacts>;
  readonly since: string | undefined;
  /** What the standard has there, to be changed by what is written as its `base`. */
  readonly standard?: ReadonlyMap<string, ValueFacts> | undefined;
  readonly isArgument?: boolean;
}

/** Components may hold components; more than this is a circle. */
const deepest = 40;
/** What one set of files may build; TR-181 has some 800 objects and 6,600 parameters. */
export const modelBounds = { objects: 20_000, values: 400_000, components: 50_000 };

export class ModelBuilder {
  readonly objects = new Map<string, ObjectDraft>();
  readonly types = new Map<string, TypeFacts>();
  readonly descriptions: Descriptions;
  /** What could not be followed, for a person. */
  readonly notes = new Set<string>();
  /** The base model is not among the files: what is built are additions to the standard. */
  extendsStandard = false;
  readonly #scope: Scope;
  readonly #standard: FactsTable | undefined;
  readonly #oldest: string | undefined;
  readonly #deleted = new Set<string>();
  #values = 0;
  #components = 0;

  /** @param oldest versions before it count as it. */
  constructor(scope: Scope, standard: FactsTable | undefined, oldest: string | undefined) {
    this.#scope = scope;
    this.#standard = standard;
    this.#oldest = oldest;
    this.descriptions = new Descriptions((name, document) => this.#templateOf(name, document));
  }

  buildModel(element: XmlElement, document: ModelDocument, depth = 0): void {
    const base = element.attributes.get('base');
    if (base !== undefined && depth < deepest) {
      const found = this.#scope.find('model', base, document);
      if (found) this.buildModel(found.element, found.document, depth + 1);
      else this.#extend(base);
    }
    const service = element.attributes.get('isService') === 'true';
    const place = { document, prefix: service ? 'Device.Services.' : '', clamp: undefined, depth: 0 };
    for (const child of element.children) {
      if (child.name === 'object') this.#object(child, place);
      if (child.name === 'component') this.#component(child, place, (inner, at) => this.#inModel(inner, at));
    }
    for (const path of this.#deleted) this.#removeWhole(path);
  }

  #extend(base: string): void {
    this.extendsStandard = true;
    const { name, version } = this.#standard ?? { name: 'the standard', version: '' };
    this.#note(`The model ${base} is not among the files: these are taken for additions to ${name} ${version}.`.trim());
  }

  #inModel(element: XmlElement, place: Place): void {
    if (element.name === 'object') return this.#object(element, place);
    // A component with a path puts its parameters into the object there.
    const draft = place.prefix ? this.#draft(place.prefix, true) : undefined;
    if (draft) this.#inObject(element, place, draft);
  }

  /** Applies what a component holds; `apply` says what that means where it is referred to. */
  #component(reference: XmlElement, place: Place, apply: (element: XmlElement, place: Place) => void): void {
    const name = reference.attributes.get('ref') ?? '';
    const found = this.#scope.find('component', name, place.document);
    if (!found) return this.#note(`The component ${name} is in none of the files: what it holds is left out.`);
    this.#components += 1;
    // Components that hold another twice double with each level.
    if (this.#components > modelBounds.components)
      return this.#note('The files define too much: the rest is left out.');
    if (place.depth >= deepest) return this.#note(`The component ${name} holds itself.`);
    const inner: Place = {
      document: found.document,
      prefix: place.prefix + (reference.attributes.get('path') ?? ''),
      clamp: laterVersion(place.clamp, reference.attributes.get('version')),
      depth: place.depth + 1,
    };
    for (const child of found.element.children) {
      if (child.name === 'component') this.#component(child, inner, apply);
      else apply(child, inner);
    }
  }

  #object(element: XmlElement, place: Place): void {
    const { attributes } = element;
    const path = place.prefix + (attributes.get('name') ?? attributes.get('base') ?? '');
    if (!path.endsWith('.')) return this.#note(`The object "${path}" has no dot at its end and is left out.`);
    const draft = this.#draft(path, attributes.has('base'));
    if (!draft) return;
    if (attributes.get('status') === 'deleted') this.#deleted.add(path);
    draft.status = attributes.has('status') ? statusOf(attributes) : draft.status;
    const holder = this.objects.get(parentPath(path))?.since ?? this.objects.get(tableParent(path))?.since;
    if (draft.since === undefined) {
      draft.since = this.#since(laterVersion(laterVersion(attributes.get('version'), holder), place.clamp), undefined);
    }
    draft.facts = { ...draft.facts, ...objectFacts(attributes), ...entriesOf(attributes, draft.facts.entries) };
    this.#describe(path, element, place.document);
    const keys = childrenOf(element, 'uniqueKey').map(keyOf);
    if (keys.length > 0) draft.keys = [...draft.keys, ...keys];
    // Objects in an object's own element are written relative to it.
    for (const child of element.children) this.#inObject(child, { ...place, prefix: path }, draft);
  }

  #inObject(element: XmlElement, place: Place, draft: ObjectDraft): void {
    switch (element.name) {
      case 'component':
        return this.#component(element, place, (inner, at) => this.#inObject(inner, at, draft));
      case 'parameter':
        return this.#value(element, place, {
          at: draft.path,
          into: draft.params,
          since: draft.since,
          standard: this.#standardObject(draft.path)?.params,
        });
      case 'command':
        return this.#command(element, place, draft);
      case 'event':
        return this.#event(element, place, draft);
      case 'object':
        return this.#object(element, place);
      case 'uniqueKey':
        // Those of the object's own element are already there.
        if (place.depth > 0 && !draft.keys.some((key) => sameKey(key, keyOf(element)))) {
          draft.keys = [...draft.keys, keyOf(element)];
        }
        return;
      default:
        return;
    }
  }

  #value(element: XmlElement, place: Place, holder: Holder, within = ''): void {
    const { attributes } = element;
    const { into, isArgument = false } = holder;
    const name = within + (attributes.get('name') ?? attributes.get('base') ?? '');
    if (attributes.get('status') === 'deleted') return void into.delete(name);
    this.#values += 1;
    if (this.#values > modelBounds.values) return this.#note('The files define too much: the rest is left out.');
    const before = into.get(name) ?? (attributes.has('base') ? holder.standard?.get(name) : undefined);
    const path = holder.at + name;
    const syntaxElement = childOf(element, 'syntax');
    const start: Syntax = before ?? blankSyntax;
    const syntax = syntaxElement
      ? readSyntax(syntaxElement, start, this.#syntaxContext(path, place, isArgument))
      : start;
    const notify = isArgument ? undefined : (attributes.get('activeNotify') ?? before?.notify);
    const since = this.#since(laterVersion(attributes.get('version') ?? before?.since, place.clamp), holder.since);
    const mandatory = attributes.has('mandatory') ? attributes.get('mandatory') === 'true' : before?.mandatory;
    const { since: _since, notify: _notify, ...rest } = { ...before, ...syntax } as ValueFacts;
    into.set(name, {
      ...rest,
      ...this.#choicesSince(syntax, since ?? holder.since),
      access: isArgument ? 'readOnly' : accessOf(attributes.get('access'), before?.access),
      mandatory: isArgument && (mandatory ?? false),
      ...(notify !== undefined && notify !== 'normal' && { notify }),
      status: attributes.has('status') ? statusOf(attributes) : (before?.status ?? 'current'),
      ...(since !== undefined && { since }),
    });
    this.#describe(path, element, place.document);
  }

  #syntaxContext(path: string, { document }: Place, isArgument: boolean): SyntaxContext {
    return {
      document,
      at: parentPath(path),
      isArgument,
      namedType: (type, from) => this.#namedType(type, from, 0),
      describeChoice: (choice, description) => this.descriptions.add(`${path}=${choice}`, description, document),
    };
  }

  #command(element: XmlElement, place: Place, draft: ObjectDraft): void {
    const { attributes } = element;
    const name = attributes.get('name') ?? attributes.get('base') ?? '';
    if (attributes.get('status') === 'deleted') return void draft.commands.delete(name);
    const standard = this.#standardObject(draft.path)?.commands.get(name);
    const command: CommandDraft = draft.commands.get(name) ?? {
      async: standard?.async ?? false,
      status: standard?.status ?? 'current',
      since: this.#memberSince(attributes, place, draft.since),
      input: attributes.has('base') ? copyArguments(standard?.input) : newArguments(),
      output: attributes.has('base') ? copyArguments(standard?.output) : newArguments(),
    };
    draft.commands.set(name, command);
    if (attributes.has('version')) command.since = this.#memberSince(attributes, place, draft.since);
    if (attributes.has('async')) command.async = attributes.get('async') === 'true';
    if (attributes.has('status')) command.status = statusOf(attributes);
    const path = draft.path + name;
    this.#describe(path, element, place.document);
    for (const [word, args] of [
      ['input', command.input],
      ['output', command.output],
    ] as const) {
      const at = `${path}.${word === 'input' ? 'Input' : 'Output'}.`;
      for (const child of childOf(element, word)?.children ?? []) {
        this.#inArguments(child, { ...place, prefix: '' }, at, args, command.since ?? draft.since);
      }
    }
  }

  #event(element: XmlElement, place: Place, draft: ObjectDraft): void {
    const { attributes } = element;
    const name = attributes.get('name') ?? attributes.get('base') ?? '';
    if (attributes.get('status') === 'deleted') return void draft.events.delete(name);
    const standard = this.#standardObject(draft.path)?.events.get(name);
    const event: EventDraft = draft.events.get(name) ?? {
      status: standard?.status ?? 'current',
      since: this.#memberSince(attributes, place, draft.since),
      args: attributes.has('base') ? copyArguments(standard?.args) : newArguments(),
    };
    draft.events.set(name, event);
    if (attributes.has('version')) event.since = this.#memberSince(attributes, place, draft.since);
    if (attributes.has('status')) event.status = statusOf(attributes);
    const path = draft.path + name;
    this.#describe(path, element, place.document);
    for (const child of element.children) {
      this.#inArguments(child, { ...place, prefix: '' }, `${path}.`, event.args, event.since ?? draft.since);
    }
  }

  /** Arguments lie in objects of their own, whose names are relative to `at`. */
  #inArguments(element: XmlElement, place: Place, at: string, args: ArgumentsDraft, holder: string | undefined): void {
    const { attributes } = element;
    if (element.name === 'component') {
      this.#component(element, place, (inner, inside) => this.#inArguments(inner, inside, at, args, holder));
    } else if (element.name === 'parameter') {
      this.#value(element, place, { at, into: args.values, since: holder, isArgument: true }, place.prefix);
    } else if (element.name === 'object') {
      const name = place.prefix + (attributes.get('name') ?? attributes.get('base') ?? '');
      if (attributes.get('status') === 'deleted') {
        args.objects.delete(name);
        for (const value of [...args.values.keys()]) if (value.startsWith(name)) args.values.delete(value);
        return;
      }
      const before = args.objects.get(name);
      const since = this.#since(laterVersion(attributes.get('version') ?? before?.since, place.clamp), holder);
      const keys = childrenOf(element, 'uniqueKey').map(keyOf);
      const shape: ShapeFacts = {
        ...entriesOf(attributes, before?.entries),
        keys: keys.length > 0 ? keys : (before?.keys ?? []),
        status: attributes.has('status') ? statusOf(attributes) : (before?.status ?? 'current'),
        ...(since !== undefined && { since }),
      };
      args.objects.set(name, shape);
      this.#describe(at + name, element, place.document);
      for (const child of element.children) {
        this.#inArguments(child, { ...place, prefix: name }, at, args, since ?? holder);
      }
    }
  }

  #draft(path: string, modifies: boolean): ObjectDraft | undefined {
    const known = this.objects.get(path);
    if (known) return known;
    if (this.objects.size >= modelBounds.objects) {
      this.#note('The files define too many objects: the rest is left out.');
      return undefined;
    }
    const standard = modifies ? this.#standardObject(path) : undefined;
    if (modifies && !standard) this.#note(`${path} is changed, but nothing defines it.`);
    const draft: ObjectDraft = {
      path,
      facts: standard ? attributesOf(standard) : { writable: false, fixed: false },
      keys: standard?.keys ?? [],
      status: standard?.status ?? 'current',
      since: standard?.since,
      params: new Map(),
      commands: new Map(),
      events: new Map(),
    };
    this.objects.set(path, draft);
    return draft;
  }

  /** What the standard has at a path, where these files only add to it. */
  #standardObject(path: string): ObjectFacts | undefined {
    return this.extendsStandard ? this.#standard?.objects.get(path) : undefined;
  }

  #removeWhole(path: string): void {
    for (const at of [...this.objects.keys()]) if (at.startsWith(path)) this.objects.delete(at);
  }

  #namedType(name: string, from: ModelDocument, depth: number): TypeFacts | undefined {
    const known = this.types.get(name);
    if (known) return known;
    const found = depth < deepest ? this.#scope.find('dataType', name, from) : undefined;
    if (!found) {
      // The types of TR-106 are those of the standard that the page has with it.
      const shipped =
        this.#standard?.types.get(name) ?? this.#standard?.types.get(name.replace(/^_(\w+?)(?:USP|CWMP)$/, '$1'));
      if (shipped) this.types.set(shipped.name, shipped);
      else this.#note(`The data type ${name} is in none of the files: it is taken for a string.`);
      return shipped;
    }
    const { element, document } = found;
    const context: SyntaxContext = {
      document,
      at: 'Device.',
      isArgument: false,
      namedType: (type, at) => this.#namedType(type, at, depth + 1),
      describeChoice: () => undefined,
    };
    const base = element.attributes.get('base');
    const type = readNamedType(element, base === undefined ? undefined : context.namedType(base, document), context);
    // Under the name that it goes by here: `Alias` stands for `_AliasUSP`.
    const named = { ...type, name };
    this.types.set(name, named);
    const description = childOf(element, 'description');
    if (description) this.descriptions.addType(name, description, document);
    return named;
  }

  #templateOf(name: string, document: ModelDocument): string | undefined {
    return document.templates.get(name) ?? this.#scope.template(name);
  }

  #describe(path: string, element: XmlElement, document: ModelDocument): void {
    const description = childOf(element, 'description');
    if (description) this.descriptions.add(path, description, document);
  }

  #memberSince(attributes: ReadonlyMap<string, string>, place: Place, holder: string | undefined): string | undefined {
    return this.#since(laterVersion(attributes.get('version'), place.clamp), holder);
  }

  /** Only what is later than what holds it is said. */
  #since(version: string | undefined, holder: string | undefined): string | undefined {
    const own =
      this.#oldest !== undefined && (version === undefined || isLater(this.#oldest, version)) ? this.#oldest : version;
    if (own === undefined || holder === undefined) return own;
    return isLater(own, holder) ? own : undefined;
  }

  #choicesSince(syntax: Syntax, holder: string | undefined): Pick<ValueFacts, 'choices'> | undefined {
    if (!syntax.choices?.some(({ since }) => since !== undefined)) return undefined;
    const choices = syntax.choices.map(({ since: version, ...choice }) => {
      const since = version === undefined ? undefined : this.#since(version, holder);
      return { ...choice, ...(since !== undefined && { since }) };
    });
    return { choices };
  }

  #note(text: string): void {
    if (this.notes.size < 200) this.notes.add(text);
  }
}

function tableParent(path: string): string {
  return parentPath(parentPath(path));
}

function keyOf(element: XmlElement): KeyFacts {
  return {
    functional: element.attributes.get('functional') !== 'false',
    params: childrenOf(element, 'parameter').map(({ attributes }) => attributes.get('ref') ?? ''),
  };
}

function sameKey(a: KeyFacts, b: KeyFacts): boolean {
  return a.params.join('\n') === b.params.join('\n');
}

function copyArguments(args: ArgumentFacts | undefined): ArgumentsDraft {
  return { values: new Map(args?.values), objects: new Map(args?.objects) };
}

function accessOf(access: string | undefined, before: ValueFacts['access'] | undefined): ValueFacts['access'] {
  if (access === undefined) return before ?? 'readOnly';
  if (access === 'readWrite') return 'readWrite';
  return access === 'writeOnceReadOnly' ? 'writeOnce' : 'readOnly';
}

function attributesOf(object: ObjectFacts): ObjectDraft['facts'] {
  const { writable, countParam, enableParam, chosenBy, fixed, mount, entries } = object;
  return {
    writable,
    fixed,
    ...(countParam !== undefined && { countParam }),
    ...(enableParam !== undefined && { enableParam }),
    ...(chosenBy !== undefined && { chosenBy }),
    ...(mount !== undefined && { mount }),
    ...(entries && { entries }),
  };
}

/** Only what the attributes say. */
function objectFacts(attributes: ReadonlyMap<string, string>): Partial<ObjectDraft['facts']> {
  const access = attributes.get('access');
  const countParam = attributes.get('numEntriesParameter');
  const enableParam = attributes.get('enableParameter');
  const chosenBy = attributes.get('discriminatorParameter');
  const fixed = attributes.get('dmr:fixedObject');
  const mount = attributes.get('mountType');
  return {
    ...(access !== undefined && { writable: access === 'readWrite' }),
    ...(countParam !== undefined && { countParam }),
    ...(enableParam !== undefined && { enableParam }),
    ...(chosenBy !== undefined && { chosenBy }),
    ...(fixed !== undefined && { fixed: fixed === 'true' }),
    ...(mount !== undefined && mount !== 'none' && { mount }),
  };
}

function entriesOf(
  attributes: ReadonlyMap<string, string>,
  before: ShapeFacts['entries'],
): Pick<ShapeFacts, 'entries'> {
  const least = attributes.get('minEntries');
  const most = attributes.get('maxEntries');
  if (least === undefined && most === undefined && before) return { entries: before };
  // TR-106's schema: one, where nothing is said.
  return { entries: { least: wholeNumber(least) ?? 1, most: most === 'unbounded' ? null : (wholeNumber(most) ?? 1) } };
}
