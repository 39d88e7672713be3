import { once } from 'node:events';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { startMosquitto, type Mosquitto } from '../../tools/testing/mosquitto.ts';
import { startMqttTap, type MqttTap, type MqttTapOptions, type Packet } from '../../tools/testing/mqtt-tap.ts';
import { MtpRecorder, realAfter } from '../../tools/testing/mtp-recorder.ts';
import { NodeWebSocket } from '../../tools/testing/node-websocket.ts';
import { openMqttMtp, type MqttMtp, type MqttOptions } from './mqtt.ts';
import type { MqttVersion } from './mtp.ts';

let broker: Mosquitto;
beforeAll(async () => {
  broker = await startMosquitto();
});
afterAll(() => broker.dispose());

const taps: MqttTap[] = [];
const opened: { mtp: MqttMtp; heard: MtpRecorder }[] = [];
afterEach(async () => {
  for (const { mtp } of opened) mtp.close();
  for (const { heard } of opened.splice(0)) await heard.untilClosed();
  for (const tap of taps.splice(0)) await tap.close();
});

async function tapped(version: MqttVersion, toClient?: MqttTapOptions['toClient']): Promise<MqttTap> {
  const tap = await startMqttTap({ tcpPort: broker.tcpPort, version, ...(toClient ? { toClient } : {}) });
  taps.push(tap);
  return tap;
}

function open(version: MqttVersion, url: string, options: Partial<MqttOptions> = {}) {
  const heard = new MtpRecorder();
  const mtp = openMqttMtp(
    {
      url,
      version,
      endpointId: 'self::console',
      subscribe: [],
      qos: 0,
      WebSocket: NodeWebSocket,
      after: realAfter,
      openStream: (address) => connectTcp({ host: '127.0.0.1', port: Number(new URL(address).port) }),
      ...options,
    },
    heard,
  );
  opened.push({ mtp, heard });
  mtp.open();
  return { mtp, heard };
}

/** Changes the CONNACK of the real broker into that of one that says more. */
function withConnack(change: (properties: Record<string, unknown>) => void): NonNullable<MqttTapOptions['toClient']> {
  return (packet) => {
    if (packet.cmd === 'connack') {
      packet.properties ??= {};
      change(packet.properties as Record<string, unknown>);
    }
    return packet;
  };
}

const bytes = (...values: number[]) => new Uint8Array(values);

describe('CONNECT [R-MQTT.6]', () => {
  it('says of MQTT 5.0 what the standard wants', async () => {
    const tap = await tapped('5');
    const { heard } = open('5', tap.wsUrl, { username: 'ann', password: 'secret', keepAlive: 17 });
    const packet = await tap.untilSent('connect');
    expect(packet).toMatchObject({
      protocolId: 'MQTT',
      protocolVersion: 5,
      clean: true,
      username: 'ann',
      keepalive: 17,
      properties: { requestResponseInformation: true },
    });
    expect(packet.password?.toString()).toBe('secret');
    expect(packet.will).toBeUndefined();
    await heard.untilOpen();
    expect(tap.sent.filter(({ cmd }) => cmd === 'connect')).toHaveLength(1);
  });

  it('asks for Response Information [R-MQTT.12] and says our Endpoint ID [R-MQTT.13]', async () => {
    const tap = await tapped('5');
    open('5', tap.mqttUrl, { endpointId: 'os::012345-A%2B' });
    const { properties } = await tap.untilSent('connect');
    expect(properties?.requestResponseInformation).toBe(true);
    expect({ ...properties?.userProperties }).toEqual({ 'usp-endpoint-id': 'os::012345-A%2B' });
  });

  it('says of MQTT 3.1.1 what there is to say', async () => {
    const tap = await tapped('3.1.1');
    open('3.1.1', tap.mqttUrl);
    const packet = await tap.untilSent('connect');
    expect(packet).toMatchObject({ protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60 });
    expect(packet.username).toBeUndefined();
    expect(packet.password).toBeUndefined();
  });

  it.each([
    [0, 0],
    [65_535, 65_535],
    [undefined, 60],
  ])('carries a Keep Alive of %s as %s [R-MQTT.14]', async (keepAlive, expected) => {
    const tap = await tapped('5');
    open('5', tap.mqttUrl, { keepAlive });
    expect((await tap.untilSent('connect')).keepalive).toBe(expected);
  });

  it('carries user name and password where configured, and an empty name where only a password is [R-MQTT.7]', async () => {
    for (const [options, username, password] of [
      [{ username: 'ann' }, 'ann', undefined],
      [{ password: 'secret' }, '', 'secret'],
      [{ username: '', password: '' }, '', ''],
      [{}, undefined, undefined],
    ] as const) {
      const tap = await tapped('3.1.1');
      open('3.1.1', tap.mqttUrl, options);
      const packet = await tap.untilSent('connect');
      expect(packet.username).toBe(username);
      expect(packet.password?.toString()).toBe(password);
    }
  });
});

