/** The Session Contexts of an Endpoint: one for each peer (R-E2E.5), and what becomes of the Messages in them. */
import type { RecordTypeInit } from '../record/record.ts';
import type { SessionEvent, SessionFields } from '../session/types.ts';
import { wayOf, type Contact, type Queued } from './contact.ts';
import { PeerSession, sessionRecord } from './peer-session.ts';
import type { ExchangeEvent, PeerSessionSettings, PeerSessionStatus } from './types.ts';

/** What the sessions need of the Exchange around them. */
export interface SessionsOwner {
  /** Whether Records may go to this contact now. */
  mayTransmit(contact: Contact): boolean;
  /** What holds for the Session Context with this contact's peer now. */
  settings(contact: Contact): PeerSessionSettings;
  /** Sends a Message without a Session Context after all. */
  sendPlain(contact: Contact, message: Queued): void;
  disconnect(contact: Contact, reasonCode: number, reason: string): void;
  report(event: ExchangeEvent): void;
}

/** Peers with a Session Context; what they hold is bounded for each. */
const mostPeers = 2_000;

export class Sessions {
  readonly #ourId: string;
  readonly #newSessionId: (() => bigint) | undefined;
  readonly #owner: SessionsOwner;
  readonly #peers = new Map<string, PeerSession>();

  constructor(ourId: string, newSessionId: (() => bigint) | undefined, owner: SessionsOwner) {
    this.#ourId = ourId;
    this.#newSessionId = newSessionId;
    this.#owner = owner;
  }

  /** How the Session Context with a peer stands; undefined where there has never been one. */
  status(peer: string): PeerSessionStatus | undefined {
    const known = this.#peers.get(peer);
    return known && { ...known.session.status(), ...(known.refused && { refused: true }) };
  }

