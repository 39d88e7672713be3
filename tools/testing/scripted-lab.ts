/** A scripted Agent over a real WebSocket: for tests of what no well-behaved device sends. */
import type { Mtp } from '../../src/mtp/mtp.ts';
import type { ScriptedAgent } from '../../src/usp/testing/scripted-agent.ts';
import { acceptedWebSocket } from '../lab/accepted-websocket.ts';
import { startWebSocketServer } from '../lab/websocket-server.ts';

export interface ScriptedLab {
  /** `ws://127.0.0.1:…/usp` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts its WebSocket server. @param port absent: any that is free */
export async function startScriptedLab(agent: ScriptedAgent, port = 0): Promise<ScriptedLab> {
  let sessions = 0;
  const server = await startWebSocketServer({
    agentId: agent.endpointId,
    host: '127.0.0.1',
    port,
    path: '/usp',
    extensionHeader: false,
    accepted: (socket, controller) => {
      sessions += 1;
      const connection = `websocket ${String(sessions)}`;
      const flush = (to: Mtp) => {
        for (const out of agent.transmits()) if (out.connection === connection) to.send(out.bytes);
      };
      const mtp = acceptedWebSocket(socket, {
        opened: () => {
          agent.join({ id: connection, mtp: 'websocket' }, controller, undefined, true);
          flush(mtp);
        },
        received: ({ bytes }) => {
          agent.take({ connection, bytes: new Uint8Array(bytes) });
          flush(mtp);
        },
        dropped: (why) => agent.dropped.push(why),
        closed: () => agent.exchange.connectionClosed(connection, 'the page has gone'),
      });
      mtp.open();
    },
  });
  return { url: `ws://127.0.0.1:${String(server.port)}/usp`, port: server.port, close: () => server.close() };
}
