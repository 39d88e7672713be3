/** An Agent on a bench: a Controller's Records go in by hand, its own come out; the clock is turned by the test. */
import { decodeMessage, encodeMessage, type Msg } from '../../usp/message/message.ts';
import { readNotify } from '../../usp/message/read-notify.ts';
import type { NotifyMessage } from '../../usp/message/answer-types.ts';
import type { UspRequest } from '../../usp/message/request-types.ts';
import { writeRequest } from '../../usp/message/write-request.ts';
import { buildMessage } from '../../usp/message/message.ts';
import { decodeRecord, encodeRecord, type RecordTypeInit, type RecordTypeName } from '../../usp/record/record.ts';
import { Agent, type AgentEvent, type AgentOptions } from '../agent.ts';

export const agentId = 'os::00005E-DEMO0001';
export const controllerId = 'self::bench';
/** 2026-03-01T08:00:00Z */
export const start = Date.UTC(2026, 2, 1, 8);

export interface Sent {
  readonly at: number;
  readonly to: string;
  readonly recordType: RecordTypeName | undefined;
  readonly msg: Msg | undefined;
}

export class Bench {
  readonly agent: Agent;
  now = start;
  /** All that the Agent has sent, in order. */
  readonly sent: Sent[] = [];
  readonly events: AgentEvent[] = [];
  /** Whether the Controller answers Notifies that want it. */
  answersNotifies = true;
  #msgCount = 0;

  constructor(options: Partial<AgentOptions> = {}) {
    this.agent = new Agent({
      endpointId: agentId,
      controllers: [{ endpointId: controllerId, role: 'full' }],
      seed: 7,
      size: 'home',
      now: start,
      ...options,
    });
  }

  /** Opens the connection; the connect Records go over it. */
  open(peer = controllerId): this {
    this.agent.connectionOpened({ id: `to ${peer}`, mtp: 'memory' }, [{ endpointId: peer }], this.now);
    this.#drain();
    return this;
  }

  close(peer = controllerId): void {
    this.agent.connectionClosed(`to ${peer}`, 'pulled', this.now);
    this.#drain();
  }

  /** Lets time pass, timer by timer. */
  pass(millis: number): void {
    const until = this.now + millis;
    for (let next = this.agent.nextTimeout(); next <= until; next = this.agent.nextTimeout()) {
      this.now = Math.max(this.now, next);
      this.agent.handleTimeout(this.now);
      this.#drain();
    }
    this.now = until;
  }

  /** Sends a Request and returns the Message that answers it, if there is one. */
  ask(request: UspRequest, from = controllerId): Msg | undefined {
    const msgId = `q${String(++this.#msgCount)}`;
    return this.tell(writeRequest(msgId, request), from);
  }

  /** Sends any Message; returns what answers it. */
  tell(msg: Msg, from = controllerId): Msg | undefined {
    const before = this.sent.length;
    const payload = encodeMessage(msg);
    this.record({ case: 'noSessionContext', value: { payload } }, from);
    return this.sent.slice(before).find((one) => one.msg?.header?.msgId === msg.header?.msgId)?.msg;
  }

  record(recordType: RecordTypeInit, from = controllerId): void {
    const bytes = encodeRecord({ toId: agentId, fromId: from, recordType });
    this.agent.handleRecord({ connection: `to ${from}`, bytes }, this.now);
    this.#drain();
  }

  /** Takes out the Notifies sent since the last call. */
  notifies(to = controllerId): NotifyMessage[] {
    const found = this.sent.filter((one) => one.to === to).flatMap(({ msg }) => notifyIn(msg) ?? []);
    this.sent.length = 0;
    return found;
  }

  #drain(): void {
    for (let out = this.agent.pollTransmit(); out; out = this.agent.pollTransmit()) {
      const decoded = decodeRecord(out.bytes);
      if (!decoded.ok) throw new Error(`the Agent sent a bad Record: ${decoded.fault.detail}`);
      const { record } = decoded;
      const inside = record.recordType.case === 'noSessionContext' ? record.recordType.value.payload : undefined;
      const message = inside && decodeMessage(inside);
      if (message && !message.ok) throw new Error(`the Agent sent a bad Message: ${message.fault.detail}`);
      const msg = message?.msg;
      this.sent.push({ at: this.now, to: record.toId, recordType: record.recordType.case, msg });
      if (msg && this.answersNotifies) this.#answerNotify(msg, record.toId);
    }
    for (let event = this.agent.pollEvent(); event; event = this.agent.pollEvent()) this.events.push(event);
  }

  #answerNotify(msg: Msg, from: string): void {
    const notify = notifyIn(msg);
    if (!notify?.sendResp) return;
    const answer = buildMessage(msg.header?.msgId ?? '', {
      msgBody: {
        case: 'response',
        value: { respType: { case: 'notifyResp', value: { subscriptionId: notify.subscriptionId } } },
      },
    });
    this.tell(answer, from);
  }
}

export function notifyIn(msg: Msg | undefined): NotifyMessage | undefined {
  const body = msg?.body?.msgBody;
  return body?.case === 'request' && body.value.reqType.case === 'notify'
    ? readNotify(body.value.reqType.value)
    : undefined;
}

/** The Error in a Message. */
export function errorIn(msg: Msg | undefined) {
  const body = msg?.body?.msgBody;
  return body?.case === 'error' ? body.value : undefined;
}

type ResponseBody = Extract<
  NonNullable<NonNullable<Msg['body']>['msgBody']>,
  { case: 'response' }
>['value']['respType'];

type ResponseValues = {
  [One in ResponseBody as One['case'] extends string ? One['case'] : never]: Extract<One['value'], object>;
};

/** The Response of a kind in a Message; throws where it is another one. */
export function responseIn<Case extends keyof ResponseValues>(msg: Msg | undefined, kind: Case): ResponseValues[Case] {
  const body = msg?.body?.msgBody;
  if (body?.case !== 'response' || body.value.respType.case !== kind) {
    throw new Error(`no ${kind}: ${JSON.stringify(errorIn(msg) ?? body?.case)}`);
  }
  return body.value.respType.value as unknown as ResponseValues[Case];
}
