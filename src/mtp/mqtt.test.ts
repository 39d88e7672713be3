import { connect as connectTcp } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../tools/testing/free-port.ts';
import { startMosquitto, type Mosquitto } from '../../tools/testing/mosquitto.ts';
import { MtpRecorder, realAfter } from '../../tools/testing/mtp-recorder.ts';
import { NodeWebSocket } from '../../tools/testing/node-websocket.ts';
import { openMqttMtp, type MqttMtp, type MqttOptions } from './mqtt.ts';
import type { MqttVersion } from './mtp.ts';

const VERSIONS: readonly MqttVersion[] = ['5', '3.1.1'];

let broker: Mosquitto;
beforeAll(async () => {
  broker = await startMosquitto();
});
afterAll(() => broker.dispose());

const opened: { mtp: MqttMtp; heard: MtpRecorder }[] = [];
afterEach(async () => {
  for (const { mtp } of opened) mtp.close();
  for (const { heard } of opened.splice(0)) await heard.untilClosed();
});

function base(): Omit<MqttOptions, 'url' | 'version' | 'endpointId'> {
  return {
    subscribe: [],
    qos: 0,
    WebSocket: NodeWebSocket,
    after: realAfter,
    openStream: (url) => connectTcp({ host: '127.0.0.1', port: Number(new URL(url).port) }),
  };
}

function open(options: Partial<MqttOptions> & Pick<MqttOptions, 'version'>): { mtp: MqttMtp; heard: MtpRecorder } {
  const heard = new MtpRecorder();
  const mtp = openMqttMtp({ ...base(), url: broker.wsUrl, endpointId: 'self::console', ...options }, heard);
  opened.push({ mtp, heard });
  mtp.open();
  return { mtp, heard };
}

/** A Controller in a page and an Agent in Node, both open. */
async function pair(version: MqttVersion, qos: 0 | 1 = 0, name = 'x') {
  const controller = open({ version, qos, replyTo: `usp/controllers/${name}`, endpointId: `self::controller-${name}` });
  const agent = open({
    version,
    qos,
    url: broker.mqttUrl,
    replyTo: `usp/agents/${name}`,
    endpointId: `os::012345-${name}`,
  });
  await controller.heard.untilOpen();
  await agent.heard.untilOpen();
  return { controller, agent };
}

const bytes = (...values: number[]) => new Uint8Array(values);

