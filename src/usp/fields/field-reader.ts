/** Reads a field map together with its bytes: names, values, places, what is in what. Pure, for worker and page. */
import type { FieldKind, FieldMap } from './field-map.ts';
import { wholeMessage } from './field-map.ts';

const damaged: FieldKind = {
  number: 0,
  wireType: 0,
  type: 'damage',
  typeName: '',
  repeated: false,
  map: false,
};

export class FieldReader {
  readonly bytes: Uint8Array;
  readonly map: FieldMap;
  readonly #decode: (bytes: Uint8Array) => string;

  /** @param decode UTF-8 to text; what is not UTF-8 becomes U+FFFD. */
  constructor(bytes: Uint8Array, map: FieldMap, decode: (bytes: Uint8Array) => string) {
    this.bytes = bytes;
    this.map = map;
    this.#decode = decode;
  }

  kind(field: number): FieldKind {
    return this.map.kinds[this.map.kindOf[field] ?? -1] ?? damaged;
  }

  /** The oneofs of the message that a field is. */
  oneofs(field: number): readonly string[] {
    return (field === wholeMessage ? this.map.oneofs : this.kind(field).oneofs) ?? [];
  }

  start(field: number): number {
    return field === wholeMessage ? 0 : (this.map.starts[field] ?? 0);
  }

  tagEnd(field: number): number {
    return this.map.tagEnds[field] ?? 0;
  }

  valueStart(field: number): number {
    return field === wholeMessage ? 0 : (this.map.valueStarts[field] ?? 0);
  }

  end(field: number): number {
    return field === wholeMessage ? this.bytes.length : (this.map.ends[field] ?? 0);
  }

  parent(field: number): number {
    return this.map.parents[field] ?? wholeMessage;
  }

  /** The last field within this one, itself where there is none. */
  last(field: number): number {
    return field === wholeMessage ? this.map.length - 1 : (this.map.lasts[field] ?? field);
  }

  /** The fields directly within a message, in the order of the wire. */
  *children(field: number): Generator<number> {
    const last = this.last(field);
    for (let at = field + 1; at <= last; at = this.last(at) + 1) yield at;
  }

  /** The last of the fields with this name within a message, as a decoder takes it; undefined where there is none. */
  child(field: number, name: string): number | undefined {
    let found: number | undefined;
    for (const at of this.children(field)) if (this.kind(at).name === name) found = at;
    return found;
  }

  /** Goes down by names. */
  find(from: number, ...names: readonly string[]): number | undefined {
    let at: number | undefined = from;
    for (const name of names) {
      if (at === undefined) return undefined;
      at = this.child(at, name);
    }
    return at;
  }

  /** All fields with this name within a message. */
  *all(field: number, name: string): Generator<number> {
    for (const at of this.children(field)) if (this.kind(at).name === name) yield at;
  }

  /** The number in the field's tag, also where the schema does not know it. */
  number(field: number): number {
    const { number, type } = this.kind(field);
    if (number > 0 || type !== 'unknown') return number;
    return Number(varintAt(this.bytes, this.start(field)) >> 3n);
  }

  value(field: number): Uint8Array {
    return this.bytes.subarray(this.valueStart(field), this.end(field));
  }

  /** The value as text; at most so many bytes of it. */
  text(field: number, limit = Infinity): string {
    const start = this.valueStart(field);
    return this.#decode(this.bytes.subarray(start, Math.min(this.end(field), start + limit)));
  }

  /** The text of a field within a message; empty where it is absent, as protobuf has it. */
  textOf(message: number, name: string): string {
    const field = this.child(message, name);
    return field === undefined ? '' : this.text(field);
  }

  /** The value of a varint, fixed32 or fixed64 field; 0 for others. */
  amount(field: number): bigint {
    const { wireType } = this.kind(field);
    const start = this.valueStart(field);
    if (wireType === 0) return varintAt(this.bytes, start);
    if (wireType !== 5 && wireType !== 1) return 0n;
    let value = 0n;
    for (let at = this.end(field) - 1; at >= start; at--) value = (value << 8n) | BigInt(this.bytes[at] ?? 0);
    return value;
  }

  /** The number in a field within a message; 0 where it is absent, as protobuf has it. */
  amountOf(message: number, name: string): bigint {
    const field = this.child(message, name);
    return field === undefined ? 0n : this.amount(field);
  }

  /** The name of an enumeration's value, or its number where the schema has no name for it. */
  enumName(field: number): string {
    const value = this.amount(field);
    return this.kind(field).values?.find(([number]) => BigInt(number) === value)?.[1] ?? value.toString();
  }

  /** The innermost field at a byte; undefined where the byte is in none. */
  at(offset: number): number | undefined {
    let found: number | undefined;
    let low = 0;
    let high = this.map.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if ((this.map.starts[middle] ?? 0) <= offset) {
        found = middle;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    while (found !== undefined && found !== wholeMessage && this.end(found) <= offset) found = this.parent(found);
    return found === wholeMessage ? undefined : found;
  }

  /** A field's place in words of the schema, e.g. `body.request.get.param_paths[1]`, from the whole or from a field. */
  path(field: number, from = wholeMessage): string {
    const parts: string[] = [];
    for (let at = field; at !== from && at !== wholeMessage; at = this.parent(at)) {
      const { name, repeated, type } = this.kind(at);
      const label = name ?? (type === 'unknown' ? String(this.number(at)) : type);
      parts.unshift(repeated && name !== undefined ? `${label}[${String(this.#place(at, name))}]` : label);
    }
    return parts.join('.');
  }

  #place(field: number, name: string): number {
    let place = 0;
    for (const at of this.all(this.parent(field), name)) {
      if (at === field) break;
      place++;
    }
    return place;
  }
}

/** A varint that the map's maker has found whole. */
function varintAt(bytes: Uint8Array, start: number): bigint {
  let value = 0n;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[start + index] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) break;
  }
  return BigInt.asUintN(64, value);
}
