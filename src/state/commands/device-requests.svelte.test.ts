import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceStatus } from '../testing/device-status.ts';
import { ScriptedDevice } from '../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../tools/testing/scripted-worker.ts';
import type { Notification, OperateOutcome, UspAnswer } from '../../usp/message/answer-types.ts';
import { errorReasons, UspError } from '../../usp/error.ts';
import { UspClient } from '../../worker/client.ts';
import { isOpen, keepRuns, readRuns, type CommandRun } from './command-run.ts';
import { DeviceState } from '../device.svelte.ts';
import { standard } from '../tr181/standard.svelte.ts';

const status = deviceStatus();
const ping = 'Device.IP.Diagnostics.IPPing()';
const table = 'Device.LocalAgent.Request.';
const subscriptions = 'Device.LocalAgent.Subscription.';

interface Page {
  readonly worker: ScriptedWorker;
  readonly client: UspClient;
  readonly device: DeviceState;
  sent(kind: string): unknown[];
  tell(notification: Notification): void;
}

const pages: Page[] = [];

/** A page, as it is when it was just loaded, on a device that is as it was. */
function load(home: ScriptedDevice, operate: (command: string) => OperateOutcome | undefined, more?: Script): Page {
  const worker = new ScriptedWorker((asked): UspAnswer | ReturnType<typeof plain> | undefined => {
    const special = more?.(asked);
    if (special) return special;
    if (asked.kind !== 'Operate') return home.answer(asked);
    const outcome = operate(asked.command);
    return outcome && { kind: 'Operate', results: [{ executedCommand: asked.command, outcome }] };
  });
  const client = new UspClient(() => worker);
  const device = new DeviceState(client, status);
  client.listen((event) => device.handle(event));
  const page = {
    worker,
    client,
    device,
    sent: (kind: string) => worker.requests.filter((request) => request.kind === kind),
    tell: (notification: Notification) =>
      worker.emit({
        type: 'notify',
        report: {
          time: 1,
          device: 'gateway',
          connection: 'c',
          msgId: 'n',
          notify: { subscriptionId: 's', sendResp: true, notification },
        },
      }),
  };
  pages.push(page);
  return page;
}

function leave(page: Page): void {
  page.device.dispose();
  page.client.dispose();
}

const request = (number: number): OperateOutcome => ({ type: 'request', requestPath: `${table}${String(number)}.` });

function runsOn(home: ScriptedDevice, number: number, key: string, more: Readonly<Record<string, string>> = {}): void {
  home.put(`${table}${String(number)}.`, { Command: ping, CommandKey: key, Status: 'Active', ...more });
}

function completeOf(key: string, outcome: Extract<OperateOutcome, { type: 'output' | 'failure' }>): Notification {
  return {
    kind: 'OperationComplete',
    objPath: 'Device.IP.Diagnostics.',
    commandName: 'IPPing()',
    commandKey: key,
    outcome,
  };
}

/** Starts a run and waits until the device has taken it on. */
async function started({ device }: Page, options: { listen?: boolean } = {}): Promise<string> {
  const key = device.requests.run(ping, [['Host', 'a.example']], { async: true, ...options });
  await expect.poll(() => device.requests.find(key)?.state).toBe('running');
  return key;
}

beforeEach(() => sessionStorage.clear());
afterEach(() => pages.splice(0).forEach(leave));

