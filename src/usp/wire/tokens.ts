/**
 * An independent, strict reader of the protobuf wire format: where each field lies in the bytes. The decoder of the
 * runtime is lenient by design (a wrong wire type, a second member of a oneof, a field that runs over its message's
 * end go unnoticed); what a peer sends is held against this reader first.
 */

export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

export interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Offset of the tag. */
  readonly start: number;
  /** Offsets of the value; for length-delimited fields without the length. */
  readonly valueStart: number;
  readonly end: number;
  /** The value of a varint, cut to 64 bits; 0n for other wire types. */
  readonly varint: bigint;
}

/** The bytes are not protobuf. */
export class WireFault extends Error {
  override readonly name = 'WireFault';
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Reads the fields of one message between two offsets, in order.
 * @throws WireFault for truncated or overlong varints, fields past the end, field number 0, groups and reserved wire
 * types: USP's schemas have none of them.
 */
export function* readFields(bytes: Uint8Array, start = 0, end = bytes.length): Generator<WireField> {
  let offset = start;
  while (offset < end) {
    const tag = readVarint(bytes, offset, end);
    const number = Number(tag.value >> 3n);
    const wireType = Number(tag.value & 7n);
    if (number === 0 || tag.value > 0xffff_ffffn) throw new WireFault('a field number out of range', offset);
    let valueStart = tag.end;
    let valueEnd: number;
    let varint = 0n;
    switch (wireType) {
      case wireTypes.varint: {
        const value = readVarint(bytes, tag.end, end);
        varint = value.value;
        valueEnd = value.end;
        break;
      }
      case wireTypes.fixed64:
        valueEnd = tag.end + 8;
        break;
      case wireTypes.fixed32:
        valueEnd = tag.end + 4;
        break;
      case wireTypes.lengthDelimited: {
        const length = readVarint(bytes, tag.end, end);
        valueStart = length.end;
        // A length beyond 2^31 can't be in a buffer of ours; Number() of any 64-bit value is still safe to compare.
        valueEnd = valueStart + Number(length.value);
        break;
      }
      default:
        throw new WireFault(`wire type ${wireType}, which USP does not use`, offset);
    }
    if (valueEnd > end) throw new WireFault(`field ${number} runs past the end of its message`, offset);
    yield { number, wireType, start: offset, valueStart, end: valueEnd, varint };
    offset = valueEnd;
  }
}

interface Varint {
  readonly value: bigint;
  readonly end: number;
}

const longestVarint = 10;

function readVarint(bytes: Uint8Array, start: number, end: number): Varint {
  // Almost all are short: no bigint arithmetic until the fifth byte.
  let low = 0;
  for (let index = 0; index < 4; index++) {
    const byte = byteAt(bytes, start + index, end);
    low |= (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { value: BigInt(low), end: start + index + 1 };
  }
  let value = BigInt(low);
  for (let index = 4; index < longestVarint; index++) {
    const byte = byteAt(bytes, start + index, end);
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), end: start + index + 1 };
  }
  throw new WireFault('a number longer than ten bytes', start);
}

function byteAt(bytes: Uint8Array, offset: number, end: number): number {
  const byte = offset < end ? bytes[offset] : undefined;
  if (byte === undefined) throw new WireFault('the bytes end in the middle of a number', offset);
  return byte;
}
