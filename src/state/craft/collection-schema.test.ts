import { expect, it } from 'vitest';
import { readCollections, writeCollections } from './collection-schema.ts';

it('gives a request of a file another id where it has that of one before it', () => {
  const request = { id: 'a', name: 'Get', form: 'message' as const, text: '', checks: [] };
  const file = writeCollections([{ id: 'c', name: 'Both', requests: [request, request], variables: [] }]);
  const read = readCollections(file);
  const ids = 'collections' in read ? read.collections[0]?.requests.map(({ id }) => id) : [];
  expect(ids?.[0]).toBe('a');
  expect(new Set(ids).size).toBe(2);
});
