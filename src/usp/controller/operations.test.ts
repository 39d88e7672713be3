import { describe, expect, it } from 'vitest';
import type { UspRequest } from '../message/request-types.ts';
import { Bench, controllerId } from '../testing/bench.ts';
import { answerAll, response, ScriptedAgent } from '../testing/scripted-agent.ts';

const agentId = 'os::012345-AGENT';
const command = 'Device.IP.Diagnostics.IPPing()';

/** An Agent that takes commands on, and ends them when it is told to. */
class PingingAgent extends ScriptedAgent {
  readonly keys: string[] = [];

  constructor(endpointId = agentId) {
    super(endpointId);
    this.script = (request) => {
      if (request.case !== 'operate') return answerAll(request);
      this.keys.push(request.value.commandKey);
      return response({
        case: 'operateResp',
        value: {
          operationResults: [
            {
              executedCommand: request.value.command,
              operationResp: { case: 'reqObjPath', value: `Device.LocalAgent.Request.${this.keys.length}.` },
            },
          ],
        },
      });
    };
  }

  complete(connection: string, commandKey: string, result: string, about: { commandName?: string } = {}): void {
    this.notify(controllerId, connection, `done-${commandKey}-${result.slice(0, 20)}`, {
      notification: {
        case: 'operComplete',
        value: {
          objPath: 'Device.IP.Diagnostics.',
          commandName: 'IPPing()',
          commandKey,
          operationResp: { case: 'reqOutputArgs', value: { outputArgs: [{ key: 'Result', value: result }] } },
          ...about,
        },
      },
    });
  }

  boot(connection: string): void {
    this.notify(controllerId, connection, `boot-${this.keys.length}`, {
      notification: { case: 'event', value: { objPath: 'Device.', eventName: 'Boot!' } },
    });
  }
}

function setUp() {
  const agent = new PingingAgent();
  const bench = new Bench();
  bench.open('ws', [agent]);
  bench.run();
  return { agent, bench };
}

const operate = (commandKey?: string): UspRequest => ({
  kind: 'Operate',
  command,
  ...(commandKey !== undefined && { commandKey }),
});

function states(bench: Bench) {
  return bench.of('operation').map(({ status }) => [status.commandKey, status.state]);
}

