/** Joins an Agent to real connections and a real clock; both are handed in, so that the page and Node share it. */
import type { Mtp, MtpListener, MtpKind } from '../mtp/mtp.ts';
import type { Agent, AgentEvent, Peer } from './agent.ts';

/** Time as the host has it. */
export interface AgentClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs something once, `delay` milliseconds from now; returns what cancels it. */
  setTimer(delay: number, run: () => void): () => void;
}

/** A connection for the Agent to use. */
export interface AgentConnection {
  readonly id: string;
  readonly mtp: MtpKind;
  /** The Controllers that are known to be on it. */
  readonly peers: readonly Peer[];
  /** Makes the Mtp; it is opened at once. */
  connect(listener: MtpListener): Mtp;
  /** It has ended, by whichever side; a host may open another one then. */
  closed?(why: string): void;
}

export interface RunningAgent {
  /** Opens one more connection; one of the same id is closed before. */
  open(connection: AgentConnection): void;
  close(id: string): void;
  /** Ends all connections and timers. */
  stop(): void;
}

export function runAgent(agent: Agent, clock: AgentClock, onEvent?: (event: AgentEvent) => void): RunningAgent {
  const links = new Map<string, Mtp>();
  let cancelTimer: (() => void) | undefined;
  let stopped = false;

  /** After each input: send what is to be sent, tell what happened, set the clock. */
  const turn = () => {
    if (stopped) return;
    for (let out = agent.pollTransmit(); out; out = agent.pollTransmit()) {
      links.get(out.connection)?.send(out.bytes, out.topic);
    }
    for (let event = agent.pollEvent(); event; event = agent.pollEvent()) {
      if (event.type === 'refuse') links.get(event.connection)?.refuse(event.why);
      onEvent?.(event);
    }
    cancelTimer?.();
    cancelTimer = clock.setTimer(Math.max(0, agent.nextTimeout() - clock.now()), () => {
      agent.handleTimeout(clock.now());
      turn();
    });
  };

  const drop = (id: string, why: string) => {
    if (!links.delete(id)) return;
    agent.connectionClosed(id, why, clock.now());
    turn();
  };

  turn();
  return {
    open(connection) {
      const { id, mtp, peers } = connection;
      links.get(id)?.close();
      drop(id, 'the connection was opened anew');
      const link = connection.connect({
        opened: ({ replyTo, mqttVersion }) => {
          if (links.get(id) !== link) return;
          agent.connectionOpened({ id, mtp, replyTo, mqttVersion }, peers, clock.now());
          turn();
        },
        received: ({ bytes, replyTo }) => {
          if (links.get(id) !== link) return;
          agent.handleRecord({ connection: id, bytes, replyTo }, clock.now());
          turn();
        },
        // What is no Record is none of an Agent's business.
        dropped: () => undefined,
        closed: (problem) => {
          if (links.get(id) !== link) return;
          const why = problem ? `${problem.what}: ${problem.why}` : 'closed';
          drop(id, why);
          connection.closed?.(why);
        },
      });
      links.set(id, link);
      link.open();
    },
    close(id) {
      links.get(id)?.close();
      drop(id, 'closed by the Agent');
    },
    stop() {
      for (const [id, link] of [...links]) {
        link.close();
        drop(id, 'the Agent was stopped');
      }
      stopped = true;
      cancelTimer?.();
    },
  };
}
