/** The wire: what belongs together is joined, found, kept and reached, with the demo device and through a broker. */
import type { Locator, Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { connectMqtt } from './support/connection-form.ts';
import { expectConnected, filterLog, openDemo, openLog, openPath, runCommand, show } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const traceRoute = 'Device.IP.Diagnostics.TraceRoute()';

/** The lines that go with the chosen one, as the page says them. */
function links(page: Page): Locator {
  return page.getByRole('group', { name: 'Lines that go with it' });
}

function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Log' });
}

/** The msg_id, or the whole, of the chosen line. */
function chosen(page: Page): Locator {
  return grid(page).getByRole('row', { selected: true });
}

async function openWire(page: Page): Promise<Locator> {
  await show(page, 'Wire');
  const panel = page.getByRole('region', { name: 'The wire' });
  await expect(grid(page)).toBeVisible();
  return panel;
}

test.describe('with the demo device', () => {
  test('a request and its answer are joined, and P goes from one to the other', async ({ page }) => {
    await openDemo(page);
    await page.evaluate(() => usp.get('Device.DeviceInfo.HostName'));
    await openWire(page);
    const lines = await filterLog(page, 'type:get_resp path:Device.DeviceInfo.HostName');
    await lines.last().click();
    await expect(links(page).getByRole('button', { name: /^The request: GET/ })).toBeVisible();
    await expect(chosen(page)).toContainText(/\d ms/);
    // The request is not among the lines of this filter: it is shown all the same.
    await page.keyboard.press('p');
    await expect(links(page).getByRole('button', { name: /^The answer: GET_RESP · \d+ ms/ })).toBeVisible();
    await expect(page.getByText('This line is not in the list')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect(page.getByText('This line is not in the list')).toBeHidden();
    await links(page)
      .getByRole('button', { name: /^The answer/ })
      .click();
    await expect(chosen(page)).toContainText('GET_RESP');
    await page.keyboard.press('p');
    await expect(chosen(page)).not.toContainText('GET_RESP');
  });

  test('an asynchronous command is joined with its end, and a Notify with its response', async ({ page }) => {
    await openDemo(page);
    await openPath(page, traceRoute);
    await runCommand(page, { Host: 'usp.example', ProtocolVersion: 'Any' });
    await openWire(page);
    await (await filterLog(page, 'type:operate dir:out')).last().click();
    await expect(links(page).getByRole('button', { name: /^The answer: OPERATE_RESP/ })).toBeVisible();
    await links(page)
      .getByRole('button', { name: /^The end of the command: NOTIFY/ })
      .first()
      .click();
    await expect(links(page).getByRole('button', { name: /^The Operate/ })).toBeVisible();
    await links(page)
      .getByRole('button', { name: /^The answer: NOTIFY_RESP/ })
      .click();
    await expect(links(page).getByRole('button', { name: /^The request: NOTIFY/ })).toBeVisible();
  });

  test('the filter is completed while it is typed, and says what is wrong and where', async ({ page }) => {
    await openDemo(page);
    await openWire(page);
    const field = page.getByRole('combobox', { name: 'Filter the log' });
    await grid(page).getByRole('row').nth(1).focus();
    await page.keyboard.press('/');
    await expect(field).toBeFocused();
    await field.pressSequentially('ty');
    await page.getByRole('option', { name: /^type:/ }).click();
    await field.pressSequentially('get_s');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(/^type:get_supported_/);
    await expect(grid(page).getByRole('row').nth(1)).toContainText('GET_SUPPORTED');
    await field.fill('dir:up');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText('After dir: stands one of in, out.')).toBeVisible();
    await expect(page.locator('mark')).toHaveText('dir:up');
  });

  test('free text is found in the values, and pinned lines stay', async ({ page }) => {
    await openDemo(page);
    await page.evaluate(() => usp.set('Device.DeviceInfo.FriendlyName', 'a needle in the hay'));
    await openWire(page);
    // No line says a value; the worker has it in the bytes.
    const lines = await filterLog(page, '"NEEDLE in the hay"');
    await expect(lines.first()).toContainText('SET');
    await lines.first().click();
    await page.keyboard.press('s');
    const pins = page.getByRole('list', { name: 'Pinned lines' });
    await expect(pins.getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByRole('button', { name: 'Clear the log' }).click();
    await expect(page.getByText('Nothing passed yet.')).toBeVisible();
    await expect(pins).toContainText('SET');
    await pins.getByRole('button', { name: /SET/ }).click();
    await expect(page.getByRole('region', { name: 'Log entry' })).toBeVisible();
    await pins.getByRole('button', { name: 'Unpin' }).click();
    await expect(pins).toBeHidden();
  });

  test('paused it shows nothing new, and nothing is lost', async ({ page }) => {
    await openDemo(page);
    await openWire(page);
    const lines = await filterLog(page, 'type:set dir:out "only now"');
    await page.getByRole('button', { name: 'Pause the log' }).click();
    await page.evaluate(() => usp.set('Device.DeviceInfo.FriendlyName', 'only now'));
    await expect(page.getByRole('button', { name: /^Go on \([1-9]/ })).toBeVisible();
    await expect(lines).toHaveCount(0);
    await page.getByRole('button', { name: /^Go on/ }).click();
    await expect(lines).toHaveCount(1);
  });

  test('the drawer shows the same below every other place, and the page-wide wire all devices', async ({ page }) => {
    await openDemo(page);
    const log = await openLog(page);
    await expect(log.getByRole('grid', { name: 'Log' })).toBeVisible();
    await page.goto('./#/wire');
    await expect(grid(page).getByRole('row').nth(1)).toBeVisible();
    await expect(page).toHaveTitle(/^The wire/);
  });
});

test('the segments of a Message in a Session Context are joined [R-E2E.20]', async ({ page, startLab }) => {
  const lab = await startLab({ session: { maxRecordSize: 2_048 } });
  await page.goto(`./#connect=${lab.webSocketUrl}&agent=os::00005E-LAB000000001&name=Lab&session=require&record=2048`);
  await expectConnected(page);
  await page.evaluate(() => usp.get('Device.'));
  await openWire(page);
  await (await filterLog(page, 'type:get_resp record:session size:>1k')).last().click();
  const pieces = links(page).getByRole('button', { name: /^A piece of it: sessionContext/ });
  await expect(pieces.first()).toBeVisible();
  await expect(links(page).getByRole('button', { name: /^The request: GET/ })).toBeVisible();
  await pieces.first().click();
  await expect(links(page).getByRole('button', { name: /^The whole Message: GET_RESP/ })).toBeVisible();
});

test('through a broker the lines have the topics', async ({ page, startBroker, startLab }) => {
  const broker = await startBroker();
  await page.goto('./#/new/mqtt');
  const replyTo = await page.getByLabel(/^Topic that answers come to/).inputValue();
  await page.getByText('This Controller', { exact: true }).click();
  const endpointId = await page.getByLabel('Endpoint ID of this page').inputValue();
  await connectMqtt(page, { url: broker.wsUrl, version: '5', name: 'Rack', replyTo });
  const brokers = [
    { url: broker.mqttUrl, version: '5', topic: 'usp/agent/1', peers: [{ endpointId, topic: replyTo }] },
  ] as const;
  await startLab({ webSocket: false, controllers: [endpointId], brokers });
  await expectConnected(page);
  await openWire(page);
  await (await filterLog(page, 'mtp:mqtt topic:usp/agent/1 dir:out type:get')).first().click();
  await expect(links(page).getByRole('button', { name: /^The answer: GET_RESP/ })).toBeVisible();
});
