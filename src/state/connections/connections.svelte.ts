/** The connections of this browser: those saved, those open in this tab, and what the person must decide about them. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { MtpProblem } from '../../mtp/mtp.ts';
import type { ClientEvent, UspClient } from '../../worker/client.ts';
import type { ConnectionConfig, ConnectionStatus, DeviceStatus } from '../../worker/port.ts';
import { plainNeedsLeave } from './connection-rules.ts';
import type { SavedConnection } from './connection-schema.ts';
import type { IdentityLocks } from './identity-lock.ts';
import { type LinkedConnection, sameWay } from '../links/connection-link.ts';
import { newEndpointId, newId } from './own-endpoint-id.ts';
import { withHeard } from './heard-agents.ts';
import { readSecret, writeSecret } from './session-secrets.ts';
import type { ConnectionStore } from '../storage/connection-store.ts';
import { withoutPassword } from '../storage/backup.ts';
import { readOpenConnections, readTabIdentity, writeOpenConnections, writeTabIdentity } from './tab-memory.ts';

/** A question that stands between a connection and its opening. */
export interface Ask {
  /** `identity`: another tab is the same Endpoint (R-WS.4). `plain`: not encrypted beyond the local network (R-MTP.0). */
  readonly kind: 'password' | 'plain' | 'identity';
  readonly connection: string;
}

export type IdentityChoice = 'here' | 'new' | 'stay';

export const demoId = 'demo';

/** Milliseconds: saved facts that change often are written together. */
const writeDelay = 1_500;

export class Connections {
  readonly saved = new SvelteMap<string, SavedConnection>();
  readonly status = new SvelteMap<string, ConnectionStatus>();
  /** What keeps a connection from being open that is not the worker's to say. */
  readonly halted = new SvelteMap<string, MtpProblem>();
  /** Those that the person wants open in this tab. */
  readonly wanted = new SvelteSet<string>();
  asks: readonly Ask[] = $state.raw([]);
  readonly #client: UspClient;
  readonly #store: ConnectionStore;
  readonly #locks: IdentityLocks;
  /** Endpoint ID in use by connection, while it is wanted. */
  readonly #identities = new Map<string, string>();
  readonly #unwritten = new Set<string>();
  #writeTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #otherTabs =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('usp-console:stored');

  constructor(client: UspClient, store: ConnectionStore, locks: IdentityLocks) {
    this.#client = client;
    this.#store = store;
    this.#locks = locks;
    locks.onlost = (endpointId) => this.#takenOver(endpointId);
    this.#otherTabs?.addEventListener('message', () => void this.load());
  }

  /** False: the browser lets us keep nothing. */
  get lasting(): boolean {
    return this.#store.lasting;
  }

  /** Reads what is saved. */
  async load(): Promise<void> {
    const all = await this.#store.all();
    const known = new Set(all.map((saved) => saved.config.id));
    for (const id of this.saved.keys()) if (!known.has(id)) this.saved.delete(id);
    for (const saved of all) this.saved.set(saved.config.id, saved);
  }

  /** Opens again what was open in this tab before it was loaded anew. */
  reopen(): void {
    const ids = readOpenConnections().filter((id) => this.saved.has(id));
    for (const id of ids) this.#want(id);
    for (const id of ids) void this.open(id);
  }

  /**
   * Keeps a connection, with its password only if the person says so.
   * If it is open, it is opened anew with what has changed.
   */
  async save(config: ConnectionConfig, keepPassword: boolean): Promise<void> {
    const before = this.saved.get(config.id);
    const password = config.mtp.kind === 'mqtt' ? config.mtp.password : undefined;
    const changed: SavedConnection = {
      ...(before ?? { createdAt: Date.now(), heard: [] }),
      config,
      password: password === undefined ? 'none' : keepPassword ? 'kept' : 'session',
    };
    writeSecret(config.id, keepPassword ? undefined : password);
    await this.#keep(keepPassword ? changed : { ...withoutPassword(changed), password: changed.password });
    writeTabIdentity(config.id, undefined);
    if (this.wanted.has(config.id)) {
      this.close(config.id);
      await this.open(config.id);
    }
  }

