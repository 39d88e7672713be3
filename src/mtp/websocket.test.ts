import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { freePort } from '../../tools/testing/free-port.ts';
import { MtpRecorder, realAfter } from '../../tools/testing/mtp-recorder.ts';
import { NodeWebSocket } from '../../tools/testing/node-websocket.ts';
import type { Mtp } from './mtp.ts';
import { acceptWebSocketMtp, openWebSocketMtp, type WebSocketOptions } from './websocket.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

const ID = 'self::console-1';

interface Seen {
  readonly socket: WebSocket;
  readonly url: string;
  readonly protocols: string | undefined;
  /** What was received, in order. */
  readonly frames: { readonly data: Buffer; readonly isBinary: boolean }[];
  closing: { readonly code: number; readonly reason: string } | undefined;
}

/** A real WebSocket server on the loopback interface. */
async function agent(options: { readonly protocol?: string | false; onConnection?(seen: Seen): void } = {}) {
  const { protocol = 'v1.usp' } = options;
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (offered) => (protocol !== false && offered.has(protocol) ? protocol : false),
  });
  const connections: Seen[] = [];
  const heard = new MtpRecorder(); // Only to be woken.
  server.on('connection', (socket, request) => {
    const seen: Seen = {
      socket,
      url: request.url ?? '',
      protocols: request.headers['sec-websocket-protocol'],
      frames: [],
      closing: undefined,
    };
    connections.push(seen);
    socket.on('message', (data, isBinary) => {
      seen.frames.push({ data: data as Buffer, isBinary });
      heard.dropped('');
    });
    socket.on('close', (code, reason) => {
      seen.closing = { code, reason: reason.toString() };
      heard.dropped('');
    });
    socket.on('error', () => undefined);
    options.onConnection?.(seen);
    heard.dropped('');
  });
  await once(server, 'listening');
  cleanUps.push(() => {
    for (const { socket } of connections) socket.terminate();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const until = async (condition: (seen: Seen) => boolean): Promise<Seen> => {
    await heard.until(() => connections[0] !== undefined && condition(connections[0]));
    return connections[0]!;
  };
  return { url: `ws://127.0.0.1:${port}/usp`, host: `127.0.0.1:${port}`, connections, until };
}

function open(url: string, options: Partial<WebSocketOptions> = {}): { mtp: Mtp; heard: MtpRecorder } {
  const heard = new MtpRecorder();
  const mtp = openWebSocketMtp({ url, endpointId: ID, WebSocket: NodeWebSocket, after: realAfter, ...options }, heard);
  cleanUps.push(() => mtp.close());
  mtp.open();
  return { mtp, heard };
}

/** A TCP server that does to every connection what it is told. */
async function rawServer(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/usp`;
}

describe('opening a session', () => {
  it('shakes hands, offering v1.usp [R-WS.7] [R-WS.9] [R-WS.10]', async () => {
    const server = await agent();
    const { heard } = open(server.url);
    expect(await heard.untilOpen()).toEqual({ encrypted: false });
    expect(server.connections[0]?.protocols).toBe('v1.usp');
    expect(server.connections[0]?.socket.protocol).toBe('v1.usp');
  });

  it('carries our Endpoint ID in the query [R-WS.10b] [R-WS.10c]', async () => {
    const server = await agent();
    const { heard } = open(`${server.url}?a=1`, { endpointId: 'os::012345-A%2B' });
    await heard.untilOpen();
    expect(server.connections[0]?.url).toBe('/usp?a=1&eid=os::012345-A%252B');
  });

  it('takes an answer without the extension for good [R-WS.11b]', async () => {
    const server = await agent();
    const { heard } = open(server.url);
    await heard.untilOpen();
    expect(server.connections[0]?.socket.extensions).not.toContain('bbf-usp-protocol');
    expect(heard.endings).toEqual([]);
  });

  it('fails where the answer carries the extension that nobody asked for [R-WS.11b]', async () => {
    const { createHash } = await import('node:crypto');
    const url = await rawServer((socket) => {
      socket.once('data', (data) => {
        const key = /sec-websocket-key: (\S+)/i.exec(data.toString())?.[1] ?? '';
        const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
            `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: v1.usp\r\n` +
            'Sec-WebSocket-Extensions: bbf-usp-protocol; eid="os::agent"\r\n\r\n',
        );
      });
    });
    const { heard } = open(url);
    expect(await heard.untilClosed()).toMatchObject({ code: 'failed' });
    expect(heard.openings).toEqual([]);
  });

  it('is no session where the subprotocol is not confirmed [R-WS.12]', async () => {
    const server = await agent({ protocol: false });
    const { heard } = open(server.url);
    expect(await heard.untilClosed()).toMatchObject({ code: 'failed' });
    expect(heard.openings).toEqual([]);
  });

  it('is no session either where the socket itself lets that pass [R-WS.12]', async () => {
    class Lax extends WebSocket {
      constructor(url: string, _offered?: string) {
        super(url);
      }
    }
    const server = await agent();
    const { heard } = open(server.url, { WebSocket: Lax as unknown as typeof NodeWebSocket });
    expect(await heard.untilClosed()).toMatchObject({ code: 'subprotocol' });
    expect(heard.openings).toEqual([]);
  });

  it('tells that nobody listens', async () => {
    const { heard } = open(`ws://127.0.0.1:${await freePort()}/usp`);
    expect(await heard.untilClosed()).toMatchObject({ code: 'failed' });
    expect(heard.openings).toEqual([]);
  });

  it('ends where the other side never answers', async () => {
    const url = await rawServer(() => undefined);
    const { heard } = open(url, { openTimeout: 20, closeTimeout: 20 });
    expect(await heard.untilClosed()).toMatchObject({ code: 'timeout' });
    expect(heard.endings).toHaveLength(1);
  });

  it('takes a SecurityError of the browser for what it is', async () => {
    function Blocked(): never {
      throw new DOMException('An insecure WebSocket connection may not be initiated.', 'SecurityError');
    }
    const { heard } = open('ws://device.example/usp', { WebSocket: Blocked as unknown as typeof NodeWebSocket });
    expect(heard.endings).toEqual([]);
    const problem = await heard.untilClosed();
    expect(problem).toMatchObject({ code: 'mixed-content', final: true });
    expect(problem?.why).toContain('may not be initiated');
  });

  it.each(['', 'no address', 'ws://'])('tells that %j is no address', async (url) => {
    const { heard } = open(url);
    expect(await heard.untilClosed()).toMatchObject({ code: 'bad-address', final: true });
  });

  it('opens once, however often it is asked', async () => {
    const server = await agent();
    const { mtp, heard } = open(server.url);
    mtp.open();
    await heard.untilOpen();
    mtp.open();
    mtp.send(new Uint8Array([1]));
    await server.until((seen) => seen.frames.length === 1);
    expect(server.connections).toHaveLength(1);
  });
});

