/**
 * What a tab keeps over its reload and is too large for session storage, which all devices share: in IndexedDB, under the
 * tab's name. A tab says nothing when it is closed, and may be opened again: what it left goes by its age.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import { openStore } from './open-store.ts';
import { findTab, livingTabs, rememberTab, type Tab } from './tab-id.ts';

/** Of tabs that are gone: milliseconds that a record stays, and how many do at most. */
export const leftBounds = { age: 7 * 86_400_000, records: 200 };

/** Names are of a tab and of a thing in it. */
type Name = [tab: string, key: string];

interface Schema extends DBSchema {
  /** Apart from the values, so that looking at the age reads no megabytes. */
  times: { key: Name; value: number };
  values: { key: Name; value: unknown };
}

interface Store {
  /** False: it is forgotten with the page. */
  readonly lasting: boolean;
  get(name: Name): Promise<unknown>;
  put(name: Name, value: unknown, time: number): Promise<void>;
  delete(names: readonly Name[]): Promise<void>;
  times(): Promise<readonly (readonly [name: Name, time: number])[]>;
  clear(): Promise<void>;
}

interface Opened {
  readonly tab: Tab;
  readonly store: Store;
}

const locks = typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
let opening: Promise<Opened> | undefined;
/** What `opening` led to. A page that is being left has no time to wait for a promise. */
let opened: Opened | undefined;
/** What a copy of a tab has taken over, or has of its own: what it lets go of does not come back from the first. */
const inherited = new Set<string>();

/** What a page before this one left under the key; undefined: nothing. */
export async function readRecord(key: string): Promise<unknown> {
  const { store, tab } = opened ?? (await open());
  const own = await store.get([tab.id, key]);
  if (own !== undefined || tab.from === tab.id || inherited.has(key)) return own;
  inherited.add(key);
  return store.get([tab.from, key]);
}

/**
 * Rejects where the browser has no room; then what lay there before is gone, too: an older state that comes back is worse
 * than none.
 * @param value undefined: forget it
 * @returns whether it outlives a reload
 */
export async function writeRecord(key: string, value: unknown): Promise<boolean> {
  const { store, tab } = opened ?? (await open());
  const name: Name = [tab.id, key];
  inherited.add(key);
  if (value === undefined) {
    await store.delete([name]);
    return true;
  }
  try {
    await store.put(name, value, Date.now());
  } catch (thrown) {
    await store.delete([name]).catch(() => undefined);
    throw thrown;
  }
  return store.lasting;
}

/** Forgets the records of all tabs. This one stays who it is: what is made from now on is found again. */
export async function wipeRecords(): Promise<void> {
  const { store, tab } = await open();
  rememberTab(tab.id);
  await store.clear();
}

/** Forgets what tabs that are gone have left: what is old, and what is too much. @param now milliseconds since the epoch */
export async function tidyRecords(now: number): Promise<void> {
  const { store, tab } = opened ?? (await open());
  const isThere = await livingTabs(locks);
  const left = (await store.times()).filter(([[id]]) => id !== tab.id && !isThere(id));
  left.sort(([, a], [, b]) => b - a);
  const over = left.filter(([, time], at) => at >= leftBounds.records || now - time > leftBounds.age);
  await store.delete(over.map(([name]) => name));
}

function open(): Promise<Opened> {
  opening ??= openBoth();
  return opening;
}

async function openBoth(): Promise<Opened> {
  const [store, tab] = await Promise.all([
    openStore<Schema, Store>('usp-console-tabs', ['times', 'values'], inDatabase, inMemory),
    findTab(locks),
  ]);
  opened = { store, tab };
  // Room that is not made now is made at the next visit.
  void tidyRecords(Date.now()).catch(() => undefined);
  return opened;
}

function inDatabase(database: IDBPDatabase<Schema>): Store {
  const writing = () => database.transaction(['times', 'values'], 'readwrite');
  return {
    lasting: true,
    get: (name) => database.get('values', name),
    put: async (name, value, time) => {
      const transaction = writing();
      const puts = [
        transaction.objectStore('values').put(value, name),
        transaction.objectStore('times').put(time, name),
      ];
      // Said outright, it is done also when the page is gone before the answer.
      transaction.commit();
      await Promise.all([...puts, transaction.done]);
    },
    delete: async (names) => {
      const transaction = writing();
      const gone = names.flatMap((name) => [
        transaction.objectStore('values').delete(name),
        transaction.objectStore('times').delete(name),
      ]);
      transaction.commit();
      await Promise.all([...gone, transaction.done]);
    },
    times: async () => {
      const transaction = database.transaction('times');
      const [names, times] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
      return names.map((name, at) => [name, times[at] ?? 0] as const);
    },
    clear: async () => {
      const transaction = writing();
      await Promise.all([
        transaction.objectStore('values').clear(),
        transaction.objectStore('times').clear(),
        transaction.done,
      ]);
    },
  };
}

function inMemory(): Store {
  const kept = new Map<string, { readonly name: Name; readonly value: unknown; readonly time: number }>();
  const text = (name: Name) => JSON.stringify(name);
  return {
    lasting: false,
    get: (name) => Promise.resolve(kept.get(text(name))?.value),
    put: (name, value, time) => Promise.resolve(void kept.set(text(name), { name, value, time })),
    delete: (names) => Promise.resolve(names.forEach((name) => kept.delete(text(name)))),
    times: () => Promise.resolve([...kept.values()].map(({ name, time }) => [name, time] as const)),
    clear: () => Promise.resolve(kept.clear()),
  };
}
