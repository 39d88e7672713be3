/**
 * A USP Controller, sans-IO: requests and their answers, what Agents say by themselves, who is there. Every request
 * ends: answer, error, timeout, cancel or connection lost. `handle*` puts in, `poll*` takes out; `now` counts in
 * milliseconds on any one clock.
 */
import type { UspError } from '../error.ts';
import { Exchange, type IncomingRecord } from '../exchange/exchange.ts';
import type { ExchangeEvent, OpenConnection, Transmit, Way } from '../exchange/types.ts';
import type { Msg, MessageFault } from '../message/message.ts';
import { readAnswer, readParamErrors } from '../message/read-answer.ts';
import { readNotify } from '../message/read-notify.ts';
import type { AnyRequest, UspRequest } from '../message/request-types.ts';
import { outgoing, problemWith } from '../message/write-request.ts';
import { writtenFacts } from '../message/written-request.ts';
import { AskAgain } from './ask-again.ts';
import { failures } from './failures.ts';
import { Operations } from './operations.ts';
import { absence, Peer } from './peers.ts';
import { Requests, type OpenRequest } from './requests.ts';
import { SeenNotifies } from './seen-notifies.ts';
import { notifyResponse, serve } from './serve.ts';
import { Starts } from './starts.ts';
import type { ControllerEvent, OperationStatus, RequestOptions } from './types.ts';

export interface ControllerOptions {
  /** Our own Endpoint ID. */
  readonly endpointId: string;
  /** Begins every msg_id and command_key; random, so that two runs of the page never share one (R-MSG.8). */
  readonly idPrefix: string;
  /** A random session_id (R-E2E.3); without it no Session Context is used. */
  readonly newSessionId?: () => bigint;
}

export interface KnownAgent {
  readonly agent: string;
  readonly topic?: string | undefined;
}

/** Milliseconds, and how many. */
const bounds = {
  requestTimeout: 30_000,
  longestTimeout: 24 * 3_600_000,
  awaitConnect: 5_000,
  silence: 10_000,
  probeTimeout: 10_000,
  openRequests: 10_000,
};

export class Controller {
  readonly #exchange: Exchange;
  readonly #idPrefix: string;
  readonly #connections = new Map<string, OpenConnection>();
  readonly #peers = new Map<string, Peer>();
  readonly #requests = new Requests();
  readonly #operations = new Operations();
  readonly #notifies = new SeenNotifies();
  readonly #starts = new Starts();
  readonly #events: ControllerEvent[] = [];
  readonly #changed = new Set<Peer>();
  /** Connections to one Agent's server on which nobody has spoken, and until when we wait without a word. */
  readonly #silent = new Map<string, number>();
  readonly #askAgain = new AskAgain();
  /** Sent, but for no answer: they end as soon as the transport has had its chance to refuse them. */
  readonly #unanswered: OpenRequest[] = [];
  #counter = 0;

  constructor(options: ControllerOptions) {
    this.#exchange = new Exchange(options);
    this.#idPrefix = options.idPrefix;
  }

  get endpointId(): string {
    return this.#exchange.endpointId;
  }

  // ---- connections ------------------------------------------------------------------------------------------------

