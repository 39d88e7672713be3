/** UTF-8 as the fields of a map are read: what is not UTF-8 becomes U+FFFD, so that every byte shows. */
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import type { FieldMap } from '../fields/field-map.ts';
import { FieldReader } from '../fields/field-reader.ts';

export function decodeText(bytes: Uint8Array): string {
  return getTextEncoding().decodeUtf8(bytes);
}

/** A reader of the fields of these bytes. */
export function readerOf(bytes: Uint8Array, map: FieldMap): FieldReader {
  return new FieldReader(bytes, map, decodeText);
}
