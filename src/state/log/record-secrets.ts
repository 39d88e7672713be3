/** Which values of a Record are kept back, and its bytes without them. */
import { isSecret } from '../../model/secrets.ts';
import { valueFields, type ValueField } from '../../usp/fields/value-fields.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import type { DeviceSecrets } from '../device-secrets.ts';

/** What stands in the place of each byte: still text, so that the bytes stay a Record of the same length. */
const mask = 0x2a;

/** Who says what is a secret: the device where it is known, else the names alone. */
export type ValueJudge = Pick<DeviceSecrets, 'param' | 'argument'>;

export const byName: ValueJudge = {
  param: (path) => isSecret(path),
  argument: (path, _kind, name) => isSecret(`${path}.${name}`),
};

/** The fields with secret values; an empty one has nothing to hide. */
export function secretFields(reader: FieldReader, judge: ValueJudge): Set<number> {
  const fields = new Set<number>();
  for (const value of valueFields(reader)) {
    const { field } = value;
    if (reader.end(field) > reader.valueStart(field) && judges(judge, value)) fields.add(field);
  }
  return fields;
}

/** The bytes with the values of these fields masked. */
export function maskFields(reader: FieldReader, fields: ReadonlySet<number>): Uint8Array {
  if (fields.size === 0) return reader.bytes;
  const masked = Uint8Array.from(reader.bytes);
  for (const field of fields) masked.fill(mask, reader.valueStart(field), reader.end(field));
  return masked;
}

function judges(judge: ValueJudge, { of, path, name }: ValueField): boolean {
  return of === 'param' ? judge.param(path) : judge.argument(path, of, name);
}
