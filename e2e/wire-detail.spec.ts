/** A Record in detail: fields and bytes that show each other, what breaks the standard, copies, secrets. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { demoName, fact, logLines, openDemo, openLog } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const entryOf = (page: Page) => page.getByRole('region', { name: 'Log entry' });
const treeOf = (page: Page) => entryOf(page).getByRole('tree', { name: 'Fields' });
const bytesOf = (page: Page) => entryOf(page).getByRole('grid', { name: 'Bytes' });
const tab = (page: Page, name: string) => entryOf(page).getByRole('tab', { name, exact: true });

test.beforeEach(async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openDemo(page);
  await expect(fact(page, 'Model')).toHaveText(demoName);
});

/** Opens the newest line of a kind. */
async function openLine(page: Page, words: string): Promise<void> {
  await (await logLines(page, words)).last().click();
  await expect(treeOf(page)).toBeVisible();
}

async function copyAs(page: Page, name: string): Promise<string> {
  await entryOf(page).getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(page.getByText(`Copied: ${name}`).last()).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a field shows its bytes and a byte its field, by pointer and by keyboard', async ({ page }) => {
  await page.evaluate(() => usp.get('Device.DeviceInfo.ModelName'));
  await openLine(page, 'type:get_resp path:Device.DeviceInfo.ModelName');
  await treeOf(page)
    .getByRole('treeitem', { name: /^version/ })
    .click();
  await expect(entryOf(page).getByText(/^tag byte 0$/)).toBeVisible();
  await expect(entryOf(page).getByText(/^value bytes 2–4$/)).toBeVisible();
  await expect(bytesOf(page).locator('.byte.value')).toHaveText(['31', '2e', '34']);

  await treeOf(page).focus();
  await page.keyboard.press('End');
  await expect(treeOf(page).getByRole('treeitem', { selected: true })).toContainText(demoName);
  await page.keyboard.press('Home');
  await expect(treeOf(page).getByRole('treeitem', { selected: true })).toContainText('version');

  await bytesOf(page).focus();
  for (let times = 0; times < 6; times++) await page.keyboard.press('ArrowRight');
  await expect(treeOf(page).getByRole('treeitem', { selected: true })).toContainText('to_id');
  await page.keyboard.press('Control+End');
  await expect(treeOf(page).getByRole('treeitem', { selected: true })).toContainText(demoName);

  await tab(page, 'Bytes').click();
  await bytesOf(page).getByRole('gridcell').first().click();
  await tab(page, 'Decoded').click();
  await expect(treeOf(page).getByRole('treeitem', { selected: true })).toContainText('version');
});

test('what breaks the standard is marked at its field, with the requirement', async ({ page }) => {
  // A Record with a bad to_id, no from_id and a field of a later version instead of a record_type.
  await page.evaluate(() => usp.raw(Uint8Array.of(0x0a, 3, 0x31, 0x2e, 0x34, 0x12, 1, 0x78, 0x9a, 6, 0)));
  const log = await openLog(page);
  await log
    .getByRole('row', { name: /11 bytes/ })
    .last()
    .click();
  const findings = entryOf(page).getByRole('list', { name: 'Findings' });
  await expect(findings).toContainText('R-ENC.3');
  await expect(findings).toContainText('from_id is missing');
  await expect(treeOf(page).getByRole('treeitem', { name: /^field 99/ })).toContainText('unknown field');
  await findings.getByRole('button', { name: 'to_id' }).click();
  await expect(treeOf(page).getByRole('treeitem', { selected: true })).toContainText('error R-ARC.2a');
});

test('the demo device’s own traffic has nothing to complain of', async ({ page }) => {
  await page.evaluate(() => usp.get('Device.DeviceInfo.'));
  await openLine(page, 'type:get_resp');
  await expect(entryOf(page).getByRole('list', { name: 'Findings' })).toHaveCount(0);
});

test('a Record is copied in the forms that other tools take', async ({ page }) => {
  await page.evaluate(() => usp.get(['Device.DeviceInfo.ModelName', 'Device.Time.'], { maxDepth: 1 }));
  const lines = await logLines(page, 'type:get dir:out "Device.DeviceInfo.ModelName, Device.Time."');
  await lines.first().click();
  expect(await copyAs(page, 'usp console call')).toBe(
    'await usp.get(["Device.DeviceInfo.ModelName","Device.Time."], {"maxDepth":1})',
  );
  expect(await copyAs(page, 'Message as protobuf text')).toContain('param_paths: "Device.Time."\n      max_depth: 1');
  const json = JSON.parse(await copyAs(page, 'Message as JSON')) as unknown;
  expect(json).toMatchObject({ body: { request: { get: { maxDepth: 1 } } } });
  const hex = await copyAs(page, 'Hex');
  expect(hex).toMatch(/^0a03312e34/);
  expect(Buffer.from(await copyAs(page, 'Base64'), 'base64').toString('hex')).toBe(hex);
  expect(await copyAs(page, 'protoc --decode, Record')).toContain('| base64 -d | protoc --decode=usp_record.Record');
});

test('secrets are masked in every view and in what is copied, until they are shown', async ({ page }) => {
  const path = 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase';
  await page.evaluate((at) => usp.set(at, 'correct horse'), path);
  await (await logLines(page, 'type:set dir:out path:Device.WiFi.AccessPoint.1.Security.')).last().click();
  const entry = entryOf(page);
  // The value is far down in a tree that draws what is in view.
  await treeOf(page).focus();
  await page.keyboard.press('End');
  await expect(treeOf(page).getByText('••••••••')).toBeVisible();
  await expect(bytesOf(page).locator('.byte.masked').first()).toBeAttached();
  for (const [name, region] of [
    ['Text', 'Protobuf text'],
    ['JSON', 'JSON'],
  ] as const) {
    await tab(page, name).click();
    await expect(entry.getByRole('region', { name: region })).toContainText('*************');
    await expect(entry.getByRole('region', { name: region })).not.toContainText('correct horse');
  }
  expect(await copyAs(page, 'usp console call')).toContain('*************');
  await entry.getByRole('button', { name: 'Show the secrets' }).click();
  await expect(entry.getByRole('region', { name: 'JSON' })).toContainText('correct horse');
  expect(await copyAs(page, 'usp console call')).toContain('correct horse');
});
