import { describe, expect, it } from 'vitest';
import type { UspRequest } from '../message/request-types.ts';
import { Bench, controllerId } from '../testing/bench.ts';
import { carrying } from '../testing/exchange-bench.ts';
import { onlyThere, ScriptedAgent } from '../testing/scripted-agent.ts';
import { vectorBytes } from '../testing/vectors.ts';

const agentId = 'os::012345-AGENT';
const topic = `usp/agent/${agentId}`;
const get: UspRequest = { kind: 'Get', paths: ['Device.'] };
const silent = () => undefined;

function presences(bench: Bench): string[] {
  const all = bench.of('peer').map((event) => event.status.presence);
  return all.filter((presence, index) => presence !== all[index - 1]);
}

describe('an Agent on a WebSocket', () => {
  it('is connected once its connect Record has come; its versions are asked for', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent]);
    expect(bench.status(agentId)).toMatchObject({ presence: 'probing', lastHeard: 0 });
    bench.run();
    expect(presences(bench)).toEqual(['probing', 'connected']);
    expect(bench.status(agentId)).toMatchObject({ presence: 'connected', versions: ['1.3', '1.4'] });
    expect(bench.status(agentId)).not.toHaveProperty('note');
    expect(bench.status(agentId)?.lastHeard).toBeGreaterThan(1_000_000);
    bench.run(60_000);
    expect(bench.of('silent')).toEqual([]);
  });

  it('that is not named in the connection makes itself known', () => {
    const bench = new Bench();
    bench.open('ws', [new ScriptedAgent(agentId)], { known: [] });
    expect(bench.of('peer')).toEqual([]);
    bench.run();
    expect(bench.status(agentId)).toMatchObject({ presence: 'connected', versions: ['1.3', '1.4'] });
    expect(bench.ends(bench.request(agentId, get))).toEqual([]);
    bench.run();
    expect(bench.ends(1)).toMatchObject([{ kind: 'Get' }]);
  });

  it('that is not the one looked for there is known as itself, and the other is said not to be there', () => {
    const other = 'os::012345-OTHER';
    const bench = new Bench();
    bench.open('ws', [new ScriptedAgent(other)], { known: [{ agent: agentId }] });
    bench.run();
    expect(bench.status(other)).toMatchObject({ presence: 'connected' });
    expect(bench.status(agentId)).toMatchObject({
      presence: 'disconnected',
      note: `Another Agent speaks on its connection: ${other}.`,
    });
  });

  it('whose connect Record was missed gets ours after 5 s, and is assumed to be there once it answers [R-MTP.8]', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent], { greets: false });
    bench.run(4_999);
    expect(bench.sentTo).toEqual([]);
    bench.run(1_000);
    expect(bench.status(agentId)).toMatchObject({
      presence: 'assumed',
      note: 'It speaks, but its connect Record was not seen.',
      versions: ['1.3', '1.4'],
    });
    expect(agent.dropped).toEqual([]);
  });

  it('that stays silent is told to be, with the connection, after 10 s', () => {
    const bench = new Bench();
    bench.open('ws', [new ScriptedAgent(agentId, silent)], { greets: false });
    bench.run(9_999);
    expect(bench.of('silent')).toEqual([]);
    bench.run(1);
    expect(bench.of('silent')).toEqual([{ type: 'silent', connection: 'ws' }]);
    expect(bench.status(agentId)).toMatchObject({
      presence: 'disconnected',
      note: expect.stringContaining('does not answer') as unknown,
    });
    bench.run(3_600_000);
    expect(bench.of('silent')).toHaveLength(1);
  });

  it('nobody named and nobody there: silent as well', () => {
    const bench = new Bench();
    bench.open('ws', []);
    bench.run(10_000);
    expect(bench.of('silent')).toHaveLength(1);
  });

  it('a connection that is closed before is not silent, it is closed', () => {
    const bench = new Bench();
    bench.open('ws', []);
    bench.close('ws');
    bench.run(20_000);
    expect(bench.of('silent')).toEqual([]);
  });

  it('that speaks late is there again, whatever was said of it', () => {
    const agent = new ScriptedAgent(agentId, silent);
    const bench = new Bench();
    bench.open('ws', [agent], { greets: false });
    bench.run(20_000);
    agent.script = onlyThere;
    bench.inject('ws', carrying(vectorBytes('notify_event'), { fromId: agentId, toId: controllerId }));
    bench.run();
    expect(bench.status(agentId)?.presence).toBe('assumed');
  });
});

