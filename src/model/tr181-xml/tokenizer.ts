/**
 * XML as a stream of tags and text, for files from anywhere: no DTD, no entities of the file's own, everything bounded.
 * Text comes in pieces of any size; what a piece cuts is kept for the next one.
 */
import { decodeReferences } from './entities.ts';
import { XmlProblem, type XmlPlace } from './problem.ts';

export interface XmlSink {
  /** Names without their prefix; attributes with theirs. */
  open(name: string, attributes: ReadonlyMap<string, string>, place: XmlPlace): void;
  text(text: string): void;
  close(name: string): void;
}

/** No data model comes near these. */
export const xmlBounds = {
  /** Characters of one file. */
  length: 64 * 1024 * 1024,
  depth: 64,
  attributes: 64,
  elements: 1_000_000,
  /** Characters of one tag, comment or stretch of text. */
  token: 1024 * 1024,
};

const nameStart = /^[A-Za-z_\u00C0-\uFFFD]/;
const space = /[ \t\r\n]/;
const attribute = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

export class XmlTokenizer {
  readonly #sink: XmlSink;
  readonly #open: string[] = [];
  #rest = '';
  #line = 1;
  #column = 1;
  #length = 0;
  #elements = 0;
  #hasRoot = false;

  constructor(sink: XmlSink) {
    this.#sink = sink;
  }

  /** @throws XmlProblem at the first thing that is wrong. */
  push(piece: string): void {
    this.#length += piece.length;
    if (this.#length > xmlBounds.length) this.#fail('The file is too large to be a data model.');
    this.#rest += this.#length === piece.length ? piece.replace(/^\uFEFF/, '') : piece;
    this.#run(false);
  }

  /** @throws XmlProblem where the file ends too early. */
  end(): void {
    this.#run(true);
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) this.#fail(`The file ends before <${unclosed}> is closed: it was cut.`);
    if (!this.#hasRoot) this.#fail('The file holds no XML element.');
  }

  #run(last: boolean): void {
    const source = this.#rest;
    let at = 0;
    while (at < source.length) {
      const end = source[at] === '<' ? this.#markupEnd(source, at) : this.#textEnd(source, at, last);
      if (end < 0) {
        if (last) this.#fail('The file ends in the middle of a tag: it was cut.');
        if (source.length - at > xmlBounds.token) this.#fail('One tag, comment or text is far too long.');
        break;
      }
      if (end - at > xmlBounds.token) this.#fail('One tag, comment or text is far too long.');
      const token = source.slice(at, end);
      if (token.startsWith('<')) this.#markup(token);
      else this.#text(token);
      this.#advance(token);
      at = end;
    }
    this.#rest = source.slice(at);
  }

  /** The end of the markup that begins at `at`; -1: it is not all here yet. */
  #markupEnd(source: string, at: number): number {
    const ends: readonly (readonly [string, string])[] = [
      ['<!--', '-->'],
      ['<![CDATA[', ']]>'],
      ['<?', '?>'],
    ];
    for (const [start, end] of ends) {
      if (!source.startsWith(start, at)) continue;
      const found = source.indexOf(end, at + start.length);
      return found < 0 ? -1 : found + end.length;
    }
    if (source.startsWith('<!', at)) {
      // `<!-` and `<![CD` may be cut by the end of a piece.
      const start = source.slice(at, at + 9);
      if (start.length < 9 && ('<!--'.startsWith(start) || '<![CDATA['.startsWith(start))) return -1;
      if ('<!DOCTYPE'.startsWith(start.toUpperCase())) {
        this.#fail('The file brings a DOCTYPE of its own. Such files are not read, as they can be made to do harm.');
      }
      this.#fail('This "<!" begins nothing that is known.');
    }
    let quote = '';
    for (let here = at + 1; here < source.length; here++) {
      const char = source[here];
      if (quote) {
        if (char === quote) quote = '';
      } else if (char === '"' || char === "'") quote = char;
      else if (char === '>') return here + 1;
      else if (char === '<') this.#fail('A tag is not closed before the next one begins.');
    }
    return -1;
  }

  /** Text ends at the next tag; at the end of a piece, before a reference that is cut. */
  #textEnd(source: string, at: number, last: boolean): number {
    const next = source.indexOf('<', at);
    if (next >= 0) return next;
    const cut = source.lastIndexOf('&');
    if (last || cut < at || source.indexOf(';', cut) >= 0) return source.length;
    return cut > at ? cut : -1;
  }

  #text(text: string): void {
    const fail = (problem: string, at: number): never => {
      this.#advance(text.slice(0, at));
      return this.#fail(problem);
    };
    if (this.#open.length > 0) this.#sink.text(decodeReferences(text, fail));
    else if (text.trim() !== '') this.#fail('Text stands outside of all elements: this is no XML, or it was damaged.');
  }

  #markup(token: string): void {
    if (token.startsWith('<!--') || token.startsWith('<?')) return;
    if (token.startsWith('<![CDATA[')) {
      if (this.#open.length === 0) this.#fail('Text stands outside of all elements.');
      this.#sink.text(token.slice(9, -3));
    } else if (token.startsWith('</')) this.#closeTag(token.slice(2, -1).trimEnd());
    else this.#openTag(token);
  }

  #openTag(token: string): void {
    const selfClosing = token.endsWith('/>');
    const body = token.slice(1, selfClosing ? -2 : -1);
    const end = body.search(space);
    const name = end < 0 ? body : body.slice(0, end);
    if (!nameStart.test(name)) this.#fail(`"<${name.slice(0, 40)}" is no tag. A "<" in text has to be written &lt;.`);
    if (this.#open.length === 0 && this.#hasRoot) this.#fail('A second root element begins: files were joined.');
    if (this.#open.length >= xmlBounds.depth) this.#fail('Elements lie too deep within each other.');
    this.#elements += 1;
    if (this.#elements > xmlBounds.elements) this.#fail('The file has too many elements.');
    this.#hasRoot = true;
    this.#sink.open(localName(name), this.#attributes(body.slice(name.length)), this.#place());
    if (selfClosing) this.#sink.close(localName(name));
    else this.#open.push(name);
  }

  #closeTag(name: string): void {
    const wanted = this.#open.pop();
    if (wanted === undefined) this.#fail(`</${name.slice(0, 40)}> closes nothing.`);
    if (name !== wanted) this.#fail(`</${name.slice(0, 40)}> stands where </${wanted.slice(0, 40)}> has to.`);
    this.#sink.close(localName(name));
  }

  #attributes(text: string): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    attribute.lastIndex = 0;
    let at = 0;
    for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
      at = attribute.lastIndex;
      const name = match[1] ?? '';
      if (found.has(name)) this.#fail(`The attribute ${name} is there twice.`);
      if (found.size >= xmlBounds.attributes) this.#fail('One element has too many attributes.');
      const raw = (match[2] ?? match[3] ?? '').replace(/[\t\r\n]/g, ' ');
      found.set(
        name,
        decodeReferences(raw, (problem) => this.#fail(problem)),
      );
    }
    if (text.slice(at).trim() !== '') this.#fail('An attribute is not written as name="value".');
    return found;
  }

  #advance(token: string): void {
    for (let at = token.indexOf('\n'); at >= 0; at = token.indexOf('\n', at + 1)) this.#line += 1;
    const last = token.lastIndexOf('\n');
    this.#column = last < 0 ? this.#column + token.length : token.length - last;
  }

  #place(): XmlPlace {
    return { line: this.#line, column: this.#column };
  }

  #fail(message: string): never {
    throw new XmlProblem(message, this.#place());
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
