/** The demo device, end to end: everything a person does with one device, in a page that reaches nobody. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import {
  demoName,
  details,
  expectDevice,
  fact,
  fillIn,
  line,
  logLines,
  openDemo,
  openLog,
  openPath,
  pathField,
  presence,
  runCommand,
  setValue,
  show,
  stageValue,
  ways,
} from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const info = 'Device.DeviceInfo.';
const mappings = 'Device.NAT.PortMapping.';

/** All that TR-181 makes mandatory. */
const pingArguments = (repetitions: number) => ({
  Host: 'usp.example',
  ProtocolVersion: 'Any',
  NumberOfRepetitions: String(repetitions),
  Timeout: '1000',
  DataBlockSize: '64',
});

async function runPing(page: Page, repetitions: number): Promise<void> {
  await openPath(page, 'Device.IP.Diagnostics.IPPing()');
  await runCommand(page, pingArguments(repetitions));
}

test.beforeEach(async ({ page }) => openDemo(page));

test.describe('what the device is', () => {
  test('stands on the overview in the first minute', async ({ page }) => {
    await expect(presence(page)).toHaveText('connected');
    await expect(ways(page)).toContainText('in this page open');
    await expect(fact(page, 'Manufacturer')).toHaveText('USP Console');
    await expect(fact(page, 'Model')).toHaveText(demoName);
    await expect(fact(page, 'Serial number')).toHaveText(/\S+/);
    await expect(page.getByRole('region', { name: 'WiFi radios' }).getByRole('row')).toHaveCount(4);
    await expect(
      page.getByRole('region', { name: 'Hosts' }).getByRole('cell', { name: 'nas', exact: true }),
    ).toBeVisible();
    await page.getByRole('region', { name: 'WiFi radios' }).getByRole('button', { name: '5GHz', exact: true }).click();
    await expect(pathField(page)).toHaveValue('Device.WiFi.Radio.2.');
  });

  test('is found in the tree, as lists of values and as tables', async ({ page }) => {
    await show(page, 'Model');
    const tree = page.getByRole('tree', { name: 'Data model' });
    await tree.getByRole('treeitem', { name: 'DeviceInfo' }).click();
    await expect(pathField(page)).toHaveValue(info);
    await expect(line(page, 'ModelName')).toContainText(demoName);
    await expect(line(page, 'HostName')).toContainText('gateway');

    await openPath(page, 'Device.WiFi.SSID.');
    const table = page.getByRole('region', { name: 'Rows of Device.WiFi.SSID.' });
    await expect(table.getByRole('row')).toHaveCount(7);
    await expect(table.getByRole('gridcell', { name: 'Hearth Guests', exact: true })).toHaveCount(2);
    await table.getByRole('button', { name: '4 Hearth Guests' }).click();
    await expect(pathField(page)).toHaveValue('Device.WiFi.SSID.4.');
    // A reference is a link.
    await line(page, 'LowerLayers').click();
    await details(page).getByRole('button', { name: 'Device.WiFi.Radio.1', exact: true }).first().click();
    await expect(pathField(page)).toHaveValue('Device.WiFi.Radio.1.');
  });

  test('changes before the eyes', async ({ page }) => {
    await openPath(page, `${info}UpTime`);
    const seconds = async () =>
      Number((await line(page, 'UpTime').innerText()).match(/[\d,]+/)?.[0].replaceAll(',', ''));
    const first = await seconds();
    await expect.poll(seconds).toBeGreaterThan(first);
    await expect(details(page).getByText(/^History/)).toBeVisible();
  });
});

