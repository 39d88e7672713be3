/** The worker's inside: joins Controllers and connections, turns the crank, and speaks to the page by the port. */
import { Controller, type KnownAgent } from '../usp/controller/controller.ts';
import type { ControllerEvent, PeerStatus } from '../usp/controller/types.ts';
import { UspError } from '../usp/error.ts';
import { completeWritten, writeBytes } from '../usp/text.ts';
import type { MtpKind, MtpProblem } from '../mtp/mtp.ts';
import { sliceAnswer } from './answer-parts.ts';
import { Connection } from './connection.ts';
import { DeviceNews } from './device-news.ts';
import type { Environment } from './environment.ts';
import { EventLog } from './log.ts';
import { LogDesk } from './log-desk.ts';
import { demoAgentIds, type ConnectionConfig, type DeviceStatus, type ToWorker } from './port.ts';

/** Milliseconds in which log entries are gathered before they cross the port together. */
const logEvery = 50;
/** Entries that cross it in one message: more of them at once would be a long task on the page. */
const logSlice = 1_000;

export class Host {
  readonly #env: Environment;
  readonly #log: EventLog;
  readonly #desk: LogDesk;
  readonly #deviceNews: DeviceNews;
  readonly #connections = new Map<string, Connection>();
  /** One Controller for each Endpoint ID that the person uses. */
  readonly #units = new Map<string, Unit>();
  /** What a person calls each connection, also those that are closed: their Records are in the log. */
  readonly #names = new Map<string, string>();
  #logTimer = false;

  constructor(env: Environment) {
    this.#env = env;
    this.#log = new EventLog(() => env.now());
    this.#desk = new LogDesk(this.#log, env, (connection) => this.#names.get(connection));
    this.#deviceNews = new DeviceNews(env);
    env.post({ type: 'ready' });
  }

