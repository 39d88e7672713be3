/** Subscriptions that this page holds on a device: made when first wanted, shared, deleted when nobody wants them. */
import { SvelteMap } from 'svelte/reactivity';
import type { UspError } from '../usp/error.ts';
import { addSubscription, subscriptionId, subscriptionTable, type NotifType } from '../model/subscription-plan.ts';
import { asUspError } from './as-usp-error.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
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

/** Seconds: an Agent forgets what we made by itself when this page is gone without a word. */
export const holdTime = 3_600;

export class DeviceSubscriptions {
  readonly held = new SvelteMap<string, HeldSubscription>();
  readonly #loader: DeviceLoader;
  readonly #storeKey: string;
  readonly #wants = new Map<string, number>();
  readonly #making = new Map<string, Promise<boolean>>();

  constructor(loader: DeviceLoader, device: string) {
    this.#loader = loader;
    this.#storeKey = `subscriptions:${device}`;
  }

  find(notifType: NotifType, reference: string): HeldSubscription | undefined {
    return this.held.get(keyOf(notifType, reference));
  }

  /** Makes it or joins the one that is there. Each `hold` that was answered true wants one `release`. */
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

  /** Deletes what a page before this one made and could not clean up: a reload, a crash. */
  async cleanUp(): Promise<void> {
    for (const id of this.#remembered()) {
      if (![...this.held.values()].some((held) => held.id === id)) await this.#remove(id);
    }
  }

  /** The Agent forgot what is not persistent when it started anew: make again what is still wanted. */
  renew(): void {
    for (const [key, { notifType, reference }] of this.held) {
      this.#making.set(key, this.#make(key, notifType, reference));
    }
  }

  async #make(key: string, notifType: NotifType, reference: string): Promise<boolean> {
    const id = subscriptionId('hold', crypto.randomUUID());
    const base = { notifType, reference, id, since: Date.now() };
    this.held.set(key, { ...base, state: 'making' });
    this.#remember([...this.#remembered(), id]);
    try {
      const wish = { id, notifType, references: [reference], timeToLive: holdTime, persistent: false };
      const answer = await this.#loader.request(addSubscription(wish));
      const failed = answer.results.find((result) => result.error)?.error;
      if (failed) throw refusal('The device refused the Subscription', failed.code, failed.message);
      const path = answer.results[0]?.instantiatedPath;
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

  async #remove(id: string): Promise<void> {
    try {
      await this.#loader.request({
        kind: 'Delete',
        allowPartial: false,
        paths: [`${subscriptionTable}[ID=="${id}"].`],
      });
      this.#remember(this.#remembered().filter((other) => other !== id));
    } catch (thrown) {
      // Said no: it is gone or not ours to delete. Not reached: it stays remembered, and its TimeToLive ends it.
      if (asUspError(thrown).origin === 'remote') this.#remember(this.#remembered().filter((other) => other !== id));
    }
  }

  #remembered(): string[] {
    const stored = readStored(this.#storeKey);
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  }

  #remember(ids: readonly string[]): void {
    writeStored(this.#storeKey, ids.length > 0 ? ids : undefined);
  }
}

function keyOf(notifType: NotifType, reference: string): string {
  return `${notifType} ${reference}`;
}
