/** The Agents that are known, the ways to each, and whether it is there. */
import type { OpenConnection } from '../exchange/types.ts';
import type { PeerStatus, PeerWay, Presence } from './types.ts';

export interface KnownWay {
  readonly connection: string;
  readonly mtp: OpenConnection['mtp'];
  topic: string | undefined;
  open: boolean;
}

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

  opened(connection: OpenConnection, topic: string | undefined): void {
    const known = this.ways.get(connection.id);
    this.ways.set(connection.id, {
      connection: connection.id,
      mtp: connection.mtp,
      topic: topic ?? known?.topic,
      open: true,
    });
  }

  closed(connection: string): void {
    const way = this.ways.get(connection);
    if (way) way.open = false;
  }

  get reachable(): boolean {
    return [...this.ways.values()].some((way) => way.open);
  }

  /** The way that requests take: the one taken before while it can be used, else the first that can. */
  choose(): KnownWay | undefined {
    const before = this.preferred === undefined ? undefined : this.ways.get(this.preferred);
    const way = before && usable(before) ? before : [...this.ways.values()].find(usable);
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
