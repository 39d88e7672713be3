/** A Controller and any number of scripted Agents on simulated links and a simulated clock. */
import { Controller, type KnownAgent } from '../controller/controller.ts';
import type { ControllerEvent, PeerStatus, RequestOptions } from '../controller/types.ts';
import type { OpenConnection } from '../exchange/types.ts';
import type { UspAnswer } from '../message/answer-types.ts';
import type { UspError } from '../error.ts';
import type { AnyRequest } from '../message/request-types.ts';
import { Random } from './random.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { goodLink, SimulatedLink } from './simulated-link.ts';
import type { ScriptedAgent } from './scripted-agent.ts';

interface Packet {
  readonly topic: string | undefined;
  readonly replyTo: string | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One connection: to a single Agent's server, or to a broker with many Agents behind it. */
interface Wire {
  readonly connection: OpenConnection;
  readonly agents: readonly ScriptedAgent[];
  readonly toController: SimulatedLink<Packet>;
  readonly toAgents: SimulatedLink<Packet>;
}

export interface OpenOptions {
  readonly mtp?: OpenConnection['mtp'];
  readonly mqttVersion?: '5' | '3.1.1';
  /** Agents that the Controller is told of; absent: all on this connection, with their topics. */
  readonly known?: readonly KnownAgent[];
  /** False: the Agents' connect Records have passed before the Controller came. */
  readonly greets?: boolean;
}

export const controllerId = 'self::controller';
const controllerTopic = 'usp/controller';

export class Bench {
  readonly clock = new SimulatedClock(1_000_000);
  readonly controller = new Controller({ endpointId: controllerId, idPrefix: 'p' });
  /** All that the Controller has reported. */
  readonly events: ControllerEvent[] = [];
  /** The topics and connections that its Records went to. */
  readonly sentTo: { readonly connection: string; readonly topic: string | undefined }[] = [];
  readonly #wires = new Map<string, Wire>();
  readonly #random = new Random(1);
  #cancelTimer: () => void = () => undefined;
  #lastId = 0;

  get now(): number {
    return this.clock.now;
  }

  open(id: string, agents: readonly ScriptedAgent[], options: OpenOptions = {}): void {
    const { mtp = 'websocket', mqttVersion = '5', greets = true } = options;
    const brokered = mtp === 'mqtt';
    const connection: OpenConnection = brokered ? { id, mtp, mqttVersion, replyTo: controllerTopic } : { id, mtp };
    const link = (deliver: (packet: Packet) => void) =>
      new SimulatedLink<Packet>(this.clock, this.#random, goodLink, deliver);
    const wire: Wire = {
      connection,
      agents,
      toController: link(({ bytes, replyTo }) => this.inject(id, bytes, replyTo)),
      toAgents: link(({ topic, replyTo, bytes }) => {
        for (const agent of agents) {
          if (!brokered || agent.topic === topic) agent.take({ connection: id, bytes, replyTo });
        }
        this.crank();
      }),
    };
    this.#wires.set(id, wire);
    for (const agent of agents) {
      // Where it does not greet, its connect Record passes now and nobody hears it.
      agent.join(connection, controllerId, brokered ? controllerTopic : undefined, true);
      if (!greets) Array.from(agent.transmits());
    }
    const known = agents.map(({ endpointId, topic }): KnownAgent => ({
      agent: endpointId,
      ...(brokered && { topic }),
    }));
    this.do((controller, now) => controller.connectionOpened(connection, options.known ?? known, now));
  }

  /** The connection is gone, and all that was under way on it. */
  close(id: string, reason = 'the test closed it'): void {
    const wire = this.#wires.get(id);
    wire?.toController.cut();
    wire?.toAgents.cut();
    this.#wires.delete(id);
    for (const agent of wire?.agents ?? []) agent.exchange.connectionClosed(id, reason);
    this.do((controller, now) => controller.connectionClosed(id, reason, now));
  }

  /** What the Controller sends on a connection is lost from now on; or comes through again. */
  deafen(id: string, deaf = true): void {
    const wire = this.#wires.get(id);
    if (deaf) wire?.toAgents.cut();
    else wire?.toAgents.mend();
  }

  /** Something arrives at the Controller, whoever sent it. */
  inject(connection: string, bytes: Uint8Array, replyTo?: string): void {
    this.do((controller, now) => controller.handleRecord({ connection, bytes, replyTo }, now));
  }

  /** Lets the Controller do something, and all that follows from it at once. */
  do(input: (controller: Controller, now: number) => void): void {
    input(this.controller, this.now);
    this.crank();
  }

  request(agent: string, request: AnyRequest, options: RequestOptions = {}): number {
    const id = ++this.#lastId;
    this.do((controller, now) => controller.request(id, agent, request, options, now));
    return id;
  }

  run(milliseconds = 1_000): void {
    this.crank();
    this.clock.run(milliseconds);
  }

  /** All that waits to be sent goes on its way, and the next timeout is set. */
  crank(): void {
    for (let out = this.controller.pollTransmit(this.now); out; out = this.controller.pollTransmit(this.now)) {
      this.sentTo.push({ connection: out.connection, topic: out.topic });
      const wire = this.#wires.get(out.connection);
      const sent = wire && { topic: out.topic, replyTo: wire.connection.replyTo, bytes: out.bytes };
      if (sent) wire.toAgents.send(sent);
      else this.controller.handleNotSent(out);
    }
    for (let event = this.controller.pollEvent(); event; event = this.controller.pollEvent()) this.events.push(event);
    for (const { agents } of this.#wires.values()) {
      for (const agent of agents) {
        for (const { connection, topic, bytes } of agent.transmits()) {
          this.#wires.get(connection)?.toController.send({ topic, replyTo: agent.topic, bytes });
        }
      }
    }
    this.#cancelTimer();
    const next = this.controller.nextTimeout();
    if (next !== undefined) {
      this.#cancelTimer = this.clock.at(next, () => this.do((controller, now) => controller.handleTimeout(now)));
    }
  }

  // ---- what has come out -------------------------------------------------------------------------------------------

  /** How a request ended: each end there was, so that a second one shows. */
  ends(id: number): (UspAnswer | UspError)[] {
    return this.events.flatMap((event): (UspAnswer | UspError)[] => {
      if (event.type === 'answer' && event.id === id) return [event.answer];
      return event.type === 'failed' && event.id === id ? [event.error] : [];
    });
  }

  of<T extends ControllerEvent['type']>(type: T): Extract<ControllerEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<ControllerEvent, { type: T }> => event.type === type);
  }

  get notes(): string[] {
    return this.of('note').map((event) => event.text);
  }

  get dropped(): string[] {
    return this.of('record').flatMap((event) => (event.seen.dropped ? [event.seen.dropped] : []));
  }

  /** The last that was said of an Agent. */
  status(agent: string): PeerStatus | undefined {
    return this.of('peer')
      .filter((event) => event.status.agent === agent)
      .at(-1)?.status;
  }

  /** The msg_id of the last Message that the Controller sent. */
  get lastMsgId(): string {
    const sent = this.of('record')
      .filter((event) => event.seen.direction === 'out' && event.seen.msg)
      .at(-1);
    return sent?.seen.msg?.header?.msgId ?? '';
  }
}
