import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { DeviceState } from '../../../state/device.svelte.ts';
import { LogState } from '../../../state/log/log.svelte.ts';
import { wipeWatch } from '../../../state/watch/watch-store.ts';
import { deviceStatus } from '../../../state/testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../../tools/testing/scripted-worker.ts';
import { UspClient } from '../../../worker/client.ts';
import DeviceScreen from '../device-screen.svelte';

const status = deviceStatus({ id: 'watched-place' });
const value = 'Device.DeviceInfo.X_EXAMPLE_Level';
const name = 'Device.DeviceInfo.HostName';

let client: UspClient;
let worker: ScriptedWorker;
let level = 0;

beforeEach(async () => {
  sessionStorage.clear();
  await wipeWatch();
  await page.viewport(1280, 800);
});

afterEach(() => client.dispose());

function open(): void {
  const home = new ScriptedDevice();
  home.supported.push(supportedObject('Device.DeviceInfo.', [['X_EXAMPLE_Level', 'int'], ['HostName']]));
  level = 0;
  worker = new ScriptedWorker((request) => {
    if (request.kind !== 'Get' || !request.paths.some((path) => path === value || path === name)) {
      return home.answer(request);
    }
    level += 10;
    const results = request.paths.map((path) => ({
      requestedPath: path,
      objects: [
        {
          path: 'Device.DeviceInfo.',
          params: [
            path === value ? (['X_EXAMPLE_Level', String(level)] as const) : (['HostName', '<b>box</b>'] as const),
          ],
        },
      ],
    }));
    return { kind: 'Get', results };
  });
  client = new UspClient(() => worker);
  const device = new DeviceState(client, status);
  client.listen((event) => device.handle(event));
  render(DeviceScreen, { device, log: new LogState(client), place: 'watch', go: () => undefined });
}

describe('the watch place', () => {
  it('says what to do while nothing is watched, and why a path is none', async () => {
    open();
    await expect.element(page.getByText('Nothing is watched')).toBeVisible();
    await page.getByRole('combobox', { name: 'Path to watch' }).fill('Device.DeviceInfo.');
    await page.getByRole('button', { name: 'Watch', exact: true }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Only a parameter can be watched.');
  });

  it('completes what is typed, and says each chart in numbers and each other value in words', async () => {
    open();
    const field = page.getByRole('combobox', { name: 'Path to watch' });
    await field.fill('Device.DeviceInfo.X_EX');
    await expect.element(page.getByRole('option', { name: value })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(field).toHaveValue('');
    await expect
      .element(page.getByRole('img', { name: /^Line chart of Device\.DeviceInfo\.X_EXAMPLE_Level/ }))
      .toBeVisible();
    await worker.wake();
    await worker.wake();
    const row = page.getByRole('row', { name: /X_EXAMPLE_Level/ });
    await expect.element(row.getByRole('cell').first()).toHaveTextContent('30');
    const cells = () => [...(row.element().querySelectorAll('td') ?? [])].map((cell) => cell.textContent);
    expect(cells()).toEqual(['30', '10', '20', '30']);
    await page.getByText('Values as a table').click();
    await expect
      .element(
        page
          .getByRole('region', { name: /^Values of/ })
          .getByRole('row')
          .nth(3),
      )
      .toHaveTextContent('30');

    await field.fill(name);
    await userEvent.keyboard('{Enter}');
    // What a device says is never markup.
    await expect.element(page.getByRole('region', { name }).getByText('<b>box</b>').first()).toBeVisible();
    expect(document.querySelector('.place b')).toBeNull();
  });
});
