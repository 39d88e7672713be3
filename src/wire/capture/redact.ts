/**
 * Finds the secrets in a Record or Message: values of parameters and arguments, constants of search expressions, error
 * texts that may quote a value, and bytes of which nobody can say what they are. Each byte of them becomes `*`: the
 * Record keeps its length and its structure, so all that is said of it stays true, also where a value lies in the
 * pieces of several Records. What that shows is how long a secret is.
 */
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import { valueFields, type ValueField } from '../../usp/fields/value-fields.ts';
import type { RedactedKind } from './format.ts';

/** Whose secrecy has to be judged. */
export type ValueName = Omit<ValueField, 'field'>;
export type IsSecret = (name: ValueName) => boolean;

/** Bytes that are to be replaced, and what they are. */
export interface SecretPart {
  readonly from: number;
  readonly to: number;
  readonly of: RedactedKind;
  readonly path: string;
}

const mask = 0x2a;
const bracket = 0x5b;

/** A copy with every byte of the parts replaced. */
export function blank(bytes: Uint8Array, parts: Iterable<Pick<SecretPart, 'from' | 'to'>>): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  for (const { from, to } of parts) copy.fill(mask, from, to);
  return copy;
}

/** The secrets that a Record or Message carries. @param seen gathers their texts, and knows those of earlier ones */
export function secretParts(reader: FieldReader, isSecret: IsSecret, seen: SeenSecrets): SecretPart[] {
  const parts: SecretPart[] = [];
  for (const { field, of, path, name } of valueFields(reader)) {
    const [from, to] = [reader.valueStart(field), reader.end(field)];
    if (from === to || !isSecret({ of, path, name })) continue;
    parts.push({ from, to, of, path: wordsFor({ of, path, name }) });
    seen.add(latin1(reader.bytes.subarray(from, to)));
    seen.add(reader.text(field));
  }
  const errors: number[] = [];
  const secretErrors = new Set<string>();
  for (let field = 0; field < reader.map.length; field++) {
    const { name, type, typeName, wireType } = reader.kind(field);
    const [from, to] = [reader.valueStart(field), reader.end(field)];
    if (type === 'damage' || type === 'rest' || (type === 'unknown' && wireType === 2)) {
      if (to > from) parts.push({ from, to, of: 'unread', path: 'Bytes that can not be read' });
    } else if (type === 'message' && /\.Param(eter)?Error$/.test(typeName)) {
      const path = errorPath(reader, field);
      if (isSecret(paramName(path))) secretErrors.add(path);
    } else if (type === 'string') {
      if (name === 'err_msg') errors.push(field);
      const bytes = reader.bytes.subarray(from, to);
      if (!bytes.includes(bracket)) continue;
      for (const part of secretConstants(latin1(bytes), isSecret)) {
        parts.push({ ...part, from: from + part.from, to: from + part.to });
      }
    }
  }
  const [about] = secretErrors;
  for (const field of errors) {
    const [from, to] = [reader.valueStart(field), reader.end(field)];
    if (from === to) continue;
    if (about !== undefined) {
      parts.push({ from, to, of: 'error', path: about });
    } else {
      for (const quote of seen.quotesIn(latin1(reader.bytes.subarray(from, to)))) {
        parts.push({
          from: from + quote.from,
          to: from + quote.to,
          of: 'error',
          path: 'An error text quotes a secret',
        });
      }
    }
  }
  return parts;
}

/** A text that is said of a Record, with its secrets replaced as in the Record. */
export function redactText(text: string, isSecret: IsSecret, seen: SeenSecrets): string {
  const parts = [...secretConstants(text, isSecret), ...seen.quotesIn(text)];
  let redacted = text;
  for (const { from, to } of parts) redacted = redacted.slice(0, from) + '*'.repeat(to - from) + redacted.slice(to);
  return redacted;
}

/** Texts of secrets that were found, to be found again where an error quotes them. */
export class SeenSecrets {
  /** Shorter ones stand in too many texts by chance. */
  static readonly shortest = 4;
  static readonly most = 1_000;
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (text.length < SeenSecrets.shortest || /^\**$/.test(text)) return;
    this.#texts.delete(text);
    this.#texts.add(text);
    const [oldest] = this.#texts;
    if (this.#texts.size > SeenSecrets.most && oldest !== undefined) this.#texts.delete(oldest);
  }

  *quotesIn(text: string): Generator<Pick<SecretPart, 'from' | 'to'>> {
    if (text.length < SeenSecrets.shortest) return;
    for (const secret of this.#texts) {
      for (let from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + secret.length)) {
        yield { from, to: from + secret.length };
      }
    }
  }
}

/** A comparison within an expression; its constant may lack its end where the text was cut. */
const comparison = /([A-Za-z_][\w.#*+-]*)\s*(?:==|!=|~=|<=|>=|<|>)\s*("[^"]*"?|[^\]&"\s]+)/dg;

/** The constants that a secret is compared with: `Device.Users.User.[Password=="…"].` */
function secretConstants(text: string, isSecret: IsSecret): SecretPart[] {
  const parts: SecretPart[] = [];
  if (!text.includes('[')) return parts;
  for (const { indices, 1: name = '' } of text.matchAll(comparison)) {
    const open = text.lastIndexOf('[', indices?.[1]?.[0] ?? 0);
    const [from, to] = indices?.[2] ?? [0, 0];
    const begin = Math.max(text.lastIndexOf('Device.', open), 0);
    const table = text.slice(begin, open).replace(/\[[^\]]*\]/g, '{i}');
    const path = `${table}{i}.${name}`;
    if (open < 0 || !isSecret(paramName(path))) continue;
    const quoted = text[from] === '"';
    const end = quoted && to > from + 1 && text[to - 1] === '"' ? to - 1 : to;
    parts.push({ from: quoted ? from + 1 : from, to: end, of: 'param', path });
  }
  return parts;
}

/** The parameter that an error is about; what it is in stands further out. */
function errorPath(reader: FieldReader, field: number): string {
  const whole = reader.textOf(field, 'param_path');
  if (whole !== '') return whole;
  const name = reader.textOf(field, 'param');
  for (let at = reader.parent(field); at >= 0; at = reader.parent(at)) {
    const around = reader.textOf(at, 'affected_path') || reader.textOf(at, 'requested_path');
    if (around !== '') return around + name;
  }
  return name;
}

function paramName(path: string): ValueName {
  return { of: 'param', path, name: path.slice(path.lastIndexOf('.') + 1) };
}

function wordsFor({ of, path, name }: ValueName): string {
  return of === 'param' ? path : `${path} ${name}`;
}

/** One character for each byte, so that places in the text are places in the bytes. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}
