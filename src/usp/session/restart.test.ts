import { describe, expect, it } from 'vitest';
import { LoneSession, text } from '../testing/lone-session.ts';
import { SessionPair } from '../testing/session-pair.ts';
import { Session } from './session.ts';

const empty = [new Uint8Array(0)];

describe('a restart', () => {
  it('by the peer: what came up to the expected_id last sent is processed, the rest is not [R-E2E.22]', () => {
    const session = new Session({ newSessionId: () => 5n, recordOverhead: 20 });
    const hear = (sessionId: bigint, sequenceId: bigint, words: string, state = 0) =>
      session.handleRecord(
        {
          sessionId,
          sequenceId,
          expectedId: 1n,
          retransmitId: 0n,
          payloadSarState: state,
          payloadrecSarState: state,
          payload: [text(words)],
        },
        0,
        0,
      );
    // Nothing is taken out before the restart: what was acknowledged must not get lost with the Session Context.
    hear(77n, 1n, 'one');
    hear(77n, 2n, 'two');
    hear(77n, 3n, 'a piece of three', 1);
    hear(77n, 5n, 'five, which is held');
    const acknowledged = session.pollTransmit()?.expectedId;
    hear(78n, 1n, 'new');
    const messages: string[] = [];
    for (let event = session.pollEvent(); event; event = session.pollEvent()) {
      if (event.type === 'message') messages.push(new TextDecoder().decode(event.bytes));
    }
    expect(acknowledged).toBe(4n);
    expect(messages).toEqual(['one', 'two', 'new']);
    expect(session.status()).toMatchObject({ held: 0, heldBytes: 0, segments: 0, segmentBytes: 0 });
  });

  it('by us: an acknowledgement that is owed goes out first, in the old Session Context [R-E2E.22]', () => {
    const lone = new LoneSession().establish();
    const before = lone.session.status().sessionId;
    lone.hear({ sequenceId: 2n, expectedId: 2n, payload: [text('one')] });
    const out = lone.act((session, now) => session.restart(now));
    expect(out).toMatchObject([
      { sessionId: before, expectedId: 3n },
      { sequenceId: 1n, expectedId: 1n },
    ]);
    expect(lone.messages).toEqual(['one']);
  });

  it('does not acknowledge what could not be processed [R-E2E.21] [R-E2E.22]', () => {
    const lone = new LoneSession().establish();
    const before = lone.session.status().sessionId;
    lone.hear({ sequenceId: 2n, expectedId: 2n, payload: [text('one')] });
    lone.hear({ sequenceId: 3n, expectedId: 2n, payloadSarState: 2, payload: [text('lost beginning')] });
    expect(lone.sent.filter(({ sessionId, expectedId }) => sessionId === before && expectedId > 3n)).toEqual([]);
  });

  it('carries over what was not sent to its end, and never what may have arrived', () => {
    const lone = new LoneSession({ maxRecordSize: 20 + 60 + 10, timing: { window: 2 } }).establish();
    lone.send('short', 1);
    lone.send('quite a long one', 2);
    lone.send('last', 3);
    lone.hear({ sessionId: 5_000n, sequenceId: 1n, expectedId: 1n, payload: empty });
    lone.hear({ sequenceId: 2n, expectedId: 3n, payload: empty });
    lone.hear({ sequenceId: 3n, expectedId: 4n, payload: empty });
    const again = lone.sent.filter(({ sessionId }) => sessionId === 5_000n);
    const words = again.map(({ payload }) => new TextDecoder().decode(payload[0])).join('');
    expect(words).toBe('quite a long onelast');
    expect(lone.all('failed')).toMatchObject([{ tag: 1, why: 'restarted', arrived: 'unknown' }]);
    expect(lone.all('delivered').map(({ tag }) => tag)).toEqual([2, 3]);
  });

  it('too often while a Message is being sent gives that up, and it can not have arrived', () => {
    const lone = new LoneSession({ maxRecordSize: 20 + 60 + 10, timing: { window: 2 } });
    lone.send(new Uint8Array(100), 1);
    lone.send('behind it', 2);
    for (let sessionId = 5_000n; sessionId < 5_004n; sessionId++) {
      lone.hear({ sessionId, sequenceId: 1n, expectedId: 1n, payload: empty });
    }
    expect(lone.all('failed')).toMatchObject([{ tag: 1, why: 'restarted', arrived: 'no' }]);
    lone.hear({ sequenceId: 2n, expectedId: 2n, payload: empty });
    expect(new TextDecoder().decode(lone.sent.at(-1)?.payload[0])).toBe('behind it');
  });

  it('for a Record that fails its integrity check, which is dropped silently [R-E2E.23]', () => {
    const lone = new LoneSession().establish();
    const before = lone.session.status().sessionId!;
    const out = lone.act((session, now) => session.handleIntegrityFailure(now));
    expect(out).toMatchObject([{ sequenceId: 1n, expectedId: 1n }]);
    expect(out[0]!.sessionId > before).toBe(true);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'integrity' }]);
    expect(lone.all('disconnect-wanted')).toEqual([]);
  });

  it('again and again without anything achieved comes to an end, with 7105', () => {
    const lone = new LoneSession();
    lone.send('hello', 1);
    for (let restart = 0; restart < 6; restart++) lone.act((session, now) => session.handleIntegrityFailure(now));
    expect(lone.session.status()).toMatchObject({ state: 'idle', restarts: 5, messages: 0 });
    expect(lone.all('disconnect-wanted')).toMatchObject([{ code: 7105 }]);
    expect(lone.all('failed')).toMatchObject([{ tag: 1, why: 'restarted' }]);
    // It is not over for ever: the next word opens a new one.
    expect(lone.send('again', 2)).toMatchObject([{ sequenceId: 1n }]);
  });

  it('now and then is no series', () => {
    const lone = new LoneSession();
    for (let restart = 0; restart < 20; restart++) {
      lone.act((session, now) => session.handleIntegrityFailure(now));
      lone.wait(61_000);
    }
    expect(lone.all('disconnect-wanted')).toEqual([]);
    expect(lone.session.status().restarts).toBe(20);
  });
});

