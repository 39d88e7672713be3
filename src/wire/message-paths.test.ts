import { expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../usp/message/message.ts';
import { responseMessage } from '../usp/message/responses.ts';
import { goodVectors } from '../usp/testing/vectors.ts';
import { bytesField, join } from '../usp/testing/wire-writer.ts';
import { pathsInMessage } from '../usp/wire/message-paths.ts';
import { allPathsOf } from './message-facts.ts';

const found = (bytes: Uint8Array) => [...pathsInMessage(bytes)].filter((path) => path !== undefined && path !== '');

it.each(goodVectors.filter(({ type }) => type === 'Msg'))('of $name are those that its decoder knows', ({ bytes }) => {
  const decoded = decodeMessage(bytes);
  const known = decoded.ok ? [...allPathsOf(decoded.msg)].filter((path) => path !== '') : [];
  expect(found(bytes).toSorted()).toEqual(known.toSorted());
});

it('have their object before them, whichever of the two is written first', () => {
  const list = (name: string) => bytesField(2, join(bytesField(1, name), bytesField(2, 'a value')));
  const results = join(list('A'), bytesField(1, 'Device.X.1.'), list('B'));
  const response = bytesField(2, bytesField(2, bytesField(1, bytesField(1, bytesField(4, results)))));
  expect(found(response)).toEqual(['Device.X.1.A', 'Device.X.1.', 'Device.X.1.B']);
});

it('come with pauses', () => {
  const resultParams = Array.from({ length: 50_000 }, (_, at) => ({ key: `P${at}`, value: '' }));
  const reqPathResults = [{ requestedPath: '', resolvedPathResults: [{ resolvedPath: 'Device.', resultParams }] }];
  const bytes = encodeMessage(responseMessage('1', { case: 'getResp', value: { reqPathResults } }));
  let since = 0;
  let longest = 0;
  for (const path of pathsInMessage(bytes)) {
    since = path === undefined ? 0 : since + 1;
    longest = Math.max(longest, since);
  }
  expect(longest).toBeGreaterThan(100);
  expect(longest).toBeLessThan(5_000);
});
