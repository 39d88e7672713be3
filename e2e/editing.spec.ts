/** Editing on the demo device: staged, sent in part, mended, set back; rows added, copied and deleted; nothing lost. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { connectMqtt } from './support/connection-form.ts';
import {
  details,
  expectConnected,
  expectDevice,
  fillIn,
  line,
  openDemo,
  openPath,
  pathField,
  review,
  show,
  stageValue,
} from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const info = 'Device.DeviceInfo.';
const radio = 'Device.WiFi.Radio.1.';
const mappings = 'Device.NAT.PortMapping.';

const numberOf = (row: string) => row.split('.').at(-2) ?? '';

const onDevice = (page: Page, path: string) => page.evaluate(async (at) => (await usp.get(at)).get(at), path);
const rowsOf = (page: Page, table: string) =>
  page.evaluate(async (at) => (await usp.getInstances(at)).map(({ path }) => path), table);

test.beforeEach(async ({ page }) => openDemo(page));

test.describe('staged changes', () => {
  test('are sent in part; what was refused is said in words, mended and sent again, and all is set back', async ({
    page,
  }) => {
    await stageValue(page, `${info}FriendlyName`, 'Gateway in the cellar');
    await stageValue(page, `${radio}Channel`, '99');
    const dialog = await review(page);
    await dialog.getByLabel('change what it takes').check();
    await dialog.getByRole('button', { name: 'Send 2 changes' }).click();
    await expect(dialog).toContainText('The device answered: 1 taken, 1 refused');
    const waiting = dialog.getByRole('list', { name: 'Changes that wait' }).getByRole('listitem');
    await expect(waiting).toHaveCount(1);
    await expect(waiting).toContainText(`${radio}Channel`);
    await expect(waiting).toContainText('not in PossibleChannels');
    await expect(waiting).toContainText('What to try:');
    expect(await onDevice(page, `${info}FriendlyName`)).toBe('Gateway in the cellar');
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

    await details(page).getByRole('button', { name: 'Change', exact: true }).click();
    await details(page).getByLabel('New value', { exact: true }).fill('11');
    await details(page).getByRole('button', { name: 'Stage the change' }).click();
    await details(page).getByRole('button', { name: 'Review and send' }).click();
    await dialog.getByRole('button', { name: 'Send the change' }).click();
    await expect(dialog).toBeHidden();
    expect(await onDevice(page, `${radio}Channel`)).toBe('11');

    await page.getByRole('button', { name: 'Sent changes (2)' }).click();
    const sent = dialog.getByRole('region', { name: 'Sent changes' }).getByRole('listitem');
    await sent.filter({ hasText: 'FriendlyName' }).getByRole('button', { name: 'Set back' }).click();
    await expect.poll(() => onDevice(page, `${info}FriendlyName`)).toBe('Gateway in the hall');
  });

  test('of one object go together or apart, as is said of each', async ({ page }) => {
    const before = await onDevice(page, `${radio}TransmitPower`);
    await stageValue(page, `${radio}Channel`, '99');
    await stageValue(page, `${radio}TransmitPower`, '50');
    const dialog = await review(page);
    await dialog.getByLabel('decide for each change').check();
    await expect(dialog).toContainText('All changes lie in one object');
    await dialog.getByRole('button', { name: 'Send 2 changes' }).click();
    await expect(dialog).toContainText('nothing was changed, 1 refused, 1 not changed because of others');
    expect(await onDevice(page, `${radio}TransmitPower`)).toBe(before);

    const channel = dialog.getByRole('listitem').filter({ hasText: `${radio}Channel` });
    await channel.getByLabel(/^Required/).uncheck();
    await dialog.getByRole('button', { name: 'Send 2 changes' }).click();
    await expect(dialog).toContainText('1 taken, 1 refused');
    expect(await onDevice(page, `${radio}TransmitPower`)).toBe('50');
    await expect(dialog.getByRole('list', { name: 'Changes that wait' }).getByRole('listitem')).toHaveCount(1);
  });

  test('all or nothing change nothing, and the one in the way is sent again alone', async ({ page }) => {
    await stageValue(page, `${info}FriendlyName`, 'Never');
    await stageValue(page, `${radio}Channel`, '99');
    const dialog = await review(page);
    await dialog.getByRole('button', { name: 'Send 2 changes' }).click();
    await expect(dialog).toContainText('nothing was changed');
    expect(await onDevice(page, `${info}FriendlyName`)).toBe('Gateway in the hall');
    await page.evaluate((path) => usp.set(path, 'Meanwhile'), `${info}FriendlyName`);
    await dialog.getByRole('button', { name: 'Send again what was refused' }).click();
    await expect(dialog).toContainText('nothing was changed, 1 refused');
    expect(await onDevice(page, `${info}FriendlyName`)).toBe('Meanwhile');
  });

  test('are marked in the tree, the list, the table and the tray, and what came in between is said', async ({
    page,
  }) => {
    await openPath(page, mappings);
    const row = (await rowsOf(page, mappings))[0] ?? '';
    await stageValue(page, `${row}RemoteHost`, '203.0.113.9');
    await expect(line(page, 'RemoteHost')).toContainText('not sent yet');
    await openPath(page, mappings);
    await expect(
      page
        .getByRole('region', { name: `Rows of ${mappings}` })
        .getByRole('gridcell', { name: /203\.0\.113\.9.*not sent yet/ }),
    ).toBeVisible();
    await expect(page.getByRole('treeitem', { name: /NAT\b.*1\s*change waits/ }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Show the changes' }).click();
    await expect(page.getByRole('list', { name: 'Changes', exact: true })).toContainText('203.0.113.9');
    await page.evaluate((path) => usp.set(path, '203.0.113.10'), `${row}RemoteHost`);
    await page.getByRole('button', { name: 'Read again' }).click();
    const dialog = await review(page);
    await expect(dialog).toContainText('The value changed on the device after you edited it');
    await expect(dialog).toContainText('203.0.113.10');
  });

  test('and what is half typed outlive leaving, a lost way and a reload; secrets only the first two', async ({
    page,
  }) => {
    const passphrase = 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase';
    await stageValue(page, `${info}FriendlyName`, 'Kept');
    await stageValue(page, passphrase, 'not to be stored');
    await openPath(page, `${info}HostName`);
    await details(page).getByRole('button', { name: 'Edit' }).click();
    await details(page).getByLabel('New value', { exact: true }).fill('half-typ');
    await openPath(page, mappings);
    await page.getByRole('button', { name: 'Add a row' }).click();
    await fillIn(page.getByRole('dialog', { name: 'Add a row' }), { ExternalPort: '8443' });
    await page.keyboard.press('Escape');

    await show(page, 'Overview');
    await show(page, 'Model');
    await expect(page.getByText('2 changes wait')).toBeVisible();
    await page.evaluate(() => usp.operate('Device.Reboot()', []).catch(() => undefined));
    await expect(page.locator('header').getByRole('status').first()).toHaveText('connected');
    await expect(page.getByText('2 changes wait')).toBeVisible();

    await page.reload();
    await expectDevice(page);
    await expect(page.getByText('One change waits')).toBeVisible();
    await openPath(page, `${info}HostName`);
    await expect(details(page).getByLabel('New value', { exact: true })).toHaveValue('half-typ');
    await expect(line(page, 'FriendlyName')).toContainText('Kept');
    await openPath(page, mappings);
    await page.getByRole('button', { name: 'Add a row' }).click();
    await expect(page.getByRole('dialog', { name: 'Add a row' }).getByLabel(/^ExternalPort\b/)).toHaveValue('8443');
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('not to be stored');
  });
});

test.describe('values by their type', () => {
  test('an enumeration, a reference and a list with units', async ({ page }) => {
    const row = (await rowsOf(page, mappings))[0] ?? '';
    await openPath(page, `${row}Protocol`);
    await details(page).getByRole('button', { name: 'Edit' }).click();
    await details(page)
      .getByRole('group', { name: 'Values for New value' })
      .getByRole('button', { name: 'UDP' })
      .click();
    await details(page).getByRole('button', { name: 'Stage the change' }).click();

    await openPath(page, `${row}Interface`);
    await details(page).getByRole('button', { name: 'Edit' }).click();
    await details(page).getByLabel('Search what New value can refer to').fill('interface.2');
    await page.keyboard.press('Enter');
    await expect(details(page).getByLabel('New value', { exact: true })).toHaveValue('Device.IP.Interface.2');
    await details(page).getByRole('button', { name: 'Stage the change' }).click();

    await openPath(page, `${radio}BasicDataTransmitRates`);
    await details(page).getByRole('button', { name: 'Edit' }).click();
    await details(page)
      .getByLabel(/^(New|Another) item$/)
      .fill('11');
    await page.keyboard.press('Enter');
    await expect(
      details(page)
        .getByLabel(/^Item \d+$/)
        .last(),
    ).toHaveValue('11');
    await details(page).getByRole('button', { name: 'Stage the change' }).click();

    const dialog = await review(page);
    await dialog.getByRole('button', { name: 'Send 3 changes' }).click();
    await expect(dialog).toBeHidden();
    expect(await onDevice(page, `${row}Protocol`)).toBe('UDP');
    expect(await onDevice(page, `${row}Interface`)).toBe('Device.IP.Interface.2');
    expect(await onDevice(page, `${radio}BasicDataTransmitRates`)).toMatch(/(^|,)11$/);
  });
});

test.describe('rows', () => {
  test('are added with their values, one after the other', async ({ page }) => {
    await openPath(page, mappings);
    const before = (await rowsOf(page, mappings)).length;
    await page.getByRole('button', { name: 'Add a row' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a row' });
    await fillIn(dialog, { ExternalPort: '8443', Protocol: 'TCP' });
    await dialog.getByRole('button', { name: 'Add, then another' }).click();
    await expect(dialog).toContainText('One row was added.');
    await fillIn(dialog, { ExternalPort: '8444', Protocol: 'TCP' });
    await dialog.getByRole('button', { name: 'Add the row' }).click();
    await expect(pathField(page)).toHaveValue(/^Device\.NAT\.PortMapping\.\d+\.$/);
    await expect(line(page, 'ExternalPort')).toContainText('8444');
    expect(await rowsOf(page, mappings)).toHaveLength(before + 2);
  });

  test('that the device makes only in part say so, and what it refused is staged', async ({ page }) => {
    await openPath(page, mappings);
    await page.getByRole('button', { name: 'Add a row' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a row' });
    await fillIn(dialog, { ExternalPort: '8445', Protocol: 'TCP' });
    await dialog.getByText(/^Other values/).click();
    await fillIn(dialog, { InternalPort: '70000' });
    await dialog.getByRole('button', { name: 'Add the row' }).click();
    // R-ADD.3: it was required, so there is no row.
    await expect(dialog.getByRole('alert').first()).toContainText('InternalPort');
    await dialog.getByLabel(/^Required/).uncheck();
    await dialog.getByRole('button', { name: 'Add the row' }).click();
    await expect(dialog).toContainText('but not all its values');
    await expect(dialog).toContainText('InternalPort was refused');
    await dialog.getByRole('button', { name: 'Open it, and stage what was refused' }).click();
    await expect(line(page, 'InternalPort')).toContainText('not sent yet');
  });

  test('are copied with the values of a key of several parameters, one of which has to differ', async ({ page }) => {
    const source = (await rowsOf(page, mappings))[0] ?? '';
    await openPath(page, source);
    await page.getByRole('button', { name: 'Duplicate this row' }).click();
    const dialog = page.getByRole('dialog', { name: 'Duplicate a row' });
    await expect(dialog).toContainText('At least one of RemoteHost, ExternalPort, Protocol must differ.');
    await expect(dialog.getByLabel(/^Description/)).toHaveValue('Web on the NAS');
    await expect(dialog.getByLabel(/^ExternalPort\b/).first()).not.toHaveValue('');
    await expect(dialog.getByLabel(/^Enable\b/)).toHaveValue('false');
    await fillIn(dialog, { ExternalPort: '9443' });
    await dialog.getByRole('button', { name: 'Add the row' }).click();
    await expect(line(page, 'Description')).toContainText('Web on the NAS');
    await expect(line(page, 'ExternalPort')).toContainText('9443');
    expect(await pathField(page).inputValue()).not.toBe(source);
  });

  test('that are ticked get one value, and are deleted together', async ({ page }) => {
    await openPath(page, mappings);
    const table = page.getByRole('region', { name: `Rows of ${mappings}` });
    const [first = '', second = ''] = await rowsOf(page, mappings);
    for (const row of [first, second]) await table.getByLabel(`Tick row ${numberOf(row)}`, { exact: true }).check();
    await page.getByRole('button', { name: 'Set a value of the ticked rows' }).click();
    const set = page.getByRole('dialog', { name: 'Set a value of 2 rows' });
    await set.getByLabel('Parameter').selectOption('Description');
    await set.getByLabel('New value', { exact: true }).fill('Both of them');
    await set.getByRole('button', { name: 'Stage it for 2 rows' }).click();
    const dialog = await review(page);
    await dialog.getByRole('button', { name: 'Send 2 changes' }).click();
    await expect(dialog).toBeHidden();
    for (const row of [first, second]) expect(await onDevice(page, `${row}Description`)).toBe('Both of them');

    await page.getByRole('button', { name: 'Delete the ticked rows' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete 2 rows?' });
    await expect(question.getByRole('list', { name: 'Rows' })).toContainText(first);
    await question.getByRole('button', { name: 'Delete them' }).click();
    await expect(question).toBeHidden();
    expect(await rowsOf(page, mappings)).not.toContain(first);
    expect(await rowsOf(page, mappings)).not.toContain(second);
  });

  test('that the device keeps back stay, with the reason, while the others go', async ({ page }) => {
    const interfaces = 'Device.IP.Interface.';
    const made = await page.evaluate(async (table) => (await usp.add(table, {})).path, interfaces);
    const kept = `${interfaces}1.`;
    // Who refers to it is known as far as the device was read.
    await openPath(page, `${(await rowsOf(page, mappings))[0] ?? ''}Interface`);
    await openPath(page, interfaces);
    const table = page.getByRole('region', { name: `Rows of ${interfaces}` });
    for (const row of [kept, made]) await table.getByLabel(`Tick row ${numberOf(row)}`, { exact: true }).check();
    await page.getByRole('button', { name: 'Delete the ticked rows' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete 2 rows?' });
    await expect(question.getByRole('list', { name: 'Refers to it' })).toContainText(mappings);
    await question.getByRole('button', { name: 'Delete them' }).click();
    await expect(question.getByRole('alert')).toContainText('wired to the hardware');
    expect(await rowsOf(page, interfaces)).toContain(made);
    await question.getByLabel(/allow_partial/).check();
    await question.getByRole('button', { name: 'Delete them' }).click();
    const outcome = page.getByRole('dialog', { name: 'Not all of it was deleted' });
    await expect(outcome).toContainText('One row was deleted.');
    await expect(outcome).toContainText('wired to the hardware');
    await outcome.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(table.getByLabel(`Tick row ${numberOf(made)}`, { exact: true })).toHaveCount(0);
    expect(await rowsOf(page, interfaces)).toContain(kept);
  });

  test('are edited in their cells from the keyboard', async ({ page }) => {
    await openPath(page, mappings);
    const table = page.getByRole('region', { name: `Rows of ${mappings}` });
    const [first = ''] = await rowsOf(page, mappings);
    await table.getByRole('button', { name: new RegExp(`^${numberOf(first)}\\b`) }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await expect(page.getByLabel(`Enable of row ${numberOf(first)}`)).toBeFocused();
    await page.getByLabel(`Enable of row ${numberOf(first)}`).selectOption('false');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await expect(page.getByText('One change waits')).toBeVisible();
    await expect(table.getByRole('gridcell', { name: /false.*not sent yet/ })).toBeVisible();
  });
});

test('everything of it works through a broker as well', async ({ page, startBroker, startLab }) => {
  const broker = await startBroker();
  const topic = 'usp/agent/editing';
  const lab = await startLab({ webSocket: false, brokers: [{ url: broker.mqttUrl, version: '5', topic }] });
  await lab.connected();
  await connectMqtt(page, {
    url: broker.wsUrl,
    version: '5',
    name: 'Rack',
    agents: [{ endpointId: 'os::00005E-LAB000000001', topic }],
  });
  await expectConnected(page);
  await stageValue(page, `${info}FriendlyName`, 'Behind the broker');
  await stageValue(page, `${radio}Channel`, '99');
  const dialog = await review(page);
  await dialog.getByLabel('change what it takes').check();
  await dialog.getByRole('button', { name: 'Send 2 changes' }).click();
  await expect(dialog).toContainText('1 taken, 1 refused');
  await dialog.getByRole('button', { name: 'Set back' }).click();
  await expect.poll(() => onDevice(page, `${info}FriendlyName`)).not.toBe('Behind the broker');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

  await openPath(page, mappings);
  await page.getByRole('button', { name: 'Add a row' }).click();
  const form = page.getByRole('dialog', { name: 'Add a row' });
  await fillIn(form, { ExternalPort: '8443', Protocol: 'TCP' });
  await form.getByRole('button', { name: 'Add the row' }).click();
  await expect(pathField(page)).toHaveValue(/PortMapping\.\d+\.$/);
  const row = await pathField(page).inputValue();
  await page.getByRole('button', { name: 'Delete this row' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete it' }).click();
  await expect(pathField(page)).toHaveValue(mappings);
  expect(await rowsOf(page, mappings)).not.toContain(row);
});
