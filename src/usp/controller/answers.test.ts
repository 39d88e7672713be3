import { describe, expect, it } from 'vitest';
import { buildMessage } from '../message/message.ts';
import type { UspRequest } from '../message/request-types.ts';
import { Bench, controllerId } from '../testing/bench.ts';
import { carrying } from '../testing/exchange-bench.ts';
import { answerAll, errorBody, onlyThere, response, ScriptedAgent } from '../testing/scripted-agent.ts';
import { vectorBytes } from '../testing/vectors.ts';
import { bytesField, join } from '../testing/wire-writer.ts';

const agentId = 'os::012345-AGENT';
const otherId = 'os::012345-OTHER';
const get: UspRequest = { kind: 'Get', paths: ['Device.'] };

const wrongAnswer = response({
  case: 'getResp',
  value: {
    reqPathResults: [
      { resolvedPathResults: [{ resolvedPath: 'Device.', resultParams: [{ key: 'X', value: 'wrong' }] }] },
    ],
  },
});

/** An Agent that holds its answers back, and an open request to it. */
function openRequest() {
  const agent = new ScriptedAgent(agentId, onlyThere);
  const bench = new Bench();
  bench.open('ws', [agent]);
  bench.run();
  const id = bench.request(agentId, get);
  bench.run();
  const msgId = bench.lastMsgId;
  const rightly = () => {
    agent.answer(controllerId, 'ws', msgId, response({ case: 'getResp', value: {} }));
    bench.run();
    expect(bench.ends(id)).toEqual([{ kind: 'Get', results: [] }]);
  };
  return { agent, bench, id, msgId, rightly };
}

describe('an answer that belongs to no request is ignored, and shown as such [R-MSG.9]', () => {
  it('an unknown msg_id', () => {
    const { agent, bench, id, rightly } = openRequest();
    for (const msgId of ['p-999', '0', '__proto__', 'constructor']) {
      agent.answer(controllerId, 'ws', msgId, wrongAnswer);
      agent.answer(controllerId, 'ws', msgId, errorBody(7003));
    }
    bench.run();
    expect(bench.ends(id)).toEqual([]);
    expect(bench.notes).toHaveLength(8);
    expect(bench.notes[0]).toBe('Answer p-999 belongs to no request of ours.');
    rightly();
  });

  it('a msg_id that differs in nothing but case or space', () => {
    const { agent, bench, id, msgId, rightly } = openRequest();
    for (const near of [msgId.toUpperCase(), ` ${msgId}`, `${msgId} `, `${msgId}0`, msgId.slice(0, -1)]) {
      agent.answer(controllerId, 'ws', near, wrongAnswer);
    }
    bench.run();
    expect(bench.ends(id)).toEqual([]);
    rightly();
  });

  it('a late one, after the request has timed out', () => {
    const { agent, bench, id, msgId } = openRequest();
    bench.run(30_000);
    agent.answer(controllerId, 'ws', msgId, wrongAnswer);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ reason: 'timeout' }]);
    expect(bench.notes).toEqual([`Answer ${msgId} came late: its request had timed out.`]);
  });

  it('a second one, be it an answer or an Error', () => {
    const { agent, bench, id, msgId, rightly } = openRequest();
    rightly();
    agent.answer(controllerId, 'ws', msgId, wrongAnswer);
    agent.answer(controllerId, 'ws', msgId, errorBody(7003));
    bench.run();
    expect(bench.ends(id)).toHaveLength(1);
    expect(bench.notes).toEqual(Array(2).fill(`Answer ${msgId} came late: its request was answered.`));
  });

  it('an Error without a msg_id: it is shown with what it says', () => {
    const { bench, id, rightly } = openRequest();
    bench.inject('ws', carrying(vectorBytes('error_record_level'), { fromId: agentId, toId: controllerId }));
    expect(bench.ends(id)).toEqual([]);
    expect(bench.notes).toEqual(['It could not read a Record of ours: 7100 Record could not be parsed.']);
    rightly();
  });

  it('one to a request that has not been sent yet', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    const request = buildMessage('p-2', wrongAnswer);
    bench.open('ws', [agent], { greets: false });
    bench.controller.request(1, agentId, get, {}, bench.now);
    bench.controller.handleRecord(
      { connection: 'ws', bytes: carrying(request, { fromId: agentId, toId: controllerId }) },
      bench.now,
    );
    bench.crank();
    expect(bench.ends(1)).toEqual([]);
    expect(bench.notes).toEqual(['Answer p-2 is ignored: its request has not been sent yet.']);
    bench.run();
    expect(bench.ends(1)).toMatchObject([{ kind: 'Get', results: [{ requestedPath: 'Device.' }] }]);
  });
});

