import { describe, expect, it } from 'vitest';
import { encodeMessage, type Msg } from '../usp/message/message.ts';
import { errorMessage, responseMessage } from '../usp/message/responses.ts';
import { writeRequest } from '../usp/message/write-request.ts';
import { encodeRecord, PayloadSecurity, type PayloadSarState, type RecordTypeInit } from '../usp/record/record.ts';
import { badVectors, goodVectors } from '../usp/testing/vectors.ts';
import type { LogEntry } from './entry.ts';
import { WireIndex } from './index-record.ts';
import { messageOf } from './message-of.ts';

const us = 'self::controller';
const agent = 'proto::agent';

/** Records one after another, 10 ms apart. */
class Wire {
  readonly index = new WireIndex();
  readonly held = new Map<number, Uint8Array>();
  #seq = 0;

  passes(
    direction: 'in' | 'out',
    recordType: RecordTypeInit,
    more: { dropped?: string; security?: PayloadSecurity } = {},
  ) {
    const [fromId, toId] = direction === 'in' ? [agent, us] : [us, agent];
    const payloadSecurity = more.security ?? PayloadSecurity.PLAINTEXT;
    return this.bytes(direction, encodeRecord({ fromId, toId, payloadSecurity, recordType }), more.dropped);
  }

  bytes(direction: 'in' | 'out', bytes: Uint8Array, dropped?: string): LogEntry {
    const seq = ++this.#seq;
    this.held.set(seq, bytes);
    const about = { connection: 'c', mtp: 'websocket', device: 'd' } as const;
    const entry = this.index.entry({ seq, time: seq * 10, ...about, direction, bytes, dropped });
    expect(structuredClone(entry)).toEqual(entry);
    return entry;
  }

  message(direction: 'in' | 'out', msg: Msg, dropped?: string): LogEntry {
    const more = dropped === undefined ? {} : { dropped };
    return this.passes(direction, { case: 'noSessionContext', value: { payload: encodeMessage(msg) } }, more);
  }

  piece(
    direction: 'in' | 'out',
    sequenceId: bigint,
    payloadSarState: PayloadSarState,
    payload: Uint8Array,
    security?: PayloadSecurity,
  ) {
    const ids = { sessionId: 2n ** 60n, sequenceId, expectedId: 1n };
    const value = { ...ids, payloadSarState, payload: [new Uint8Array(payload)] };
    return this.passes(direction, { case: 'sessionContext', value }, security === undefined ? {} : { security });
  }
}

const get = writeRequest('m-1', { kind: 'Get', paths: ['Device.WiFi.', 'Device.DHCPv4.'] });
const getResp = responseMessage('m-1', {
  case: 'getResp',
  value: {
    reqPathResults: [
      {
        requestedPath: 'Device.WiFi.',
        resolvedPathResults: [
          { resolvedPath: 'Device.WiFi.', resultParams: [{ key: 'KeyPassphrase', value: 'hush' }] },
        ],
      },
      { requestedPath: 'Device.DHCPv4.', errCode: 7026, errMsg: 'unknown' },
    ],
  },
});

