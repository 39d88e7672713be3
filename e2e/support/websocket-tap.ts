/**
 * Stands between the page and a real Agent's WebSocket server: sees what the browser does on the wire, and can be a
 * server with ill manners while a real Agent speaks through it.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

export interface WebSocketTapOptions {
  /** Address of the Agent's server. */
  readonly target: string;
  /** Absent: any that is free. */
  readonly port?: number;
  /** Speaks `wss` with it. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** What is confirmed in the handshake; `none`: nothing. Absent: as the Agent does. */
  readonly subprotocol?: 'none';
  /** Bytes of each frame towards the page; a longer Record goes in several. */
  readonly fragment?: number;
  /** Texts that are exchanged for others of the same length, in Records of both directions. */
  readonly rename?: readonly (readonly [ofAgent: string, ofPage: string])[];
}

export interface WebSocketTap {
  /** `ws://localhost:…/usp`, or `wss://` with TLS. */
  readonly url: string;
  /** What each handshake asked for, as it came. */
  readonly handshakes: readonly { readonly url: string; readonly subprotocol: string | undefined }[];
  /** The code and the reason that each session of the page was closed with. */
  readonly closes: readonly { readonly code: number; readonly reason: string }[];
  /** Messages of the page: are they binary? */
  readonly received: readonly { readonly binary: boolean; readonly size: number }[];
  /** The page's sessions that are open now. */
  readonly open: number;
  /** From now on, what the Agent says is not passed on. */
  hold(): void;
  /** Says something to the page that the Agent never said. */
  say(data: string | Uint8Array): void;
  /** A Ping to the page; resolves with what the Pong to it carries. */
  ping(data: string): Promise<string>;
  /** A Close frame to the page; resolves once the page's own has come back. */
  hangUp(code: number, reason: string): Promise<{ readonly code: number; readonly reason: string }>;
  close(): Promise<void>;
}

export async function startWebSocketTap(options: WebSocketTapOptions): Promise<WebSocketTap> {
  const handshakes: { url: string; subprotocol: string | undefined }[] = [];
  const closes: { code: number; reason: string }[] = [];
  const received: { binary: boolean; size: number }[] = [];
  const target = new URL(options.target);
  let held = false;
  const http: Server = options.tls
    ? createTlsServer({ cert: readFileSync(options.tls.cert), key: readFileSync(options.tls.key) })
    : createServer();
  // As servers do that speak WebSocket only.
  http.on('request', (_request, response) => response.writeHead(426).end());
  const server = new WebSocketServer({
    server: http,
    perMessageDeflate: false,
    handleProtocols: (offered) => (options.subprotocol === 'none' ? false : ([...offered][0] ?? false)),
  });
  server.on('connection', (page, request) => {
    const query = new URL(request.url ?? '', 'http://tap.invalid').search;
    handshakes.push({ url: request.url ?? '', subprotocol: request.headers['sec-websocket-protocol'] });
    const agent = new WebSocket(`${target.origin}${target.pathname}${query}`, 'v1.usp');
    agent.on('message', (data: Buffer) => {
      if (!held) send(page, translate(data, options.rename, 'page'), options.fragment);
    });
    agent.on('close', () => page.close());
    agent.on('error', () => page.terminate());
    page.on('message', (data: Buffer, binary) => {
      received.push({ binary, size: data.length });
      const bytes = translate(data, options.rename, 'agent');
      if (agent.readyState === WebSocket.CONNECTING) agent.once('open', () => agent.send(bytes));
      else agent.send(bytes);
    });
    page.on('close', (code, reason) => {
      closes.push({ code, reason: reason.toString() });
      agent.close();
    });
    page.on('error', () => undefined);
  });
  http.listen(options.port ?? 0, '127.0.0.1');
  await once(http, 'listening');
  const newest = (): WebSocket => {
    const socket = [...server.clients].at(-1);
    if (!socket) throw new Error('The page has no session with the tap.');
    return socket;
  };
  const { port } = http.address() as AddressInfo;
  return {
    url: `${options.tls ? 'wss' : 'ws'}://localhost:${port}${target.pathname}`,
    handshakes,
    closes,
    received,
    get open() {
      return server.clients.size;
    },
    hold: () => {
      held = true;
    },
    say: (data) => newest().send(data),
    ping: (data) =>
      new Promise((resolve) => {
        const socket = newest();
        socket.once('pong', (said: Buffer) => resolve(said.toString()));
        socket.ping(data);
      }),
    hangUp: async (code, reason) => {
      const socket = newest();
      const closed = new Promise<{ code: number; reason: string }>((resolve) =>
        socket.once('close', (said: number, why: Buffer) => resolve({ code: said, reason: why.toString() })),
      );
      socket.close(code, reason);
      return closed;
    },
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

function send(socket: WebSocket, bytes: Buffer, fragment = Infinity): void {
  for (let at = 0; at === 0 || at < bytes.length; at += fragment) {
    socket.send(bytes.subarray(at, at + fragment), { binary: true, fin: at + fragment >= bytes.length });
  }
}

function translate(bytes: Buffer, names: WebSocketTapOptions['rename'], towards: 'page' | 'agent'): Buffer {
  let text = bytes.toString('latin1');
  for (const [ofAgent, ofPage] of names ?? []) {
    if (ofAgent.length !== ofPage.length) throw new Error(`${ofAgent} and ${ofPage} are not of the same length.`);
    text = towards === 'page' ? text.replaceAll(ofAgent, ofPage) : text.replaceAll(ofPage, ofAgent);
  }
  return Buffer.from(text, 'latin1');
}