describe('sequence_id near its maximum', () => {
  const near = 2n ** 64n - 1n - 10_000n;

  /** Two ends whose first Session Context begins a few Records before the last 10,000. */
  function pairNear(first: bigint): SessionPair {
    const ids: bigint[] = [];
    const firstSequenceId = (id: bigint) => {
      if (!ids.includes(id)) ids.push(id);
      return ids[0] === id ? first : 1n;
    };
    return new SessionPair({ a: { firstSequenceId }, b: { firstSequenceId } });
  }

  it('received: a new Session Context at once, and no Message suffers [R-E2E.8]', () => {
    const first = near - 2n;
    let calls = 0;
    const lone = new LoneSession({ firstSequenceId: () => (calls++ === 0 ? first : 1n) });
    lone.hear({ sessionId: 77n, sequenceId: first, expectedId: first, payload: empty });
    for (const offset of [1n, 2n]) {
      lone.hear({ sequenceId: first + offset, expectedId: first, payload: [text(`message ${offset}`)] });
      expect(lone.session.status()).toMatchObject({ sessionId: 77n, state: 'up' });
    }
    const out = lone.hear({ sequenceId: first + 3n, expectedId: first, payload: [text('message 3')] });
    expect(lone.messages).toEqual(['message 1', 'message 2', 'message 3']);
    // The last word in the old one, then the new one.
    expect(out).toMatchObject([
      { sessionId: 77n, expectedId: first + 4n },
      { sequenceId: 1n, expectedId: 1n },
    ]);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'sequence-end' }]);
  });

  it('received in the middle of a Message: that is taken in first [R-E2E.8]', () => {
    let calls = 0;
    const lone = new LoneSession({ firstSequenceId: () => (calls++ === 0 ? near + 1n : 1n) });
    const heard = { sessionId: 77n, expectedId: near + 1n };
    const states = (state: number) => ({ payloadSarState: state, payloadrecSarState: state });
    lone.hear({ ...heard, sequenceId: near + 1n, ...states(1), payload: [text('whole, ')] });
    expect(lone.session.status()).toMatchObject({ sessionId: 77n, state: 'ending' });
    lone.hear({ ...heard, sequenceId: near + 2n, ...states(3), payload: [text('nevertheless')] });
    expect(lone.messages).toEqual(['whole, nevertheless']);
    expect(lone.session.status().state).toBe('opening');
  });

  it('sent: a new Session Context at the next contact, after what was under way [R-E2E.9]', () => {
    const pair = pairNear(near - 1n);
    pair.a.act((session, now) => session.open(now));
    pair.settle();
    const before = pair.a.session.status().sessionId;
    // Their ids are near - 0, near + 1 and so on: the second is within the last 10,000.
    pair.a.link.conditions = { ...pair.a.link.conditions, loss: 1 };
    for (const tag of [1, 2]) pair.a.act((session, now) => session.send(text(`message ${tag}`), tag, now));
    expect(pair.a.session.status()).toMatchObject({ sessionId: before, state: 'ending' });
    pair.a.act((session, now) => session.send(text('message 3'), 3, now));
    expect(pair.a.session.status()).toMatchObject({ sessionId: before, state: 'ending', messages: 3 });
    pair.a.link.conditions = { ...pair.a.link.conditions, loss: 0 };
    expect(pair.settle()).toBe(true);
    expect(pair.a.all('delivered').map(({ tag }) => tag)).toEqual([1, 2, 3]);
    expect(pair.b.all('message').map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
      'message 1',
      'message 2',
      'message 3',
    ]);
    expect(pair.a.session.status().sessionId).not.toBe(before);
    expect(pair.a.session.status()).toMatchObject({ state: 'up' });
    expect(pair.a.session.status().nextId < 10n).toBe(true);
  });

  it('sent, and nothing more to say: no new Session Context [R-E2E.9]', () => {
    const first = near - 5n;
    const lone = new LoneSession({ firstSequenceId: () => first });
    lone.act((session, now) => session.open(now));
    lone.hear({ sequenceId: first, expectedId: first + 1n, payload: empty });
    for (let tag = 1; tag <= 6; tag++) {
      expect(lone.session.status().state).toBe('up');
      lone.send(`message ${tag}`, tag);
    }
    expect(lone.session.status()).toMatchObject({ state: 'ending', nextId: near + 2n });
    lone.hear({ sequenceId: first + 1n, expectedId: near + 2n, payload: [text('answer')] });
    expect(lone.all('delivered')).toHaveLength(6);
    lone.wait(600_000);
    expect(lone.session.status()).toMatchObject({ state: 'ending', restarts: 0 });
    expect(lone.send('more', 7)).toMatchObject([{ sequenceId: first, payload: empty }]);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'sequence-end' }]);
  });
});

