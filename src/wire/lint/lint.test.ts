import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildMessage, encodeMessage, type MsgInit } from '../../usp/message/message.ts';
import { encodeRecord, PayloadSecurity, type RecordInit } from '../../usp/record/record.ts';
import { goodVectors } from '../../usp/testing/vectors.ts';
import { bytesField, join, tag, varintField } from '../../usp/testing/wire-writer.ts';
import { allRules, Linter, type LintInput } from './linter.ts';
import type { Finding } from './finding.ts';

const us = 'self::controller';
const agent = 'os::012345-AB';

type Body = NonNullable<NonNullable<MsgInit['body']>['msgBody']>;
type Req = NonNullable<Extract<Body, { case: 'request' }>['value']['reqType']>;
type Resp = NonNullable<Extract<Body, { case: 'response' }>['value']['respType']>;

type OperateResult = NonNullable<Extract<Resp, { case: 'operateResp' }>['value']['operationResults']>[number];

const request = (reqType: Req): Body => ({ case: 'request', value: { reqType } });
const response = (respType: Resp): Body => ({ case: 'response', value: { respType } });
const msg = (msgId: string, msgBody: Body) => encodeMessage(buildMessage(msgId, { msgBody }));
const outside = (payload: Uint8Array) => ({ case: 'noSessionContext' as const, value: { payload } });

function fromUs(recordType: RecordInit['recordType'] & {}, more: RecordInit = {}): Uint8Array {
  return encodeRecord({ fromId: us, toId: agent, recordType, ...more });
}
function fromAgent(recordType: RecordInit['recordType'] & {}, more: RecordInit = {}): Uint8Array {
  return encodeRecord({ fromId: agent, toId: us, recordType, ...more });
}

/** A stream of Records, with a clock that the test turns. */
class Stream {
  readonly linter = new Linter();
  now = 1_000;
  #seq = 0;

  constructor(greeted = true) {
    if (greeted) this.agent({ case: 'websocketConnect', value: {} });
  }

