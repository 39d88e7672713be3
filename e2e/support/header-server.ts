/** A WebSocket server that answers as the reference Agent does: with an extension that nobody asked for. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface HeaderServer {
  /** `127.0.0.1:…` */
  readonly host: string;
  /** What each request asked for, as it came through the proxy. */
  readonly requests: readonly { readonly url: string; readonly extensions: string | undefined }[];
  stop(): Promise<void>;
}

/** @param onSession is handed each session after its handshake, to be an Agent on it */
export async function startHeaderServer(onSession: (socket: WebSocket) => void = () => {}): Promise<HeaderServer> {
  const requests: { url: string; extensions: string | undefined }[] = [];
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/usp', perMessageDeflate: false });
  server.on('headers', (headers, request) => {
    headers.push('Sec-WebSocket-Extensions: bbf-usp-protocol; eid="os::012345-AGENT"');
    requests.push({ url: request.url ?? '', extensions: request.headers['sec-websocket-extensions'] });
  });
  server.on('connection', onSession);
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