for (const version of VERSIONS) {
  describe(`MQTT ${version} through a real broker [R-MQTT.1] [R-MQTT.2]`, () => {
    it.each([0, 1] as const)(
      'brings Records both ways at QoS %i [R-MQTT.18] [R-MQTT.19] [R-MQTT.20] [R-MQTT.26]',
      async (qos) => {
        const { controller, agent } = await pair(version, qos, `both-${version}-${qos}`);
        const record = new Uint8Array(70_000).map((_, at) => at % 253);
        expect(controller.mtp.send(record, `usp/agents/both-${version}-${qos}`)).toBe(true);
        const request = await agent.heard.untilRecord();
        expect(request.bytes).toEqual(record);
        expect(request.bytes.buffer.byteLength).toBe(record.length);
        expect(request.replyTo).toBe(`usp/controllers/both-${version}-${qos}`);
        expect(request.senderVersion).toBeUndefined();

        // R-MQTT.25, R-MQTT.26: the answer goes where the request said.
        expect(agent.mtp.send(bytes(1, 2, 3), request.replyTo)).toBe(true);
        const answer = await controller.heard.untilRecord();
        expect([...answer.bytes]).toEqual([1, 2, 3]);
        expect(answer.replyTo).toBe(`usp/agents/both-${version}-${qos}`);
      },
    );

    it('keeps Records in order, many at once [R-MQTT.20]', async () => {
      const { controller, agent } = await pair(version, 1, `many-${version}`);
      const count = 1200;
      for (let at = 0; at < count; at++) {
        expect(controller.mtp.send(bytes(at >> 8, at & 255), `usp/agents/many-${version}`)).toBe(true);
      }
      await agent.heard.untilRecord(count);
      const numbers = agent.heard.records.map((incoming) => (incoming.bytes[0] ?? 0) * 256 + (incoming.bytes[1] ?? 0));
      expect(numbers).toEqual(Array.from({ length: count }, (_, at) => at));
    });

    it('says where answers reach us [R-MQTT.22]', async () => {
      const { heard } = open({ version, replyTo: 'usp/me', subscribe: ['usp/other'] });
      expect(await heard.untilOpen()).toMatchObject({ encrypted: false, mqttVersion: version, replyTo: 'usp/me' });
      const derived = open({ version, endpointId: `self::derived-${version}` });
      expect(await derived.heard.untilOpen()).toMatchObject({ replyTo: `usp/endpoints/self::derived-${version}` });
    });

    it('hears what is sent to each configured filter [R-MQTT.15]', async () => {
      const { heard } = open({ version, subscribe: ['one/+/x/#', 'two'], replyTo: `three-${version}` });
      await heard.untilOpen();
      const sender = open({ version, endpointId: 'self::sender', replyTo: 'sender' });
      await sender.heard.untilOpen();
      for (const topic of ['one/1/x/2', 'two', `three-${version}`]) expect(sender.mtp.send(bytes(1), topic)).toBe(true);
      await heard.untilRecord(3);
      expect(heard.records.map(({ replyTo }) => replyTo)).toEqual(['sender', 'sender', 'sender']);
    });

    it('unsubscribes from what is no longer wanted, and stays up [R-MQTT.34]', async () => {
      const { mtp, heard } = open({ version, subscribe: ['old/#', 'kept/#'], replyTo: `usp/me-${version}` });
      await heard.untilOpen();
      const from = broker.log().length;
      mtp.updateSubscriptions(['kept/#', 'new/#', 'bad/#/x']);
      expect(heard.drops).toHaveLength(1);
      await broker.logged('old/#');
      const sender = open({ version, endpointId: 'self::sender', replyTo: 'sender' });
      await sender.heard.untilOpen();
      await expect.poll(() => broker.log().slice(from)).toMatch(/Received UNSUBSCRIBE/);
      await expect.poll(() => broker.log().slice(from)).toMatch(/Sending UNSUBACK/);
      sender.mtp.send(bytes(1), 'old/x');
      sender.mtp.send(bytes(2), 'new/x');
      sender.mtp.send(bytes(3), 'kept/x');
      sender.mtp.send(bytes(4), `usp/me-${version}`);
      await heard.untilRecord(3);
      expect(heard.records.map((incoming) => incoming.bytes[0])).toEqual([2, 3, 4]);
      expect(heard.endings).toEqual([]);
    });

    it('drops what is retained, and acts on nothing of it', async () => {
      const topic = `retained-${version}`;
      const raw = await rawClient(version);
      await raw.publishAsync(`${topic}/reply-to=x`, Buffer.from([1]), {
        retain: true,
        qos: 1,
        ...(version === '5' ? { properties: { contentType: 'usp.msg', responseTopic: 'x' } } : {}),
      });
      const { heard } = open({ version, subscribe: [`${topic}/#`], replyTo: `me-${topic}` });
      await heard.untilOpen();
      await raw.publishAsync(`${topic}/reply-to=x`, Buffer.from([2]), {
        qos: 1,
        ...(version === '5' ? { properties: { contentType: 'usp.msg', responseTopic: 'x' } } : {}),
      });
      await heard.untilRecord();
      expect(heard.records.map((incoming) => incoming.bytes[0])).toEqual([2]);
      // In 5.0 the broker is asked not to send it at all.
      expect(heard.drops.map(({ why }) => why.includes('retained'))).toEqual(version === '5' ? [] : [true]);
      await raw.publishAsync(`${topic}/reply-to=x`, Buffer.alloc(0), { retain: true, qos: 1 });
      await raw.endAsync();
    });

    it('drops what is larger than what is taken in, and stays up', async () => {
      const { heard } = open({ version, replyTo: `small-${version}`, maxRecordSize: 1000 });
      await heard.untilOpen();
      const sender = open({ version, endpointId: 'self::sender', replyTo: 'sender' });
      await sender.heard.untilOpen();
      sender.mtp.send(new Uint8Array(1001), `small-${version}`);
      sender.mtp.send(new Uint8Array(1000), `small-${version}`);
      expect((await heard.untilRecord()).bytes.length).toBe(1000);
      expect(heard.drops.map(({ why }) => why)).toEqual([expect.stringContaining('1001 bytes')]);
    });

    it('hands on random bytes as they are, and stays up', async () => {
      const { controller, agent } = await pair(version, 1, `random-${version}`);
      const records = fc.sample(fc.uint8Array({ maxLength: 300 }), 200);
      for (const record of records) expect(controller.mtp.send(record, `usp/agents/random-${version}`)).toBe(true);
      await agent.heard.untilRecord(records.length);
      expect(agent.heard.records.map((incoming) => incoming.bytes)).toEqual(records);
      agent.mtp.refuse('not a Record');
      expect(agent.heard.drops).toEqual([]);
      expect(agent.heard.endings).toEqual([]);
    });

    it('says DISCONNECT at the end, after what is under way [R-MQTT.35]', async () => {
      const { controller, agent } = await pair(version, 1, `bye-${version}`);
      const from = broker.log().length;
      controller.mtp.send(bytes(7), `usp/agents/bye-${version}`);
      controller.mtp.close();
      controller.mtp.close();
      expect(controller.mtp.send(bytes(8), `usp/agents/bye-${version}`)).toBe(false);
      expect(await controller.heard.untilClosed()).toBeUndefined();
      expect(controller.heard.endings).toHaveLength(1);
      expect([...(await agent.heard.untilRecord()).bytes]).toEqual([7]);
      await expect.poll(() => broker.log().slice(from)).toMatch(/Received DISCONNECT from/);
    });

    it('reports the end when the broker goes, however, and comes back with a new attempt [R-MQTT.33]', async () => {
      const own = await startMosquitto();
      try {
        for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
          const { mtp, heard } = open({ version, url: own.wsUrl, qos: 1, replyTo: 'usp/me', clientId: 'again' });
          await heard.untilOpen();
          for (let at = 0; at < 50; at++) mtp.send(bytes(at), 'usp/nobody');
          await own.stop(signal);
          const problem = await heard.untilClosed();
          expect(problem?.code).toMatch(/^(lost|server-unavailable)$/);
          expect(problem?.final).toBeUndefined();
          expect(mtp.send(bytes(1), 'usp/nobody')).toBe(false);
          await own.start();
        }
        const { heard } = open({ version, url: own.wsUrl, replyTo: 'usp/me', clientId: 'again' });
        await heard.untilOpen();
      } finally {
        await own.dispose();
      }
    });

    it('tells that no broker listens [R-MQTT.10]', async () => {
      const port = await freePort();
      const web = open({ version, url: `ws://127.0.0.1:${port}/mqtt` });
      expect(await web.heard.untilClosed()).toMatchObject({ code: 'failed' });
      const plain = open({ version, url: `mqtt://127.0.0.1:${port}` });
      expect(await plain.heard.untilClosed()).toMatchObject({ code: 'refused' });
      expect(web.heard.endings).toHaveLength(1);
    });

    it('may be closed before it is open', async () => {
      const heard = new MtpRecorder();
      const never = openMqttMtp({ ...base(), url: broker.wsUrl, endpointId: 'self::x', version }, heard);
      never.close();
      never.open();
      expect(heard.endings).toEqual([]);
      expect(await heard.untilClosed()).toBeUndefined();
      const { mtp, heard: early } = open({ version });
      mtp.close();
      expect(await early.untilClosed()).toBeUndefined();
      expect(early.openings).toEqual([]);
    });

    it('publishes nothing without a topic that can be published to', async () => {
      const { mtp, heard } = open({ version });
      await heard.untilOpen();
      expect(mtp.send(bytes(1))).toBe(false);
      for (const topic of ['', 'a/+', '#', 'a\0', 'x'.repeat(65_600)]) expect(mtp.send(bytes(1), topic)).toBe(false);
      expect(heard.undeliveries).toHaveLength(5);
      expect(heard.endings).toEqual([]);
    });

    it('takes no more than it may keep unsent', async () => {
      const { mtp, heard } = open({ version, qos: 1, maxUnsent: 1000 });
      await heard.untilOpen();
      expect(mtp.send(new Uint8Array(1001), 'a')).toBe(false);
      expect(mtp.send(new Uint8Array(1000), 'a')).toBe(true);
    });
  });

  describe(`user name and password, MQTT ${version} [R-MQTT.7]`, () => {
    let guarded: Mosquitto;
    beforeAll(async () => {
      guarded = await startMosquitto({ users: { ann: 'right' } });
    });
    afterAll(() => guarded.dispose());

    it('let us in', async () => {
      const { heard } = open({ version, url: guarded.wsUrl, username: 'ann', password: 'right' });
      await heard.untilOpen();
    });

    it.each([
      ['wrong', { username: 'ann', password: 'wrong' }],
      ['unknown', { username: 'bob', password: 'right' }],
      ['missing', {}],
      ['without a name', { password: 'right' }],
    ])('keep us out for good where they are %s', async (_, credentials) => {
      const { heard } = open({ version, url: guarded.wsUrl, ...credentials });
      const problem = await heard.untilClosed();
      expect(problem?.code).toMatch(/^(bad-credentials|not-authorized)$/);
      expect(problem?.final).toBe(true);
      expect(heard.openings).toEqual([]);
    });
  });
}