describe('a run whose end nobody tells', () => {
  it('ends when its Request has gone, and says that its result was not told', async () => {
    const home = new ScriptedDevice();
    const page = load(
      home,
      () => request(1),
      (asked) => (asked.kind === 'Add' ? plain({ code: 7006, message: 'No.' }) : undefined),
    );
    const key = await started(page);
    expect(page.device.requests.find(key)?.note).toContain('took no Subscription');
    runsOn(home, 1, key);
    await page.device.requests.look();
    expect(page.device.requests.find(key)).toMatchObject({ state: 'running', status: 'Active' });
    home.objects.clear();
    await page.device.requests.look();
    expect(page.device.requests.find(key)?.state).toBe('running');
    await page.device.requests.look();
    expect(page.device.requests.find(key)).toMatchObject({ state: 'ended' });
    expect(page.device.requests.find(key)?.note).toContain('not told');
    // An OperationComplete that comes all the same still tells.
    page.tell(completeOf(key, { type: 'output', args: [['Status', 'Complete']] }));
    await expect.poll(() => page.device.requests.find(key)?.state).toBe('done');
  });

  it.each([
    ['Error', 'failed'],
    ['Canceled', 'cancelled'],
    ['Success', 'ended'],
  ])('goes by the Status of its Request where that says %s', async (said, state) => {
    const home = new ScriptedDevice();
    const page = load(home, () => request(1));
    const key = await started(page);
    runsOn(home, 1, key, { Status: said });
    await page.device.requests.look();
    await page.device.requests.look();
    expect(page.device.requests.find(key)?.state).toBe(state);
  });

  it('of another is listed once, also where the device names it twice', async () => {
    const home = new ScriptedDevice();
    const twice: Script = (asked) => {
      const answer = asked.kind === 'Get' ? home.answer(asked) : undefined;
      if (answer?.kind !== 'Get') return undefined;
      return {
        ...answer,
        results: answer.results.map((one) => ({ ...one, objects: [...one.objects, ...one.objects] })),
      };
    };
    const page = load(home, () => request(1), twice);
    runsOn(home, 1, 'of another Controller');
    await page.device.requests.look();
    expect(page.device.requests.others.map(({ commandKey }) => commandKey)).toEqual(['of another Controller']);
  });

  it('is not taken for another run that has got its number', async () => {
    const home = new ScriptedDevice();
    const page = load(home, () => request(1));
    const key = await started(page);
    runsOn(home, 1, 'of another Controller');
    await page.device.requests.look();
    await page.device.requests.look();
    expect(page.device.requests.find(key)?.state).toBe('ended');
    expect(page.device.requests.others.map(({ commandKey }) => commandKey)).toEqual(['of another Controller']);
  });

  it('goes on as long as the device can not be asked', async () => {
    const page = load(
      new ScriptedDevice(),
      () => request(1),
      (asked) => (asked.kind === 'Get' ? plain({ code: 7006, message: 'No.' }) : undefined),
    );
    const key = await started(page);
    for (let look = 0; look < 4; look++) await page.device.requests.look();
    expect(page.device.requests.find(key)?.state).toBe('running');
    expect(page.device.requests.table.error?.code).toBe(7006);
  });
});