describe('an Agent behind a broker', () => {
  it('whose connect Record has passed long ago is asked at its topic, and assumed to be there', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('broker', [agent], { mtp: 'mqtt', greets: false });
    expect(bench.status(agentId)).toMatchObject({
      presence: 'probing',
      note: 'Its connect Record may have been missed; it is being asked.',
    });
    expect(bench.sentTo[0]).toEqual({ connection: 'broker', topic });
    bench.run();
    expect(presences(bench)).toEqual(['probing', 'assumed']);
    expect(agent.dropped).toEqual([]);
  });

  it('that does not answer is not there, and says so; no connection is silent over a broker', () => {
    const bench = new Bench();
    bench.open('broker', [new ScriptedAgent(agentId, silent)], { mtp: 'mqtt', greets: false });
    bench.run(9_999);
    expect(bench.status(agentId)?.presence).toBe('probing');
    bench.run(1);
    expect(bench.status(agentId)).toMatchObject({
      presence: 'disconnected',
      note: expect.stringContaining('does not answer') as unknown,
    });
    expect(bench.of('silent')).toEqual([]);
  });

  it('whose topic nobody knows can not be asked, and says so until it speaks', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('broker', [agent], { mtp: 'mqtt', known: [{ agent: agentId }], greets: false });
    expect(bench.status(agentId)).toMatchObject({
      presence: 'disconnected',
      note: expect.stringContaining('topic is not known') as unknown,
    });
    expect(bench.sentTo).toEqual([]);
    bench.inject('broker', carrying(vectorBytes('notify_event'), { fromId: agentId, toId: controllerId }), topic);
    expect(bench.status(agentId)).toMatchObject({ presence: 'assumed', ways: [{ topic }] });
    const id = bench.request(agentId, get);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
  });

  it.each(['notify_event', 'notify_onboard_request', 'get'])(
    'that nobody named appears by itself with its first word: %s',
    (name) => {
      const bench = new Bench();
      bench.open('broker', [], { mtp: 'mqtt' });
      bench.inject('broker', carrying(vectorBytes(name), { fromId: agentId, toId: controllerId }), topic);
      expect(bench.status(agentId)).toMatchObject({ presence: 'assumed', ways: [{ connection: 'broker', topic }] });
    },
  );

  it('appears with its connect Record', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('broker', [agent], { mtp: 'mqtt', known: [] });
    bench.run();
    expect(bench.status(agentId)).toMatchObject({ presence: 'connected', ways: [{ topic }], versions: ['1.3', '1.4'] });
  });

  it('an OnBoardRequest tells its versions', () => {
    const bench = new Bench();
    bench.open('broker', [], { mtp: 'mqtt' });
    const notify = carrying(vectorBytes('notify_onboard_request'), { fromId: agentId, toId: controllerId });
    bench.inject('broker', notify, topic);
    expect(bench.status(agentId)?.versions).toEqual(['1.3', '1.4']);
  });

  it('of another MQTT version is not spoken to until that is mended [R-MQTT.26a]', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('broker', [agent], { mtp: 'mqtt', mqttVersion: '3.1.1' });
    bench.run();
    bench.inject('broker', carrying(vectorBytes('get'), { fromId: agentId, toId: controllerId }));
    expect(bench.status(agentId)).toMatchObject({
      presence: 'disconnected',
      note: expect.stringContaining('MQTT version') as unknown,
    });
    expect(bench.ends(bench.request(agentId, get))).toMatchObject([{ reason: 'no-way' }]);
    bench.inject('broker', carrying(vectorBytes('get'), { fromId: agentId, toId: controllerId }), topic);
    const id = bench.request(agentId, get);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
  });

  it('strangers do not appear by a Record that is not for us, or is none', () => {
    const bench = new Bench();
    bench.open('broker', [], { mtp: 'mqtt' });
    bench.inject('broker', carrying(vectorBytes('get'), { fromId: agentId, toId: 'self::other' }), topic);
    bench.inject('broker', Uint8Array.of(1, 2, 3), topic);
    bench.inject('broker', carrying(vectorBytes('get'), { fromId: 'no id', toId: controllerId }), topic);
    expect(bench.of('peer')).toEqual([]);
    expect(bench.dropped).toHaveLength(3);
  });
});

describe('an Agent that goes', () => {
  it('says why in its DisconnectRecord, and is connected again with its connect Record [R-MTP.8]', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent]);
    bench.run();
    agent.exchange.disconnect(controllerId, 'ws', 7101, 'rebooting.');
    bench.run();
    expect(bench.status(agentId)).toMatchObject({
      presence: 'disconnected',
      note: 'It ended the communication with code 7101: rebooting.',
    });
    agent.exchange.connect(controllerId, 'ws');
    bench.run();
    expect(bench.status(agentId)?.presence).toBe('connected');
    expect(bench.status(agentId)).not.toHaveProperty('note');
  });

  it('after its goodbye a request of ours begins with our connect Record, and it takes it [R-MTP.8]', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent]);
    bench.run();
    agent.exchange.disconnect(controllerId, 'ws', 7101, 'rebooting');
    bench.run();
    const id = bench.request(agentId, get);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
    expect(agent.dropped).toEqual([]);
    expect(bench.status(agentId)?.presence).toBe('assumed');
  });

  it('with its connection, and comes back with it', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent], { known: [] });
    bench.run();
    bench.close('ws', 'the server went away');
    expect(bench.status(agentId)).toMatchObject({
      presence: 'disconnected',
      note: 'the server went away',
      ways: [{ connection: 'ws', open: false, preferred: false }],
    });
    bench.open('ws', [agent], { known: [] });
    bench.run();
    expect(bench.status(agentId)).toMatchObject({ presence: 'connected', ways: [{ open: true, preferred: true }] });
    const id = bench.request(agentId, get);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: 'Get' }]);
  });

  it('one that was met on a broker is asked at its topic when the broker is back', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('broker', [agent], { mtp: 'mqtt', known: [] });
    bench.run();
    bench.close('broker');
    bench.open('broker', [agent], { mtp: 'mqtt', known: [], greets: false });
    bench.run();
    expect(bench.status(agentId)?.presence).toBe('assumed');
  });
});

it('connect Records without end open no requests without end: one probe at a time', () => {
  const agent = new ScriptedAgent(agentId, silent);
  agent.join({ id: 'ws', mtp: 'websocket' }, controllerId, undefined, true);
  const [connect] = agent.transmits();
  const bench = new Bench();
  bench.open('ws', [], { known: [{ agent: agentId }] });
  for (let time = 0; time < 50; time++) bench.inject('ws', connect?.bytes ?? new Uint8Array());
  expect(bench.status(agentId)?.presence).toBe('connected');
  expect(bench.sentTo).toHaveLength(1);
});
