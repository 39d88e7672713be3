import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MsgSchema, type Msg } from '../../gen/usp-msg_pb.ts';
import { RecordSchema, SessionContextRecord_PayloadSARState as PayloadSarState } from '../../gen/usp-record_pb.ts';
import type { OpenConnection } from '../exchange/types.ts';
import { buildMessage, decodeMessage, encodeMessage } from '../message/message.ts';
import type { RequestKind, UspRequest } from '../message/request-types.ts';
import {
  decodeRecord,
  encodeRecord,
  MqttConnectVersion,
  type RecordTypeInit,
  type UspRecord,
} from '../record/record.ts';
import { damage } from '../testing/damage.ts';
import { carrying } from '../testing/exchange-bench.ts';
import { randomMsg, randomRecord } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { answerAll, errorBody, type RequestOf } from '../testing/scripted-agent.ts';
import { badVectors, goodVectors } from '../testing/vectors.ts';
import { Controller } from './controller.ts';
import type { ControllerEvent } from './types.ts';

/**
 * Damaged Records and Messages, at random moments, on every transport, from right and wrong senders, while requests
 * are open, time passes and connections come and go. What the Controller makes of them is held against the lenient
 * decoder of the runtime: an independent witness of who said what.
 */
const runs = 40;
const inputsPerRun = 2_600; // 104,000 in all

const us = 'self::controller';
const agents = ['os::012345-A', 'os::012345-B', 'proto::agent'];
const senders = [...agents, 'self::mallory', us, 'not an id', '__proto__', ''];
const connections: readonly OpenConnection[] = [
  { id: 'ws', mtp: 'websocket' },
  { id: 'broker', mtp: 'mqtt', mqttVersion: '5', replyTo: 'usp/us' },
  { id: 'old broker', mtp: 'mqtt', mqttVersion: '3.1.1', replyTo: 'usp/us' },
  { id: 'memory', mtp: 'memory' },
];
const mqttVersions = [MqttConnectVersion.V5, MqttConnectVersion.V3_1_1];
const sarStates = [PayloadSarState.BEGIN, PayloadSarState.INPROCESS, PayloadSarState.COMPLETE];
const requests: readonly UspRequest[] = [
  { kind: 'Get', paths: ['Device.', '__proto__.', 'constructor.'] },
  { kind: 'GetInstances', paths: ['Device.WiFi.'] },
  { kind: 'GetSupportedDM', paths: ['Device.'] },
  { kind: 'GetSupportedProtocol' },
  { kind: 'Set', objects: [{ path: 'Device.X.', params: [{ param: '__proto__', value: 'false' }] }] },
  { kind: 'Add', objects: [{ path: 'Device.X.', params: [] }] },
  { kind: 'Delete', paths: ['Device.X.1.'] },
  { kind: 'Operate', command: 'Device.X()', args: [['constructor', '1']] },
  { kind: 'Operate', command: 'Device.X()', sendResp: false },
];
const responseOf = new Map<string | undefined, RequestKind>([
  ['getResp', 'Get'],
  ['getInstancesResp', 'GetInstances'],
  ['getSupportedDmResp', 'GetSupportedDM'],
  ['getSupportedProtocolResp', 'GetSupportedProtocol'],
  ['setResp', 'Set'],
  ['addResp', 'Add'],
  ['deleteResp', 'Delete'],
  ['operateResp', 'Operate'],
]);
const messageBytes = goodVectors.filter((vector) => vector.type === 'Msg').map((vector) => vector.bytes);
const recordBytes = [...goodVectors.filter((vector) => vector.type === 'Record'), ...badVectors].map(
  (vector) => vector.bytes,
);

interface Asked {
  readonly agent: string;
  readonly request: UspRequest;
  ends: number;
}