  /** The saved connection that leads to the same place, or a new one. */
  async adopt(linked: LinkedConnection): Promise<string> {
    const same = [...this.saved.values()].find((saved) => sameWay(saved.config, linked));
    if (same) {
      if (linked.mtp.kind === 'demo' && saysHow(linked)) await this.#takeHow(same.config.id, linked);
      return same.config.id;
    }
    const id = linked.mtp.kind === 'demo' ? demoIdOf(linked.mtp.size) : newId();
    const hasUser = linked.mtp.kind === 'mqtt' && linked.mtp.username !== undefined;
    // Who has a user name most likely has a password: it is asked for.
    const password = hasUser ? 'session' : 'none';
    await this.#keep({ config: { ...linked, id }, password, createdAt: Date.now(), heard: [] });
    return id;
  }

  /** Changes how a connection works, not where it leads. One that is open is opened anew; its devices stay. */
  async adjust(id: string, change: (config: ConnectionConfig) => ConnectionConfig): Promise<void> {
    const before = this.saved.get(id);
    if (!before) return;
    const saved = { ...before, config: change(before.config) };
    await this.#keep(saved);
    const identity = this.#identities.get(id);
    if (identity !== undefined && this.wanted.has(id)) this.#start(saved, identity);
  }

  /** Starts to connect, or asks what must be known first. */
  async open(id: string): Promise<void> {
    const saved = this.saved.get(id);
    if (!saved) return;
    this.halted.delete(id);
    this.#want(id);
    const { config } = saved;
    const { mtp } = config;
    if (mtp.kind !== 'demo' && plainNeedsLeave(mtp.url, config.allowPlain)) return this.#ask('plain', id);
    if (saved.password === 'session' && readSecret(id) === undefined) return this.#ask('password', id);
    const controllerId = readTabIdentity(id) ?? config.controllerId;
    // The demo device lives in this very tab: nobody else can reach it.
    if (mtp.kind !== 'demo' && (await this.#locks.acquire(controllerId)) === 'elsewhere') {
      return this.#ask('identity', id);
    }
    // The person may have changed their mind meanwhile.
    if (this.wanted.has(id)) this.#start(saved, controllerId);
    else this.#releaseUnused(controllerId);
  }

  close(id: string): void {
    this.#client.close(id);
    this.#letGo(id);
  }

  /** Tries again now. */
  retry(id: string): void {
    if (this.wanted.has(id) && this.status.has(id)) this.#client.retry(id);
    else void this.open(id);
  }

  /** Takes a connection away. Returns it, for who wants it back. */
  async remove(id: string): Promise<SavedConnection | undefined> {
    const saved = this.saved.get(id);
    this.close(id);
    this.saved.delete(id);
    this.halted.delete(id);
    this.asks = this.asks.filter((ask) => ask.connection !== id);
    await this.#store.delete(id);
    this.#tellTabs();
    return saved;
  }

  /** Brings back what `remove` took away. */
  async restore(saved: SavedConnection): Promise<void> {
    await this.#keep(saved);
  }

  /** A copy under another name. Returns its id. */
  async duplicate(id: string): Promise<string | undefined> {
    const saved = this.saved.get(id);
    if (!saved) return undefined;
    const copy = { ...saved.config, id: newId(), name: `${saved.config.name} (copy)` };
    const secret = readSecret(id);
    if (secret !== undefined) writeSecret(copy.id, secret);
    await this.#keep({ config: copy, password: saved.password, createdAt: Date.now(), heard: [] });
    return copy.id;
  }

  /** The password of a connection as far as this tab knows it, for the form. */
  passwordOf(saved: SavedConnection): string {
    const kept = saved.config.mtp.kind === 'mqtt' ? saved.config.mtp.password : undefined;
    return kept ?? readSecret(saved.config.id) ?? '';
  }

  /** The Endpoint ID that this tab uses on a connection. */
  identityOf(id: string): string | undefined {
    return this.#identities.get(id) ?? this.saved.get(id)?.config.controllerId;
  }

  // ---- answers to what was asked ------------------------------------------------------------------------------------

  async answerPassword(id: string, password: string, keep: boolean): Promise<void> {
    this.#answered(id);
    const saved = this.saved.get(id);
    if (saved?.config.mtp.kind !== 'mqtt') return;
    if (keep && password !== '') {
      writeSecret(id, undefined);
      const mtp = { ...saved.config.mtp, password };
      await this.#keep({ ...saved, password: 'kept', config: { ...saved.config, mtp } });
    } else {
      writeSecret(id, password);
    }
    await this.open(id);
  }

  /** The person allows a plain way for this very connection (R-MTP.0). */
  async answerPlain(id: string): Promise<void> {
    this.#answered(id);
    const saved = this.saved.get(id);
    if (!saved) return;
    await this.#keep({ ...saved, config: { ...saved.config, allowPlain: true } });
    await this.open(id);
  }

  async answerIdentity(id: string, choice: IdentityChoice): Promise<void> {
    this.#answered(id);
    const saved = this.saved.get(id);
    if (!saved || choice === 'stay') return this.#letGo(id);
    if (choice === 'new') writeTabIdentity(id, newEndpointId());
    else await this.#locks.acquire(readTabIdentity(id) ?? saved.config.controllerId, { steal: true });
    await this.open(id);
  }

  /** The question is put aside; the connection stays closed. */
  dismiss(ask: Ask): void {
    this.#answered(ask.connection);
    this.#letGo(ask.connection);
  }

  // ---- what the worker says -----------------------------------------------------------------------------------------

  handle(event: ClientEvent): void {
    if (event.type === 'connection') this.#heardOf(event.status);
    if (event.type === 'connection-gone') this.status.delete(event.id);
    if (event.type === 'device') this.#heardAgent(event.status);
    if (event.type === 'worker' && event.state === 'lost') this.status.clear();
  }

  /** Everything that is saved, for the export. */
  all(): SavedConnection[] {
    return [...this.saved.values()].sort((one, other) => one.createdAt - other.createdAt);
  }

  /** Takes connections from an import; one with the same id is replaced. */
  async import(list: readonly SavedConnection[]): Promise<void> {
    for (const saved of list) await this.#keep(saved);
  }

  /** Closes and forgets everything. */
  async wipe(): Promise<void> {
    clearTimeout(this.#writeTimer);
    this.#writeTimer = undefined;
    this.#unwritten.clear();
    for (const id of [...this.saved.keys()]) {
      this.close(id);
      writeSecret(id, undefined);
      writeTabIdentity(id, undefined);
    }
    this.saved.clear();
    this.halted.clear();
    this.asks = [];
    await this.#store.clear();
    this.#tellTabs();
  }

  /** There is one demo device of each size: a link that says how its way is changes the one that is saved. */
  #takeHow(id: string, { session, maxRecordSize, mtp }: LinkedConnection): Promise<void> {
    return this.adjust(id, ({ maxRecordSize: _, ...config }) => ({
      ...config,
      session,
      mtp,
      ...(maxRecordSize !== undefined && { maxRecordSize }),
    }));
  }

  #start(saved: SavedConnection, controllerId: string): void {
    const { config } = saved;
    this.#identities.set(config.id, controllerId);
    this.#client.open({ ...config, controllerId, mtp: runnable(saved) });
  }

