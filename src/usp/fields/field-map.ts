/**
 * Where each field of a Record or Message lies in its bytes, as flat arrays: a Record of megabytes has hundreds of
 * thousands of fields, and these cross from the worker to the page at the price of a copy. Fields stand in the order of
 * the wire, a message before what is in it; a field is named by its index.
 */

export type FieldType =
  | 'message'
  | 'string'
  | 'bytes'
  | 'bool'
  | 'enum'
  | 'uint32'
  | 'uint64'
  | 'fixed32'
  /** Not in the schema, or with another wire type than the schema says. */
  | 'unknown'
  /** Bytes that are no protobuf: from the fault to the end of the message around them. */
  | 'damage'
  /** Fields past the bound, as one. */
  | 'rest';

/** What the schema says of a field; all fields of one kind share it. */
export interface FieldKind {
  /** 0 where the bytes themselves say it (`unknown`) or there is none. */
  readonly number: number;
  /** Absent where the schema does not know the field. */
  readonly name?: string;
  readonly jsonName?: string;
  readonly wireType: number;
  readonly type: FieldType;
  /** Name of the message or enumeration, else of the scalar. */
  readonly typeName: string;
  readonly repeated: boolean;
  /** A map of the standard's schema, which ours has as a list of pairs (decision 2). */
  readonly map: boolean;
  readonly oneof?: string;
  /** Numbers and names of an enumeration. */
  readonly values?: readonly (readonly [number, string])[];
  /** Bytes that hold a Message. */
  readonly embedded?: true;
  /** The oneofs of the message that it is. */
  readonly oneofs?: readonly string[];
}

/** What keeps the bytes at a field from being read. */
export interface FieldFault {
  readonly field: number;
  readonly offset: number;
  readonly detail: string;
}

export interface FieldMap {
  /** Name of the message that the bytes are. */
  readonly typeName: string;
  /** The oneofs of that message. */
  readonly oneofs: readonly string[];
  readonly length: number;
  /** Offset of the tag. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Offset behind the tag: of the length, or of the value where there is no length. */
  readonly tagEnds: Uint32Array<ArrayBuffer>;
  readonly valueStarts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  /** The field around it; -1: none. */
  readonly parents: Int32Array<ArrayBuffer>;
  /** The last field within it; itself where there is none. */
  readonly lasts: Uint32Array<ArrayBuffer>;
  /** Index in `kinds`. */
  readonly kindOf: Uint16Array<ArrayBuffer>;
  readonly kinds: readonly FieldKind[];
  readonly faults: readonly FieldFault[];
}

/** The whole, as what is around the outermost fields. */
export const wholeMessage = -1;
