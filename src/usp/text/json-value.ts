/** JSON with the place of everything, members in their order and each as often as it is there. */
import { writtenBounds, type Problems, type Span } from './written.ts';

export interface JsonMember {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonValue;
}

export type JsonValue = Span &
  (
    | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
    | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
    | { readonly kind: 'string'; readonly text: string }
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null' }
  );

/** Undefined where it breaks off before there is a value; what is wrong is told with its place. */
export function readJsonValue(text: string, problems: Problems): JsonValue | undefined {
  if (text.length > writtenBounds.characters) {
    problems.error({ start: 0, end: 0 }, 'The text is too long to be read.');
    return undefined;
  }
  const reader = new JsonReader(text, problems);
  const value = reader.value(0);
  reader.end();
  return value;
}

const space = /\s*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

class JsonReader {
  readonly #text: string;
  readonly #problems: Problems;
  #at = 0;
  /** After the first fault the places of what follows mean nothing. */
  #broken = false;

  constructor(text: string, problems: Problems) {
    this.#text = text;
    this.#problems = problems;
  }

  value(depth: number): JsonValue | undefined {
    this.#space();
    const start = this.#at;
    if (depth > writtenBounds.depth * 2) return this.#fail('It is nested too deep.');
    if (this.#take('{')) return this.#object(start, depth);
    if (this.#take('[')) return this.#array(start, depth);
    const quoted = this.#match(string);
    if (quoted !== undefined) return { kind: 'string', text: JSON.parse(quoted) as string, start, end: this.#at };
    const digits = this.#match(number);
    if (digits !== undefined) return { kind: 'number', text: digits, start, end: this.#at };
    const bare = this.#match(word);
    if (bare !== undefined) return { kind: 'word', text: bare as 'true', start, end: this.#at };
    return this.#fail(
      this.#text.charAt(start) === '"'
        ? 'This text is not closed, or has an escape that JSON does not know.'
        : 'A value is expected.',
    );
  }

  /** Nothing may come after the value. */
  end(): void {
    this.#space();
    if (!this.#broken && this.#at < this.#text.length) this.#fail('There is something behind the end.');
  }

  #object(start: number, depth: number): JsonValue | undefined {
    const members: JsonMember[] = [];
    this.#space();
    if (!this.#take('}')) {
      do {
        this.#space();
        const at = this.#at;
        const quoted = this.#match(string);
        if (quoted === undefined) {
          this.#fail('A name in double quotes is expected.');
          break;
        }
        const keySpan = { start: at, end: this.#at };
        this.#space();
        if (!this.#take(':')) {
          this.#fail('A “:” is expected behind the name.');
          break;
        }
        const value = this.value(depth + 1);
        if (value) members.push({ key: JSON.parse(quoted) as string, keySpan, value });
        this.#space();
      } while (!this.#broken && this.#take(','));
      if (!this.#broken && !this.#take('}')) this.#fail('A “,” or “}” is expected.');
    }
    return { kind: 'object', members, start, end: this.#at };
  }

  #array(start: number, depth: number): JsonValue | undefined {
    const items: JsonValue[] = [];
    this.#space();
    if (!this.#take(']')) {
      do {
        const item = this.value(depth + 1);
        if (item) items.push(item);
        this.#space();
      } while (!this.#broken && this.#take(','));
      if (!this.#broken && !this.#take(']')) this.#fail('A “,” or “]” is expected.');
    }
    return { kind: 'array', items, start, end: this.#at };
  }

  #space(): void {
    this.#match(space);
  }

  #take(char: string): boolean {
    const there = this.#text.charAt(this.#at) === char;
    if (there) this.#at += 1;
    return there;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #fail(message: string): undefined {
    if (!this.#broken) {
      const end = Math.min(this.#text.length, this.#at + 1);
      this.#problems.error({ start: Math.min(this.#at, end), end }, message);
    }
    this.#broken = true;
    return undefined;
  }
}
