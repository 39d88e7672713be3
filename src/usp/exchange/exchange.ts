/**
 * The lower half of an Endpoint, Controller or Agent: Records in and out on any number of connections, who may be
 * spoken to (R-MTP.8), what is dropped and what is answered with an Error (R-MTP.5). Sans-IO: `handle*` and `send`
 * put in, `poll*` takes out.
 */
import { isEndpointId } from '../endpoint-id.ts';
import { buildMessage, decodeMessage, encodeMessage, type MessageFault, type Msg } from '../message/message.ts';
import { judge, type ErroneousRecord } from '../record/answerable.ts';
import {
  decodeRecord,
  encodeRecord,
  MqttConnectVersion,
  PayloadSecurity,
  type RecordFault,
  type RecordTypeInit,
  type UspRecord,
} from '../record/record.ts';
import type { SessionFields } from '../session/types.ts';
import { Contacts, wayOf, type Contact, type Queued } from './contact.ts';
import { Sessions } from './sessions.ts';
import type {
  ExchangeEvent,
  OpenConnection,
  PeerSessionSettings,
  PeerSessionStatus,
  RecordSeen,
  Transmit,
  Way,
} from './types.ts';

export interface ExchangeOptions {
  /** Our own Endpoint ID. */
  readonly endpointId: string;
  /**
   * Drop Records that come before a connect Record (R-MTP.8), as a strict Agent does; a Controller only notes it. Not
   * over a broker, where it may have passed before one listened.
   */
  readonly strict?: boolean;
  /** How many peers are kept of one connection: who floods a broker does not shut out those of another. */
  readonly maxContacts?: number;
  /** A random session_id (R-E2E.3); without it no connection uses Session Contexts, whatever it says. */
  readonly newSessionId?: () => bigint;
  /** Asked whenever it counts, for what holds with a peer wherever it is met; undefined: as its connection says. */
  readonly sessionSettings?: (peer: string) => PeerSessionSettings | undefined;
}

export interface SendOptions {
  readonly to: string;
  readonly connection: string;
  readonly msg?: Msg | undefined;
  /** The Message's bytes, where a person wrote them; absent: those of `msg`. */
  readonly payload?: Uint8Array<ArrayBuffer> | undefined;
  /** Comes back with the Transmit that carries the Message, or with the events of the Session Context. */
  readonly tag?: number;
  /** For an answer: whether its request came in a Session Context (R-MSG.0a). */
  readonly inSession?: boolean;
}

export interface Introduction {
  readonly peer: string;
  readonly connection: string;
  /** MQTT: where the peer listens. */
  readonly topic?: string | undefined;
  /** Milliseconds to wait for the peer's connect Record before ours goes out; 0: do not wait. */
  readonly awaitConnect: number;
}

/** One Record as it came in. */
export interface IncomingRecord {
  readonly connection: string;
  readonly bytes: Uint8Array;
  /** MQTT: the reply-to topic, where there is one. */
  readonly replyTo?: string | undefined;
  /** MQTT: where the packet itself shows its sender's version. */
  readonly senderVersion?: '5' | '3.1.1' | undefined;
}

const bounds = { contacts: 2_000, queue: 1_000 };

export class Exchange {
  readonly endpointId: string;
  readonly #strict: boolean;
  readonly #maxContacts: number;
  readonly #connections = new Map<string, OpenConnection>();
  /** Who speaks on a connection that is not a broker's: whoever was heard first. */
  readonly #speakers = new Map<string, string>();
  readonly #contacts = new Contacts();
  readonly #sessions: Sessions;
  #now = 0;
  #transmits: Transmit[] = [];
  readonly #events: ExchangeEvent[] = [];

