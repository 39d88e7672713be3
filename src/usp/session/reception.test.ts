import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoneSession, text, type Heard } from '../testing/lone-session.ts';

function peer(): LoneSession {
  const lone = new LoneSession();
  lone.hear({ sessionId: 77n, payload: [new Uint8Array(0)] });
  lone.sent.length = 0;
  return lone;
}

const message = (sequenceId: bigint, words = `message ${sequenceId}`): Heard => ({
  sequenceId,
  expectedId: 2n,
  payload: [text(words)],
});

describe('reception [R-E2E.20]', () => {
  it('holds a larger sequence_id, ignores a smaller one, and processes the matching one with all that follow', () => {
    const lone = peer();
    lone.hear(message(4n));
    lone.hear(message(3n));
    lone.hear(message(6n));
    expect(lone.messages).toEqual([]);
    expect(lone.session.status()).toMatchObject({ expectedId: 2n, held: 3, heldBytes: 27 });
    lone.hear(message(2n));
    expect(lone.messages).toEqual(['message 2', 'message 3', 'message 4']);
    expect(lone.session.status()).toMatchObject({ expectedId: 5n, held: 1, heldBytes: 9 });
    lone.hear(message(5n));
    expect(lone.messages).toEqual(['message 2', 'message 3', 'message 4', 'message 5', 'message 6']);
    expect(lone.session.status()).toMatchObject({ expectedId: 7n, held: 0, heldBytes: 0 });
  });

  it('gives Messages in order, each once, whatever the order of Records and their copies [R-E2E.25]', () => {
    const order = fc
      .integer({ min: 1, max: 30 })
      .chain((count) => fc.shuffledSubarray([...ids(count), ...ids(count)], { minLength: 2 * count }));
    fc.assert(
      fc.property(order, (sequenceIds) => {
        const lone = peer();
        for (const sequenceId of sequenceIds) lone.hear(message(sequenceId));
        const count = sequenceIds.length / 2;
        expect(lone.messages).toEqual(ids(count).map((id) => `message ${id}`));
        expect(lone.session.status()).toMatchObject({ held: 0, heldBytes: 0, duplicates: count, restarts: 0 });
      }),
    );
  });

  it('asks for what is missing by retransmit_id, and for each again until it comes', () => {
    const lone = peer();
    lone.hear(message(4n));
    expect(lone.wait(49)).toEqual([]);
    const asked = lone.wait(1);
    expect(asked.map(({ retransmitId }) => retransmitId)).toEqual([2n, 3n]);
    lone.hear(message(3n));
    const again = lone.wait(500).filter(({ retransmitId }) => retransmitId > 0n);
    expect(again.map(({ retransmitId }) => retransmitId)).toEqual([2n]);
    lone.hear(message(2n));
    const then = lone.wait(60_000);
    expect(then.filter(({ retransmitId }) => retransmitId > 0n)).toEqual([]);
    expect(then).toMatchObject([{ expectedId: 5n }]);
  });

  it('does not ask for a Record that was only overtaken', () => {
    const lone = peer();
    lone.hear(message(3n));
    lone.wait(40);
    lone.hear(message(2n));
    expect(lone.wait(60_000).filter(({ retransmitId }) => retransmitId > 0n)).toEqual([]);
  });

  it('sends again what is asked for, also by a Record that came early: two gaps do not lock each other', () => {
    const lone = peer();
    lone.send('one', 1);
    lone.send('two', 2);
    const out = lone.hear({ sequenceId: 3n, expectedId: 2n, retransmitId: 2n });
    expect(out).toMatchObject([{ sequenceId: 2n, payload: [text('one')] }]);
    expect(lone.session.status().held).toBe(1);
  });

  it('lets a request ride on a Record with a payload', () => {
    const lone = peer();
    lone.hear(message(3n));
    lone.now += 60;
    expect(lone.send('mine', 1)).toMatchObject([{ retransmitId: 2n, payload: [text('mine')] }]);
    expect(lone.wait(100).filter(({ retransmitId }) => retransmitId > 0n)).toEqual([]);
  });
});

describe('duplicates [R-E2E.25]', () => {
  it('are ignored, processed or held, with all that they say', () => {
    const lone = peer();
    lone.send('one', 1);
    lone.hear(message(2n));
    lone.hear(message(4n));
    lone.wait(10);
    for (const copy of [2n, 4n, 1n]) {
      expect(lone.hear({ ...message(copy), retransmitId: 2n })).toEqual([]);
    }
    expect(lone.messages).toEqual(['message 2']);
    expect(lone.session.status()).toMatchObject({ duplicates: 3, resent: 0, held: 1, restarts: 0 });
  });
});