describe('ClientId [R-MQTT.8]', () => {
  it.each([
    ['5', undefined, ''],
    ['5', '', ''],
    ['5', 'mine', 'mine'],
    ['3.1.1', undefined, 'self::console'],
    ['3.1.1', '', 'self::console'],
    ['3.1.1', 'mine', 'mine'],
  ] as const)('on %s with %s configured is "%s"', async (version, clientId, expected) => {
    const tap = await tapped(version);
    open(version, tap.mqttUrl, { clientId });
    expect((await tap.untilSent('connect')).clientId).toBe(expected);
  });

  it('that the broker assigns is told, and taken the next time [R-MQTT.9] [R-MQTT.11]', async () => {
    const tap = await tapped('5');
    const first = open('5', tap.mqttUrl);
    const { assignedClientId } = await first.heard.untilOpen();
    expect(assignedClientId).toMatch(/^auto-/); // mosquitto's way
    first.mtp.close();
    await first.heard.untilClosed();
    const second = open('5', tap.mqttUrl, { clientId: assignedClientId });
    expect((await second.heard.untilOpen()).assignedClientId).toBeUndefined();
    expect((await tap.untilSent('connect', 2)).clientId).toBe(assignedClientId);
  });

  it('is never read from the address', async () => {
    const tap = await tapped('5');
    open('5', `${tap.wsUrl}?clientId=stolen`);
    expect((await tap.untilSent('connect')).clientId).toBe('');
  });
});

