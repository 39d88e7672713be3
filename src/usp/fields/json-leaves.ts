/**
 * The values in a JSON text with their keys, and where they stand: in one pass, whatever a peer wrote. JSON.parse tells
 * no places, and takes a key for that of an object.
 */
import { MAX_PATH_LENGTH } from '../path/types.ts';

export interface JsonLeaf {
  /** The keys that lead to it, with dots between them; from the root object on where there is one among them. */
  readonly path: string;
  /** A text without its quotes, as it is written; a number, true, false or null. */
  readonly from: number;
  readonly to: number;
}

const mostDepth = 64;
const root = 'Device';
const space = /[ \t\n\r]*/y;
const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Undefined where the text is no JSON, or nested deeper than anyone would. */
export function jsonLeaves(text: string): JsonLeaf[] | undefined {
  const scan = new JsonScan(text);
  return scan.value('', 0) && scan.isDone() ? scan.leaves : undefined;
}

class JsonScan {
  readonly leaves: JsonLeaf[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isDone(): boolean {
    this.#take(space);
    return this.#at === this.#text.length;
  }

  /** False: this is no JSON. */
  value(path: string, depth: number): boolean {
    this.#take(space);
    const from = this.#at;
    switch (this.#text[from]) {
      case '{':
        return depth < mostDepth && this.#list('}', () => this.#member(path, depth));
      case '[':
        return depth < mostDepth && this.#list(']', () => this.value(path, depth + 1));
      case '"':
        if (!this.#string()) return false;
        this.leaves.push({ path, from: from + 1, to: this.#at - 1 });
        return true;
      default:
        if (!this.#take(word)) return false;
        this.leaves.push({ path, from, to: this.#at });
        return true;
    }
  }

  #member(path: string, depth: number): boolean {
    this.#take(space);
    const from = this.#at;
    if (this.#text[from] !== '"' || !this.#string()) return false;
    const key = this.#text.slice(from + 1, this.#at - 1);
    return this.#mark(':') && this.value(below(path, key), depth + 1);
  }

  #list(end: '}' | ']', item: () => boolean): boolean {
    this.#at++;
    if (this.#mark(end)) return true;
    do if (!item()) return false;
    while (this.#mark(','));
    return this.#mark(end);
  }

  /** From quote to quote; what stands between them may be no good JSON all the same. */
  #string(): boolean {
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === '\\') at++;
      else if (char === '"') {
        this.#at = at + 1;
        return true;
      }
    }
    return false;
  }

  #mark(mark: string): boolean {
    this.#take(space);
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }
}

/** A key may be a name, or a whole path, with a dot at its end or without. */
function below(path: string, key: string): string {
  const name = unescaped(key).replace(/\.$/, '');
  if (path === '' || name === root || name.startsWith(`${root}.`)) return name;
  // Nobody's path is as long: the name alone is judged.
  return path.length + name.length < MAX_PATH_LENGTH ? `${path}.${name}` : name;
}

function unescaped(key: string): string {
  if (!key.includes('\\')) return key;
  try {
    const read: unknown = JSON.parse(`"${key}"`);
    return String(read);
  } catch {
    return key;
  }
}