describe('a reload', () => {
  it('finds a run again by its command_key, takes its Subscription over and joins its end', async () => {
    const home = new ScriptedDevice();
    const before = load(home, () => request(1));
    const key = await started(before);
    runsOn(home, 1, key);
    leave(before);

    // The Subscription is still there: whoever asks for it by its ID is told so.
    const after = load(
      home,
      () => undefined,
      (asked) => {
        if (asked.kind !== 'Get' || !asked.paths[0]?.startsWith(`${subscriptions}[ID==`)) return undefined;
        const objects = [{ path: `${subscriptions}101.`, params: [['ID', 'x']] as const }];
        return { kind: 'Get', results: [{ requestedPath: asked.paths[0], objects }] };
      },
    );
    expect(after.device.requests.find(key)).toMatchObject({ state: 'running', args: [['Host', 'a.example']] });
    after.device.open();
    await expect.poll(() => after.device.subscriptions.find('OperationComplete', ping)?.state).toBe('held');
    expect(JSON.stringify(after.sent('Add'))).not.toContain('OperationComplete');
    after.tell(completeOf(key, { type: 'output', args: [['Status', 'Complete']] }));
    await expect
      .poll(() => after.device.requests.find(key))
      .toMatchObject({
        state: 'done',
        output: [['Status', 'Complete']],
      });
    await expect.poll(() => after.sent('Delete')).toHaveLength(1);
    leave(after);
    expect(load(home, () => undefined).device.requests.find(key)).toMatchObject({ state: 'done' });
  });

  it('while the answer was on its way looks for the run on the device', async () => {
    const home = new ScriptedDevice();
    const before = load(home, () => undefined);
    const key = before.device.requests.run(ping, [], { async: true });
    const lost = before.device.requests.run(ping, [], { async: true });
    const sync = before.device.requests.run('Device.Reboot()', [], { async: false });
    leave(before);
    runsOn(home, 4, key);
    const after = load(home, () => undefined);
    expect(after.device.requests.find(sync)?.state).toBe('ended');
    await after.device.requests.look();
    await after.device.requests.look();
    expect(after.device.requests.find(key)).toMatchObject({ state: 'running', requestPath: `${table}4.` });
    expect(after.device.requests.find(lost)?.state).toBe('ended');
  });

  it('keeps no secret, and says which arguments are missing', async () => {
    await standard.load();
    const download = 'Device.DeviceInfo.FirmwareImage.1.Download()';
    const page = load(new ScriptedDevice(), () => request(1));
    const args = [
      ['URL', 'https://a.example/x'],
      ['Password', 'geheim'],
    ] as const;
    page.device.requests.run(download, args, { async: true });
    expect(page.device.requests.of(download)[0]?.args).toEqual(args);
    leave(page);
    expect(JSON.stringify(sessionStorage)).not.toContain('geheim');
    const [run] = load(new ScriptedDevice(), () => undefined).device.requests.of(download);
    expect(run).toMatchObject({ args: [['URL', 'https://a.example/x']], omitted: ['Password'] });
  });

  it('keeps no words of a device that was given a secret, and all others', async () => {
    await standard.load();
    const download = 'Device.DeviceInfo.FirmwareImage.1.Download()';
    const failure = { code: 7022, message: 'GEHEIM is no password' };
    const { device } = load(new ScriptedDevice(), () => ({ type: 'failure', error: failure }));
    const kept = async (args: readonly (readonly [string, string])[]) => {
      const key = device.requests.run(download, args, { async: false });
      await expect.poll(() => device.requests.find(key)?.state).toBe('failed');
      expect(device.requests.find(key)?.error?.message).toContain(failure.message);
      keepRuns('runs:x', [device.requests.find(key) ?? runOf(download)], device.secrets);
      return readRuns('runs:x')[0]?.error;
    };
    expect((await kept([['URL', 'x']]))?.message).toContain(failure.message);
    const error = await kept([['Password', 'geheim']]);
    expect(sessionStorage.getItem('usp-console:runs:x')).not.toContain('GEHEIM');
    expect(error).toMatchObject({ code: 7022, origin: 'remote' });
    expect(error?.message).toMatch(/\(7022 Command failure\) .* was not kept\.$/);
    const params = [{ path: 'Device.X', code: 7012, message: 'GEHEIM' }];
    const foreign = new UspError({ code: 7022, origin: 'remote', reason: 'remote-error', message: 'GEHEIM', params });
    keepRuns('runs:x', [{ ...runOf(download), foreign: true, error: foreign }], device.secrets);
    expect(sessionStorage.getItem('usp-console:runs:x')).not.toContain('GEHEIM');
  });

  it('keeps no path that compares a secret', () => {
    const secret = 'Device.Users.User.[Password=="geheim"].X_EXAMPLE_Do()';
    const done = 'Device.Users.User.1.X_EXAMPLE_Do()';
    const page = load(new ScriptedDevice(), () => undefined);
    page.device.requests.run(secret, [], { async: false });
    page.device.requests.run('Device.Reboot()', [], { async: false });
    leave(page);
    expect(JSON.stringify(sessionStorage)).toContain('Device.Reboot()');
    expect(JSON.stringify(sessionStorage)).not.toContain('geheim');
    keepRuns(
      'runs:x',
      [
        { ...runOf(done), asked: secret },
        { ...runOf(done), asked: 'Device.Users.User.*.X()' },
      ],
      page.device.secrets,
    );
    expect(readRuns('runs:x').map(({ command, asked }) => [command, asked])).toEqual([
      [done, undefined],
      [done, 'Device.Users.User.*.X()'],
    ]);
  });

  it('keeps of large results only as many as there is room for', async () => {
    const page = load(new ScriptedDevice(), () => ({ type: 'output', args: [['X', 'x'.repeat(300_000)]] }));
    const run = async () => {
      const key = page.device.requests.run('Device.X()', [], { async: false });
      await expect.poll(() => page.device.requests.find(key)?.state).toBe('done');
      return key;
    };
    const [older, newer] = [await run(), await run()];
    leave(page);
    const { requests } = load(new ScriptedDevice(), () => undefined).device;
    expect(requests.find(newer)?.output?.[0]?.[1]).toHaveLength(300_000);
    expect(requests.find(older)?.output).toBeUndefined();
    expect(requests.find(older)?.note).toContain('too large to be kept');
  });

  it('keeps of large arguments only as many as there is room for', () => {
    const page = load(new ScriptedDevice(), () => undefined);
    const large = (n: number) => ({ ...runOf(`Device.X${n}()`), args: [['X', 'x'.repeat(200_000)] as const] });
    keepRuns('runs:x', [1, 2, 3, 4].map(large), page.device.secrets);
    const kept = readRuns('runs:x');
    expect(kept.map(({ args }) => args.length)).toEqual([1, 1, 0, 0]);
    expect(kept[2]?.note).toBe('Its arguments were too large to be kept over a reload of the page.');
  });

  it.each(errorReasons)('keeps a run that failed of %s', async (reason) => {
    const page = load(
      new ScriptedDevice(),
      () => undefined,
      (asked) => (asked.kind === 'Operate' ? plain({ reason, message: 'So it was.' }) : undefined),
    );
    const key = page.device.requests.run('Device.X()', [], { async: false });
    await expect.poll(() => isOpen(page.device.requests.find(key))).toBe(false);
    leave(page);
    const kept = load(new ScriptedDevice(), () => undefined).device.requests.find(key);
    expect(kept?.error).toMatchObject({ reason, message: 'So it was.' });
  });

  it('does not have the device tell of a run that nobody wanted to be told of', async () => {
    const home = new ScriptedDevice();
    const before = load(home, () => request(1));
    await started(before, { listen: false });
    leave(before);
    const after = load(home, () => undefined);
    after.device.open();
    await expect.poll(() => after.device.subscriptions.find('Event', 'Device.Boot!')?.state).toBe('held');
    expect(after.device.subscriptions.find('OperationComplete', ping)).toBeUndefined();
  });

  it('says of a run where nobody could be asked to tell of its end, and asks once there is a way again', async () => {
    const home = new ScriptedDevice();
    const before = load(home, () => request(1));
    const key = await started(before);
    runsOn(home, 1, key);
    leave(before);
    let answers = false;
    const after = load(
      home,
      () => undefined,
      (asked) =>
        !answers && asked.kind !== 'GetSupportedDM'
          ? plain({ origin: 'transport', reason: 'timeout', message: 'No answer came.' })
          : undefined,
    );
    after.device.open();
    await expect.poll(() => after.device.requests.find(key)?.note).toContain('No answer came.');
    expect(after.device.requests.find(key)?.state).toBe('running');
    answers = true;
    after.worker.emit({ type: 'device', status: { ...status, ways: [] } });
    after.worker.emit({ type: 'device', status });
    await expect.poll(() => after.device.subscriptions.find('OperationComplete', ping)?.state).toBe('held');
  });

  it('believes nothing that is damaged', () => {
    sessionStorage.setItem('usp-console:runs:gateway', JSON.stringify([{ key: 1 }, 'x', null]));
    expect(load(new ScriptedDevice(), () => undefined).device.requests.runs).toEqual([]);
  });
});

