import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceStatus } from '../testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../tools/testing/scripted-worker.ts';
import { UspClient } from '../../worker/client.ts';
import { DeviceState } from '../device.svelte.ts';
import { backOff } from './device-watch.svelte.ts';
import { readWatch, wipeWatch, writeWatch } from './watch-store.ts';

const status = deviceStatus({ id: 'watched' });
const counted = 'Device.DeviceInfo.UpTime';

function home(): ScriptedDevice {
  const device = new ScriptedDevice();
  device.supported.push(supportedObject('Device.DeviceInfo.', [['UpTime', 'unsignedInt'], ['AdminPassword']]));
  return device;
}

/** Answers Gets of single parameters from a table that the test changes. */
function answering(values: Map<string, string>): Script {
  return (request) => {
    if (request.kind !== 'Get') return home().answer(request);
    return {
      kind: 'Get',
      results: request.paths.map((path) => {
        const value = values.get(path);
        const cut = path.lastIndexOf('.') + 1;
        return value === undefined
          ? { requestedPath: path, error: { code: 7026, message: '' }, objects: [] }
          : {
              requestedPath: path,
              objects: [{ path: path.slice(0, cut), params: [[path.slice(cut), value] as const] }],
            };
      }),
    };
  };
}

let client: UspClient;
let worker: ScriptedWorker;
const devices: DeviceState[] = [];

beforeEach(async () => {
  sessionStorage.clear();
  await wipeWatch();
});

afterEach(() => {
  for (const device of devices.splice(0)) device.dispose();
  client.dispose();
});

function open(script: Script): DeviceState {
  worker = new ScriptedWorker(script);
  client = new UspClient(() => worker);
  const device = new DeviceState(client, status);
  devices.push(device);
  client.listen((event) => device.handle(event));
  return device;
}

const gets = () => worker.requests.filter((request) => request.kind === 'Get');
const valuesOf = ({ watch }: DeviceState, path = counted) =>
  watch.series
    .get(path)
    ?.samples.list()
    .map(({ value }) => value);

describe('a watch list', () => {
  it('reads again when the worker wakes it, and never while a reading is open', async () => {
    let answer = true;
    const values = new Map([[counted, '1']]);
    const device = open((request) => (request.kind === 'Get' && !answer ? undefined : answering(values)(request)));
    await device.watch.loaded;
    expect(device.watch.add(counted)).toBeUndefined();
    await expect.poll(() => valuesOf(device)).toEqual(['1']);
    values.set(counted, '2');
    expect(await worker.wake()).toBe(5_000);
    await expect.poll(() => valuesOf(device)).toEqual(['1', '2']);
    answer = false;
    const before = gets().length;
    await worker.wake();
    await expect.poll(() => gets().length).toBe(before + 1);
    // Whatever is answered meanwhile, there is none but this.
    await device.request({ kind: 'GetInstances', paths: ['Device.X.'] });
    expect(gets()).toHaveLength(before + 1);
  });

  it('puts many paths in one Get up to a bound', async () => {
    const paths = Array.from({ length: 30 }, (_none, at) => `Device.X_EXAMPLE.${String(at + 1)}.Value`);
    const device = open(answering(new Map(paths.map((path) => [path, '1']))));
    await device.watch.loaded;
    for (const path of paths) device.watch.add(path);
    await expect.poll(() => device.watch.series.size).toBe(30);
    expect(
      gets()
        .slice(-2)
        .map((request) => request.kind === 'Get' && request.paths.length),
    ).toEqual([25, 5]);
  });

  it('breaks its lines and waits longer after each error, and says so', async () => {
    let works = true;
    const device = open((request) =>
      request.kind === 'Get' && !works
        ? plain({ reason: 'timeout', message: 'No answer.' })
        : answering(new Map([[counted, '7']]))(request),
    );
    await device.watch.loaded;
    device.watch.add(counted);
    await expect.poll(() => valuesOf(device)).toEqual(['7']);
    works = false;
    await worker.wake();
    await expect.poll(() => device.watch.problem?.tries).toBe(1);
    expect(valuesOf(device)).toEqual(['7', undefined]);
    expect(await worker.wake()).toBe(10_000);
    await expect.poll(() => device.watch.problem?.tries).toBe(2);
    works = true;
    expect(await worker.wake()).toBe(20_000);
    await expect.poll(() => device.watch.problem).toBeUndefined();
    expect(valuesOf(device)).toEqual(['7', undefined, '7']);
  });

  it('says what is gone, and that the device started anew', async () => {
    const values = new Map([[counted, '7']]);
    const device = open(answering(values));
    await device.watch.loaded;
    device.watch.add(counted);
    await expect.poll(() => valuesOf(device)).toEqual(['7']);
    values.clear();
    await worker.wake();
    await expect.poll(() => device.watch.series.get(counted)?.gone).toBe(true);
    device.watch.restarted();
    expect(device.watch.marks.map(({ text }) => text)).toEqual([
      `${counted} is not there any more`,
      'The device restarted',
    ]);
  });

  it('refuses secrets, objects and what can’t be read', async () => {
    const device = open(home().answer);
    await device.watch.loaded;
    for (const path of [
      'Device.DeviceInfo.AdminPassword',
      'Device.DeviceInfo.',
      'Device.A[',
      'Device.A.{i}.B',
      'Device.Reboot()',
    ]) {
      expect(device.watch.add(path)).toMatch(/./);
    }
    expect(device.watch.entries).toEqual([]);
    device.watch.add(counted);
    expect(device.watch.add(counted)).toContain('already');
  });

  it('refuses in words a path that compares a secret, and lets go of one that was kept', async () => {
    const secret = 'Device.Users.User.[Password=="hunter2"].Username';
    const plainEntry = { path: counted, how: 'poll' } as const;
    await writeWatch('watched', {
      form: 1,
      interval: 5_000,
      running: true,
      entries: [{ path: secret, how: 'poll' }, plainEntry],
      series: [],
      marks: [],
    });
    const device = open(answering(new Map()));
    await device.watch.loaded;
    expect(device.watch.entries).toEqual([plainEntry]);
    await expect.poll(async () => (await readWatch('watched'))?.entries).toEqual([plainEntry]);
    expect(device.watch.add(secret)).toMatch(/compares a secret/);
    expect(device.watch.entries).toEqual([plainEntry]);
  });

  it('is there again for the next page, with a gap for the time between', async () => {
    const first = open(answering(new Map([[counted, '7']])));
    await first.watch.loaded;
    first.watch.add(counted);
    first.watch.interval = 60_000;
    await expect.poll(() => valuesOf(first)?.length).toBeGreaterThan(0);
    first.dispose();
    client.dispose();
    const again = open(() => undefined);
    await again.watch.loaded;
    expect(again.watch.interval).toBe(60_000);
    expect(again.watch.has(counted)).toBe(true);
    expect(valuesOf(again)?.slice(-2)).toEqual(['7', undefined]);
  });
});

it('pauses double up to five minutes, or stay at a longer interval', () => {
  expect([1, 2, 3].map((failures) => backOff(1_000, failures))).toEqual([2_000, 4_000, 8_000]);
  expect(backOff(1_000, 40)).toBe(300_000);
  expect(backOff(3_600_000, 3)).toBe(3_600_000);
});
