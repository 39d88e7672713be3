/** Session Contexts in the page: answers of many segments, with progress and a way out, and links that lose Records. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import type { Lab, LabOptions } from '../tools/lab/lab.ts';
import { startMqttTap } from '../tools/testing/mqtt-tap.ts';
import { card, goToStart } from './support/connection-form.ts';
import { expectConnected, expectDevice, openLog, show } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const agentId = 'os::00005E-LAB000000001';
const recordSize = 65_536;
const table = 'Device.MQTT.Client.1.Subscription.';
/** Topics of the greatest length that TR-181 allows; together with what wraps them more than 20 MiB. */
const rows = 320;
const topicLength = 65_535;
/** Bytes of values in the answer to a Get of the table. */
const topicBytes = rows * topicLength;

/** 8 MB/s: so that the answer is on its way for a while, on a machine of any speed. */
const link = { rate: 8_000_000 };
const session = { maxRecordSize: recordSize };

function fill(lab: Lab): void {
  const { store } = lab.agent;
  const topics = store.table(table);
  for (const row of topics.rows.values()) store.removeRow(row);
  for (let count = 0; count < rows; count++) {
    store.write(store.addRow(topics), 'Topic', `t/${count}/`.padEnd(topicLength, 'x'));
  }
  store.takeChanges();
}

function linkTo(lab: Lab): string {
  return `./#connect=${lab.webSocketUrl}&agent=${agentId}&name=Lab&session=require&record=${recordSize}`;
}