  /** @param known Agents that are to be found on this connection; those met on it before are added. */
  connectionOpened(connection: OpenConnection, known: readonly KnownAgent[], now: number): void {
    this.#exchange.connectionOpened(connection);
    this.#drain(now); // what an earlier opening of it leaves behind comes before the new one
    this.#connections.set(connection.id, connection);
    const agents = new Map(known.map(({ agent, topic }) => [agent, topic]));
    for (const peer of this.#peers.values()) {
      const way = peer.ways.get(connection.id);
      if (way && !agents.has(peer.agent)) agents.set(peer.agent, way.topic);
    }
    const brokered = connection.mtp === 'mqtt';
    for (const [agent, topic] of agents) {
      const awaitConnect = brokered ? 0 : bounds.awaitConnect;
      if (!this.#exchange.introduce({ peer: agent, connection: connection.id, topic, awaitConnect }, now)) continue;
      const peer = this.#peer(agent);
      peer.expected(connection, topic);
      this.#changed.add(peer);
      this.#probe(peer, connection.id, now);
    }
    if (!brokered) this.#silent.set(connection.id, now + bounds.silence);
    this.#drain(now);
  }

  /** @param reason in words: what the person is told with every request that is lost by it. */
  connectionClosed(id: string, reason: string, now: number): void {
    this.#connections.delete(id);
    this.#silent.delete(id);
    this.#exchange.connectionClosed(id, reason);
    this.#drain(now);
    for (const peer of this.#peers.values()) {
      if (peer.ways.get(id)?.open) this.#wayClosed(peer, id, reason, now);
    }
    this.#drain(now);
  }

  /** Forgets a connection for good, and the Agents that are known by it alone. Returns those. */
  forgetConnection(id: string): string[] {
    const gone: string[] = [];
    for (const peer of this.#peers.values()) {
      if (!peer.ways.delete(id)) continue;
      if (peer.ways.size > 0) this.#changed.add(peer);
      else {
        this.#peers.delete(peer.agent);
        this.#changed.delete(peer);
        this.#notifies.forget(peer.agent);
        this.#starts.forget(peer.agent);
        gone.push(peer.agent);
      }
    }
    return gone;
  }

  handleRecord(incoming: IncomingRecord, now: number): void {
    this.#exchange.handleRecord(incoming, now);
    this.#drain(now);
  }

  // ---- requests ---------------------------------------------------------------------------------------------------

  /** Opens a request under the caller's number. It ends with one `answer` or one `failed` of that number. */
  request(id: number, agent: string, request: AnyRequest, options: RequestOptions, now: number): void {
    this.#open(id, agent, request, options, now);
    this.#drain(now);
  }

  /** Ends a request at once. What the Agent may still answer is reported as late. */
  cancel(id: number, now: number): void {
    const open = this.#requests.byId(id);
    if (!open) return;
    const waited = this.#exchange.withdraw(open.tag);
    this.#fail(open, failures.cancelled(!waited), 'was cancelled');
    this.#drain(now);
  }

  /** Sends bytes as they are on the Agent's preferred way; false where there is none. */
  sendRaw(agent: string, bytes: Uint8Array<ArrayBuffer>, now: number): boolean {
    const way = this.#peers.get(agent)?.choose();
    const sent = way !== undefined && this.#exchange.sendRaw(agent, way.connection, bytes);
    this.#drain(now);
    return sent;
  }

  // ---- out --------------------------------------------------------------------------------------------------------

  /** The next Record to send; a request whose Record is taken out counts as sent. */
  pollTransmit(now: number): Transmit | undefined {
    const transmit = this.#exchange.pollTransmit();
    const open = transmit?.tag ? this.#requests.byTag(transmit.tag) : undefined;
    if (open && open.sentAt === undefined) this.#sent(open, now);
    return transmit;
  }

  /** The transport did not take a Record: too large for it, or it is just closing. */
  handleNotSent(transmit: Transmit): void {
    const open = transmit.tag ? this.#requests.byTag(transmit.tag) : undefined;
    if (open) this.#fail(open, failures.notTaken(transmit.bytes.length), 'was never sent');
  }

  /**
   * What is sent to a topic of this connection reaches nobody: whoever has it counts as gone from there until heard
   * again, so that requests take another way if there is one. What waits for an answer waits on: the broker may err.
   */
  handleUnreachable(connection: string, topic: string, why: string, now: number): void {
    for (const peer of this.#peers.values()) {
      if (!peer.unreachable(connection, topic, why)) continue;
      this.#changed.add(peer);
      this.#askAgain.later(peer.agent, connection, now);
    }
  }

  pollEvent(): ControllerEvent | undefined {
    for (const open of this.#unanswered.splice(0)) this.#endUnanswered(open);
    const event = this.#events.shift();
    if (event) return event;
    for (const peer of this.#changed) {
      this.#changed.delete(peer);
      const session = this.#exchange.sessionStatus(peer.agent);
      return { type: 'peer', status: { ...peer.status(), ...(session && { session }) } };
    }
    return undefined;
  }

  nextTimeout(): number | undefined {
    const times = [
      this.#exchange.nextTimeout(),
      this.#requests.nextDeadline(),
      this.#askAgain.nextTimeout(),
      ...this.#silent.values(),
    ];
    const known = times.filter((time) => time !== undefined);
    return known.length > 0 ? Math.min(...known) : undefined;
  }

  handleTimeout(now: number): void {
    this.#exchange.handleTimeout(now);
    for (const open of this.#requests.due(now)) {
      this.#timedOut(open, this.#exchange.withdraw(open.tag));
    }
    for (const [connection, until] of this.#silent) {
      if (until > now) continue;
      this.#silent.delete(connection);
      this.#events.push({ type: 'silent', connection });
    }
    this.#askAgain.handleTimeout(now, (agent, connection) => {
      const peer = this.#peers.get(agent);
      const way = peer?.ways.get(connection);
      if (!peer || !way?.open || !way.left) return false;
      this.#probe(peer, connection, now);
      return true;
    });
    this.#drain(now);
  }