  constructor(options: ExchangeOptions) {
    this.endpointId = options.endpointId;
    this.#strict = options.strict ?? false;
    this.#maxContacts = options.maxContacts ?? bounds.contacts;
    this.#sessions = new Sessions(options.endpointId, options.newSessionId, {
      mayTransmit: (contact) => this.#mayTransmit(contact),
      settings: ({ peer, connection }) => options.sessionSettings?.(peer) ?? connection,
      sendPlain: (contact, message) => {
        if (contact.state !== 'connected') this.#sendConnect(contact);
        this.#sendMessage(contact, message);
      },
      disconnect: ({ peer, connection }, code, reason) => this.disconnect(peer, connection.id, code, reason),
      report: (event) => this.#events.push(event),
    });
  }

  /** A connection is open. Peers on it are made known by `introduce`, or make themselves known. */
  connectionOpened(connection: OpenConnection): void {
    this.connectionClosed(connection.id, 'the connection was opened anew');
    this.#connections.set(connection.id, connection);
  }

  connectionClosed(id: string, reason: string): void {
    this.#connections.delete(id);
    this.#speakers.delete(id);
    // What was not taken out yet belongs to this connection; on the next one a connect Record comes first (R-MTP.8).
    this.#transmits = this.#transmits.filter((transmit) => transmit.connection !== id);
    for (const contact of this.#contacts.removeConnection(id)) {
      this.#events.push({ type: 'disconnected', peer: contact.peer, connection: id, cause: 'connection', reason });
    }
  }

  /** Makes a peer known that has not spoken yet. Returns false where that is not possible. */
  introduce(introduction: Introduction, now: number): boolean {
    this.#now = now;
    const { peer, topic, awaitConnect } = introduction;
    const contact = this.#contactOf(peer, introduction.connection);
    if (!contact) return false;
    contact.topic ??= topic;
    if (awaitConnect > 0) {
      contact.state = 'awaiting';
      contact.awaitUntil = now + awaitConnect;
    }
    return true;
  }

  /** Sends our connect Record to a peer, if none has passed yet (R-MTP.6, R-MTP.8). */
  connect(peer: string, connection: string): void {
    const contact = this.#contacts.get(peer, connection);
    if (contact && contact.state !== 'connected' && hasAddress(contact)) this.#sendConnect(contact);
  }

  /** Tells a peer that we end the communication (R-MTP.9). */
  disconnect(peer: string, connection: string, reasonCode: number, reason: string): void {
    const contact = this.#contacts.get(peer, connection);
    if (!contact) return;
    if (hasAddress(contact)) this.#sendRecord(contact, { case: 'disconnect', value: { reasonCode, reason } });
    contact.state = 'unconnected';
  }

  /**
   * Sends a Message, or keeps it until the peer's connect Record has come.
   * @returns false when the peer can't be reached on this connection: nothing was sent, nothing will be.
   */
  send(options: SendOptions, now: number): boolean {
    this.#now = now;
    const contact = this.#contacts.get(options.to, options.connection);
    if (!contact || contact.state === 'mismatched' || !hasAddress(contact)) return false;
    const { msg, tag = 0, inSession, payload = msg && encodeMessage(msg) } = options;
    if (!payload) return false;
    const queued = { payload, msg, tag, inSession };
    if (contact.state === 'awaiting') {
      if (contact.queue.length >= bounds.queue) return false;
      contact.queue.push(queued);
      return true;
    }
    if (contact.state === 'unconnected') this.#sendConnect(contact);
    this.#sendMessage(contact, queued);
    return true;
  }

  /**
   * Sends bytes as they are: for tests of what must not work.
   * @param tag comes back with the Transmit
   */
  sendRaw(peer: string, connection: string, bytes: Uint8Array<ArrayBuffer>, tag = 0): boolean {
    const contact = this.#contacts.get(peer, connection);
    if (!contact || !hasAddress(contact)) return false;
    const decoded = decodeRecord(bytes);
    this.#push(contact, bytes, decoded.ok ? decoded.record : undefined, undefined, tag);
    return true;
  }

  /** Takes back a Message. True where it still waited for a connect Record: then nobody will ever see it. */
  withdraw(tag: number): boolean {
    this.#sessions.withdraw(tag, this.#now);
    for (const contact of this.#contacts.all()) {
      const at = contact.queue.findIndex((queued) => queued.tag === tag);
      if (at < 0) continue;
      contact.queue.splice(at, 1);
      return true;
    }
    return false;
  }

  /** Where a peer can be reached, in the order in which the ways were made known. */
  contactsOf(peer: string): readonly Readonly<Contact>[] {
    return this.#contacts.ofPeer(peer);
  }

  /** Takes in one Record. Whatever the bytes are, it never throws. */
  handleRecord(incoming: IncomingRecord, now: number): void {
    this.#now = now;
    const connection = this.#connections.get(incoming.connection);
    if (!connection) return;
    const way: Way = { connection: connection.id, topic: incoming.replyTo };
    const decoded = decodeRecord(incoming.bytes);
    if (!decoded.ok) {
      this.#refuse(connection, way, incoming.bytes, decoded.fault);
      return;
    }
    this.#take(connection, way, incoming, decoded.record);
  }

  pollTransmit(): Transmit | undefined {
    return this.#transmits.shift() ?? this.#pollSessions();
  }

  pollEvent(): ExchangeEvent | undefined {
    return this.#events.shift();
  }

  /** When `handleTimeout` has to be called next, if at all. */
  nextTimeout(): number | undefined {
    let next: number | undefined;
    for (const contact of this.#contacts.all()) {
      if (contact.state === 'awaiting') next = Math.min(next ?? Infinity, contact.awaitUntil);
    }
    const due = this.#sessions.nextTimeout();
    if (due !== undefined) next = Math.min(next ?? Infinity, due);
    return next;
  }

  handleTimeout(now: number): void {
    this.#now = now;
    for (const contact of this.#contacts.all()) {
      // The peer's connect Record did not come: ours is as good (R-MTP.8).
      if (contact.state === 'awaiting' && contact.awaitUntil <= now) this.#sendConnect(contact);
    }
    this.#sessions.handleTimeout(now);
  }

  /** How the Session Context with a peer stands; undefined where there has never been one. */
  sessionStatus(peer: string): PeerSessionStatus | undefined {
    return this.#sessions.status(peer);
  }

  // ---- in ---------------------------------------------------------------------------------------------------------

  #take(connection: OpenConnection, way: Way, incoming: IncomingRecord, record: UspRecord): void {
    const { bytes } = incoming;
    const drop = (why: string) => this.#see({ direction: 'in', way, peer: record.fromId, bytes, record, dropped: why });
    if (record.toId !== this.endpointId) return drop(`it is meant for ${record.toId}, not for us`); // R-E2E.1
    if (record.fromId === this.endpointId) return drop('it claims to come from ourselves'); // R-ARC.2
    if (!isEndpointId(record.fromId)) return drop('its from_id is not a valid Endpoint ID'); // R-MTP.5
    const speaker = this.#speakers.get(connection.id) ?? record.fromId;
    // A WebSocket session is one between two Endpoints (R-WS.4): nobody on it speaks, or answers, for another one.
    if (speaker !== record.fromId) return drop(`this connection is the one of ${speaker}`);
    const contact = this.#contactOf(record.fromId, connection.id);
    if (!contact) return drop('too many Endpoints are known already');
    if (connection.mtp !== 'mqtt') this.#speakers.set(connection.id, record.fromId);
    if (isConnect(record)) return this.#takeConnect(contact, way, bytes, record);
    if (connection.mtp === 'mqtt') {
      contact.topic = way.topic ?? contact.topic; // R-MQTT.26
      const mismatch = mqttMismatch(connection, incoming);
      if (mismatch !== undefined) {
        this.#mismatch(contact, `${mismatch}: another MQTT version is in use between you`);
        this.#see({ direction: 'in', way, peer: record.fromId, bytes, record, dropped: mismatch });
        return this.#answerFault(way, record, contact, 7104, mismatch); // R-MQTT.26a
      }
      if (way.topic !== undefined && contact.state === 'mismatched') contact.state = 'unconnected';
    }
    if (contact.state === 'mismatched') return drop('the MQTT versions differ; waiting for a right connect Record');
    // A broker may have handed it out while nobody listened: there, its absence proves nothing.
    const isMissing = connection.mtp !== 'mqtt' && contact.state !== 'connected';
    if (this.#strict && isMissing && record.recordType.case !== 'disconnect') {
      return drop('no connect Record has passed yet (R-MTP.8)');
    }
    this.#takeInContact(contact, way, bytes, record);
  }

  #takeInContact(contact: Contact, way: Way, bytes: Uint8Array, record: UspRecord): void {
    const seen: RecordSeen = { direction: 'in', way, peer: contact.peer, bytes, record };
    const { recordType } = record;
    this.#events.push({ type: 'heard', peer: contact.peer, way: wayOf(contact) });
    // It speaks already: its connect Record was missed and will not come (R-MTP.8).
    if (contact.state === 'awaiting' && recordType.case !== 'disconnect') this.#sendConnect(contact);
    switch (recordType.case) {
      case 'disconnect': {
        this.#see(seen);
        contact.state = 'unconnected'; // R-MTP.8
        contact.queue.length = 0;
        const { reasonCode: code, reason } = recordType.value;
        const { peer, connection } = contact;
        if (this.#sessions.disconnected(peer, code, reason, this.#now)) return; // R-MTP.7
        this.#events.push({ type: 'disconnected', peer, connection: connection.id, cause: 'record', code, reason });
        return;
      }
      case 'noSessionContext':
        if (record.payloadSecurity !== PayloadSecurity.PLAINTEXT) {
          // R-E2E.41: a protected payload lives in a Session Context alone.
          this.#see({ ...seen, dropped: 'a protected payload outside a Session Context' });
          return this.#answerFault(way, record, contact, 7102, 'Secure session not supported');
        }
        if (recordType.value.payload.length === 0) {
          return this.#see({ ...seen, dropped: 'it carries no Message' }); // R-E2E.26
        }
        return this.#takeMessages(contact, seen, [recordType.value.payload], false);
      case 'sessionContext':
        return this.#takeInSession(contact, seen, record.payloadSecurity, recordType.value);
      default:
        return;
    }
  }

  #takeConnect(contact: Contact, way: Way, bytes: Uint8Array, record: UspRecord): void {
    const seen: RecordSeen = { direction: 'in', way, peer: contact.peer, bytes, record };
    const { recordType } = record;
    const { mtp, mqttVersion } = contact.connection;
    const right = mtp === 'mqtt' ? 'mqttConnect' : 'websocketConnect';
    if (recordType.case !== right) {
      return this.#see({ ...seen, dropped: `a ${recordType.case} Record does not belong on ${mtp} (R-MTP.8)` });
    }
    this.#see(seen);
    if (recordType.case === 'mqttConnect') {
      contact.topic = way.topic ?? (recordType.value.subscribedTopic || contact.topic);
      const theirs = recordType.value.version === MqttConnectVersion.V5 ? '5' : '3.1.1';
      if (mqttVersion !== undefined && theirs !== mqttVersion) {
        return this.#mismatch(contact, `it speaks MQTT ${theirs}, this connection MQTT ${mqttVersion}`); // R-MQTT.26a
      }
    }
    contact.state = 'connected';
    this.#events.push({ type: 'heard', peer: contact.peer, way: wayOf(contact) });
    this.#events.push({ type: 'connected', peer: contact.peer, way: wayOf(contact), by: 'peer' });
    this.#flush(contact);
  }

  #takeInSession(contact: Contact, seen: RecordSeen, payloadSecurity: number, fields: SessionFields): void {
    if (payloadSecurity !== PayloadSecurity.PLAINTEXT) {
      this.#see({ ...seen, dropped: 'secure Session Contexts are not supported here (7102)' });
      return this.disconnect(contact.peer, contact.connection.id, 7102, 'Secure session is not supported');
    }
    const messages = this.#sessions.take(contact, fields, payloadSecurity, this.#now);
    if (messages) return this.#takeMessages(contact, seen, messages, true);
    this.#see({ ...seen, dropped: 'Session Context is not allowed here (7106)' });
    this.disconnect(contact.peer, contact.connection.id, 7106, 'Session Context is not allowed');
  }

  /** What one Record brought: its Message, or in a Session Context none, one or several that are whole now. */
  #takeMessages(contact: Contact, seen: RecordSeen, payloads: readonly Uint8Array[], inSession: boolean): void {
    const decoded = payloads.map((payload) => decodeMessage(payload));
    const [first] = decoded;
    if (first && !first.ok) this.#see({ ...seen, dropped: `its Message can't be taken in: ${first.fault.detail}` });
    else this.#see(first ? { ...seen, msg: first.msg } : seen);
    decoded.forEach((message, index) => {
      const { peer: from } = contact;
      if (message.ok) {
        this.#events.push({ type: 'message', from, way: wayOf(contact), msg: message.msg, inSession });
        return;
      }
      this.#events.push({ type: 'bad-message', from, way: wayOf(contact), fault: message.fault });
      if (!seen.record) return;
      const { code, detail } = message.fault;
      const about = { fromId: from, toId: seen.record.toId, payload: payloads[index] };
      this.#answer(about, contact.connection, seen.way, code, detail, inSession); // R-ENC.5
    });
  }

  /** A Record that can't be taken in at all. */
  #refuse(connection: OpenConnection, way: Way, bytes: Uint8Array, fault: RecordFault): void {
    const { fromId, toId, payload } = fault;
    this.#see({ direction: 'in', way, peer: fromId, bytes, dropped: `it is no valid Record: ${fault.detail}` });
    const contact = fromId === undefined ? undefined : this.#contacts.get(fromId, connection.id);
    if (contact && payload && toId === this.endpointId) {
      const decoded = decodeMessage(payload);
      const messageFault: MessageFault = decoded.ok
        ? { code: 7004, detail: fault.detail, ...aboutMessage(decoded.msg) }
        : decoded.fault;
      this.#events.push({ type: 'bad-message', from: contact.peer, way: wayOf(contact), fault: messageFault });
    }
    if (fault.class !== 'discard') this.#answer({ fromId, toId, payload }, connection, way, fault.class, fault.detail);
    if (fault.class === 7100) {
      this.#events.push({ type: 'refuse', connection: connection.id, why: fault.detail }); // R-WS.16
    }
  }

  #answerFault(way: Way, record: UspRecord, contact: Contact, code: number, detail: string): void {
    const payload = record.recordType.case === 'noSessionContext' ? record.recordType.value.payload : undefined;
    this.#answer({ fromId: record.fromId, toId: record.toId, payload }, contact.connection, way, code, detail);
  }

  /** R-MTP.5: an Error Message on the same connection, where the rule allows one. */
  #answer(
    about: Omit<ErroneousRecord, 'wayBack'>,
    connection: OpenConnection,
    way: Way,
    code: number,
    detail: string,
    inSession = false,
  ): void {
    const known = about.fromId === undefined ? undefined : this.#contacts.get(about.fromId, connection.id);
    const topic = way.topic ?? known?.topic;
    const verdict = judge({ ...about, wayBack: connection.mtp !== 'mqtt' || topic !== undefined }, this.endpointId);
    if (!verdict.answer) return;
    const msg = buildMessage(verdict.msgId, {
      msgBody: { case: 'error', value: { errCode: code, errMsg: detail } },
    });
    const back: Contact = known ?? newContact(verdict.to, connection);
    back.topic ??= topic;
    if (back.state !== 'connected' && back.state !== 'mismatched') this.#sendConnect(back); // R-MTP.8
    // R-MQTT.26: to the topic that came with it; a Session Context keeps to its own way.
    this.#sendMessage(inSession ? back : { ...back, topic }, {
      payload: encodeMessage(msg),
      msg,
      tag: 0,
      inSession,
    });
  }

  #mismatch(contact: Contact, reason: string): void {
    contact.state = 'mismatched';
    contact.queue.length = 0;
    const { peer, connection } = contact;
    this.#events.push({ type: 'disconnected', peer, connection: connection.id, cause: 'mismatch', reason });
  }

  #contactOf(peer: string, connectionId: string): Contact | undefined {
    const known = this.#contacts.get(peer, connectionId);
    if (known) return known;
    const connection = this.#connections.get(connectionId);
    if (!connection || peer === this.endpointId || this.#contacts.countOn(connectionId) >= this.#maxContacts)
      return undefined;
    const contact = newContact(peer, connection);
    this.#contacts.add(contact);
    return contact;
  }

  // ---- out --------------------------------------------------------------------------------------------------------

  #flush(contact: Contact): void {
    for (const queued of contact.queue.splice(0)) this.#sendMessage(contact, queued);
  }

  #sendConnect(contact: Contact): void {
    this.#sendRecord(contact, connectRecord(contact.connection));
    contact.state = 'connected';
    this.#events.push({ type: 'connected', peer: contact.peer, way: wayOf(contact), by: 'us' });
    this.#flush(contact);
  }

  #sendMessage(contact: Contact, message: Queued): void {
    if (this.#sessions.send(contact, message, this.#now)) return;
    const { payload, msg, tag } = message;
    this.#sendRecord(contact, { case: 'noSessionContext', value: { payload } }, msg, tag); // R-E2E.26
  }

  #sendRecord(contact: Contact, recordType: RecordTypeInit, msg?: Msg, tag = 0): void {
    const bytes = encodeRecord({ toId: contact.peer, fromId: this.endpointId, recordType });
    this.#push(contact, bytes, { case: recordType.case }, msg, tag);
  }

  #push(
    contact: Contact,
    bytes: Uint8Array<ArrayBuffer>,
    record: UspRecord | { case: RecordTypeInit['case'] } | undefined,
    msg: Msg | undefined,
    tag: number,
  ): void {
    const way = wayOf(contact);
    const recordType = record && ('case' in record ? record.case : record.recordType.case);
    this.#transmits.push({ ...way, bytes, tag });
    this.#see({ direction: 'out', way, peer: contact.peer, bytes, recordType, msg });
  }

  #mayTransmit(contact: Contact): boolean {
    const open = this.#contacts.get(contact.peer, contact.connection.id) === contact;
    return open && contact.state !== 'mismatched' && contact.state !== 'awaiting' && hasAddress(contact);
  }

  #pollSessions(): Transmit | undefined {
    const next = this.#sessions.poll();
    if (!next) return undefined;
    const { contact, record } = next;
    if (contact.state === 'unconnected') this.#sendConnect(contact); // R-MTP.8
    this.#sendRecord(contact, record);
    return this.#transmits.shift();
  }

  #see(seen: RecordSeen): void {
    const recordType = seen.recordType ?? seen.record?.recordType.case;
    this.#events.push({ type: 'record', seen: { ...seen, recordType } });
  }
}

