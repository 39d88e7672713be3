import { describe, expect, it } from 'vitest';
import { LoneSession, text } from '../testing/lone-session.ts';
import { SessionPair } from '../testing/session-pair.ts';

describe('transmission', () => {
  it('counts sequence_id up by one from 1, with whatever a Record carries [R-E2E.14] [R-E2E.15]', () => {
    const lone = new LoneSession({ maxRecordSize: 20 + 60 + 4 }).establish();
    lone.send('a message in several segments', 1);
    lone.send('one', 2);
    lone.hear({ sequenceId: 2n, expectedId: 5n, payload: [text('x')] });
    lone.wait(2_000);
    const ids = lone.sent.map(({ sequenceId }) => sequenceId);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids).toEqual(ids.map((_, index) => BigInt(index + 1)));
    expect(new Set(lone.sent.map(({ sessionId }) => sessionId)).size).toBe(1);
  });

  it('keeps each Record until an expected_id passes it, and sends it again until then [R-E2E.16]', () => {
    const lone = new LoneSession().establish();
    for (const tag of [1, 2, 3]) lone.send(`message ${tag}`, tag);
    expect(lone.session.status()).toMatchObject({ unacknowledged: 3, messages: 3, outgoingBytes: 27 });
    const again = lone.hear({ sequenceId: 2n, expectedId: 3n, retransmitId: 3n });
    expect(again).toMatchObject([{ sequenceId: 3n, payload: [text('message 2')] }]);
    expect(lone.all('delivered')).toEqual([{ type: 'delivered', tag: 1 }]);
    expect(lone.session.status()).toMatchObject({ unacknowledged: 2, messages: 2, outgoingBytes: 18, resent: 1 });
    lone.hear({ sequenceId: 3n, expectedId: 5n });
    expect(lone.session.status()).toMatchObject({ unacknowledged: 0, messages: 0, outgoingBytes: 0 });
    expect(lone.all('delivered').map(({ tag }) => tag)).toEqual([1, 2, 3]);
  });

  it('does not send again what the peer has by now: the request was overtaken [R-E2E.16]', () => {
    const lone = new LoneSession().establish();
    lone.send('one', 1);
    lone.send('two', 2);
    expect(lone.hear({ sequenceId: 3n, expectedId: 4n })).toEqual([]);
    expect(lone.hear({ sequenceId: 2n, expectedId: 2n, retransmitId: 2n })).toEqual([]);
    expect(lone.session.status()).toMatchObject({ resent: 0, restarts: 0 });
  });

  it('says in every Record what it expects next, also in one sent again [R-E2E.17]', () => {
    const lone = new LoneSession().establish();
    const [first] = lone.send('one', 1);
    expect(first).toMatchObject({ sequenceId: 2n, expectedId: 2n });
    lone.hear({ sequenceId: 2n, expectedId: 2n, payload: [text('x')] });
    lone.hear({ sequenceId: 3n, expectedId: 2n, payload: [text('y')] });
    expect(lone.send('two', 2)).toMatchObject([{ sequenceId: 3n, expectedId: 4n }]);
    const again = lone.hear({ sequenceId: 4n, expectedId: 2n, retransmitId: 2n });
    expect(again).toMatchObject([{ sequenceId: 2n, expectedId: 5n }]);
  });

  it('has exactly one payload in each Record, an empty one where there is nothing to say', () => {
    const pair = new SessionPair({ a: { maxRecordSize: 100 } });
    pair.a.act((session, now) => session.send(new Uint8Array(500).fill(1), 1, now));
    pair.a.link.conditions = { ...pair.a.link.conditions, loss: 0.4 };
    pair.clock.run(3_000);
    pair.a.link.conditions = { ...pair.a.link.conditions, loss: 0 };
    expect(pair.settle()).toBe(true);
    const all = [...pair.a.sent, ...pair.b.sent];
    expect(all.some(({ retransmitId }) => retransmitId > 0n)).toBe(true);
    for (const { payload } of all) expect(payload).toHaveLength(1);
  });

  it('has one payload_security in a Session Context; another begins a new one once all is acknowledged [R-E2E.18]', () => {
    const pair = new SessionPair();
    pair.a.act((session, now) => session.send(text('plain'), 1, now));
    pair.clock.run(20);
    const before = pair.a.session.status().sessionId;
    pair.a.act((session, now) => session.setPayloadSecurity(1, now));
    pair.a.act((session, now) => session.send(text('protected'), 2, now));
    expect(pair.a.session.payloadSecurity).toBe(0);
    expect(pair.settle()).toBe(true);
    expect(pair.a.session.payloadSecurity).toBe(1);
    expect(pair.b.session.payloadSecurity).toBe(1);
    expect(pair.a.session.status().sessionId).not.toBe(before);
    expect(pair.a.all('delivered').map(({ tag }) => tag)).toEqual([1, 2]);
    expect(pair.b.all('message')).toHaveLength(2);
  });

  it('tells of a Message without bytes that there is no such thing [R-E2E.26]', () => {
    const lone = new LoneSession();
    expect(lone.send('', 9)).toEqual([]);
    expect(lone.all('failed')).toMatchObject([{ tag: 9, why: 'empty', arrived: 'no' }]);
    expect(lone.session.status()).toMatchObject({ state: 'idle', messages: 0 });
  });

  it('takes back what was not begun, and says of the rest that it may arrive', () => {
    const lone = new LoneSession();
    lone.send('waits', 1);
    lone.act((session, now) => session.cancel(1, now));
    lone.hear({ sequenceId: 1n, expectedId: 2n, payload: [new Uint8Array(0)] });
    expect(lone.sent.every(({ payload }) => payload[0]?.length === 0)).toBe(true);
    lone.send('is gone', 2);
    lone.act((session, now) => session.cancel(2, now));
    lone.act((session, now) => session.cancel(2, now));
    lone.hear({ sequenceId: 2n, expectedId: 3n, payload: [new Uint8Array(0)] });
    expect(lone.all('failed')).toMatchObject([
      { tag: 1, why: 'cancelled', arrived: 'no' },
      { tag: 2, why: 'cancelled', arrived: 'unknown' },
    ]);
    expect(lone.all('delivered')).toEqual([]);
    expect(lone.session.status().messages).toBe(0);
  });

  it('refuses a Record size that leaves no room for a payload', () => {
    const lone = new LoneSession();
    expect(() => lone.session.setMaxRecordSize(80)).toThrow(/leaves no room/);
    lone.session.setMaxRecordSize(81);
    lone.establish();
    expect(lone.send('abc', 1).map(({ payload }) => payload[0]?.length)).toEqual([1, 1, 1]);
    lone.session.setMaxRecordSize(0);
    expect(lone.send('abc', 2)).toHaveLength(1);
  });
});
