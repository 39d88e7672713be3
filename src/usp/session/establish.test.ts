import { describe, expect, it } from 'vitest';
import { LoneSession, text } from '../testing/lone-session.ts';
import { SessionPair } from '../testing/session-pair.ts';
import { goodLink } from '../testing/simulated-link.ts';

const empty = [new Uint8Array(0)];

describe('a Session Context of ours', () => {
  it('has an id above 1, whatever the randomness gives, and a higher one each time [R-E2E.3]', () => {
    const draws = [0n, 1n, 2n ** 64n, 7n, 5n, 3n];
    const lone = new LoneSession({ newSessionId: () => draws.shift() ?? 99n });
    lone.act((session, now) => session.open(now));
    const ids = [lone.session.status().sessionId];
    for (let restart = 0; restart < 3; restart++) {
      lone.act((session, now) => session.restart(now));
      ids.push(lone.session.status().sessionId);
    }
    expect(ids[0]).toBe(7n);
    for (let at = 1; at < ids.length; at++) expect(ids[at]! > ids[at - 1]!).toBe(true);
  });

  it('refuses randomness that never gives such an id, and takes any again at the end of all ids [R-E2E.3]', () => {
    const stuck = new LoneSession({ newSessionId: () => 1n });
    expect(() => stuck.act((session, now) => session.open(now))).toThrow(/R-E2E\.3/);
    const lone = new LoneSession({ newSessionId: () => 5n });
    lone.hear({ sessionId: 2n ** 64n - 1n });
    lone.act((session, now) => session.restart(now));
    expect(lone.session.status().sessionId).toBe(5n);
  });

  it('begins with one empty payload, and Messages wait for the answer [R-E2E.14]', () => {
    const lone = new LoneSession();
    const [opening, ...more] = lone.send('hello', 1);
    expect(opening).toMatchObject({ sequenceId: 1n, expectedId: 1n, retransmitId: 0n, payload: [new Uint8Array(0)] });
    expect(more).toEqual([]);
    expect(lone.session.status().state).toBe('opening');
    const [message] = lone.hear({ sequenceId: 1n, expectedId: 2n, payload: empty });
    expect(message).toMatchObject({ sequenceId: 2n, expectedId: 2n, payload: [text('hello')] });
    expect(lone.session.status().state).toBe('up');
  });

  it('does not wait for ever: a peer that does not answer an opening gets the Message all the same', () => {
    const lone = new LoneSession();
    lone.send('hello', 1);
    expect(lone.wait(499)).toEqual([]);
    expect(lone.wait(1)).toMatchObject([{ sequenceId: 2n, payload: [text('hello')] }]);
  });
});

describe('a Session Context of the peer', () => {
  it('is taken up where there was none, and answered at once from sequence_id 1 [R-E2E.4]', () => {
    const lone = new LoneSession();
    const out = lone.hear({ sessionId: 77n, payload: [text('boot')] });
    expect(lone.messages).toEqual(['boot']);
    expect(out).toMatchObject([{ sessionId: 77n, sequenceId: 1n, expectedId: 2n }]);
    expect(lone.all('started')).toEqual([{ type: 'started', sessionId: 77n, by: 'peer' }]);
  });

  it('takes the place of the one before, one at a time [R-E2E.5] [R-E2E.6]', () => {
    const lone = new LoneSession();
    lone.hear({ sessionId: 77n, payload: [text('one')] });
    lone.send('two', 1);
    const out = lone.hear({ sessionId: 78n, payload: [text('three')] });
    expect(out).toMatchObject([{ sessionId: 78n, sequenceId: 1n, expectedId: 2n }]);
    expect(lone.messages).toEqual(['one', 'three']);
    expect(lone.session.status()).toMatchObject({ sessionId: 78n, state: 'up', nextId: 2n, expectedId: 2n });
    // Nobody knows whether the first took it in: it is not sent a second time.
    expect(lone.all('failed')).toMatchObject([{ tag: 1, why: 'restarted', arrived: 'unknown' }]);
  });

  it('may have a lower id, too [R-E2E.6]', () => {
    const lone = new LoneSession();
    lone.hear({ sessionId: 77n, payload: [text('one')] });
    lone.wait(2_001);
    lone.hear({ sessionId: 50n, payload: [text('two')] });
    expect(lone.session.status()).toMatchObject({ sessionId: 50n, expectedId: 2n });
    expect(lone.messages).toEqual(['one', 'two']);
  });

  it('is restarted by us where the peer remembers more of it than we do [R-E2E.21]', () => {
    const lone = new LoneSession();
    // A page that was loaded anew: the Agent goes on in its Session Context.
    const out = lone.hear({ sessionId: 77n, sequenceId: 12n, expectedId: 9n, payload: [text('late')] });
    expect(out.at(-1)).toMatchObject({ sequenceId: 1n, expectedId: 1n });
    expect(out.at(-1)!.sessionId > 77n).toBe(true);
    expect(lone.messages).toEqual([]);
  });
});

describe('two that open at once', () => {
  it('agree on the higher id, and no Message is lost or doubled [R-E2E.5]', () => {
    const pair = new SessionPair({ conditions: { ...goodLink, minDelay: 50, maxDelay: 50 } });
    pair.a.act((session, now) => session.send(text('from a'), 1, now));
    pair.b.act((session, now) => session.send(text('from b'), 1, now));
    const ids = [pair.a, pair.b].map(({ session }) => session.status().sessionId!);
    expect(pair.settle()).toBe(true);
    const higher = ids[0]! > ids[1]! ? ids[0] : ids[1];
    for (const end of [pair.a, pair.b]) {
      expect(end.session.status()).toMatchObject({ sessionId: higher, state: 'up' });
      expect(end.all('delivered')).toHaveLength(1);
      expect(end.all('message')).toHaveLength(1);
    }
  });
});

describe('a session_id that is not right', () => {
  it.each([0n, 1n])('%s is dropped silently, and a new Session Context begun [R-E2E.24] [R-E2E.3]', (sessionId) => {
    const lone = new LoneSession().establish();
    const before = lone.session.status().sessionId!;
    const out = lone.hear({ sessionId, sequenceId: 2n, payload: [text('wrong')] });
    expect(lone.messages).toEqual([]);
    expect(out).toMatchObject([{ sequenceId: 1n, expectedId: 1n }]);
    expect(out[0]!.sessionId > before).toBe(true);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'invalid-value' }]);
  });

  it('of a Session Context that has ended: dropped, and a new one begun, unless it was only overtaken [R-E2E.24]', () => {
    const lone = new LoneSession();
    lone.hear({ sessionId: 77n, payload: [text('one')] });
    lone.hear({ sessionId: 78n, payload: [text('two')] });
    const straggler = { sessionId: 77n, sequenceId: 2n, expectedId: 1n, payload: [text('late')] };
    expect(lone.hear(straggler)).toEqual([]);
    expect(lone.session.status()).toMatchObject({ sessionId: 78n, restarts: 1 });
    lone.wait(2_500);
    const out = lone.hear(straggler);
    expect(out.at(-1)).toMatchObject({ sequenceId: 1n });
    expect(out.at(-1)!.sessionId > 78n).toBe(true);
    expect(lone.all('restarted').at(-1)).toMatchObject({ by: 'us', why: 'ended-session' });
    expect(lone.messages).toEqual(['one', 'two']);
  });
});