describe('SUBSCRIBE [R-MQTT.15]', () => {
  it('names the configured filters, those of the broker, and the Response Information, in one packet', async () => {
    const tap = await tapped(
      '5',
      withConnack((properties) => {
        properties['responseInformation'] = 'told/me';
        properties['userProperties'] = { 'subscribe-topic': ['from/broker', 'and/+/more', 'bad/#/one'], other: 'x' };
      }),
    );
    const { heard } = open('5', tap.wsUrl, { subscribe: ['a/#', 'b'], replyTo: 'configured', qos: 1 });
    const { subscriptions } = await tap.untilSent('subscribe');
    expect(subscriptions.map(({ topic }) => topic)).toEqual(['a/#', 'b', 'from/broker', 'and/+/more', 'told/me']);
    expect(subscriptions.map(({ qos }) => qos)).toEqual([1, 1, 1, 1, 1]);
    expect(await heard.untilOpen()).toMatchObject({ replyTo: 'told/me' }); // R-MQTT.21
    expect(heard.drops.map(({ why }) => why)).toEqual([expect.stringContaining('bad/#/one')]);
    expect(tap.sent.filter(({ cmd }) => cmd === 'subscribe')).toHaveLength(1);
  });

  it('leaves the Response Information out where a filter reaches it', async () => {
    const tap = await tapped(
      '5',
      withConnack((properties) => {
        properties['responseInformation'] = 'usp/c/me';
        properties['userProperties'] = { 'subscribe-topic': 'usp/c/+' };
      }),
    );
    const { heard } = open('5', tap.mqttUrl);
    expect((await tap.untilSent('subscribe')).subscriptions.map(({ topic }) => topic)).toEqual(['usp/c/+']);
    expect(await heard.untilOpen()).toMatchObject({ replyTo: 'usp/c/me' });
  });

  it('has a wildcarded filter for our own topic on 3.1.1', async () => {
    const tap = await tapped('3.1.1');
    const { heard } = open('3.1.1', tap.mqttUrl, { replyTo: 'usp/me' });
    expect((await tap.untilSent('subscribe')).subscriptions.map(({ topic }) => topic)).toEqual(['usp/me/#']);
    await heard.untilOpen();
  });

  it('that fails for every topic ends the connection, and nothing is published [R-MQTT.17]', async () => {
    for (const version of ['5', '3.1.1'] as const) {
      const tap = await tapped(version, (packet) => {
        if (packet.cmd === 'suback') packet.granted = packet.granted.map(() => (version === '5' ? 0x87 : 0x80));
        return packet;
      });
      const { mtp, heard } = open(version, tap.mqttUrl, { subscribe: ['a', 'b'], replyTo: 'c' });
      await tap.untilSent('subscribe');
      expect(mtp.send(bytes(1), 'agent')).toBe(false);
      expect(await heard.untilClosed()).toMatchObject({ code: 'no-subscription', final: true });
      expect(mtp.send(bytes(1), 'agent')).toBe(false);
      await tap.untilSent('disconnect');
      expect(heard.openings).toEqual([]);
      expect(tap.sent.map(({ cmd }) => cmd)).toEqual(['connect', 'subscribe', 'disconnect']);
    }
  });

  it('that fails for some says which, and goes on [R-MQTT.17]', async () => {
    const tap = await tapped('5', (packet) => {
      if (packet.cmd === 'suback') packet.granted = [0, 0x87, 1];
      return packet;
    });
    const { heard } = open('5', tap.mqttUrl, { subscribe: ['a', 'b'], replyTo: 'c' });
    expect(await heard.untilOpen()).toMatchObject({ refusedFilters: ['b'], replyTo: 'c' });
  });

  it('asks a 5.0 broker for neither our own messages nor what is retained, but for shared filters', async () => {
    const tap = await tapped('5');
    open('5', tap.mqttUrl, { subscribe: ['a'] });
    expect((await tap.untilSent('subscribe')).subscriptions[0]).toMatchObject({ nl: true, rap: false, rh: 2 });
    const shared = open('5', tap.mqttUrl, { subscribe: ['$share/group/a'] });
    const { subscriptions } = await tap.untilSent('subscribe', 2);
    expect(subscriptions.map(({ nl }) => nl)).toEqual([false, false]);
    await shared.heard.untilOpen();
  });

  it('is answered by a message first, and that one is not lost', async () => {
    const early: Packet = {
      cmd: 'publish',
      topic: 'me',
      payload: Buffer.from([9]),
      qos: 0,
      dup: false,
      retain: false,
      properties: { contentType: 'usp.msg', responseTopic: 'agent' },
    };
    const tap = await tapped('5', (packet) => {
      if (packet.cmd === 'suback') tap.inject(early);
      return packet;
    });
    const { heard } = open('5', tap.mqttUrl, { replyTo: 'me' });
    expect(await heard.untilRecord()).toEqual({ bytes: bytes(9), replyTo: 'agent' });
    expect(heard.openings).toHaveLength(1);
  });

  it('is followed by UNSUBSCRIBE for what is no longer wanted, after the new ones are there [R-MQTT.34]', async () => {
    const tap = await tapped('5');
    const { mtp, heard } = open('5', tap.mqttUrl, { subscribe: ['old', 'kept'], replyTo: 'me' });
    await heard.untilOpen();
    mtp.updateSubscriptions(['kept', 'new']);
    expect((await tap.untilSent('unsubscribe')).unsubscriptions).toEqual(['old']);
    expect((await tap.untilSent('subscribe', 2)).subscriptions.map(({ topic }) => topic)).toEqual(['new']);
    mtp.updateSubscriptions([]);
    expect((await tap.untilSent('unsubscribe', 2)).unsubscriptions).toEqual(['kept', 'new']);
    expect(heard.endings).toEqual([]);
  });
});

