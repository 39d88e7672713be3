/** Where supported data models of earlier visits lie: IndexedDB, or the memory of this tab where there is none. */
import type { DBSchema, IDBPDatabase } from 'idb';
import { readKeptFacts, readKeptTables, type KeptFacts, type KeptTable } from './kept-facts.ts';
import { openStore } from '../storage/open-store.ts';

export interface KeptStore {
  /** False: it is forgotten with the tab. */
  readonly lasting: boolean;
  /** All that can be believed. */
  facts(): Promise<KeptFacts[]>;
  /** The objects, in slices of JSON. */
  parts(id: string): Promise<readonly string[] | undefined>;
  tables(id: string): Promise<readonly KeptTable[]>;
  put(facts: KeptFacts, parts: readonly string[]): Promise<void>;
  putTables(id: string, tables: readonly KeptTable[]): Promise<void>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** Facts lie apart from the models, so that listing them reads no megabytes. */
interface Schema extends DBSchema {
  facts: { key: string; value: unknown };
  parts: { key: string; value: unknown };
  tables: { key: string; value: unknown };
}

const stores = ['facts', 'parts', 'tables'] as const;

/** Opens the store; where the browser refuses (private window, blocked storage) it is one in memory. */
export function openKeptStore(): Promise<KeptStore> {
  return openStore<Schema, KeptStore>('usp-console-supported', stores, inDatabase, keptInMemory);
}

function inDatabase(database: IDBPDatabase<Schema>): KeptStore {
  return {
    lasting: true,
    facts: async () => believable(await database.getAll('facts')),
    parts: async (id) => texts(await database.get('parts', id)),
    tables: async (id) => readKeptTables(await database.get('tables', id)),
    put: async (facts, parts) => {
      const writing = database.transaction(['facts', 'parts'], 'readwrite');
      await Promise.all([
        writing.objectStore('facts').put(facts, facts.id),
        writing.objectStore('parts').put(parts, facts.id),
        writing.done,
      ]);
    },
    putTables: async (id, tables) => {
      await database.put('tables', tables, id);
    },
    delete: async (id) => {
      const writing = database.transaction(stores, 'readwrite');
      await Promise.all([...stores.map((store) => writing.objectStore(store).delete(id)), writing.done]);
    },
    clear: async () => {
      const writing = database.transaction(stores, 'readwrite');
      await Promise.all([...stores.map((store) => writing.objectStore(store).clear()), writing.done]);
    },
  };
}

export function keptInMemory(): KeptStore {
  const models = new Map<string, { readonly facts: KeptFacts; readonly parts: readonly string[] }>();
  const rows = new Map<string, readonly KeptTable[]>();
  return {
    lasting: false,
    facts: () => Promise.resolve([...models.values()].map(({ facts }) => facts)),
    parts: (id) => Promise.resolve(models.get(id)?.parts),
    tables: (id) => Promise.resolve(rows.get(id) ?? []),
    put: (facts, parts) => {
      models.set(facts.id, { facts, parts });
      return Promise.resolve();
    },
    putTables: (id, tables) => {
      rows.set(id, tables);
      return Promise.resolve();
    },
    delete: (id) => {
      models.delete(id);
      rows.delete(id);
      return Promise.resolve();
    },
    clear: () => {
      models.clear();
      rows.clear();
      return Promise.resolve();
    },
  };
}

function believable(raw: readonly unknown[]): KeptFacts[] {
  return raw.map(readKeptFacts).filter((facts) => facts !== undefined);
}

function texts(raw: unknown): readonly string[] | undefined {
  return Array.isArray(raw) && raw.every((part): part is string => typeof part === 'string') ? raw : undefined;
}
