import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { DeviceState } from '../../../state/device.svelte.ts';
import { LogState } from '../../../state/log/log.svelte.ts';
import { standard } from '../../../state/tr181/standard.svelte.ts';
import { argumentSets } from '../../../state/commands/argument-sets.svelte.ts';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../../tools/testing/scripted-worker.ts';
import type { OperateOutcome } from '../../../usp/message/answer-types.ts';
import { UspClient } from '../../../worker/client.ts';
import DeviceScreen from '../device-screen.svelte';

const install = 'Device.SoftwareModules.InstallDU()';
const firmware = 'Device.DeviceInfo.FirmwareImage.1.Download()';
let client: UspClient;
let worker: ScriptedWorker;

function home(): ScriptedDevice {
  const device = new ScriptedDevice();
  const command = (name: string, inputArgs: string[]) => ({ name, type: 'sync' as const, inputArgs, outputArgs: [] });
  device.supported.push(
    supportedObject('Device.', []),
    supportedObject('Device.SoftwareModules.', [], {
      commands: [command('InstallDU()', ['EnvVariable.{i}.Key', 'EnvVariable.{i}.Value', 'UUID', 'URL'])],
    }),
    supportedObject('Device.DeviceInfo.', []),
    supportedObject('Device.DeviceInfo.FirmwareImage.{i}.', [['Name']], {
      commands: [command('Download()', ['URL', 'Username', 'Password', 'AutoActivate'])],
    }),
  );
  for (const path of ['Device.', 'Device.SoftwareModules.', 'Device.DeviceInfo.']) device.put(path, {});
  device.put('Device.DeviceInfo.FirmwareImage.1.', { Name: 'a' });
  return device;
}

async function open(path: string, outcome: OperateOutcome = { type: 'output', args: [] }) {
  const answers = home();
  worker = new ScriptedWorker((asked) =>
    asked.kind === 'Operate'
      ? { kind: 'Operate', results: [{ executedCommand: asked.command, outcome }] }
      : answers.answer(asked),
  );
  client = new UspClient(() => worker);
  const device = new DeviceState(client, {
    id: 'gateway',
    agent: 'os::012345-000001',
    controllerId: 'self::console',
    presence: 'connected',
    ways: [{ connection: 'c', mtp: 'websocket', open: true, encrypted: false, preferred: true }],
    versions: ['1.4'],
    lastHeard: 1,
  });
  client.listen((event) => device.handle(event));
  const screen = render(DeviceScreen, {
    device,
    log: new LogState(client),
    place: 'model',
    path,
    go: (place: string, at?: string) => void screen.rerender({ place, path: at }),
  });
  await expect.element(page.getByRole('button', { name: /^Run / })).toBeVisible();
  return { device, screen };
}

const sent = () =>
  worker.requests.flatMap((asked) =>
    asked.kind === 'Operate' ? [{ args: asked.args ?? [], sendResp: asked.sendResp }] : [],
  );
const details = () => page.getByRole('complementary', { name: 'Details' });
const run = () => details().getByRole('button', { name: /^Run / });

beforeAll(() => standard.load());
beforeEach(async () => {
  sessionStorage.clear();
  argumentSets.wipe();
  await page.viewport(1280, 800);
});
afterEach(() => client.dispose());

describe('the form of a command', () => {
  it('has what is mandatory first, says what is missing, and sends all the same', async () => {
    await open(install);
    await expect.poll(() => document.querySelector('aside form .field label')?.textContent.trim()).toMatch(/^URL/);
    await expect.element(details().getByText('TR-181 asks for more')).toBeVisible();
    await run().click();
    await expect.poll(sent).toEqual([{ args: [], sendResp: true }]);
    await details().getByLabelText(/^URL/).fill('https://a.example/x');
    await expect.element(details().getByText('TR-181 asks for more')).not.toBeInTheDocument();
  });

  it('adds, moves and takes away rows of a table among the arguments', async () => {
    await open(install);
    const add = details().getByRole('button', { name: 'Add EnvVariable' });
    for (const key of ['a', 'b', 'c']) {
      await add.click();
      await details().getByLabelText(/^Key/).last().fill(key);
    }
    await details().getByRole('button', { name: 'Move EnvVariable.3 up' }).click();
    await details().getByRole('button', { name: 'Take EnvVariable.1 away' }).click();
    await run().click();
    await expect
      .poll(() => sent()[0]?.args)
      .toEqual([
        ['EnvVariable.1.Key', 'c'],
        ['EnvVariable.2.Key', 'b'],
      ]);
  });

  it('sends arguments of one’s own, also empty, and asks for no answer where that is chosen', async () => {
    await open(install);
    await details().getByRole('button', { name: 'Add an argument by name' }).click();
    await details().getByLabelText('Name of argument 1').fill('X_ACME_Mode');
    await details().getByText('How it is sent').click();
    await details().getByLabelText('Ask for an answer').click();
    await run().click();
    await expect.poll(sent).toEqual([{ args: [['X_ACME_Mode', '']], sendResp: false }]);
  });

  it('keeps arguments under a name without secrets, and fills the form with them', async () => {
    await open(firmware);
    await details().getByLabelText(/^URL/).fill('https://a.example/x');
    await details()
      .getByLabelText(/^Password/)
      .fill('geheim');
    await details()
      .getByText(/^Saved arguments/)
      .click();
    await details().getByLabelText('Name to keep these arguments under').fill('As ever');
    await details().getByRole('button', { name: 'Keep', exact: true }).click();
    await expect
      .element(
        details()
          .getByRole('status')
          .getByText(/Secrets are not kept: Password/),
      )
      .toBeVisible();
    expect(JSON.stringify({ ...localStorage })).not.toContain('geheim');
    await details().getByRole('button', { name: 'Clear the form' }).click();
    await details().getByRole('button', { name: 'Fill in' }).click();
    await expect.element(details().getByLabelText(/^URL/)).toHaveValue('https://a.example/x');
    await expect.element(details().getByLabelText(/^Password/)).toHaveValue('');
    await details().getByRole('button', { name: 'Delete As ever' }).click();
    expect(argumentSets.all).toEqual([]);
  });
});

describe('a result', () => {
  it('of a transfer test has its rate, and a run’s arguments come back into the form', async () => {
    await open(install, {
      type: 'output',
      args: [
        ['TestBytesReceivedUnderFullLoading', '1000000'],
        ['PeriodOfFullLoading', '2000000'],
        ['Password', 'geheim'],
      ],
    });
    await details().getByLabelText(/^URL/).fill('https://a.example/x');
    await run().click();
    await expect.element(details().getByText('4 Mbit/s')).toBeVisible();
    await details().getByRole('button', { name: 'Clear the form' }).click();
    await expect.element(details().getByLabelText(/^URL/)).toHaveValue('');
    await details().getByRole('button', { name: 'Use these arguments again' }).click();
    await expect.element(details().getByLabelText(/^URL/)).toHaveValue('https://a.example/x');
    await details().getByRole('button', { name: 'Show the result in full' }).click();
    await expect.element(page.getByRole('dialog').getByText('4 Mbit/s')).toBeVisible();
    expect(document.body.textContent).not.toContain('geheim');
  });
});