describe('PUBLISH', () => {
  it.each([0, 1] as const)(
    'on 5.0 carries the Record as its payload at QoS %i [R-MQTT.18] [R-MQTT.20]',
    async (qos) => {
      const tap = await tapped('5');
      const { mtp, heard } = open('5', tap.wsUrl, { replyTo: 'usp/me', qos });
      await heard.untilOpen();
      expect(mtp.send(bytes(1, 2), 'usp/agent')).toBe(true);
      const packet = await tap.untilSent('publish');
      expect(packet).toMatchObject({ topic: 'usp/agent', qos, retain: false, dup: false });
      expect([...(packet.payload as Buffer)]).toEqual([1, 2]);
    },
  );

  it('on 5.0 says where answers go [R-MQTT.22] [R-MQTT.23], and what it is [R-MQTT.27]', async () => {
    const tap = await tapped('5');
    const { mtp, heard } = open('5', tap.mqttUrl, { replyTo: 'usp/me' });
    await heard.untilOpen();
    for (let at = 0; at < 3; at++) mtp.send(bytes(at), 'usp/agent');
    await tap.untilSent('publish', 3);
    for (const packet of tap.sent) {
      if (packet.cmd !== 'publish') continue;
      expect(packet.properties?.responseTopic).toBe('usp/me');
      expect(packet.properties?.contentType).toBe('usp.msg');
    }
  });

  it('says the Response Information as our topic where there is one [R-MQTT.21]', async () => {
    const tap = await tapped(
      '5',
      withConnack((properties) => (properties['responseInformation'] = 'told/me')),
    );
    const { mtp, heard } = open('5', tap.mqttUrl, { replyTo: 'configured' });
    await heard.untilOpen();
    mtp.send(bytes(1), 'usp/agent');
    expect((await tap.untilSent('publish')).properties?.responseTopic).toBe('told/me');
  });

  it('on 3.1.1 says so at the end of the topic [R-MQTT.22] [R-MQTT.24]', async () => {
    const tap = await tapped('3.1.1');
    const { mtp, heard } = open('3.1.1', tap.mqttUrl, { replyTo: 'usp/controllers/me' });
    await heard.untilOpen();
    mtp.send(bytes(1), 'usp/agents/you');
    expect((await tap.untilSent('publish')).topic).toBe('usp/agents/you/reply-to=usp%2Fcontrollers%2Fme');
  });

  it('keeps to what the broker takes: its QoS, its packet size, its number of unanswered messages', async () => {
    const held: Packet[] = [];
    const tap = await tapped('5', (packet) => {
      if (packet.cmd === 'connack') {
        packet.properties = { ...packet.properties, maximumPacketSize: 1000, receiveMaximum: 3 };
      }
      if (packet.cmd !== 'puback') return packet;
      held.push(packet);
      return undefined;
    });
    const { mtp, heard } = open('5', tap.mqttUrl, { qos: 1, replyTo: 'me' });
    await heard.untilOpen();
    expect(mtp.send(new Uint8Array(1000), 'you')).toBe(false);
    expect(heard.undeliveries).toEqual([
      { why: expect.stringContaining('1000 bytes') as string, to: 'you', lasting: false },
    ]);
    for (let at = 0; at < 5; at++) expect(mtp.send(bytes(at), 'you')).toBe(true);
    await tap.untilSent('publish', 3);
    await expect.poll(() => held.length).toBe(3);
    expect(tap.sent.filter(({ cmd }) => cmd === 'publish')).toHaveLength(3);
    tap.inject(held[0]!);
    await tap.untilSent('publish', 4);
    expect(tap.sent.filter(({ cmd }) => cmd === 'publish')).toHaveLength(4);

    const humble = await tapped(
      '5',
      withConnack((properties) => (properties['maximumQoS'] = 0)),
    );
    const zero = open('5', humble.mqttUrl, { qos: 1 });
    await zero.heard.untilOpen();
    zero.mtp.send(bytes(1), 'you');
    expect((await humble.untilSent('publish')).qos).toBe(0);
  });

  it('that the broker refuses is said', async () => {
    const tap = await tapped('5', (packet) => {
      if (packet.cmd === 'puback') packet.reasonCode = 135;
      return packet;
    });
    const { mtp, heard } = open('5', tap.mqttUrl, { qos: 1 });
    await heard.untilOpen();
    mtp.send(bytes(1), 'usp/agent');
    await heard.until(() => heard.undeliveries.length > 0);
    expect(heard.undeliveries).toEqual([
      { why: expect.stringContaining('does not let us publish') as string, to: 'usp/agent', lasting: true },
    ]);
    expect(heard.endings).toEqual([]);
  });
});

