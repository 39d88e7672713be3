import { describe, expect, it } from 'vitest';
import { LoneSession, text } from '../testing/lone-session.ts';
import { SessionPair } from '../testing/session-pair.ts';
import { goodLink } from '../testing/simulated-link.ts';

describe('an idle receiver', () => {
  it('acknowledges by itself, once, and then all is quiet [R-E2E.16] [R-E2E.17]', () => {
    const pair = new SessionPair();
    pair.a.act((session, now) => session.send(text('hello'), 1, now));
    expect(pair.settle()).toBe(true);
    expect(pair.a.all('delivered')).toHaveLength(1);
    // The opening, its answer, the Message, its acknowledgement.
    expect([pair.a.sent.length, pair.b.sent.length]).toEqual([2, 2]);
    expect(pair.a.session.status()).toMatchObject({ unacknowledged: 0, outgoingBytes: 0 });
    expect(pair.clock.now).toBeLessThan(1_000);
  });

  it('lets the acknowledgement ride on what it has to say itself', () => {
    const lone = new LoneSession().establish();
    lone.hear({ sequenceId: 2n, expectedId: 2n, payload: [text('request')] });
    lone.now += 50;
    expect(lone.send('answer', 1)).toMatchObject([{ expectedId: 3n }]);
    expect(lone.wait(900)).toEqual([]);
  });

  it('does not wait with it while much comes in', () => {
    const lone = new LoneSession().establish();
    const out = [];
    for (let id = 2n; id < 2n + 640n; id++) {
      out.push(...lone.hear({ sequenceId: id, expectedId: 2n, payload: [text('x')] }));
    }
    expect(out.map(({ expectedId }) => expectedId)).toEqual(
      Array.from({ length: 10 }, (_, at) => BigInt(66 + 64 * at)),
    );
  });
});

describe('an idle sender', () => {
  it('whose last Record was lost asks after a while, and the peer then asks for it', () => {
    const pair = new SessionPair();
    pair.a.act((session, now) => session.open(now));
    pair.settle();
    let lost = 0;
    pair.a.intercept = ({ payload }) => payload[0]!.length > 0 && lost++ === 0;
    pair.a.act((session, now) => session.send(text('hello'), 1, now));
    expect(pair.settle()).toBe(true);
    expect(pair.b.all('message')).toHaveLength(1);
    expect(pair.a.all('delivered')).toHaveLength(1);
    expect(pair.a.session.status()).toMatchObject({ resent: 1, restarts: 0 });
  });

  it('whose acknowledgement was lost hears it again', () => {
    const pair = new SessionPair();
    pair.a.act((session, now) => session.open(now));
    pair.settle();
    let lost = 0;
    pair.b.intercept = () => lost++ === 0;
    pair.a.act((session, now) => session.send(text('hello'), 1, now));
    expect(pair.settle()).toBe(true);
    expect(lost).toBeGreaterThan(1);
    expect(pair.a.all('delivered')).toHaveLength(1);
    expect(pair.b.all('message')).toHaveLength(1);
    expect(pair.a.session.status()).toMatchObject({ resent: 0, restarts: 0 });
    expect(pair.b.session.status().duplicates).toBe(0);
  });

  it('never sends a payload again that nobody asked for: an Agent without an eye for copies would act twice', () => {
    const lone = new LoneSession().establish();
    lone.send('Operate', 1);
    const asked = lone.wait(600_000);
    expect(asked.length).toBe(7);
    for (const { payload } of asked) expect(payload).toEqual([new Uint8Array(0)]);
  });

  it('gives up after bounded tries, frees what it held, and says that it does not know', () => {
    const lone = new LoneSession().establish();
    lone.send('hello', 1);
    lone.wait(20_000);
    expect(lone.all('failed')).toEqual([]);
    lone.wait(10_000);
    expect(lone.all('failed')).toMatchObject([{ tag: 1, why: 'not-acknowledged', arrived: 'unknown' }]);
    expect(lone.session.status()).toMatchObject({ state: 'ending', messages: 0, outgoingBytes: 0 });
    expect(lone.session.nextTimeout()).toBe(undefined);
    expect(lone.wait(600_000)).toEqual([]);
  });

  it('begins a new Session Context when it has something to say after that', () => {
    const lone = new LoneSession().establish();
    const before = lone.session.status().sessionId;
    lone.send('hello', 1);
    lone.wait(60_000);
    expect(lone.send('again', 2)).toMatchObject([{ sequenceId: 1n, expectedId: 1n }]);
    expect(lone.session.status().sessionId).not.toBe(before);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'not-acknowledged' }]);
  });

  it('stays in it when the peer does acknowledge at last', () => {
    const lone = new LoneSession().establish();
    lone.send('hello', 1);
    lone.wait(60_000);
    lone.hear({ sequenceId: 2n, expectedId: lone.session.status().nextId, payload: [text('the late answer')] });
    expect(lone.session.status().state).toBe('up');
    expect(lone.messages).toEqual(['the late answer']);
    lone.send('next', 2);
    expect(lone.session.status().restarts).toBe(0);
  });

  it('restarts where the peer then wants what was given up [R-E2E.21]', () => {
    const lone = new LoneSession().establish();
    lone.send('hello', 1);
    lone.wait(60_000);
    lone.hear({ sequenceId: 2n, expectedId: 2n, retransmitId: 2n });
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'retransmission-impossible' }]);
  });

  it('lets more go when the window is full and the peer does not acknowledge on its way', () => {
    const lone = new LoneSession({ maxRecordSize: 20 + 60 + 10, timing: { window: 10 } }).establish();
    expect(lone.send(new Uint8Array(250), 1)).toHaveLength(10);
    const payloads = () => lone.sent.filter(({ payload }) => payload[0]!.length > 0).length;
    lone.wait(1_000);
    expect(payloads()).toBe(20);
    lone.wait(2_000);
    expect(payloads()).toBe(25);
    lone.hear({ sequenceId: 2n, expectedId: lone.session.status().nextId });
    expect(lone.all('delivered')).toHaveLength(1);
  });
});

