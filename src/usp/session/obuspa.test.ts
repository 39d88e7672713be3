import { describe, expect, it } from 'vitest';
import { LoneSession, text } from '../testing/lone-session.ts';
import type { SessionFields } from './types.ts';

/**
 * An Agent that does Session Contexts as obuspa 11 does (measured, see the field notes): exactly one payload in each
 * Record or it ends the session with 7105; no copies noticed, no gap waited for, retransmit_id ignored, and no
 * acknowledgement but in what it has to say anyway.
 */
class ObuspaLike {
  readonly lone: LoneSession;
  /** What it has processed: twice if it came twice. */
  readonly processed: string[] = [];
  readonly answers: (request: string) => string | undefined;
  disconnects = 0;
  #sessionId = 100n;
  #sent = 0n;
  #received = 0n;

  constructor(lone: LoneSession, answers: (request: string) => string | undefined) {
    this.lone = lone;
    this.answers = answers;
  }

  take(records: readonly SessionFields[]): void {
    for (const record of records) {
      if (record.payload.length !== 1) {
        this.disconnects++;
        this.take(this.lone.act((session, now) => session.handleDisconnect(7105, 'no payload', now)));
        return;
      }
      if (record.sessionId !== this.#sessionId) {
        expect(record.sequenceId).toBe(1n);
        this.#sessionId = record.sessionId;
        this.#sent = 0n;
      }
      this.#received = record.sequenceId;
      const request = new TextDecoder().decode(record.payload[0]);
      if (request === '') continue;
      this.processed.push(request);
      const answer = this.answers(request);
      if (answer !== undefined) this.say(answer);
    }
  }

  say(words: string, lost = false): void {
    const sequenceId = ++this.#sent;
    const expectedId = this.#received + 1n;
    if (lost) return;
    this.take(this.lone.hear({ sessionId: this.#sessionId, sequenceId, expectedId, payload: [text(words)] }));
  }

  wait(duration: number): void {
    const end = this.lone.now + duration;
    while (this.lone.now < end) this.take(this.lone.wait(50));
  }
}

describe('an Agent like obuspa', () => {
  it('gets its requests once each, answers them, and is never sent a Record without a payload', () => {
    const lone = new LoneSession();
    const agent = new ObuspaLike(lone, (request) => `answer to ${request}`);
    for (let tag = 1; tag <= 20; tag++) {
      agent.take(lone.send(`request ${tag}`, tag));
      agent.wait(3_000);
    }
    expect(agent.processed).toEqual(Array.from({ length: 20 }, (_, index) => `request ${index + 1}`));
    expect(lone.messages).toEqual(agent.processed.map((request) => `answer to ${request}`));
    expect(lone.all('delivered')).toHaveLength(20);
    expect(agent.disconnects).toBe(0);
    expect(lone.session.status()).toMatchObject({ state: 'up', restarts: 0, outgoingBytes: 0 });
  });

  it('takes a command that runs for a minute without an answer, once', () => {
    const lone = new LoneSession();
    const agent = new ObuspaLike(lone, () => undefined);
    agent.take(lone.send('Operate', 1));
    agent.wait(60_000);
    expect(agent.processed).toEqual(['Operate']);
    agent.say('its answer');
    expect(lone.messages).toEqual(['its answer']);
    expect(lone.session.status()).toMatchObject({ restarts: 0, outgoingBytes: 0 });
  });

  it('may begin itself, and its notifications are acknowledged without a word', () => {
    const lone = new LoneSession();
    const agent = new ObuspaLike(lone, () => undefined);
    for (let count = 0; count < 30; count++) {
      agent.say(`notify ${count}`);
      agent.wait(1_000);
    }
    expect(lone.messages).toHaveLength(30);
    expect(agent.disconnects).toBe(0);
    expect(agent.processed).toEqual([]);
    expect(lone.session.status()).toMatchObject({ state: 'up', restarts: 0 });
    expect(lone.session.status().unacknowledged).toBeLessThan(3);
  });

  it('does not resend what was lost: the session is restarted, and goes on', () => {
    const lone = new LoneSession();
    const agent = new ObuspaLike(lone, (request) => `answer to ${request}`);
    agent.take(lone.send('one', 1));
    agent.wait(1_000);
    agent.say('a lost notification', true);
    agent.say('the next one');
    agent.wait(30_000);
    expect(lone.all('restarted')).toMatchObject([{ by: 'us', why: 'no-retransmission' }]);
    agent.take(lone.send('two', 2));
    agent.wait(1_000);
    expect(lone.messages).toEqual(['answer to one', 'answer to two']);
  });
});