describe('payload_security [R-E2E.19]', () => {
  it('other than before fails the Record and restarts the Session Context [R-E2E.21]', () => {
    const lone = peer();
    const out = lone.hear({ ...message(2n), payloadSecurity: 1 });
    expect(lone.messages).toEqual([]);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'payload-security' }]);
    expect(out.at(-1)).toMatchObject({ sequenceId: 1n, expectedId: 1n });
  });

  it('of a new Session Context of the peer is what we answer with [R-E2E.18]', () => {
    const lone = new LoneSession();
    lone.hear({ sessionId: 77n, payloadSecurity: 1, payload: [text('x')] });
    expect(lone.session.payloadSecurity).toBe(1);
    expect(lone.messages).toEqual(['x']);
  });
});

describe('a Record that can not be right restarts the Session Context [R-E2E.21]', () => {
  const cases: [string, Heard, string][] = [
    ['sequence_id 0', { sequenceId: 0n }, 'invalid-value'],
    ['expected_id 0', { sequenceId: 2n, expectedId: 0n }, 'invalid-value'],
    ['an expected_id of what was never sent', { sequenceId: 2n, expectedId: 99n }, 'invalid-value'],
    ['a retransmit_id of what was never sent', { ...message(2n), retransmitId: 50n }, 'retransmission-impossible'],
    ['a retransmit_id that it acknowledges', { ...message(2n), retransmitId: 1n }, 'retransmission-impossible'],
    ['a segment without a beginning', { ...message(2n), payloadSarState: 2 }, 'segmentation'],
    ['a SAR state that there is not', { ...message(2n), payloadSarState: 9 }, 'segmentation'],
    ['one too far ahead', message(10_003n), 'cannot-hold'],
    ['one at the end of all ids', message(2n ** 64n - 1n), 'cannot-hold'],
  ];
  it.each(cases)('%s', (_, heard, why) => {
    const lone = peer();
    const out = lone.hear(heard);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why }]);
    expect(out.at(-1)).toMatchObject({ sequenceId: 1n, expectedId: 1n, retransmitId: 0n });
    expect(out.at(-1)!.sessionId > 77n).toBe(true);
    expect(lone.session.status()).toMatchObject({ state: 'opening', held: 0, segments: 0 });
  });

  it('one that is asked for more often than is allowed', () => {
    const lone = peer();
    lone.send('one', 1);
    for (let asked = 0n; asked < 11n; asked++) {
      expect(lone.all('restarted')).toEqual([]);
      lone.hear({ sequenceId: 2n + asked, expectedId: 2n, retransmitId: 2n });
    }
    expect(lone.session.status().resent).toBe(10);
    expect(lone.all('restarted')).toMatchObject([{ why: 'retransmission-limit' }]);
  });
});

describe('whatever a peer sends', () => {
  it('nothing is thrown, nothing is held beyond the limits, no timer runs wild', () => {
    const id = fc.oneof(
      fc.bigInt({ min: 0n, max: 12n }),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.bigInt({ min: 2n ** 64n - 10n, max: 2n ** 64n - 1n }),
    );
    const record = fc.record({
      sessionId: fc.oneof(fc.constantFrom(0n, 1n, 2n, 77n, 78n, 2n ** 64n - 1n), id),
      sequenceId: id,
      expectedId: fc.oneof(fc.bigInt({ min: 0n, max: 3n }), id),
      retransmitId: fc.oneof(fc.constant(0n), id),
      payloadSarState: fc.integer({ min: -1, max: 4 }),
      payloadrecSarState: fc.integer({ min: -1, max: 4 }),
      payload: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 3 }),
      payloadSecurity: fc.integer({ min: 0, max: 2 }),
    });
    const limits = { reassembly: 60, heldSegments: 4, outgoing: 200 };
    fc.assert(
      fc.property(fc.array(fc.tuple(record, fc.integer({ min: 0, max: 5_000 })), { maxLength: 40 }), (records) => {
        const lone = new LoneSession({ limits, maxRecordSize: 90 });
        for (const [index, [heard, pause]] of records.entries()) {
          if (index % 3 === 0) lone.send('a message of ours', index);
          lone.hear(heard);
          const status = lone.session.status();
          expect(status.held).toBeLessThanOrEqual(limits.heldSegments);
          expect(status.heldBytes + status.segmentBytes).toBeLessThanOrEqual(2 * limits.reassembly);
          expect(status.outgoingBytes).toBeLessThanOrEqual(limits.outgoing);
          lone.wait(pause);
        }
        lone.wait(600_000);
        expect(lone.session.nextTimeout()).toBe(undefined);
        expect(lone.session.status()).toMatchObject({ held: 0, segments: 0, messages: 0, outgoingBytes: 0 });
        const told = [...lone.all('delivered'), ...lone.all('failed')].map(({ tag }) => tag);
        expect(told.sort((a, b) => a - b)).toEqual(records.map((_, index) => index).filter((index) => index % 3 === 0));
      }),
      { numRuns: 1_000 },
    );
  });
});

function ids(count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => BigInt(index + 2));
}