test.describe('a value', () => {
  const path = `${info}FriendlyName`;

  test('is staged, reviewed, sent, shown, and set back', async ({ page }) => {
    await stageValue(page, path, 'Gateway in the cellar');
    await expect(line(page, 'FriendlyName')).toContainText('not sent yet');
    const onDevice = () => page.evaluate(async (at) => (await usp.get(at)).get(at), path);
    expect(await onDevice()).toBe('Gateway in the hall');

    await page.getByRole('button', { name: 'Review', exact: true }).click();
    const review = page.getByRole('dialog', { name: 'Review the changes' });
    await expect(review).toContainText('Gateway in the hall');
    await expect(review).toContainText('Gateway in the cellar');
    await review.getByRole('button', { name: 'Send the change' }).click();
    await expect(review).toBeHidden();
    await expect(line(page, 'FriendlyName')).toContainText('Gateway in the cellar');
    await expect(line(page, 'FriendlyName')).not.toContainText('not sent yet');
    expect(await onDevice()).toBe('Gateway in the cellar');

    await details(page).getByRole('button', { name: 'Set it back' }).click();
    await expect(line(page, 'FriendlyName')).toContainText('Gateway in the hall');
    expect(await onDevice()).toBe('Gateway in the hall');
  });

  test('that the device refuses stays, with what it said and what to try', async ({ page }) => {
    await stageValue(page, 'Device.WiFi.Radio.1.Channel', '99');
    await details(page).getByRole('button', { name: 'Review and send' }).click();
    const review = page.getByRole('dialog', { name: 'Review the changes' });
    await review.getByRole('button', { name: 'Send the change' }).click();
    await expect(review).toContainText('not in PossibleChannels');
    await review.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(line(page, 'Channel')).toContainText('refused');
    await details(page).getByRole('button', { name: 'Take back' }).click();
    await expect(line(page, 'Channel')).not.toContainText('refused');
  });
});

