/** Subscriptions of every type from their making to their end, and the inbox, with the demo device and a broker. */
import type { Locator, Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { connectMqtt } from './support/connection-form.ts';
import { details, expectConnected, openDemo, openPath, pathField, runCommand, show } from './support/device-screen.ts';
import { heldOnDevice, subscriptionsOnDevice } from './support/subscriptions.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const agentId = 'os::00005E-LAB000000001';
const hostName = 'Device.DeviceInfo.HostName';
const mappings = 'Device.NAT.PortMapping.';

const inbox = (page: Page): Locator => page.getByRole('region', { name: 'Inbox' });
const subscription = (page: Page, id: string): Locator => page.getByRole('listitem', { name: id, exact: true });

/** Makes a Subscription by the full form, in the place of notifications. */
async function subscribe(page: Page, type: string, path: string, id: string): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'A new Subscription' });
  await dialog.getByLabel('Tells of').selectOption(type);
  await dialog.getByLabel('Path 1', { exact: true }).fill(path);
  await expect(dialog.getByText('fits', { exact: true })).toBeVisible();
  await dialog.getByLabel('ID', { exact: true }).fill(id);
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(subscription(page, id)).toContainText(path);
}

for (const way of ['the demo device', 'an Agent behind a broker'] as const) {
  test(`Subscriptions of every type are made, tell, are changed and deleted, with ${way} [R-NOT.0]`, async ({
    page,
    startBroker,
    startLab,
  }) => {
    if (way === 'the demo device') await openDemo(page);
    else {
      const broker = await startBroker();
      const lab = await startLab({
        webSocket: false,
        brokers: [{ url: broker.mqttUrl, version: '5', topic: 'usp/agent/1' }],
      });
      await lab.connected();
      const agents = [{ endpointId: agentId, topic: 'usp/agent/1' }];
      await connectMqtt(page, { url: broker.wsUrl, version: '5', name: 'Rack', agents });
      await expectConnected(page);
    }
    await openPath(page, 'Device.');
    await show(page, 'Notifications');
    await subscribe(page, 'ValueChange', hostName, 'of-value');
    await subscribe(page, 'ObjectCreation', mappings, 'of-rows');
    await subscribe(page, 'ObjectDeletion', mappings, 'of-gone');
    await subscribe(page, 'OperationComplete', 'Device.SelfTestDiagnostics()', 'of-test');
    await subscribe(page, 'Event', 'Device.LocalAgent.TransferComplete!', 'of-transfer');
    await page.evaluate(
      async ([name, table]) => {
        await usp.set(name, 'told');
        const { path } = await usp.add(table, { ExternalPort: 8081, Protocol: 'TCP' });
        await usp.delete(path);
        await usp.operate('Device.SelfTestDiagnostics()');
        await usp
          .operate('Device.DeviceInfo.FirmwareImage.2.Download()', {
            URL: 'https://unreachable.example/x.bin',
            AutoActivate: false,
          })
          .catch(() => undefined);
        await usp.operate('Device.LocalAgent.Controller.[Enable==true].SendOnBoardRequest()');
      },
      [hostName, mappings] as const,
    );
    const told = ['Value changed', 'Row added', 'Row gone', 'Command ended', 'A transfer failed'];
    // The last one needs no Subscription.
    for (const words of [...told, 'The device asks to be taken on board']) {
      await expect(inbox(page).getByText(words, { exact: true }).first()).toBeVisible();
    }

    await inbox(page).getByLabel('Of which Subscription').selectOption('of-value');
    await expect(inbox(page).getByRole('listitem').first()).toContainText('told');
    await expect(inbox(page).getByText('Row added')).toBeHidden();
    await inbox(page).getByRole('button', { name: hostName }).first().click();
    await expect(pathField(page)).toHaveValue(hostName);

    await show(page, 'Notifications');
    await subscription(page, 'of-value').getByRole('button', { name: 'Switch off' }).click();
    await expect(subscription(page, 'of-value').getByText('off', { exact: true })).toBeVisible();
    await subscription(page, 'of-rows').getByRole('button', { name: 'Change of-rows' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the Subscription' });
    await dialog.getByLabel('TimeToLive').fill('900');
    await dialog.getByLabel('NotifRetry').check();
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await expect(subscription(page, 'of-rows')).toContainText('900 s to live');
    await expect(subscription(page, 'of-rows')).toContainText('repeated until answered');
    for (const id of ['of-value', 'of-rows', 'of-gone', 'of-test', 'of-transfer']) {
      await subscription(page, id)
        .getByRole('button', { name: `Delete ${id}` })
        .click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete it' }).click();
      await expect(subscription(page, id)).toBeHidden();
    }
    expect((await subscriptionsOnDevice(page)).filter(({ id }) => id.startsWith('of-'))).toEqual([]);
  });
}

test('what was asked for a moment is gone from the device after a reload, also where the tab forgot it [R-NOT.0]', async ({
  page,
  startLab,
}) => {
  const lab = await startLab();
  await page.goto(`./#connect=${lab.webSocketUrl ?? ''}`);
  await expectConnected(page);
  await openPath(page, hostName);
  await details(page).getByRole('button', { name: 'Tell me when this changes' }).click();
  await expect(details(page).getByText('The device tells when this changes.')).toBeVisible();
  await openPath(page, mappings);
  await page.getByRole('button', { name: 'Be told of this' }).click();
  await page.getByRole('menuitem', { name: 'Tell me when a row is added' }).click();
  // Those two, and one for the starts of the device.
  await expect.poll(() => heldOnDevice(page)).toHaveLength(3);
  const before = await heldOnDevice(page);
  // As after a crash: what the tab remembered is gone with it.
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage)) if (key.includes(':subscriptions:')) sessionStorage.removeItem(key);
  });
  await page.reload();
  await expectConnected(page);
  await expect.poll(() => heldOnDevice(page)).toEqual([expect.stringMatching(/^Device\.Boot! /)]);
  expect(before).not.toContain((await heldOnDevice(page))[0]);
});

test('the inbox outlives a reload, can be paused, and a run is joined with its end', async ({ page }) => {
  await openDemo(page);
  await openPath(page, hostName);
  await details(page).getByRole('button', { name: 'Tell me when this changes' }).click();
  await expect(details(page).getByText('The device tells when this changes.')).toBeVisible();
  await page.evaluate((name) => usp.set(name, 'before the reload'), hostName);
  await openPath(page, 'Device.SelfTestDiagnostics()');
  await runCommand(page);
  await expect(details(page).getByText('done', { exact: true })).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expectConnected(page);
  await show(page, 'Notifications');
  await expect(inbox(page)).toContainText('before the reload');
  const end = inbox(page).getByRole('listitem').filter({ hasText: 'Command ended' });
  await expect(end).toContainText('answered by this page');
  await end.getByRole('button', { name: 'Its run' }).click();
  await expect(page.getByText('1 run, 0 going on')).toBeVisible();
});
