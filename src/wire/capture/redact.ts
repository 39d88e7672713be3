/**
 * Finds what a file leaves out of a Record or Message: the secrets in it, error texts that may quote one, and bytes of
 * which nobody can say what they are.
 */
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import {
  blankText,
  constantsIn,
  latin1,
  secretConstants,
  secretValues,
  type IsSecret,
  type Span,
  type ValueName,
} from '../../usp/fields/secret-parts.ts';
import { secretErrors } from '../../usp/fields/secret-errors.ts';
import type { RedactedKind } from './format.ts';

/** Bytes that are to be replaced, and what they are. */
export interface SecretPart extends Span {
  readonly of: RedactedKind;
  readonly path: string;
}

/**
 * The secrets that a Record or Message carries.
 * @param seen gathers their texts, and knows those of earlier ones
 * @param asked whether the request that it answers carried a secret
 */
export function secretParts(
  reader: FieldReader,
  isSecret: IsSecret,
  seen: SeenSecrets,
  asked: () => boolean,
): SecretPart[] {
  const parts: SecretPart[] = [];
  for (const value of secretValues(reader, isSecret)) {
    const { field, from, to, of, whole } = value;
    parts.push({ from, to, of, path: wordsFor(value) });
    seen.add(latin1(reader.bytes.subarray(from, to)));
    if (whole) seen.add(reader.text(field));
  }
  parts.push(...constantsIn(reader, isSecret));
  const hidden = new Set<number>();
  for (const { field, from, to, about } of secretErrors(reader, isSecret, asked)) {
    hidden.add(field);
    parts.push({ from, to, of: 'error', path: about ?? 'An error text that answers a request with a secret' });
  }
  for (let field = 0; field < reader.map.length; field++) {
    const { name, type, wireType } = reader.kind(field);
    const [from, to] = [reader.valueStart(field), reader.end(field)];
    if (type === 'damage' || type === 'rest' || (type === 'unknown' && wireType === 2)) {
      if (to > from) parts.push({ from, to, of: 'unread', path: 'Bytes that can not be read' });
    } else if (type === 'string' && name === 'err_msg' && !hidden.has(field)) {
      parts.push(...quotes(reader, field, seen));
    }
  }
  return parts;
}

function* quotes(reader: FieldReader, field: number, seen: SeenSecrets): Generator<SecretPart> {
  const start = reader.valueStart(field);
  for (const { from, to } of seen.quotesIn(latin1(reader.value(field)))) {
    yield { from: start + from, to: start + to, of: 'error', path: 'An error text quotes a secret' };
  }
}

/** A text that is said of a Record, with its secrets replaced as in the Record. */
export function redactText(text: string, isSecret: IsSecret, seen: SeenSecrets): string {
  return blankText(text, [...secretConstants(text, isSecret), ...seen.quotesIn(text)]);
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

  *quotesIn(text: string): Generator<Span> {
    if (text.length < SeenSecrets.shortest) return;
    for (const secret of this.#texts) {
      for (let from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + secret.length)) {
        yield { from, to: from + secret.length };
      }
    }
  }
}

function wordsFor({ of, path, name }: ValueName): string {
  return of === 'param' ? path : `${path} ${name}`;
}
