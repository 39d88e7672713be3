import { afterEach, describe, expect, it } from 'vitest';
import { deviceStatus } from '../testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../tools/testing/scripted-worker.ts';
import { UspClient } from '../../worker/client.ts';
import { DeviceState } from '../device.svelte.ts';
import { KeptModels } from '../kept/kept-models.svelte.ts';
import { keptInMemory } from '../kept/kept-store.ts';

const status = deviceStatus();

function gateway(version: string, objects: readonly string[]): ScriptedDevice {
  const home = new ScriptedDevice();
  home.supported.push(supportedObject('Device.', []), supportedObject('Device.DeviceInfo.', [['SoftwareVersion']]));
  home.supported.push(...objects.map((path) => supportedObject(path, [['Name'], ['Password']])));
  home.put('Device.DeviceInfo.', { ProductClass: 'Box', Manufacturer: 'Acme', SoftwareVersion: version });
  for (const row of [1, 2]) home.put(`Device.Hosts.Host.${row}.`, { Name: `host ${row}` });
  return home;
}

const clients: UspClient[] = [];

function visit(script: Script, kept: KeptModels): { device: DeviceState; worker: ScriptedWorker } {
  const worker = new ScriptedWorker(script);
  const client = new UspClient(() => worker);
  clients.push(client);
  const device = new DeviceState(client, status, kept);
  client.listen((event) => device.handle(event));
  device.open();
  return { device, worker };
}

const paths = (device: DeviceState) => [...device.model.supported.nodes()].map(({ path }) => path).sort();
/** Answers all but what the device supports. */
const silent =
  (home: ScriptedDevice): Script =>
  (request) =>
    request.kind === 'GetSupportedDM' ? undefined : home.answer(request);

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

describe('the second visit', () => {
  it('shows the tree before the device has said it, as from the last visit, and then what the device says', async () => {
    const kept = new KeptModels(() => Promise.resolve(keptInMemory()));
    visit(gateway('1.0', ['Device.Hosts.Host.{i}.', 'Device.Old.']).answer, kept);
    await expect.poll(() => kept.all.length).toBe(1);

    const slow = visit(silent(gateway('1.0', [])), kept);
    await expect.poll(() => paths(slow.device)).toContain('Device.Old.');
    expect(slow.device.memory.earlier?.version).toBe('1.0');
    expect(slow.device.supportedLoader.phase).toBe('whole');
    expect(slow.device.memory.before).toBeUndefined();

    const { device } = visit(gateway('1.0', ['Device.Hosts.Host.{i}.', 'Device.New.']).answer, kept);
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    await expect.poll(() => paths(device)).not.toContain('Device.Old.');
    expect(paths(device)).toContain('Device.New.');
    expect(device.memory.earlier).toBeUndefined();
  });

  it('notices another firmware, and shows what is kept of that one', async () => {
    const kept = new KeptModels(() => Promise.resolve(keptInMemory()));
    visit(gateway('2.0', ['Device.Two.']).answer, kept);
    await expect.poll(() => kept.all.length).toBe(1);
    const first = visit(gateway('1.0', ['Device.One.']).answer, kept);
    await expect.poll(() => kept.all.length).toBe(2);
    expect(first.device.memory.before?.version).toBe('2.0');

    const { device } = visit(silent(gateway('2.0', [])), kept);
    await expect.poll(() => paths(device)).toContain('Device.Two.');
    expect(paths(device)).not.toContain('Device.One.');
    expect(device.memory.before?.version).toBe('1.0');
    expect(device.memory.earlier?.version).toBe('2.0');
  });

  it('takes a device that does not say who it is for no other firmware, and keeps nothing of it', async () => {
    const kept = new KeptModels(() => Promise.resolve(keptInMemory()));
    visit(gateway('1.0', ['Device.One.']).answer, kept);
    await expect.poll(() => kept.all.length).toBe(1);
    const home = gateway('1.0', ['Device.One.', 'Device.Two.']);
    const { device } = visit(
      (request) => (request.kind === 'Get' ? plain({ reason: 'timeout', origin: 'local' }) : home.answer(request)),
      kept,
    );
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    await device.memory.keep();
    expect(device.memory.before).toBeUndefined();
    expect(kept.all.map(({ objects }) => objects)).toEqual([3]);
  });

  it('knows the rows of tables that were listed, without a value, and lists them anew', async () => {
    const kept = new KeptModels(() => Promise.resolve(keptInMemory()));
    const home = gateway('1.0', ['Device.Hosts.Host.{i}.']);
    const first = visit(home.answer, kept);
    await expect.poll(() => kept.all.length).toBe(1);
    await first.device.loader.loadTable('Device.Hosts.Host.');
    const id = kept.all[0]?.id ?? '';
    await expect.poll(async () => (await kept.tables(id)).length, { timeout: 10_000 }).toBe(1);
    expect(JSON.stringify(await kept.tables(id))).not.toContain('host 1');

    const slow = visit(silent(home), kept);
    await expect.poll(() => slow.device.model.table('Device.Hosts.Host.')?.rows.size).toBe(2);
    expect(slow.device.model.table('Device.Hosts.Host.')?.listedAt).toBe(0);

    home.objects.delete('Device.Hosts.Host.2.');
    const { device } = visit(home.answer, kept);
    await expect.poll(() => device.model.table('Device.Hosts.Host.')?.listedAt).toBeGreaterThan(0);
    expect([...(device.model.table('Device.Hosts.Host.')?.rows ?? [])]).toEqual(['Device.Hosts.Host.1.']);
  });
});
