/** The Agents that are known, the ways to each, and whether it is there. */
import type { OpenConnection } from '../exchange/types.ts';
import type { PeerStatus, PeerWay, Presence } from './types.ts';

export interface KnownWay {
  readonly connection: string;
  readonly mtp: OpenConnection['mtp'];
  topic: string | undefined;
  open: boolean;
  /** The Agent ended the communication on it, or nothing reaches it there, and it has not come back. */
  left: boolean;
}

/** Why an Agent that is expected is not there. */
export const absence = {
  silent: 'It does not answer: it may be off, or listen elsewhere. It appears by itself once it speaks.',
  noTopic: 'Its topic is not known, so it cannot be asked. It appears by itself once it speaks.',
} as const;

export class Peer {
  readonly agent: string;
  presence: Presence = 'probing';
  note = '';
  versions: readonly string[] = [];
  lastHeard = 0;
  roundTrip: number | undefined;
  preferred: string | undefined;
  readonly ways = new Map<string, KnownWay>();

  constructor(agent: string) {
    this.agent = agent;
  }

  /** It is to be found on a connection that was opened. */
  expected(connection: OpenConnection, topic: string | undefined): void {
    this.#opened(connection, topic);
    if (this.presence === 'disconnected') this.presence = 'probing';
    if (this.presence !== 'probing') return;
    this.note = connection.mtp === 'mqtt' ? 'Its connect Record may have been missed; it is being asked.' : '';
  }

  /** A Record of it has come. */
  heard(connection: OpenConnection | undefined, topic: string | undefined, now: number): void {
    if (connection) this.#opened(connection, topic);
    this.lastHeard = now;
    if (this.presence === 'connected' || this.presence === 'assumed') return;
    this.presence = 'assumed';
    this.note = 'It speaks, but its connect Record was not seen.';
  }

  /** Its connect Record has come. */
  greeted(): void {
    this.presence = 'connected';
    this.note = '';
  }

  /** Its DisconnectRecord has come: on this way it is gone, on others it may still be there. @returns it in words */
  saidGoodbye(connection: string, code: number | undefined, reason: string): string {
    const words = `It ended the communication${code ? ` with code ${code}` : ''}${reason ? `: ${reason.replace(/\.$/, '')}` : ''}.`;
    this.#leave(this.ways.get(connection), words);
    return words;
  }

  /** What is sent to the topic of this connection reaches nobody. @returns whether that is news of this Agent */
  unreachable(connection: string, topic: string, why: string): boolean {
    const way = this.ways.get(connection);
    if (way?.topic !== topic || way.left) return false;
    this.#leave(way, why);
    return true;
  }

  /** Another Agent speaks where this one was looked for. @returns whether that is news of this one */
  replaced(connection: string, by: string): boolean {
    const way = this.ways.get(connection);
    if (!way || way.left) return false;
    this.#leave(way, `Another Agent speaks on its connection: ${by}.`);
    return true;
  }

  #leave(way: KnownWay | undefined, why: string): void {
    if (way) way.left = true;
    if (![...this.ways.values()].some((other) => other.open && !other.left)) this.presence = 'disconnected';
    this.note = why;
  }

  /** A connection to it is closed. */
  wayClosed(connection: string, reason: string): void {
    const way = this.ways.get(connection);
    if (way) way.open = false;
    if (!this.#reachable) this.notThere(reason);
  }

  notThere(note: string): void {
    this.presence = 'disconnected';
    this.note = note;
  }

  #opened(connection: OpenConnection, topic: string | undefined): void {
    const { id, mtp } = connection;
    const known = this.ways.get(id);
    this.ways.set(id, { connection: id, mtp, topic: topic ?? known?.topic, open: true, left: false });
  }

  get #reachable(): boolean {
    return [...this.ways.values()].some((way) => way.open);
  }

  /** The way that requests take: the one taken before while it can be used, else the first that can. */
  choose(): KnownWay | undefined {
    const before = this.preferred === undefined ? undefined : this.ways.get(this.preferred);
    const ways = [...this.ways.values()];
    const way =
      before && usable(before) && !before.left
        ? before
        : (ways.find((other) => usable(other) && !other.left) ?? ways.find(usable));
    this.preferred = way?.connection;
    return way;
  }

  status(): PeerStatus {
    const preferred = this.choose();
    const ways = [...this.ways.values()].map((way): PeerWay => {
      const { connection, mtp, topic, open } = way;
      return { connection, mtp, ...(topic !== undefined && { topic }), open, preferred: way === preferred };
    });
    return {
      agent: this.agent,
      presence: this.presence,
      ...(this.note !== '' && { note: this.note }),
      ways,
      versions: this.versions,
      lastHeard: this.lastHeard,
      ...(this.roundTrip !== undefined && { roundTrip: this.roundTrip }),
    };
  }
}

/** Over a broker a way leads nowhere until the Agent's topic is known. */
function usable(way: KnownWay): boolean {
  return way.open && (way.mtp !== 'mqtt' || way.topic !== undefined);
}
