/** A small Agent on the real, strict Exchange: it answers what its script says and keeps what it was sent. */
import { Exchange } from '../exchange/exchange.ts';
import type { OpenConnection, Transmit } from '../exchange/types.ts';
import { buildMessage, type Msg, type MsgInit } from '../message/message.ts';

export type RequestOf = Extract<
  NonNullable<NonNullable<Msg['body']>['msgBody']>,
  { case: 'request' }
>['value']['reqType'];
type BodyInit = NonNullable<MsgInit['body']>;
type ResponseInit = Extract<NonNullable<BodyInit['msgBody']>, { case: 'response' }>['value']['respType'] & {};
type RequestInit = Extract<NonNullable<BodyInit['msgBody']>, { case: 'request' }>['value']['reqType'] & {};
type NotifyInit = Extract<RequestInit, { case: 'notify' }>['value'];

/** What an Agent says to a Request: a body, or nothing. */
export type Script = (request: RequestOf, msgId: string) => BodyInit | undefined;

export interface Received {
  readonly connection: string;
  readonly msgId: string;
  readonly msg: Msg;
}

export class ScriptedAgent {
  readonly endpointId: string;
  readonly topic: string;
  readonly exchange: Exchange;
  /** Every Message that was taken in. */
  readonly received: Received[] = [];
  /** Why Records of the Controller were dropped: none should be. */
  readonly dropped: string[] = [];
  script: Script;

  constructor(endpointId: string, script: Script = answerAll) {
    this.endpointId = endpointId;
    this.topic = `usp/agent/${endpointId}`;
    this.exchange = new Exchange({ endpointId, strict: true });
    this.script = script;
  }

  /** Is there from now on, on a connection to a Controller; with its connect Record, if it greets. */
  join(connection: OpenConnection, controller: string, topic: string | undefined, greets: boolean): void {
    this.exchange.connectionOpened({ ...connection, replyTo: this.topic });
    this.exchange.introduce({ peer: controller, connection: connection.id, topic, awaitConnect: 0 }, 0);
    if (greets) this.exchange.connect(controller, connection.id);
  }

  /** Sends a Request of its own. */
  request(to: string, connection: string, msgId: string, reqType: RequestInit): void {
    const msg = buildMessage(msgId, { msgBody: { case: 'request', value: { reqType } } });
    this.exchange.send({ to, connection, msg }, 0);
  }

  notify(to: string, connection: string, msgId: string, notify: NotifyInit): void {
    this.request(to, connection, msgId, { case: 'notify', value: notify });
  }

  /** Sends an answer to whatever msg_id. */
  answer(to: string, connection: string, msgId: string, body: BodyInit): void {
    this.exchange.send({ to, connection, msg: buildMessage(msgId, body) }, 0);
  }

  /** Takes a Record in, answers as the script says, and returns all that is to be sent. */
  take(incoming: { connection: string; bytes: Uint8Array; replyTo?: string | undefined }): void {
    this.exchange.handleRecord(incoming, 0);
    for (let event = this.exchange.pollEvent(); event; event = this.exchange.pollEvent()) {
      if (event.type === 'record' && event.seen.dropped) this.dropped.push(event.seen.dropped);
      if (event.type !== 'message') continue;
      const { from, way, msg } = event;
      const msgId = msg.header?.msgId ?? '';
      this.received.push({ connection: way.connection, msgId, msg });
      const body = msg.body?.msgBody;
      const reply = body?.case === 'request' ? this.script(body.value.reqType, msgId) : undefined;
      if (reply) this.answer(from, way.connection, msgId, reply);
    }
  }

  *transmits(): Generator<Transmit> {
    for (let out = this.exchange.pollTransmit(); out; out = this.exchange.pollTransmit()) yield out;
  }

  /** Requests that it was sent, probes left out. */
  get requests(): Received[] {
    return this.received.filter(({ msg }) => {
      const body = msg.body?.msgBody;
      return body?.case === 'request' && body.value.reqType.case !== 'getSupportedProtocol';
    });
  }
}

export function response(respType: ResponseInit): BodyInit {
  return { msgBody: { case: 'response', value: { respType } } };
}

export function errorBody(errCode: number, errMsg = ''): BodyInit {
  return { msgBody: { case: 'error', value: { errCode, errMsg } } };
}

/** A plausible answer to everything. */
export function answerAll(request: RequestOf): BodyInit | undefined {
  switch (request.case) {
    case 'get':
      return response({
        case: 'getResp',
        value: {
          reqPathResults: request.value.paramPaths.map((requestedPath) => ({
            requestedPath,
            resolvedPathResults: [{ resolvedPath: requestedPath, resultParams: [{ key: 'A', value: '1' }] }],
          })),
        },
      });
    case 'getInstances':
      return response({ case: 'getInstancesResp', value: {} });
    case 'getSupportedDm':
      return response({ case: 'getSupportedDmResp', value: {} });
    case 'getSupportedProtocol':
      return response({ case: 'getSupportedProtocolResp', value: { agentSupportedProtocolVersions: '1.3,1.4' } });
    case 'set':
      return response({ case: 'setResp', value: {} });
    case 'add':
      return response({ case: 'addResp', value: {} });
    case 'delete':
      return response({ case: 'deleteResp', value: {} });
    case 'operate': {
      const { command, sendResp } = request.value;
      if (!sendResp) return undefined;
      const operationResp = { case: 'reqOutputArgs' as const, value: { outputArgs: [] } };
      return response({
        case: 'operateResp',
        value: { operationResults: [{ executedCommand: command, operationResp }] },
      });
    }
    default:
      return undefined;
  }
}

/** Answers nothing but whether it is there. */
export const onlyThere: Script = (request) =>
  request.case === 'getSupportedProtocol' ? answerAll(request) : undefined;