  pass(direction: 'in' | 'out', bytes: Uint8Array, more: Partial<LintInput> = {}): Finding[] {
    const about = { seq: ++this.#seq, time: this.now, direction, connection: 'c', mtp: 'websocket' as const };
    const { own, stream } = this.linter.take({ ...about, bytes, ...more });
    return [...own, ...stream];
  }
  agent(recordType: RecordInit['recordType'] & {}, more: RecordInit = {}): Finding[] {
    return this.pass('in', fromAgent(recordType, more));
  }
  us(recordType: RecordInit['recordType'] & {}, more: RecordInit = {}): Finding[] {
    return this.pass('out', fromUs(recordType, more));
  }
  /** A Request of ours or, for what only Agents ask, of the Agent. */
  ask(msgId: string, reqType: Req): Finding[] {
    const record = outside(msg(msgId, request(reqType)));
    return reqType.case === 'notify' || reqType.case === 'deregister' ? this.agent(record) : this.us(record);
  }
  answer(msgId: string, respType: Resp): Finding[] {
    const record = outside(msg(msgId, response(respType)));
    return respType.case === 'notifyResp' || respType.case === 'deregisterResp' ? this.us(record) : this.agent(record);
  }
}

const shown = (findings: readonly Finding[]) => findings.map(({ rule, path }) => `${rule} at ${path}`);
const lint = (bytes: Uint8Array) => shown(new Linter().take({ ...nowhere, bytes }).own);
const nowhere = { seq: 1, time: 0, direction: 'in', connection: 'c', mtp: undefined } as const;
const payload = 'no_session_context.payload';

const ids = join(bytesField(1, '1.4'), bytesField(2, us), bytesField(3, agent));
const inRecord = (message: Uint8Array) => join(ids, bytesField(7, bytesField(2, message)));
const header = bytesField(1, join(bytesField(1, 'id'), varintField(2, 1)));

const getBody = bytesField(2, bytesField(1, bytesField(1, bytesField(1, 'Device.'))));

describe('the bytes', () => {
  it('are protobuf [R-ENC.1]', () => {
    expect(lint(join(ids, tag(9, 2)))).toEqual(['not-protobuf at damage', 'oneof at ']);
    expect(lint(new Uint8Array())).toContain('not-protobuf at ');
    expect(lint(inRecord(join(header, getBody, tag(9, 2))))).toEqual([`not-protobuf at ${payload}.damage`]);
  });
  it('are of the types of the schema [R-ENC.1]', () => {
    expect(lint(join(inRecord(join(header, getBody)), varintField(5, 1)))).toEqual([
      'wrong-wire-type at mac_signature',
    ]);
  });
  it('have fields that USP 1.4 knows', () => {
    expect(lint(inRecord(join(header, getBody, varintField(99, 1))))).toEqual([`unknown-field at ${payload}.99`]);
  });
  it('have UTF-8 for text [R-ENC.1]', () => {
    const bytes = join(inRecord(join(header, getBody)), bytesField(1, Uint8Array.of(0x31, 0xff)));
    expect(lint(bytes)).toContain('not-utf8 at version');
    expect(lint(join(ids, bytesField(1, '\ufffd')))).not.toContain('not-utf8 at version');
  });
  it('have one member of each oneof: none [R-ENC.3]', () => {
    expect(lint(ids)).toEqual(['oneof at ']);
    expect(lint(inRecord(join(header, bytesField(2, new Uint8Array()))))).toEqual([`oneof at ${payload}.body`]);
  });
  it('have one member of each oneof: two [R-ENC.3]', () => {
    const two = join(inRecord(join(header, getBody)), bytesField(9, new Uint8Array()));
    expect(lint(two)).toEqual(['oneof at websocket_connect']);
  });
  it('have known values of enumerations [R-ENC.2]', () => {
    const bytes = join(inRecord(join(header, getBody)), varintField(4, 7));
    expect(lint(bytes)).toEqual(['unknown-enum at payload_security']);
  });
  it('have the offset of each fault', () => {
    const bytes = join(inRecord(join(header, getBody)), varintField(4, 7));
    const [finding] = new Linter().take({ ...nowhere, bytes }).own;
    expect(finding).toMatchObject({ requirement: 'R-ENC.2', severity: 'error', offset: bytes.length - 2 });
  });
});

describe('a Record', () => {
  const rest = outside(msg('1', request({ case: 'get', value: { paramPaths: ['Device.'] } })));
  it('has a version, best one that is known [R-ENC.1]', () => {
    expect(lint(fromUs(rest, { version: '' }))).toEqual(['version at ']);
    expect(lint(fromUs(rest, { version: '2.0' }))).toEqual(['version-unknown at version']);
  });
  it('has Endpoint IDs [R-ARC.2a]', () => {
    expect(lint(fromUs(rest, { toId: '' }))).toEqual(['endpoint-id at ']);
    expect(lint(fromUs(rest, { fromId: 'nobody' }))).toEqual(['endpoint-id at from_id']);
  });
  it('has none for prototypes in production [R-ARC.4]', () => {
    expect(lint(fromUs(rest, { toId: 'proto::x' }))).toEqual(['endpoint-id-scheme at to_id']);
  });
  it('goes to someone else [R-ARC.2]', () => {
    expect(lint(fromUs(rest, { toId: us }))).toEqual(['own-endpoint-id at from_id']);
  });
  it('has a payload outside of a session [R-E2E.26]', () => {
    expect(lint(fromUs(outside(new Uint8Array())))).toEqual(['no-payload at no_session_context']);
  });
  it('has no TLS outside of a session [R-E2E.41]', () => {
    expect(lint(fromUs(rest, { payloadSecurity: PayloadSecurity.TLS12 }))).toEqual([
      'tls-without-session at payload_security',
    ]);
  });
  it('that disconnects says why [R-MTP.9]', () => {
    expect(lint(fromUs({ case: 'disconnect', value: { reason: 'x' } }))).toEqual(['disconnect-reason at disconnect']);
    expect(lint(fromUs({ case: 'disconnect', value: { reason: 'x', reasonCode: 7004 } }))).toEqual([
      'disconnect-code at disconnect.reason_code',
    ]);
    expect(lint(fromUs({ case: 'disconnect', value: { reason: 'x', reasonCode: 7106 } }))).toEqual([]);
  });
  it('that connects over a broker has a topic', () => {
    expect(lint(fromUs({ case: 'mqttConnect', value: { version: 1 } }))).toEqual(['connect-topic at mqtt_connect']);
  });
});

describe('a Record of a Session Context', () => {
  const good = {
    sessionId: 5n,
    sequenceId: 1n,
    expectedId: 1n,
    payload: [msg('1', request({ case: 'get', value: { paramPaths: ['Device.'] } }))],
  };
  const session = (value: object, more: RecordInit = {}) =>
    fromUs({ case: 'sessionContext', value: { ...good, ...value } }, more);
  it('is clean when it is right', () => {
    expect(lint(session({}))).toEqual([]);
  });
  it('has a session_id greater than 1 [R-E2E.3]', () => {
    expect(lint(session({ sessionId: 1n }))).toEqual(['session-id at session_context.session_id']);
    expect(lint(session({ sessionId: 0n }))).toEqual(['session-id at session_context']);
  });
  it('has a sequence_id of 1 or more [R-E2E.14]', () => {
    expect(lint(session({ sequenceId: 0n }))).toEqual(['sequence-id at session_context']);
  });
  it('says what it expects [R-E2E.17]', () => {
    expect(lint(session({ expectedId: 0n }))).toEqual(['expected-id at session_context']);
  });
  it('ends before its numbers do [R-E2E.9]', () => {
    expect(lint(session({ sequenceId: 0xffff_ffff_ffff_fff0n }))).toEqual([
      'sequence-end at session_context.sequence_id',
    ]);
  });
  it('has states of segmentation that fit', () => {
    expect(lint(session({ payloadrecSarState: 1 }))).toEqual(['sar-states at session_context.payloadrec_sar_state']);
  });
  it('has one payload in the clear, and may have more under TLS', () => {
    const two = { payload: [Uint8Array.of(1), Uint8Array.of(2)] };
    expect(lint(session(two))).toEqual(['plain-payloads at session_context.payload[1]']);
    expect(lint(session(two, { payloadSecurity: PayloadSecurity.TLS12 }))).toEqual([]);
  });
});

describe('a Message', () => {
  const lintMsg = (body: Body, msgId = '1') => lint(fromUs(outside(msg(msgId, body))));
  const at = (path: string) => `${payload}.body.${path}`;
  it('has one header [R-MSG.6]', () => {
    expect(lint(inRecord(getBody))).toEqual([`header at ${payload}`]);
    expect(lint(inRecord(join(header, header, getBody)))).toEqual([`header at ${payload}.header`]);
  });
  it('has one body [R-MSG.7]', () => {
    expect(lint(inRecord(header))).toEqual([`body at ${payload}`]);
    expect(lint(inRecord(join(header, getBody, getBody)))).toEqual([`body at ${payload}.body`]);
  });
  it('has a msg_id [R-MSG.8]', () => {
    expect(lintMsg(request({ case: 'get', value: { paramPaths: ['Device.'] } }), '')).toEqual([
      `msg-id at ${payload}.header`,
    ]);
    expect(lintMsg({ case: 'error', value: { errCode: 7000 } }, '')).toEqual([]);
    expect(lintMsg(request({ case: 'get', value: { paramPaths: ['Device.'] } }), 'x'.repeat(257))).toEqual([
      `msg-id-long at ${payload}.header.msg_id`,
    ]);
  });
  it('has a msg_type, that of its body [R-MSG.10]', () => {
    expect(lint(inRecord(join(bytesField(1, bytesField(1, 'id')), getBody)))).toEqual([
      `msg-type-missing at ${payload}.header`,
    ]);
    const other = bytesField(1, join(bytesField(1, 'id'), varintField(2, 6)));
    expect(lint(inRecord(join(other, getBody)))).toEqual([`msg-type-differs at ${payload}.header.msg_type`]);
  });
  it('has Path Names that keep to the grammar [R-ARC.7]', () => {
    expect(
      lintMsg(request({ case: 'get', value: { paramPaths: ['Device.', 'Device..X', 'Device.A[x==1].'] } })),
    ).toEqual([
      `path-syntax at ${at('request.get.param_paths[1]')}`,
      `path-syntax at ${at('request.get.param_paths[2]')}`,
    ]);
  });
  it('has objects and commands where they are meant [R-ARC.7]', () => {
    const set = { updateObjs: [{ objPath: 'Device.X', paramSettings: [] }] };
    expect(lintMsg(request({ case: 'set', value: set }))).toEqual([
      `path-kind at ${at('request.set.update_objs[0].obj_path')}`,
    ]);
    expect(lintMsg(request({ case: 'operate', value: { command: 'Device.Reboot' } }))).toEqual([
      `path-kind at ${at('request.operate.command')}`,
    ]);
  });
  it('of an Agent has instance numbers in its Path Names [R-MSG.3]', () => {
    const result = { requestedPath: 'Device.X.*.', resolvedPathResults: [{ resolvedPath: 'Device.X.[Name=="a"].' }] };
    expect(lintMsg(response({ case: 'getResp', value: { reqPathResults: [result] } }))).toEqual([
      `key-addressed at ${at('response.get_resp.req_path_results[0].resolved_path_results[0].resolved_path')}`,
    ]);
  });
  it('has no space beside operators [R-ARC.9b]', () => {
    expect(
      lintMsg(request({ case: 'get', value: { paramPaths: ['Device.X.[A == "b"].', 'Device.X.[A=="b == c"].'] } })),
    ).toEqual([`operator-space at ${at('request.get.param_paths[0]')}`]);
  });
  it('registers paths without instances [R-REG.2]', () => {
    expect(
      lintMsg(request({ case: 'register', value: { regPaths: [{ path: 'Device.X.1.' }, { path: 'Device.X.' }] } })),
    ).toEqual([`registered-path at ${at('request.register.reg_paths[0].path')}`]);
  });
  it('that notifies says for which Subscription [R-NOT.7]', () => {
    const event = { case: 'event' as const, value: { objPath: 'Device.', eventName: 'Boot!' } };
    expect(lintMsg(request({ case: 'notify', value: { notification: event } }))).toEqual([
      `subscription-id at ${at('request.notify')}`,
    ]);
    const onboard = { case: 'onBoardReq' as const, value: { oui: '012345' } };
    expect(lintMsg(request({ case: 'notify', value: { notification: onboard } }))).toEqual([]);
  });
  it('has error codes that mean something [R-ENC.0]', () => {
    expect(lintMsg({ case: 'error', value: { errCode: 0 } })).toEqual([`error-code at ${at('error')}`]);
    expect(lintMsg({ case: 'error', value: { errCode: 42 } })).toEqual([`error-code at ${at('error.err_code')}`]);
    expect(lintMsg({ case: 'error', value: { errCode: 7812 } })).toEqual([]);
  });
});

describe('a stream', () => {
  const notify = (sendResp = true): Req => ({
    case: 'notify',
    value: {
      subscriptionId: 's',
      sendResp,
      notification: { case: 'event', value: { objPath: 'Device.', eventName: 'Boot!' } },
    },
  });
  const get = (...paramPaths: string[]): Req => ({ case: 'get', value: { paramPaths } });
  const got = (...paths: string[]): Resp => ({
    case: 'getResp',
    value: { reqPathResults: paths.map((requestedPath) => ({ requestedPath })) },
  });

  it('begins with a connect Record, again after a disconnect [R-MTP.8]', () => {
    expect(shown(new Stream(false).ask('1', get('Device.')))).toEqual(['no-connect at ']);
    const stream = new Stream();
    expect(stream.ask('1', get('Device.'))).toEqual([]);
    stream.us({ case: 'disconnect', value: { reason: 'x', reasonCode: 7106 } });
    expect(shown(stream.ask('2', get('Device.')))).toEqual(['no-connect at ']);
    expect(stream.ask('3', get('Device.'))).toEqual([]);
  });
  it('has the connect Record of its MTP [R-MTP.8]', () => {
    const stream = new Stream(false);
    expect(shown(stream.agent({ case: 'mqttConnect', value: { subscribedTopic: 't' } }))).toEqual([
      'connect-type at mqtt_connect',
    ]);
  });
  it('brings us only what is for us [R-E2E.1]', () => {
    const stream = new Stream();
    stream.ask('1', get('Device.'));
    expect(shown(stream.agent({ case: 'websocketConnect', value: {} }, { toId: 'self::other' }))).toEqual([
      'not-ours at to_id',
    ]);
  });
  it('is clean where Requests are answered', () => {
    const stream = new Stream();
    expect(stream.ask('1', get('Device.'))).toEqual([]);
    expect(stream.answer('1', got('Device.'))).toEqual([]);
    expect(stream.ask('n', notify())).toEqual([]);
    expect(stream.answer('n', { case: 'notifyResp', value: { subscriptionId: 's' } })).toEqual([]);
  });
  it('has answers to what was asked [R-MSG.9]', () => {
    const stream = new Stream();
    expect(shown(stream.answer('9', got('Device.')))).toEqual([`unknown-msg-id at ${payload}.header.msg_id`]);
  });
  it('uses no msg_id twice while it is open [R-MSG.4]', () => {
    const stream = new Stream();
    stream.ask('1', get('Device.'));
    expect(stream.ask('1', get('Device.'))).toMatchObject([{ rule: 'duplicate-msg-id', entry: 2 }]);
    stream.answer('1', got('Device.'));
    expect(stream.ask('1', get('Device.'))).toEqual([]);
  });
  it('has an answer for every Request, in time [R-MSG.0]', () => {
    const stream = new Stream();
    stream.ask('n', notify());
    stream.ask('1', get('Device.'));
    stream.now += 29_999;
    expect(stream.ask('2', get('Device.'))).toEqual([]);
    stream.now += 1;
    expect(stream.ask('3', get('Device.'))).toMatchObject([{ rule: 'unanswered', entry: 2 }]);
    stream.now += 90_000;
    expect(stream.answer('1', got('Device.'))).toEqual([]);
    stream.now += 29_999;
    expect(stream.ask('4', get('Device.'))).toMatchObject([{ rule: 'unanswered', entry: 4 }]);
    // Late, but no answer to nothing.
    expect(stream.answer('n', { case: 'notifyResp', value: { subscriptionId: 's' } })).toEqual([]);
  });
  it('has no answer that nobody wants [R-NOT.8]', () => {
    const stream = new Stream();
    stream.ask('n', notify(false));
    stream.now += 1_000_000;
    expect(shown(stream.answer('n', { case: 'notifyResp', value: { subscriptionId: 's' } }))).toEqual([
      `unwanted-response at ${payload}.body.response.notify_resp`,
    ]);
    stream.ask('m', notify(false));
    expect(shown(stream.us(outside(msg('m', { case: 'error', value: { errCode: 7000 } }))))).toEqual([
      `unwanted-response at ${payload}.body.error`,
    ]);
  });
  // R-OPR.4
  it('has an answer to an Operate that wants none where something failed alone', () => {
    const stream = new Stream();
    const executedCommand = 'Device.Reboot()';
    const operated = (id: string, ...results: OperateResult[]) => {
      stream.ask(id, { case: 'operate', value: { command: executedCommand } });
      return stream.answer(id, { case: 'operateResp', value: { operationResults: results } });
    };
    const done = { executedCommand, operationResp: { case: 'reqOutputArgs', value: {} } } as const;
    const failed = { executedCommand, operationResp: { case: 'cmdFailure', value: { errCode: 7022 } } } as const;
    expect(operated('1')).toMatchObject([{ rule: 'unwanted-response', requirement: 'R-OPR.4' }]);
    expect(operated('2', done)).toMatchObject([{ rule: 'unwanted-response', requirement: 'R-OPR.4' }]);
    expect(operated('3', failed)).toEqual([]);
    expect(operated('4', done, failed)).toEqual([]);
    stream.ask('5', { case: 'operate', value: { command: executedCommand } });
    expect(stream.agent(outside(msg('5', { case: 'error', value: { errCode: 7006 } })))).toEqual([]);
  });
  it('has answers of the right type [R-MSG.0]', () => {
    const stream = new Stream();
    stream.ask('1', get('Device.'));
    expect(shown(stream.answer('1', { case: 'addResp', value: {} }))).toEqual([
      `wrong-response-type at ${payload}.body.response.add_resp`,
    ]);
  });
  it('has answers in the kind of Record of their Requests [R-MSG.0a]', () => {
    const stream = new Stream();
    stream.ask('1', get('Device.'));
    const value = { sessionId: 5n, sequenceId: 1n, expectedId: 1n, payload: [msg('1', response(got('Device.')))] };
    expect(shown(stream.agent({ case: 'sessionContext', value }))).toEqual(['answer-record-type at session_context']);
  });
  it('has no Error to a Deregister [R-DEREG.4]', () => {
    const stream = new Stream();
    stream.ask('d', { case: 'deregister', value: { paths: ['Device.X.'] } });
    expect(shown(stream.us(outside(msg('d', { case: 'error', value: { errCode: 7000 } }))))).toEqual([
      `deregister-error at ${payload}.body.error`,
    ]);
  });
  it('repeats the subscription_id [R-NOT.10]', () => {
    const stream = new Stream();
    stream.ask('n', notify());
    expect(shown(stream.answer('n', { case: 'notifyResp', value: { subscriptionId: 'other' } }))).toEqual([
      `notify-subscription at ${payload}.body.response.notify_resp.subscription_id`,
    ]);
  });
  it('has results for what was asked and for nothing else', () => {
    const stream = new Stream();
    stream.ask('1', get('Device.A.', 'Device.B.'));
    expect(shown(stream.answer('1', got('Device.A.', 'Device.C.')))).toEqual([
      `unrequested-path at ${payload}.body.response.get_resp.req_path_results[1].requested_path`,
      `missing-result at ${payload}.body.response.get_resp`,
    ]);
    stream.ask('2', { case: 'set', value: { updateObjs: [{ objPath: 'Device.A.' }] } });
    expect(shown(stream.answer('2', { case: 'setResp', value: {} }))).toEqual([
      `missing-result at ${payload}.body.response.set_resp`,
    ]);
  });
  it('has values that fit the types the device told [R-ENC.6]', () => {
    const stream = new Stream();
    stream.ask('1', { case: 'getSupportedDm', value: { objPaths: ['Device.'] } });
    stream.answer('1', {
      case: 'getSupportedDmResp',
      value: {
        reqObjResults: [
          {
            reqObjPath: 'Device.',
            supportedObjs: [
              {
                supportedObjPath: 'Device.X.{i}.',
                supportedParams: [
                  { paramName: 'Enable', valueType: 2 },
                  { paramName: 'Ports', valueType: 9 },
                  { paramName: 'Name', valueType: 8 },
                ],
              },
            ],
          },
        ],
      },
    });
    stream.ask('2', get('Device.X.'));
    const resultParams = [
      { key: 'Enable', value: 'yes' },
      { key: 'Ports', value: '1,2' },
      { key: 'Name', value: 'yes' },
    ];
    const resolvedPathResults = [{ resolvedPath: 'Device.X.1.', resultParams }];
    const found = stream.answer('2', {
      case: 'getResp',
      value: { reqPathResults: [{ requestedPath: 'Device.X.', resolvedPathResults }] },
    });
    expect(shown(found)).toEqual([
      `value-type at ${payload}.body.response.get_resp.req_path_results[0].resolved_path_results[0].result_params[0].value`,
    ]);
    expect(found[0]?.words).toBe('The value of "Device.X.1.Enable" is no boolean.');
    const paramSettings = [{ param: 'Ports', value: 'many' }];
    expect(
      shown(stream.ask('3', { case: 'add', value: { createObjs: [{ objPath: 'Device.X.', paramSettings }] } })),
    ).toEqual([`value-type at ${payload}.body.request.add.create_objs[0].param_settings[0].value`]);
  });
});

describe('a Session Context', () => {
  const say = (stream: Stream, sequenceId: bigint, more: { sessionId?: bigint; record?: RecordInit } = {}) =>
    stream.agent(
      { case: 'sessionContext', value: { sessionId: more.sessionId ?? 5n, sequenceId, expectedId: 1n, payload: [] } },
      more.record,
    );
  it('begins with Record 1 and goes on one by one [R-E2E.14] [R-E2E.15]', () => {
    const stream = new Stream();
    expect(say(stream, 1n)).toEqual([]);
    expect(say(stream, 2n)).toEqual([]);
    expect(shown(say(stream, 5n))).toEqual(['sequence-gap at session_context.sequence_id']);
    expect(say(stream, 3n)).toEqual([]);
    expect(say(stream, 6n)).toEqual([]);
    expect(shown(say(new Stream(), 4n))).toEqual(['session-start at session_context.sequence_id']);
  });
  it('is another one with another session_id [R-E2E.6]', () => {
    const stream = new Stream();
    say(stream, 1n);
    expect(shown(say(stream, 1n, { sessionId: 6n }))).toEqual(['session-changed at session_context.session_id']);
  });
  it('keeps its payload_security [R-E2E.18] [R-E2E.19]', () => {
    const stream = new Stream();
    say(stream, 1n);
    const found = say(stream, 2n, { record: { payloadSecurity: PayloadSecurity.TLS12 } });
    expect(shown(found)).toEqual(['security-changed at payload_security']);
  });
});

it('a Message that was put together is judged with the Record that completed it, and its findings say so', () => {
  const stream = new Stream();
  const message = msg('9', response({ case: 'getResp', value: {} }));
  const bytes = fromAgent({
    case: 'sessionContext',
    value: {
      ...{ sessionId: 5n, sequenceId: 1n, expectedId: 1n, payload: [message.subarray(4)] },
      payloadSarState: 3,
      payloadrecSarState: 3,
    },
  });
  expect(stream.pass('in', bytes, { message })).toMatchObject([
    { rule: 'unknown-msg-id', path: 'header.msg_id', inMessage: true },
  ]);
});

it('what went no further, or passed before, is judged by itself alone', () => {
  const stream = new Stream();
  const bytes = fromAgent(outside(msg('9', response({ case: 'getResp', value: {} }))));
  expect(stream.pass('in', bytes, { aside: true })).toEqual([]);
});

it('the wire vectors have no errors, but for the one whose payload is no Message', () => {
  const records = goodVectors.filter(({ type, name }) => type === 'Record' && name !== 'record_large_uint64');
  const grave = records.flatMap(({ name, bytes }) => {
    const { own } = new Linter().take({ ...nowhere, bytes });
    return own.filter(({ severity }) => severity === 'error').map(({ rule, path }) => `${name}: ${rule} at ${path}`);
  });
  expect(grave).toEqual([]);
});

it('every rule has a name of its own', () => {
  expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
});

it('every rule stands in the documentation as it is', () => {
  const text = readFileSync('docs/wire-detail.md', 'utf8').replace(/ +/g, ' ');
  const rows = allRules.map(
    ({ id, requirement = '', severity, asks }) => `| \`${id}\` | ${requirement} | ${severity} | ${asks} |`,
  );
  expect(rows.filter((row) => !text.includes(row.replace(/ +/g, ' ')))).toEqual([]);
  expect(text.match(/^\| `/gm)).toHaveLength(rows.length);
});
