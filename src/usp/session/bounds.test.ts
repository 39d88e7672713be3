import { describe, expect, it } from 'vitest';
import { LoneSession, text } from '../testing/lone-session.ts';
import { SessionPair } from '../testing/session-pair.ts';

describe('bounds', () => {
  it('Records held early: so many, and not one more [R-E2E.21]', () => {
    const lone = new LoneSession({ limits: { heldSegments: 5 } }).establish();
    for (let id = 3n; id <= 7n; id++) lone.hear({ sequenceId: id, expectedId: 2n, payload: [text('x')] });
    expect(lone.session.status()).toMatchObject({ held: 5, heldBytes: 5 });
    lone.hear({ sequenceId: 8n, expectedId: 2n, payload: [text('x')] });
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'cannot-hold' }]);
    expect(lone.session.status()).toMatchObject({ held: 0, heldBytes: 0 });
  });

  it('bytes held early: so many, and not one more [R-E2E.21]', () => {
    const lone = new LoneSession({ limits: { reassembly: 10 } }).establish();
    lone.hear({ sequenceId: 3n, expectedId: 2n, payload: [new Uint8Array(10)] });
    expect(lone.session.status().heldBytes).toBe(10);
    lone.hear({ sequenceId: 4n, expectedId: 2n, payload: [new Uint8Array(1)] });
    expect(lone.all('restarted')).toMatchObject([{ why: 'cannot-hold' }]);
    expect(lone.session.status()).toMatchObject({ held: 0, heldBytes: 0 });
  });

  it.each([9, 10, 11])('a Message of %i bytes where 10 are the limit [R-E2E.21]', (size) => {
    const lone = new LoneSession({ limits: { reassembly: 10 } }).establish();
    const half = size >> 1;
    lone.hear({
      sequenceId: 2n,
      expectedId: 2n,
      payloadSarState: 1,
      payloadrecSarState: 1,
      payload: [new Uint8Array(half)],
    });
    lone.hear({
      sequenceId: 3n,
      expectedId: 2n,
      payloadSarState: 3,
      payloadrecSarState: 3,
      payload: [new Uint8Array(size - half)],
    });
    expect(lone.all('message').map(({ bytes }) => bytes.length)).toEqual(size <= 10 ? [size] : []);
    expect(lone.all('restarted').map(({ why }) => why)).toEqual(size <= 10 ? [] : ['message-too-large']);
    expect(lone.session.status()).toMatchObject({ segments: 0, segmentBytes: 0 });
  });

  it('a Message that the other end does not take in: its sender is told, and the next one passes', () => {
    const pair = new SessionPair({ a: { maxRecordSize: 180 }, b: { limits: { reassembly: 2_000 } } });
    pair.a.act((session, now) => session.send(new Uint8Array(2_001), 1, now));
    pair.a.act((session, now) => session.send(new Uint8Array(2_000), 2, now));
    expect(pair.settle()).toBe(true);
    expect(pair.b.all('message').map(({ bytes }) => bytes.length)).not.toContain(2_001);
    const outcomes = [...pair.a.all('failed'), ...pair.a.all('delivered')].map(({ tag }) => tag);
    expect(outcomes.sort()).toEqual([1, 2]);
    pair.a.act((session, now) => session.send(new Uint8Array(2_000), 3, now));
    expect(pair.settle()).toBe(true);
    expect(pair.a.all('delivered').map(({ tag }) => tag)).toContain(3);
    expect(pair.b.session.status()).toMatchObject({ segments: 0, held: 0 });
  });

  it.each([99, 100, 101])('%i bytes to be acknowledged where 100 are the limit', (size) => {
    const lone = new LoneSession({ limits: { outgoing: 100 } }).establish();
    lone.send(new Uint8Array(40), 1);
    lone.send(new Uint8Array(size - 40), 2);
    expect(lone.all('failed').map(({ tag, why, arrived }) => [tag, why, arrived])).toEqual(
      size <= 100 ? [] : [[2, 'outgoing-full', 'no']],
    );
    lone.hear({ sequenceId: 2n, expectedId: lone.session.status().nextId });
    expect(lone.session.status().outgoingBytes).toBe(0);
    lone.send(new Uint8Array(100), 3);
    expect(lone.all('failed').map(({ tag }) => tag)).not.toContain(3);
  });

  it('a piece that is small in a large Record does not keep all of that', () => {
    const lone = new LoneSession().establish();
    const large = new ArrayBuffer(1_000_000);
    const small = new Uint8Array(large, 500, 10).fill(7);
    lone.hear({ sequenceId: 3n, expectedId: 2n, payload: [small] });
    lone.hear({ sequenceId: 2n, expectedId: 2n, payload: [new Uint8Array(0)] });
    const [got] = lone.all('message');
    expect(got?.bytes).toEqual(small);
    expect(got?.bytes.buffer.byteLength).toBe(10);
  });

  it('a peer that sends but acknowledges nothing does not make us keep Records for ever', () => {
    const lone = new LoneSession({ limits: { heldSegments: 50 }, timing: { window: 10 } }).establish();
    for (let id = 2n; lone.all('restarted').length === 0 && id < 1_000n; id++) {
      lone.hear({ sequenceId: id, expectedId: 2n, payload: [text('x')] });
      lone.wait(150);
    }
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'not-acknowledged' }]);
    expect(lone.session.status().unacknowledged).toBeLessThan(5);
  });
});
