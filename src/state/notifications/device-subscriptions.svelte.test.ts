import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceStatus } from '../testing/device-status.ts';
import { ScriptedDevice } from '../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../tools/testing/scripted-worker.ts';
import type { UspRequest } from '../../usp/message/request-types.ts';
import { UspClient } from '../../worker/client.ts';
import { DeviceState } from '../device.svelte.ts';
import { wipeWatch } from '../watch/watch-store.ts';

const status = deviceStatus();
const table = 'Device.LocalAgent.Subscription.';
const name = 'Device.DeviceInfo.HostName';
const minute = 60_000;
const unreached = plain({ origin: 'transport', reason: 'timeout', message: 'No answer came.' });

/** A device whose Subscriptions are found by their ID, as a page asks for them. */
class Home {
  readonly device = new ScriptedDevice();

  /** Of each that it keeps, what it tells of. */
  get kept(): string[] {
    return this.#rows().map(([, params]) => `${params.get('NotifType') ?? ''} ${params.get('ReferenceList') ?? ''}`);
  }

  idOf(reference: string): string {
    return (
      this.#rows()
        .find(([, params]) => params.get('ReferenceList') === reference)?.[1]
        .get('ID') ?? ''
    );
  }

  delete(reference: string): void {
    const row = this.#rows().find(([, params]) => params.get('ReferenceList') === reference);
    if (row) this.device.objects.delete(row[0]);
  }