  #letGo(id: string): void {
    const identity = this.#identities.get(id);
    this.#identities.delete(id);
    this.wanted.delete(id);
    writeOpenConnections(this.wanted);
    if (identity !== undefined) this.#releaseUnused(identity);
  }

  #releaseUnused(identity: string): void {
    if (![...this.#identities.values()].includes(identity)) this.#locks.release(identity);
  }

  #want(id: string): void {
    this.wanted.add(id);
    writeOpenConnections(this.wanted);
  }

  #takenOver(endpointId: string): void {
    for (const [id, identity] of [...this.#identities]) {
      const isDemo = this.saved.get(id)?.config.mtp.kind === 'demo';
      if (identity !== endpointId || isDemo) continue;
      this.close(id);
      this.halted.set(id, takenOver);
    }
  }

  #ask(kind: Ask['kind'], connection: string): void {
    this.asks = [...this.asks.filter((ask) => ask.connection !== connection), { kind, connection }];
  }

  #answered(connection: string): void {
    this.asks = this.asks.filter((ask) => ask.connection !== connection);
  }

  #heardOf(status: ConnectionStatus): void {
    this.status.set(status.id, status);
    const saved = this.saved.get(status.id);
    if (!saved || status.state !== 'open') return;
    let changed: SavedConnection = { ...saved, lastOpen: status.since };
    const { mtp } = saved.config;
    // R-MQTT.9
    if (status.assignedClientId && mtp.kind === 'mqtt' && mtp.clientId === undefined) {
      changed = { ...changed, assigned: { url: mtp.url, clientId: status.assignedClientId } };
    }
    this.#noteSoon(changed);
  }

  #heardAgent(status: DeviceStatus): void {
    if (status.lastHeard === 0) return;
    for (const way of status.ways) {
      const saved = this.saved.get(way.connection);
      const changed = saved && withHeard(saved, { endpointId: status.agent, lastHeard: status.lastHeard });
      if (changed) this.#noteSoon(changed);
    }
  }

  #noteSoon(saved: SavedConnection): void {
    this.saved.set(saved.config.id, saved);
    this.#unwritten.add(saved.config.id);
    this.#writeTimer ??= setTimeout(() => {
      this.#writeTimer = undefined;
      for (const id of this.#unwritten) {
        const latest = this.saved.get(id);
        // A store that is full or gone costs the facts, not the work.
        if (latest) this.#store.put(latest).catch(() => undefined);
      }
      this.#unwritten.clear();
    }, writeDelay);
  }

  async #keep(saved: SavedConnection): Promise<void> {
    this.saved.set(saved.config.id, saved);
    await this.#store.put(saved);
    this.#tellTabs();
  }

  #tellTabs(): void {
    this.#otherTabs?.postMessage('changed');
  }
}

/** What the worker gets: with the password that this tab knows, and the client identifier that the broker gave. */
function runnable(saved: SavedConnection): ConnectionConfig['mtp'] {
  const { mtp, id } = saved.config;
  if (mtp.kind !== 'mqtt') return mtp;
  const password = mtp.password ?? (readSecret(id) || undefined);
  const assigned = saved.assigned?.url === mtp.url ? saved.assigned.clientId : undefined;
  // R-MQTT.11
  const clientId = mtp.clientId ?? assigned;
  return { ...mtp, ...(password !== undefined && { password }), ...(clientId !== undefined && { clientId }) };
}

/** Does a link to the demo device say more than that it is wanted? */
function saysHow({ session, mtp }: LinkedConnection): boolean {
  return session !== 'off' || (mtp.kind === 'demo' && mtp.link !== undefined);
}

function demoIdOf(size: 'home' | 'large'): string {
  return size === 'home' ? demoId : `${demoId}-${size}`;
}

const takenOver: MtpProblem = {
  code: 'taken-over',
  what: 'Another tab of this browser has taken this connection over.',
  why: 'Both tabs are the same USP Endpoint, and an Agent keeps one session with each Endpoint.',
  advice: 'Connect here to take it back, or go on in the other tab.',
};
