/** Parameters over time: polled and told, drawn, paused, zoomed, exported, kept over a reload. */
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { connectMqtt } from './support/connection-form.ts';
import { details, expectConnected, expectDevice, logLines, openDemo, openPath, show } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';
import { exportCsv, moreSamples, readEverySecond, sampleCount, watch, watchList } from './support/watch.ts';

declare const usp: ConsoleHandle;

const bytes = 'Device.IP.Interface.*.Stats.BytesReceived';
const host = 'Device.DeviceInfo.HostName';

test.describe('the watch list', () => {
  test('reads many rows in one Get, draws them by unit, and says the same in a table', async ({ page }) => {
    await openDemo(page);
    await watch(page, bytes, 'Device.IP.Interface.*.Stats.BytesSent', 'Device.DeviceInfo.ProcessStatus.CPUUsage', host);
    await readEverySecond(page);
    await moreSamples(page, 12);
    // Bytes per second share a chart, percent have their own, and a name is no curve.
    const charts = page.getByRole('img', { name: /^Line chart of/ });
    await expect(charts.first().locator('canvas')).toBeVisible();
    await expect(page.getByRole('img', { name: /in B\/s/ }).first()).toBeVisible();
    await expect(page.getByRole('img', { name: /CPUUsage in %/ })).toBeVisible();
    const numbers = page.getByRole('table', { name: /^Device\.IP\.Interface/ }).first();
    await expect(numbers.getByRole('row', { name: /1\.Stats\.BytesReceived/ })).toContainText(/\d B\/s|\d [kM]B\/s/);
    await expect(page.getByRole('region', { name: host })).toContainText('last:');
    // One Get for all of them.
    const gets = await logLines(page, 'type:get_resp "4 results"');
    await expect(gets.first()).toBeVisible();
  });

  test('stands still when paused, is zoomed by keys and buttons, and goes on', async ({ page }) => {
    await openDemo(page);
    await watch(page, 'Device.DeviceInfo.UpTime');
    await readEverySecond(page);
    await moreSamples(page, 3);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByText('The charts stand still')).toBeVisible();
    const shown = () => page.getByText(/Values go on coming in/).textContent();
    const paused = await shown();
    // The data goes on meanwhile.
    await moreSamples(page, 2);
    expect(await shown()).toBe(paused);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByText('The charts stand still')).toBeHidden();

    await page.getByRole('group', { name: /^Chart:/ }).focus();
    await page.keyboard.press('+');
    await expect(page.getByText('A part is shown')).toBeVisible();
    const near = await shown();
    await page.keyboard.press('-');
    expect(await shown()).not.toBe(near);
    await page.keyboard.press('0');
    await expect(page.getByText('A part is shown')).toBeHidden();
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect(page.getByText('A part is shown')).toBeVisible();
    await page.getByRole('button', { name: 'Reset the zoom' }).click();
    await expect(page.getByText('A part is shown')).toBeHidden();

    const canvas = page.locator('.u-over').first();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('The chart has no place on the screen.');
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 10, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await expect(page.getByText('A part is shown')).toBeVisible();
  });

  test('is kept over a reload with its interval and samples, and exported as CSV', async ({ page }) => {
    await openDemo(page);
    await watch(page, 'Device.DeviceInfo.UpTime', host);
    await readEverySecond(page);
    await moreSamples(page, 4);
    const before = await exportCsv(page);
    expect(before[0]).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      expect.any(String),
      expect.any(String),
    ]);
    expect(new Set(before.map(([, path]) => path))).toEqual(new Set(['Device.DeviceInfo.UpTime', host]));
    await page.reload();
    await expectDevice(page);
    await expect(page.getByLabel('Read every')).toHaveValue('1000');
    await expect.poll(() => sampleCount(page)).toBeGreaterThan(before.length);
    const after = await exportCsv(page);
    expect(after.slice(0, before.length)).toEqual(before);
  });

  test('is told by the device where it is asked to be, and lets go when it is taken off', async ({ page }) => {
    await openDemo(page);
    await openPath(page, host);
    await details(page).getByRole('button', { name: 'Watch', exact: true }).click();
    await details(page).getByRole('button', { name: 'Go to the watch list' }).click();
    await page.getByLabel('Read every').selectOption('3600000');
    await page.getByLabel('Told by the device').check();
    await show(page, 'Notifications');
    const held = page
      .getByRole('region', { name: 'Subscriptions' })
      .getByText('For as long as something here needs it.');
    await expect(held).toBeVisible();
    await show(page, 'Watch');
    await page.evaluate((path) => usp.set(path, 'told-by-itself'), host);
    await expect(page.getByRole('region', { name: host })).toContainText('told-by-itself');
    await watchList(page)
      .getByRole('button', { name: `Stop watching ${host}` })
      .click();
    await expect(page.getByText('Nothing is watched')).toBeVisible();
    await show(page, 'Notifications');
    await expect(page.getByRole('region', { name: 'Subscriptions' })).toContainText('Event');
    await expect(held).toHaveCount(0);
  });

  test('says what can’t be watched, and that a row went', async ({ page }) => {
    await openDemo(page);
    await show(page, 'Watch');
    const field = page.getByRole('combobox', { name: 'Path to watch' });
    for (const [path, why] of [
      ['Device.WiFi.AccessPoint.1.Security.KeyPassphrase', 'A secret is neither watched nor kept.'],
      ['Device.DeviceInfo.', 'Only a parameter can be watched.'],
      ['Device.WiFi.Radio.{i}.Channel', 'Write * for any row'],
    ] as const) {
      await field.fill(path);
      await page.getByRole('button', { name: 'Watch', exact: true }).click();
      await expect(page.getByRole('alert')).toContainText(why);
    }
    const { path } = await page.evaluate(() => usp.add('Device.NAT.PortMapping.', { Description: 'short-lived' }));
    await watch(page, 'Device.NAT.PortMapping.*.Description');
    await readEverySecond(page);
    await expect(page.getByRole('region', { name: `${path}Description` })).toBeVisible();
    await page.evaluate((gone) => usp.delete(gone), path);
    await expect(page.getByRole('region', { name: `${path}Description` })).toContainText('not there');
  });
});

test('through a broker, a poll that is not answered is said, and the gap stays a gap', async ({
  page,
  startBroker,
  startLab,
}) => {
  const broker = await startBroker();
  const agent = 'os::00005E-LAB000000001';
  const brokers = [{ url: broker.mqttUrl, version: '5' as const, topic: 'usp/agent/watched' }];
  const lab = await startLab({ agentId: agent, webSocket: false, brokers });
  await lab.connected();
  const agents = [{ endpointId: agent, topic: 'usp/agent/watched' }];
  await connectMqtt(page, { url: broker.wsUrl, version: '5', name: 'Rack', agents });
  await expectConnected(page);
  await watch(page, 'Device.DeviceInfo.UpTime', bytes);
  await readEverySecond(page);
  await moreSamples(page, 6);
  await broker.stop();
  await watchList(page)
    .getByText(/^What happened/)
    .click();
  await expect(watchList(page)).toContainText('The device can’t be reached');
});