describe('Cancel()', () => {
  it('that is refused says why, and the run goes on', async () => {
    const page = load(new ScriptedDevice(), (command) =>
      command.endsWith('Cancel()')
        ? { type: 'failure', error: { code: 7022, message: 'It can not be stopped.' } }
        : request(1),
    );
    const key = await started(page);
    await page.device.requests.cancel(key);
    expect(page.device.requests.find(key)).toMatchObject({ state: 'running' });
    expect(page.device.requests.find(key)?.note).toContain('It can not be stopped.');
  });

  it('that is taken ends the run as stopped, in the words of 7023', async () => {
    const page = load(new ScriptedDevice(), (command) =>
      command.endsWith('Cancel()') ? { type: 'output', args: [] } : request(1),
    );
    const key = await started(page);
    await page.device.requests.cancel(key);
    page.tell(completeOf(key, { type: 'failure', error: { code: 7023, message: 'Cancelled by a Controller.' } }));
    await expect.poll(() => page.device.requests.find(key)?.state).toBe('cancelled');
    expect(page.device.requests.find(key)?.error?.message).toContain('cancelled before its end');
  });

  it('of a run whose Request was not told looks for it, and says where there is none', async () => {
    const home = new ScriptedDevice();
    const page = load(home, (command) =>
      command.endsWith('Cancel()') ? { type: 'output', args: [] } : { type: 'unanswered' },
    );
    const key = await started(page);
    await page.device.requests.cancel(key);
    expect(page.device.requests.find(key)?.note).toContain('lists no Request of this command');
    runsOn(home, 5, key);
    await page.device.requests.cancel(key);
    expect(page.device.requests.find(key)?.note).toContain('has taken the Cancel()');
    expect(page.sent('Operate').at(-1)).toMatchObject({ command: `${table}5.Cancel()` });
  });

  it('of a run of another Controller tells what became of it', async () => {
    const home = new ScriptedDevice();
    runsOn(home, 7, 'theirs');
    const page = load(home, () => ({ type: 'failure', error: { code: 7006, message: 'Not yours.' } }));
    await page.device.requests.look();
    const [row] = page.device.requests.others;
    await page.device.requests.table.cancel(row?.path ?? '');
    const said = page.device.requests.table.cancels.get(`${table}7.`);
    expect(said?.state === 'refused' && said.error.message).toContain('Not yours.');
  });
});

