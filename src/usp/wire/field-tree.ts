/** The field map of bytes: what the schema knows by its name, what it does not know, and what is no protobuf at all. */
import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { MsgSchema, PairSchema } from '../../gen/usp-msg_pb.ts';
import {
  NoSessionContextRecordSchema,
  Record_PayloadSecurity,
  RecordSchema,
  SessionContextRecord_PayloadSARState,
  SessionContextRecordSchema,
} from '../../gen/usp-record_pb.ts';
import type { FieldFault, FieldKind, FieldMap, FieldType } from '../fields/field-map.ts';
import { readFields, WireFault, wireTypes, type WireField } from './tokens.ts';

/** Fields that are listed; a Record of 64 MiB may be nothing but the smallest ones. */
export const mostFields = 400_000;
const mostFaults = 100;
const deepestMessage = 32;

/** The fields of a Record, and of the Message in it where it lies there whole and in the clear. */
export function recordFields(bytes: Uint8Array, most = mostFields): FieldMap {
  return fieldMap(RecordSchema, bytes, most);
}

/** The fields of a Message, e.g. one that was put together from the pieces in several Records. */
export function messageFields(bytes: Uint8Array, most = mostFields): FieldMap {
  return fieldMap(MsgSchema, bytes, most);
}

/** The fields of any message of the schema. Never throws; at most `most` fields, the rest as one. */
export function fieldMap(schema: DescMessage, bytes: Uint8Array, most = mostFields): FieldMap {
  return new MapMaker(bytes, most, schema === RecordSchema ? wholePayload(bytes) : undefined).make(schema);
}

class MapMaker {
  readonly #bytes: Uint8Array;
  readonly #most: number;
  /** Where the value begins that holds a Message. */
  readonly #payload: number | undefined;
  #length = 0;
  #room = 256;
  #starts = new Uint32Array(this.#room);
  #tagEnds = new Uint32Array(this.#room);
  #valueStarts = new Uint32Array(this.#room);
  #ends = new Uint32Array(this.#room);
  #parents = new Int32Array(this.#room);
  #lasts = new Uint32Array(this.#room);
  #kindOf = new Uint16Array(this.#room);
  readonly #kinds: FieldKind[] = [];
  /** Indices of kinds: of a field of the schema, or of none, by the wire type. */
  readonly #kindIndex = new Map<object, number[]>();
  readonly #faults: FieldFault[] = [];

  constructor(bytes: Uint8Array, most: number, payload: number | undefined) {
    this.#bytes = bytes;
    this.#most = most;
    this.#payload = payload;
  }

  make(schema: DescMessage): FieldMap {
    this.#walk(schema, 0, this.#bytes.length, -1, 0);
    const length = this.#length;
    return {
      typeName: schema.typeName,
      oneofs: namesOf(schema.oneofs),
      length,
      starts: this.#starts.slice(0, length),
      tagEnds: this.#tagEnds.slice(0, length),
      valueStarts: this.#valueStarts.slice(0, length),
      ends: this.#ends.slice(0, length),
      parents: this.#parents.slice(0, length),
      lasts: this.#lasts.slice(0, length),
      kindOf: this.#kindOf.slice(0, length),
      kinds: this.#kinds,
      faults: this.#faults,
    };
  }

