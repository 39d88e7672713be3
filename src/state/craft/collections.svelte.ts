/** All collections of crafted requests, for all devices: kept, changed, shared as a file. */
import { asUspError } from '../as-usp-error.ts';
import type { UspError } from '../../usp/error.ts';
import { craftBounds, type Collection, type CraftedRequest } from '../../model/craft/crafted.ts';
import { readCollections, writeCollections } from './collection-schema.ts';
import { collectionsInMemory, openCollectionStore, type CollectionStore } from './collection-store.ts';

export class Collections {
  /** By name. */
  all: readonly Collection[] = $state.raw([]);
  /** Why a change could not be kept. */
  error: UspError | undefined = $state.raw();
  lasting = $state(true);
  readonly #open: () => Promise<CollectionStore>;
  #store: CollectionStore = collectionsInMemory();
  #loading: Promise<void> | undefined;

  constructor(open: () => Promise<CollectionStore> = openCollectionStore) {
    this.#open = open;
  }

  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  find(id: string): Collection | undefined {
    return this.all.find((collection) => collection.id === id);
  }

  /** @returns the new collection; undefined: there are as many as can be kept */
  async add(name: string): Promise<Collection | undefined> {
    await this.load();
    if (this.all.length >= craftBounds.collections) return undefined;
    const collection: Collection = { id: crypto.randomUUID(), name, requests: [], variables: [] };
    await this.change(collection);
    return collection;
  }

  /** Keeps a collection as it is now. */
  async change(collection: Collection): Promise<void> {
    const others = this.all.filter(({ id }) => id !== collection.id);
    this.all = byName([...others, collection]);
    await this.#keep(() => this.#store.put(structuredClone(collection)));
  }

  async delete(id: string): Promise<void> {
    this.all = this.all.filter((collection) => collection.id !== id);
    await this.#keep(() => this.#store.delete(id));
  }

  /** Puts a request into a collection, in the place of the one with its id where there is one. */
  async put(collection: string, request: CraftedRequest): Promise<void> {
    const found = this.find(collection);
    if (!found) return;
    const at = found.requests.findIndex(({ id }) => id === request.id);
    const requests = at < 0 ? [...found.requests, request] : found.requests.with(at, request);
    if (requests.length <= craftBounds.requests) await this.change({ ...found, requests });
  }

  /** As the text of a file. */
  exported(ids: readonly string[]): string {
    return writeCollections(this.all.filter(({ id }) => ids.includes(id)));
  }

  /** Takes the collections of a file in, each as a new one. @returns the problem where it can't. */
  async import(file: string): Promise<string | undefined> {
    await this.load();
    const read = readCollections(file);
    if ('problem' in read) return read.problem;
    if (this.all.length + read.collections.length > craftBounds.collections) {
      return `With them there would be more than ${craftBounds.collections.toLocaleString('en')} collections. Delete some first.`;
    }
    for (const collection of read.collections) await this.change(withNewIds(collection));
    return undefined;
  }

  /** Takes those of a backup, each in the place of the one that it was written from. @returns how many had no room */
  async restore(all: readonly Collection[]): Promise<number> {
    await this.load();
    let left = 0;
    for (const collection of all) {
      if (this.find(collection.id) || this.all.length < craftBounds.collections) await this.change(collection);
      else left += 1;
    }
    return left;
  }

  async wipe(): Promise<void> {
    await this.load();
    this.all = [];
    await this.#keep(() => this.#store.clear());
  }

  async #load(): Promise<void> {
    this.#store = await this.#open();
    this.lasting = this.#store.lasting;
    await this.#keep(async () => {
      this.all = byName(await this.#store.all());
    });
  }

  /** A store that refuses (it is full, the person forbids it) loses nothing that is on the screen. */
  async #keep(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.error = undefined;
    } catch (thrown) {
      this.error = asUspError(thrown);
    }
  }
}

/** A file may hold one id twice: who copied a request in it by hand did not think of that. */
function withNewIds(collection: Collection): Collection {
  const requests = collection.requests.map((request) => ({ ...request, id: crypto.randomUUID() }));
  return { ...collection, id: crypto.randomUUID(), requests };
}

function byName(collections: readonly Collection[]): Collection[] {
  return [...collections].sort((a, b) => a.name.localeCompare(b.name));
}

/** One for all devices. */
export const collections = new Collections();
