import { describe, expect, it } from 'vitest';
import { UspError } from '../error.ts';
import { buildMessage, encodeMessage } from '../message/message.ts';
import type { WrittenRequest } from '../message/request-types.ts';
import { writeBytes, type WrittenSchema } from '../text.ts';
import { Bench, controllerId } from '../testing/bench.ts';
import { answerAll, errorBody, ScriptedAgent } from '../testing/scripted-agent.ts';

const agentId = 'os::012345-AGENT';

function written(schema: WrittenSchema, text: string): WrittenRequest {
  const { bytes } = writeBytes(schema, text);
  if (!bytes) throw new Error(`no bytes: ${text}`);
  return { kind: 'Written', schema, bytes };
}

const get = (msgId: string) =>
  `header { msg_id: "${msgId}" msg_type: GET } body { request { get { param_paths: "Device." } } }`;
const record = (payload: string, toId = agentId) =>
  `version: "1.4" to_id: "${toId}" from_id: "${controllerId}" no_session_context { payload { ${payload} } }`;

function bench(): { bench: Bench; agent: ScriptedAgent } {
  const agent = new ScriptedAgent(agentId, answerAll);
  const made = new Bench();
  made.open('ws', [agent]);
  made.run();
  return { bench: made, agent };
}

function sent(of: Bench): Uint8Array[] {
  return of.events.flatMap((event) =>
    event.type === 'record' && event.seen.direction === 'out' ? [event.seen.bytes] : [],
  );
}

describe('requests that a person wrote', () => {
  it('a Message goes in a Record like all others, byte for byte, and gets its answer', () => {
    const { bench: at, agent } = bench();
    const request = written('Msg', `${get('mine')} 99: "kept"`);
    const id = at.request(agentId, request);
    at.run();
    expect(at.ends(id)).toMatchObject([{ kind: 'Get', results: [{ requestedPath: 'Device.' }] }]);
    expect(agent.requests.map(({ msgId }) => msgId)).toEqual(['mine']);
    expect(Buffer.from(sent(at).at(-1) ?? []).includes(Buffer.from(request.bytes))).toBe(true);
  });

  it('a whole Record goes as it is, and its answer is known by the msg_id in it', () => {
    const { bench: at } = bench();
    const request = written('Record', record(get('mine')));
    const id = at.request(agentId, request);
    at.run();
    expect(at.ends(id)).toMatchObject([{ kind: 'Get' }]);
    expect(sent(at).at(-1)).toEqual(request.bytes);
  });

  it('an Error ends it with its code', () => {
    const { bench: at, agent } = bench();
    agent.script = () => errorBody(7026, 'no such path');
    const id = at.request(agentId, written('Msg', get('mine')));
    at.run();
    expect(at.ends(id)).toMatchObject([{ code: 7026, reason: 'remote-error' }]);
  });

  it('one that the Agent must ignore ends with its timeout [R-E2E.1]', () => {
    const { bench: at } = bench();
    const id = at.request(agentId, written('Record', record(get('mine'), 'os::012345-OTHER')), { timeout: 500 });
    at.run();
    expect(at.ends(id)).toMatchObject([{ reason: 'timeout' }]);
  });

  it('one without a msg_id takes an Error without one for its answer', () => {
    const { bench: at, agent } = bench();
    const id = at.request(agentId, written('Record', `version: "1.4" to_id: "${agentId}" from_id: "${controllerId}"`));
    agent.answer(controllerId, 'ws', '', errorBody(7100, 'no oneof'));
    at.run();
    expect(at.ends(id)).toMatchObject([{ code: 7100 }]);
    expect(at.ends(id)[0]).toBeInstanceOf(UspError);
  });

  it('a msg_id that is in use is refused before anything is sent [R-MSG.8]', () => {
    const { bench: at, agent } = bench();
    agent.script = () => undefined;
    at.request(agentId, written('Msg', get('mine')));
    const before = sent(at).length;
    const id = at.request(agentId, written('Msg', get('mine')));
    expect(at.ends(id)).toMatchObject([{ reason: 'invalid-argument' }]);
    expect(sent(at)).toHaveLength(before);
  });

  it('a command that it starts is followed to its end', () => {
    const { bench: at, agent } = bench();
    const operate = `header { msg_id: "op" msg_type: OPERATE }
      body { request { operate { command: "Device.X()" command_key: "key-1" send_resp: true } } }`;
    agent.script = (request) =>
      request.case === 'operate'
        ? {
            msgBody: {
              case: 'response',
              value: {
                respType: {
                  case: 'operateResp',
                  value: {
                    operationResults: [
                      {
                        executedCommand: 'Device.X()',
                        operationResp: { case: 'reqObjPath', value: 'Device.LocalAgent.Request.1' },
                      },
                    ],
                  },
                },
              },
            },
          }
        : undefined;
    at.request(agentId, written('Msg', operate));
    at.run();
    expect(at.events).toContainEqual(
      expect.objectContaining({
        type: 'operation',
        status: expect.objectContaining({ commandKey: 'key-1', state: 'running' }) as unknown,
      }),
    );
  });

  it('waits for the connect Record like any other, and is taken back like any other', () => {
    const agent = new ScriptedAgent(agentId, answerAll);
    const at = new Bench();
    at.open('ws', [agent], { greets: false });
    const bytes = encodeMessage(buildMessage('mine', { msgBody: { case: 'error', value: { errCode: 7000 } } }));
    const id = at.request(agentId, { kind: 'Written', schema: 'Msg', bytes });
    at.do((controller, now) => controller.cancel(id, now));
    at.run(20_000);
    expect(at.ends(id)).toMatchObject([{ reason: 'cancelled', message: 'Cancelled before it was sent.' }]);
    expect(agent.received.some(({ msgId }) => msgId === 'mine')).toBe(false);
  });
});
