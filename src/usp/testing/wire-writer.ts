/** Writes protobuf field by field, right or wrong: what no encoder would make. */
import { getTextEncoding } from '@bufbuild/protobuf/wire';

export function varint(value: number | bigint): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

export function tag(number: number, wireType: number): Uint8Array<ArrayBuffer> {
  return varint((BigInt(number) << 3n) | BigInt(wireType));
}

export function varintField(number: number, value: number | bigint): Uint8Array<ArrayBuffer> {
  return join(tag(number, 0), varint(value));
}

/** A length-delimited field: bytes, a string or a message already written. */
export function bytesField(number: number, value: Uint8Array | string): Uint8Array<ArrayBuffer> {
  const bytes = typeof value === 'string' ? getTextEncoding().encodeUtf8(value) : value;
  return join(tag(number, 2), varint(bytes.length), bytes);
}

export function fixed32Field(number: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return join(tag(number, 5), bytes);
}

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