describe('Records [R-WS.14]', () => {
  it('go out as one binary message each, whole, in order', async () => {
    const server = await agent();
    const { mtp, heard } = open(server.url);
    expect(mtp.send(new Uint8Array([1]))).toBe(false);
    await heard.untilOpen();
    const large = new Uint8Array(300_000).map((_, at) => at % 251);
    const view = large.subarray(1, 3);
    for (const bytes of [new Uint8Array([1, 2, 3]), large, view, new Uint8Array()]) expect(mtp.send(bytes)).toBe(true);
    const { frames } = await server.until((seen) => seen.frames.length === 4);
    expect(frames.map(({ isBinary }) => isBinary)).toEqual([true, true, true, true]);
    expect(frames.map(({ data }) => data.length)).toEqual([3, 300_000, 2, 0]);
    expect(frames[1]?.data.equals(large)).toBe(true);
    expect([...frames[2]!.data]).toEqual([1, 2]);
  });

  it('come in as bytes, also when fragmented [R-WS.14b]', async () => {
    const server = await agent({
      onConnection({ socket }) {
        socket.send(Buffer.from([1, 2]));
        socket.send(Buffer.from([3]), { fin: false });
        socket.ping(); // Control frames may come between (R-WS.13).
        socket.send(Buffer.from([4]), { fin: false });
        socket.send(Buffer.from([5]), { fin: true });
      },
    });
    const { heard } = open(server.url);
    await heard.untilRecord(2);
    expect(heard.records.map(({ bytes }) => [...bytes])).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(heard.records[0]?.bytes.constructor).toBe(Uint8Array);
  });

  it('answers a Ping with a Pong [R-WS.13]', async () => {
    const pongs: string[] = [];
    const server = await agent({
      onConnection({ socket }) {
        socket.on('pong', (data) => {
          pongs.push(data.toString());
          socket.close(1001);
        });
        socket.ping('are you there');
      },
    });
    const { heard } = open(server.url);
    await heard.untilClosed();
    expect(pongs).toEqual(['are you there']);
    expect(server.connections).toHaveLength(1);
  });

  it('are not taken for sending while too much waits', async () => {
    const server = await agent();
    const { mtp, heard } = open(server.url, { maxUnsent: 1000 });
    await heard.untilOpen();
    expect(mtp.send(new Uint8Array(1001))).toBe(false);
    expect(mtp.send(new Uint8Array(1000))).toBe(true);
    await server.until((seen) => seen.frames.length === 1);
  });
});

