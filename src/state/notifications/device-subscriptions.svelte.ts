/** Subscriptions that this page holds on a device: made when first wanted, shared, deleted when nobody wants them. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { UspError } from '../../usp/error.ts';
import {
  addSubscription,
  bootEvent,
  isHeldSubscription,
  subscriptionId,
  subscriptionTable,
  type NotifType,
} from '../../model/subscription-plan.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceLoader } from '../model/device-loader.svelte.ts';
import { ownControllerPath, samePath } from './own-controller.ts';
import { refusal } from '../refusal.ts';
import { RememberedSubscriptions, type RememberedSubscription } from './remembered-subscriptions.ts';

export interface HeldSubscription {
  readonly notifType: NotifType;
  readonly reference: string;
  readonly id: string;
  readonly state: 'making' | 'held' | 'refused';
  /** Where the Agent keeps it. */
  readonly path?: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly error?: UspError;
}

/** Seconds: an Agent forgets what we made by itself when this page is gone without a word. */
const holdTime = 3_600;

/** Milliseconds after which one that is still wanted is made anew: well before the Agent lets it end. */
const renewAfter = holdTime * 900;

/** Milliseconds between two tries to make what could not be made, as the device was not reached. */
const retryPause = 60_000;

/** Seconds: how long what is told once is told again, so that a reload or a lost way in between does not lose it. */
const retryExpiration = 600;

export class DeviceSubscriptions {
  readonly held = new SvelteMap<string, HeldSubscription>();
  /** What the person wants to be told of, apart from what this page needs for its own work. */
  readonly #asked = new SvelteSet<string>();
  readonly #loader: DeviceLoader;
  readonly #controllerId: string;
  readonly #remembered: RememberedSubscriptions;
  readonly #wants = new Map<string, number>();
  /** What is being made, or looked for, now. */
  readonly #making = new Map<string, Promise<boolean>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  /**
   * @param controllerId Endpoint ID that the device knows us by
   * @param hides whether a reference holds a secret
   */
  constructor(loader: DeviceLoader, device: string, controllerId: string, hides: (reference: string) => boolean) {
    this.#loader = loader;
    this.#controllerId = controllerId;
    this.#remembered = new RememberedSubscriptions(device, hides);
  }

  /** What is known of one; of one whose time is over, nothing. */
  find(notifType: NotifType, reference: string): HeldSubscription | undefined {
    const held = this.held.get(keyOf(notifType, reference));
    return held && isOver(held) ? undefined : held;
  }

  /** Reactive: is the Subscription with this ID one of this page's own? */
  holds(id: string): boolean {
    return [...this.held.values()].some((held) => held.id === id);
  }

  /** Wants it for as long as the page is there: what can't be made now is tried again, and may be asked for at any time. */
  keep(notifType: NotifType, reference: string): void {
    const key = keyOf(notifType, reference);
    this.#wants.set(key, (this.#wants.get(key) ?? 0) + 1);
    void this.#ensure(key, notifType, reference);
  }

