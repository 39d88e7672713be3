/**
 * Where the secrets lie in a Record or Message, for the screen and for files alike: values of parameters and arguments,
 * and what a search expression compares a secret with. Each byte of them becomes `*`: the Record keeps its length and
 * its structure, so all that is said of it stays true. What that shows is how long a secret is.
 */
import type { FieldReader } from './field-reader.ts';
import { wholeMessage } from './field-map.ts';
import { searchConstants } from './search-constants.ts';
import { secretsInArgument } from './json-arguments.ts';
import { valueFields } from './value-fields.ts';
import { paramName, type IsSecret, type Span, type ValuePart } from './value-name.ts';

export { paramName, type IsSecret, type Span, type ValueName, type ValuePart } from './value-name.ts';

const mask = 0x2a;
const bracket = 0x5b;

/** A copy with every byte of the parts replaced. */
export function blank(bytes: Uint8Array, parts: Iterable<Span>): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  for (const { from, to } of parts) copy.fill(mask, from, to);
  return copy;
}

/** A copy with every character of the parts replaced. */
export function blankText(text: string, parts: Iterable<Span>): string {
  const kept: string[] = [];
  let at = 0;
  for (const { from, to } of [...parts].sort((a, b) => a.from - b.from)) {
    if (to <= at) continue;
    kept.push(text.slice(at, Math.max(from, at)), '*'.repeat(to - Math.max(from, at)));
    at = to;
  }
  return at === 0 ? text : kept.join('') + text.slice(at);
}

/** A secret's value: a field as a whole, or what lies within the JSON that it holds. */
export interface SecretValue extends ValuePart {
  readonly field: number;
  readonly whole: boolean;
}

/** An empty value has nothing to hide. */
export function* secretValues(reader: FieldReader, isSecret: IsSecret): Generator<SecretValue> {
  for (const { field, ...value } of valueFields(reader)) {
    const [from, to] = [reader.valueStart(field), reader.end(field)];
    if (from === to) continue;
    const inside = isSecret(value) ? 'unread' : secretsInArgument(value, () => latin1(reader.value(field)), isSecret);
    if (inside === 'unread') yield { field, whole: true, ...value, from, to };
    else for (const one of inside) yield { field, whole: false, ...one, from: from + one.from, to: from + one.to };
  }
}

/** What the search expressions in its texts compare a secret with, in the order of the wire. */
export function* constantsIn(reader: FieldReader, isSecret: IsSecret): Generator<ValuePart> {
  if (!reader.bytes.includes(bracket)) return; // as almost always
  for (let field = 0; field < reader.map.length; field++) {
    if (reader.kind(field).type !== 'string') continue;
    const bytes = reader.value(field);
    if (!bytes.includes(bracket)) continue;
    const start = reader.valueStart(field);
    for (const part of secretConstants(latin1(bytes), isSecret)) {
      yield { ...part, from: start + part.from, to: start + part.to };
    }
  }
}

/** The bytes of a session Record that are a Message's, or a part of one, and are not read as one in the Record. */
export function piecesIn(reader: FieldReader): (Span & { readonly field: number })[] {
  const session = reader.child(wholeMessage, 'session_context');
  if (session === undefined || reader.amountOf(wholeMessage, 'payload_security') !== 0n) return [];
  const pieces: (Span & { field: number })[] = [];
  for (const field of reader.all(session, 'payload')) {
    if (!reader.kind(field).embedded) pieces.push({ field, from: reader.valueStart(field), to: reader.end(field) });
  }
  return pieces;
}

/** The constants that a secret is compared with: `Device.Users.User.[Password=="…"].` */
export function secretConstants(text: string, isSecret: IsSecret): ValuePart[] {
  const parts: ValuePart[] = [];
  for (const { path, from, to } of searchConstants(text)) {
    const value = paramName(path);
    if (from < to && isSecret(value)) parts.push({ ...value, from, to });
  }
  return parts;
}

/** One character for each byte, so that places in the text are places in the bytes. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}
