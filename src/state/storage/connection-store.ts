/** Where saved connections live: IndexedDB, or the memory of this tab where the browser has none for us. */
import type { DBSchema, IDBPDatabase } from 'idb';
import { readSavedConnection, type SavedConnection } from '../connections/connection-schema.ts';
import { openStore } from './open-store.ts';

export interface ConnectionStore {
  /** False: it is forgotten with the tab. */
  readonly lasting: boolean;
  /** All that can be believed, in the order in which they were made. */
  all(): Promise<SavedConnection[]>;
  put(saved: SavedConnection): Promise<void>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
}

interface Schema extends DBSchema {
  connections: { key: string; value: unknown };
}

/** Opens the store; where the browser refuses (private window, blocked storage) it is one in memory. */
export function openConnectionStore(): Promise<ConnectionStore> {
  return openStore<Schema, ConnectionStore>('usp-console', ['connections'], inDatabase, inMemory);
}

function inDatabase(database: IDBPDatabase<Schema>): ConnectionStore {
  return {
    lasting: true,
    all: async () => inOrder(await database.getAll('connections')),
    put: async (saved) => {
      await database.put('connections', saved, saved.config.id);
    },
    delete: (id) => database.delete('connections', id),
    clear: () => database.clear('connections'),
  };
}

export function inMemory(): ConnectionStore {
  const kept = new Map<string, SavedConnection>();
  return {
    lasting: false,
    all: () => Promise.resolve(inOrder([...kept.values()])),
    put: (saved) => {
      kept.set(saved.config.id, saved);
      return Promise.resolve();
    },
    delete: (id) => {
      kept.delete(id);
      return Promise.resolve();
    },
    clear: () => {
      kept.clear();
      return Promise.resolve();
    },
  };
}

/** What an older page or another hand has left there is read like anything from outside. */
function inOrder(raw: readonly unknown[]): SavedConnection[] {
  return raw
    .map(readSavedConnection)
    .filter((saved) => saved !== undefined)
    .sort((one, other) => one.createdAt - other.createdAt);
}
