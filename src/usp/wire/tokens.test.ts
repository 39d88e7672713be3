import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesField, fixed32Field, join, tag, varint, varintField } from '../testing/wire-writer.ts';
import { readFields, WireFault, type WireField } from './tokens.ts';

function read(bytes: Uint8Array, start?: number, end?: number): WireField[] {
  return [...readFields(bytes, start, end)];
}

const anyUint64 = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });

describe('reading the fields of a message', () => {
  it('finds numbers, wire types, places and values of what the runtime writes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.record({ kind: fc.constant('varint' as const), value: anyUint64 }),
            fc.record({ kind: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 200 }) }),
            fc.record({ kind: fc.constant('fixed32' as const), value: fc.nat() }),
            fc.record({ kind: fc.constant('fixed64' as const), value: anyUint64 }),
          ),
        ),
        fc.array(fc.integer({ min: 1, max: 536_870_911 }), { minLength: 50, maxLength: 50 }),
        (values, numbers) => {
          const writer = new BinaryWriter();
          values.forEach((value, index) => {
            const number = numbers[index % numbers.length] ?? 1;
            if (value.kind === 'varint') writer.tag(number, 0).uint64(value.value);
            else if (value.kind === 'bytes') writer.tag(number, 2).bytes(value.value);
            else if (value.kind === 'fixed32') writer.tag(number, 5).fixed32(value.value);
            else writer.tag(number, 1).fixed64(value.value);
          });
          const bytes = writer.finish();
          const fields = read(bytes);
          expect(fields).toHaveLength(values.length);
          let offset = 0;
          fields.forEach((field, index) => {
            const value = values[index];
            expect(field.number).toBe(numbers[index % numbers.length]);
            expect(field.start).toBe(offset);
            offset = field.end;
            if (value?.kind === 'varint') expect(field.varint).toBe(value.value);
            if (value?.kind === 'bytes') expect(bytes.slice(field.valueStart, field.end)).toEqual(value.value);
            if (value?.kind === 'fixed32') {
              expect(new BinaryReader(bytes.subarray(field.valueStart, field.end)).fixed32()).toBe(value.value);
            }
            if (value?.kind === 'fixed64') expect(field.end - field.valueStart).toBe(8);
          });
          expect(offset).toBe(bytes.length);
        },
      ),
    );
  });

  it('reads between two offsets and no further', () => {
    const first = bytesField(1, 'a');
    const bytes = join(first, varintField(2, 300));
    expect(read(bytes, first.length).map((field) => [field.number, field.varint])).toEqual([[2, 300n]]);
    expect(read(bytes, 0, first.length).map((field) => field.number)).toEqual([1]);
  });

  it('reads numbers that are longer than they need to be, up to ten bytes', () => {
    const padded = join(tag(1, 0), Uint8Array.of(0x85, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00));
    expect(read(padded)[0]?.varint).toBe(5n);
    expect(read(varintField(1, -1))[0]?.varint).toBe(0xffff_ffff_ffff_ffffn);
    const tooWide = join(tag(1, 0), new Uint8Array(9).fill(0xff), Uint8Array.of(0x7f)); // 70 bits
    expect(read(tooWide)[0]?.varint).toBe(0xffff_ffff_ffff_ffffn);
  });

  it.each([
    ['a number without its last byte', join(tag(1, 0), Uint8Array.of(0x80))],
    ['a number of eleven bytes', join(tag(1, 0), new Uint8Array(10).fill(0xff), Uint8Array.of(1))],
    ['a tag of eleven bytes', join(new Uint8Array(10).fill(0xff), Uint8Array.of(1))],
    ['a tag alone', tag(1, 2)],
    ['a length past the end', join(tag(1, 2), varint(5), Uint8Array.of(1, 2, 3, 4))],
    ['a length past all memory', join(tag(1, 2), varint(0xffff_ffff_ffff_ffffn))],
    ['half a fixed32', fixed32Field(1, 7).subarray(0, 3)],
    ['half a fixed64', join(tag(1, 1), new Uint8Array(7))],
    ['field number 0', varintField(0, 1)],
    ['a field number past 2^29 - 1', join(tag(536_870_912, 0), varint(1))],
    ['the start of a group', tag(1, 3)],
    ['the end of a group', tag(1, 4)],
    ['wire type 6', tag(1, 6)],
    ['wire type 7', tag(1, 7)],
  ])('refuses %s', (_name, bytes) => {
    expect(() => read(bytes)).toThrow(WireFault);
  });

  it('a field within a message may not run past that message, even where bytes follow', () => {
    const inner = join(tag(1, 2), varint(10), Uint8Array.of(1));
    const bytes = join(bytesField(1, inner), new Uint8Array(20));
    const [outer] = read(bytes, 0, bytesField(1, inner).length);
    expect(() => read(bytes, outer?.valueStart, outer?.end)).toThrow(/runs past the end/);
  });

  it('every cut of a message is refused, or ends between two fields', () => {
    const parts = [bytesField(1, 'abc'), varintField(2, 70_000), fixed32Field(3, 1), bytesField(4, '')];
    const bytes = join(...parts);
    const whole = new Set(parts.map((_part, index) => join(...parts.slice(0, index)).length).concat(bytes.length));
    for (let length = 0; length <= bytes.length; length++) {
      const cut = bytes.subarray(0, length);
      if (whole.has(length)) expect(() => read(cut)).not.toThrow();
      else expect(() => read(cut)).toThrow(WireFault);
    }
  });

  it('random bytes are read or refused with a WireFault, and fields never overlap', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        let offset = 0;
        try {
          for (const field of readFields(bytes)) {
            expect(field.start).toBe(offset);
            expect(field.end).toBeGreaterThan(field.start);
            expect(field.end).toBeLessThanOrEqual(bytes.length);
            offset = field.end;
          }
          expect(offset).toBe(bytes.length);
        } catch (error) {
          if (!(error instanceof WireFault)) throw error;
          expect(error.offset).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
