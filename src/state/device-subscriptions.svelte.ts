/** Subscriptions that this page holds on a device: made when first wanted, shared, deleted when nobody wants them. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { UspError } from '../usp/error.ts';
import {
  addSubscription,
  isHeldSubscription,
  notifTypes,
  subscriptionId,
  subscriptionTable,
  type NotifType,
} from '../model/subscription-plan.ts';
import { asUspError } from './as-usp-error.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import { ownControllerPath, samePath } from './own-controller.ts';
import { refusal } from './refusal.ts';
import { readStored, writeStored } from './stored.ts';

export interface HeldSubscription {
  readonly notifType: NotifType;
  readonly reference: string;
  readonly id: string;
  readonly state: 'making' | 'held' | 'refused';
  /** Where the Agent keeps it. */
  readonly path?: string;
  readonly since: number;
  readonly error?: UspError;
}

/** What a reload leaves behind of one. */
type Remembered = Pick<HeldSubscription, 'id' | 'notifType' | 'reference' | 'since'>;

/** Seconds: an Agent forgets what we made by itself when this page is gone without a word. */
export const holdTime = 3_600;

/** Seconds: how long the end of a command is told again, so that a reload or a lost way in between does not lose it. */
const completeExpiration = 600;

export class DeviceSubscriptions {
  readonly held = new SvelteMap<string, HeldSubscription>();
  /** What the person wants to be told of, apart from what this page needs for its own work. */
  readonly #asked = new SvelteSet<string>();
  readonly #loader: DeviceLoader;
  readonly #controllerId: string;
  readonly #storeKey: string;
  readonly #wants = new Map<string, number>();
  readonly #making = new Map<string, Promise<boolean>>();

  /** @param controllerId Endpoint ID that the device knows us by. */
  constructor(loader: DeviceLoader, device: string, controllerId: string) {
    this.#loader = loader;
    this.#controllerId = controllerId;
    this.#storeKey = `subscriptions:${device}`;
  }

  find(notifType: NotifType, reference: string): HeldSubscription | undefined {
    return this.held.get(keyOf(notifType, reference));
  }

  /**
   * Makes it, or joins the one that is there, also one from before a reload. Each `hold` that was answered true wants
   * one `release`.
   */
  hold(notifType: NotifType, reference: string): Promise<boolean> {
    const key = keyOf(notifType, reference);
    this.#wants.set(key, (this.#wants.get(key) ?? 0) + 1);
    const making = this.#making.get(key) ?? this.#make(key, notifType, reference);
    this.#making.set(key, making);
    return making;
  }