it('a search path becomes a run for each command that was executed', async () => {
  const page = load(
    new ScriptedDevice(),
    () => undefined,
    (asked) =>
      asked.kind === 'Operate'
        ? {
            kind: 'Operate',
            results: [1, 2].map((number) => ({
              executedCommand: `Device.IP.Interface.${String(number)}.Reset()`,
              outcome: { type: 'output', args: [['N', String(number)]] } as const,
            })),
          }
        : undefined,
  );
  const asked = 'Device.IP.Interface.*.Reset()';
  page.device.requests.run(asked, [], { async: false });
  await expect.poll(() => page.device.requests.of(asked).map(({ output }) => output?.[0]?.[1])).toEqual(['2', '1']);
});

it('without an answer wanted, the Operate says so', async () => {
  const page = load(new ScriptedDevice(), () => ({ type: 'unanswered' }));
  const key = page.device.requests.run('Device.X()', [], { async: false, sendResp: false });
  await expect.poll(() => page.device.requests.find(key)?.state).toBe('done');
  expect(page.sent('Operate')).toMatchObject([{ sendResp: false }]);
});

it('the start of the device ends what ran on it as lost', async () => {
  const page = load(new ScriptedDevice(), () => request(1));
  const key = await started(page);
  page.tell({ kind: 'Event', objPath: 'Device.', eventName: 'Boot!', params: [] });
  await expect.poll(() => page.device.requests.find(key)?.state).toBe('lost');
});

describe('what a page left behind on the device [R-NOT.0]', () => {
  it('is deleted by the next one, also where nobody remembers it; what others made stays', async () => {
    const home = new ScriptedDevice();
    const own = 'Device.LocalAgent.Controller.2.';
    const rows = [
      ['1', 'usp-console-hold-lost', 'Device.LocalAgent.Controller.2'],
      ['2', 'usp-console-hold-of-another', 'Device.LocalAgent.Controller.3'],
      ['3', 'usp-console-made-by-hand', 'Device.LocalAgent.Controller.2'],
      ['4', 'acs-1', 'Device.LocalAgent.Controller.2'],
    ] as const;
    const page = load(
      home,
      () => undefined,
      (asked) => {
        if (asked.kind !== 'Get') return undefined;
        const results = asked.paths.map((path) => {
          if (path.includes('[EndpointID==')) {
            return {
              requestedPath: path,
              objects: [{ path: own, params: [['EndpointID', 'self::console']] as const }],
            };
          }
          const at = path.endsWith('.ID') ? 1 : 2;
          const objects = rows.map((row) => ({
            path: `${subscriptions}${row[0]}.`,
            params: [[at === 1 ? 'ID' : 'Recipient', row[at]]] as const,
          }));
          return { requestedPath: path, objects };
        });
        return { kind: 'Get', results };
      },
    );
    await page.device.subscriptions.cleanUp();
    expect(page.sent('Delete')).toEqual([{ kind: 'Delete', allowPartial: true, paths: [`${subscriptions}1.`] }]);
  });

  it('is remembered over a reload and deleted by its ID', async () => {
    const home = new ScriptedDevice();
    const before = load(home, () => undefined);
    expect(await before.device.subscriptions.hold('ValueChange', 'Device.DeviceInfo.UpTime')).toBe(true);
    const id = before.device.subscriptions.find('ValueChange', 'Device.DeviceInfo.UpTime')?.id ?? '';
    leave(before);
    const after = load(home, () => undefined);
    await after.device.subscriptions.cleanUp();
    expect(after.sent('Delete')).toMatchObject([{ paths: [`${subscriptions}[ID=="${id}"].`] }]);
    await after.device.subscriptions.cleanUp();
    expect(after.sent('Delete')).toHaveLength(1);
  });
});

function runOf(command: string): CommandRun {
  return { key: command, commandKey: command, command, args: [], async: false, state: 'done', startedAt: 1 };
}
