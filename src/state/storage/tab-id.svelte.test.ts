import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { wipeStored } from '../stored.ts';
import { findTab } from './tab-id.ts';
import { leftBounds, readRecord, tidyRecords, wipeRecords } from './tab-records.ts';

beforeEach(async () => {
  await wipeRecords();
  wipeStored();
});

describe('a tab', () => {
  it('that was duplicated is another one, and begins with the memory of the first', async () => {
    const first = await findTab(navigator.locks);
    expect(first.from).toBe(first.id);
    // A copy has the session storage of the first, which is still there.
    const copy = await findTab(navigator.locks);
    expect(copy.id).not.toBe(first.id);
    expect(copy.from).toBe(first.id);
  });

  it('that is still there keeps what it has, however old it is', async () => {
    const other = await findTab(navigator.locks);
    await readRecord('x');
    const now = Date.now();
    const database = await openDB('usp-console-tabs');
    for (const tab of [other.id, 'gone']) await database.put('times', now - leftBounds.age - 1, [tab, 'edits:x']);
    await tidyRecords(now);
    const left = await database.getAllKeys('times');
    database.close();
    expect(left).toEqual([[other.id, 'edits:x']]);
  });
});