  handle(message: ToWorker): void {
    switch (message.type) {
      case 'open':
        return this.#open(message.config);
      case 'close':
        return this.#close(message.connection);
      case 'retry':
        return this.#connections.get(message.connection)?.connect();
      case 'request':
        return this.#request(message);
      case 'cancel':
        for (const unit of this.#units.values()) unit.run((controller, now) => controller.cancel(message.id, now));
        return;
      case 'raw':
        return this.#raw(message.id, message.device, message.bytes);
      case 'write': {
        const variables = new Map(message.variables);
        const written = writeBytes(message.schema, message.text, (name) => variables.get(name));
        return this.#env.post({ type: 'written', id: message.id, written });
      }
      case 'complete': {
        const completions = completeWritten(message.schema, message.text, message.at);
        return this.#env.post({ type: 'completions', id: message.id, completions });
      }
      case 'log-bounds':
        this.#log.backlog.startAt(message.from);
        return this.#log.backlog.bound(message.bounds);
      case 'wake':
        this.#env.after(message.after, () => this.#env.post({ type: 'awake', id: message.id }));
        return;
      case 'ping':
        return this.#env.post({ type: 'pong', id: message.id });
      default:
        this.#desk.handle(message);
    }
  }

  #open(config: ConnectionConfig): void {
    this.#names.set(config.id, config.name);
    const before = this.#connections.get(config.id);
    if (before) {
      if (before.config.controllerId !== config.controllerId) this.#close(config.id);
      else before.close();
    }
    const unit = this.#unit(config.controllerId);
    const connection = new Connection(config, this.#env, {
      opened: (opened) => {
        const { replyTo, mqttVersion, refusedFilters = [] } = opened;
        const { id, session, maxRecordSize } = config;
        const open = { id, mtp: mtpKind(config), replyTo, mqttVersion, session, maxRecordSize };
        for (const filter of refusedFilters) {
          const note = `The broker refused the topic ${JSON.stringify(filter)}: nothing that is sent to it will be heard.`;
          this.#note({ kind: 'error', connection: id, note });
        }
        unit.run((controller, now) => controller.connectionOpened(open, knownAgents(config), now));
      },
      ended: (reason) => unit.run((controller, now) => controller.connectionClosed(config.id, reason, now)),
      received: (incoming) => {
        unit.run((controller, now) => controller.handleRecord({ connection: config.id, ...incoming }, now));
      },
      undelivered: (why, to, lasting) => {
        const note = `${why} (${to})`;
        const agent = unit.agentAt(config.id, to);
        const device = agent === undefined ? undefined : deviceId(config.controllerId, agent);
        this.#note({ kind: 'error', connection: config.id, note, ...(device !== undefined && { device }) });
        if (lasting) unit.run((controller, now) => controller.handleUnreachable(config.id, to, note, now));
      },
      dropped: (why, bytes) => {
        this.#note(
          { kind: 'dropped', connection: config.id, note: `Dropped: ${why}`, size: bytes?.length ?? 0 },
          bytes,
        );
      },
      changed: (status) => {
        this.#env.post({ type: 'connection', status });
        const why = status.problem ? ` ${status.problem.what} ${status.problem.why}` : '';
        const kind = status.problem ? 'error' : 'state';
        this.#note({ kind, connection: config.id, note: `${config.name}: ${status.state}.${why}` });
        unit.refresh(config.id);
      },
    });
    this.#connections.set(config.id, connection);
    connection.connect();
  }

  #close(id: string): void {
    const connection = this.#connections.get(id);
    if (!connection) return;
    connection.close();
    this.#connections.delete(id);
    const unit = this.#units.get(connection.config.controllerId);
    for (const agent of unit?.forget(id) ?? []) {
      this.#deviceNews.gone(deviceId(connection.config.controllerId, agent));
    }
    this.#env.post({ type: 'connection-gone', id });
  }

  #request(message: Extract<ToWorker, { type: 'request' }>): void {
    const { unit, agent } = this.#device(message.device);
    if (!unit) return this.#fail(message.id, unknownDevice(agent));
    const preferred = unit.connectionOf(agent, message.options.connection);
    const timeout = message.options.timeout ?? this.#connections.get(preferred ?? '')?.config.requestTimeout;
    const options = { ...message.options, ...(timeout !== undefined && { timeout }) };
    unit.run((controller, now) => controller.request(message.id, agent, message.request, options, now));
  }

  #raw(id: number, device: string, bytes: Uint8Array): void {
    const { unit, agent } = this.#device(device);
    const copy = new Uint8Array(bytes);
    let sent = false;
    unit?.run((controller, now) => (sent = controller.sendRaw(agent, copy, now)));
    if (sent) this.#env.post({ type: 'sent', id });
    else this.#fail(id, unknownDevice(agent));
  }

  #device(id: string): { unit: Unit | undefined; agent: string } {
    const [agent = '', controllerId = ''] = id.split(idSeparator);
    return { unit: this.#units.get(controllerId), agent };
  }

  #fail(id: number, error: UspError): void {
    this.#env.post({ type: 'failed', id, error: error.toPlain() });
  }

  #unit(controllerId: string): Unit {
    let unit = this.#units.get(controllerId);
    if (!unit) {
      const idPrefix = Math.floor(this.#env.random() * 36 ** 6).toString(36);
      const newSessionId = () => BigInt(2 + Math.floor(this.#env.random() * 2 ** 48)); // R-E2E.3
      const controller = new Controller({ endpointId: controllerId, idPrefix, newSessionId });
      unit = new Unit(controller, this.#env, {
        connection: (id) => this.#connections.get(id),
        event: (event) => this.#tell(controllerId, event),
      });
      this.#units.set(controllerId, unit);
    }
    return unit;
  }

  #tell(controllerId: string, event: ControllerEvent): void {
    const { post } = this.#env;
    switch (event.type) {
      case 'record': {
        const { way, peer } = event.seen;
        const config = this.#connections.get(way.connection)?.config;
        this.#log.record(event.seen, {
          ...(config && { mtp: mtpKind(config) }),
          ...(peer !== undefined && { device: deviceId(controllerId, peer) }),
        });
        return this.#logSoon();
      }
      case 'answer': {
        const slices = sliceAnswer(event.answer);
        const last = slices.pop();
        for (const slice of slices) post({ type: 'answer-part', id: event.id, slice });
        if (last) post({ type: 'answer', id: event.id, slice: last });
        return;
      }
      case 'failed':
        return this.#fail(event.id, event.error);
      case 'notify': {
        const { type, agent, ...told } = event;
        const report = { time: this.#env.now(), device: deviceId(controllerId, agent), ...told };
        return post({ type, report });
      }
      case 'operation': {
        const { agent, ...status } = event.status;
        return post({ type: 'operation', report: { device: deviceId(controllerId, agent), ...status } });
      }
      case 'peer':
        return this.#deviceNews.tell(this.#deviceStatus(controllerId, event.status));
      case 'note': {
        const { connection, agent, text } = event;
        return this.#note({ kind: 'state', connection, device: deviceId(controllerId, agent), note: text });
      }
      case 'refuse':
        return this.#connections.get(event.connection)?.refuse(event.why);
      case 'silent':
        return this.#connections.get(event.connection)?.complain(nobodySpeaks);
    }
  }

  #deviceStatus(controllerId: string, status: PeerStatus): DeviceStatus {
    const ways = status.ways.map((way) => ({
      ...way,
      encrypted: this.#connections.get(way.connection)?.status.encrypted ?? false,
    }));
    return { ...status, id: deviceId(controllerId, status.agent), controllerId, ways };
  }

  #note(entry: Parameters<EventLog['note']>[0], bytes?: Uint8Array): void {
    this.#log.note(entry, bytes);
    this.#logSoon();
  }

  #logSoon(): void {
    if (this.#logTimer) return;
    this.#logTimer = true;
    this.#env.after(logEvery, () => {
      this.#logTimer = false;
      const entries = this.#log.takeFresh();
      for (let at = 0; at < entries.length; at += logSlice) {
        this.#env.post({ type: 'log', entries: entries.slice(at, at + logSlice) });
      }
      this.#desk.wake();
    });
  }
}

