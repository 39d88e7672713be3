/** The demo device over real sockets: a WebSocket server, and a client of brokers. */
import { connect as connectTcp } from 'node:net';
import { WebSocket as NodeWebSocket } from 'ws';

import { openMqttMtp } from '../../src/mtp/mqtt.ts';
import type { MqttVersion } from '../../src/mtp/mtp.ts';
import { agentRetryDelay } from '../../src/mtp/retry-policy.ts';
import type { Mtp, MtpListener } from '../../src/mtp/mtp.ts';
import type { WebSocketConstructor } from '../../src/mtp/websocket.ts';
import { Agent, type AgentEvent, type Peer } from '../../src/demo/agent.ts';
import type { ControllerSession } from '../../src/demo/home/local-agent.ts';
import type { InjectedFault } from '../../src/demo/injection.ts';
import { isFaulty, withLinkFaults, type LinkFaults } from '../../src/demo/link-faults.ts';
import { runAgent } from '../../src/demo/run-agent.ts';
import { nodeAfter } from './after.ts';
import { acceptedWebSocket } from './accepted-websocket.ts';
import { startWebSocketServer, type RunningServer } from './websocket-server.ts';

export interface LabBroker {
  /** `mqtt:`, `ws:` or `wss:` */
  readonly url: string;
  readonly version: MqttVersion;
  /** The topic that the Agent listens to. */
  readonly topic: string;
  readonly username?: string;
  readonly password?: string;
  readonly qos?: 0 | 1;
  /** Controllers whose topics are known: they get the connect Record at once. */
  readonly peers?: readonly Peer[];
}

export interface LabOptions {
  readonly agentId?: string;
  /** Controllers that are known from the beginning, with every right. */
  readonly controllers?: readonly string[];
  /** What the device does with all others; default `full`: a lab is for trying things out. */
  readonly newcomers?: 'full' | 'untrusted' | 'refuse';
  readonly size?: 'home' | 'large';
  readonly seed?: number;
  readonly faults?: readonly InjectedFault[];
  /** SessionMode and MaxUSPRecordSize (bytes) towards all Controllers; absent: Allow, without a limit. */
  readonly session?: ControllerSession;
  /** What happens to Records on each of the Agent's connections. */
  readonly link?: LinkFaults;
  /** false: no WebSocket server. */
  readonly webSocket?:
    | false
    | { readonly host?: string; readonly port?: number; readonly path?: string; readonly extensionHeader?: boolean };
  readonly brokers?: readonly LabBroker[];
  /** Seconds of the first retry (ConnectRetryTime). */
  readonly retryTime?: number;
  readonly onEvent?: (event: AgentEvent) => void;
  readonly onNote?: (note: string) => void;
}

export interface Lab {
  readonly agentId: string;
  readonly agent: Agent;
  /** Where the WebSocket server listens: `ws://127.0.0.1:…/usp`. */
  readonly webSocketUrl: string | undefined;
  /** Resolves once the Agent is connected to all its brokers; at once where it is. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the Agent; resolves when its WebSocket server listens. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const agentId = options.agentId ?? 'os::00005E-LAB000000001';
  const agent = new Agent({
    endpointId: agentId,
    controllers: (options.controllers ?? []).map((endpointId) => ({
      endpointId,
      role: 'full' as const,
      session: options.session,
    })),
    newcomers: options.newcomers ?? 'full',
    seed: options.seed ?? 1,
    size: options.size ?? 'home',
    ...(options.session && { session: options.session }),
    now: Date.now(),
    faults: options.faults ?? [],
  });
  const note = options.onNote ?? (() => undefined);
  const running = runAgent(agent, { now: () => Date.now(), setTimer: nodeAfter }, options.onEvent);
  const state = { closed: false, timers: new Set<() => void>() };

  let server: RunningServer | undefined;
  const { host = '127.0.0.1', port = 0, path = '/usp', extensionHeader = false } = options.webSocket || {};
  if (options.webSocket !== false) {
    server = await startWebSocketServer({
      agentId,
      host,
      port,
      path,
      extensionHeader,
      accepted: (socket, controllerId) => {
        note(`${controllerId} has opened a WebSocket session`);
        running.open({
          id: `websocket ${controllerId}`,
          mtp: 'websocket',
          peers: [{ endpointId: controllerId }],
          connect: (listener) => throughLink(listener, options.link, (inner) => acceptedWebSocket(socket, inner)),
          closed: () => note(`${controllerId} has closed its WebSocket session`),
        });
      },
    });
  }

  const open = new Set<string>();
  const waiting: (() => void)[] = [];
  const brokers = options.brokers ?? [];
  const opened = (id: string) => {
    open.add(id);
    if (open.size === brokers.length) for (const resolve of waiting.splice(0)) resolve();
  };
  for (const [index, broker] of brokers.entries()) {
    const id = `broker ${String(index + 1)}`;
    const attempt = (count: number) => {
      let wasOpen = false;
      running.open({
        id,
        mtp: 'mqtt',
        peers: broker.peers ?? [],
        connect: (listener) =>
          throughLink(listener, options.link, (inner) =>
            connectToBroker(agentId, broker, {
              ...inner,
              opened: (details) => {
                wasOpen = true;
                inner.opened(details);
                opened(id);
                note(`connected to ${broker.url} (MQTT ${broker.version}), listening to ${broker.topic}`);
              },
            }),
          ),
        closed: (why) => {
          open.delete(id);
          if (state.closed) return;
          const next = wasOpen ? 1 : count + 1;
          const delay = agentRetryDelay(next, options.retryTime ?? 1, 2000, Math.random(), 30);
          note(`${broker.url}: ${why} Trying again in ${String(Math.round(delay / 100) / 10)} s.`);
          const cancel = nodeAfter(delay, () => {
            state.timers.delete(cancel);
            attempt(next);
          });
          state.timers.add(cancel);
        },
      });
    };
    attempt(1);
  }

  return {
    agentId,
    agent,
    webSocketUrl: server && `ws://${host}:${String(server.port)}${path}`,
    connected: () =>
      open.size === brokers.length ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      state.closed = true;
      for (const cancel of state.timers) cancel();
      running.stop();
      await server?.close();
    },
  };
}

/** The Agent's end of a connection, with what its link does to Records. A cut is the Agent closing it. */
function throughLink(listener: MtpListener, faults: LinkFaults | undefined, join: (listener: MtpListener) => Mtp): Mtp {
  if (!isFaulty(faults)) return join(listener);
  let end: Mtp | undefined;
  const cut = () => {
    end?.close();
    listener.closed();
  };
  const clock = { now: () => Date.now(), setTimer: nodeAfter };
  return withLinkFaults((inner) => (end = join(inner)), listener, { faults, clock, random: Math.random, cut });
}

function connectToBroker(
  agentId: string,
  broker: LabBroker,
  listener: Parameters<typeof openMqttMtp>[1],
): ReturnType<typeof openMqttMtp> {
  const { url, version, topic, username, password, qos } = broker;
  return openMqttMtp(
    {
      url,
      version,
      endpointId: agentId,
      username,
      password,
      subscribe: [],
      replyTo: topic,
      qos: qos ?? 1,
      WebSocket: NodeWebSocket as unknown as WebSocketConstructor,
      openStream: (address) => {
        const { hostname, port } = new URL(address);
        return connectTcp({ host: hostname, port: Number(port) || 1883 });
      },
      after: nodeAfter,
    },
    listener,
  );
}
