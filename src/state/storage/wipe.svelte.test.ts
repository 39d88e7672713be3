import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedWorker } from '../../../tools/testing/scripted-worker.ts';
import { App } from '../app.svelte.ts';
import { argumentSets } from '../commands/argument-sets.svelte.ts';
import { collections } from '../craft/collections.svelte.ts';
import { wipeStored, writeStored } from '../stored.ts';
import { standard } from '../tr181/standard.svelte.ts';
import { readWatchLists, writeWatch, type WatchList } from '../watch/watch-store.ts';
import { readRecord } from './tab-records.ts';

const prefix = 'usp-console';
const path = 'Device.DeviceInfo.UpTime';
let app: App;
let worker: ScriptedWorker;

beforeEach(async () => {
  wipeStored();
  localStorage.clear();
  app = await App.start(() => (worker = new ScriptedWorker(() => undefined)));
  await app.wipeAll();
});
afterEach(async () => {
  await app.wipeAll();
  app.client.dispose();
});

async function databases(): Promise<string[]> {
  const all = await indexedDB.databases();
  return all.flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : [])).sort();
}

/** Everything that lies in a database, its store before it. */
async function entries(name: string): Promise<string[]> {
  const database = await openDB(name);
  const found: string[] = [];
  for (const store of database.objectStoreNames) {
    for (const key of await database.getAllKeys(store)) found.push(`${store} ${JSON.stringify(key)}`);
  }
  database.close();
  return found;
}

const keysOf = (storage: Storage) => Object.keys(storage).filter((key) => key.startsWith(prefix));

async function watch(): Promise<void> {
  const series = [{ path, times: [1], values: ['sampled'] }];
  const list = { interval: 10_000, running: true, entries: [{ path, how: 'poll' as const }], series, marks: [] };
  await writeWatch('os::00256D-1|self::me', { form: 1, ...list });
}

describe('a wipe', () => {
  it('leaves nothing in any store of this browser but a new name', async () => {
    await Promise.all([app.kept.load(), standard.books.list(), collections.load(), readWatchLists(), readRecord('x')]);
    const names = await databases();
    for (const name of names) {
      const database = await openDB(name);
      for (const store of database.objectStoreNames) {
        // As the page of another version may have left it.
        await database.put(store, { left: true }, ['left', 'behind']);
      }
      database.close();
    }
    argumentSets.save('Device.Reboot()', 'mine', { args: [['Cause', 'x']], omitted: [] });
    writeStored('columns', [], 'browser');
    writeStored('inbox:x', 'left');
    const before = app.settings.controllerId;
    await app.wipeAll();
    for (const name of names) expect([name, await entries(name)]).toEqual([name, []]);
    expect(keysOf(localStorage)).toEqual([`${prefix}:settings`]);
    expect(keysOf(sessionStorage)).toEqual([`${prefix}:tab`]);
    expect(app.settings.controllerId).not.toBe(before);
  });
});

describe('an export', () => {
  it('brings watch lists and kept requests back, without samples', async () => {
    await watch();
    const kept = await collections.add('Mine');
    const text = await app.exportAll({ passwords: false, requests: true });
    expect(text).not.toContain('sampled');
    await app.wipeAll();
    expect(await readWatchLists()).toEqual([]);
    expect(await app.importAll(text)).toBeUndefined();
    const lists: WatchList[] = [
      { device: 'os::00256D-1|self::me', interval: 10_000, entries: [{ path, how: 'poll' }] },
    ];
    expect(await readWatchLists()).toEqual(lists);
    expect(collections.all).toEqual([kept]);
    // Once more: nothing is there twice.
    await app.importAll(text);
    expect(await readWatchLists()).toEqual(lists);
    expect(collections.all).toEqual([kept]);
  });

  it('brings a watch list to a device that is open', async () => {
    await watch();
    const text = await app.exportAll({ passwords: false, requests: false });
    await app.wipeAll();
    const id = 'os::00256D-1|self::me';
    worker.emit({
      type: 'device',
      status: {
        id,
        agent: 'os::00256D-1',
        controllerId: 'self::me',
        presence: 'connected',
        ways: [],
        versions: ['1.4'],
        lastHeard: 1,
      },
    });
    await expect.poll(() => app.devices.has(id)).toBe(true);
    await app.importAll(text);
    expect(app.devices.get(id)?.watch.entries).toEqual([{ path, how: 'poll' }]);
    expect(app.devices.get(id)?.watch.interval).toBe(10_000);
  });
});
