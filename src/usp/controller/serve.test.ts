import { describe, expect, it } from 'vitest';
import type { Msg } from '../message/message.ts';
import { Bench, controllerId } from '../testing/bench.ts';
import { carrying } from '../testing/exchange-bench.ts';
import { ScriptedAgent, type Received } from '../testing/scripted-agent.ts';
import { vectorBytes } from '../testing/vectors.ts';
import { bytesField, join, varintField } from '../testing/wire-writer.ts';

const agentId = 'os::012345-AGENT';

function setUp() {
  const agent = new ScriptedAgent(agentId);
  const bench = new Bench();
  bench.open('ws', [agent]);
  bench.run();
  agent.received.length = 0;
  return { agent, bench };
}

function bodyOf(received: Received | undefined) {
  const body = received?.msg.body?.msgBody;
  return body?.case === 'response' ? body.value.respType : body;
}

/** What a Controller answers to a Request of the wire vectors. */
function answerTo(request: Uint8Array | Msg): Received[] {
  const { agent, bench } = setUp();
  bench.inject('ws', carrying(request, { fromId: agentId, toId: controllerId }));
  bench.run();
  expect(agent.dropped).toEqual([]);
  return agent.received;
}

describe('a Notify', () => {
  it.each([
    ['notify_value_change', 'ValueChange', '6', 's1'],
    ['notify_operation_complete', 'OperationComplete', '10', 'op'],
    ['notify_onboard_request', 'OnBoardRequest', '12', ''],
  ])(
    '%s with send_resp is reported and answered with its subscription_id [R-MSG.0] [R-NOT.10]',
    (name, kind, msgId, id) => {
      const { agent, bench } = setUp();
      bench.inject('ws', carrying(vectorBytes(name), { fromId: agentId, toId: controllerId }));
      bench.run();
      expect(bench.of('notify')).toMatchObject([
        { agent: agentId, connection: 'ws', msgId, notify: { subscriptionId: id, notification: { kind } } },
      ]);
      expect(agent.received).toHaveLength(1);
      expect(agent.received[0]?.msgId).toBe(msgId);
      expect(bodyOf(agent.received[0])).toMatchObject({ case: 'notifyResp', value: { subscriptionId: id } });
    },
  );

  it.each([
    ['notify_event', 'Event'],
    ['notify_object_creation', 'ObjectCreation'],
    ['notify_object_deletion', 'ObjectDeletion'],
    ['notify_operation_failed', 'OperationComplete'],
  ])('%s without send_resp is reported and not answered [R-NOT.8]', (name, kind) => {
    const { agent, bench } = setUp();
    bench.inject('ws', carrying(vectorBytes(name), { fromId: agentId, toId: controllerId }));
    bench.run();
    expect(bench.of('notify')).toMatchObject([{ notify: { sendResp: false, notification: { kind } } }]);
    expect(agent.received).toEqual([]);
  });

  it.each(['', '__proto__', ' s ', 'ü'.repeat(500)])('the subscription_id %j comes back as it was [R-NOT.10]', (id) => {
    const { agent, bench } = setUp();
    agent.notify(controllerId, 'ws', 'n-1', {
      subscriptionId: id,
      sendResp: true,
      notification: { case: 'objDeletion', value: { objPath: 'Device.X.1.' } },
    });
    bench.run();
    expect(bodyOf(agent.received[0])).toMatchObject({ value: { subscriptionId: id } });
  });

  it('that comes again is answered again, and reported once [R-MSG.4]', () => {
    const { agent, bench } = setUp();
    for (let time = 0; time < 3; time++) {
      bench.inject('ws', carrying(vectorBytes('notify_value_change'), { fromId: agentId, toId: controllerId }));
      bench.run();
    }
    expect(bench.of('notify')).toHaveLength(1);
    expect(agent.received).toHaveLength(3);
    expect(bench.notes).toEqual(Array(2).fill('Notify 6 has come again; it is not reported twice.'));
  });

  it('with the msg_id of one of another Agent is another one', () => {
    const agents = [new ScriptedAgent(agentId), new ScriptedAgent('os::012345-OTHER')];
    const bench = new Bench();
    bench.open('broker', agents, { mtp: 'mqtt' });
    bench.run();
    for (const agent of agents) {
      agent.notify(controllerId, 'broker', 'same', {
        notification: { case: 'objDeletion', value: { objPath: 'Device.X.1.' } },
      });
    }
    bench.run();
    expect(bench.of('notify').map((event) => event.agent)).toEqual([agentId, 'os::012345-OTHER']);
  });

  it('after a Boot! an Agent may count its msg_ids from the start again', () => {
    const { bench } = setUp();
    const records = ['notify_value_change', 'notify_event', 'notify_event', 'notify_value_change'];
    for (const name of records) {
      bench.inject('ws', carrying(vectorBytes(name), { fromId: agentId, toId: controllerId }));
    }
    expect(bench.of('notify').map((event) => event.notify.notification.kind)).toEqual([
      'ValueChange',
      'Event',
      'ValueChange',
    ]);
  });

  it('Boot! of one start, told by two Subscriptions and again by the first, is one start [R-MSG.4]', () => {
    const { agent, bench } = setUp();
    const boot = (msgId: string, subscriptionId: string, cause: string) => {
      const value = { objPath: 'Device.', eventName: 'Boot!', params: [{ key: 'Cause', value: cause }] };
      agent.notify(controllerId, 'ws', msgId, { subscriptionId, notification: { case: 'event', value } });
      bench.run();
    };
    boot('1', 'factory', 'RemoteReboot');
    boot('2', 'ours', 'RemoteReboot');
    boot('1', 'factory', 'RemoteReboot');
    boot('3', 'factory', 'LocalReboot');
    expect(bench.of('notify').map(({ msgId, again = false }) => [msgId, again])).toEqual([
      ['1', false],
      ['2', true],
      ['3', false],
    ]);
    expect(bench.notes).toEqual(['Notify 1 has come again; it is not reported twice.']);
  });

  it('that breaks the schema is answered with 7004, and not reported [R-ENC.5]', () => {
    const broken = join(
      bytesField(1, join(bytesField(1, 'n-1'), varintField(2, 3))),
      bytesField(2, bytesField(1, bytesField(8, bytesField(1, 'sub')))),
    );
    const { agent, bench } = setUp();
    bench.inject('ws', carrying(broken, { fromId: agentId, toId: controllerId }));
    bench.run();
    expect(bench.of('notify')).toEqual([]);
    expect(bodyOf(agent.received[0])).toMatchObject({ case: 'error', value: { errCode: 7004 } });
  });

  it('memory of them is bounded: after 500 others an old one is reported again', () => {
    const { agent, bench } = setUp();
    const send = (msgId: string) => {
      agent.notify(controllerId, 'ws', msgId, {
        notification: { case: 'objDeletion', value: { objPath: 'Device.X.1.' } },
      });
      bench.run(20);
    };
    for (let number = 0; number <= 500; number++) send(`n-${number}`);
    send('n-500');
    expect(bench.of('notify')).toHaveLength(501);
    send('n-0');
    expect(bench.of('notify')).toHaveLength(502);
  });
});