  // ---- what the Exchange reports ----------------------------------------------------------------------------------

  #drain(now: number): void {
    for (let event = this.#exchange.pollEvent(); event; event = this.#exchange.pollEvent()) this.#handle(event, now);
  }

  #handle(event: ExchangeEvent, now: number): void {
    switch (event.type) {
      case 'record':
      case 'refuse':
        this.#events.push(event);
        return;
      case 'heard':
        return this.#heard(event.peer, event.way, now);
      case 'connected':
        return this.#connected(event.peer, event.way, event.by, now);
      case 'disconnected': {
        const peer = this.#peers.get(event.peer);
        if (!peer) return;
        if (event.cause === 'record') return this.#saidGoodbye(peer, event, now);
        return this.#wayClosed(peer, event.connection, event.reason, now);
      }
      case 'message':
        return this.#message(event.from, event.way, event.msg, event.inSession, now);
      case 'bad-message':
        return this.#badMessage(event.from, event.way, event.fault);
      case 'begun':
      case 'delivered':
      case 'undelivered':
        return this.#inSession(event, now);
      case 'session': {
        if (event.note !== undefined) this.#note(event.peer, event.way, event.note);
        const peer = this.#peers.get(event.peer);
        if (peer) this.#changed.add(peer);
      }
    }
  }

  /** What becomes of a request that goes in a Session Context. */
  #inSession(event: Extract<ExchangeEvent, { type: 'begun' | 'delivered' | 'undelivered' }>, now: number): void {
    const open = this.#requests.byTag(event.tag);
    if (!open) return;
    if (event.type === 'begun') open.sentAt ??= now;
    else if (event.type === 'delivered') this.#sent(open, open.sentAt ?? now);
    else if (event.arrived === 'no') {
      this.#fail(open, failures.session(event.code, event.detail), 'failed in the session');
    } else {
      // It may have arrived, and then the answer still comes: obuspa acknowledges nothing before a command is done.
      this.#note(open.agent, open, `Request ${open.msgId} was not acknowledged: ${event.detail}. Its answer may come.`);
      this.#sent(open, open.sentAt ?? now);
    }
  }

  #heard(agent: string, way: Way, now: number): void {
    const peer = this.#peer(agent);
    const connection = this.#connections.get(way.connection);
    peer.heard(connection, way.topic, now);
    this.#silent.delete(way.connection);
    this.#changed.add(peer);
    // Only a broker is shared: anywhere else an Agent that was expected, or there before, is not there now.
    if (connection === undefined || connection.mtp === 'mqtt') return;
    for (const other of this.#peers.values()) {
      if (other !== peer && other.replaced(connection.id, agent)) this.#changed.add(other);
    }
  }

  #connected(agent: string, way: Way, by: 'peer' | 'us', now: number): void {
    if (by === 'us') return;
    const peer = this.#peer(agent);
    peer.greeted();
    this.#changed.add(peer);
    this.#probe(peer, way.connection, now);
  }

  #saidGoodbye(peer: Peer, event: Extract<ExchangeEvent, { type: 'disconnected' }>, now: number): void {
    const { connection, code, reason } = event;
    this.#lose(peer, connection, peer.saidGoodbye(connection, code, reason), now);
    this.#changed.add(peer);
  }

  #wayClosed(peer: Peer, connection: string, reason: string, now: number): void {
    peer.wayClosed(connection, reason);
    this.#lose(peer, connection, reason, now);
    this.#changed.add(peer);
  }

  /** What was sent on a lost way has lost its answer; what still waited takes another way. */
  #lose(peer: Peer, connection: string, reason: string, now: number): void {
    for (const open of this.#requests.onWay(peer.agent, connection)) {
      this.#exchange.withdraw(open.tag);
      const other = open.sentAt === undefined && open.only === undefined ? peer.choose() : undefined;
      if (other && other.connection !== connection && this.#transmit(open, other.connection, now)) continue;
      this.#fail(open, failures.connectionLost(reason, open.sentAt !== undefined), 'was given up: connection lost');
    }
  }

  #message(from: string, way: Way, msg: Msg, inSession: boolean, now: number): void {
    const body = msg.body?.msgBody;
    const msgId = msg.header?.msgId ?? '';
    if (body?.case !== 'request') return this.#answered(from, way, msgId, msg, now);
    if (body.value.reqType.case !== 'notify') {
      return this.#reply(from, way, serve(msgId, body.value), inSession, now);
    }
    const notify = readNotify(body.value.reqType.value);
    if (!notify) return;
    // R-NOT.8, R-MSG.0a: answered where it came from, a duplicate too: our first answer may have been lost.
    if (notify.sendResp) this.#reply(from, way, notifyResponse(msgId, notify.subscriptionId), inSession, now);
    if (this.#notifies.seenBefore(from, msgId, notify)) {
      return this.#note(from, way, `Notify ${msgId} has come again; it is not reported twice.`); // R-MSG.4
    }
    const { notification } = notify;
    const isBoot = notification.kind === 'Event' && notification.eventName === 'Boot!';
    const again = isBoot && this.#starts.toldBefore(from, notification.params, now);
    const report = { type: 'notify', agent: from, connection: way.connection, msgId, notify } as const;
    this.#events.push(again ? { ...report, again } : report);
    if (notification.kind === 'OperationComplete') {
      this.#report(this.#operations.completed(from, notification, now));
    } else if (isBoot && !again) {
      this.#notifies.forget(from);
      this.#notifies.seenBefore(from, msgId, notify);
      this.#report(this.#operations.rebooted(from, now));
    } else if (notification.kind === 'OnBoardRequest') {
      this.#peer(from).versions = notification.versions;
      this.#changed.add(this.#peer(from));
    }
  }

  #answered(from: string, way: Way, msgId: string, msg: Msg, now: number): void {
    const body = msg.body?.msgBody;
    if (msgId === '' && body?.case === 'error') {
      const { errCode, errMsg } = body.value;
      const nameless = this.#requests.nameless(from);
      if (nameless?.sentAt !== undefined) {
        return this.#fail(nameless, failures.remote(errCode, errMsg, readParamErrors(body.value)));
      }
      return this.#note(from, way, `It could not read a Record of ours: ${errCode} ${errMsg}.`);
    }
    const open = this.#requests.byMsgId(msgId);
    if (!open) {
      const how = this.#requests.howEnded(msgId);
      return this.#note(
        from,
        way,
        how ? `Answer ${msgId} came late: its request ${how}.` : `Answer ${msgId} belongs to no request of ours.`,
      ); // R-MSG.9
    }
    if (open.agent !== from) {
      return this.#note(from, way, `Answer ${msgId} is ignored: the request went to ${open.agent}.`); // R-MSG.9
    }
    if (open.sentAt === undefined) {
      return this.#note(from, way, `Answer ${msgId} is ignored: its request has not been sent yet.`);
    }
    const peer = this.#peer(from);
    peer.roundTrip = now - open.sentAt;
    this.#changed.add(peer);
    if (body?.case === 'error') {
      return this.#fail(open, failures.remote(body.value.errCode, body.value.errMsg, readParamErrors(body.value)));
    }
    const answer = body?.case === 'response' ? readAnswer(body.value) : undefined;
    if (!answer || (open.request.kind !== 'Written' && answer.kind !== open.request.kind)) {
      return this.#fail(open, failures.malformed(`a ${open.request.kind} was answered with another Response`));
    }
    this.#requests.end(open, 'was answered');
    if (answer.kind === 'GetSupportedProtocol') peer.versions = answer.versions;
    if (answer.kind === 'Operate') {
      for (const result of answer.results) {
        this.#report(this.#operations.started(from, open.commandKey ?? '', result, open.sentAt, now));
      }
    }
    if (open.id !== undefined) this.#events.push({ type: 'answer', id: open.id, answer });
  }

  /** A request whose answer can't be read ends; it would wait for nothing. */
  #badMessage(from: string, way: Way, fault: MessageFault): void {
    const open = fault.msgId === undefined ? undefined : this.#requests.byMsgId(fault.msgId);
    if (fault.bodyKind === 'request') return;
    if (open?.agent === from && open.sentAt !== undefined)
      this.#fail(open, failures.malformed(fault.detail), 'had an answer that cannot be read');
    else this.#note(from, way, `A Message that belongs to no request can't be read: ${fault.detail}.`);
  }

  // ---- inside -----------------------------------------------------------------------------------------------------

  #peer(agent: string): Peer {
    let peer = this.#peers.get(agent);
    if (!peer) this.#peers.set(agent, (peer = new Peer(agent)));
    return peer;
  }

  /** Asks a peer something harmless, to hear whether it is there; once at a time. */
  #probe(peer: Peer, connection: string, now: number): void {
    const asked = this.#requests.onWay(peer.agent, connection).some((open) => open.id === undefined);
    if (asked) return;
    const options = { connection, timeout: bounds.probeTimeout };
    this.#open(undefined, peer.agent, { kind: 'GetSupportedProtocol' }, options, now);
  }

  #open(id: number | undefined, agent: string, request: AnyRequest, options: RequestOptions, now: number): void {
    const tag = ++this.#counter;
    const ownId = `${this.#idPrefix}-${tag}`;
    const {
      request: keyed,
      msgId = ownId,
      ...more
    } = request.kind === 'Written' ? written(request) : withKey(request, ownId);
    const peer = this.#peers.get(agent);
    const connection = options.connection ?? peer?.choose()?.connection;
    const open: OpenRequest = {
      id,
      tag,
      msgId,
      agent,
      ...more,
      request: keyed,
      only: options.connection,
      deadline: now + timeoutOf(options),
      connection: connection ?? '',
      sentAt: undefined,
    };
    if (this.#requests.size >= bounds.openRequests) return this.#refuse(open, failures.tooMany());
    if (this.#requests.byMsgId(msgId)) return this.#refuse(open, failures.idInUse(msgId)); // R-MSG.8
    const wrong = problemWith(keyed);
    if (wrong !== undefined) return this.#refuse(open, failures.invalid(wrong));
    if (connection === undefined || !peer) return this.#refuse(open, failures.noWay(agent));
    this.#requests.add(open);
    if (this.#transmit(open, connection, now)) return;
    this.#fail(open, failures.noWay(agent));
    if (id === undefined) this.#missed(peer, absence.noTopic);
  }

  #transmit(open: OpenRequest, connection: string, now: number): boolean {
    open.connection = connection;
    const { agent, request, tag } = open;
    if (request.kind === 'Written' && request.schema === 'Record') {
      return this.#exchange.sendRaw(agent, connection, request.bytes, tag);
    }
    return this.#exchange.send({ to: agent, connection, ...outgoing(open.msgId, request), tag }, now);
  }

  #sent(open: OpenRequest, now: number): void {
    open.sentAt = now;
    if (open.request.kind === 'Operate' && open.request.sendResp === false) this.#unanswered.push(open);
  }

  #endUnanswered(open: OpenRequest): void {
    if (open.request.kind !== 'Operate' || this.#requests.byTag(open.tag) !== open) return;
    this.#requests.end(open, 'asked for no answer');
    if (open.id === undefined) return;
    const result = { executedCommand: open.request.command, outcome: { type: 'unanswered' } } as const;
    this.#events.push({ type: 'answer', id: open.id, answer: { kind: 'Operate', results: [result] } });
  }

  #timedOut(open: OpenRequest, waited: boolean): void {
    const peer = this.#peers.get(open.agent);
    if (open.id === undefined && peer) this.#missed(peer, absence.silent);
    const why = peer?.presence === 'disconnected' ? peer.note : '';
    this.#fail(open, failures.timeout(!waited, why), 'had timed out');
  }

  /** A probe came to nothing. */
  #missed(peer: Peer, note: string): void {
    if (peer.presence !== 'probing') return;
    peer.notThere(note);
    this.#changed.add(peer);
  }

  #fail(open: OpenRequest, error: UspError, how = 'had failed'): void {
    this.#requests.end(open, how);
    this.#refuse(open, error);
  }

  #refuse(open: OpenRequest, error: UspError): void {
    if (open.id !== undefined) this.#events.push({ type: 'failed', id: open.id, error });
  }

  #reply(to: string, way: Way, msg: Msg, inSession: boolean, now: number): void {
    if (this.#exchange.send({ to, connection: way.connection, msg, inSession }, now)) return;
    this.#note(to, way, 'Its Request could not be answered: no way back to it is known.');
  }

  #report(statuses: readonly OperationStatus[]): void {
    for (const status of statuses) this.#events.push({ type: 'operation', status });
  }

  #note(agent: string, way: Way, text: string): void {
    this.#events.push({ type: 'note', agent, connection: way.connection, text });
  }
}

type OpenFacts = Pick<OpenRequest, 'request' | 'commandKey' | 'nameless'> & { readonly msgId?: string };

/** What the Agent starts goes by the command_key. */
function withKey(request: UspRequest, ownId: string): OpenFacts {
  if (request.kind !== 'Operate') return { request };
  const commandKey = request.commandKey || ownId;
  return { request: { ...request, commandKey }, commandKey };
}

function written(request: Extract<AnyRequest, { kind: 'Written' }>): OpenFacts {
  const { msgId, msg } = writtenFacts(request);
  const body = msg?.body?.msgBody;
  const asked = body?.case === 'request' ? body.value.reqType : undefined;
  return {
    request,
    ...(msgId === undefined ? { nameless: true as const } : { msgId }),
    ...(asked?.case === 'operate' && { commandKey: asked.value.commandKey }),
  };
}

function timeoutOf({ timeout = bounds.requestTimeout }: RequestOptions): number {
  return timeout >= 0 ? Math.min(timeout, bounds.longestTimeout) : bounds.requestTimeout; // NaN is neither
}
