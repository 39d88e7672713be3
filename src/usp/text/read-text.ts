/** Protobuf text form -> a written message. A bytes field named payload may hold a Message in braces. */
import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import { fieldByName, payloadSchema, unknownField } from './fields.ts';
import { numberValue, textBytes, typeWords, wholeNumber, wordValue } from './scalars.ts';
import { stringPieces, textTokens, type TextToken } from './text-tokens.ts';
import { fillIn } from './variables.ts';
import {
  Problems,
  writtenBounds,
  type Span,
  type Variables,
  type Written,
  type WrittenField,
  type WrittenMessage,
  type WrittenValue,
} from './written.ts';

/** Reads all it can, so that every problem is told at once. Never throws. */
export function readText(schema: DescMessage, text: string, variables: Variables = () => undefined): Written {
  const problems = new Problems();
  const reader = new TextReader(textTokens(text, problems), problems, variables);
  const message = reader.message(schema, undefined, 0);
  return { message, problems: problems.list };
}

class TextReader {
  readonly #tokens: readonly TextToken[];
  readonly #problems: Problems;
  readonly #variables: Variables;
  #at = 0;

  constructor(tokens: readonly TextToken[], problems: Problems, variables: Variables) {
    this.#tokens = tokens;
    this.#problems = problems;
    this.#variables = variables;
  }

  /** @param close the symbol that ends it; undefined: the end of the text does. */
  message(schema: DescMessage | undefined, close: string | undefined, depth: number): WrittenMessage {
    const start = this.#peek().start;
    const fields: WrittenField[] = [];
    for (;;) {
      const token = this.#peek();
      if (token.kind === 'end') {
        if (close) this.#problems.error(token, `A “${close}” is missing at the end.`);
        break;
      }
      if (close && token.text === close && token.kind === 'symbol') break;
      if (token.kind === 'name' || token.kind === 'number') fields.push(...this.#field(schema, depth));
      else this.#pass(token);
    }
    const end = this.#peek().end;
    if (close) this.#at += this.#peek().kind === 'end' ? 0 : 1;
    return { schema, fields, span: { start, end } };
  }

  /** The name of a field is expected; what stands there instead is told and passed over. */
  #pass(token: TextToken): void {
    if (token.text !== ',' && token.text !== ';') {
      this.#problems.error(token, `The name of a field is expected, not ${token.text}.`);
    }
    this.#at += 1;
  }