describe('a peer that never answers', () => {
  it('an opening: the Messages that went out are uncertain, those that did not are told so, and it ends', () => {
    const lone = new LoneSession({ maxRecordSize: 20 + 60 + 10, timing: { window: 1 } });
    lone.send('short', 1);
    lone.send(new Uint8Array(500), 2);
    lone.send('behind it', 3);
    lone.wait(3_600_000);
    const failed = new Map(lone.all('failed').map((event) => [event.tag, event]));
    expect(failed.get(1)).toMatchObject({ why: 'not-acknowledged', arrived: 'unknown' });
    expect(failed.get(2)).toMatchObject({ arrived: 'no' });
    expect(failed.size).toBe(3);
    expect(lone.session.nextTimeout()).toBe(undefined);
    expect(lone.session.status()).toMatchObject({ messages: 0, outgoingBytes: 0 });
  });

  it('a retransmit request: bounded tries, then a restart [R-E2E.21]', () => {
    const lone = new LoneSession().establish();
    lone.hear({ sequenceId: 3n, expectedId: 2n, payload: [text('after the gap')] });
    const asked = lone.wait(60_000).filter(({ retransmitId }) => retransmitId === 2n);
    expect(asked).toHaveLength(8);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'no-retransmission' }]);
    expect(lone.messages).toEqual([]);
    expect(lone.session.status()).toMatchObject({ held: 0, heldBytes: 0 });
  });

  it('the rest of a Message: it is not held for ever', () => {
    const lone = new LoneSession().establish();
    lone.hear({ sequenceId: 2n, expectedId: 2n, payloadSarState: 1, payloadrecSarState: 1, payload: [text('half')] });
    lone.wait(119_000);
    expect(lone.session.status()).toMatchObject({ segments: 1, segmentBytes: 4 });
    lone.wait(2_000);
    expect(lone.session.status()).toMatchObject({ segments: 0, segmentBytes: 0 });
    expect(lone.all('restarted')).toMatchObject([{ why: 'stalled' }]);
  });
});

describe('over a link that loses 40 %', () => {
  it('many Messages cross, and all is quiet in the end', () => {
    const pair = new SessionPair({ seed: 5, conditions: { ...goodLink, loss: 0.4 } });
    for (let tag = 0; tag < 40; tag++) pair.a.act((session, now) => session.send(text(`message ${tag}`), tag, now));
    expect(pair.settle()).toBe(true);
    const delivered = pair.a.all('delivered').length;
    expect(delivered + pair.a.all('failed').length).toBe(40);
    expect(delivered).toBeGreaterThan(30);
    expect(pair.b.all('message').length).toBeGreaterThanOrEqual(delivered);
  });
});
