/** Finds what a name means in a file: its own definition, one that it imports, or the one that takes its place. */
import type { DefinitionKind, ModelDocument } from './document.ts';
import { isNamed } from './document.ts';
import type { XmlElement } from './element.ts';

export interface Definition {
  readonly element: XmlElement;
  readonly document: ModelDocument;
}

/** An import may lead to an import; more than this is a circle. */
const longestWay = 32;

export class Scope {
  /** Files that an import names and that are not there. */
  readonly missing = new Set<string>();
  readonly #documents: readonly ModelDocument[];
  readonly #root: ModelDocument;

  constructor(documents: readonly ModelDocument[], root: ModelDocument) {
    this.#documents = documents;
    this.#root = root;
  }

  find(kind: DefinitionKind, name: string, from: ModelDocument): Definition | undefined {
    // The main file says what stands for a virtual component and for a type such as Alias, in all files.
    const own = this.#root.imports[kind].get(name);
    if (kind === 'dataType' && own && own.ref !== name) return this.#follow(kind, name, this.#root, 0);
    const found = this.#follow(kind, name, from, 0);
    if (found?.element.attributes.get('virtual') !== 'true') return found;
    const real = this.#follow(kind, name, this.#root, 0);
    return real && real.element.attributes.get('virtual') !== 'true' ? real : found;
  }

  /** A text that descriptions repeat: the main file's first, as it may replace another's. */
  template(name: string): string | undefined {
    for (const { templates } of [this.#root, ...this.#documents]) {
      const text = templates.get(name);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  document(file: string): ModelDocument | undefined {
    return this.#documents.find((document) => isNamed(document, file));
  }

  #follow(kind: DefinitionKind, name: string, from: ModelDocument, way: number): Definition | undefined {
    if (way > longestWay) return undefined;
    const element = from.definitions[kind].get(name);
    if (element) return { element, document: from };
    const imported = from.imports[kind].get(name);
    if (!imported) return undefined;
    const document = this.document(imported.file);
    if (document) return this.#follow(kind, imported.ref, document, way + 1);
    // A vendor's file adds to a model that nobody has to bring along.
    if (kind !== 'model') this.missing.add(imported.file);
    return undefined;
  }
}
