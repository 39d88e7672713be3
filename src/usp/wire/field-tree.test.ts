import { toBinary, type DescMessage } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { RecordSchema } from '../../gen/usp-record_pb.ts';
import { wholeMessage } from '../fields/field-map.ts';
import type { FieldReader } from '../fields/field-reader.ts';
import { damage } from '../testing/damage.ts';
import { randomMsg, randomRecord } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { vectorBytes } from '../testing/vectors.ts';
import { bytesField, fixed32Field, join, tag, varint, varintField } from '../testing/wire-writer.ts';
import { readerOf } from './decode-text.ts';
import { fieldMap, messageFields, recordFields } from './field-tree.ts';

const ids = { toId: 'self::us', fromId: 'self::them' };

type Place = readonly [depth: number, number: number, start: number, tagEnd: number, valueStart: number, end: number];

/** The runtime's own reader, by the schema alone: it shares no line with the map's maker. */
function walk(schema: DescMessage, bytes: Uint8Array, from = 0, to = bytes.length, depth = 0): Place[] {
  const reader = new BinaryReader(bytes);
  reader.pos = from;
  const places: Place[] = [];
  while (reader.pos < to) {
    const start = reader.pos;
    const [number, wireType] = reader.tag();
    const tagEnd = reader.pos;
    if (wireType !== 2) {
      reader.skip(wireType, number);
      places.push([depth, number, start, tagEnd, tagEnd, reader.pos]);
      continue;
    }
    const length = reader.uint32();
    const valueStart = reader.pos;
    reader.pos += length;
    places.push([depth, number, start, tagEnd, valueStart, reader.pos]);
    const inner = schema.fields.find((field) => field.number === number)?.message;
    if (inner) places.push(...walk(inner, bytes, valueStart, reader.pos, depth + 1));
  }
  return places;
}

function placesOf(reader: FieldReader): Place[] {
  return Array.from({ length: reader.map.length }, (_, field) => {
    let depth = 0;
    for (let at = reader.parent(field); at !== wholeMessage; at = reader.parent(at)) depth++;
    const place = [reader.start(field), reader.tagEnd(field), reader.valueStart(field), reader.end(field)] as const;
    return [depth, reader.number(field), ...place];
  });
}

function recordReader(bytes: Uint8Array): FieldReader {
  return readerOf(bytes, recordFields(bytes));
}

function outline(reader: FieldReader): string[] {
  return Array.from({ length: reader.map.length }, (_, field) => reader.path(field));
}

describe('where the fields lie', () => {
  it('is where the runtime finds them, in random Messages', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const bytes = toBinary(MsgSchema, randomMsg(new Random(seed)));
        expect(placesOf(readerOf(bytes, messageFields(bytes)))).toEqual(walk(MsgSchema, bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('is absolute in the Record for the Message in it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const payload = toBinary(MsgSchema, randomMsg(new Random(seed)));
        const before = join(bytesField(1, '1.4'), bytesField(2, 'self::us'), bytesField(3, 'self::them'));
        const inner = bytesField(2, payload);
        const bytes = join(before, bytesField(7, inner));
        const reader = recordReader(bytes);
        const field = reader.find(wholeMessage, 'no_session_context', 'payload') ?? NaN;
        expect(reader.value(field)).toEqual(payload);
        const inside = placesOf(reader).slice(field + 1);
        const offset = bytes.length - payload.length;
        const expected = walk(MsgSchema, payload).map(([depth, number, ...places]) => [
          depth + 2,
          number,
          ...places.map((place) => place + offset),
        ]);
        expect(inside).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('is where the runtime finds them, in random Records with whatever payload', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const bytes = toBinary(RecordSchema, randomRecord(new Random(seed), ids));
        const reader = recordReader(bytes);
        const outer = placesOf(reader).filter((_, field) => !isInPayload(reader, field));
        expect(outer).toEqual(walk(RecordSchema, bytes));
      }),
      { numRuns: 500 },
    );
  });

  function isInPayload(reader: FieldReader, field: number): boolean {
    for (let at = reader.parent(field); at !== wholeMessage; at = reader.parent(at)) {
      if (reader.kind(at).embedded) return true;
    }
    return false;
  }

  it('is found again from every byte', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const bytes = toBinary(MsgSchema, randomMsg(new Random(seed)));
        const reader = readerOf(bytes, messageFields(bytes));
        const innermost = new Array<number | undefined>(bytes.length);
        for (let field = 0; field < reader.map.length; field++) {
          innermost.fill(field, reader.start(field), reader.end(field));
        }
        expect(Array.from(bytes, (_, offset) => reader.at(offset))).toEqual(innermost);
      }),
      { numRuns: 100 },
    );
  });

  it('is told apart in tag, length and value', () => {
    const reader = recordReader(join(bytesField(2, 'x'.repeat(200)), varintField(4, 300), fixed32Field(97, 1)));
    expect(placesOf(reader)).toEqual([
      [0, 2, 0, 1, 3, 203],
      [0, 4, 203, 204, 204, 206],
      [0, 97, 206, 208, 208, 212],
    ]);
  });
});