  /** What is not persistent does not outlive a start. */
  restart(): void {
    for (const [path, params] of this.#rows())
      if (params.get('Persistent') !== 'true') this.device.objects.delete(path);
  }

  readonly answer = (request: UspRequest) => {
    if (request.kind !== 'Get' && request.kind !== 'Delete') return this.device.answer(request);
    return this.device.answer({ ...request, paths: request.paths.map((path) => this.#resolve(path)) });
  };

  #resolve(path: string): string {
    const id = /\[ID=="(.*)"\]\./.exec(path)?.[1];
    if (id === undefined) return path;
    return this.#rows().find(([, params]) => params.get('ID') === id)?.[0] ?? `${table}0.`;
  }

  #rows(): (readonly [string, ReadonlyMap<string, string>])[] {
    return [...this.device.objects].filter(([path]) => path.startsWith(table));
  }
}

let home: Home;
let worker: ScriptedWorker;
let client: UspClient;
let device: DeviceState;

function open(special?: Script): void {
  home = new Home();
  worker = new ScriptedWorker((asked) => special?.(asked) ?? home.answer(asked));
  client = new UspClient(() => worker);
  device = new DeviceState(client, status);
  client.listen((event) => device.handle(event));
}

function boot(subscriptionId: string, again = false): void {
  worker.emit({
    type: 'notify',
    report: {
      time: Date.now(),
      device: 'gateway',
      connection: 'c',
      msgId: 'n',
      ...(again && { again }),
      notify: {
        subscriptionId,
        sendResp: true,
        notification: { kind: 'Event', objPath: 'Device.', eventName: 'Boot!', params: [['Cause', 'LocalReboot']] },
      },
    },
  });
}

const adds = (reference: string) =>
  worker.requests.filter((asked) => asked.kind === 'Add' && JSON.stringify(asked).includes(reference));
const stateOf = (reference = name) => device.subscriptions.find('ValueChange', reference)?.state;

beforeEach(async () => {
  sessionStorage.clear();
  await wipeWatch();
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  device.dispose();
  client.dispose();
  vi.useRealTimers();
});

describe('a start of the device [R-NOT.0]', () => {
  it('is heard of by a Subscription of our own, which outlives it; the others are made anew', async () => {
    open();
    device.open();
    await device.subscriptions.hold('ValueChange', name);
    await expect.poll(() => home.kept.sort()).toEqual(['Event Device.Boot!', `ValueChange ${name}`]);
    const key = device.requests.run('Device.X()', [], { async: true, listen: false });
    worker.emit({
      type: 'operation',
      report: {
        device: 'gateway',
        command: 'Device.X()',
        commandKey: key,
        requestPath: 'r',
        startedAt: 1,
        state: 'running',
      },
    });
    await expect.poll(() => device.requests.find(key)?.state).toBe('running');
    home.restart();
    expect(home.kept).toEqual(['Event Device.Boot!']);
    boot(home.idOf('Device.Boot!'));
    await expect.poll(() => home.kept.sort()).toEqual(['Event Device.Boot!', `ValueChange ${name}`]);
    expect(device.requests.find(key)?.state).toBe('lost');
    expect(device.inbox.items).toHaveLength(1);
  });

  it('that two Subscriptions tell of is one, and the next one another', async () => {
    open();
    device.open();
    device.watch.add(name);
    await expect.poll(() => home.kept).toEqual(['Event Device.Boot!']);
    const restarts = () => device.watch.marks.filter(({ text }) => text.includes('restarted')).length;
    boot('factory-boot');
    boot(home.idOf('Device.Boot!'), true);
    boot('of-mine', true);
    await expect.poll(() => device.inbox.items.length).toBe(2);
    expect(device.inbox.items.map(({ report }) => report.notify.subscriptionId)).toEqual(['of-mine', 'factory-boot']);
    expect(restarts()).toBe(1);
    boot('factory-boot');
    await expect.poll(restarts).toBe(2);
  });

  it('that nobody told shows when the device is reached again: what is gone is made anew', async () => {
    open();
    device.open();
    await device.subscriptions.hold('ValueChange', name);
    await expect.poll(() => home.kept).toHaveLength(2);
    home.delete(name);
    home.delete('Device.Boot!');
    worker.emit({ type: 'device', status: { ...status, ways: [] } });
    worker.emit({ type: 'device', status });
    await expect.poll(() => home.kept.sort()).toEqual(['Event Device.Boot!', `ValueChange ${name}`]);
  });
});

describe('a held Subscription', () => {
  it('is made anew before its hour is over, and the one before is deleted', async () => {
    open();
    await device.subscriptions.hold('ValueChange', name);
    const before = home.idOf(name);
    vi.advanceTimersByTime(55 * minute);
    await expect.poll(() => adds(name)).toHaveLength(2);
    await expect.poll(() => home.kept).toEqual([`ValueChange ${name}`]);
    expect(home.idOf(name)).not.toBe(before);
    vi.advanceTimersByTime(30 * minute);
    expect(stateOf()).toBe('held');
    // Shared by two, it goes with the second.
    await device.subscriptions.hold('ValueChange', name);
    await device.subscriptions.release('ValueChange', name);
    expect(home.kept).toHaveLength(1);
    await device.subscriptions.release('ValueChange', name);
    expect(home.kept).toEqual([]);
  });

  it('is over with its hour, and made again for the next who wants it', async () => {
    let answers = true;
    open(() => (answers ? undefined : unreached));
    await device.subscriptions.hold('ValueChange', name);
    answers = false;
    // A machine that slept wakes no timer.
    vi.setSystemTime(Date.now() + 61 * minute);
    expect(stateOf()).toBeUndefined();
    answers = true;
    expect(await device.subscriptions.hold('ValueChange', name)).toBe(true);
    expect(adds(name)).toHaveLength(2);
    expect(stateOf()).toBe('held');
  });

  it('that could not be renewed is told of until it ends, and tried again', async () => {
    let answers = true;
    open(() => (answers ? undefined : unreached));
    await device.subscriptions.hold('ValueChange', name);
    answers = false;
    vi.advanceTimersByTime(55 * minute);
    await expect.poll(() => adds(name)).toHaveLength(2);
    expect(stateOf()).toBe('held');
    answers = true;
    await expect.poll(() => (vi.advanceTimersByTime(minute), adds(name).length)).toBeGreaterThan(2);
    await expect
      .poll(() => (device.subscriptions.find('ValueChange', name)?.since ?? 0) > Date.now() - 10 * minute)
      .toBe(true);
  });

  it('that was refused and is wanted by nobody is not made after a start', async () => {
    let refuses = true;
    open((asked) => (refuses && asked.kind === 'Add' ? plain({ code: 7006, message: 'No.' }) : undefined));
    expect(await device.subscriptions.hold('ValueChange', name)).toBe(false);
    refuses = false;
    boot('factory-boot');
    await device.subscriptions.hold('ValueChange', 'Device.DeviceInfo.Other');
    expect(home.kept).toEqual(['ValueChange Device.DeviceInfo.Other']);
  });
});

describe('a watch list that is told', () => {
  it('asks again where the device was not reached, and holds no more than one', async () => {
    let answers = false;
    open((asked) => (!answers && asked.kind === 'Add' ? unreached : undefined));
    await device.watch.loaded;
    device.watch.add(name);
    device.watch.setHow(name, 'told');
    await expect.poll(() => stateOf()).toBe('refused');
    answers = true;
    await worker.wake();
    await expect.poll(() => stateOf()).toBe('held');
    device.watch.setRate(name, true);
    await worker.wake();
    device.watch.remove(name);
    await expect.poll(() => home.kept).toEqual([]);
  });

  it('leaves the Subscription to who shares it', async () => {
    open();
    await device.watch.loaded;
    await device.subscriptions.ask('ValueChange', name);
    device.watch.add(name);
    device.watch.setHow(name, 'told');
    await expect.poll(() => worker.requests.filter(({ kind }) => kind === 'Get').length).toBeGreaterThan(1);
    vi.advanceTimersByTime(55 * minute);
    await expect.poll(() => adds(name)).toHaveLength(2);
    device.watch.remove(name);
    await device.request({ kind: 'GetInstances', paths: [table] });
    expect(stateOf()).toBe('held');
    await device.subscriptions.dismiss('ValueChange', name);
    expect(home.kept).toEqual([]);
  });
});

describe('what is remembered of a Subscription', () => {
  it('is its ID alone where its path compares a secret', async () => {
    open();
    const secret = 'Device.Users.User.[Password=="geheim"].Username';
    await device.subscriptions.hold('ValueChange', secret);
    await device.subscriptions.hold('ValueChange', name);
    const stored = JSON.stringify({ ...sessionStorage });
    expect(stored).not.toContain('geheim');
    expect(stored).toContain(home.idOf(secret));
    expect(stored).toContain(name);
  });
});
