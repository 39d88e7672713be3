/** Data models that a person brought, kept in this browser; in the memory of the tab where the browser keeps nothing. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { BroughtModel } from '../../model/tr181-xml/read-model.ts';
import { openStore } from '../storage/open-store.ts';

export interface KeptModel {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly broughtAt: number;
  /** Laid over the standard (a vendor's), or shown beside it (another version). */
  readonly inUse: boolean;
  readonly model: BroughtModel;
}

export interface ModelStore {
  /** False: it is forgotten with the tab. */
  readonly lasting: boolean;
  all(): Promise<KeptModel[]>;
  put(kept: KeptModel): Promise<void>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** Facts are kept as they are in memory: when their form changes, what was kept cannot be read any more. */
const form = 1;

interface Schema extends DBSchema {
  models: { key: string; value: { readonly form: number; readonly kept: KeptModel } };
}

export function openModelStore(): Promise<ModelStore> {
  return openStore<Schema, ModelStore>('usp-console-models', ['models'], inDatabase, modelsInMemory);
}

function inDatabase(database: IDBPDatabase<Schema>): ModelStore {
  return {
    lasting: true,
    all: async () => {
      const found = await database.getAll('models');
      return inOrder(found.filter((entry) => entry.form === form).map(({ kept }) => kept));
    },
    put: async (kept) => {
      await database.put('models', { form, kept }, kept.id);
    },
    delete: (id) => database.delete('models', id),
    clear: () => database.clear('models'),
  };
}

export function modelsInMemory(): ModelStore {
  const models = new Map<string, KeptModel>();
  return {
    lasting: false,
    all: () => Promise.resolve(inOrder([...models.values()])),
    put: (kept) => {
      models.set(kept.id, kept);
      return Promise.resolve();
    },
    delete: (id) => {
      models.delete(id);
      return Promise.resolve();
    },
    clear: () => {
      models.clear();
      return Promise.resolve();
    },
  };
}

function inOrder(models: readonly KeptModel[]): KeptModel[] {
  return [...models].sort((a, b) => a.broughtAt - b.broughtAt);
}