  /** Sends a Message in a Session Context, if it has to take one. @returns whether it did. */
  send(contact: Contact, message: Queued, now: number): boolean {
    const { tag } = message;
    const peer = this.#choose(contact, message.inSession);
    if (!peer) return false;
    peer.moveTo(contact, this.#owner.settings(contact).maxRecordSize);
    peer.send(message, now);
    if (tag > 0) this.#owner.report({ type: 'begun', tag });
    this.#settle(peer);
    return true;
  }

  /** Takes in the session_context of a Record. @returns the Messages that are whole now; undefined: not allowed. */
  take(contact: Contact, fields: SessionFields, payloadSecurity: number, now: number): Uint8Array[] | undefined {
    const peer = this.#with(contact);
    if (!peer) return undefined;
    peer.moveTo(contact, this.#owner.settings(contact).maxRecordSize);
    peer.session.handleRecord(fields, payloadSecurity, now);
    return this.#settle(peer);
  }

  /**
   * The peer's DisconnectRecord clears its Session Context (R-MTP.7).
   * @returns whether the code ends the Session Context alone: the peer is still there
   */
  disconnected(agent: string, code: number, reason: string, now: number): boolean {
    const peer = this.#peers.get(agent);
    if (!peer) return false;
    peer.session.handleDisconnect(code, reason, now);
    this.#settle(peer);
    return code === 7105 || code === 7106;
  }

  withdraw(tag: number, now: number): void {
    for (const peer of this.#peers.values()) peer.withdraw(tag, now);
  }

  /** The next Record to send, and to whom. */
  poll(): { readonly contact: Contact; readonly record: RecordTypeInit } | undefined {
    for (const peer of this.#peers.values()) {
      const { contact, session } = peer;
      if (!this.#owner.mayTransmit(contact)) continue;
      const fields = session.pollTransmit();
      this.#settle(peer);
      if (fields) return { contact, record: sessionRecord(fields) };
    }
    return undefined;
  }

  nextTimeout(): number | undefined {
    let next: number | undefined;
    for (const { contact, session } of this.#peers.values()) {
      // A session that has no way to its peer has nothing to do at any time.
      const due = this.#owner.mayTransmit(contact) ? session.nextTimeout() : undefined;
      if (due !== undefined) next = Math.min(next ?? Infinity, due);
    }
    return next;
  }

  handleTimeout(now: number): void {
    for (const peer of this.#peers.values()) {
      peer.session.handleTimeout(now);
      this.#settle(peer);
    }
  }

  /** The Session with a peer, where its connection allows one. */
  #with(contact: Contact): PeerSession | undefined {
    const { session: mode = 'off', maxRecordSize } = this.#owner.settings(contact);
    if (mode === 'off' || !this.#newSessionId) return undefined;
    let peer = this.#peers.get(contact.peer);
    if (!peer) {
      if (this.#peers.size >= mostPeers) return undefined;
      peer = new PeerSession(contact, maxRecordSize, this.#ourId, this.#newSessionId);
      this.#peers.set(contact.peer, peer);
    }
    return peer;
  }

  /** The Session that a Message of ours has to take, if any. */
  #choose(contact: Contact, inSession: boolean | undefined): PeerSession | undefined {
    if (inSession === false) return undefined; // R-MSG.0a
    const peer = this.#with(contact);
    if (!peer || inSession || this.#owner.settings(contact).session === 'require') return peer;
    // Mode allow: we use what the peer began.
    return peer.session.status().state === 'idle' ? undefined : peer;
  }

  /** Takes out what a Session has to say; returns the Messages that are whole now. */
  #settle(peer: PeerSession): Uint8Array[] {
    const messages: Uint8Array[] = [];
    for (let event = peer.session.pollEvent(); event; event = peer.session.pollEvent()) {
      if (event.type === 'message') messages.push(event.bytes);
      else this.#handle(peer, event);
    }
    return messages;
  }

  #handle(peer: PeerSession, event: Exclude<SessionEvent, { type: 'message' }>): void {
    const { contact } = peer;
    const about = { type: 'session', peer: contact.peer, way: wayOf(contact) } as const;
    switch (event.type) {
      case 'delivered': {
        const { tag = 0 } = peer.settled(event.tag) ?? {};
        if (tag > 0) this.#owner.report({ type: 'delivered', tag });
        return;
      }
      case 'failed':
        return this.#failed(peer, event);
      case 'disconnect-wanted':
        this.#owner.report({ ...about, note: `The Session Context is given up: ${event.reason} (${event.code}).` });
        return this.#owner.disconnect(contact, event.code, event.reason); // R-MTP.9
      case 'progress':
        return this.#owner.report(about);
      default:
        if (event.type === 'not-supported') peer.refused = true;
        if (event.type === 'started' && event.by === 'peer') peer.refused = false;
        this.#owner.report({ ...about, note: describe(event) });
    }
  }

  #failed(peer: PeerSession, event: Extract<SessionEvent, { type: 'failed' }>): void {
    const underWay = peer.settled(event.tag);
    if (!underWay || underWay.tag === 0) return;
    const { tag } = underWay;
    const { contact } = peer;
    const { arrived, detail, code = 0 } = event;
    if (
      peer.refused &&
      this.#owner.settings(contact).session === 'allow' &&
      arrived === 'no' &&
      contact.state !== 'mismatched'
    ) {
      // The peer does no Session Contexts, and this connection does not insist on one.
      return this.#owner.sendPlain(contact, { ...underWay, inSession: false });
    }
    this.#owner.report({ type: 'undelivered', tag, arrived, code, detail });
  }
}

function describe(event: Extract<SessionEvent, { type: 'started' | 'restarted' | 'ended' | 'not-supported' }>): string {
  switch (event.type) {
    case 'started':
      return `Session Context ${event.sessionId} was begun by ${event.by === 'us' ? 'us' : 'the Agent'}.`;
    case 'restarted':
      return `Session Context ${event.sessionId} was begun anew by ${event.by === 'us' ? 'us' : 'the Agent'}: ${event.detail}.`;
    case 'ended':
      return `The Session Context was ended by the other side: ${event.reason} (${event.code}).`;
    case 'not-supported':
      return `The other side does no Session Contexts: ${event.reason} (${event.code}).`;
  }
}