describe('what can’t be taken in [R-WS.16]', () => {
  it('ends the session where it is a text frame, with the nearest code that a page may send', async () => {
    const server = await agent({ onConnection: ({ socket }) => socket.send('{"hello":true}') });
    const { heard } = open(server.url);
    const problem = await heard.untilClosed();
    expect(problem).toMatchObject({ code: 'bad-record' });
    expect(problem?.final).toBeUndefined();
    expect(heard.records).toEqual([]);
    expect(heard.drops).toHaveLength(1);
    const { closing } = await server.until((seen) => seen.closing !== undefined);
    expect(closing?.code).toBe(4003);
    expect(closing?.reason).toMatch(/^1003 /);
  });

  it('ends the session where it is larger than what is allowed', async () => {
    const server = await agent({ onConnection: ({ socket }) => socket.send(new Uint8Array(101)) });
    const { heard } = open(server.url, { maxRecordSize: 100 });
    expect(await heard.untilClosed()).toMatchObject({ code: 'bad-record' });
    expect(heard.records).toEqual([]);
    expect((await server.until((seen) => seen.closing !== undefined)).closing?.code).toBe(4003);
  });

  it('ends the session where the protocol finds it to be no Record, and nothing more is heard', async () => {
    const server = await agent({
      onConnection: ({ socket }) => {
        for (let at = 0; at < 10; at++) socket.send(Buffer.from([at]));
      },
    });
    const heard = new (class extends MtpRecorder {
      override received(incoming: { bytes: Uint8Array }): void {
        super.received(incoming);
        mtp.refuse(`é${'ü'.repeat(200)}`);
      }
    })();
    const mtp = openWebSocketMtp(
      { url: server.url, endpointId: ID, WebSocket: NodeWebSocket, after: realAfter },
      heard,
    );
    mtp.open();
    expect(await heard.untilClosed()).toMatchObject({ code: 'bad-record' });
    expect(heard.records).toHaveLength(1);
    const { closing } = await server.until((seen) => seen.closing !== undefined);
    expect(closing?.reason).toMatch(/^1003 éü+$/);
    expect(Buffer.byteLength(closing?.reason ?? '')).toBeLessThanOrEqual(123);
  });

  it('is said with 1003 itself where we are the server', async () => {
    const heard = new MtpRecorder();
    const server = await agent({
      onConnection: ({ socket }) => {
        acceptWebSocketMtp(
          { socket: socket as unknown as globalThis.WebSocket, host: 'a page', encrypted: false, after: realAfter },
          heard,
        ).open();
      },
    });
    const client = new WebSocket(server.url, 'v1.usp');
    client.on('open', () => client.send('text'));
    const [code] = (await once(client, 'close')) as [number];
    expect(code).toBe(1003);
    expect(await heard.untilClosed()).toMatchObject({ code: 'bad-record' });
  });

  it('is never an exception, whatever bytes come', async () => {
    const messages = fc.sample(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string()), 300);
    for (const message of messages) {
      const server = await agent({
        onConnection: ({ socket }) => {
          socket.send(message);
          socket.close(1000);
        },
      });
      const { heard } = open(server.url);
      await heard.untilClosed();
      expect(heard.records.length + heard.drops.length).toBe(1);
      expect(heard.records).toHaveLength(typeof message === 'string' ? 0 : 1);
    }
  });

  it('is never an exception, whatever a server sends that breaks the protocol itself', async () => {
    for (const junk of fc.sample(fc.uint8Array({ minLength: 1, maxLength: 100 }), 100)) {
      const url = await rawServer((socket) => {
        socket.end(junk);
      });
      const { heard } = open(url);
      expect(await heard.untilClosed()).toMatchObject({ code: 'failed' });
      expect(heard.endings).toHaveLength(1);
    }
  });
});

