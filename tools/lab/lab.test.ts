/** The demo device over real sockets, and the project's own Controller at the other end. */
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { openMqttMtp } from '../../src/mtp/mqtt.ts';
import type { Mtp, MtpListener, MtpProblem, MqttVersion } from '../../src/mtp/mtp.ts';
import { openWebSocketMtp, type WebSocketConstructor } from '../../src/mtp/websocket.ts';
import { Controller, type KnownAgent } from '../../src/usp/controller/controller.ts';
import type { ControllerEvent } from '../../src/usp/controller/types.ts';
import type { UspAnswer } from '../../src/usp/message/answer-types.ts';
import type { UspRequest } from '../../src/usp/message/request-types.ts';
import { encodeRecord } from '../../src/usp/record/record.ts';
import { startMosquitto } from '../testing/mosquitto.ts';
import { nodeAfter } from './after.ts';
import { startLab, type Lab } from './lab.ts';

const controllerId = 'self::lab-test';
const WebSocketOfNode = NodeWebSocket as unknown as WebSocketConstructor;
const running: { close(): Promise<void> | void }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

function keep<T extends { close(): Promise<void> | void }>(one: T): T {
  running.push(one);
  return one;
}

/** A Controller on one real connection, driven by what comes in and by its own timers. */
class Client {
  readonly controller = new Controller({ endpointId: controllerId, idPrefix: 'lab' });
  readonly seen: ControllerEvent[] = [];
  #mtp: Mtp | undefined;
  #cancel: () => void = () => undefined;
  #watchers: (() => void)[] = [];
  #asked = 0;
  ended: MtpProblem | 'closed' | undefined;

  connect(mtp: 'websocket' | 'mqtt', known: KnownAgent[], make: (listener: MtpListener) => Mtp): this {
    const now = () => Date.now();
    this.#mtp = make({
      opened: ({ replyTo, mqttVersion }) => {
        this.controller.connectionOpened({ id: 'lab', mtp, replyTo, mqttVersion }, known, now());
        this.#turn();
      },
      received: ({ bytes, replyTo }) => {
        this.controller.handleRecord({ connection: 'lab', bytes, replyTo }, now());
        this.#turn();
      },
      dropped: () => undefined,
      closed: (problem) => {
        this.ended = problem ?? 'closed';
        this.controller.connectionClosed('lab', 'it ended', now());
        this.#turn();
      },
    });
    this.#mtp.open();
    return this;
  }

  async ask(agent: string, request: UspRequest): Promise<UspAnswer> {
    const id = ++this.#asked;
    this.controller.request(id, agent, request, {}, Date.now());
    this.#turn();
    const end = await this.until((event) => (event.type === 'answer' || event.type === 'failed') && event.id === id);
    if (end.type === 'failed') throw end.error;
    if (end.type !== 'answer') throw new Error('no answer');
    return end.answer;
  }

  /** The first event that meets the condition, from the beginning. */
  async until(holds: (event: ControllerEvent) => boolean): Promise<ControllerEvent> {
    for (;;) {
      const found = this.seen.find(holds);
      if (found) return found;
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  close(): void {
    this.#cancel();
    this.#mtp?.close();
  }

  #turn(): void {
    const { controller } = this;
    const poll = () => controller.pollTransmit(Date.now());
    for (let out = poll(); out; out = poll()) this.#mtp?.send(out.bytes, out.topic);
    for (let event = controller.pollEvent(); event; event = controller.pollEvent()) this.seen.push(event);
    for (const wake of this.#watchers.splice(0)) wake();
    this.#cancel();
    const next = controller.nextTimeout();
    if (next === undefined) return;
    this.#cancel = nodeAfter(Math.max(0, next - Date.now()), () => {
      controller.handleTimeout(Date.now());
      this.#turn();
    });
  }
}

const model = { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] } as const;
const modelAnswer = {
  kind: 'Get',
  results: [{ objects: [{ path: 'Device.DeviceInfo.', params: [['ModelName', 'Demo Home Gateway']] }] }],
};

