/** Who this tab is, over its reloads. One that was duplicated begins with the memory of the first, and is another one. */
import { IdentityLocks } from '../connections/identity-lock.ts';
import { readStored, writeStored } from '../stored.ts';

export interface Tab {
  readonly id: string;
  /** Whose memory it began with; after a reload its own. */
  readonly from: string;
}

const key = 'tab';
const lockName = (id: string) => `tab:${id}`;

/** @param locks absent where the page came over plain http from afar: then a copy can't be told from the first. */
export async function findTab(locks: LockManager | undefined): Promise<Tab> {
  const held = new IdentityLocks(locks);
  const from = known();
  if ((await held.acquire(lockName(from))) === 'held') return { id: from, from };
  const id = rememberTab(crypto.randomUUID());
  await held.acquire(lockName(id));
  return { id, from };
}

/** Says who the tab is, also to a page after a reload. */
export function rememberTab(id: string): string {
  writeStored(key, id);
  return id;
}

/** The name that the tab has, or had before it was duplicated. */
function known(): string {
  const stored = readStored(key);
  return typeof stored === 'string' ? stored : rememberTab(crypto.randomUUID());
}

/** The tabs that are there now, as far as the browser tells. */
export async function livingTabs(locks: LockManager | undefined): Promise<(id: string) => boolean> {
  const { held = [] } = (await locks?.query()) ?? {};
  const names = held.map(({ name = '' }) => name);
  return (id) => names.some((name) => name.endsWith(lockName(id)));
}