  /**
   * Makes it, or joins the one that is there, also one from before a reload. Each `hold` that was answered true wants
   * one `release`, and is renewed until then.
   */
  async hold(notifType: NotifType, reference: string): Promise<boolean> {
    const key = keyOf(notifType, reference);
    this.#wants.set(key, (this.#wants.get(key) ?? 0) + 1);
    const there = this.find(notifType, reference);
    if (there?.state === 'held' || (await this.#ensure(key, notifType, reference))) return true;
    this.#unwant(key);
    return false;
  }

  /** Gives one hold back; the last one deletes the Subscription on the device. */
  async release(notifType: NotifType, reference: string): Promise<void> {
    const key = keyOf(notifType, reference);
    if (!this.#unwant(key)) return;
    await this.#making.get(key);
    if (this.#wants.has(key)) return;
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
    for (const { id } of this.#remembered.all()) if (!this.holds(id)) await this.#remove(id);
    await this.#sweep();
  }

  /**
   * Looks whether the device still has what is wanted, and makes what it has not: after a start it has forgotten what is
   * not persistent, and while it was not reached others may have deleted it.
   */
  renew(): void {
    for (const [key, held] of this.held) if (this.#wants.has(key)) void this.#again(key, held);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  /** One want less. @returns was it the last? */
  #unwant(key: string): boolean {
    const left = (this.#wants.get(key) ?? 1) - 1;
    if (left > 0) this.#wants.set(key, left);
    else this.#wants.delete(key);
    return left <= 0;
  }

  /** Looks for it on the device and makes it where it is not, once at a time. */
  #ensure(key: string, notifType: NotifType, reference: string): Promise<boolean> {
    const running = this.#making.get(key);
    if (running) return running;
    const making = this.#make(key, notifType, reference).finally(() => {
      this.#making.delete(key);
      this.#plan();
    });
    this.#making.set(key, making);
    return making;
  }

  /** Sees to one that is wanted. What the device refuses by now, the person may ask for anew. */
  async #again(key: string, { notifType, reference }: HeldSubscription): Promise<void> {
    if (this.#making.has(key) || (await this.#ensure(key, notifType, reference))) return;
    if (this.held.get(key)?.error?.origin === 'remote' && this.#asked.delete(key)) this.#unwant(key);
  }

  async #make(key: string, notifType: NotifType, reference: string): Promise<boolean> {
    const before = this.held.get(key);
    const told = before?.state === 'held' && !isOver(before) ? before : undefined;
    const kept = this.#kept(notifType, reference);
    const id = kept?.id ?? subscriptionId('hold', crypto.randomUUID());
    const fresh = { notifType, reference, id, since: Date.now() };
    // While one is looked for, or made anew, the device goes on telling by it.
    if (!told) this.held.set(key, { ...fresh, state: 'making' });
    try {
      const there = kept && (await this.#pathOf(id));
      const path = there ?? (await this.#add(fresh));
      this.held.set(key, { ...(kept && there ? kept : fresh), state: 'held', ...(path ? { path } : {}) });
      if (told && told.id !== id) void this.#remove(told.id);
      return true;
    } catch (thrown) {
      const error = asUspError(thrown);
      // Not reached: the device may well have it still. It is tried again soon.
      if (told && error.origin !== 'remote') return true;
      this.held.set(key, { ...fresh, state: 'refused', error });
      return false;
    }
  }

  async #add(fresh: RememberedSubscription): Promise<string | undefined> {
    const { id, notifType, reference } = fresh;
    this.#remembered.put(fresh);
    const isBoot = notifType === 'Event' && reference === bootEvent;
    const answer = await this.#loader.request(
      addSubscription({
        id,
        notifType,
        references: [reference],
        timeToLive: holdTime,
        // What does not outlive a start can't tell of it.
        persistent: isBoot,
        ...((isBoot || notifType === 'OperationComplete') && { retry: { expiration: retryExpiration } }),
      }),
    );
    const failed = answer.results.find((result) => result.error)?.error;
    if (failed) throw refusal('The device refused the Subscription', failed.code, failed.message);
    return answer.results[0]?.instantiatedPath;
  }

  /** Wakes up when the first of what is wanted is to be renewed, or tried again. */
  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#disposed) return;
    const times = [...this.held].filter(([key]) => this.#wants.has(key)).flatMap(([, held]) => dueAt(held) ?? []);
    if (times.length === 0) return;
    const pause = Math.max(retryPause, Math.min(...times) - Date.now());
    this.#timer = setTimeout(() => this.#upkeep(), pause);
  }

  #upkeep(): void {
    for (const [key, held] of this.held) {
      const due = dueAt(held);
      if (this.#wants.has(key) && due !== undefined && due <= Date.now()) {
        void this.#again(key, held);
      }
    }
    this.#plan();
  }

  /** One from before a reload that still has most of its time before it. */
  #kept(notifType: NotifType, reference: string): RememberedSubscription | undefined {
    const youngEnough = Date.now() - (holdTime * 1000) / 2;
    return this.#remembered
      .all()
      .find((one) => one.notifType === notifType && one.reference === reference && one.since > youngEnough);
  }

  /** Where the Agent keeps the one with this ID; undefined: nowhere. */
  async #pathOf(id: string): Promise<string | undefined> {
    const answer = await this.#loader.request({ kind: 'Get', paths: [`${byId(id)}ID`], maxDepth: 1 });
    return answer.results[0]?.objects[0]?.path;
  }

  async #remove(id: string): Promise<void> {
    try {
      await this.#loader.request({ kind: 'Delete', allowPartial: false, paths: [byId(id)] });
      this.#remembered.delete(id);
    } catch (thrown) {
      // Said no: it is gone or not ours to delete. Not reached: it stays remembered, and its TimeToLive ends it.
      if (asUspError(thrown).origin === 'remote') this.#remembered.delete(id);
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
        return isHeldSubscription(id) && samePath(params.get('Recipient') ?? '', own) && !this.holds(id);
      });
      if (left.length === 0) return;
      await this.#loader.request({ kind: 'Delete', allowPartial: true, paths: left.map(([path]) => path) });
    } catch {
      // Not told or not reached: the TimeToLive of each ends it.
    }
  }
}

/** The device has let it end. */
function isOver({ state, since }: HeldSubscription): boolean {
  return state === 'held' && Date.now() >= since + holdTime * 1000;
}

/** Milliseconds since the epoch: when to make it anew; undefined: never by itself. What the device refused stays refused. */
function dueAt({ state, since, error }: HeldSubscription): number | undefined {
  if (state === 'held') return since + renewAfter;
  return error && error.origin !== 'remote' ? since : undefined;
}

function byId(id: string): string {
  return `${subscriptionTable}[ID=="${id}"].`;
}

function keyOf(notifType: NotifType, reference: string): string {
  return `${notifType} ${reference}`;
}
