import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { freePort } from '../../tools/testing/free-port.ts';
import { MtpRecorder, realAfter } from '../../tools/testing/mtp-recorder.ts';
import { NodeWebSocket } from '../../tools/testing/node-websocket.ts';
import type { MtpProblem } from './mtp.ts';
import { openWebSocketMtp } from './websocket.ts';
import { diagnoseWebSocket, type Diagnosed, type DiagnosisTools } from './websocket-diagnosis.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Listens on a free port, and cuts all lines at the end of the test. */
async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function tools(change: Partial<DiagnosisTools> = {}): DiagnosisTools {
  return {
    WebSocket: NodeWebSocket,
    fetch: (url, init) => fetch(url, init),
    after: realAfter,
    signal: new AbortController().signal,
    ...change,
  };
}

const failed: MtpProblem = { code: 'failed', what: 'w', why: 'y', advice: 'a' };

/** A page on this machine, whose connection has just failed. */
function diagnose(
  url: string,
  given: Partial<Diagnosed> = {},
  with_: Partial<DiagnosisTools> = {},
): Promise<MtpProblem> {
  return diagnoseWebSocket(
    { url, purpose: 'usp', problem: failed, lasted: 20, page: 'http://127.0.0.1/', ...given },
    tools(with_),
  );
}

/** As obuspa does (field notes): right in all, but for a header that nobody asked for. */
async function agentWithHeader(): Promise<string> {
  const server = createHttpServer((_, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'v1.usp' });
  sockets.on('headers', (headers) => headers.push('Sec-WebSocket-Extensions: bbf-usp-protocol; eid="os::agent"'));
  return `ws://${await listen(server)}/usp`;
}

describe('why a WebSocket did not open, against real servers', () => {
  it('an Agent that answers with the extension header [R-WS.11b]', async () => {
    const url = await agentWithHeader();
    // The attempt itself first: it has to fail in just the way that is diagnosed.
    const heard = new MtpRecorder();
    openWebSocketMtp({ url, endpointId: 'self::c', WebSocket: NodeWebSocket, after: realAfter }, heard).open();
    const problem = await heard.untilClosed();
    expect(problem?.code).toBe('failed');
    const found = await diagnose(url, { problem: problem ?? failed });
    expect(found).toMatchObject({
      code: 'extension-header-or-subprotocol',
      causes: ['extension-header-or-subprotocol', 'wrong-path', 'not-websocket'],
    });
    expect(found.advice).toContain('proxy_hide_header Sec-WebSocket-Extensions;');
  });

  it('a WebSocket server that does not confirm the subprotocol [R-WS.12]', async () => {
    const server = createHttpServer((_, response) => response.end('hello'));
    new WebSocketServer({ server, handleProtocols: () => false });
    expect(await diagnose(`ws://${await listen(server)}/usp`)).toMatchObject({ code: 'subprotocol' });
  });

  it('a web server that is no WebSocket server', async () => {
    const host = await listen(createHttpServer((_, response) => response.writeHead(404).end()));
    expect(await diagnose(`ws://${host}/usp`)).toMatchObject({ code: 'extension-header-or-subprotocol' });
    expect(await diagnose(`ws://${host}/mqtt`, { purpose: 'mqtt' })).toMatchObject({ code: 'wrong-path' });
  });

  it('nobody', async () => {
    const port = await freePort();
    expect(await diagnose(`ws://127.0.0.1:${port}/usp`)).toMatchObject({ code: 'refused' });
    expect(await diagnose(`wss://127.0.0.1:${port}/usp`)).toMatchObject({ code: 'tls', causes: ['tls', 'refused'] });
  });

  it('a server that is silent', async () => {
    const host = await listen(createTcpServer());
    const timeout: MtpProblem = { ...failed, code: 'timeout' };
    const found = await diagnose(`ws://${host}/`, { problem: timeout, lasted: 20_000 }, { probeTimeout: 50 });
    expect(found).toMatchObject({ code: 'unreachable' });
    // The handshake was turned down at once, so somebody is there.
    expect(await diagnose(`ws://${host}/`, {}, { probeTimeout: 50 })).toMatchObject({
      code: 'extension-header-or-subprotocol',
    });
  });

  it('TLS that can’t be trusted', async () => {
    // Without a certificate no handshake comes about, as with one that is refused.
    const host = await listen(createTlsServer({}));
    expect(await diagnose(`wss://${host}/usp`)).toMatchObject({ code: 'tls' });
  });

  it('TLS asked of a plain server', async () => {
    const plain = await listen(createHttpServer((_, response) => response.end()));
    expect(await diagnose(`wss://${plain}/usp`)).toMatchObject({ code: 'tls', causes: ['tls', 'not-tls'] });
    const server = createHttpServer((_, response) => response.end());
    new WebSocketServer({ server });
    expect(await diagnose(`wss://${await listen(server)}/usp`)).toMatchObject({ code: 'not-tls' });
  });

  it('probes without saying who we are, and without a session', async () => {
    const seen: string[] = [];
    const server = createHttpServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end();
    });
    const sockets = new WebSocketServer({ server });
    const closed = new Promise<void>((resolve) => {
      sockets.on('connection', (socket, request) => {
        seen.push(`${request.url} ${request.headers['sec-websocket-protocol']}`);
        socket.on('close', () => resolve());
      });
    });
    await diagnose(`ws://${await listen(server)}/usp?token=1`);
    await closed;
    expect(seen).toEqual(['GET /', '/usp?token=1 undefined']);
  });
});

