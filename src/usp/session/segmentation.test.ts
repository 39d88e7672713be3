import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord, type PayloadSarState } from '../record/record.ts';
import { LoneSession } from '../testing/lone-session.ts';
import { Random } from '../testing/random.ts';
import { SessionPair } from '../testing/session-pair.ts';
import { goodLink } from '../testing/simulated-link.ts';
import { fieldsOverhead } from './segmenter.ts';
import type { SessionFields } from './types.ts';

const overhead = 20;
const sizeFor = (capacity: number) => overhead + fieldsOverhead + capacity;

/** A Record: 5 bytes for the version, 2 for each id's tag and length, and 11 for the ids themselves make 20. */
function encode(fields: SessionFields): Uint8Array<ArrayBuffer> {
  const payloadSarState = fields.payloadSarState as PayloadSarState;
  const payloadrecSarState = fields.payloadrecSarState as PayloadSarState;
  const payload = fields.payload as Uint8Array<ArrayBuffer>[];
  const value = { ...fields, payloadSarState, payloadrecSarState, payload };
  return encodeRecord({ toId: 'self::a', fromId: 'b::c', recordType: { case: 'sessionContext', value } });
}

function segmentsOf(length: number, capacity: number): SessionFields[] {
  const lone = new LoneSession({ maxRecordSize: sizeFor(capacity) }).establish();
  return lone.send(new Uint8Array(length).fill(7), 1);
}

describe('segmentation', () => {
  it('sets both SAR states alike, as for every PLAINTEXT payload', () => {
    const states = (length: number) =>
      segmentsOf(length, 100).map((fields) => {
        expect(fields.payloadrecSarState).toBe(fields.payloadSarState);
        return fields.payloadSarState;
      });
    expect(states(1)).toEqual([0]);
    expect(states(99)).toEqual([0]);
    expect(states(100)).toEqual([0]);
    expect(states(101)).toEqual([1, 3]);
    expect(states(199)).toEqual([1, 3]);
    expect(states(200)).toEqual([1, 3]);
    expect(states(201)).toEqual([1, 2, 3]);
    expect(states(1_000)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 3]);
  });

  it('keeps every Record within its maximum, with the largest ids too', () => {
    for (const capacity of [1, 50, 67, 68, 4_000, 70_000]) {
      const near = 2n ** 64n - 20_000n;
      const lone = new LoneSession({
        maxRecordSize: sizeFor(capacity),
        firstSequenceId: () => near,
        newSessionId: () => 2n ** 62n - 1n,
      });
      lone.act((session, now) => session.open(now));
      lone.hear({ sequenceId: near, expectedId: near + 1n });
      // A gap, so that retransmit_id is set as well.
      lone.hear({ sequenceId: near + 2n, expectedId: near + 1n });
      lone.now += 60;
      const records = lone.send(new Uint8Array(3 * capacity).fill(7), 1);
      expect(records).toHaveLength(3);
      expect(records[0]!.retransmitId).toBe(near + 1n);
      for (const fields of records) expect(encode(fields).length).toBeLessThanOrEqual(sizeFor(capacity));
    }
  });

  it('does not copy what it sends', () => {
    const lone = new LoneSession({ maxRecordSize: sizeFor(10) }).establish();
    const message = new Uint8Array(35);
    for (const { payload } of lone.send(message, 1)) expect(payload[0]!.buffer).toBe(message.buffer);
  });

  it('sends at most a window of Records before the first is acknowledged', () => {
    const lone = new LoneSession({ maxRecordSize: sizeFor(1) }).establish();
    expect(lone.send(new Uint8Array(3_000), 1)).toHaveLength(1_024);
    expect(lone.hear({ sequenceId: 2n, expectedId: 102n })).toHaveLength(100);
  });
});

describe('Messages of every size cross', () => {
  const capacity = 64 * 1024 - overhead - fieldsOverhead;
  const sizes = [1, capacity - 1, capacity, capacity + 1, 2 * capacity, 2 ** 20, 64 * 2 ** 20];
  it.each(sizes)('%i bytes, in Records of 64 KiB', (size) => {
    const pair = new SessionPair({ a: { maxRecordSize: sizeFor(capacity) } });
    const message = pattern(size);
    pair.a.act((session, now) => session.send(message, 1, now));
    expect(pair.settle()).toBe(true);
    expect(pair.a.all('delivered')).toHaveLength(1);
    const [got] = pair.b.all('message');
    expect(got!.bytes.length).toBe(size);
    expect(Buffer.compare(got!.bytes, message)).toBe(0);
    const segments = Math.ceil(size / capacity);
    expect(pair.a.sent.filter(({ payload }) => payload[0]!.length > 0)).toHaveLength(segments);
    expect(pair.b.session.status()).toMatchObject({ segments: 0, segmentBytes: 0, held: 0 });
    expect(pair.a.session.status()).toMatchObject({ messages: 0, outgoingBytes: 0 });
  });

  it('20 MiB over a link that loses, reorders and duplicates', () => {
    const bad = { ...goodLink, loss: 0.05, duplicate: 0.05, reorder: 0.1, reorderBy: 100 };
    const pair = new SessionPair({ seed: 3, conditions: bad, a: { maxRecordSize: sizeFor(capacity) } });
    const message = pattern(20 * 2 ** 20);
    pair.a.act((session, now) => session.send(message, 1, now));
    expect(pair.settle()).toBe(true);
    expect(pair.a.all('delivered')).toHaveLength(1);
    expect(Buffer.compare(pair.b.all('message')[0]!.bytes, message)).toBe(0);
    expect(pair.a.session.status().resent).toBeGreaterThan(5);
  });

  it('and their progress is told: segments so far, and bytes', () => {
    const lone = new LoneSession().establish();
    const piece = new Uint8Array(100);
    for (let at = 1; at <= 10; at++) {
      const state = at === 1 ? 1 : at === 10 ? 3 : 2;
      const states = { payloadSarState: state, payloadrecSarState: state };
      lone.hear({ sequenceId: BigInt(at + 1), expectedId: 2n, ...states, payload: [piece] });
    }
    const expected = Array.from({ length: 9 }, (_, at) => ({
      type: 'progress',
      segments: at + 1,
      bytes: 100 * (at + 1),
    }));
    expect(lone.all('progress')).toEqual(expected);
    expect(lone.all('message')[0]?.bytes.length).toBe(1_000);
  });

  it('through the bytes of Records, from one end to the other', () => {
    const pair = new SessionPair({ a: { maxRecordSize: sizeFor(500) } });
    const receiver = new LoneSession();
    const message = pattern(12_345);
    pair.a.intercept = (fields) => {
      const bytes = encode(fields);
      expect(bytes.length).toBeLessThanOrEqual(sizeFor(500));
      const decoded = decodeRecord(bytes);
      if (!decoded.ok || decoded.record.recordType.case !== 'sessionContext') throw new Error('not a session Record');
      for (const answer of receiver.hear(decoded.record.recordType.value)) {
        pair.b.link.send({ fields: answer, payloadSecurity: 0 });
      }
      return true;
    };
    pair.a.act((session, now) => session.send(message, 1, now));
    pair.clock.run(50);
    expect(Buffer.compare(receiver.all('message')[0]!.bytes, message)).toBe(0);
  });
});

function pattern(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const random = new Random(size);
  for (let at = 0; at < size; at += 1 + (size >> 12)) bytes[at] = random.uint32();
  return bytes;
}