describe("the peer's DisconnectRecord", () => {
  it('clears all, also that there was a Session Context [R-MTP.7]', () => {
    const lone = new LoneSession();
    lone.hear({ sessionId: 77n, payload: [text('one')] });
    lone.hear({ sequenceId: 5n, expectedId: 1n, payload: [text('held')] });
    lone.act((session, now) => session.handleDisconnect(0, 'rebooting', now));
    expect(lone.session.status()).toMatchObject({ state: 'idle', sessionId: undefined, held: 0, nextId: 1n });
    expect(lone.all('ended')).toEqual([{ type: 'ended', code: 0, reason: 'rebooting' }]);
    expect(lone.wait(600_000)).toEqual([]);
    // The same session_id from 1 is a new Session Context now, not a copy.
    lone.hear({ sessionId: 77n, payload: [text('after the reboot')] });
    expect(lone.messages).toEqual(['one', 'after the reboot']);
    expect(lone.all('started')).toHaveLength(2);
  });

  it('tells of every Message what became of it', () => {
    const lone = new LoneSession({ timing: { window: 1 } }).establish();
    lone.send('under way', 1);
    lone.send('waits', 2);
    lone.act((session, now) => session.handleDisconnect(0, '', now));
    expect(lone.all('failed')).toMatchObject([
      { tag: 1, why: 'disconnected', arrived: 'unknown', code: 0 },
      { tag: 2, why: 'disconnected', arrived: 'no', code: 0 },
    ]);
  });

  it('with 7105 ends the Session Context alone: what waits goes into the next', () => {
    const lone = new LoneSession({ timing: { window: 1 } }).establish();
    lone.send('under way', 1);
    lone.send('waits', 2);
    const out = lone.act((session, now) => session.handleDisconnect(7105, 'Session Context terminated', now));
    expect(out).toMatchObject([{ sequenceId: 1n, payload: empty }]);
    expect(lone.all('failed')).toMatchObject([{ tag: 1, arrived: 'unknown', code: 7105 }]);
    lone.hear({ sequenceId: 1n, expectedId: 2n, payload: empty });
    expect(lone.sent.at(-1)).toMatchObject({ sequenceId: 2n, payload: [text('waits')] });
  });

  it('with 7105 each time does not go on for ever', () => {
    const lone = new LoneSession();
    lone.send('hello', 1);
    for (let times = 0; times < 20; times++) {
      lone.act((session, now) => session.handleDisconnect(7105, 'no', now));
    }
    expect(lone.session.status()).toMatchObject({ state: 'idle', messages: 0 });
    expect(lone.all('failed')).toHaveLength(1);
  });

  it('with 7106 says that the peer does no Session Contexts, so that all can go without', () => {
    const lone = new LoneSession();
    lone.send('one', 1);
    lone.send('two', 2);
    lone.wait(600);
    expect(lone.sent.map(({ payload }) => payload[0]!.length)).toEqual([0, 3, 3]);
    lone.act((session, now) => session.handleDisconnect(7106, 'Session Context is not allowed', now));
    expect(lone.events.slice(-3)).toMatchObject([
      { type: 'not-supported', code: 7106, reason: 'Session Context is not allowed' },
      { type: 'failed', tag: 1, why: 'not-supported', arrived: 'no', code: 7106 },
      { type: 'failed', tag: 2, why: 'not-supported', arrived: 'no', code: 7106 },
    ]);
    expect(lone.session.status().state).toBe('idle');
    expect(lone.wait(600_000)).toEqual([]);
  });

  it('with 7106 in a Session Context that was up does not know of what was under way', () => {
    const lone = new LoneSession().establish();
    lone.send('one', 1);
    lone.act((session, now) => session.handleDisconnect(7106, '', now));
    expect(lone.all('failed')).toMatchObject([{ tag: 1, why: 'not-supported', arrived: 'unknown' }]);
  });
});

