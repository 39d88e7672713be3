/**
 * Stands between an MQTT client and a real broker: keeps every packet of both directions, and can change what the
 * broker says, to be a broker with Response Information, refusals and ill manners.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { generate, parser, type Packet } from 'mqtt-packet';
import { createWebSocketStream, WebSocketServer } from 'ws';

export type { Packet } from 'mqtt-packet';

/** A packet as bytes. */
export function mqttBytes(packet: Packet, version: '5' | '3.1.1'): Uint8Array {
  return generate(packet, { protocolVersion: version === '5' ? 5 : 4 });
}

export interface MqttTapOptions {
  /** TCP port of the broker. */
  readonly tcpPort: number;
  readonly version: '5' | '3.1.1';
  /** What becomes of a packet of the broker: itself, changed in place, another one, raw bytes, or nothing. */
  readonly toClient?: (packet: Packet) => Packet | Uint8Array | undefined;
}

export interface MqttTap {
  readonly wsUrl: string;
  readonly mqttUrl: string;
  /** What clients have sent, in order. */
  readonly sent: readonly Packet[];
  /** Resolves with the n-th packet of a kind that clients have sent. */
  untilSent<C extends Packet['cmd']>(cmd: C, count?: number): Promise<Extract<Packet, { cmd: C }>>;
  /** Sends bytes to all clients as if the broker had. */
  inject(bytes: Packet | Uint8Array): void;
  /** Resolves once no client is connected. */
  untilIdle(): Promise<void>;
  close(): Promise<void>;
}

export async function startMqttTap(options: MqttTapOptions): Promise<MqttTap> {
  const protocol = { protocolVersion: options.version === '5' ? 5 : 4 };
  const sent: Packet[] = [];
  const clients = new Set<Duplex>();
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const toBytes = (packet: Packet | Uint8Array): Uint8Array =>
    packet instanceof Uint8Array ? packet : mqttBytes(packet, options.version);

  const serve = (client: Duplex): void => {
    const broker = connect({ port: options.tcpPort, host: '127.0.0.1' });
    clients.add(client);
    const fromClient = parser(protocol);
    fromClient.on('packet', (packet) => {
      sent.push(packet);
      wake();
    });
    fromClient.on('error', () => undefined);
    const fromBroker = parser(protocol);
    fromBroker.on('packet', (packet) => {
      const changed = options.toClient ? options.toClient(packet) : packet;
      if (changed && !client.destroyed) client.write(toBytes(changed));
    });
    fromBroker.on('error', () => broker.destroy());
    client.on('data', (data: Buffer) => {
      fromClient.parse(data);
      broker.write(data);
    });
    broker.on('data', (data: Buffer) => fromBroker.parse(data));
    broker.on('error', () => undefined);
    client.on('error', () => undefined);
    broker.on('close', () => client.destroy());
    // A WebSocket that was closed has ended, and is not yet closed as a stream.
    client.on('end', () => client.destroy());
    client.on('close', () => {
      clients.delete(client);
      broker.destroy();
      wake();
    });
  };

  const tcp = createServer((socket: Socket) => serve(socket));
  const web = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'mqtt' });
  web.on('connection', (socket) => serve(createWebSocketStream(socket)));
  tcp.listen(0, '127.0.0.1');
  await Promise.all([once(tcp, 'listening'), once(web, 'listening')]);

  return {
    wsUrl: `ws://127.0.0.1:${(web.address() as AddressInfo).port}/mqtt`,
    mqttUrl: `mqtt://127.0.0.1:${(tcp.address() as AddressInfo).port}`,
    sent,
    async untilSent<C extends Packet['cmd']>(cmd: C, count = 1) {
      const isIt = (packet: Packet): packet is Extract<Packet, { cmd: C }> => packet.cmd === cmd;
      await until(() => sent.filter(isIt).length >= count);
      const packet = sent.filter(isIt)[count - 1];
      if (!packet) throw new Error('unreachable');
      return packet;
    },
    inject(packet) {
      for (const client of clients) client.write(toBytes(packet));
    },
    untilIdle: () => until(() => clients.size === 0),
    async close() {
      for (const client of clients) client.destroy();
      waiting = [];
      await Promise.all([
        new Promise((resolve) => tcp.close(resolve)),
        new Promise((resolve) => web.close(() => resolve(undefined))),
      ]);
    },
  };
}
