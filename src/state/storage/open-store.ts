/** IndexedDB as every store of the page opens it, with the memory of this tab in its place where the browser refuses. */
import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';

/**
 * Opens a database of the first version; where the browser has none for us (private window, blocked storage) the store
 * is one in memory. Never rejects.
 * @param stores the object stores that a new one gets, their keys beside the values
 */
export async function openStore<Schema extends DBSchema, Store>(
  name: string,
  stores: readonly StoreNames<Schema>[],
  inDatabase: (database: IDBPDatabase<Schema>) => Store,
  inMemory: () => Store,
): Promise<Store> {
  try {
    const { openDB } = await import('idb');
    const database = await openDB<Schema>(name, 1, {
      upgrade: (fresh) => {
        for (const store of stores) fresh.createObjectStore(store);
      },
      // Another tab runs a newer page: let it change the store.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return inDatabase(database);
  } catch {
    return inMemory();
  }
}
