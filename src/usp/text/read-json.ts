/**
 * The protobuf JSON mapping -> a written message. The maps of the standard's schema are objects in JSON and lists of
 * pairs in ours (decision 2). A Record's payload may be a Message instead of its bytes in base64.
 */
import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { base64Decode } from '@bufbuild/protobuf/wire';
import { PairSchema } from '../../gen/usp-msg_pb.ts';
import { fieldByName, payloadSchema, unknownField } from './fields.ts';
import { readJsonValue, type JsonMember, type JsonValue } from './json-value.ts';
import { numberValue, textBytes, typeWords, wholeNumber, wordValue } from './scalars.ts';
import { fillIn } from './variables.ts';
import {
  Problems,
  writtenBounds,
  type Variables,
  type Written,
  type WrittenField,
  type WrittenMessage,
  type WrittenValue,
} from './written.ts';

/** Reads all it can, so that every problem is told at once. Never throws. */
export function readJson(schema: DescMessage, text: string, variables: Variables = () => undefined): Written {
  const problems = new Problems();
  const value = readJsonValue(text, problems);
  const nothing: WrittenMessage = { schema, fields: [], span: { start: 0, end: text.length } };
  if (!value) return { message: nothing, problems: problems.list };
  const message = new JsonMapping(problems, variables).message(schema, value, 0);
  return { message: message ?? nothing, problems: problems.list };
}

class JsonMapping {
  readonly #problems: Problems;
  readonly #variables: Variables;

  constructor(problems: Problems, variables: Variables) {
    this.#problems = problems;
    this.#variables = variables;
  }

  message(schema: DescMessage, value: JsonValue, depth: number): WrittenMessage | undefined {
    if (value.kind !== 'object') {
      this.#problems.error(value, `${schema.name} wants an object in { }.`);
      return undefined;
    }
    if (depth > writtenBounds.depth) {
      this.#problems.error(value, 'Messages are nested too deep.');
      return undefined;
    }
    return { schema, fields: value.members.flatMap((member) => this.#member(schema, member, depth)), span: value };
  }

  #member(schema: DescMessage, { key, keySpan, value }: JsonMember, depth: number): WrittenField[] {
    const number = /^\d+$/.test(key) ? BigInt(key) : undefined;
    const field = fieldByName(schema, key, number);
    if (!field) {
      if (!unknownField(schema, { ...keySpan, text: key }, number, this.#problems)) return [];
      const made = this.#unknown(value);
      return made ? [{ field, number: Number(number), name: keySpan, value: made }] : [];
    }
    if (value.kind === 'word' && value.text === 'null') return [];
    return this.#values(field, value, depth).map((made) => ({
      field,
      number: field.number,
      name: keySpan,
      value: made,
    }));
  }

  #values(field: DescField, value: JsonValue, depth: number): WrittenValue[] {
    if (field.fieldKind !== 'list') return present(this.#value(field, value, depth));
    if (field.message === PairSchema && value.kind === 'object') {
      return value.members.flatMap((member) => present(this.#pair(member)));
    }
    if (value.kind === 'array') return value.items.flatMap((item) => present(this.#value(field, item, depth)));
    this.#problems.error(value, `${field.name} wants ${field.message === PairSchema ? 'an object' : 'a list in [ ]'}.`);
    return [];
  }

  #pair({ key, keySpan, value }: JsonMember): WrittenValue | undefined {
    if (value.kind !== 'string') {
      this.#problems.error(value, 'A value of a map is a text in quotes.');
      return undefined;
    }
    const [keyField, valueField] = PairSchema.fields;
    const member = (field: DescField | undefined, text: string, span: typeof keySpan): WrittenField[] =>
      field && text !== ''
        ? [{ field, number: field.number, name: span, value: { kind: 'bytes', value: this.#text(text, span) } }]
        : [];
    const fields = [...member(keyField, key, keySpan), ...member(valueField, value.text, value)];
    return { kind: 'message', message: { schema: PairSchema, fields, span: keySpan } };
  }

  #value(field: DescField, value: JsonValue, depth: number): WrittenValue | undefined {
    const schema = field.message ?? (value.kind === 'object' ? payloadSchema(field) : undefined);
    if (schema) {
      const message = this.message(schema, value, depth + 1);
      return message && { kind: 'message', message };
    }
    if (value.kind === 'number') return numberValue(field, value.text, value, this.#problems);
    if (value.kind === 'word') return wordValue(field, value.text, value, this.#problems);
    if (value.kind === 'string') return this.#quoted(field, value.text, value);
    this.#problems.error(value, `${field.name} wants ${typeWords(field)}.`);
    return undefined;
  }

  #quoted(field: DescField, text: string, span: JsonValue): WrittenValue | undefined {
    if (field.scalar === ScalarType.STRING) return { kind: 'bytes', value: this.#text(text, span) };
    const filled = fillIn(text, span, this.#variables, this.#problems);
    if (field.scalar === ScalarType.BYTES) {
      const bytes = fromBase64(filled);
      if (!bytes) this.#problems.error(span, `${field.name} wants bytes as base64.`);
      return bytes && { kind: 'bytes', value: bytes };
    }
    return wholeNumber(filled) === undefined
      ? wordValue(field, filled, span, this.#problems)
      : numberValue(field, filled, span, this.#problems);
  }

  /** A field of no schema: a number, bytes in base64, or an object of such fields. */
  #unknown(value: JsonValue): WrittenValue | undefined {
    const number = value.kind === 'number' ? wholeNumber(value.text) : undefined;
    if (number !== undefined) return { kind: 'varint', value: BigInt.asUintN(64, number) };
    const bytes = value.kind === 'string' ? fromBase64(value.text) : undefined;
    if (bytes) return { kind: 'bytes', value: bytes };
    this.#problems.error(value, 'A field that is named by its number takes a whole number, or bytes as base64.');
    return undefined;
  }

  #text(text: string, span: { readonly start: number; readonly end: number }): Uint8Array {
    return textBytes(fillIn(text, span, this.#variables, this.#problems));
  }
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** Standard or URL-safe, padded or not. */
function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(plain) || plain.length % 4 === 1) return undefined;
  return base64Decode(plain);
}
