import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceStatus } from '../testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../tools/testing/scripted-worker.ts';
import { UspClient } from '../../worker/client.ts';
import { DeviceState } from '../device.svelte.ts';
import { leftBounds, readRecord, tidyRecords, wipeRecords } from '../storage/tab-records.ts';
import { TabKept, tabBounds } from '../storage/tab-kept.svelte.ts';
import { wipeStored, writeStored } from '../stored.ts';

const status = deviceStatus({ id: 'kept' });
const path = 'Device.DeviceInfo.ProvisioningCode';
const secret = 'Device.Users.User.1.Password';

const opened: { readonly device: DeviceState; readonly client: UspClient }[] = [];

async function open(): Promise<DeviceState> {
  const home = new ScriptedDevice();
  home.supported.push(supportedObject('Device.DeviceInfo.', [['ProvisioningCode', 'string', 'readWrite']]));
  const client = new UspClient(() => new ScriptedWorker((request) => home.answer(request)));
  const device = new DeviceState(client, status);
  opened.push({ device, client });
  await Promise.all([device.edits.restored, device.drafts.restored]);
  return device;
}

/** As the page is left and loaded again. */
async function reload(): Promise<DeviceState> {
  dispatchEvent(new Event('pagehide'));
  close();
  return open();
}

function close(): void {
  for (const { device, client } of opened.splice(0)) {
    device.dispose();
    client.dispose();
  }
}

/** Leaves no room in session storage. */
function fillSession(): void {
  for (let size = 1_000_000, at = 0; size >= 1; at++) {
    if (!writeStored(`full:${at}`, 'x'.repeat(size))) size = Math.floor(size / 2);
  }
}

beforeEach(async () => {
  wipeStored();
  await wipeRecords();
});
afterEach(() => {
  close();
  wipeStored();
});

describe('what is staged and typed', () => {
  it('outlives a reload however large it is, and no older state of it comes back', async () => {
    const large = 'x'.repeat(5_400_000);
    const before = await open();
    before.edits.stage(path, 'first');
    before.edits.stage(path, large);
    before.drafts.set(path, `${large}y`);
    const after = await reload();
    expect(after.edits.staged.get(path)?.value.length).toBe(large.length);
    expect(after.drafts.get(path)?.length).toBe(large.length + 1);
    expect(after.unkept).toBeUndefined();
    after.edits.stage(path, 'small again');
    after.drafts.set(path, undefined);
    const last = await reload();
    expect(last.edits.staged.get(path)?.value).toBe('small again');
    expect(last.drafts.get(path)).toBeUndefined();
  });

  it('outlives a reload also where others have filled session storage', async () => {
    fillSession();
    const before = await open();
    before.edits.stage(path, 'small');
    before.drafts.set(path, 'typed');
    const after = await reload();
    expect(after.edits.staged.get(path)?.value).toBe('small');
    expect(after.drafts.get(path)).toBe('typed');
  });

  it('has its newest state in the database at once, whatever is typed while it is written', async () => {
    const device = await open();
    const text = (n: number) => `${'x'.repeat(tabBounds.small)}${n}`;
    for (let n = 0; n <= 20; n++) device.drafts.set(path, text(n));
    await expect.poll(() => readRecord('drafts:kept')).toEqual([[path, text(20)]]);
  });

  it('says that it is too large to be kept, until it is not', async () => {
    const device = await open();
    device.drafts.set(path, 'first');
    device.drafts.set(path, 'x'.repeat(tabBounds.large));
    expect(device.unkept).toBe('too-large');
    expect((await reload()).drafts.get(path)).toBeUndefined();
    const after = await open();
    after.drafts.set(path, 'x'.repeat(tabBounds.large));
    after.drafts.set(path, 'short');
    expect(after.unkept).toBeUndefined();
  });

  it('says so where the browser does not take it, and leaves no older state behind', async () => {
    let value: unknown = 'older';
    const kept = new TabKept(
      'refused',
      () => undefined,
      () => ({ value, characters: tabBounds.small + 1 }),
    );
    kept.keep();
    await expect.poll(() => readRecord('refused')).toBe('older');
    // No database takes a function.
    value = () => undefined;
    kept.keep();
    await expect.poll(() => kept.unkept).toBe('full');
    expect(await readRecord('refused')).toBeUndefined();
    kept.dispose();
  });

  it('is not put before what was typed before it was found', async () => {
    const before = await open();
    before.drafts.set(path, 'x'.repeat(tabBounds.small + 1));
    before.drafts.set(`${path}2`, 'left');
    dispatchEvent(new Event('pagehide'));
    close();
    const opening = open();
    opened.at(-1)?.device.drafts.set(path, 'newer');
    const after = await opening;
    expect(after.drafts.get(path)).toBe('newer');
    expect(after.drafts.get(`${path}2`)).toBe('left');
    expect((await reload()).drafts.get(path)).toBe('newer');
  });

  it('is in no store where it is a secret', async () => {
    const device = await open();
    const large = `geheim${'x'.repeat(tabBounds.small)}`;
    device.edits.stage(secret, large);
    device.drafts.set(secret, large);
    device.edits.stage(path, 'x'.repeat(tabBounds.small + 1));
    device.drafts.set(path, 'x'.repeat(tabBounds.small + 1));
    await expect.poll(() => readRecord('edits:kept')).toBeDefined();
    await expect.poll(() => readRecord('drafts:kept')).toBeDefined();
    const records = [await readRecord('edits:kept'), await readRecord('drafts:kept')];
    expect(JSON.stringify([records, { ...sessionStorage }])).not.toContain('geheim');
  });

  it('is gone when everything is wiped', async () => {
    const device = await open();
    device.edits.stage(path, 'x'.repeat(tabBounds.small + 1));
    await expect.poll(() => readRecord('edits:kept')).toBeDefined();
    device.forget();
    await wipeRecords();
    expect((await reload()).edits.staged.size).toBe(0);
  });
});

describe('what tabs that are gone have left', () => {
  it('leaves by its age, and what is of this tab stays', async () => {
    const device = await open();
    device.edits.stage(path, 'x'.repeat(tabBounds.small + 1));
    await expect.poll(() => readRecord('edits:kept')).toBeDefined();
    const { openDB } = await import('idb');
    const database = await openDB('usp-console-tabs');
    const put = async (tab: string, time: number) => {
      await database.put('times', time, [tab, 'edits:x']);
      await database.put('values', 'left', [tab, 'edits:x']);
    };
    const now = Date.now();
    await put('old', now - leftBounds.age - 1);
    await put('young', now - leftBounds.age + 60_000);
    const free = leftBounds.records + 1;
    for (let n = 0; n < free; n++) await put(`tab ${n}`, now - n);
    await tidyRecords(now);
    const left = (await database.getAllKeys('values')).map((name) => (name as [tab: string, key: string])[0]);
    expect(await database.getAllKeys('times')).toHaveLength(left.length);
    database.close();
    expect(left).not.toContain('old');
    expect(left).not.toContain(`tab ${free - 1}`);
    expect(left).toContain('tab 0');
    // And the one of this tab.
    expect(left).toHaveLength(leftBounds.records + 1);
    expect(await readRecord('edits:kept')).toBeDefined();
  });
});