describe('an answer from another Endpoint is never accepted [R-MSG.9]', () => {
  it('not from one on the same broker, with the right msg_id', () => {
    const agent = new ScriptedAgent(agentId, onlyThere);
    const mallory = new ScriptedAgent(otherId, onlyThere);
    const bench = new Bench();
    bench.open('broker', [agent, mallory], { mtp: 'mqtt' });
    bench.run();
    const id = bench.request(agentId, get);
    bench.run();
    const msgId = bench.lastMsgId;
    mallory.answer(controllerId, 'broker', msgId, wrongAnswer);
    mallory.answer(controllerId, 'broker', msgId, errorBody(7003, 'gone'));
    bench.run();
    expect(bench.ends(id)).toEqual([]);
    expect(bench.notes).toEqual(Array(2).fill(`Answer ${msgId} is ignored: the request went to ${agentId}.`));
    agent.answer(controllerId, 'broker', msgId, response({ case: 'getResp', value: {} }));
    bench.run();
    expect(bench.ends(id)).toEqual([{ kind: 'Get', results: [] }]);
  });

  it('not from one whose ID is written a little differently', () => {
    const { bench, id, msgId, rightly } = openRequest();
    bench.open('broker', [], { mtp: 'mqtt' });
    for (const fromId of [agentId.toLowerCase(), `${agentId}-`, agentId.replace('os', 'ops')]) {
      bench.inject('broker', carrying(buildMessage(msgId, wrongAnswer), { fromId, toId: controllerId }), 'usp/other');
    }
    expect(bench.ends(id)).toEqual([]);
    rightly();
  });

  it('not a damaged one either: it ends nothing', () => {
    const { bench, id, msgId, rightly } = openRequest();
    const damaged = carrying(buildMessage(msgId, {}), { fromId: otherId, toId: controllerId });
    bench.open('broker', [], { mtp: 'mqtt' });
    bench.inject('broker', damaged, 'usp/other');
    expect(bench.ends(id)).toEqual([]);
    expect(bench.notes).toHaveLength(1);
    rightly();
  });

  it("not from another Agent's server in its name", () => {
    const { bench, id, msgId, rightly } = openRequest();
    bench.open('other', [new ScriptedAgent(otherId, onlyThere)]);
    bench.run();
    bench.inject('other', carrying(buildMessage(msgId, wrongAnswer), { fromId: agentId, toId: controllerId }));
    expect(bench.ends(id)).toEqual([]);
    expect(bench.status(agentId)?.ways.map((way) => way.connection)).toEqual(['ws']);
    rightly();
  });

  it('nor one that claims to come from ourselves [R-ARC.2]', () => {
    const { bench, id, msgId, rightly } = openRequest();
    bench.inject('ws', carrying(buildMessage(msgId, wrongAnswer), { fromId: controllerId, toId: controllerId }));
    expect(bench.ends(id)).toEqual([]);
    rightly();
  });
});

it.each(['self::other', '', controllerId.toUpperCase()])(
  'an answer to %j is not ours, even with the right msg_id and sender [R-E2E.1]',
  (toId) => {
    const { bench, id, msgId, rightly } = openRequest();
    bench.inject('ws', carrying(buildMessage(msgId, wrongAnswer), { fromId: agentId, toId }));
    expect(bench.ends(id)).toEqual([]);
    expect(bench.dropped).toHaveLength(1);
    rightly();
  },
);

it('a Request with the msg_id of ours is no answer to it', () => {
  const { agent, bench, id, msgId, rightly } = openRequest();
  agent.notify(controllerId, 'ws', msgId, {
    notification: { case: 'valueChange', value: { paramPath: 'Device.X', paramValue: '1' } },
  });
  bench.run();
  expect(bench.ends(id)).toEqual([]);
  expect(bench.of('notify')).toHaveLength(1);
  rightly();
});

it('nor is a damaged one, and it does not end it', () => {
  const { bench, id, msgId, rightly } = openRequest();
  const damaged = join(bytesField(1, bytesField(1, msgId)), bytesField(2, bytesField(1, new Uint8Array())));
  bench.inject('ws', carrying(damaged, { fromId: agentId, toId: controllerId }));
  expect(bench.ends(id)).toEqual([]);
  expect(bench.dropped).toHaveLength(1);
  rightly();
});

it('what msg_type says of an answer is not asked [R-MSG.10]', () => {
  const { bench, id, msgId } = openRequest();
  const msg = buildMessage(msgId, response({ case: 'getResp', value: {} }));
  if (msg.header) msg.header.msgType = 0;
  bench.inject('ws', carrying(msg, { fromId: agentId, toId: controllerId }));
  expect(bench.ends(id)).toEqual([{ kind: 'Get', results: [] }]);
});

it('instance numbers, names and values of an answer are text and nothing else', () => {
  const agent = new ScriptedAgent(agentId, (request) =>
    request.case === 'get'
      ? response({
          case: 'getResp',
          value: {
            reqPathResults: [
              {
                requestedPath: 'Device.Hosts.',
                resolvedPathResults: [
                  {
                    resolvedPath: 'Device.Hosts.Host.100000000.',
                    resultParams: [
                      { key: '__proto__', value: '100000000' },
                      { key: 'constructor', value: 'false' },
                    ],
                  },
                ],
              },
            ],
          },
        })
      : answerAll(request),
  );
  const bench = new Bench();
  bench.open('ws', [agent]);
  const id = bench.request(agentId, get);
  bench.run();
  expect(bench.ends(id)).toEqual([
    {
      kind: 'Get',
      results: [
        {
          requestedPath: 'Device.Hosts.',
          objects: [
            {
              path: 'Device.Hosts.Host.100000000.',
              params: [
                ['__proto__', '100000000'],
                ['constructor', 'false'],
              ],
            },
          ],
        },
      ],
    },
  ]);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
