import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../message/message.ts';
import type { UspRequest } from '../message/request-types.ts';
import { decodeRecord, encodeRecord, type RecordTypeInit } from '../record/record.ts';
import { buildMessage } from '../message/message.ts';
import { Controller } from './controller.ts';
import type { ControllerEvent } from './types.ts';

const us = 'self::controller';
const agent = 'os::012345-AGENT';
const get: UspRequest = { kind: 'Get', paths: ['Device.'] };

/** A Controller whose connection requires Session Contexts, and an Agent that the test plays by hand. */
class Bench {
  now = 1_000;
  readonly controller = new Controller({ endpointId: us, idPrefix: 'p', newSessionId: () => 77n });
  readonly events: ControllerEvent[] = [];
  /** What went out, as the kinds of Records. */
  readonly sent: RecordTypeInit[] = [];

  constructor() {
    this.controller.connectionOpened({ id: 'c', mtp: 'websocket', session: 'require' }, [], this.now);
    this.take({ case: 'websocketConnect', value: {} });
  }

  take(recordType: RecordTypeInit): void {
    const bytes = encodeRecord({ toId: us, fromId: agent, recordType });
    this.controller.handleRecord({ connection: 'c', bytes }, this.now);
    this.turn();
  }

  ask(id: number, request: UspRequest, timeout: number): void {
    this.controller.request(id, agent, request, { timeout }, this.now);
    this.turn();
  }

  /** Lets time pass until nothing is due before `until`. */
  pass(until: number): void {
    for (;;) {
      const next = this.controller.nextTimeout();
      if (next === undefined || next > until) break;
      this.now = Math.max(this.now, next);
      this.controller.handleTimeout(this.now);
      this.turn();
    }
    this.now = until;
  }

  ends(id: number): ControllerEvent[] {
    return this.events.filter((event) => (event.type === 'answer' || event.type === 'failed') && event.id === id);
  }

  turn(): void {
    for (let out = this.controller.pollTransmit(this.now); out; out = this.controller.pollTransmit(this.now)) {
      const decoded = decodeRecord(out.bytes);
      if (decoded.ok) this.sent.push(decoded.record.recordType as RecordTypeInit);
    }
    for (let event = this.controller.pollEvent(); event; event = this.controller.pollEvent()) this.events.push(event);
  }
}

describe('a request in a Session Context', () => {
  it('goes in one from the start where the connection requires it', () => {
    const bench = new Bench();
    bench.ask(1, get, 5_000);
    bench.pass(2_000);
    expect(bench.sent.map((record) => record.case)).toContain('sessionContext');
    expect(bench.sent.map((record) => record.case)).not.toContain('noSessionContext');
  });

  it('that is not acknowledged is not given up: its answer may still come, and counts', () => {
    const bench = new Bench();
    bench.ask(1, get, 300_000);
    bench.pass(60_000);
    const note = bench.events.find((event) => event.type === 'note' && event.text.includes('was not acknowledged'));
    expect(note).toBeDefined();
    expect(bench.ends(1)).toEqual([]);
    const asked = bench.events.findLast((event) => event.type === 'note' && event.text.includes('Request'));
    const msgId = asked?.type === 'note' ? /Request (\S+)/.exec(asked.text)?.[1] : undefined;
    const msg = buildMessage(msgId ?? '', {
      msgBody: { case: 'response', value: { respType: { case: 'getResp', value: {} } } },
    });
    bench.take({ case: 'noSessionContext', value: { payload: encodeMessage(msg) } });
    expect(bench.ends(1)).toMatchObject([{ type: 'answer' }]);
  });

  it('that is never answered ends at its timeout all the same', () => {
    const bench = new Bench();
    bench.ask(1, get, 90_000);
    bench.pass(200_000);
    expect(bench.ends(1)).toMatchObject([{ type: 'failed', error: { reason: 'timeout' } }]);
  });

  it('fails with words when the Agent does no Session Contexts (7106)', () => {
    const bench = new Bench();
    bench.ask(1, get, 30_000);
    bench.take({ case: 'disconnect', value: { reasonCode: 7106, reason: 'not supported' } });
    expect(bench.ends(1)).toMatchObject([{ type: 'failed', error: { reason: 'session-failed', code: 7106 } }]);
  });
});
