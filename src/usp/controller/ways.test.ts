import { describe, expect, it } from 'vitest';
import type { UspRequest } from '../message/request-types.ts';
import { Bench, controllerId } from '../testing/bench.ts';
import { carrying } from '../testing/exchange-bench.ts';
import { onlyThere, ScriptedAgent } from '../testing/scripted-agent.ts';
import { vectorBytes } from '../testing/vectors.ts';

const agentId = 'os::012345-AGENT';
const get: UspRequest = { kind: 'Get', paths: ['Device.'] };

/** One Agent, reached by a WebSocket and by a broker. */
function twoWays() {
  const agent = new ScriptedAgent(agentId);
  const bench = new Bench();
  bench.open('ws', [agent]);
  bench.open('broker', [agent], { mtp: 'mqtt' });
  bench.run();
  return { agent, bench };
}

/** The connections that requests to the Agent took. */
function taken(agent: ScriptedAgent): string[] {
  return agent.requests.map(({ connection }) => connection);
}

function preferred(bench: Bench): string[] {
  return (bench.status(agentId)?.ways ?? []).filter((way) => way.preferred).map((way) => way.connection);
}

describe('several MTPs to one Agent', () => {
  it('are one Agent with two ways, and one of them is preferred', () => {
    const { bench } = twoWays();
    expect(new Set(bench.of('peer').map((event) => event.status.agent))).toEqual(new Set([agentId]));
    expect(bench.status(agentId)?.ways).toEqual([
      { connection: 'ws', mtp: 'websocket', open: true, preferred: true },
      { connection: 'broker', mtp: 'mqtt', topic: `usp/agent/${agentId}`, open: true, preferred: false },
    ]);
  });

  it('requests take the preferred one; when it is down they take the other, and stay there', () => {
    const { agent, bench } = twoWays();
    bench.request(agentId, get);
    bench.run();
    bench.close('ws');
    expect(preferred(bench)).toEqual(['broker']);
    const id = bench.request(agentId, get);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
    bench.open('ws', [agent]);
    bench.run();
    bench.request(agentId, get);
    bench.run();
    expect(taken(agent)).toEqual(['ws', 'broker', 'broker']);
    expect(preferred(bench)).toEqual(['broker']);
    expect(bench.status(agentId)?.presence).toBe('connected');
  });

  it('a goodbye on one of them: the Agent is still there, and requests take the other', () => {
    const { agent, bench } = twoWays();
    agent.exchange.disconnect(controllerId, 'ws', 7101, 'this way closes');
    bench.run();
    expect(bench.status(agentId)?.presence).toBe('connected');
    expect(preferred(bench)).toEqual(['broker']);
    const id = bench.request(agentId, get);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
    expect(taken(agent)).toEqual(['broker']);
  });

  it('an Agent that nothing reaches on one of them is asked on the other, and is gone when there is none', () => {
    const { agent, bench } = twoWays();
    bench.close('ws');
    bench.run();
    bench.open('other', [agent], { mtp: 'mqtt' });
    bench.run();
    agent.requests.length = 0;
    const nobody = 'Nobody is subscribed to this topic.';
    const unreachable = (connection: string, topic = `usp/agent/${agentId}`) =>
      bench.do((controller, now) => controller.handleUnreachable(connection, topic, nobody, now));

    unreachable('broker', 'usp/agent/someone-else');
    expect(preferred(bench)).toEqual(['broker']);
    unreachable('broker');
    expect(preferred(bench)).toEqual(['other']);
    expect(bench.status(agentId)).toMatchObject({ presence: 'connected' });
    bench.request(agentId, get);
    bench.run();
    expect(taken(agent)).toEqual(['other']);

    agent.script = onlyThere;
    const id = bench.request(agentId, get, { timeout: 4_000 });
    bench.run();
    unreachable('other');
    expect(bench.status(agentId)).toMatchObject({ presence: 'disconnected', note: nobody });
    expect(bench.ends(id)).toEqual([]);
    bench.run(4_000);
    expect(bench.ends(id)).toMatchObject([
      { reason: 'timeout', message: `The Agent did not answer in time. ${nobody}` },
    ]);

    bench.inject('broker', carrying(vectorBytes('notify_value_change'), { fromId: agentId, toId: controllerId }));
    expect(bench.status(agentId)?.presence).toBe('assumed');
    expect(preferred(bench)).toEqual(['broker']);
  });

  it('an Agent that nothing reaches is asked again, ever more seldom, until it is heard', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('broker', [agent], { mtp: 'mqtt' });
    bench.run();
    bench.deafen('broker');
    bench.sentTo.length = 0;
    bench.do((controller, now) => controller.handleUnreachable('broker', `usp/agent/${agentId}`, 'Nobody.', now));
    bench.run(4_999);
    expect(bench.sentTo).toHaveLength(0);
    bench.run(1);
    expect(bench.sentTo).toHaveLength(1);
    bench.run(10_000 + 20_000 + 40_000 + 60_000);
    expect(bench.sentTo).toHaveLength(5);
    expect(bench.status(agentId)?.presence).toBe('disconnected');
    bench.deafen('broker', false);
    bench.run(61_000);
    expect(bench.status(agentId)?.presence).toBe('assumed');
    const asked = bench.sentTo.length;
    bench.run(600_000);
    expect(bench.sentTo).toHaveLength(asked);
  });

  it('a request may want one of them and no other', () => {
    const { agent, bench } = twoWays();
    bench.request(agentId, get, { connection: 'broker' });
    bench.run();
    expect(taken(agent)).toEqual(['broker']);
    bench.close('broker');
    const id = bench.request(agentId, get, { connection: 'broker' });
    expect(bench.ends(id)).toMatchObject([{ reason: 'no-way' }]);
    expect(preferred(bench)).toEqual(['ws']);
  });

  it('a request that still waits for a connect Record moves to the other way when its own is lost', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent], { greets: false });
    const id = bench.request(agentId, get);
    const only = bench.request(agentId, get, { connection: 'ws' });
    bench.open('broker', [agent], { mtp: 'mqtt' });
    bench.close('ws');
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
    expect(bench.ends(only)).toMatchObject([{ reason: 'connection-lost' }]);
    expect(taken(agent)).toEqual(['broker']);
  });

  it('one that had been sent does not: nobody knows what became of it', () => {
    const { agent, bench } = twoWays();
    agent.script = onlyThere;
    const id = bench.request(agentId, get);
    bench.run();
    bench.close('ws');
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ reason: 'connection-lost' }]);
    expect(taken(agent)).toEqual(['ws']);
  });

  it('an answer on the other way is an answer', () => {
    const { agent, bench } = twoWays();
    agent.script = onlyThere;
    const id = bench.request(agentId, get);
    bench.run();
    agent.answer(controllerId, 'broker', bench.lastMsgId, {
      msgBody: { case: 'response', value: { respType: { case: 'getResp', value: {} } } },
    });
    bench.run();
    expect(bench.ends(id)).toEqual([{ kind: 'Get', results: [] }]);
  });

  it('an answer goes back the way the Request came, and to the topic it came with [R-MSG.0a] [R-MQTT.26]', () => {
    const { bench, agent } = twoWays();
    const notify = carrying(vectorBytes('notify_value_change'), { fromId: agentId, toId: controllerId });
    bench.sentTo.length = 0;
    bench.inject('broker', notify, 'usp/agent/elsewhere');
    bench.inject('ws', notify);
    expect(bench.sentTo).toEqual([
      { connection: 'broker', topic: 'usp/agent/elsewhere' },
      { connection: 'ws', topic: undefined },
    ]);
    expect(agent.dropped).toEqual([]);
  });

  it('a Notify that arrives on both is reported once', () => {
    const { bench } = twoWays();
    const notify = carrying(vectorBytes('notify_value_change'), { fromId: agentId, toId: controllerId });
    bench.inject('broker', notify, `usp/agent/${agentId}`);
    bench.inject('ws', notify);
    bench.run();
    expect(bench.of('notify').map((event) => event.connection)).toEqual(['broker']);
    expect(bench.notes).toEqual(['Notify 6 has come again; it is not reported twice.']);
  });

  it('a way over a broker whose topic is not known is not taken while there is another', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('broker', [agent], { mtp: 'mqtt', known: [{ agent: agentId }], greets: false });
    bench.open('ws', [agent]);
    bench.run();
    expect(preferred(bench)).toEqual(['ws']);
    const id = bench.request(agentId, get);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
  });

  it('an Agent stays known while one of them is left', () => {
    const { bench } = twoWays();
    bench.close('ws');
    expect(bench.controller.forgetConnection('ws')).toEqual([]);
    bench.crank();
    expect(bench.status(agentId)?.ways.map((way) => way.connection)).toEqual(['broker']);
    bench.close('broker');
    expect(bench.controller.forgetConnection('broker')).toEqual([agentId]);
    expect(bench.ends(bench.request(agentId, get))).toMatchObject([{ reason: 'no-way' }]);
  });
});

