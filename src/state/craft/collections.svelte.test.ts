import { beforeEach, describe, expect, it } from 'vitest';
import type { Collection, CraftedRequest } from '../../model/craft/crafted.ts';
import { writeCollections } from './collection-schema.ts';
import { collectionsInMemory, openCollectionStore } from './collection-store.ts';
import { Collections } from './collections.svelte.ts';

// In a real browser: a real database keeps.

const request: CraftedRequest = { id: 'r', name: 'one', form: 'bytes', text: '0a', checks: [], timeout: 500 };
const collection: Collection = { id: 'c', name: 'Mine', requests: [request], variables: [['a', 'b']] };

beforeEach(async () => (await openCollectionStore()).clear());

describe('collections', () => {
  it('outlive a reload, as they were', async () => {
    const first = new Collections();
    await first.load();
    await first.change(collection);
    const later = new Collections();
    await later.load();
    expect(later.all).toEqual([collection]);
    expect(later.lasting).toBe(true);
  });

  it('of a file come as new ones, with new ids for all that is in them', async () => {
    const doubled = { ...collection, requests: [request, request] };
    const all = new Collections();
    expect(await all.import(writeCollections([doubled, doubled]))).toBeUndefined();
    const ids = all.all.flatMap(({ id, requests }) => [id, ...requests.map((one) => one.id)]);
    expect(new Set(ids).size).toBe(6);
    expect(all.all.map(({ name, requests }) => [name, requests[0]?.timeout])).toEqual([
      ['Mine', 500],
      ['Mine', 500],
    ]);
  });

  it('are gone when all is wiped', async () => {
    const all = new Collections();
    await all.load();
    await all.change(collection);
    await all.wipe();
    const later = new Collections();
    await later.load();
    expect([all.all, later.all]).toEqual([[], []]);
  });

  it('stay on the screen when the store refuses, and it is said', async () => {
    const all = new Collections(() =>
      Promise.resolve({ ...collectionsInMemory(), put: () => Promise.reject(new Error('full')) }),
    );
    await all.load();
    await all.change(collection);
    expect(all.all).toEqual([collection]);
    expect(all.error?.message).toContain('full');
  });

  it.each(['', '{', '{"format":"usp-console-requests","version":2,"collections":[]}', '{"format":"x"}'])(
    'are not read from %j',
    async (file) => {
      const all = new Collections();
      expect(await all.import(file)).toContain('holds no requests of this page');
      expect(all.all).toEqual([]);
    },
  );
});