describe('an asynchronous command', () => {
  it('is followed from its Request object to its OperationComplete', () => {
    const { agent, bench } = setUp();
    bench.request(agentId, operate('ping-1'));
    bench.run();
    expect(bench.of('operation')).toMatchObject([
      {
        status: {
          agent: agentId,
          command,
          commandKey: 'ping-1',
          requestPath: 'Device.LocalAgent.Request.1.',
          state: 'running',
        },
      },
    ]);
    agent.complete('ws', 'ping-1', '12 ms');
    bench.run();
    const [running, complete] = bench.of('operation').map((event) => event.status);
    expect(complete).toEqual({
      ...running,
      state: 'complete',
      endedAt: complete?.endedAt,
      outcome: { type: 'output', args: [['Result', '12 ms']] },
    });
    expect(complete?.endedAt).toBeGreaterThan(running?.startedAt ?? Infinity);
  });

  it('two runs of one command at once are told apart by their command_key', () => {
    const { agent, bench } = setUp();
    const first = bench.request(agentId, operate());
    const second = bench.request(agentId, operate());
    bench.run();
    const [firstKey = '', secondKey = ''] = agent.keys;
    expect(firstKey).not.toBe('');
    expect(firstKey).not.toBe(secondKey);
    expect([bench.ends(first).length, bench.ends(second).length]).toEqual([1, 1]);
    agent.complete('ws', secondKey, 'second');
    agent.complete('ws', firstKey, 'first');
    bench.run();
    const ended = bench.of('operation').filter(({ status }) => status.state === 'complete');
    expect(ended.map(({ status }) => [status.commandKey, status.requestPath, status.outcome])).toEqual([
      [secondKey, 'Device.LocalAgent.Request.2.', { type: 'output', args: [['Result', 'second']] }],
      [firstKey, 'Device.LocalAgent.Request.1.', { type: 'output', args: [['Result', 'first']] }],
    ]);
  });

  it('may be complete before its OperateResp has come', () => {
    const { agent, bench } = setUp();
    const taken = agent.script;
    agent.script = (request, msgId) => {
      if (request.case === 'operate') agent.complete('ws', request.value.commandKey, 'fast');
      return taken(request, msgId);
    };
    bench.request(agentId, operate('k'));
    bench.run();
    expect(states(bench)).toEqual([
      ['k', 'running'],
      ['k', 'complete'],
    ]);
    agent.script = taken;
    bench.request(agentId, operate('k')); // the same key again: the end of the first is not taken for its own
    bench.run();
    expect(states(bench).slice(2)).toEqual([['k', 'running']]);
  });

  it.each([
    ['one too large to keep', ['x'.repeat(4_000_001)], ['running']],
    [
      'the oldest of many large ones',
      ['x'.repeat(2_000_000), ...Array.from({ length: 3 }, () => 'y'.repeat(1_900_000))],
      ['running'],
    ],
    ['one that fits', ['x'.repeat(1_000_000), 'y'.repeat(1_000_000)], ['running', 'complete']],
  ])('is not known before its OperateResp where room is short: %s', (_name, results: string[], expected) => {
    const { agent, bench } = setUp();
    const taken = agent.script;
    agent.script = (request, msgId) => {
      if (request.case === 'operate') {
        for (const [at, result] of results.entries()) agent.complete('ws', at === 0 ? 'k' : `other-${at}`, result);
      }
      return taken(request, msgId);
    };
    bench.request(agentId, operate('k'));
    bench.run();
    expect(states(bench).map(([, state]) => state)).toEqual(expected);
  });

  it('an OperationComplete from before is not taken for the end of a later run', () => {
    const { agent, bench } = setUp();
    agent.complete('ws', 'k', 'stale');
    bench.run();
    bench.request(agentId, operate('k'));
    bench.run();
    expect(states(bench)).toEqual([['k', 'running']]);
  });

  it.each([
    ['another key', 'other', {}],
    ['no key', '', {}],
    ['another command', 'k', { commandName: 'TraceRoute()' }],
  ])('the OperationComplete of %s is not its end', (_name, key, about) => {
    const { agent, bench } = setUp();
    bench.request(agentId, operate('k'));
    bench.run();
    agent.complete('ws', key, 'x', about);
    bench.run();
    expect(states(bench)).toEqual([['k', 'running']]);
    expect(bench.of('notify')).toHaveLength(1);
  });

  it('nor is that of another Agent', () => {
    const agent = new PingingAgent();
    const other = new PingingAgent('os::012345-OTHER');
    const bench = new Bench();
    bench.open('broker', [agent, other], { mtp: 'mqtt' });
    bench.run();
    bench.request(agentId, operate('k'));
    bench.run();
    other.complete('broker', 'k', 'x');
    bench.run();
    expect(states(bench)).toEqual([['k', 'running']]);
  });

  it('may fail', () => {
    const { agent, bench } = setUp();
    bench.request(agentId, operate('k'));
    bench.run();
    agent.notify(controllerId, 'ws', 'failed', {
      notification: {
        case: 'operComplete',
        value: {
          objPath: 'Device.IP.Diagnostics.',
          commandName: 'IPPing()',
          commandKey: 'k',
          operationResp: { case: 'cmdFailure', value: { errCode: 7023, errMsg: 'cancelled' } },
        },
      },
    });
    bench.run();
    expect(bench.of('operation').at(-1)?.status).toMatchObject({
      state: 'complete',
      outcome: { type: 'failure', error: { code: 7023, message: 'cancelled' } },
    });
  });

  it('is lost when the Agent boots; those of other Agents are not', () => {
    const agent = new PingingAgent();
    const other = new PingingAgent('os::012345-OTHER');
    const bench = new Bench();
    bench.open('broker', [agent, other], { mtp: 'mqtt' });
    bench.run();
    bench.request(agentId, operate('mine'));
    bench.request('os::012345-OTHER', operate('theirs'));
    bench.run();
    agent.boot('broker');
    bench.run();
    expect(states(bench)).toEqual([
      ['mine', 'running'],
      ['theirs', 'running'],
      ['mine', 'lost'],
    ]);
    agent.complete('broker', 'mine', 'too late');
    other.complete('broker', 'theirs', 'in time');
    bench.run();
    expect(states(bench).slice(3)).toEqual([['theirs', 'complete']]);
  });

  it('outlives the connection: its end may come on the next', () => {
    const { agent, bench } = setUp();
    bench.request(agentId, operate('k'));
    bench.run();
    bench.close('ws');
    bench.open('ws', [agent]);
    bench.run();
    agent.complete('ws', 'k', 'at last');
    bench.run();
    expect(states(bench)).toEqual([
      ['k', 'running'],
      ['k', 'complete'],
    ]);
  });
});

it('a synchronous command is no operation to follow', () => {
  const agent = new ScriptedAgent(agentId);
  const bench = new Bench();
  bench.open('ws', [agent]);
  bench.run();
  const id = bench.request(agentId, operate());
  bench.run();
  expect(bench.ends(id)).toMatchObject([{ kind: 'Operate', results: [{ outcome: { type: 'output' } }] }]);
  expect(bench.of('operation')).toEqual([]);
});

it('a search path may start several operations, all with one key; each end is one of them', () => {
  const agent = new ScriptedAgent(agentId, (request) => {
    if (request.case !== 'operate') return answerAll(request);
    return response({
      case: 'operateResp',
      value: {
        operationResults: [1, 2].map((number) => ({
          executedCommand: `Device.X.${number}.Run()`,
          operationResp: { case: 'reqObjPath' as const, value: `Device.LocalAgent.Request.${number}.` },
        })),
      },
    });
  });
  const bench = new Bench();
  bench.open('ws', [agent]);
  bench.run();
  bench.request(agentId, { kind: 'Operate', command: 'Device.X.*.Run()', commandKey: 'k' });
  bench.run();
  agent.notify(controllerId, 'ws', 'n', {
    notification: {
      case: 'operComplete',
      value: {
        objPath: 'Device.X.2.',
        commandName: 'Run()',
        commandKey: 'k',
        operationResp: { case: 'reqOutputArgs', value: {} },
      },
    },
  });
  bench.run();
  expect(bench.of('operation').map(({ status }) => [status.command, status.state])).toEqual([
    ['Device.X.1.Run()', 'running'],
    ['Device.X.2.Run()', 'running'],
    ['Device.X.2.Run()', 'complete'],
  ]);
});

it('no more than 1,000 are followed: the oldest is given up, and said to be', () => {
  const { bench } = setUp();
  for (let number = 0; number <= 1_000; number++) bench.request(agentId, operate(`k-${number}`));
  bench.run();
  expect(states(bench).filter(([, state]) => state !== 'running')).toEqual([['k-0', 'lost']]);
});
