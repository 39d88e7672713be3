import { equals, fromBinary, toBinary, toJson, type DescMessage, type JsonValue } from '@bufbuild/protobuf';
import { fromText } from '@bufbuild/protobuf/txtpb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MsgSchema, PairSchema } from '../../gen/usp-msg_pb.ts';
import { RecordSchema } from '../../gen/usp-record_pb.ts';
import { wholeMessage } from '../fields/field-map.ts';
import { randomMsg, randomRecord } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { goodVectors, vectorBytes } from '../testing/vectors.ts';
import { bytesField, fixed32Field, join, varintField } from '../testing/wire-writer.ts';
import { readerOf } from '../wire/decode-text.ts';
import { fieldMap } from '../wire/field-tree.ts';
import { encodeWritten } from './encode-written.ts';
import { printJson } from './print-json.ts';
import { printText } from './print-text.ts';
import { readJson } from './read-json.ts';
import { readText } from './read-text.ts';

const ids = { toId: 'self::us', fromId: 'self::them' };
const schemaOf = (type: 'Msg' | 'Record') => (type === 'Msg' ? MsgSchema : RecordSchema);
const readerFor = (schema: DescMessage, bytes: Uint8Array) => readerOf(bytes, fieldMap(schema, bytes));

/** The runtime's JSON of our schema, with its lists of pairs as the objects that the standard's schema has. */
function pairsAsMaps(schema: DescMessage, json: JsonValue): unknown {
  return Object.fromEntries(
    Object.entries(json as object).map(([name, value]: [string, JsonValue]) => {
      const field = schema.fields.find((one) => one.jsonName === name);
      const { message } = field ?? {};
      if (!message) return [name, value];
      if (message.typeName === PairSchema.typeName) {
        const pairs = value as { key?: string; value?: string }[];
        return [name, Object.fromEntries(pairs.map((pair) => [pair.key ?? '', pair.value ?? '']))];
      }
      return [
        name,
        Array.isArray(value) ? value.map((item) => pairsAsMaps(message, item)) : pairsAsMaps(message, value),
      ];
    }),
  );
}

function randomBytes(seed: number): { schema: DescMessage; bytes: Uint8Array } {
  const random = new Random(seed);
  return random.chance(0.5)
    ? { schema: MsgSchema, bytes: toBinary(MsgSchema, randomMsg(random)) }
    : { schema: RecordSchema, bytes: toBinary(RecordSchema, randomRecord(random, ids)) };
}

describe('the text form', () => {
  it.each(goodVectors)('of $name is read back by the runtime as the value given', ({ type, bytes, text }) => {
    const schema = schemaOf(type);
    const printed = fromText(schema, printText(readerFor(schema, bytes)));
    expect(equals(schema, printed, fromText(schema, text))).toBe(true);
  });

  it('of random Messages and Records is read back by the runtime as what was printed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { schema, bytes } = randomBytes(seed);
        const printed = fromText(schema, printText(readerFor(schema, bytes)));
        expect(equals(schema, printed, fromBinary(schema, bytes))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('reads as the standard’s own examples do', () => {
    expect(printText(readerFor(MsgSchema, vectorBytes('notify_event')))).toBe(
      [
        'header {',
        '  msg_id: "7"',
        '  msg_type: NOTIFY',
        '}',
        'body {',
        '  request {',
        '    notify {',
        '      subscription_id: "boot"',
        '      event {',
        '        obj_path: "Device."',
        '        event_name: "Boot!"',
        '        params {',
        '          key: "Cause"',
        '          value: "LocalReboot"',
        '        }',
        '        params {',
        '          key: "ParameterMap"',
        '          value: "{}"',
        '        }',
        '      }',
        '    }',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('of the Message in a Record is that of the Message', () => {
    const record = readerFor(RecordSchema, vectorBytes('record_no_session'));
    const payload = record.find(wholeMessage, 'no_session_context', 'payload') ?? NaN;
    expect(printText(record, { around: payload })).toBe(printText(readerFor(MsgSchema, vectorBytes('get'))));
  });

  it('of a Record may have the Message in its place, and is read back so', () => {
    const bytes = vectorBytes('record_session_single');
    const text = printText(readerFor(RecordSchema, bytes), { nested: true });
    expect(text).toContain('\n  payload {\n    header {\n');
    expect(encodeWritten(readText(RecordSchema, text).message)).toEqual(bytes);
  });

  it('has what the schema does not know by its number, and what can’t be read as a comment', () => {
    const bytes = join(
      bytesField(1, '1.4'),
      varintField(99, 5),
      bytesField(98, Uint8Array.of(0xff, 0x41, 0x22)),
      fixed32Field(97, 6),
      varintField(4, 9),
      Uint8Array.of(0x80),
    );
    expect(printText(readerFor(RecordSchema, bytes)).split('\n')).toEqual([
      'version: "1.4"',
      '99: 5',
      '98: "\\377A\\""',
      '97: 6',
      'payload_security: 9',
      `# 1 byte that can't be read: the bytes end in the middle of a number, at byte ${String(bytes.length)}`,
      '',
    ]);
  });

  it('of text that is not UTF-8 has its bytes', () => {
    const reader = readerFor(RecordSchema, bytesField(2, Uint8Array.of(0x61, 0xc3, 0x28)));
    expect(printText(reader)).toBe('to_id: "a\\303("\n');
  });
});

describe('the JSON mapping', () => {
  it.each(goodVectors)('of $name is the one given with it', ({ type, bytes, json }) => {
    expect(JSON.parse(printJson(readerFor(schemaOf(type), bytes)))).toEqual(json);
  });

  it('of random Messages and Records is what the runtime makes of them', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { schema, bytes } = randomBytes(seed);
        const expected = pairsAsMaps(schema, toJson(schema, fromBinary(schema, bytes)));
        expect(JSON.parse(printJson(readerFor(schema, bytes)))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('of a Record may have the Message in its place, and is read back so', () => {
    const bytes = vectorBytes('record_no_session');
    const text = printJson(readerFor(RecordSchema, bytes), { nested: true });
    expect(JSON.parse(text)).toMatchObject({ noSessionContext: { payload: { header: { msgType: 'GET' } } } });
    expect(encodeWritten(readJson(RecordSchema, text).message)).toEqual(bytes);
  });

  it('keeps names that are there twice, and those that objects of JavaScript have already', () => {
    const pair = (key: string, value: string) => bytesField(2, join(bytesField(1, key), bytesField(2, value)));
    const params = join(
      bytesField(1, 'Device.'),
      pair('__proto__', 'a'),
      pair('A', '1'),
      pair('A', '2'),
      pair('__proto__', 'b'),
    );
    const bytes = bytesField(2, bytesField(2, bytesField(1, bytesField(1, bytesField(4, params)))));
    const text = printJson(readerFor(MsgSchema, bytes));
    const lines = text.split('\n').map((line) => line.trim());
    const from = lines.indexOf('"resultParams": {');
    expect(lines.slice(from + 1, from + 5)).toEqual([
      '"__proto__": "a",',
      '"A": "1",',
      '"A": "2",',
      '"__proto__": "b"',
    ]);
  });

  it('has an enumeration’s unknown value as its number, and leaves out what the schema does not know', () => {
    const reader = readerFor(RecordSchema, join(varintField(4, 9), varintField(99, 5), varintField(4, -1)));
    expect(printJson(reader)).toBe('{\n  "payloadSecurity": 9,\n  "payloadSecurity": -1\n}\n');
  });
});
