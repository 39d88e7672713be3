/** Watch lists and their last samples, kept in this browser; in the memory of the tab where the browser keeps nothing. */
import type { DBSchema, IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { openStore } from '../storage/open-store.ts';

/** Samples of one series that are kept: fewer than are shown, for they are written again and again. */
export const keptSamples = 1_200;
/** Bounds of a list, also of one that is read. */
export const watchBounds = { entries: 50, series: 60, marks: 100 };

const time = v.pipe(v.number(), v.finite());
const entrySchema = v.object({
  path: v.pipe(v.string(), v.maxLength(1_024)),
  how: v.picklist(['poll', 'told']),
  /** Absent: as its kind wants it. */
  rate: v.optional(v.boolean()),
});
const storedSchema = v.object({
  form: v.literal(1),
  /** Milliseconds. */
  interval: v.pipe(v.number(), v.minValue(1_000), v.maxValue(3_600_000)),
  running: v.boolean(),
  entries: v.pipe(v.array(entrySchema), v.maxLength(watchBounds.entries)),
  series: v.pipe(
    v.array(
      v.object({
        path: v.string(),
        times: v.array(time),
        values: v.array(v.nullable(v.string())),
      }),
    ),
    v.maxLength(watchBounds.series),
  ),
  marks: v.pipe(v.array(v.object({ time, text: v.string() })), v.maxLength(watchBounds.marks)),
});

/** What a person chose for a device, without what was sampled: as a file may have it. */
export const watchListSchema = v.object({
  device: v.pipe(v.string(), v.maxLength(1_024)),
  interval: storedSchema.entries.interval,
  entries: storedSchema.entries.entries,
});

export type WatchList = v.InferOutput<typeof watchListSchema>;
export type StoredWatch = v.InferOutput<typeof storedSchema>;
export type WatchEntry = v.InferOutput<typeof entrySchema>;

interface Schema extends DBSchema {
  lists: { key: string; value: unknown };
}

let opening: Promise<Store> | undefined;
/** What `opening` led to. A page that is being left has no time to wait for a promise. */
let opened: Store | undefined;

interface Store {
  get(device: string): Promise<unknown>;
  devices(): Promise<readonly string[]>;
  put(device: string, value: StoredWatch): Promise<void>;
  delete(device: string): Promise<void>;
  clear(): Promise<void>;
}

/** @returns undefined when there is nothing, or nothing that can be read. */
export async function readWatch(device: string): Promise<StoredWatch | undefined> {
  const result = v.safeParse(storedSchema, await (await open()).get(device));
  return result.success ? result.output : undefined;
}

/** @param stored undefined: forget it */
export async function writeWatch(device: string, stored: StoredWatch | undefined): Promise<void> {
  const store = opened ?? (await open());
  await (stored ? store.put(device, stored) : store.delete(device));
}

/** What is on the lists of all devices. */
export async function readWatchLists(): Promise<WatchList[]> {
  const lists: WatchList[] = [];
  for (const device of await (await open()).devices()) {
    const stored = await readWatch(device);
    if (stored) lists.push({ device, interval: stored.interval, entries: stored.entries });
  }
  return lists;
}

/** Adds what is on a list to the one of its device. */
export async function addWatchList({ device, interval, entries }: WatchList): Promise<void> {
  const stored = await readWatch(device);
  await writeWatch(device, {
    form: 1,
    running: true,
    series: [],
    marks: [],
    ...stored,
    interval,
    entries: joinedEntries(stored?.entries ?? [], entries),
  });
}

/** @param more wins where both have a path */
export function joinedEntries(entries: readonly WatchEntry[], more: readonly WatchEntry[]): WatchEntry[] {
  const kept = entries.filter(({ path }) => !more.some((one) => one.path === path));
  return [...kept, ...more].slice(0, watchBounds.entries);
}

/** Forgets all lists of all devices. */
export async function wipeWatch(): Promise<void> {
  await (await open()).clear();
}

function open(): Promise<Store> {
  opening ??= openStore<Schema, Store>('usp-console-watch', ['lists'], inDatabase, inMemory).then(
    (store) => (opened = store),
  );
  return opening;
}

function inDatabase(database: IDBPDatabase<Schema>): Store {
  return {
    get: (device) => database.get('lists', device),
    devices: () => database.getAllKeys('lists'),
    put: async (device, value) => {
      const transaction = database.transaction('lists', 'readwrite');
      void transaction.store.put(value, device);
      // Said outright, it is done also when the page is gone before the answer.
      transaction.commit();
      await transaction.done;
    },
    delete: (device) => database.delete('lists', device),
    clear: () => database.clear('lists'),
  };
}

function inMemory(): Store {
  const kept = new Map<string, unknown>();
  return {
    get: (device) => Promise.resolve(kept.get(device)),
    devices: () => Promise.resolve([...kept.keys()]),
    put: (device, value) => Promise.resolve(void kept.set(device, value)),
    delete: (device) => Promise.resolve(void kept.delete(device)),
    clear: () => Promise.resolve(kept.clear()),
  };
}
