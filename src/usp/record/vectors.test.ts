import { equals, fromJson, type DescMessage, type JsonValue } from '@bufbuild/protobuf';
import { fromText } from '@bufbuild/protobuf/txtpb';
import { describe, expect, it } from 'vitest';
import { MsgSchema, PairSchema, type Msg } from '../../gen/usp-msg_pb.ts';
import { RecordSchema } from '../../gen/usp-record_pb.ts';
import { decodeMessage, encodeMessage } from '../message/message.ts';
import { badVectors, goodVectors, vectorBytes } from '../testing/vectors.ts';
import { join } from '../testing/wire-writer.ts';
import { decodeRecord, encodeRecord, type UspRecord } from './record.ts';

const messages = goodVectors.filter((vector) => vector.type === 'Msg');
const records = goodVectors.filter((vector) => vector.type === 'Record');

/** The standard's JSON has its maps as objects; our schema has them as lists of pairs. */
function mapsAsPairs(schema: DescMessage, json: unknown): JsonValue {
  const converted: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(json as Record<string, JsonValue>)) {
    const field = schema.fields.find((candidate) => candidate.jsonName === name);
    if (!field) throw new Error(`${schema.typeName} has no ${name}`);
    if (field.message?.typeName === PairSchema.typeName && !Array.isArray(value)) {
      converted[name] = Object.entries(value as object).map(([key, inner]) => ({ key, value: inner as string }));
    } else if (field.message) {
      const { message } = field;
      converted[name] = Array.isArray(value)
        ? value.map((item) => mapsAsPairs(message, item))
        : mapsAsPairs(message, value);
    } else {
      converted[name] = value;
    }
  }
  return converted;
}

function mustDecodeMessage(bytes: Uint8Array): Msg {
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) throw new Error(decoded.fault.detail);
  return decoded.msg;
}

function mustDecodeRecord(bytes: Uint8Array): UspRecord {
  const decoded = decodeRecord(bytes);
  if (!decoded.ok) throw new Error(decoded.fault.detail);
  return decoded.record;
}

function sessionOf(name: string) {
  const { recordType } = mustDecodeRecord(vectorBytes(name));
  if (recordType.case !== 'sessionContext') throw new Error(`${name} has no Session Context`);
  return recordType.value;
}

it('there are 48 good vectors and 8 damaged ones', () => {
  expect([goodVectors.length, badVectors.length]).toEqual([48, 8]);
});

describe('Messages on the wire [R-ENC.0] [R-MSG.5]', () => {
  it.each(messages)('$name is the value given, and is it again after encoding', ({ bytes, text, json }) => {
    const msg = mustDecodeMessage(bytes);
    expect(msg).toEqual(fromText(MsgSchema, text));
    expect(equals(MsgSchema, msg, fromText(MsgSchema, text))).toBe(true);
    expect(equals(MsgSchema, msg, fromJson(MsgSchema, mapsAsPairs(MsgSchema, json)))).toBe(true);
    expect(equals(MsgSchema, msg, mustDecodeMessage(encodeMessage(msg)))).toBe(true);
  });
});

describe('Records on the wire [R-ENC.1]', () => {
  it.each(records)('$name is the value given, and is it again after encoding', ({ bytes, text, json }) => {
    const record = mustDecodeRecord(bytes);
    expect(record).toEqual(fromText(RecordSchema, text));
    expect(equals(RecordSchema, record, fromJson(RecordSchema, mapsAsPairs(RecordSchema, json)))).toBe(true);
    const { $typeName: _, ...init } = record;
    expect(equals(RecordSchema, record, mustDecodeRecord(encodeRecord(init)))).toBe(true);
  });

  it('the Message in a Record is the one that the vector of its own holds', () => {
    const { recordType } = mustDecodeRecord(vectorBytes('record_no_session'));
    const payload = recordType.case === 'noSessionContext' ? recordType.value.payload : new Uint8Array();
    expect(mustDecodeMessage(payload)).toEqual(mustDecodeMessage(vectorBytes('get')));
  });

  it('the two segments of a Message are the Message once they are joined', () => {
    const payload = [sessionOf('record_sar_1_of_2'), sessionOf('record_sar_2_of_2')].flatMap((part) => part.payload);
    expect(payload).toHaveLength(2);
    expect(mustDecodeMessage(join(...payload))).toEqual(mustDecodeMessage(vectorBytes('get_supported_dm_resp')));
  });

  it('numbers past 2^53 are whole', () => {
    const { sessionId, sequenceId, expectedId } = sessionOf('record_large_uint64');
    expect([sessionId, sequenceId, expectedId]).toEqual([
      18_446_744_073_709_551_615n,
      9_007_199_254_740_993n,
      18_446_744_073_709_541_615n,
    ]);
  });
});

describe('damaged Records', () => {
  it.each(badVectors)('$name is classified as $class', ({ bytes, class: expected }) => {
    const decoded = decodeRecord(bytes);
    expect(decoded.ok ? 'taken' : decoded.fault.class).toBe(expected);
  });
});