describe('the end of a session [R-WS.8]', () => {
  it('is a Close frame with 1000 and no problem where it is ours', async () => {
    const server = await agent();
    const { mtp, heard } = open(server.url);
    await heard.untilOpen();
    mtp.close();
    mtp.close();
    expect(mtp.send(new Uint8Array([1]))).toBe(false);
    expect(await heard.untilClosed()).toBeUndefined();
    expect(heard.endings).toHaveLength(1);
    expect((await server.until((seen) => seen.closing !== undefined)).closing?.code).toBe(1000);
  });

  it('comes even where the other side does not answer the Close frame', async () => {
    const server = await agent({ onConnection: ({ socket }) => socket.pause() });
    const { mtp, heard } = open(server.url, { closeTimeout: 20 });
    await heard.untilOpen();
    mtp.close();
    expect(await heard.untilClosed()).toBeUndefined();
  });

  it('may come before it began', async () => {
    const server = await agent();
    const heard = new MtpRecorder();
    const options = { url: server.url, endpointId: ID, WebSocket: NodeWebSocket, after: realAfter };
    const never = openWebSocketMtp(options, heard);
    never.close();
    expect(heard.endings).toEqual([]);
    never.open();
    expect(await heard.untilClosed()).toBeUndefined();

    const { mtp, heard: early } = open(server.url);
    mtp.close();
    expect(await early.untilClosed()).toBeUndefined();
    expect(early.openings).toEqual([]);
  });

  it('that comes right after the opening is put down to a session that the Agent still holds [R-WS.4]', async () => {
    const server = await agent({ onConnection: ({ socket }) => socket.close(1000) });
    const { heard } = open(server.url);
    const problem = await heard.untilClosed();
    expect(problem).toMatchObject({ code: 'eid-in-use', causes: ['eid-in-use', 'unknown-controller', 'peer-closed'] });
    expect(problem?.final).toBeUndefined();
  });

  it.each([
    [1001, 'going', 'peer-closed'],
    [1000, '', 'peer-closed'],
    [1003, 'not a Record', 'peer-refused'],
    [4003, '1003 no', 'peer-refused'],
    [1009, '', 'peer-refused'],
    [1011, 'oops', 'peer-closed'],
  ])('with %i %s is told as %s', async (code, reason, expected) => {
    const server = await agent({
      onConnection: ({ socket }) => {
        socket.send(Buffer.from([1]));
        socket.close(code, reason);
      },
    });
    const { heard } = open(server.url);
    const problem = await heard.untilClosed();
    expect(problem?.code).toBe(expected);
    expect(problem?.why).toContain(String(code));
    expect(problem?.why).toContain(reason);
  });

  it('without a farewell is told as a loss', async () => {
    const server = await agent({
      onConnection: ({ socket }) => {
        socket.send(Buffer.from([1]), () => socket.terminate());
      },
    });
    const { heard } = open(server.url);
    expect(await heard.untilClosed()).toMatchObject({ code: 'lost' });
  });
});