describe('what the fields are', () => {
  it('has the schema’s names, types and values', () => {
    const bytes = vectorBytes('record_no_session');
    const reader = recordReader(bytes);
    expect(outline(reader)).toEqual([
      'version',
      'to_id',
      'from_id',
      'no_session_context',
      'no_session_context.payload',
      'no_session_context.payload.header',
      'no_session_context.payload.header.msg_id',
      'no_session_context.payload.header.msg_type',
      'no_session_context.payload.body',
      'no_session_context.payload.body.request',
      'no_session_context.payload.body.request.get',
      'no_session_context.payload.body.request.get.param_paths[0]',
      'no_session_context.payload.body.request.get.param_paths[1]',
      'no_session_context.payload.body.request.get.max_depth',
    ]);
    expect(reader.text(11)).toBe('Device.DeviceInfo.');
    expect(reader.enumName(7)).toBe('GET');
    expect(reader.amount(13)).toBe(2n);
    expect(reader.kind(4)).toMatchObject({ type: 'message', typeName: 'usp.Msg', embedded: true });
    expect(reader.kind(11)).toMatchObject({ number: 1, repeated: true, type: 'string', wireType: 2 });
  });

  it.each([
    ['record_session_single', true],
    ['record_sar_1_of_2', false],
    ['record_sar_2_of_2', false],
    ['record_multi_payload_tls', false],
    ['record_session_open_empty', false],
  ])('in %s the payload is a whole Message: %s', (name, whole) => {
    const reader = recordReader(vectorBytes(name));
    expect(outline(reader).includes('session_context.payload[0].header.msg_id')).toBe(whole);
  });

  it('an unknown field of each wire type has its number and its bytes', () => {
    const later = [
      varintField(99, 5),
      bytesField(98, 'new'),
      fixed32Field(97, 1),
      join(tag(96, 1), Uint8Array.of(0x7f), new Uint8Array(7)),
    ];
    const bytes = join(bytesField(1, '1.4'), ...later, varintField(1_000_000, 1));
    const reader = recordReader(bytes);
    expect(outline(reader)).toEqual(['version', '99', '98', '97', '96', '1000000']);
    expect(reader.kind(1).type).toBe('unknown');
    expect([reader.amount(1), reader.text(2), reader.amount(3), reader.amount(4)]).toEqual([5n, 'new', 1n, 0x7fn]);
  });

  it('a known field with another wire type keeps its name and is not read as its type', () => {
    const reader = recordReader(join(varintField(1, 4), bytesField(2, 'self::us')));
    expect(reader.kind(0)).toMatchObject({ name: 'version', type: 'unknown', wireType: 0 });
    expect(reader.text(1)).toBe('self::us');
  });
});

describe('damaged bytes', () => {
  it('are read up to the fault, which has its offset', () => {
    const good = join(bytesField(1, '1.4'), bytesField(2, 'self::us'));
    const bytes = join(good, tag(3, 2), varint(50), Uint8Array.of(1, 2, 3));
    const reader = recordReader(bytes);
    expect(outline(reader)).toEqual(['version', 'to_id', 'damage']);
    expect([reader.start(2), reader.end(2)]).toEqual([good.length, bytes.length]);
    expect(reader.map.faults).toEqual([
      { field: 2, offset: good.length, detail: 'field 3 runs past the end of its message' },
    ]);
  });

  it('in the Message leave the rest of the Record readable', () => {
    const payload = join(bytesField(1, bytesField(1, 'id')), Uint8Array.of(0x0b));
    const reader = recordReader(join(bytesField(7, bytesField(2, payload)), bytesField(1, '1.4')));
    expect(outline(reader)).toEqual([
      'no_session_context',
      'no_session_context.payload',
      'no_session_context.payload.header',
      'no_session_context.payload.header.msg_id',
      'no_session_context.payload.damage',
      'version',
    ]);
  });

  it('of every kind are covered whole, each byte by one outermost field, and no field leaves the one around it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        const good = () => toBinary(RecordSchema, randomRecord(random, ids));
        const bytes = damage(good(), random, good());
        const reader = recordReader(bytes);
        let reached = 0;
        for (const field of reader.children(wholeMessage)) {
          expect(reader.start(field)).toBe(reached);
          reached = reader.end(field);
        }
        expect(reached).toBe(bytes.length);
        for (let field = 0; field < reader.map.length; field++) {
          const parent = reader.parent(field);
          expect(reader.start(field)).toBeGreaterThanOrEqual(reader.valueStart(parent));
          expect(reader.end(field)).toBeLessThanOrEqual(reader.end(parent));
          expect(reader.last(parent)).toBeGreaterThanOrEqual(field);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('bounds', () => {
  it('past so many fields the rest is one, in each message that was open', () => {
    const bytes = bytesField(7, join(...Array.from({ length: 10 }, () => varintField(99, 1))));
    const reader = readerOf(bytes, fieldMap(RecordSchema, bytes, 4));
    expect(outline(reader)).toEqual([
      'no_session_context',
      ...Array.from({ length: 3 }, () => 'no_session_context.99'),
      'no_session_context.rest',
    ]);
    expect([reader.start(4), reader.end(4)]).toEqual([bytes.length - 7 * 3, bytes.length]);
  });

  it('many numbers that no schema has are one kind', () => {
    const bytes = join(...Array.from({ length: 2_000 }, (_, index) => varintField(1_000 + index, 1)));
    const map = recordFields(bytes);
    expect(map.length).toBe(2_000);
    expect(map.kinds).toHaveLength(1);
  });
});