interface UnitOwner {
  connection(id: string): Connection | undefined;
  event(event: ControllerEvent): void;
}

/** One Controller with its crank: after each input, what it wants sent is sent, and the next timeout is set. */
class Unit {
  readonly #controller: Controller;
  readonly #env: Environment;
  readonly #owner: UnitOwner;
  readonly #peers = new Map<string, PeerStatus>();
  #cancelTimer: () => void = () => undefined;

  constructor(controller: Controller, env: Environment, owner: UnitOwner) {
    this.#controller = controller;
    this.#env = env;
    this.#owner = owner;
  }

  run(input: (controller: Controller, now: number) => void): void {
    input(this.#controller, this.#env.now());
    this.#turn();
  }

  forget(connection: string): string[] {
    const gone = this.#controller.forgetConnection(connection);
    for (const agent of gone) this.#peers.delete(agent);
    this.#turn();
    return gone;
  }

  /** The connection that a request to this Agent will take. */
  connectionOf(agent: string, wanted: string | undefined): string | undefined {
    return wanted ?? this.#peers.get(agent)?.ways.find((way) => way.preferred)?.connection;
  }

  /** Who listens at this topic. */
  agentAt(connection: string, topic: string): string | undefined {
    const listens = ({ ways }: PeerStatus) => ways.some((way) => way.connection === connection && way.topic === topic);
    return [...this.#peers.values()].find(listens)?.agent;
  }

  /** A connection has changed: the devices on it are told again, with its encryption. */
  refresh(connection: string): void {
    for (const status of this.#peers.values()) {
      if (status.ways.some((way) => way.connection === connection)) this.#owner.event({ type: 'peer', status });
    }
  }

  #turn(): void {
    const now = this.#env.now();
    for (let out = this.#controller.pollTransmit(now); out; out = this.#controller.pollTransmit(now)) {
      const sent = this.#owner.connection(out.connection)?.send(out.bytes, out.topic) ?? false;
      if (!sent) this.#controller.handleNotSent(out);
    }
    for (let event = this.#controller.pollEvent(); event; event = this.#controller.pollEvent()) {
      if (event.type === 'peer') this.#peers.set(event.status.agent, event.status);
      this.#owner.event(event);
    }
    this.#cancelTimer();
    const next = this.#controller.nextTimeout();
    if (next === undefined) return;
    this.#cancelTimer = this.#env.after(Math.max(0, next - now), () => {
      this.run((controller, then) => controller.handleTimeout(then));
    });
  }
}

/** No Endpoint ID contains it (R-ARC.5). */
const idSeparator = '|';

function deviceId(controllerId: string, agent: string): string {
  return `${agent}${idSeparator}${controllerId}`;
}

function mtpKind(config: ConnectionConfig): MtpKind {
  return config.mtp.kind === 'demo' ? 'memory' : config.mtp.kind;
}

function knownAgents(config: ConnectionConfig): KnownAgent[] {
  const { mtp } = config;
  if (mtp.kind === 'mqtt') return mtp.agents.map(({ endpointId, topic }) => ({ agent: endpointId, topic }));
  const agent = mtp.kind === 'demo' ? demoAgentIds[mtp.size] : mtp.agentId;
  return agent ? [{ agent }] : [];
}

function unknownDevice(agent: string): UspError {
  return new UspError({
    origin: 'local',
    reason: 'no-way',
    message: `No open way to ${agent} is known here: nothing was sent.`,
    advice: 'Open a connection to it first.',
  });
}

const nobodySpeaks: MtpProblem = {
  code: 'silent',
  what: 'The connection is open, but no Agent has spoken on it.',
  why: 'An Agent says who it is with its connect Record; none has come.',
  advice: "Enter the Agent's Endpoint ID in the connection, so that it can be spoken to first.",
};
