/** One peer on one connection: may it be spoken to, and where. */
import type { Msg } from '../message/message.ts';
import type { OpenConnection, Way } from './types.ts';

/**
 * What has passed between us and a peer on one connection (R-MTP.8):
 *
 * state       | a Record of ours                    | a connect Record of the peer | a DisconnectRecord of the peer
 * ------------|-------------------------------------|------------------------------|-------------------------------
 * awaiting    | waits, at most until `awaitUntil`   | -> connected                 | -> unconnected
 * unconnected | ours connect Record first           | -> connected                 | stays
 * connected   | goes out                            | stays                        | -> unconnected
 * mismatched  | refused: MQTT versions differ       | -> connected if it is right  | stays
 *
 * Any other Record of the peer ends `awaiting` as well: our connect Record goes out and what waited follows it.
 */
export type ContactState = 'awaiting' | 'unconnected' | 'connected' | 'mismatched';

export interface Queued {
  /** The Message's bytes: those of `msg` unless a person wrote them. */
  readonly payload: Uint8Array<ArrayBuffer>;
  /** For the log; undefined: the bytes are none that can be taken in. */
  readonly msg: Msg | undefined;
  readonly tag: number;
  /** An answer goes in the kind of Record that its request came in; undefined: as the mode says. */
  readonly inSession: boolean | undefined;
}

export interface Contact {
  readonly peer: string;
  readonly connection: OpenConnection;
  state: ContactState;
  /** MQTT: the peer's topic. */
  topic: string | undefined;
  /** State `awaiting`: when we stop to wait for the peer's connect Record and send ours. */
  awaitUntil: number;
  /** Messages that wait for the connect Record. */
  readonly queue: Queued[];
}

/** The way that a contact stands for. */
export function wayOf(contact: Contact): Way {
  return contact.topic === undefined
    ? { connection: contact.connection.id }
    : { connection: contact.connection.id, topic: contact.topic };
}

/** All contacts, found by peer and connection. */
export class Contacts {
  readonly #byPeer = new Map<string, Map<string, Contact>>();
  /** How many there are on each connection. */
  readonly #counts = new Map<string, number>();

  countOn(connection: string): number {
    return this.#counts.get(connection) ?? 0;
  }

  get(peer: string, connection: string): Contact | undefined {
    return this.#byPeer.get(peer)?.get(connection);
  }

  add(contact: Contact): void {
    let ways = this.#byPeer.get(contact.peer);
    if (!ways) this.#byPeer.set(contact.peer, (ways = new Map<string, Contact>()));
    const { id } = contact.connection;
    if (!ways.has(id)) this.#counts.set(id, this.countOn(id) + 1);
    ways.set(id, contact);
  }

  ofPeer(peer: string): Contact[] {
    return [...(this.#byPeer.get(peer)?.values() ?? [])];
  }

  /** Takes out all contacts on a connection and returns them. */
  removeConnection(connection: string): Contact[] {
    const gone: Contact[] = [];
    for (const [peer, ways] of this.#byPeer) {
      const contact = ways.get(connection);
      if (!contact) continue;
      gone.push(contact);
      ways.delete(connection);
      if (ways.size === 0) this.#byPeer.delete(peer);
    }
    this.#counts.delete(connection);
    return gone;
  }

  *all(): Generator<Contact> {
    for (const ways of this.#byPeer.values()) yield* ways.values();
  }
}
