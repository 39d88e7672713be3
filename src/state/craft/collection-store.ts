/** Collections kept in this browser; in the memory of the tab where the browser keeps nothing. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Collection } from '../../model/craft/crafted.ts';
import { readCollection } from './collection-schema.ts';
import { openStore } from '../storage/open-store.ts';

export interface CollectionStore {
  /** False: they are forgotten with the tab. */
  readonly lasting: boolean;
  all(): Promise<Collection[]>;
  put(collection: Collection): Promise<void>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
}

interface Schema extends DBSchema {
  collections: { key: string; value: unknown };
}

export function openCollectionStore(): Promise<CollectionStore> {
  return openStore<Schema, CollectionStore>('usp-console-requests', ['collections'], inDatabase, collectionsInMemory);
}

function inDatabase(database: IDBPDatabase<Schema>): CollectionStore {
  return {
    lasting: true,
    all: async () => (await database.getAll('collections')).flatMap((kept) => readCollection(kept) ?? []),
    put: async (collection) => {
      await database.put('collections', collection, collection.id);
    },
    delete: (id) => database.delete('collections', id),
    clear: () => database.clear('collections'),
  };
}

export function collectionsInMemory(): CollectionStore {
  const kept = new Map<string, Collection>();
  return {
    lasting: false,
    all: () => Promise.resolve([...kept.values()]),
    put: (collection) => {
      kept.set(collection.id, collection);
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