  /** Gives one hold back; the last one deletes the Subscription on the device. */
  async release(notifType: NotifType, reference: string): Promise<void> {
    const key = keyOf(notifType, reference);
    const left = (this.#wants.get(key) ?? 1) - 1;
    if (left > 0) {
      this.#wants.set(key, left);
      return;
    }
    this.#wants.delete(key);
    await this.#making.get(key);
    if (this.#wants.has(key)) return;
    this.#making.delete(key);
    const held = this.held.get(key);
    this.held.delete(key);
    if (held?.state === 'held') await this.#remove(held.id);
  }

  /** Reactive: has the person asked to be told of it? */
  isAsked(notifType: NotifType, reference: string): boolean {
    return this.#asked.has(keyOf(notifType, reference));
  }

  /** Has the device tell the person. Whether it does is in `find`. */
  async ask(notifType: NotifType, reference: string): Promise<void> {
    const key = keyOf(notifType, reference);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    if (!(await this.hold(notifType, reference))) this.#asked.delete(key);
  }

  /** The person wants to hear of it no more; who else holds it goes on. */
  async dismiss(notifType: NotifType, reference: string): Promise<void> {
    if (this.#asked.delete(keyOf(notifType, reference))) await this.release(notifType, reference);
  }

  /** Deletes what a page before this one made and could not clean up: a reload, a crash, a tab that was closed. */
  async cleanUp(): Promise<void> {
    for (const { id } of this.#remembered()) if (!this.#holds(id)) await this.#remove(id);
    await this.#sweep();
  }

  /** The Agent forgot what is not persistent when it started anew: make again what is still wanted. */
  renew(): void {
    for (const [key, { notifType, reference }] of this.held) {
      this.#making.set(key, this.#make(key, notifType, reference));
    }
  }

  async #make(key: string, notifType: NotifType, reference: string): Promise<boolean> {
    const kept = this.#kept(notifType, reference);
    const id = kept?.id ?? subscriptionId('hold', crypto.randomUUID());
    const base = { notifType, reference, id, since: kept?.since ?? Date.now() };
    this.held.set(key, { ...base, state: 'making' });
    this.#remember([...this.#remembered().filter((other) => other.id !== id), base]);
    try {
      const path = (kept && (await this.#pathOf(id))) ?? (await this.#add(base));
      this.held.set(key, { ...base, state: 'held', ...(path ? { path } : {}) });
      return true;
    } catch (thrown) {
      this.held.set(key, { ...base, state: 'refused', error: asUspError(thrown) });
      // Nobody holds what is not there; the next who wants it tries anew.
      this.#wants.delete(key);
      this.#making.delete(key);
      return false;
    }
  }

  async #add({ id, notifType, reference }: Remembered): Promise<string | undefined> {
    const wish = { id, notifType, references: [reference], timeToLive: holdTime, persistent: false };
    const retry = notifType === 'OperationComplete' ? { retry: { expiration: completeExpiration } } : {};
    const answer = await this.#loader.request(addSubscription({ ...wish, ...retry }));
    const failed = answer.results.find((result) => result.error)?.error;
    if (failed) throw refusal('The device refused the Subscription', failed.code, failed.message);
    return answer.results[0]?.instantiatedPath;
  }

  /** One from before a reload that still has most of its time before it. */
  #kept(notifType: NotifType, reference: string): Remembered | undefined {
    const youngEnough = Date.now() - (holdTime * 1000) / 2;
    return this.#remembered().find(
      (one) => one.notifType === notifType && one.reference === reference && one.since > youngEnough,
    );
  }

  /** Where the Agent keeps the one with this ID; undefined: nowhere. */
  async #pathOf(id: string): Promise<string | undefined> {
    const answer = await this.#loader.request({ kind: 'Get', paths: [`${byId(id)}ID`], maxDepth: 1 });
    return answer.results[0]?.objects[0]?.path;
  }

  async #remove(id: string): Promise<void> {
    try {
      await this.#loader.request({ kind: 'Delete', allowPartial: false, paths: [byId(id)] });
      this.#forget(id);
    } catch (thrown) {
      // Said no: it is gone or not ours to delete. Not reached: it stays remembered, and its TimeToLive ends it.
      if (asUspError(thrown).origin === 'remote') this.#forget(id);
    }
  }

  /** What nobody remembers, as its tab is gone: known by its ID, and by us as its Recipient. */
  async #sweep(): Promise<void> {
    try {
      const own = await ownControllerPath(this.#loader, this.#controllerId);
      if (own === undefined) return;
      const paths = [`${subscriptionTable}*.ID`, `${subscriptionTable}*.Recipient`];
      const { results } = await this.#loader.request({ kind: 'Get', paths, maxDepth: 1 });
      const rows = new Map<string, Map<string, string>>();
      for (const { path, params } of results.flatMap(({ objects }) => objects)) {
        rows.set(path, new Map([...(rows.get(path) ?? []), ...params]));
      }
      const left = [...rows].filter(([, params]) => {
        const id = params.get('ID') ?? '';
        return isHeldSubscription(id) && samePath(params.get('Recipient') ?? '', own) && !this.#holds(id);
      });
      if (left.length === 0) return;
      await this.#loader.request({ kind: 'Delete', allowPartial: true, paths: left.map(([path]) => path) });
    } catch {
      // Not told or not reached: the TimeToLive of each ends it.
    }
  }

  #holds(id: string): boolean {
    return [...this.held.values()].some((held) => held.id === id);
  }

  #remembered(): Remembered[] {
    const stored = readStored(this.#storeKey);
    return Array.isArray(stored) ? stored.filter(isRemembered) : [];
  }

  #forget(id: string): void {
    this.#remember(this.#remembered().filter((other) => other.id !== id));
  }

  #remember(all: readonly Remembered[]): void {
    writeStored(this.#storeKey, all.length > 0 ? all : undefined);
  }
}

function isRemembered(stored: unknown): stored is Remembered {
  if (typeof stored !== 'object' || stored === null) return false;
  const { id, notifType, reference, since } = stored as Readonly<Record<string, unknown>>;
  const known: readonly unknown[] = notifTypes;
  return (
    typeof id === 'string' && typeof reference === 'string' && typeof since === 'number' && known.includes(notifType)
  );
}

function byId(id: string): string {
  return `${subscriptionTable}[ID=="${id}"].`;
}

function keyOf(notifType: NotifType, reference: string): string {
  return `${notifType} ${reference}`;
}
