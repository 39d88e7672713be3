/** The demo device and the project's own Controller, back to back, with a simulated clock. */
import { describe, expect, it } from 'vitest';
import { Controller } from '../usp/controller/controller.ts';
import type { ControllerEvent } from '../usp/controller/types.ts';
import type { SessionMode } from '../usp/exchange/types.ts';
import type { UspRequest } from '../usp/message/request-types.ts';
import { decodeRecord } from '../usp/record/record.ts';
import { Agent } from './agent.ts';
import { agentId, controllerId, start } from './testing/bench.ts';

class Pair {
  readonly agent = new Agent({
    endpointId: agentId,
    controllers: [{ endpointId: controllerId, role: 'full' }],
    seed: 11,
    size: 'home',
    now: start,
  });
  readonly controller = new Controller({
    endpointId: controllerId,
    idPrefix: 'pair',
    newSessionId: () => BigInt(++this.#sessions),
  });
  readonly events: ControllerEvent[] = [];
  readonly recordTypes: string[] = [];
  now = start;
  #sessions = 100;
  #asked = 0;

  open(session: SessionMode, maxRecordSize?: number): this {
    this.agent.connectionOpened({ id: 'a', mtp: 'memory' }, [{ endpointId: controllerId }], this.now);
    this.controller.connectionOpened({ id: 'c', mtp: 'memory', session, maxRecordSize }, [], this.now);
    this.#pump();
    return this;
  }

  ask(request: UspRequest): Extract<ControllerEvent, { type: 'answer' | 'failed' }> {
    const id = ++this.#asked;
    this.controller.request(id, agentId, request, {}, this.now);
    this.#pump();
    for (let waited = 0; waited < 40_000; waited += 50) {
      const end = this.events.find((event) => (event.type === 'answer' || event.type === 'failed') && event.id === id);
      if (end?.type === 'answer' || end?.type === 'failed') return end;
      this.pass(50);
    }
    throw new Error('the request has no end');
  }

  pass(millis: number): void {
    const until = this.now + millis;
    for (;;) {
      const next = Math.min(this.agent.nextTimeout(), this.controller.nextTimeout() ?? Infinity);
      if (next > until) break;
      this.now = Math.max(this.now, next);
      this.agent.handleTimeout(this.now);
      this.controller.handleTimeout(this.now);
      this.#pump();
    }
    this.now = until;
  }

  #pump(): void {
    for (let moved = true; moved;) {
      moved = false;
      for (let out = this.agent.pollTransmit(); out; out = this.agent.pollTransmit()) {
        moved = true;
        this.#note(out.bytes);
        this.controller.handleRecord({ connection: 'c', bytes: out.bytes }, this.now);
      }
      for (let out = this.controller.pollTransmit(this.now); out; out = this.controller.pollTransmit(this.now)) {
        moved = true;
        this.#note(out.bytes);
        this.agent.handleRecord({ connection: 'a', bytes: out.bytes }, this.now);
      }
    }
    for (let event = this.controller.pollEvent(); event; event = this.controller.pollEvent()) this.events.push(event);
    while (this.agent.pollEvent());
  }

  #note(bytes: Uint8Array): void {
    const decoded = decodeRecord(bytes);
    this.recordTypes.push(decoded.ok ? (decoded.record.recordType.case ?? 'none') : 'damaged');
  }
}

const whole = { kind: 'Get', paths: ['Device.'] } as const;

describe('with a Controller', () => {
  it('is found, asked, subscribed to, and tells', () => {
    const pair = new Pair().open('off');
    expect(pair.events.some((event) => event.type === 'peer' && event.status.presence === 'connected')).toBe(true);
    const end = pair.ask(whole);
    expect(end.type === 'answer' && end.answer.kind === 'Get' && end.answer.results[0]?.objects.length).toBeGreaterThan(
      300,
    );
    pair.ask({
      kind: 'Add',
      objects: [
        {
          path: 'Device.LocalAgent.Subscription.',
          params: [
            { param: 'NotifType', value: 'OperationComplete' },
            { param: 'ReferenceList', value: 'Device.SelfTestDiagnostics()' },
            { param: 'Enable', value: 'true' },
          ],
        },
      ],
    });
    pair.ask({ kind: 'Operate', command: 'Device.SelfTestDiagnostics()' });
    pair.pass(10_000);
    const states = pair.events.flatMap((event) => (event.type === 'operation' ? [event.status.state] : []));
    expect(states).toEqual(['running', 'complete']);
  });

  it.each([undefined, 1_000])(
    'speaks in a Session Context where the Controller wants one, Records of at most %s bytes',
    (size) => {
      const pair = new Pair().open('require', size);
      const settings = {
        path: 'Device.LocalAgent.Controller.1.E2ESession.',
        params: [{ param: 'MaxUSPRecordSize', value: '1000' }],
      };
      expect(pair.ask({ kind: 'Set', objects: [settings] }).type).toBe('answer');
      const status = pair.ask({ kind: 'Get', paths: [`${settings.path}Status`] });
      expect(status).toMatchObject({ answer: { results: [{ objects: [{ params: [['Status', 'Up']] }] }] } });
      pair.recordTypes.length = 0;
      const end = pair.ask(whole);
      expect(
        end.type === 'answer' && end.answer.kind === 'Get' && end.answer.results[0]?.objects.length,
      ).toBeGreaterThan(300);
      expect(new Set(pair.recordTypes)).toEqual(new Set(['sessionContext']));
      // The size holds from the next Message on.
      expect(pair.recordTypes.filter((type) => type === 'sessionContext').length).toBeGreaterThan(100);
    },
  );

  it('refuses Session Contexts where its Controller row forbids them', () => {
    const pair = new Pair().open('off');
    const forbid = {
      path: 'Device.LocalAgent.Controller.1.E2ESession.',
      params: [{ param: 'SessionMode', value: 'Forbid' }],
    };
    expect(pair.ask({ kind: 'Set', objects: [forbid] }).type).toBe('answer');
    pair.open('require');
    const end = pair.ask({ kind: 'Get', paths: ['Device.DeviceInfo.'] });
    expect(end.type).toBe('failed');
  });

  it('goes and comes back', () => {
    const pair = new Pair().open('off');
    pair.events.length = 0;
    pair.ask({ kind: 'Operate', command: 'Device.Reboot()' });
    pair.pass(10_000);
    const presences = pair.events.flatMap((event) => (event.type === 'peer' ? [event.status.presence] : []));
    expect(presences).toContain('disconnected');
    expect(presences.at(-1)).toBe('connected');
    const boots = pair.events.filter(
      (event) =>
        event.type === 'notify' &&
        event.notify.notification.kind === 'Event' &&
        event.notify.notification.eventName === 'Boot!',
    );
    expect(boots).toHaveLength(1);
  });
});