  #field(schema: DescMessage | undefined, depth: number): WrittenField[] {
    const name = this.#next();
    const number = name.kind === 'number' ? wholeNumber(name.text) : undefined;
    const field = schema && fieldByName(schema, name.text, number);
    if (!field && !unknownField(schema, name, number, this.#problems)) {
      this.#skipValue();
      return [];
    }
    const made = (value: WrittenValue | undefined): WrittenField[] =>
      value ? [{ field, number: field?.number ?? Number(number), name: spanOf(name), value }] : [];
    const colon = this.#take(':');
    if (colon && this.#take('[')) return this.#list(field, depth).flatMap(made);
    return made(this.#value(field, colon, depth));
  }

  #list(field: DescField | undefined, depth: number): (WrittenValue | undefined)[] {
    const open = this.#tokens[this.#at - 1];
    if (field && field.fieldKind !== 'list' && open) {
      this.#problems.error(open, `${field.name} is there once and takes no list.`);
    }
    const values: (WrittenValue | undefined)[] = [];
    while (this.#peek().kind !== 'end' && !this.#take(']')) {
      values.push(this.#value(field, true, depth));
      if (!this.#take(',') && this.#peek().text !== ']') {
        this.#problems.error(this.#peek(), 'A “,” or the “]” of the list is expected.');
        break;
      }
    }
    return values;
  }

  #value(field: DescField | undefined, colon: boolean, depth: number): WrittenValue | undefined {
    const token = this.#peek();
    if (token.kind === 'symbol' && (token.text === '{' || token.text === '<')) return this.#block(field, depth);
    if (!colon) this.#problems.error(token, 'A “:” is expected before the value.');
    if (token.kind === 'string') return this.#string(field);
    if (token.kind === 'end' || token.kind === 'symbol') {
      this.#problems.error(token, `${field ? `${field.name} wants ${typeWords(field)}` : 'A value is expected'} here.`);
      return undefined;
    }
    this.#at += 1;
    if (!field) return unknownScalar(token, this.#problems);
    if (token.kind === 'number') return numberValue(field, token.text, token, this.#problems);
    return wordValue(field, token.text, token, this.#problems);
  }

  #block(field: DescField | undefined, depth: number): WrittenValue | undefined {
    const open = this.#next();
    const schema = field?.message ?? (field && payloadSchema(field));
    if (field && !schema) this.#problems.error(open, `${field.name} wants ${typeWords(field)}.`);
    if (depth >= writtenBounds.depth) {
      this.#problems.error(open, 'Messages are nested too deep.');
      this.#at = this.#tokens.length - 1;
      return undefined;
    }
    return { kind: 'message', message: this.message(schema, open.text === '{' ? '}' : '>', depth + 1) };
  }

  /** One string, or several in a row that are one. */
  #string(field: DescField | undefined): WrittenValue | undefined {
    const first = this.#peek();
    const parts: Uint8Array[] = [];
    let last = first;
    while (this.#peek().kind === 'string') {
      last = this.#next();
      for (const piece of stringPieces(last, this.#problems)) {
        parts.push(
          typeof piece === 'number'
            ? Uint8Array.of(piece)
            : textBytes(fillIn(piece, last, this.#variables, this.#problems)),
        );
      }
    }
    const span = { start: first.start, end: last.end };
    const bytes = joined(parts);
    if (!field) return { kind: 'bytes', value: bytes };
    if (field.scalar !== ScalarType.STRING && field.scalar !== ScalarType.BYTES) {
      const text = decode(bytes);
      // A number or a name may come from a variable, which only stands in quotes.
      if (last.text.includes('{{') && text !== undefined && !field.message) {
        return wholeNumber(text) === undefined
          ? wordValue(field, text, span, this.#problems)
          : numberValue(field, text, span, this.#problems);
      }
      this.#problems.error(span, `${field.name} wants ${typeWords(field)}, not text.`);
      return undefined;
    }
    if (field.scalar === ScalarType.STRING && decode(bytes) === undefined) {
      this.#problems.warn(span, `${field.name} is no valid UTF-8: the receiver can't read it.`);
    }
    return { kind: 'bytes', value: bytes };
  }

  /** After a name that means nothing: its value is passed over, so that what comes next is read. */
  #skipValue(): void {
    this.#take(':');
    const open = this.#peek();
    if (open.kind === 'symbol' && '{<['.includes(open.text)) {
      let depth = 0;
      do {
        const token = this.#next();
        if (token.kind === 'end') return;
        if (token.kind === 'symbol') depth += '{<['.includes(token.text) ? 1 : '}>]'.includes(token.text) ? -1 : 0;
      } while (depth > 0);
    } else if (open.kind !== 'symbol' && open.kind !== 'end') {
      this.#at += 1;
    }
  }

  #take(symbol: string): boolean {
    const token = this.#peek();
    const there = token.kind === 'symbol' && token.text === symbol;
    if (there) this.#at += 1;
    return there;
  }

  #peek(): TextToken {
    return this.#tokens[this.#at] ?? endOf(this.#tokens);
  }

  #next(): TextToken {
    const token = this.#peek();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }
}

function endOf(tokens: readonly TextToken[]): TextToken {
  return tokens.at(-1) ?? { kind: 'end', text: '', start: 0, end: 0 };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** As protobuf prints what it does not know: eight hex digits are a fixed32, sixteen a fixed64. */
function unknownScalar(token: TextToken, problems: Problems): WrittenValue | undefined {
  const value = wholeNumber(token.text);
  if (value === undefined) {
    problems.error(token, 'A field that is named by its number takes a number, bytes in quotes or a block in { }.');
    return undefined;
  }
  if (/^0x[0-9a-fA-F]{8}$/.test(token.text)) return { kind: 'fixed32', value: Number(value) };
  if (/^0x[0-9a-fA-F]{16}$/.test(token.text)) return { kind: 'fixed64', value };
  return { kind: 'varint', value: BigInt.asUintN(64, value) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return getTextEncoding().decodeUtf8(bytes, true);
  } catch {
    return undefined;
  }
}
