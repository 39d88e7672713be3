/** One data model file of TR-106: what it defines and what it takes from other files. */
import { childrenOf, TreeBuilder, type XmlElement } from './element.ts';
import { XmlProblem } from './problem.ts';
import { XmlTokenizer } from './tokenizer.ts';

export interface ImportedName {
  /** Name of the file as the import gives it. */
  readonly file: string;
  /** Name that it has there. */
  readonly ref: string;
}

export interface ModelDocument {
  /** Name of the file as it was given. */
  readonly name: string;
  /** What it calls itself. */
  readonly file: string;
  readonly spec: string;
  /** Of the definitions with the `name` here, from which file they come. */
  readonly imports: Readonly<Record<DefinitionKind, ReadonlyMap<string, ImportedName>>>;
  readonly definitions: Readonly<Record<DefinitionKind, ReadonlyMap<string, XmlElement>>>;
  /** Texts that descriptions repeat. */
  readonly templates: ReadonlyMap<string, string>;
}

export type DefinitionKind = 'component' | 'dataType' | 'model';
const kinds: readonly DefinitionKind[] = ['component', 'dataType', 'model'];

/** Reads one file, piece by piece. */
export class DocumentReader {
  readonly #name: string;
  readonly #builder = new TreeBuilder();
  readonly #tokenizer = new XmlTokenizer(this.#builder);

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws XmlProblem */
  push(piece: string): void {
    this.#tokenizer.push(piece);
  }

  /** @throws XmlProblem also where it is XML but no data model. */
  end(): ModelDocument {
    this.#tokenizer.end();
    const { root } = this.#builder;
    if (root?.name !== 'document') {
      const place = root?.place ?? { line: 1, column: 1 };
      throw new XmlProblem(
        `This is XML, but no data model: it begins with <${root?.name ?? ''}>, not <dm:document>.`,
        place,
      );
    }
    return documentOf(this.#name, root);
  }
}

function documentOf(name: string, root: XmlElement): ModelDocument {
  const templates = childrenOf(root, 'template').map(
    ({ attributes, text }) => [attributes.get('id') ?? '', text] as const,
  );
  return {
    name,
    file: root.attributes.get('file') ?? '',
    spec: root.attributes.get('spec') ?? '',
    imports: byKind((kind) => importsOf(root, kind)),
    definitions: byKind((kind) => definitionsOf(root, kind)),
    templates: new Map(templates),
  };
}

function byKind<T>(make: (kind: DefinitionKind) => T): Record<DefinitionKind, T> {
  const [component, dataType, model] = kinds.map(make) as [T, T, T];
  return { component, dataType, model };
}

function definitionsOf(root: XmlElement, kind: DefinitionKind): Map<string, XmlElement> {
  return new Map(childrenOf(root, kind).map((element) => [element.attributes.get('name') ?? '', element]));
}

function importsOf(root: XmlElement, kind: DefinitionKind): Map<string, ImportedName> {
  const found = new Map<string, ImportedName>();
  for (const from of childrenOf(root, 'import')) {
    const file = from.attributes.get('file') ?? '';
    for (const { attributes } of childrenOf(from, kind)) {
      const name = attributes.get('name') ?? '';
      found.set(name, { file, ref: attributes.get('ref') ?? name });
    }
  }
  return found;
}

/** Does an import of `wanted` mean this document? Files come with and without their version in the name. */
export function isNamed(document: ModelDocument, wanted: string): boolean {
  return [document.name, document.file].some((name) => name === wanted || plainFile(name) === plainFile(wanted));
}

/** `tr-181-2-19-0-nat.xml` and `tr-181-2-nat.xml` are the same part of one data model. */
function plainFile(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  return file.replace(/^(tr-\d+(?:-\d+)?)(?:-\d+)*-/, '$1-').replace(/^(tr-\d+)-\d+-(?=types|biblio)/, '$1-');
}