describe('what is not for us', () => {
  it('is dropped on 5.0 unless its content type says Record [R-MQTT.27a]', async () => {
    const { heard } = open({ version: '5', subscribe: ['mixed/#'], replyTo: 'me-mixed' });
    await heard.untilOpen();
    const raw = await rawClient('5');
    const send = (topic: string, first: number, properties: Record<string, string>) =>
      raw.publishAsync(topic, Buffer.from([first]), { qos: 1, properties });
    await send('mixed/a', 1, { contentType: 'usp.msg', responseTopic: 'back/1' });
    await send('mixed/a', 2, { contentType: 'application/vnd.bbf.usp.msg', responseTopic: 'back/2' });
    await send('mixed/a', 3, { contentType: 'application/json', responseTopic: 'back/3' });
    await send('mixed/a', 4, { contentType: 'usp.error', responseTopic: 'back/4' });
    await send('mixed/a', 5, { responseTopic: 'back/5' });
    await send('mixed/a', 6, {});
    await send('mixed/a', 7, { contentType: 'usp.msg' });
    await heard.untilRecord(3);
    expect(heard.records.map(({ bytes: [first], replyTo }) => [first, replyTo])).toEqual([
      [1, 'back/1'],
      [2, 'back/2'],
      [7, undefined],
    ]);
    expect(heard.drops.map((dropped) => dropped.bytes?.[0])).toEqual([3, 4, 5, 6]);
    await raw.endAsync();
  });

  it('shows where the sender speaks the other version [R-MQTT.26a]', async () => {
    const five = open({ version: '5', subscribe: ['usp/five/#'], replyTo: 'usp/five', endpointId: 'self::five' });
    const old = open({ version: '3.1.1', replyTo: 'usp/old', endpointId: 'self::old' });
    await five.heard.untilOpen();
    await old.heard.untilOpen();
    old.mtp.send(bytes(1), 'usp/five');
    expect(await five.heard.untilRecord()).toEqual({ bytes: bytes(1), replyTo: 'usp/old', senderVersion: '3.1.1' });
    // The other way round there is no reply-to topic, and the protocol above takes that for the mismatch it is.
    five.mtp.send(bytes(2), 'usp/old');
    expect(await old.heard.untilRecord()).toEqual({ bytes: bytes(2) });
  });

  it('is our own message that comes back through a wide filter', async () => {
    for (const version of VERSIONS) {
      const { mtp, heard } = open({ version, subscribe: [`wide-${version}/#`], replyTo: `wide-${version}/me` });
      await heard.untilOpen();
      mtp.send(bytes(1), `wide-${version}/agent`);
      const other = open({ version, endpointId: 'self::other', replyTo: 'other' });
      await other.heard.untilOpen();
      other.mtp.send(bytes(2), `wide-${version}/me`);
      await heard.untilRecord();
      expect(heard.records.map((incoming) => incoming.bytes[0])).toEqual([2]);
    }
  });

  it('is said of a Record of ours that reaches nobody', async () => {
    const { mtp, heard } = open({ version: '5', qos: 1 });
    await heard.untilOpen();
    mtp.send(bytes(1), 'usp/nobody/here');
    await heard.until(() => heard.undeliveries.length > 0);
    expect(heard.undeliveries).toEqual([
      { why: expect.stringContaining('Nobody is subscribed') as string, to: 'usp/nobody/here', lasting: true },
    ]);
  });

  it('is the place of a second client with our ClientId, which takes our session', async () => {
    const first = open({ version: '5', clientId: 'twins' });
    await first.heard.untilOpen();
    const second = open({ version: '5', clientId: 'twins' });
    await second.heard.untilOpen();
    // This broker ends the first one's connection without a word.
    const problem = await first.heard.untilClosed();
    expect(problem?.code).toBe('lost');
    expect(problem?.why).toContain('another client took our ClientId');
  });
});

describe('what can’t work is said before anything is sent', () => {
  it.each([
    [{ subscribe: ['a/#/b'] }, 'bad-topic'],
    [{ subscribe: [''] }, 'bad-topic'],
    [{ replyTo: 'a/+' }, 'bad-topic'],
    [{ url: 'no address' }, 'bad-address'],
    [{ url: 'mqtt://127.0.0.1:1', openStream: undefined }, 'bad-address'],
  ])('%j', async (options, code) => {
    const { heard } = open({ version: '5', ...options });
    expect(await heard.untilClosed()).toMatchObject({ code, final: true });
  });
});

async function rawClient(version: MqttVersion) {
  const { default: mqtt } = await import('mqtt');
  return await mqtt.connectAsync(broker.wsUrl, {
    protocolVersion: version === '5' ? 5 : 4,
    reconnectPeriod: 0,
    forceNativeWebSocket: true,
    createWebsocket: (url: string, subprotocols: string[]) => new NodeWebSocket(url, subprotocols),
  });
}
