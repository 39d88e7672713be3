import { equals } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordSchema } from '../../gen/usp-record_pb.ts';
import { randomRecord } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { goodVectors } from '../testing/vectors.ts';
import { bytesField, join, tag, varint, varintField } from '../testing/wire-writer.ts';
import { decodeRecord, encodeRecord, type RecordFault } from './record.ts';

const ids = join(bytesField(1, '1.4'), bytesField(2, 'self::us'), bytesField(3, 'self::them'));
const noSession = (payload: Uint8Array | string) => bytesField(7, bytesField(2, payload));
const records = goodVectors.filter((vector) => vector.type === 'Record');

function faultOf(bytes: Uint8Array): RecordFault {
  const decoded = decodeRecord(bytes);
  if (decoded.ok) throw new Error('it was taken in');
  return decoded.fault;
}

it('random Records come back as they were [R-ENC.1]', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const record = randomRecord(new Random(seed), { toId: 'self::us', fromId: 'self::them' });
      const { $typeName: _, ...init } = record;
      const decoded = decodeRecord(encodeRecord(init));
      expect(decoded.ok && equals(RecordSchema, decoded.record, record)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('our Records are of version 1.4', () => {
  const decoded = decodeRecord(encodeRecord({ recordType: { case: 'websocketConnect', value: {} } }));
  expect(decoded.ok || decoded.fault.detail).toBe('toId is missing');
  const whole = encodeRecord({ toId: 'a', fromId: 'b', recordType: { case: 'websocketConnect', value: {} } });
  expect(decodeRecord(whole)).toMatchObject({ ok: true, record: { version: '1.4' } });
});

describe('a Record without exactly one record_type is discarded [R-ENC.3] [R-ENC.4]', () => {
  it.each([
    ['none', ids],
    ['one that we do not know', join(ids, bytesField(14, ''))],
    ['two', join(ids, noSession('x'), bytesField(12, ''))],
    ['the same one twice', join(ids, noSession('x'), noSession('y'))],
    ['none, and an unknown payload_security', join(ids, varintField(4, 9))],
    ['two, and an unknown payload_security', join(ids, varintField(4, 9), noSession('x'), noSession('y'))],
  ])('%s', (_name, bytes) => {
    expect(faultOf(bytes).class).toBe('discard');
  });
});

it.each([
  ['payload_security', join(ids, varintField(4, 2), noSession('x'))],
  ['the version of an mqtt_connect', join(ids, bytesField(10, varintField(1, 2)))],
  ['payload_sar_state', join(ids, bytesField(8, join(varintField(1, 5), varintField(5, 4))))],
])('an unknown value of %s is an error that can be reported [R-ENC.2]', (_name, bytes) => {
  expect(faultOf(bytes)).toMatchObject({ class: 7104, fromId: 'self::them', toId: 'self::us' });
});

it.each(['version', 'to_id', 'from_id'])('a missing %s is said by name', (name) => {
  const fields = {
    version: bytesField(1, '1.4'),
    to_id: bytesField(2, 'self::us'),
    from_id: bytesField(3, 'self::it'),
  };
  const rest = Object.entries(fields).flatMap(([key, field]) => (key === name ? [] : [field]));
  const fault = faultOf(join(...rest, noSession('x')));
  expect(fault.class).toBe(7104);
  expect(fault.detail).toContain('missing');
});

describe('what can be read of a damaged Record', () => {
  it('its ids and its payload', () => {
    const fault = faultOf(join(ids, noSession('hello'), tag(5, 2), varint(1_000)));
    expect(fault).toMatchObject({ class: 7100, fromId: 'self::them', toId: 'self::us' });
    expect(fault.payload).toEqual(new TextEncoder().encode('hello'));
  });

  it('nothing after an id that is not UTF-8', () => {
    const bytes = join(bytesField(2, Uint8Array.of(0xff)), bytesField(3, 'self::them'), noSession('x'));
    const fault = faultOf(bytes);
    expect(fault.class).toBe(7100);
    expect(fault.fromId).toBeUndefined();
  });
});

it('every cut of every Record is taken whole or refused, never with an exception', () => {
  for (const { bytes } of records) {
    for (let length = 0; length < bytes.length; length++) {
      const decoded = decodeRecord(bytes.subarray(0, length));
      // Only at the end of a field can a Record still be whole: without what came after.
      if (decoded.ok) expect(decoded.record.recordType.case).toBeDefined();
      else expect([7100, 7104, 'discard']).toContain(decoded.fault.class);
    }
  }
});

it('bits turned over: taken or classified, and what is taken is whole', () => {
  fc.assert(
    fc.property(fc.constantFrom(...records), fc.nat(), fc.nat({ max: 7 }), ({ bytes }, at, bit) => {
      const damaged = Uint8Array.from(bytes);
      const index = at % damaged.length;
      damaged[index] = (damaged[index] ?? 0) ^ (1 << bit);
      const decoded = decodeRecord(damaged);
      if (!decoded.ok) {
        expect([7100, 7104, 'discard']).toContain(decoded.fault.class);
        expect(decoded.fault.detail).not.toBe('');
        return;
      }
      const { $typeName: _, ...init } = decoded.record;
      const again = decodeRecord(encodeRecord(init));
      expect(again.ok && equals(RecordSchema, again.record, decoded.record)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