/** What is read, and how the page was meanwhile: stages of the progress that its own frames have seen. */
function readTable(page: Page): Promise<{ bytes: number; stages: number; frames: number }> {
  return page.evaluate(async (path) => {
    const stages = new Set<number>();
    let frames = 0;
    let reading = true;
    const look = () => {
      const segments = usp.device?.session?.segments ?? 0;
      if (segments > 0) {
        frames++;
        stages.add(segments);
      }
      if (reading) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const values = await usp.get(`${path}*.Topic`, { timeout: 170_000 });
    reading = false;
    let bytes = 0;
    for (const value of values.values()) bytes += value.length;
    return { bytes, stages: stages.size, frames };
  }, table);
}

const progress = (page: Page) => page.locator('header').getByText(/[\d,]+ segments?, .* so far/);

async function expectRead(page: Page): Promise<void> {
  const read = readTable(page);
  await expect(progress(page)).toBeVisible();
  const { bytes, stages, frames } = await read;
  expect(bytes).toBe(topicBytes);
  // The page went on drawing while the segments came in, and each of its frames could show another stage.
  expect(stages).toBeGreaterThanOrEqual(5);
  expect(frames).toBeGreaterThanOrEqual(stages);
  await expect(progress(page)).toBeHidden();
}

test.describe('an answer of 20 MiB in Records of 64 KiB', () => {
  const options: LabOptions = { session, link };

  test('comes over WebSocket, with progress, and the page stays alive', async ({ page, startLab }) => {
    const lab = await startLab(options);
    fill(lab);
    await page.goto(linkTo(lab));
    await expectConnected(page);
    await expectRead(page);
    await page.getByRole('button', { name: 'session up' }).click();
    const panel = page.getByRole('dialog', { name: /^Session with/ });
    await expect(panel.getByText('65,536 bytes')).toHaveCount(2);
    await expect(panel).toContainText('Comes in now');
  });

  test('comes through mosquitto', async ({ page, startBroker, startLab }) => {
    const broker = await startBroker();
    // mosquitto 2.0.11 sends WebSocket frames above 4 kB in pieces, one for each turn of its idle loop: 50 kB/s. What
    // is tested is the page and the broker's own queue, so its WebSocket listener is left out: the tap speaks
    // WebSocket to the page and TCP to mosquitto.
    const tap = await startMqttTap({ tcpPort: broker.tcpPort, version: '5' });
    try {
      const topic = 'usp/agent/lab';
      const brokers = [{ url: broker.mqttUrl, version: '5', topic }] as const;
      const lab = await startLab({ ...options, webSocket: false, brokers });
      fill(lab);
      await lab.connected();
      const way = `connect=${tap.wsUrl}&mtp=mqtt&reply-to=usp/controller/e2e&agent=${agentId},${topic}`;
      await page.goto(`./#${way}&session=require&record=${recordSize}`);
      await expectConnected(page);
      await expectRead(page);
    } finally {
      await tap.close();
    }
  });

  test('is cancelled on the way, and the next request is answered', async ({ page, startLab }) => {
    // So slow that it can't be over before the button is found.
    const lab = await startLab({ session, link: { rate: 1_500_000 } });
    fill(lab);
    await page.goto(linkTo(lab));
    await expectConnected(page);
    const ended = page.evaluate(
      (path) =>
        usp.get(`${path}*.Topic`, { timeout: 170_000 }).then(
          () => 'answered',
          (error: { reason: string }) => error.reason,
        ),
      table,
    );
    await expect(page.locator('header').getByText(`Comes in: Get ${table}*.Topic`)).toBeVisible();
    await page.locator('header').getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(await ended).toBe('cancelled');
    const name = await page.evaluate(() => usp.get('Device.DeviceInfo.ModelName', { timeout: 170_000 }));
    expect(name).toBeDefined();
    await show(page, 'Requests');
    await expect(page.getByText('Waiting for an answer')).toBeHidden();
  });
});

test('a way that loses, doubles and reorders Records loses nothing in a session [R-E2E.16, R-E2E.20]', async ({
  page,
}) => {
  const way = 'loss=0.2&delay=20&reorder=0.1&duplicate=0.1';
  await page.goto(`./#connect=demo&session=require&record=2000&timeout=170&${way}`);
  await expectDevice(page);
  // The demo device cuts its answers as well.
  await expect(progress(page)).toBeVisible();
  const names = await page.evaluate(async () => {
    const paths = Array.from({ length: 30 }, (_, at) => `Device.WiFi.SSID.${(at % 2) + 1}.SSID`);
    const answers = await Promise.all(paths.map((path) => usp.get(path, { timeout: 170_000 })));
    return answers.map((answer) => answer.size);
  });
  expect(names).toEqual(Array.from({ length: 30 }, () => 1));
  await page.getByRole('button', { name: /^session/ }).click();
  const panel = page.getByRole('dialog', { name: /^Session with/ });
  const resent = panel.locator('dl > div').filter({ hasText: 'Resent' }).getByRole('definition');
  await expect.poll(async () => Number(await resent.innerText())).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await openLog(page);
  await goToStart(page);
  // The way is kept with the connection, and can be made perfect again by hand.
  await card(page, 'Demo device').getByRole('button', { name: 'More for Demo device' }).click();
  await page.getByRole('menuitem', { name: 'Make the way worse…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Share that is lost')).toHaveValue('0.2');
  await dialog.getByLabel('Share that is lost').fill('2');
  await expect(dialog.getByRole('button', { name: 'Use this way' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Make it perfect' }).click();
  await expect(dialog).toBeHidden();
  await expect(card(page, 'Demo device')).toContainText('Connected');
});

test('an Agent that does no sessions is asked without, once the person allows it', async ({ page, startLab }) => {
  const lab = await startLab({ session: { mode: 'Forbid' } });
  await page.goto(linkTo(lab));
  const allow = page.getByRole('button', { name: 'Allow without sessions' });
  await expect(allow).toBeVisible();
  await allow.click();
  await expect(allow).toBeHidden();
  await expectConnected(page);
  // It is remembered with the connection.
  await goToStart(page);
  await card(page, 'Lab').getByRole('button', { name: 'More for Lab' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await expect(page.getByLabel('USP sessions')).toHaveValue('allow');
  await expect(page.getByLabel(/^Largest Record/)).toHaveValue(String(recordSize));
});