describe('Register: this Controller keeps no register', () => {
  it('with allow_partial every path fails on its own [R-MSG.0]', () => {
    const [answer, ...more] = answerTo(vectorBytes('register'));
    expect(more).toEqual([]);
    expect(answer?.msgId).toBe('16');
    expect(bodyOf(answer)).toMatchObject({
      case: 'registerResp',
      value: {
        registeredPathResults: [
          {
            requestedPath: 'Device.Vendor.',
            operStatus: { operStatus: { case: 'operFailure', value: { errCode: 7028 } } },
          },
        ],
      },
    });
  });

  it('without it the whole fails with an Error [R-MSG.0]', () => {
    const { agent, bench } = setUp();
    agent.request(controllerId, 'ws', 'r-1', { case: 'register', value: { regPaths: [{ path: 'Device.Vendor.' }] } });
    bench.run();
    expect(bodyOf(agent.received[0])).toMatchObject({ case: 'error', value: { errCode: 7028 } });
    expect(agent.received[0]?.msgId).toBe('r-1');
  });
});

describe('Deregister is answered with a DeregisterResp, never with an Error [R-DEREG.4]', () => {
  it.each([[['Device.Vendor.']], [['Device.A.', '', 'Device.B.']], [[]], [['__proto__']]])('%j', (paths: string[]) => {
    const { agent, bench } = setUp();
    agent.request(controllerId, 'ws', 'd-1', { case: 'deregister', value: { paths } });
    bench.run();
    const body = bodyOf(agent.received[0]);
    if (body?.case !== 'deregisterResp') throw new Error(`answered with ${body?.case}`);
    expect(body.value.deregisteredPathResults.map((result) => result.requestedPath)).toEqual(paths);
    for (const { requestedPath, operStatus } of body.value.deregisteredPathResults) {
      expect(operStatus?.operStatus.case).toBe(requestedPath === '' ? 'operSuccess' : 'operFailure');
      if (operStatus?.operStatus.case === 'operFailure') expect(operStatus.operStatus.value.errCode).toBe(7030);
    }
  });
});

describe('a Request that a Controller does not serve is answered with 7001 [R-MSG.0] [R-MSG.1]', () => {
  it.each(['get', 'set', 'add', 'delete', 'operate', 'get_instances', 'get_supported_dm', 'get_supported_protocol'])(
    '%s',
    (name) => {
      const [answer, ...more] = answerTo(vectorBytes(name));
      expect(more).toEqual([]);
      expect(bodyOf(answer)).toMatchObject({ case: 'error', value: { errCode: 7001 } });
    },
  );

  it('with its msg_id, on the way it came, outside a Session Context as it came [R-MSG.0a]', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('first', [agent]);
    bench.open('second', [agent], { mtp: 'mqtt' });
    bench.run();
    for (const connection of ['second', 'first', 'second']) {
      agent.received.length = 0;
      agent.request(controllerId, connection, `via ${connection}`, { case: 'get', value: { paramPaths: ['Device.'] } });
      bench.run();
      expect(agent.received.map((received) => [received.connection, received.msgId])).toEqual([
        [connection, `via ${connection}`],
      ]);
    }
    const replies = bench
      .of('record')
      .filter(({ seen }) => seen.direction === 'out' && seen.msg?.body?.msgBody.case === 'error');
    expect(replies.map(({ seen }) => seen.recordType)).toEqual(Array(3).fill('noSessionContext'));
  });
});

it('a Message that is no Message is ignored, and the log says why [R-MSG.1]', () => {
  const { agent, bench } = setUp();
  bench.inject('ws', carrying(Uint8Array.of(1, 2, 3), { fromId: agentId, toId: controllerId }));
  bench.run();
  expect(agent.received).toEqual([]);
  expect(bench.dropped).toEqual([expect.stringContaining("can't be taken in")]);
});

it('a Request whose sender can not be reached is reported, not answered', () => {
  const bench = new Bench();
  bench.open('broker', [], { mtp: 'mqtt' });
  bench.inject('broker', carrying(vectorBytes('notify_value_change'), { fromId: agentId, toId: controllerId }));
  expect(bench.of('notify')).toHaveLength(1);
  expect(bench.notes).toEqual(['Its Request could not be answered: no way back to it is known.']);
  expect(bench.sentTo).toEqual([]);
});