describe('our own end of it', () => {
  it('tells of what waits, and lets the next Message open anew', () => {
    const lone = new LoneSession({ timing: { window: 1 } }).establish();
    lone.send('under way', 1);
    lone.send('waits', 2);
    lone.act((session, now) => session.close(now));
    expect(lone.all('failed')).toMatchObject([
      { tag: 1, why: 'closed', arrived: 'unknown' },
      { tag: 2, why: 'closed', arrived: 'no' },
    ]);
    expect(lone.session.status()).toMatchObject({ state: 'idle', messages: 0, outgoingBytes: 0 });
    expect(lone.session.nextTimeout()).toBe(undefined);
    expect(lone.send('again', 3)).toMatchObject([{ sequenceId: 1n }]);
  });

  it('is remembered: a Record of it begins a new Session Context [R-E2E.24]', () => {
    const lone = new LoneSession();
    lone.hear({ sessionId: 77n, payload: [text('one')] });
    lone.act((session, now) => session.close(now));
    const out = lone.hear({ sessionId: 77n, sequenceId: 2n, expectedId: 2n, payload: [text('two')] });
    expect(out).toMatchObject([{ sequenceId: 1n }]);
    expect(out[0]!.sessionId > 77n).toBe(true);
    expect(lone.messages).toEqual(['one']);
  });
});