test('a row of a table is added with its values, and deleted after a question', async ({ page }) => {
  await openPath(page, mappings);
  await page.getByRole('button', { name: 'Add a row' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a row' });
  await dialog.getByText(/^Other values/).click();
  await fillIn(dialog, { ExternalPort: '8443', Protocol: 'TCP', Description: 'made by a test' });
  await dialog.getByRole('button', { name: 'Add the row' }).click();
  await expect(pathField(page)).toHaveValue(/^Device\.NAT\.PortMapping\.\d+\.$/);
  const row = await pathField(page).inputValue();
  await expect(line(page, 'Description')).toContainText('made by a test');

  await page.getByRole('button', { name: 'Delete this row' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(row);
  await question.getByRole('button', { name: 'Delete it' }).click();
  await expect(pathField(page)).toHaveValue(mappings);
  expect(
    await page.evaluate((table) => usp.getInstances(table).then((found) => found.map(({ path }) => path)), mappings),
  ).not.toContain(row);
});

test.describe('a command', () => {
  test('that ends at once shows its result', async ({ page }) => {
    await openPath(page, 'Device.LocalAgent.Certificate.1.GetFingerprint()');
    await runCommand(page, { FingerprintAlgorithm: 'SHA-256' });
    await expect(details(page).getByText('done', { exact: true })).toBeVisible();
    await expect(fact(details(page), 'Fingerprint')).toHaveText(/^[0-9A-F]{64}\s+32 bytes$/);
  });

  test('that takes its time shows its result in words and tables', async ({ page }) => {
    await runPing(page, 8);
    await expect(details(page).getByText('done', { exact: true })).toBeVisible();
    await expect(fact(details(page), 'Status')).toHaveText('Complete');
    await expect(fact(details(page), 'AverageResponseTime')).toHaveText(/^[\d.,]+ ms\s*$/);

    await openPath(page, 'Device.IP.Diagnostics.TraceRoute()');
    await runCommand(page, { Host: 'usp.example', ProtocolVersion: 'Any' });
    const hops = details(page).getByRole('table', { name: /^RouteHops/ });
    await expect(hops.getByRole('cell', { name: 'bng-7.isp.example' })).toBeVisible();

    await show(page, 'Requests');
    await expect(page.getByText('2 runs, 0 going on')).toBeVisible();
  });

  test('that fails says why, and what to try', async ({ page }) => {
    await openPath(page, 'Device.LocalAgent.Certificate.1.GetFingerprint()');
    await runCommand(page, { FingerprintAlgorithm: 'MD5' });
    await expect(details(page).getByText('failed', { exact: true })).toBeVisible();
    await expect(details(page).getByRole('alert')).toContainText('Must be one of SHA-1');
    await expect(details(page).getByRole('alert')).toContainText('7027');
    await expect(details(page).getByRole('alert')).toContainText('What to try:');
  });

  test('that runs says so, and can be stopped', async ({ page }) => {
    await runPing(page, 2000);
    await expect(details(page).getByText('running on the device')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Requests 1' })).toBeVisible();
    await details(page).getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(details(page).getByText(/^(stopped|failed)$/)).toBeVisible();
    // The device keeps no Request of it.
    await expect
      .poll(() => page.evaluate(() => usp.getInstances('Device.LocalAgent.Request.').then((found) => found.length)))
      .toBe(0);
  });
});

test('a change that was asked for is told, and shown', async ({ page }) => {
  await openPath(page, `${info}HostName`);
  await details(page).getByRole('button', { name: 'Tell me when this changes' }).click();
  await expect(details(page).getByText('The device tells when this changes.')).toBeVisible();
  await page.evaluate((path) => usp.set(path, 'told-by-the-device'), `${info}HostName`);
  await show(page, 'Notifications');
  const item = page.getByRole('region', { name: 'Inbox' }).getByRole('listitem').filter({ hasText: 'Value changed' });
  await expect(item).toContainText('told-by-the-device');
  await expect(item).toContainText(`${info}HostName`);
  const held = page.getByRole('region', { name: 'Subscriptions' });
  await expect(held).toContainText('Held by this page');
  await held.getByRole('button', { name: 'Stop' }).click();
  await expect(held.getByRole('button', { name: 'Stop' })).toHaveCount(0);
});

test('Reboot() asks in words; the device leaves, comes back and says why it started', async ({ page }) => {
  await openPath(page, 'Device.Reboot()');
  await runCommand(page);
  const question = page.getByRole('alertdialog', { name: 'Restart the device?' });
  await expect(question).toContainText('without a connection');
  await question.getByRole('button', { name: 'Keep things as they are' }).click();
  await expect(question).toBeHidden();
  await expect(await logLines(page, 'type:operate path:Device.Reboot()')).toHaveCount(0);

  await runCommand(page);
  await question.getByRole('button', { name: 'Restart it' }).click();
  await expect(presence(page)).toHaveText('not reachable');
  await expect(
    page.getByText('The device can’t be reached now').or(page.getByText("The device can't be reached now")).first(),
  ).toBeVisible();
  await expect(presence(page)).toHaveText('connected');
  await show(page, 'Notifications');
  await expect(page.getByText('The device started: restarted from afar')).toBeVisible();
});

test('a connection that was closed is opened again from its card, and the device starts anew', async ({ page }) => {
  await page.getByRole('link', { name: 'USP Console, all connections' }).click();
  const card = page.getByRole('article', { name: 'Demo device' });
  await expect(card.getByRole('link', { name: new RegExp(demoName) })).toBeVisible();
  await card.getByRole('button', { name: 'Disconnect' }).click();
  await expect(card).toContainText('Not connected');
  await expect(card).toContainText('last connected');
  await card.getByRole('button', { name: 'Connect', exact: true }).click();
  await expectDevice(page);
  await expect(presence(page)).toHaveText('connected');
});

test('the log has every Record, its fields, its text and its bytes', async ({ page }) => {
  await expect(fact(page, 'Model')).toHaveText(demoName);
  const gets = await logLines(page, 'type:get_resp');
  await gets.first().click();
  const entry = page.getByRole('region', { name: 'Log entry' });
  await expect(entry.getByRole('treeitem', { name: /^from_id/ })).toContainText('self::usp-console-demo');
  await entry.getByRole('tab', { name: 'JSON' }).click();
  await expect(entry.getByRole('region', { name: 'JSON' })).toContainText('"resultParams": {');
  await entry.getByRole('tab', { name: 'Text' }).click();
  await expect(entry.getByRole('region', { name: 'Protobuf text' })).toContainText('result_params {');
  await entry.getByRole('tab', { name: 'Bytes' }).click();
  await expect(entry.getByRole('grid', { name: 'Bytes' }).getByRole('row').first()).toContainText('0000');
  await entry.getByRole('button', { name: 'Close the entry' }).click();
  await expect(entry).toBeHidden();
  const log = await openLog(page);
  await log.getByRole('button', { name: 'Clear the log' }).click();
  await expect(await logLines(page, 'type:get_supported_dm')).toHaveCount(0);
});

test('usp in the browser’s console sends every Message, and throws UspError', async ({ page }) => {
  await expect(fact(page, 'Model')).toHaveText(demoName);
  const seen = await page.evaluate(async (ping) => {
    const told = new Promise<string>((resolve) => {
      const stop = usp.on('notify', ({ report }) => {
        const { notification } = report.notify;
        if (notification.kind !== 'ValueChange') return;
        stop();
        resolve(`${notification.paramPath} = ${notification.value}`);
      });
    });
    const name = 'Device.DeviceInfo.HostName';
    const { path: subscription } = await usp.add('Device.LocalAgent.Subscription.', {
      Enable: true,
      ID: 'of-the-test',
      NotifType: 'ValueChange',
      ReferenceList: name,
    });
    const set = await usp.set(name, 'by-console');
    const gone = await usp.delete(subscription);
    const instances = await usp.getInstances('Device.WiFi.SSID.');
    const supported = await usp.getSupportedDM('Device.DeviceInfo.', { firstLevelOnly: true });
    const pinged = await usp.operate('Device.IP.Diagnostics.IPPing()', ping);
    return {
      device: usp.device?.agent,
      value: (await usp.get(name)).get(name),
      set: [...set],
      told: await told,
      gone: gone.includes(subscription),
      instances: instances.length,
      supported: supported.length > 0,
      versions: await usp.getSupportedProtocol(),
      ping: pinged instanceof Map ? pinged.get('Status') : pinged,
      help: usp.help().includes('usp.get'),
    };
  }, pingArguments(1));
  expect(seen).toEqual({
    device: 'self::usp-console-demo',
    value: 'by-console',
    set: [['Device.DeviceInfo.HostName', 'by-console']],
    told: 'Device.DeviceInfo.HostName = by-console',
    gone: true,
    instances: 6,
    supported: true,
    versions: expect.arrayContaining(['1.4']) as unknown,
    ping: 'Complete',
    help: true,
  });

  const failure = await page.evaluate(async () => {
    try {
      await usp.set('Device.DeviceInfo.ModelName', 'x');
      return undefined;
    } catch (thrown) {
      const { name, message, code, origin, advice, params } = thrown as Error & Record<string, unknown>;
      return { name, message, code, origin, advice, params };
    }
  });
  expect(failure).toMatchObject({ name: 'UspError', origin: 'remote' });
  expect(failure?.code).toBeGreaterThanOrEqual(7000);
  expect(failure?.message).not.toBe('');
  expect(failure?.params).toMatchObject([{ path: 'Device.DeviceInfo.ModelName' }]);
});

test('hostile values are text, wherever they stand', async ({ page }) => {
  const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
  const title = await page.title();
  const { path } = await page.evaluate(
    (table) => usp.add(table, { ExternalPort: 1, Protocol: 'TCP', Description: 'x' }),
    mappings,
  );
  await setValue(page, `${path}Description`, `${hostile}\u202e`);
  await expect(line(page, 'Description')).toContainText('<img src=x onerror');
  await expect(details(page)).toContainText('<script>alert(1)</script>');
  // What could turn the text around is named instead.
  await expect(details(page).getByText('U+202E').first()).toBeVisible();
  await details(page).getByRole('button', { name: 'Tell me when this changes' }).click();
  await expect(details(page).getByText('The device tells when this changes.')).toBeVisible();
  await page.evaluate(([at, text]) => usp.set(at, `again ${text}`), [`${path}Description`, hostile] as const);
  await expect(line(page, 'Description')).toContainText('again <img src=x onerror');
  await openPath(page, mappings);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: 'Description' }).check();
  await page.keyboard.press('Escape');
  const rows = page.getByRole('region', { name: `Rows of ${mappings}` });
  // Only the columns in view are drawn.
  await rows.evaluate((region) => region.scrollTo({ left: region.scrollWidth }));
  await expect(rows.getByRole('gridcell', { name: /^again <img src=x/ })).toBeVisible();
  await show(page, 'Notifications');
  await expect(page.getByRole('region', { name: 'Inbox' })).toContainText('again <img src=x');
  await expect(await logLines(page, 'type:operate "nothing of the kind"')).toHaveCount(0);
  await (await logLines(page, 'type:set dir:out')).last().click();
  const entry = page.getByRole('region', { name: 'Log entry' });
  await entry.getByRole('tab', { name: 'Text' }).click();
  await expect(entry.getByRole('region', { name: 'Protobuf text' })).toContainText('<img src=x');
  await expect(page.locator('img')).toHaveCount(0);
  expect(await page.title()).toBe(title);
});
