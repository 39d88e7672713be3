/** Descriptions as they are gathered: appended, replaced, and made plain text at the end. */
import type { ValueFacts } from '../tr181/facts.ts';
import type { ModelDocument } from './document.ts';
import type { XmlElement } from './element.ts';
import { plainDescription } from './plain-description.ts';

interface Raw {
  readonly text: string;
  readonly document: ModelDocument;
}

/** What all texts together may be, in characters: those of TR-181 are some two million. */
export const descriptionBounds = { whole: 32_000_000, one: 60_000 };

export class Descriptions {
  readonly #raw = new Map<string, Raw>();
  readonly #types = new Map<string, Raw>();
  readonly #template: (name: string, document: ModelDocument) => string | undefined;
  #length = 0;

  constructor(template: (name: string, document: ModelDocument) => string | undefined) {
    this.#template = template;
  }

  /** @param path supported path; of a choice `path=value`. */
  add(path: string, { text, attributes }: XmlElement, document: ModelDocument): void {
    const before = this.#raw.get(path)?.text;
    const action = attributes.get('action') ?? 'create';
    let whole = text;
    if (before !== undefined && action === 'append') whole = `${before}\n\n${text}`;
    if (before !== undefined && action === 'prefix') whole = `${text}\n\n${before}`;
    this.#length += whole.length;
    if (this.#length > descriptionBounds.whole) return;
    this.#raw.set(path, { text: whole.slice(0, descriptionBounds.one), document });
  }

  addType(name: string, { text }: XmlElement, document: ModelDocument): void {
    this.#types.set(name, { text: text.slice(0, descriptionBounds.one), document });
  }

  /**
   * All texts of what is there, plain.
   * @param valueOf facts of a parameter or argument
   */
  finish(has: (path: string) => boolean, valueOf: (path: string) => ValueFacts | undefined): Map<string, string> {
    const texts = new Map<string, string>();
    for (const [path, raw] of this.#raw) {
      const own = path.includes('=') ? path.slice(0, path.indexOf('=')) : path;
      if (!has(own)) continue;
      const { typeName, units } = valueOf(own) ?? {};
      const type = this.#types.get(typeName ?? '');
      const text = plainDescription(raw.text, {
        path: own,
        template: (name) => this.#template(name, raw.document),
        ...(units !== undefined && { units }),
        ...(type && { typeText: type.text }),
      });
      if (text !== '') texts.set(path, text);
    }
    return texts;
  }
}