/** expect() is too slow for what is asked half a million times. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}

class Siege {
  readonly controller: Controller;
  readonly #random: Random;
  readonly #sessions: boolean;
  readonly asked = new Map<number, Asked>();
  now = 1_000;
  readonly counts = { taken: 0, dropped: 0, answered: 0, remoteErrors: 0, malformed: 0 };
  #lastId = 0;
  /** Requests on their way, with what an Agent would answer. */
  readonly #outstanding: { readonly agent: string; readonly msgId: string; readonly request: RequestOf }[] = [];

  /** The session_id that each Agent was last spoken to in, and how many Records it has sent in it. */
  readonly #inSession = new Map<string, { sessionId: bigint; sent: bigint }>();

  constructor(seed: number, sessions: boolean) {
    const random = new Random(seed);
    this.#random = random;
    this.#sessions = sessions;
    this.controller = new Controller({ endpointId: us, idPrefix: 'p', newSessionId: () => random.uint64() });
    for (const connection of connections) this.#open(connection);
  }

  step(): void {
    const random = this.#random;
    if (random.chance(0.15)) this.ask();
    if (random.chance(0.02) && this.#lastId > 0) {
      this.controller.cancel(random.between(1, this.#lastId), this.now);
      this.#settle();
    }
    if (random.chance(0.1)) this.pass(random.between(1, 3_000));
    if (random.chance(0.01)) this.#reopen(random.pick(connections));
    const connection = random.pick(connections).id;
    const replyTo = random.chance(0.7) ? random.pick(['usp/a', 'usp/b', '__proto__', '']) : undefined;
    this.receive(connection, this.#hostileBytes(), replyTo);
  }

  receive(connection: string, bytes: Uint8Array, replyTo: string | undefined): void {
    this.controller.handleRecord({ connection, bytes, replyTo }, this.now);
    const events = this.#settle(bytes);
    const logged = events.flatMap((event) =>
      event.type === 'record' && event.seen.direction === 'in' ? [event.seen] : [],
    );
    // The log has every Record that came, once, and says of each that was dropped why.
    const [seen] = logged;
    if (logged.length !== 1 || seen?.bytes !== bytes) throw new Error(`logged ${logged.length} times`);
    if (seen.dropped === undefined) {
      this.counts.taken++;
      must(seen.record !== undefined, 'what was taken in has a Record');
    } else {
      this.counts.dropped++;
      must(seen.dropped !== '', 'what was dropped has a reason');
    }
  }

  ask(): void {
    const id = ++this.#lastId;
    const agent = this.#random.pick(agents);
    const request = this.#random.pick(requests);
    this.asked.set(id, { agent, request, ends: 0 });
    const options = this.#random.chance(0.3) ? { connection: this.#random.pick(connections).id } : {};
    this.controller.request(id, agent, request, options, this.now);
    this.#settle();
  }

  /** Time passes, timeout by timeout. */
  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (let next = this.controller.nextTimeout(); next !== undefined && next <= until;) {
      this.now = Math.max(this.now, next);
      this.controller.handleTimeout(this.now);
      this.#settle();
      const following = this.controller.nextTimeout();
      must(following === undefined || following > this.now, 'a timeout is gone once it was handled');
      next = following;
    }
    this.now = until;
  }

  #open(connection: OpenConnection): void {
    const { id } = connection;
    const session = id === 'ws' ? 'allow' : id === 'old broker' ? 'off' : 'require';
    const used = this.#sessions ? ({ ...connection, session, maxRecordSize: 500 } as const) : connection;
    const known = connection.mtp === 'mqtt' ? agents.map((agent) => ({ agent, topic: `usp/${agent}` })) : [];
    this.controller.connectionOpened(used, connection.mtp === 'mqtt' ? known : [{ agent: 'os::012345-A' }], this.now);
    this.#settle();
  }

  #reopen(connection: OpenConnection): void {
    if (this.#random.chance(0.8)) this.controller.connectionClosed(connection.id, 'it broke', this.now);
    this.#settle();
    this.#open(connection);
  }

  /** Takes out all that the Controller has to say, and holds it against what it was told. */
  #settle(incoming?: Uint8Array): ControllerEvent[] {
    for (let out = this.controller.pollTransmit(this.now); out; out = this.controller.pollTransmit(this.now)) {
      const record = decodeRecord(out.bytes);
      if (!record.ok) throw new Error(`we sent a damaged Record: ${record.fault.detail}`);
      const { recordType, toId, fromId } = record.record;
      must(fromId === us && toId !== us, 'we speak for ourselves, to others');
      if (recordType.case === 'sessionContext') {
        const { sessionId } = recordType.value;
        if (this.#inSession.get(toId)?.sessionId !== sessionId) this.#inSession.set(toId, { sessionId, sent: 0n });
      }
      const payload = wholePayload(recordType);
      if (!payload) continue;
      const message = decodeMessage(payload);
      if (!message.ok) throw new Error(`we sent a damaged Message: ${message.fault.detail}`);
      this.#noteSent(toId, message.msg);
    }
    const events: ControllerEvent[] = [];
    for (let event = this.controller.pollEvent(); event; event = this.controller.pollEvent()) events.push(event);
    for (const event of events) {
      if (event.type !== 'answer' && event.type !== 'failed') continue;
      const asked = this.asked.get(event.id);
      if (!asked) throw new Error(`request ${event.id} was never made`);
      asked.ends++;
      must(asked.ends === 1, `request ${event.id} ends once`);
      if (event.type === 'answer') this.#checkAnswer(asked, event.answer.kind, incoming);
      else if (event.error.reason === 'remote-error') this.#checkError(asked, incoming);
      else if (event.error.reason === 'malformed-answer') {
        this.counts.malformed++;
        const sender = events.find((other) => other.type === 'record' && other.seen.direction === 'in');
        must(sender?.type === 'record' && sender.seen.peer === asked.agent, 'it was the Agent who answered badly');
      }
    }
    return events;
  }

  #noteSent(agent: string, msg: Msg): void {
    const body = msg.body?.msgBody;
    const msgId = msg.header?.msgId ?? '';
    if (body?.case !== 'request') return;
    this.#outstanding.push({ agent, msgId, request: body.value.reqType });
    if (this.#outstanding.length > 20) this.#outstanding.shift();
  }

  #checkAnswer(asked: Asked, kind: RequestKind, incoming: Uint8Array | undefined): void {
    expect(kind).toBe(asked.request.kind);
    if (asked.request.kind === 'Operate' && asked.request.sendResp === false) return;
    this.counts.answered++;
    const said = witness(incoming);
    expect(said).toMatchObject({ toId: us, fromId: asked.agent });
    if (said.inSession) return; // it may have come in an earlier Record, and waited for this one
    const body = said.msg?.body?.msgBody;
    expect(responseOf.get(body?.case === 'response' ? body.value.respType.case : undefined)).toBe(asked.request.kind);
  }

  #checkError(asked: Asked, incoming: Uint8Array | undefined): void {
    this.counts.remoteErrors++;
    const said = witness(incoming);
    expect(said).toMatchObject({ toId: us, fromId: asked.agent });
    if (!said.inSession) expect(said.msg?.body?.msgBody.case).toBe('error');
  }

  // ---- what comes in ----------------------------------------------------------------------------------------------

  #hostileBytes(): Uint8Array<ArrayBuffer> {
    const random = this.#random;
    const toId = random.chance(0.85) ? us : random.pick(['self::other', '', agents[0] ?? '']);
    const fromId = random.chance(0.75) ? random.pick(agents) : random.pick(senders);
    switch (random.between(0, 6)) {
      case 0: // a Record of the vectors
        return damage(random.pick(recordBytes), random, random.pick(recordBytes));
      case 1: // a random Record
        return this.#maybeDamaged(encode(randomRecord(random, { toId, fromId })));
      case 2: // a whole Record around a damaged Message
        return carrying(damage(random.pick(messageBytes), random, random.pick(messageBytes)), { toId, fromId });
      case 3: // a random Message
        return this.#maybeDamaged(carrying(randomMsg(random), { toId, fromId }));
      case 4: // an answer to something that may be open, from whomever
      case 5:
        return this.#maybeDamaged(this.#anAnswer(toId, fromId));
      default:
        return this.#maybeDamaged(encodeRecord({ toId, fromId, recordType: this.#aRecordType() }));
    }
  }

  #maybeDamaged(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return this.#random.chance(0.7) ? damage(bytes, this.#random, this.#random.pick(recordBytes)) : bytes;
  }

  #anAnswer(toId: string, fromId: string): Uint8Array<ArrayBuffer> {
    const random = this.#random;
    if (this.#outstanding.length === 0) return new Uint8Array();
    const { agent, msgId, request } = random.pick(this.#outstanding);
    const right = answerAll(request);
    const body = right && random.chance(0.8) ? right : errorBody(random.pick([0, 7000, 7004]), '');
    const msg = encodeMessage(buildMessage(msgId, body));
    const payload = random.chance(0.4) ? damage(msg, random, random.pick(messageBytes)) : msg;
    const from = random.chance(0.5) ? agent : fromId;
    if (!random.chance(this.#sessions ? 0.7 : 0.1)) return carrying(payload, { toId, fromId: from });
    return encodeRecord({ toId, fromId: from, recordType: this.#inSessionRecord(from, payload) });
  }

  /** Mostly the Record that comes next in the Session Context with the Agent. */
  #inSessionRecord(from: string, payload: Uint8Array<ArrayBuffer>): RecordTypeInit {
    const random = this.#random;
    const session = this.#inSession.get(from) ?? { sessionId: 5n, sent: 0n };
    this.#inSession.set(from, session);
    if (random.chance(0.9)) session.sent++;
    const sarState = random.chance(0.8) ? PayloadSarState.NONE : random.pick(sarStates);
    return {
      case: 'sessionContext',
      value: {
        sessionId: random.chance(0.95) ? session.sessionId : random.uint64(),
        sequenceId: random.chance(0.9) ? session.sent : random.pick([0n, 1n, session.sent + 2n, random.uint64()]),
        expectedId: random.chance(0.9) ? BigInt(random.between(1, 5)) : random.uint64(),
        retransmitId: random.chance(0.1) ? BigInt(random.between(1, 5)) : 0n,
        payloadSarState: sarState,
        payloadrecSarState: sarState,
        payload: random.chance(0.9) ? [payload] : [payload, payload],
      },
    };
  }

  #aRecordType(): RecordTypeInit {
    return this.#random.pick<RecordTypeInit>([
      { case: 'websocketConnect', value: {} },
      { case: 'mqttConnect', value: { version: this.#random.pick(mqttVersions), subscribedTopic: 'usp/x' } },
      { case: 'stompConnect', value: {} },
      { case: 'udsConnect', value: {} },
      { case: 'disconnect', value: { reasonCode: 7101, reason: '__proto__' } },
      this.#inSessionRecord(this.#random.pick(agents), new Uint8Array()),
      { case: 'noSessionContext', value: {} },
    ]);
  }
}

function encode({ $typeName: _, ...init }: ReturnType<typeof randomRecord>): Uint8Array<ArrayBuffer> {
  return encodeRecord(init);
}

/** The Message in a Record, where the Record has one and all of it. */
function wholePayload(recordType: UspRecord['recordType']): Uint8Array | undefined {
  if (recordType.case === 'noSessionContext') return recordType.value.payload;
  if (recordType.case !== 'sessionContext') return undefined;
  const { payload, payloadSarState } = recordType.value;
  return payloadSarState === 0 && payload.length === 1 && payload[0]?.length ? payload[0] : undefined;
}

/** What the runtime's own decoder says of the bytes. */
function witness(bytes: Uint8Array | undefined) {
  if (bytes === undefined) throw new Error('an answer without a Record');
  const { toId, fromId, recordType } = fromBinary(RecordSchema, bytes);
  const inSession = recordType.case === 'sessionContext';
  const payload = inSession ? undefined : wholePayload(recordType);
  return { toId, fromId, inSession, msg: payload && fromBinary(MsgSchema, payload) };
}

describe('damaged Records and Messages, over a hundred thousand of them', () => {
  const before = Reflect.ownKeys(Object.prototype);
  const total = { taken: 0, dropped: 0, answered: 0, remoteErrors: 0, malformed: 0 };

  it.each(Array.from({ length: runs }, (_item, index) => index + 1))(
    'run %d: no exception, no wrong answer, every request ends once, the log says what was dropped and why',
    (seed) => {
      const siege = new Siege(seed, seed % 2 === 0);
      for (let step = 0; step < inputsPerRun; step++) siege.step();
      siege.pass(60_000);
      for (const [id, asked] of siege.asked) expect(asked.ends, `request ${id}`).toBe(1);
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += siege.counts[key];
    },
  );

  it('all of it came to pass: taken, dropped, answered, refused, malformed', () => {
    expect(total.taken + total.dropped).toBe(runs * inputsPerRun);
    for (const count of Object.values(total)) expect(count).toBeGreaterThan(100);
  });

  it('Object.prototype is as it was', () => {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(Reflect.ownKeys(Object.getPrototypeOf([]) as object)).not.toContain('polluted');
    expect(Object.keys({})).toEqual([]);
    for (const key in {}) throw new Error(`${key} is enumerable everywhere`);
  });
});