describe('the end of a connection', () => {
  it('that is ours is said with DISCONNECT [R-MQTT.35]', async () => {
    for (const version of ['5', '3.1.1'] as const) {
      const tap = await tapped(version);
      const { mtp, heard } = open(version, tap.wsUrl);
      await heard.untilOpen();
      mtp.close();
      await tap.untilSent('disconnect');
      expect(await heard.untilClosed()).toBeUndefined();
      await tap.untilIdle();
    }
  });

  it('that is ours comes even where what is under way is never answered', async () => {
    const tap = await tapped('5', (packet) => (packet.cmd === 'puback' ? undefined : packet));
    const { mtp, heard } = open('5', tap.mqttUrl, { qos: 1, closeTimeout: 30 });
    await heard.untilOpen();
    mtp.send(bytes(1), 'you');
    await tap.untilSent('publish');
    mtp.close();
    expect(await heard.untilClosed()).toBeUndefined();
    await tap.untilIdle();
  });

  it.each([
    [139, 'server-unavailable', undefined, undefined],
    [141, 'keep-alive', undefined, undefined],
    [142, 'session-taken-over', undefined, true],
    [149, 'packet-too-large', undefined, undefined],
    [151, 'quota', undefined, true],
    [157, 'moved', true, undefined],
    [128, 'broker-refused', undefined, undefined],
  ])('that the broker says with %i is told as %s [R-MQTT.33]', async (reasonCode, code, final, slow) => {
    const tap = await tapped('5');
    const { heard } = open('5', tap.mqttUrl);
    await heard.untilOpen();
    tap.inject({ cmd: 'disconnect', reasonCode, properties: { reasonString: 'for a reason' } });
    const problem = await heard.untilClosed();
    expect(problem).toMatchObject({ code });
    expect(problem?.why).toContain('for a reason');
    expect(problem?.final).toBe(final);
    expect(problem?.slow).toBe(slow);
    await tap.untilIdle();
  });

  it.each([
    ['5', 132, 'version-refused', true],
    ['5', 133, 'client-id-refused', true],
    ['5', 134, 'bad-credentials', true],
    ['5', 135, 'not-authorized', true],
    ['5', 136, 'server-unavailable', undefined],
    ['5', 137, 'server-unavailable', undefined],
    ['5', 138, 'banned', true],
    ['5', 159, 'server-unavailable', undefined],
    ['5', 1, 'version-refused', true],
    ['3.1.1', 1, 'version-refused', true],
    ['3.1.1', 2, 'client-id-refused', true],
    ['3.1.1', 3, 'server-unavailable', undefined],
    ['3.1.1', 4, 'bad-credentials', true],
    ['3.1.1', 5, 'not-authorized', true],
  ] as const)(
    'that comes with a CONNACK on %s, %i, is told as %s [R-MQTT.10]',
    async (version, reason, code, final) => {
      const tap = await tapped(version, (packet) => {
        if (packet.cmd !== 'connack') return packet;
        return version === '5' ? { ...packet, reasonCode: reason, properties: {} } : { ...packet, returnCode: reason };
      });
      const { heard } = open(version, tap.mqttUrl);
      const problem = await heard.untilClosed();
      expect(problem?.code).toBe(code);
      expect(problem?.final).toBe(final);
      expect(heard.openings).toEqual([]);
      await tap.untilIdle();
    },
  );

  it('comes where the broker never says CONNACK or SUBACK', async () => {
    for (const silent of ['connack', 'suback']) {
      const tap = await tapped('5', (packet) => (packet.cmd === silent ? undefined : packet));
      const { heard } = open('5', tap.mqttUrl, { openTimeout: 100 });
      expect(await heard.untilClosed()).toMatchObject({ code: 'timeout' });
      expect(heard.openings).toEqual([]);
      await tap.untilIdle();
    }
  });

  it('is told apart where a WebSocket opened, but no MQTT came', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'mqtt' });
    server.on('connection', (socket) => socket.once('message', () => socket.close()));
    await once(server, 'listening');
    try {
      const { heard } = open('5', `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      expect(await heard.untilClosed()).toMatchObject({ code: 'no-connack' });
    } finally {
      server.close();
    }
  });

  it('comes where the browser blocks the address', async () => {
    const Blocked = function (): never {
      throw new DOMException('blocked', 'SecurityError');
    } as unknown as typeof WebSocket;
    const { heard } = open('5', 'ws://broker.example/mqtt', { WebSocket: Blocked });
    expect(await heard.untilClosed()).toMatchObject({ code: 'mixed-content', final: true });
  });
});

describe('a broker that sends what is no MQTT', () => {
  it('is left before a packet of any size is gathered', async () => {
    for (const version of ['5', '3.1.1'] as const) {
      const tap = await tapped(version);
      const { heard } = open(version, tap.wsUrl, { maxRecordSize: 1000 });
      await heard.untilOpen();
      // PUBLISH, 268,435,455 bytes to come
      tap.inject(bytes(0x30, 0xff, 0xff, 0xff, 0x7f, 0, 1, 97));
      expect(await heard.untilClosed()).toMatchObject({ code: 'not-mqtt' });
      await tap.untilIdle();
    }
  });

  const packetTypes = fc.constantFrom(
    0x20,
    0x30,
    0x32,
    0x34,
    0x40,
    0x50,
    0x62,
    0x70,
    0x90,
    0xb0,
    0xd0,
    0xe0,
    0xf0,
    0x10,
  );
  const likely = fc
    .tuple(packetTypes, fc.uint8Array({ maxLength: 40 }))
    .map(([type, body]) => bytes(type, body.length, ...body));
  const junk = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 60 }), likely);

  for (const version of ['5', '3.1.1'] as const) {
    it(`is never an exception on ${version}, at any time, and always has one end`, async () => {
      // All at once: each has a connection of its own.
      await Promise.all(
        fc.sample(fc.tuple(junk, fc.constantFrom('connack', 'suback', 'open')), 150).map(async ([data, when]) => {
          const tap = await tapped(version, (packet) => {
            if (packet.cmd === when) tap.inject(data);
            return packet;
          });
          const { mtp, heard } = open(version, tap.mqttUrl, { openTimeout: 5000, closeTimeout: 500, qos: 1 });
          await heard.until(() => heard.openings.length + heard.endings.length > 0);
          if (when === 'open') tap.inject(data);
          mtp.send(bytes(1, 2, 3), 'somewhere');
          mtp.close();
          await heard.untilClosed();
          expect(heard.endings).toHaveLength(1);
          expect(heard.openings.length).toBeLessThanOrEqual(1);
        }),
      );
    });
  }

  it('is never a changed prototype: topics and properties may be called anything', async () => {
    const tap = await tapped(
      '5',
      withConnack((properties) => {
        const odd = new Map<string, unknown>([
          ['__proto__', 'x'],
          ['constructor', 'y'],
          ['subscribe-topic', ['__proto__', 'constructor']],
        ]);
        properties['userProperties'] = Object.assign(Object.create(null), Object.fromEntries(odd));
      }),
    );
    const { mtp, heard } = open('5', tap.mqttUrl, { replyTo: 'me' });
    await heard.untilOpen();
    const other = open('5', tap.mqttUrl, { replyTo: 'other', endpointId: 'self::other' });
    await other.heard.untilOpen();
    expect(other.mtp.send(bytes(1), '__proto__')).toBe(true);
    expect((await heard.untilRecord()).replyTo).toBe('other');
    expect(mtp.send(bytes(1), 'constructor')).toBe(true);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
