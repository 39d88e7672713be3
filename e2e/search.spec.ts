/** Finding things in a device: the search, tables, all instances, references, and paths that are asked. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { details, line, openDemo, openPath, pathField, show } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test.beforeEach(async ({ page }) => {
  await openDemo(page);
  await show(page, 'Model');
});

const searchField = (page: Page) => page.getByRole('combobox', { name: 'Search the device' });
const hits = (page: Page) => page.getByRole('grid', { name: 'Hits' }).getByRole('row');
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** Chooses from the menu that copies. */
async function copy(page: Page, menu: string, format: 'CSV' | 'JSON'): Promise<string> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: `Copy as ${format}` }).click();
  await expect(page.getByText(new RegExp(`^Copied .* as ${format}$`)).last()).toBeVisible();
  return clipboard(page);
}

test('a search from the keyboard finds by parts of the path, and Enter jumps to the place', async ({ page }) => {
  await expect(page.getByRole('treeitem', { name: 'WiFi', exact: true })).toBeVisible();
  await page.keyboard.press('/');
  await expect(searchField(page)).toBeFocused();
  await page.keyboard.type('wifi radio opchan');
  await expect(hits(page).first()).toContainText('OperatingChannelBandwidth');
  await searchField(page).fill('friendlyname');
  await expect(hits(page).first()).toContainText('Device.DeviceInfo.');
  await page.keyboard.press('Enter');
  await expect(pathField(page)).toHaveValue('Device.DeviceInfo.FriendlyName');
  await expect(details(page)).toContainText('Gateway in the hall');
  // What was found is one click away, and Escape ends it.
  await page.getByRole('button', { name: /\bhits?$/ }).click();
  await expect(hits(page).first()).toBeVisible();
  await searchField(page).press('Escape');
  await expect(page.getByRole('grid', { name: 'Hits' })).toBeHidden();
});

test('values are found, by type and unit too, and a secret never by its value', async ({ page }) => {
  await openPath(page, 'Device.WiFi.SSID.');
  await expect(page.getByRole('gridcell', { name: 'Hearth Guests', exact: true }).first()).toBeVisible();
  await searchField(page).fill('value:"hearth guests"');
  await expect(hits(page)).toHaveCount(2);
  await expect(hits(page).first()).toContainText('Hearth Guests');
  await searchField(page).fill('type:boolean wifi ssid enable');
  await expect(hits(page).first()).toContainText('Enable');
  await searchField(page).fill('unit:dBm');
  await expect(hits(page).first()).toBeVisible();

  await searchField(page).press('Escape');
  await openPath(page, 'Device.WiFi.AccessPoint.1.Security.');
  await expect(line(page, 'KeyPassphrase')).toBeVisible();
  const secret = await page.evaluate(
    async (path) => (await usp.get(path)).get(path) ?? '',
    'Device.WiFi.AccessPoint.1.Security.KeyPassphrase',
  );
  await searchField(page).fill(`value:${secret || 'passphrase'}`);
  await page.getByRole('button', { name: 'Read everything and search on' }).click();
  await expect(page.getByText('The device has nothing like this')).toBeVisible();
});

test('columns are chosen, kept over a reload, and copied; rows are ticked', async ({ page }) => {
  await openPath(page, 'Device.WiFi.SSID.');
  const table = page.getByRole('region', { name: 'Rows of Device.WiFi.SSID.' });
  await page.getByRole('button', { name: 'Choose columns' }).click();
  const chooser = page.getByRole('dialog', { name: 'Columns' });
  await chooser.getByLabel('Search the parameters').fill('lower');
  await chooser.getByLabel('LowerLayers', { exact: true }).check();
  await chooser.getByLabel('Search the parameters').fill('');
  await chooser.getByLabel('Alias', { exact: true }).uncheck();
  await chooser.getByRole('button', { name: 'Done' }).click();
  await expect(table.getByRole('columnheader', { name: 'LowerLayers' })).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'Alias' })).toHaveCount(0);
  await page.reload();
  await expect(table.getByRole('columnheader', { name: 'LowerLayers' })).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'Alias' })).toHaveCount(0);

  await expect(table.getByRole('row')).toHaveCount(7);
  expect((await copy(page, 'Copy the table', 'CSV')).split('\r\n')[0]).toMatch(/^Path,.*LowerLayers/);
  await table.getByLabel('Tick row 2').click();
  await table.getByLabel('Tick row 4').click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 of 6 rows ticked')).toBeVisible();
  const ticked = JSON.parse(await copy(page, 'Copy the ticked rows', 'JSON')) as { readonly Path: string }[];
  expect(ticked.map(({ Path }) => Path)).toEqual([2, 3, 4].map((row) => `Device.WiFi.SSID.${row}.`));
});

test('all instances of a parameter are one list of links', async ({ page }) => {
  await openPath(page, 'Device.WiFi.SSID.1.SSID');
  await details(page).getByRole('button', { name: 'All instances' }).click();
  await expect(pathField(page)).toHaveValue('Device.WiFi.SSID.*.SSID');
  const answer = page.getByRole('region', { name: 'Lines of the answer' });
  await expect(answer.getByRole('row')).toHaveCount(7);
  await page.getByLabel('Filter the lines').fill('guests');
  await expect(answer.getByRole('row')).toHaveCount(3);
  await answer.getByRole('button', { name: 'Device.WiFi.SSID.4.SSID' }).click();
  await expect(pathField(page)).toHaveValue('Device.WiFi.SSID.4.SSID');
});

test('who refers to a row is found, and followed', async ({ page }) => {
  await openPath(page, 'Device.WiFi.Radio.1.');
  await page.getByRole('button', { name: 'Who refers to this?' }).click();
  const references = page.getByRole('region', { name: 'References' });
  await references.getByRole('button', { name: 'LowerLayers' }).first().click();
  await expect(pathField(page)).toHaveValue(/^Device\.WiFi\.SSID\.\d+\.LowerLayers$/);
});

test('a path is explained while it is typed, and asked with every flag [R-ARC.9b]', async ({ page }) => {
  await pathField(page).fill('Device.WiFi.SSID.[Enable');
  await expect(page.getByRole('option', { name: /Enable==/ })).toBeVisible();
  await pathField(page).fill('Device.WiFi.SSID.[Enable=true].');
  await expect(page.getByText(/^Character 25, at “=true/)).toBeVisible();
  await pathField(page).fill('Device.WiFi.SSID.[Enable == true].SSID');
  await pathField(page).press('Enter');
  await expect(page.getByText('Asks for Device.WiFi.SSID.[Enable==true].SSID')).toBeVisible();
  const answer = page.getByRole('region', { name: 'Lines of the answer' });
  await expect(answer.getByRole('button', { name: 'Device.WiFi.SSID.1.SSID' })).toBeVisible();

  await openPath(page, 'Device.WiFi.');
  await page.getByRole('button', { name: 'Ask the device about this path' }).click();
  await page.getByLabel('Levels (0: all)').fill('1');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(answer.getByRole('button', { name: 'Device.WiFi.RadioNumberOfEntries' })).toBeVisible();
  await expect(answer.getByRole('button', { name: /^Device\.WiFi\.Radio\.1\./ })).toHaveCount(0);
  await page.getByLabel('Message', { exact: true }).selectOption('GetSupportedDM');
  await page.getByLabel('Commands', { exact: true }).uncheck();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(answer.getByRole('button', { name: 'Device.WiFi.Radio.{i}.', exact: true })).toBeVisible();
});