describe('what needs no probe', () => {
  const untouched: Partial<DiagnosisTools> = {
    fetch: () => Promise.reject(new Error('no probe was expected')),
    WebSocket: function () {
      throw new Error('no probe was expected');
    } as unknown as typeof NodeWebSocket,
  };

  it('ws:// to the internet from a page over https', async () => {
    let probes = 0;
    const found = await diagnose(
      'ws://device.example/usp',
      { page: 'https://console.example/' },
      { ...untouched, fetch: () => Promise.reject(new Error(String(probes++))) },
    );
    expect(found).toMatchObject({ code: 'mixed-content' });
    expect(probes).toBe(0);
  });

  it.each(['eid-in-use', 'lost', 'subprotocol', 'bad-credentials'])('a problem that says enough: %s', async (code) => {
    const problem = { ...failed, code };
    expect(await diagnose('ws://127.0.0.1/', { problem }, untouched)).toBe(problem);
  });

  it('an address that is none', async () => {
    expect(await diagnose('no address', {}, untouched)).toBe(failed);
  });
});

describe('the diagnosis itself', () => {
  it('asks the browser for its permission where there is one', async () => {
    const url = `ws://127.0.0.1:${await freePort()}/`;
    const permission = () => Promise.resolve('denied' as const);
    expect(await diagnose(url, { page: 'https://console.example/' }, { permission })).toMatchObject({
      code: 'local-network-access',
    });
    const broken = () => Promise.reject(new TypeError('no such permission'));
    expect(await diagnose(url, {}, { permission: broken })).toMatchObject({ code: 'refused' });
  });

  it('ends when it is told to, with what it knows', async () => {
    const host = await listen(createTcpServer());
    const abort = new AbortController();
    const found = diagnose(`ws://${host}/`, {}, { signal: abort.signal, probeTimeout: 1_000_000 });
    abort.abort();
    expect((await found).advice).not.toBe('');
    expect((await diagnose(`ws://${host}/`, {}, { signal: abort.signal })).advice).not.toBe('');
  });

  it('never throws, whatever its tools do', async () => {
    const bad: Partial<DiagnosisTools> = {
      fetch: () => {
        throw new TypeError('bad port');
      },
      WebSocket: function () {
        throw new DOMException('blocked', 'SecurityError');
      } as unknown as typeof NodeWebSocket,
    };
    expect(await diagnose('ws://127.0.0.1:1/', {}, bad)).toMatchObject({ code: 'refused' });
    const answers = { ...bad, fetch: () => Promise.resolve() };
    expect(await diagnose('ws://127.0.0.1:1/', {}, answers)).toMatchObject({ code: 'extension-header-or-subprotocol' });
  });
});