function newContact(peer: string, connection: OpenConnection): Contact {
  return { peer, connection, state: 'unconnected', topic: undefined, awaitUntil: 0, queue: [] };
}

/** Why a PUBLISH shows that its sender speaks another MQTT version than this connection does (R-MQTT.26a). */
function mqttMismatch(connection: OpenConnection, incoming: IncomingRecord): string | undefined {
  const { replyTo, senderVersion } = incoming;
  if (senderVersion !== undefined && senderVersion !== connection.mqttVersion)
    return `PUBLISH as of MQTT ${senderVersion}`;
  const lacksReplyTo = connection.mqttVersion === '3.1.1' && replyTo === undefined;
  return lacksReplyTo ? 'PUBLISH without a reply-to topic' : undefined;
}

/** Over a broker a peer is reached only where its topic is known. */
function hasAddress(contact: Contact): boolean {
  return contact.connection.mtp !== 'mqtt' || contact.topic !== undefined;
}

function aboutMessage(msg: Msg): Pick<MessageFault, 'msgId' | 'bodyKind'> {
  const bodyKind = msg.body?.msgBody.case;
  return { ...(msg.header && { msgId: msg.header.msgId }), ...(bodyKind && { bodyKind }) };
}

const connectTypes = new Set<string | undefined>(['websocketConnect', 'mqttConnect', 'stompConnect', 'udsConnect']);

function isConnect(record: UspRecord): boolean {
  return connectTypes.has(record.recordType.case);
}

/** The connect Record that belongs to a connection's MTP; memory stands in for WebSocket. */
function connectRecord(connection: OpenConnection): RecordTypeInit {
  if (connection.mtp !== 'mqtt') return { case: 'websocketConnect', value: {} };
  const version = connection.mqttVersion === '3.1.1' ? MqttConnectVersion.V3_1_1 : MqttConnectVersion.V5;
  return { case: 'mqttConnect', value: { version, subscribedTopic: connection.replyTo ?? '' } };
}
