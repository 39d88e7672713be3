/** The elements of a document as a tree, without the branches that say nothing about the data model. */
import type { XmlPlace } from './problem.ts';
import type { XmlSink } from './tokenizer.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Of elements that are text; else empty. */
  readonly text: string;
  readonly place: XmlPlace;
}

/** Branches that are not kept: profiles are conformance, the bibliography and the glossary are for readers. */
const skipped = new Set(['bibliography', 'glossary', 'abbreviations', 'profile']);
/** Elements of which the text counts. */
const texts = new Set(['description', 'template']);

interface Growing extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

export class TreeBuilder implements XmlSink {
  root: XmlElement | undefined;
  readonly #stack: Growing[] = [];
  #skipping = 0;

  open(name: string, attributes: ReadonlyMap<string, string>, place: XmlPlace): void {
    if (this.#skipping > 0 || skipped.has(name)) {
      this.#skipping += 1;
      return;
    }
    const element: Growing = { name, attributes, children: [], text: '', place };
    const parent = this.#stack.at(-1);
    if (parent) parent.children.push(element);
    else this.root = element;
    this.#stack.push(element);
  }

  text(text: string): void {
    const top = this.#stack.at(-1);
    if (this.#skipping === 0 && top && texts.has(top.name)) top.text += text;
  }

  close(): void {
    if (this.#skipping > 0) this.#skipping -= 1;
    else this.#stack.pop();
  }
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}