describe('an entry', () => {
  it('says how many things in it break the standard, and the gravest, and keeps what only the stream shows', () => {
    const wire = new Wire();
    const first = wire.message('in', getResp);
    // The third one is an Endpoint ID of the scheme proto.
    expect(first).toMatchObject({ findings: 3, gravest: 'warning' });
    expect(wire.index.findings(first.seq).map(({ rule }) => rule)).toEqual(['no-connect', 'unknown-msg-id']);
    expect(wire.message('out', get)).toMatchObject({ findings: 1, gravest: 'info' });
  });

  it('says what is known of a Message, its request and its result, and no value', () => {
    const wire = new Wire();
    expect(wire.message('out', get)).toMatchObject({
      kind: 'out',
      from: us,
      to: agent,
      recordType: 'noSessionContext',
      msgType: 'GET',
      msgId: 'm-1',
      paths: ['Device.WiFi.', 'Device.DHCPv4.'],
      note: 'Device.WiFi., Device.DHCPv4.',
    });
    const answer = wire.message('in', getResp);
    expect(messageOf(answer, (seq) => wire.held.get(seq))).toEqual(encodeMessage(getResp));
    expect(answer).toMatchObject({
      kind: 'in',
      connection: 'c',
      mtp: 'websocket',
      device: 'd',
      msgType: 'GET_RESP',
      paths: ['Device.WiFi.', 'Device.WiFi.KeyPassphrase', 'Device.DHCPv4.'],
      result: { ok: false, codes: [7026], results: 2, failed: 1 },
      answers: 1,
      roundTrip: 10,
    });
    expect(JSON.stringify(answer)).not.toContain('hush');
  });

  it('counts the characters of its paths', () => {
    const paths = Array.from({ length: 100 }, (_, index) => `Device.Vendor.${index}.`);
    const entry = new Wire().message('out', writeRequest('1', { kind: 'Get', paths }));
    expect(entry.paths).toHaveLength(8);
    expect(entry.morePaths).toBe(true);
    const long = new Wire().message('in', errorMessage('i'.repeat(5_000), 7004, 'e'.repeat(5_000)));
    expect(long.msgId).toHaveLength(501);
    expect(long.note.length).toBeLessThan(2_002);
  });

  it('of a dropped Record joins nothing', () => {
    const wire = new Wire();
    wire.message('out', get);
    const entry = wire.message('in', getResp, 'it is meant for another');
    expect(entry).toMatchObject({ kind: 'dropped', msgType: 'GET_RESP', note: 'Dropped: it is meant for another' });
    expect(entry.answers).toBeUndefined();
  });

  it.each(badVectors)('is there for damaged bytes: $name', ({ bytes }) => {
    expect(new Wire().bytes('in', bytes, 'it is no valid Record')).toMatchObject({
      kind: 'dropped',
      size: bytes.length,
    });
  });

  it.each(goodVectors)('is there for $name', ({ type, bytes }) => {
    const wire = new Wire();
    const entry =
      type === 'Record'
        ? wire.bytes('in', bytes)
        : wire.passes('in', { case: 'noSessionContext', value: { payload: bytes } });
    expect(entry.recordType).toBeDefined();
    if (type === 'Msg') expect(entry.msgType).not.toBe('');
  });
});

describe('segments of a Message in a Session Context [R-E2E.20]', () => {
  const bytes = encodeMessage(getResp);
  const half = bytes.length >> 1;

  it('are joined, in either direction; the entry that makes it whole has all that is said of it', () => {
    const wire = new Wire();
    wire.piece('out', 1n, 0, encodeMessage(get));
    const first = wire.piece('in', 1n, 1, bytes.subarray(0, half));
    expect(first).toMatchObject({
      session: { sessionId: String(2n ** 60n), sequenceId: '1', piece: 'first', payload: half },
    });
    expect(first.msgType).toBeUndefined();
    const whole = wire.piece('in', 2n, 3, bytes.subarray(half));
    expect(whole).toMatchObject({ msgType: 'GET_RESP', pieces: [2, 3], answers: 1, roundTrip: 20 });
    expect(whole.session?.piece).toBe('last');
    expect(messageOf(whole, (seq) => wire.held.get(seq))).toEqual(bytes);
    expect(messageOf(first, (seq) => wire.held.get(seq))).toBeUndefined();
    wire.held.delete(2);
    expect(messageOf(whole, (seq) => wire.held.get(seq))).toBeUndefined();
  });

  it('a Record that is sent again is shown as what it is, and answers nothing a second time', () => {
    const wire = new Wire();
    wire.piece('out', 1n, 0, encodeMessage(get));
    wire.piece('in', 1n, 0, bytes);
    const again = wire.piece('in', 1n, 0, bytes);
    expect(again).toMatchObject({ repeats: 2, msgType: 'GET_RESP' });
    expect(again.answers).toBeUndefined();
  });

  it('that are protected are left alone', () => {
    const entry = new Wire().piece('in', 1n, 0, bytes, PayloadSecurity.TLS12);
    expect(entry.session?.payload).toBe(bytes.length);
    expect(entry.msgType).toBeUndefined();
  });
});