describe('over WebSocket', () => {
  let lab: Lab;
  const url = () => lab.webSocketUrl ?? '';
  const overWebSocket = (client: Client) =>
    client.connect('websocket', [], (listener) =>
      openWebSocketMtp(
        { url: url(), endpointId: controllerId, WebSocket: WebSocketOfNode, after: nodeAfter },
        listener,
      ),
    );

  beforeEach(async () => {
    lab = keep(await startLab());
  });

  it('makes itself known, answers, and tells its Boot!', async () => {
    const client = keep(overWebSocket(new Client()));
    await client.until((event) => event.type === 'peer' && event.status.presence === 'connected');
    expect(await client.ask(lab.agentId, model)).toMatchObject(modelAnswer);
    lab.agent.store.write(lab.agent.store.object('Device.DeviceInfo.'), 'FriendlyName', 'seen from here');
    expect(await client.ask(lab.agentId, { kind: 'Get', paths: ['Device.DeviceInfo.FriendlyName'] })).toMatchObject({
      results: [{ objects: [{ params: [['FriendlyName', 'seen from here']] }] }],
    });
  });

  /** The code and reason of the Close frame that a raw socket gets. */
  async function closeOf(socket: NodeWebSocket): Promise<[number, string]> {
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    return [code, reason.toString()];
  }
  const raw = (query: string, protocols: string[] = ['v1.usp']) => {
    const socket = new NodeWebSocket(`${url()}${query}`, protocols);
    keep({ close: () => socket.terminate() });
    return socket;
  };

  it('takes one session for each Endpoint, and closes a second one [R-WS.4]', async () => {
    const first = raw('?eid=self::one');
    await once(first, 'open');
    expect(await closeOf(raw('?eid=self::one'))).toEqual([4000, 'this Endpoint has a session already']);
    const other = raw('?eid=self::two');
    await once(other, 'open');
    first.close();
    await once(first, 'close');
    const again = raw('?eid=self::one');
    await once(again, 'message');
  });

  it('ends a session in which something else than a Record comes with 1003', async () => {
    const text = raw('?eid=self::text');
    await once(text, 'open');
    text.send('hello');
    expect((await closeOf(text))[0]).toBe(1003);
    const damaged = raw('?eid=self::damaged');
    await once(damaged, 'open');
    damaged.send(new Uint8Array([0xff, 0xff, 0xff]));
    expect((await closeOf(damaged))[0]).toBe(1003);
  });

  it.each([
    ['without an eid', '', ['v1.usp'], 400],
    ['with an eid that is none', '?eid=nobody', ['v1.usp'], 400],
    ['without the subprotocol', '?eid=self::x', [], 400],
    ['at another path', '/other?eid=self::x', ['v1.usp'], 404],
  ])('refuses a handshake %s', async (_what, query, protocols, status) => {
    const [error] = (await once(raw(query, protocols), 'error')) as [Error];
    expect(error.message).toContain(String(status));
  });

  it('answers with the extension header of obuspa where it is told to: clients refuse that', async () => {
    const strange = keep(await startLab({ webSocket: { extensionHeader: true } }));
    const socket = new NodeWebSocket(`${strange.webSocketUrl ?? ''}?eid=self::x`, ['v1.usp']);
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('Sec-WebSocket-Extensions');
  });

  it('lives on whatever bytes come', async () => {
    const socket = raw('?eid=self::noise');
    await once(socket, 'open');
    const record = encodeRecord({
      toId: lab.agentId,
      fromId: 'self::noise',
      recordType: { case: 'websocketConnect', value: {} },
    });
    for (let at = 0; at < record.length && socket.readyState === socket.OPEN; at++) {
      const damaged = record.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x80;
      socket.send(damaged);
    }
    const client = keep(overWebSocket(new Client()));
    await client.until((event) => event.type === 'peer' && event.status.presence === 'connected');
    expect(await client.ask(lab.agentId, model)).toMatchObject(modelAnswer);
  });
});

describe.each(['5', '3.1.1'] as const)('over a broker with MQTT %s', (version: MqttVersion) => {
  const topic = 'usp/agent/lab';
  const overMqtt = (client: Client, url: string, agentId: string) =>
    client.connect('mqtt', [{ agent: agentId, topic }], (listener) =>
      openMqttMtp(
        {
          url,
          version,
          endpointId: controllerId,
          subscribe: [],
          replyTo: 'usp/controller/test',
          qos: 1,
          WebSocket: WebSocketOfNode,
          openStream: (address) => connectTcp({ host: '127.0.0.1', port: Number(new URL(address).port) }),
          after: nodeAfter,
        },
        listener,
      ),
    );

  it('answers to the topic of the Controller, and comes back when the broker does', async () => {
    const broker = await startMosquitto();
    keep({ close: () => broker.dispose() });
    let lost: () => void = () => undefined;
    const lostBroker = new Promise<void>((resolve) => (lost = resolve));
    const lab = keep(
      await startLab({
        webSocket: false,
        retryTime: 0.05,
        brokers: [{ url: broker.mqttUrl, version, topic }],
        onNote: (note) => {
          if (note.includes('Trying again')) lost();
        },
      }),
    );
    await lab.connected();
    const first = keep(overMqtt(new Client(), broker.mqttUrl, lab.agentId));
    await first.until((event) => event.type === 'peer' && event.status.ways.some(({ open }) => open));
    expect(await first.ask(lab.agentId, model)).toMatchObject(modelAnswer);
    await broker.restart('SIGKILL');
    await lostBroker;
    await lab.connected();
    const second = keep(overMqtt(new Client(), broker.mqttUrl, lab.agentId));
    await second.until((event) => event.type === 'peer' && event.status.ways.some(({ open }) => open));
    expect(await second.ask(lab.agentId, model)).toMatchObject(modelAnswer);
  });
});
