/**
 * Error texts that may quote a secret: who refuses a value likes to say which. An Agent may write it in any way, so such
 * a text is a secret as a whole.
 */
import type { FieldReader } from './field-reader.ts';
import { constantsIn, paramName, secretValues, type IsSecret, type Span } from './secret-parts.ts';

export interface SecretError extends Span {
  readonly field: number;
  /** The secret parameter that there is an error at; absent: a secret of the request that is answered. */
  readonly about?: string;
}

/** @param asked whether the request that is answered carried a secret; not called where there is no error text */
export function secretErrors(reader: FieldReader, isSecret: IsSecret, asked: () => boolean): SecretError[] {
  const errors: (Span & { field: number })[] = [];
  /** A list of errors has thousands; what they are in is looked up once. */
  const around = new Map<number, string>();
  let about: string | undefined;
  for (let field = 0; field < reader.map.length; field++) {
    const { name, type, typeName } = reader.kind(field);
    if (type === 'message' && about === undefined && /\.Param(eter)?Error$/.test(typeName)) {
      const path = errorPath(reader, field, around);
      if (isSecret(paramName(path))) about = path;
    } else if (type === 'string' && name === 'err_msg') {
      const [from, to] = [reader.valueStart(field), reader.end(field)];
      if (from < to) errors.push({ field, from, to });
    }
  }
  if (errors.length === 0) return [];
  if (about !== undefined) return errors.map((error) => ({ ...error, about }));
  return asked() ? errors : [];
}

/** Is there a secret in a Record or Message, be it in what it searches for? */
export function carriesSecret(reader: FieldReader, isSecret: IsSecret): boolean {
  const found = [secretValues(reader, isSecret), constantsIn(reader, isSecret)];
  return found.some((parts) => parts.next().done !== true);
}

/** The parameter that an error is about; what it is in stands further out. @param around what is known of that */
function errorPath(reader: FieldReader, field: number, around: Map<number, string>): string {
  const whole = reader.textOf(field, 'param_path');
  if (whole !== '') return whole;
  const parent = reader.parent(field);
  let base = around.get(parent);
  if (base === undefined) around.set(parent, (base = objectAround(reader, parent)));
  return base + reader.textOf(field, 'param');
}

function objectAround(reader: FieldReader, from: number): string {
  for (let at = from; at >= 0; at = reader.parent(at)) {
    const path = reader.textOf(at, 'affected_path') || reader.textOf(at, 'requested_path');
    if (path !== '') return path;
  }
  return '';
}