it('raw bytes take the preferred way, and none where there is none', () => {
  const { bench } = twoWays();
  bench.sentTo.length = 0;
  const bytes = Uint8Array.of(1, 2, 3);
  bench.do((controller, now) => expect(controller.sendRaw(agentId, bytes, now)).toBe(true));
  expect(bench.sentTo).toEqual([{ connection: 'ws', topic: undefined }]);
  expect(bench.of('record').at(-1)?.seen).toMatchObject({ direction: 'out', bytes });
  bench.do((controller, now) => expect(controller.sendRaw('self::nobody', bytes, now)).toBe(false));
});

describe('many Agents on one broker connection', () => {
  const ids = Array.from({ length: 40 }, (_item, index) => `os::012345-${index}`);

  it('each is asked at its own topic and gets its own requests', () => {
    const agents = ids.map((id) => new ScriptedAgent(id));
    const bench = new Bench();
    bench.open('broker', agents, { mtp: 'mqtt' });
    bench.run();
    const requests = ids.map((id) => bench.request(id, { kind: 'Get', paths: [`Device.${id}.`] }));
    bench.run();
    requests.forEach((request, index) => {
      expect(bench.ends(request)).toMatchObject([{ results: [{ requestedPath: `Device.${ids[index]}.` }] }]);
      expect(agents[index]?.requests).toHaveLength(1);
      expect(agents[index]?.dropped).toEqual([]);
    });
  });

  it('when one says goodbye the others are not touched', () => {
    const agents = ids.slice(0, 3).map((id) => new ScriptedAgent(id, onlyThere));
    const bench = new Bench();
    bench.open('broker', agents, { mtp: 'mqtt' });
    bench.run();
    const requests = ids.slice(0, 3).map((id) => bench.request(id, get));
    bench.run();
    agents[1]?.exchange.disconnect(controllerId, 'broker', 7101, 'bye');
    bench.run();
    expect(requests.map((id) => bench.ends(id).length)).toEqual([0, 1, 0]);
    expect(ids.slice(0, 3).map((id) => bench.status(id)?.presence)).toEqual(['connected', 'disconnected', 'connected']);
  });

  it('when the connection is lost all of them are, each request with it', () => {
    const agents = ids.slice(0, 3).map((id) => new ScriptedAgent(id, onlyThere));
    const bench = new Bench();
    bench.open('broker', agents, { mtp: 'mqtt' });
    bench.run();
    const requests = ids.slice(0, 3).map((id) => bench.request(id, get));
    bench.close('broker', 'the broker went down');
    for (const id of requests) expect(bench.ends(id)).toMatchObject([{ reason: 'connection-lost' }]);
    for (const id of ids.slice(0, 3)) {
      expect(bench.status(id)).toMatchObject({ presence: 'disconnected', note: 'the broker went down' });
    }
  });
});