  #walk(schema: DescMessage, start: number, end: number, parent: number, depth: number): void {
    const fields = fieldsOf(schema);
    let reached = start;
    try {
      for (const wire of readFields(this.#bytes, start, end)) {
        if (this.#length >= this.#most) break;
        reached = wire.end;
        this.#field(schema, fields.get(wire.number), wire, parent, depth);
      }
    } catch (error) {
      if (!(error instanceof WireFault)) throw error;
      this.#damage(reached, end, parent, error.message, error.offset);
      return;
    }
    if (reached < end) this.#add(this.#plain(restKind), reached, reached, reached, end, parent);
  }

  #field(schema: DescMessage, known: DescField | undefined, wire: WireField, parent: number, depth: number): void {
    const { wireType, start, valueStart, end } = wire;
    const embedded = valueStart === this.#payload && isPayload(schema, known);
    const tagEnd = wireType === wireTypes.lengthDelimited ? behindTag(this.#bytes, start) : valueStart;
    const index = this.#add(this.#kind(known, wireType, embedded), start, tagEnd, valueStart, end, parent);
    const inner = embedded ? MsgSchema : known?.message;
    if (!inner || wireType !== wireTypes.lengthDelimited) return;
    if (depth >= deepestMessage) this.#damage(valueStart, end, index, 'messages nested too deep', start);
    else this.#walk(inner, valueStart, end, index, depth + 1);
    this.#lasts[index] = this.#length - 1;
  }

  #damage(start: number, end: number, parent: number, detail: string, offset: number): void {
    const field = this.#add(this.#plain(damageKind), start, start, start, end, parent);
    if (this.#faults.length < mostFaults) this.#faults.push({ field, offset, detail });
  }

  #add(kind: number, start: number, tagEnd: number, valueStart: number, end: number, parent: number): number {
    const index = this.#length++;
    if (index >= this.#room) this.#grow();
    this.#starts[index] = start;
    this.#tagEnds[index] = tagEnd;
    this.#valueStarts[index] = valueStart;
    this.#ends[index] = end;
    this.#parents[index] = parent;
    this.#lasts[index] = index;
    this.#kindOf[index] = kind;
    return index;
  }

  #grow(): void {
    this.#room *= 2;
    this.#starts = wider(this.#starts, this.#room);
    this.#tagEnds = wider(this.#tagEnds, this.#room);
    this.#valueStarts = wider(this.#valueStarts, this.#room);
    this.#ends = wider(this.#ends, this.#room);
    this.#lasts = wider(this.#lasts, this.#room);
    const parents = new Int32Array(this.#room);
    parents.set(this.#parents);
    this.#parents = parents;
    const kindOf = new Uint16Array(this.#room);
    kindOf.set(this.#kindOf);
    this.#kindOf = kindOf;
  }

  #kind(known: DescField | undefined, wireType: number, embedded: boolean): number {
    // A peer may choose among half a million unknown numbers: these share a kind, and the tag has the number.
    const owner = known ?? this;
    let byWireType = this.#kindIndex.get(owner);
    if (!byWireType) this.#kindIndex.set(owner, (byWireType = []));
    const variant = embedded ? embeddedVariant : wireType;
    return (byWireType[variant] ??= this.#kinds.push(describe(known, wireType, embedded)) - 1);
  }

  /** The index of a kind that no schema has. */
  #plain(kind: FieldKind): number {
    const index = this.#kinds.indexOf(kind);
    return index >= 0 ? index : this.#kinds.push(kind) - 1;
  }
}

/** Beside the wire types, 0 to 5. */
const embeddedVariant = 6;

const noField = { number: 0, wireType: 0, typeName: '', repeated: false, map: false } as const;
const damageKind: FieldKind = { ...noField, type: 'damage' };
const restKind: FieldKind = { ...noField, type: 'rest' };

function describe(known: DescField | undefined, wireType: number, embedded: boolean): FieldKind {
  if (!known) return { ...noField, wireType, type: 'unknown' };
  const type = typeOf(known);
  const repeated = known.fieldKind === 'list';
  return {
    number: known.number,
    name: known.name,
    jsonName: known.jsonName,
    wireType,
    type: embedded ? 'message' : fitting(type) === wireType ? type : 'unknown',
    typeName: embedded ? MsgSchema.typeName : (known.message?.typeName ?? known.enum?.typeName ?? type),
    repeated,
    map: repeated && known.message?.typeName === PairSchema.typeName,
    ...(known.oneof && { oneof: known.oneof.name }),
    ...(known.enum && { values: known.enum.values.map(({ number, name }) => [number, name] as const) }),
    ...(embedded && { embedded: true as const }),
    ...(known.message?.oneofs.length && { oneofs: namesOf(known.message.oneofs) }),
  };
}

function namesOf(named: readonly { readonly name: string }[]): string[] {
  return named.map(({ name }) => name);
}

function typeOf(field: DescField): FieldType {
  if (field.message) return 'message';
  if (field.enum) return 'enum';
  switch (field.scalar) {
    case ScalarType.BOOL:
      return 'bool';
    case ScalarType.UINT32:
      return 'uint32';
    case ScalarType.UINT64:
      return 'uint64';
    case ScalarType.FIXED32:
      return 'fixed32';
    case ScalarType.BYTES:
      return 'bytes';
    default:
      return 'string';
  }
}

function fitting(type: FieldType): number {
  if (type === 'fixed32') return wireTypes.fixed32;
  return type === 'message' || type === 'string' || type === 'bytes' ? wireTypes.lengthDelimited : wireTypes.varint;
}

const fieldTables = new Map<DescMessage, ReadonlyMap<number, DescField>>();

function fieldsOf(schema: DescMessage): ReadonlyMap<number, DescField> {
  let table = fieldTables.get(schema);
  if (!table) {
    table = new Map(schema.fields.map((field) => [field.number, field]));
    fieldTables.set(schema, table);
  }
  return table;
}

function isPayload(schema: DescMessage, known: DescField | undefined): boolean {
  return (
    known?.name === 'payload' && (schema === NoSessionContextRecordSchema || schema === SessionContextRecordSchema)
  );
}

function behindTag(bytes: Uint8Array, start: number): number {
  let at = start;
  while ((bytes[at] ?? 0) >= 0x80) at++;
  return at + 1;
}

function wider(array: Uint32Array<ArrayBuffer>, room: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(room);
  grown.set(array);
  return grown;
}

const recordNumbers = { payloadSecurity: 4, noSession: 7, session: 8 } as const;
const sessionNumbers = { sarState: 5, payload: 7 } as const;
const noSessionPayload = 2;

/** Offset of the payload that is a whole Message; undefined where there is none, or it is a piece, or secured. */
function wholePayload(bytes: Uint8Array): number | undefined {
  let outside: number | undefined;
  let inSession: number | undefined;
  let secured = false;
  for (const field of readable(bytes, 0, bytes.length)) {
    if (field.number === recordNumbers.noSession && isDelimited(field)) {
      outside = payloadsIn(bytes, field, noSessionPayload).at(-1);
    } else if (field.number === recordNumbers.session && isDelimited(field)) {
      inSession = sessionPayload(bytes, field);
    } else if (field.number === recordNumbers.payloadSecurity) {
      secured = field.varint !== BigInt(Record_PayloadSecurity.PLAINTEXT);
    }
  }
  return secured ? outside : (inSession ?? outside); // TLS closes only what goes in a Session Context (R-E2E.41)
}

function sessionPayload(bytes: Uint8Array, around: WireField): number | undefined {
  for (const { number, varint } of readable(bytes, around.valueStart, around.end)) {
    if (number === sessionNumbers.sarState && varint !== BigInt(SessionContextRecord_PayloadSARState.NONE)) {
      return undefined;
    }
  }
  const pieces = payloadsIn(bytes, around, sessionNumbers.payload);
  return pieces.length === 1 ? pieces[0] : undefined;
}

/** Offsets of the payloads that are not empty. */
function payloadsIn(bytes: Uint8Array, around: WireField, number: number): number[] {
  const found: number[] = [];
  for (const field of readable(bytes, around.valueStart, around.end)) {
    if (field.number === number && isDelimited(field) && field.end > field.valueStart) found.push(field.valueStart);
  }
  return found;
}

/** The fields up to where the bytes are damaged. */
function* readable(bytes: Uint8Array, start: number, end: number): Generator<WireField> {
  try {
    yield* readFields(bytes, start, end);
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
  }
}

function isDelimited(field: WireField): boolean {
  return field.wireType === wireTypes.lengthDelimited;
}
