/** The Agent's WebSocket server: one path, `v1.usp`, one session for each eid (R-WS.4, R-WS.10b, R-WS.12a). */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_RECORD_SIZE } from '../../src/mtp/limits.ts';
import { isEndpointId } from '../../src/usp/endpoint-id.ts';

export interface WebSocketServerOptions {
  readonly agentId: string;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly path: string;
  /** Answer with the extension header that obuspa always sends, and that no browser takes (R-WS.11a). */
  readonly extensionHeader: boolean;
  /** A Controller has opened a session. */
  accepted(socket: WebSocket, controllerId: string): void;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

const subprotocol = 'v1.usp';
/** Another session of the same Endpoint is open. */
const takenCode = 4000;

export async function startWebSocketServer(options: WebSocketServerOptions): Promise<RunningServer> {
  const server = createServer((_request, response) => {
    response.writeHead(426, { 'content-type': 'text/plain' }).end('This is a USP Agent: it speaks WebSocket only.\n');
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_RECORD_SIZE,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });
  if (options.extensionHeader) {
    sockets.on('headers', (headers) => {
      headers.push(`Sec-WebSocket-Extensions: bbf-usp-protocol; eid="${options.agentId}"`);
    });
  }
  const sessions = new Set<string>();
  server.on('upgrade', (request, stream, head) => {
    const caller = callerOf(request, options.path);
    if (typeof caller === 'number') return refuseUpgrade(stream, caller);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (sessions.has(caller.id)) return socket.close(takenCode, 'this Endpoint has a session already'); // R-WS.4
      sessions.add(caller.id);
      socket.on('close', () => sessions.delete(caller.id));
      options.accepted(socket, caller.id);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Who calls; a number is the HTTP status of the refusal. */
function callerOf(request: IncomingMessage, path: string): { id: string } | number {
  const url = new URL(request.url ?? '', 'http://agent.invalid');
  if (url.pathname !== path) return 404;
  const offered = request.headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  if (!offered.includes(subprotocol)) return 400; // R-WS.12a
  const id = url.searchParams.get('eid') ?? '';
  return isEndpointId(id) ? { id } : 400; // R-WS.10b
}

function refuseUpgrade(stream: Duplex, status: number): void {
  const name = status === 404 ? 'Not Found' : 'Bad Request';
  // Whoever hangs up before it has read this ends its own line, not the lab.
  stream.on('error', () => undefined);
  stream.end(`HTTP/1.1 ${String(status)} ${name}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
