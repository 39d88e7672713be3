import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceStatus } from '../testing/device-status.ts';
import { supportedObject } from '../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../tools/testing/scripted-worker.ts';
import { App } from '../app.svelte.ts';
import type { DeviceState } from '../device.svelte.ts';
import { wipeStored } from '../stored.ts';
import { Palette } from './palette.svelte.ts';

const status = deviceStatus({ agent: 'os::012345-000003' });
const hosts = 'Device.Hosts.Host.';
let app: App;
let device: DeviceState;
let palette: Palette;
let done: string[];

beforeEach(async () => {
  wipeStored();
  sessionStorage.clear();
  history.replaceState(null, '', '#/device/gateway/model');
  const worker = new ScriptedWorker(() => undefined);
  app = await App.start(() => worker);
  worker.emit({ type: 'device', status });
  await expect.poll(() => app.device).toBeDefined();
  device = app.device as DeviceState;
  done = [];
  const act = (what: string) => (on: DeviceState, path: string) => void done.push(`${what} ${on.id} ${path}`);
  const actions = { show: act('show'), watch: act('watch'), tell: act('tell') };
  palette = new Palette(
    app,
    () => [{ key: 'settings', kind: 'action', label: 'Settings', run: () => done.push('settings') }],
    actions,
  );
  const reboot = { name: 'Reboot()', type: 'sync', inputArgs: [], outputArgs: [] } as const;
  const objects = [
    supportedObject('Device.', [], { commands: [reboot] }),
    supportedObject('Device.Reboots.', [['Count']]),
    supportedObject(`${hosts}{i}.`, [['HostName'], ['AdminPassword'], ['UpTime', 'unsignedInt']]),
    supportedObject('Device.X.{i}.', [['UpTime', 'unsignedInt']]),
  ];
  device.model.take(
    { kind: 'GetSupportedDM', results: [{ requestedPath: 'Device.', dataModelInstUri: '', objects }] },
    1,
  );
  device.model.setValue(`${hosts}1.HostName`, 'Kitchen printer', 1);
  device.model.setValue(`${hosts}1.AdminPassword`, 'kitchen-secret', 1);
  device.model.setValue(`${hosts}1.UpTime`, '7', 1);
  await expect.poll(() => device.search.index.instances(`${hosts}{i}.`).size).toBe(1);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  palette.dispose();
  device.dispose();
  app.client.dispose();
});

async function find(text: string): Promise<string[]> {
  palette.type(text);
  await expect.poll(() => palette.running).toBe(false);
  return palette.entries.map(({ label }) => label);
}

describe('the palette', () => {
  it('finds rows by what people call them, objects, parameters and commands, beside what the page can do', async () => {
    expect((await find('kitchen'))[0]).toBe('Kitchen printer');
    expect(palette.entries[0]).toMatchObject({ kind: 'row', note: `${hosts}1.` });
    palette.entries[0]?.run();
    expect(done).toEqual([`show gateway ${hosts}1.`]);
    expect((await find('uptime')).slice(0, 2)).toEqual(['Device.X.{i}.UpTime', `${hosts}1.UpTime`]);
    expect(palette.entries[1]?.note).toBe('Kitchen printer · 7');
    expect(await find('reb')).toEqual(['Device.Reboot()', 'Device.Reboots.']);
    expect(await find('settings')).toEqual(['Settings']);
    expect(await find(`${hosts}*.UpTime`)).toContain(`${hosts}*.UpTime`);
  });

  it('neither finds nor shows a secret by its value', async () => {
    expect(await find('kitchen-secret')).toEqual([]);
    expect(await find('value:secret')).toEqual([]);
    expect(await find('password')).toEqual([`${hosts}1.AdminPassword`]);
    expect(JSON.stringify(palette.entries)).not.toContain('kitchen-secret');
    expect(await find('watch password')).toEqual([]);
  });

  it('watches, asks to be told and runs by a word before what is searched for', async () => {
    expect(await find('watch uptime')).toEqual(['Watch UpTime', 'Watch UpTime']);
    for (const entry of palette.entries) entry.run();
    expect(done).toEqual(['watch gateway Device.X.*.UpTime', `watch gateway ${hosts}1.UpTime`]);
    expect(await find('tell me when host uptime')).toEqual(['Tell me when UpTime changes']);
    palette.entries[0]?.run();
    expect(done.at(-1)).toBe(`tell gateway ${hosts}1.UpTime`);
    expect(await find('run reb')).toEqual(['Device.Reboot()']);
  });

  it('offers what was chosen before, as far as the device still has it', async () => {
    await find('watch uptime');
    for (const entry of palette.entries) palette.remember(entry);
    await find('kitchen');
    for (const entry of palette.entries.slice(0, 1)) palette.remember(entry);
    expect((await find('')).slice(0, 3)).toEqual(['Kitchen printer', 'Watch UpTime', 'Watch UpTime']);
    device.model.remove(`${hosts}1.`);
    await find('x');
    expect((await find('')).slice(0, 2)).toEqual(['Watch UpTime', 'Settings']);
  });
});

describe('the work of a keystroke', () => {
  it('is none in the device, whose search comes in slices of what there is time for', async () => {
    for (let row = 2; row <= 3_000; row += 1) device.model.setValue(`${hosts}${row}.HostName`, `printer ${row}`, 1);
    await expect.poll(() => device.search.index.instances(`${hosts}{i}.`).size).toBe(3_000);
    vi.useFakeTimers();
    // Each question for the time is one thing looked at, and takes a millisecond.
    let looks = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (looks += 1));
    const entries = vi.spyOn(device.search.index, 'entries');
    for (const text of ['p', 'pr', 'pri', 'printer']) palette.type(text);
    expect(entries).not.toHaveBeenCalled();
    const slices: number[] = [];
    const shown = new Set<number>();
    while (palette.running) {
      const before = looks;
      vi.advanceTimersToNextTimer();
      slices.push(looks - before);
      shown.add(palette.entries.length);
    }
    expect(slices.length).toBeGreaterThan(100);
    expect(Math.max(...slices)).toBeLessThan(15);
    // Results came before the end, and there are never more than a person could look through.
    expect(palette.entries).toHaveLength(40);
    expect(Math.max(...shown)).toBe(40);
    expect(shown.size).toBeGreaterThan(1);
  });
});
