/** What a device with ill manners can do to the page: nothing. Shown as it is, nothing breaks, no edit is lost. */
import type { Page } from '@playwright/test';
import { ScriptedAgent } from '../src/usp/testing/scripted-agent.ts';
import { HostileDevice, info, names, rows } from '../tools/testing/hostile-device.ts';
import { connectWebSocket } from './support/connection-form.ts';
import { details, line, openPath, pathField, presence, show, stageValue } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

const agentId = 'os::00005E-HOSTILE';

async function expectOpen(page: Page): Promise<void> {
  await expect(presence(page)).toHaveText(/^\s*(connected|answers)\s*$/);
}

/** Nothing of the device has become more than text. */
async function expectUnharmed(page: Page): Promise<void> {
  const harm = await page.evaluate(() => ({
    images: document.querySelectorAll('img, script:not([src])').length,
    title: /^\d/.test(document.title),
    polluted: 'polluted' in {} || Object.prototype.hasOwnProperty('Value'),
    length: document.body.innerText.length < 200_000,
  }));
  expect(harm).toEqual({ images: 0, title: false, polluted: false, length: true });
}

test.describe('a device with ill manners', () => {
  let device: HostileDevice;

  test.beforeEach(async ({ page, startScripted }) => {
    device = new HostileDevice();
    const lab = await startScripted(new ScriptedAgent(agentId, device.script));
    await connectWebSocket(page, { url: lab.url, name: 'Hostile' });
    await expectOpen(page);
  });

  test('has names and values of markup, control and bidi characters, of a megabyte, of prototypes: shown as they are', async ({
    page,
  }) => {
    await openPath(page, info);
    await expect(line(page, 'ModelName')).toContainText(names.markup);
    await expect(line(page, names.prototype)).toContainText('polluted');
    await expect(line(page, names.maker)).toContainText('made');
    await expect(line(page, 'Ab').first()).toContainText('U+202E');
    await expect(line(page, 'Long')).toContainText('xxx');
    await openPath(page, `${info}Long`);
    await expect(details(page)).toContainText('1,048,576 characters');
    await expectUnharmed(page);

    await openPath(page, `${info}${names.prototype}`);
    await expect(details(page)).toContainText('polluted');
    await openPath(page, rows);
    const table = page.getByRole('region', { name: `Rows of ${rows}` });
    await expect(table.getByRole('row')).toHaveCount(3);
    await expect(table).toContainText(names.markup);
    await openPath(page, `Device.${names.prototype}.`);
    await expect(pathField(page)).toHaveValue(`Device.${names.prototype}.`);
    await show(page, 'Overview');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(names.markup);
    await expectUnharmed(page);
  });

  test('describes itself with gaps, doubles, no path at all and absurd depth: what makes sense is there', async ({
    page,
  }) => {
    await show(page, 'Model');
    const tree = page.getByRole('tree', { name: 'Data model' });
    await expect(tree.getByRole('treeitem', { name: 'Gap' })).toBeVisible();
    await expect(tree.getByRole('treeitem', { name: 'DeviceInfo' })).toHaveCount(1);
    await expect(tree.getByRole('treeitem', { name: names.maker })).toBeVisible();
    await tree.getByRole('treeitem', { name: 'Gap' }).click();
    await expect(pathField(page)).toHaveValue('Device.Gap.');
    await openPath(page, `${info}Do()`);
    await expect(details(page).getByLabel(/^a\b/).first()).toBeVisible();
    await openPath(page, `${info}Did!`);
    await expect(details(page)).toContainText(names.prototype);
    await openPath(page, info);
    await page.getByRole('button', { name: 'About this object' }).click();
    const about = page.getByRole('region', { name: 'What the device says of this object' });
    await expect(about).toContainText(names.markup);
    await about.getByText(/^Parameters/).click();
    await expect(about.getByRole('row').first()).toBeVisible();
    await about.getByRole('button', { name: 'List all rows of the device' }).click();
    await expect(page.getByText(/^All rows are listed/)).toBeVisible();
    await about.getByRole('button', { name: 'Read everything below' }).click();
    await expect(page.getByText(/^Everything below .* was read/)).toBeVisible();
    await expectUnharmed(page);
  });

  test('refuses in places: said there, with the reason', async ({ page }) => {
    await openPath(page, 'Device.Denied.');
    await expect(page.getByText('not for you')).toBeVisible();
    await openPath(page, info);
    await expect(line(page, 'ModelName')).toBeVisible();
    await expect(page.getByText('not for you')).toHaveCount(0);
  });

  test('takes away what is open: said, and the rest goes on', async ({ page }) => {
    await openPath(page, `${rows}1.`);
    await expect(line(page, 'Name')).toContainText(names.markup);
    device.values.delete(`${rows}1.`);
    await page.getByRole('button', { name: 'Read again' }).first().click();
    await expect(page.getByText(/refused to read/)).toBeVisible();
    await openPath(page, rows);
    await expect(page.getByRole('region', { name: `Rows of ${rows}` }).getByRole('row')).toHaveCount(2);
  });

  test('answers half: what was known stands, and the page says so', async ({ page }) => {
    await openPath(page, info);
    await expect(line(page, 'FriendlyName')).toContainText('before');
    device.half = true;
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect(page.getByText(/said nothing of/)).toBeVisible();
    await expect(line(page, 'FriendlyName')).toContainText('before');
    await openPath(page, rows);
    await expect(page.getByText(/said nothing of/)).toBeVisible();
    device.half = false;
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect(page.getByRole('region', { name: `Rows of ${rows}` }).getByRole('row')).toHaveCount(3);
  });
});

test('no edit is lost when a device with ill manners goes away, or the page is loaded anew', async ({
  page,
  startScripted,
}) => {
  const device = new HostileDevice();
  const agent = new ScriptedAgent(agentId, device.script);
  const lab = await startScripted(agent);
  await connectWebSocket(page, { url: lab.url, name: 'Hostile' });
  await expectOpen(page);
  await stageValue(page, `${info}${names.prototype}`, 'staged');
  await stageValue(page, `${info}FriendlyName`, names.markup);
  await lab.close();
  await expect(presence(page)).toHaveText('not reachable');
  await expect(line(page, names.prototype)).toContainText('staged');
  await startScripted(new ScriptedAgent(agentId, device.script), lab.port);
  await page.reload();
  await expectOpen(page);
  await openPath(page, info);
  await expect(line(page, names.prototype)).toContainText('staged');
  await expect(line(page, 'FriendlyName')).toContainText('not sent yet');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send 2 changes' }).click();
  await expect
    .poll(() => device.settings.map(({ param, value }) => `${param}=${value}`).sort())
    .toEqual([`FriendlyName=${names.markup}`, `${names.prototype}=staged`].sort());
});
