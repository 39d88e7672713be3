/** Commands from the form to the readable end, with the demo device and through a broker. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { connectMqtt } from './support/connection-form.ts';
import {
  details,
  expectConnected,
  fact,
  fillIn,
  openDemo,
  openPath,
  presence,
  runCommand,
  show,
} from './support/device-screen.ts';
import { heldOnDevice } from './support/subscriptions.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const diagnostics = 'Device.IP.Diagnostics.';
const agentId = 'os::00005E-LAB000000001';

const ping = (repetitions: number) => ({
  Host: 'usp.example',
  ProtocolVersion: 'Any',
  NumberOfRepetitions: String(repetitions),
  Timeout: '1000',
  DataBlockSize: '64',
});

async function startPing(page: Page, repetitions: number): Promise<void> {
  await openPath(page, `${diagnostics}IPPing()`);
  await runCommand(page, ping(repetitions));
  await expect(details(page).getByText('running on the device')).toBeVisible();
}

test.describe('with the demo device', () => {
  test.beforeEach(async ({ page }) => openDemo(page));

  test('a transfer test ends in a rate, a picture of its intervals and a table', async ({ page }) => {
    await openPath(page, `${diagnostics}DownloadDiagnostics()`);
    await runCommand(page, {
      DownloadURL: 'https://usp.example/file',
      TimeBasedTestDuration: '3',
      TimeBasedTestMeasurementInterval: '1',
    });
    await expect(details(page).getByText('done', { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(details(page).getByRole('figure')).toContainText(/^\d[\d.,]* Mbit\/s/);
    await expect(details(page).getByRole('img', { name: /^Rate in 3 intervals/ })).toBeVisible();
    await expect(details(page).getByRole('table', { name: /^IncrementalResult/ })).toBeVisible();
    await details(page).getByRole('button', { name: 'Show the result in full' }).click();
    await expect(page.getByRole('dialog').getByRole('table', { name: /^IncrementalResult/ })).toBeVisible();
  });

  test('arguments are kept under a name over a reload, and fill the form again', async ({ page }) => {
    await openPath(page, `${diagnostics}IPPing()`);
    await expect(details(page).getByText('TR-181 asks for more')).toBeVisible();
    await fillIn(details(page), ping(3));
    await expect(details(page).getByText('TR-181 asks for more')).toBeHidden();
    await details(page)
      .getByText(/^Saved arguments/)
      .click();
    await details(page).getByLabel('Name to keep these arguments under').fill('Three to the lab');
    await details(page).getByRole('button', { name: 'Keep', exact: true }).click();
    await details(page).getByRole('button', { name: 'Clear the form' }).click();
    await page.reload();
    await expectConnected(page);
    await details(page).getByText('Saved arguments (1)').click();
    await details(page).getByRole('button', { name: 'Fill in' }).click();
    await expect(details(page).getByLabel(/^Host/)).toHaveValue('usp.example');
    await runCommand(page);
    await expect(fact(details(page), 'SuccessCount')).toHaveText(/^[23]\s*$/);
  });

  test('a run is stopped by Cancel(), and says so in words', async ({ page }) => {
    await startPing(page, 2000);
    await show(page, 'Requests');
    await expect(page.getByText('Active', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('stopped', { exact: true })).toBeVisible();
    await expect(page.getByText(/cancelled before its end/)).toBeVisible();
    await page.getByRole('button', { name: 'Use these arguments again' }).click();
    await expect(details(page).getByLabel(/^NumberOfRepetitions/)).toHaveValue('2000');
  });

  test('what another starts on the device is listed while it runs, and can be stopped', async ({ page }) => {
    await show(page, 'Requests');
    const others = page.getByRole('list', { name: 'Started by others, or before' });
    // A command_key of its own, and no ear for its end: as another Controller would.
    await page.evaluate(
      (args) => usp.operate('Device.IP.Diagnostics.IPPing()', args, { commandKey: 'theirs', sendResp: false }),
      ping(2000),
    );
    await expect(others).toContainText('theirs');
    await others.getByRole('button', { name: 'Stop' }).click();
    await expect(others).toBeHidden();
  });

  test('a start of the device ends what ran on it as lost', async ({ page }) => {
    await startPing(page, 2000);
    await openPath(page, 'Device.Reboot()');
    await runCommand(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restart it' }).click();
    await expect(presence(page)).toHaveText('not reachable');
    await expect(presence(page)).toHaveText('connected');
    await show(page, 'Requests');
    await expect(page.getByText('lost', { exact: true })).toBeVisible();
  });
});

for (const way of ['a WebSocket', 'a broker'] as const) {
  test(`over ${way} a run is found again after a reload, and its end is joined`, async ({
    page,
    startBroker,
    startLab,
  }) => {
    if (way === 'a broker') {
      const broker = await startBroker();
      const lab = await startLab({
        webSocket: false,
        brokers: [{ url: broker.mqttUrl, version: '5', topic: 'usp/agent/1' }],
      });
      await lab.connected();
      const agents = [{ endpointId: agentId, topic: 'usp/agent/1' }];
      await connectMqtt(page, { url: broker.wsUrl, version: '5', name: 'Rack', agents });
    } else {
      const lab = await startLab();
      await page.goto(`./#connect=${lab.webSocketUrl ?? ''}`);
    }
    await expectConnected(page);
    // As long as it takes: it is the test that ends it.
    await startPing(page, 2000);
    // One for the run, and one for the starts of the device.
    await expect.poll(() => heldOnDevice(page)).toHaveLength(2);
    const before = await heldOnDevice(page);
    await page.reload();
    await expectConnected(page);
    await show(page, 'Requests');
    await expect(page.getByText('running on the device')).toBeVisible();
    expect(await heldOnDevice(page)).toEqual(before);
    await page.getByRole('article').getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('stopped', { exact: true })).toBeVisible();
    // Nothing of it stays on the device.
    await expect
      .poll(() => heldOnDevice(page))
      .toEqual(before.filter((subscription) => subscription.startsWith('Device.Boot! ')));
  });
}
