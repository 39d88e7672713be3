/** TR-181 at hand: editors that know choices, references and units; descriptions that a person brings; Compare. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { details, line, openDemo, openPath, show } from './support/device-screen.ts';
import { acmeModel, dropFile, fullModel, strictModel } from './support/model-files.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

/** Sends what is staged, from the details that are open. */
async function send(page: Page): Promise<void> {
  await details(page).getByRole('button', { name: 'Stage the change' }).click();
  await details(page).getByRole('button', { name: 'Review and send' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send the change' }).click();
}

const valueOf = (page: Page, path: string) => page.evaluate(async (at) => (await usp.get(at)).get(at), path);
const field = (page: Page) => details(page).getByLabel('New value', { exact: true });

test.beforeEach(async ({ page }) => openDemo(page));

test('an enumeration is chosen, and another value can be typed, which the device refuses', async ({ page }) => {
  const path = 'Device.NAT.PortMapping.1.Protocol';
  const chosen = (await valueOf(page, path)) === 'UDP' ? 'TCP' : 'UDP';
  await openPath(page, path);
  await details(page).getByRole('button', { name: 'Edit' }).click();
  const choices = details(page).getByRole('group', { name: 'Values for New value' });
  await choices.getByRole('button', { name: chosen, exact: true }).click();
  await expect(field(page)).toHaveValue(chosen);
  await send(page);
  await expect(details(page).getByText('The device took the new value')).toBeVisible();
  expect(await valueOf(page, path)).toBe(chosen);

  await details(page).getByRole('button', { name: 'Edit' }).click();
  await field(page).fill('Carrier-Pigeon');
  await expect(details(page).getByText(/^TR-181: Must be one of/)).toBeVisible();
  await send(page);
  await expect(page.getByRole('dialog')).toContainText('Must be one of');
  expect(await valueOf(page, path)).toBe(chosen);
});

test('a reference is chosen among the rows that the device has, and leads to what it points to', async ({ page }) => {
  const path = 'Device.NAT.PortMapping.1.Interface';
  await openPath(page, path);
  await details(page).getByRole('button', { name: 'Edit' }).click();
  const offered = details(page).getByRole('list', { name: 'What it can refer to' });
  await offered.getByRole('button', { name: 'Device.IP.Interface.2 lan' }).click();
  await expect(field(page)).toHaveValue('Device.IP.Interface.2');
  await details(page).getByRole('button', { name: 'Cancel' }).click();
  const targets = details(page).getByRole('list', { name: 'What it points to' });
  await expect(targets).toContainText('wan');
  await targets.getByRole('button', { name: 'Device.IP.Interface.1', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('Device.IP.Interface.1.');
});

test('a description that is dropped on the page stands beside the facts, as text, and is kept', async ({ page }) => {
  await dropFile(page, 'acme.xml', acmeModel);
  await expect(page.getByText('X_ACME_Device:1.0 was read')).toBeVisible();
  await openPath(page, 'Device.WiFi.Radio.1.Channel');
  await expect(details(page).getByText('<b>Which</b> channel ACME uses.')).toBeVisible();
  await expect(details(page).getByText('From acme.xml')).toBeVisible();
  await page.reload();
  await expect(details(page).getByText('<b>Which</b> channel ACME uses.')).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings.getByRole('list', { name: 'Data models that were brought' })).toContainText('acme.xml');
  await settings.getByRole('button', { name: 'Forget X_ACME_Device:1.0' }).click();
  await page.keyboard.press('Escape');
  await expect(details(page).getByText('channel ACME uses.')).toHaveCount(0);
});

test('what a vendor’s file says has its name, on a narrow list too, and TR-181 is shown where it says otherwise', async ({
  page,
}) => {
  await dropFile(page, 'acme.xml', strictModel);
  await expect(page.getByText('X_ACME_Device:1.0 was read')).toBeVisible();
  await openPath(page, 'Device.WiFi.Radio.1.Channel');
  await expect(details(page).getByText('X_ACME_Device:1.0: read only')).toBeVisible();
  await expect(details(page).getByText('What X_ACME_Device:1.0 says')).toBeVisible();
  await details(page).getByText('TR-181 2.19.1 says otherwise').click();
  await expect(details(page)).toContainText('unsignedInt, read and write');
  await page.getByRole('button', { name: 'Close the details' }).click();
  await expect(line(page, 'Channel').getByText('other access')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await line(page, 'Channel').scrollIntoViewIfNeeded();
  await expect(line(page, 'Channel').getByText('other access')).toBeInViewport();
  // What the file leaves as it is, TR-181 says.
  await openPath(page, 'Device.WiFi.Radio.1.TransmitPower');
  await expect(details(page).getByText('What TR-181 says')).toBeVisible();
});

test('a data model of the size of TR-181 is read behind the page, with progress, and can be stopped', async ({
  page,
}) => {
  const full = fullModel(800, 9);
  await dropFile(page, 'full.xml', full);
  await expect(page.getByRole('progressbar', { name: 'Reading data model files' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('The reading was stopped; nothing was taken.')).toBeVisible();
  await dropFile(page, 'full.xml', full);
  await expect(page.getByText(/^Device:2.99 .*was read/)).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('list', { name: 'Data models that were brought' })).toContainText(
    '801 objects, 7,200 parameters',
  );
});

test('a file that is damaged is told with its line', async ({ page }) => {
  await dropFile(page, 'bad.xml', '<dm:document xmlns:dm="urn:x">\n  <model>\n</dm:document>');
  await expect(page.getByText(/^bad\.xml, line 3/)).toBeVisible();
});

test('a list has its units, and is edited item by item', async ({ page }) => {
  await openPath(page, 'Device.WiFi.Radio.1.TransmitPowerSupported');
  await expect(line(page, 'TransmitPowerSupported')).toContainText(/\d+ %, .*\d+ %/);

  const path = 'Device.DHCPv4.Server.Pool.1.DNSServers';
  await page.evaluate((at) => usp.set(at, '192.0.2.1'), path);
  await openPath(page, path);
  await details(page).getByRole('button', { name: 'Edit' }).click();
  await details(page).getByLabel('New item').fill('192.0.2.2');
  await details(page).getByLabel('New item').press('Enter');
  await send(page);
  await expect(details(page).getByText('The device took the new value')).toBeVisible();
  expect(await valueOf(page, path)).toBe('192.0.2.1,192.0.2.2');
});

test('a number has its unit in the editor, and what is written once says so', async ({ page }) => {
  await openPath(page, 'Device.WiFi.Radio.1.TransmitPower');
  await expect(line(page, 'TransmitPower')).toContainText('%');
  await details(page).getByRole('button', { name: 'Edit' }).click();
  await expect(details(page).getByText('In %')).toBeVisible();
  await openPath(page, 'Device.NAT.PortMapping.1.Alias');
  await expect(details(page).getByText(/^TR-181 has it written once/)).toBeVisible();
});

test('Compare shows what is supported, and goes out as CSV and JSON', async ({ page }) => {
  await show(page, 'Compare');
  await expect(page.getByText(/of the 809 objects of/)).toBeVisible();
  const objects = page.getByRole('list', { name: 'Objects' });
  await page.getByLabel('Filter by path').fill('Device.WiFi.Radio');
  await expect(objects.getByRole('listitem').first()).toContainText('Device.WiFi.Radio.{i}.');
  for (const [item, part] of [
    ['Objects as CSV', 'Device.WiFi.Radio.{i}.'],
    ['All of it as JSON', '"missingMeans"'],
  ] as const) {
    await page.getByRole('button', { name: /^Save the comparison/ }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toContain(part);
  }
  await objects.getByRole('button', { name: 'Device.WiFi.Radio.{i}.', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('Device.WiFi.Radio.1.');
});

test('what the device supports can be saved and held against it', async ({ page }) => {
  await show(page, 'Compare');
  await expect(page.getByRole('list', { name: 'Objects' })).toBeVisible();
  await page.getByRole('button', { name: 'Other firmwares' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /^Save what it supports/ }).click();
  const saved = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { objects: unknown[] };
  saved.objects.pop();
  await page.getByLabel('Saved supported data model').setInputFiles({
    name: 'older.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(saved)),
  });
  await expect(page.getByRole('list', { name: 'Side by side' }).getByRole('listitem').first()).toBeVisible();
  await expect(
    page.getByLabel('Which differences').getByRole('option', { name: /^Only on the other \(0\)/ }),
  ).toBeAttached();
});
