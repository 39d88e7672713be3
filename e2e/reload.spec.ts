/** What outlives a reload of the page, and the death of its worker. */
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import type { Page } from '@playwright/test';
import { card, connectMqtt, connectWebSocket, goTo, goToStart } from './support/connection-form.ts';
import {
  details,
  expectConnected,
  line,
  openDemo,
  openPath,
  pathField,
  presence,
  setValue,
  stageValue,
} from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const agentId = 'os::00005E-LAB000000001';

test.describe('a reload', () => {
  test('keeps the open connections, the place, and what was typed and staged', async ({ page, startLab, startTap }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    await connectWebSocket(page, { url: tap.url, name: 'Lab' });
    await expectConnected(page);
    await stageValue(page, 'Device.DeviceInfo.FriendlyName', 'Staged before');
    await openPath(page, 'Device.DeviceInfo.HostName');
    await details(page).getByRole('button', { name: 'Edit' }).click();
    // Too large for session storage: it has to be in the database when the page goes.
    const halfTyped = `half-typ${'x'.repeat(100_000)}`;
    await details(page).getByLabel('New value', { exact: true }).fill(halfTyped);

    await page.reload();
    await expectConnected(page);
    await expect(pathField(page)).toHaveValue('Device.DeviceInfo.HostName');
    await expect(details(page).getByLabel('New value', { exact: true })).toHaveValue(halfTyped);
    await expect(line(page, 'FriendlyName')).toContainText('Staged before');
    await expect(line(page, 'FriendlyName')).toContainText('not sent yet');
    await expect(page.getByText('One change waits')).toBeVisible();
    await goToStart(page);
    await expect(card(page, 'Lab')).toContainText('Connected');
    // The first session is gone: an Agent keeps one with each Endpoint (R-WS.4).
    await expect.poll(() => tap.open).toBe(1);
    expect(tap.handshakes.length).toBeGreaterThanOrEqual(2);
  });

  test('of a tab with a broker and the demo device brings both back, without asking for the password again', async ({
    page,
    startBroker,
    startLab,
  }) => {
    const broker = await startBroker({ users: { console: 'let me in' } });
    const lab = await startLab({
      webSocket: false,
      brokers: [
        { url: broker.mqttUrl, version: '5', topic: 'usp/agent/1', username: 'console', password: 'let me in' },
      ],
    });
    await lab.connected();
    await openDemo(page);
    await connectMqtt(page, {
      url: broker.wsUrl,
      version: '5',
      name: 'Rack',
      username: 'console',
      password: 'let me in',
      agents: [{ endpointId: agentId, topic: 'usp/agent/1' }],
    });
    await expectConnected(page);
    await goToStart(page);
    await page.reload();
    await expect(card(page, 'Rack').getByText('Connected', { exact: true })).toBeVisible();
    await expect(card(page, 'Rack').getByText('Answers')).toBeVisible();
    await expect(card(page, 'Demo device').getByText('Connected', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('keeps what was typed into the connection form', async ({ page }) => {
    await goTo(page, '#/new/mqtt');
    await page.getByLabel('Address of the broker’s WebSocket listener').fill('wss://broker.example/mq');
    await page.getByRole('button', { name: 'Add an Agent' }).click();
    await page.getByLabel('Endpoint ID of Agent 1').fill('os::012345-');
    await page.reload();
    await expect(page.getByText('Your draft is still here.')).toBeVisible();
    await expect(page.getByLabel('Address of the broker’s WebSocket listener')).toHaveValue('wss://broker.example/mq');
    await expect(page.getByLabel('Endpoint ID of Agent 1')).toHaveValue('os::012345-');
    await page.getByRole('button', { name: 'Discard it' }).click();
    await goTo(page, '#/new/mqtt');
    await expect(page.getByLabel('Address of the broker’s WebSocket listener')).toHaveValue('');
  });
});

test.describe('a worker that dies', () => {
  /** Has the newest worker of the page do something that it never would. */
  async function inWorker(page: Page, how: 'throw' | 'vanish'): Promise<void> {
    const worker = page.workers().at(-1);
    if (!worker) throw new Error('The page has no worker.');
    await worker.evaluate((what) => {
      if (what === 'throw')
        setTimeout(() =>
          Promise.reject(new Error('on purpose')).catch((error: Error) =>
            setTimeout(() => {
              throw error;
            }),
          ),
        );
      else close();
    }, how);
  }

  test('of an error is started again: the banner says so, connections come back, work goes on', async ({
    page,
    startLab,
    mishaps,
  }) => {
    const lab = await startLab();
    await connectWebSocket(page, { url: lab.webSocketUrl ?? '', name: 'Lab' });
    await expectConnected(page);
    await inWorker(page, 'throw');
    const banner = page.getByRole('alert').filter({ hasText: 'It stopped because' });
    await expect(banner).toContainText('on purpose');
    await expect(banner).toContainText('is running again');
    await expectConnected(page);
    await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Alive');
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await expect(banner).toBeHidden();
    expect(mishaps.every((mishap) => mishap.includes('on purpose'))).toBe(true);
    mishaps.length = 0;
  });

  test('without a word is noticed, what it had under way is said to be lost, and a new one takes over', async ({
    page,
    startLab,
    startTap,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    await connectWebSocket(page, { url: tap.url, name: 'Lab' });
    await expectConnected(page);
    await inWorker(page, 'vanish');
    const lost = page.evaluate(() =>
      usp.get('Device.').then(String, (error: Error & { reason?: string }) => `${error.name} ${error.reason}`),
    );
    const banner = page.getByRole('alert').filter({ hasText: 'It stopped because' });
    await expect(banner).toContainText('it gave no sign of life', { ignoreCase: true });
    expect(await lost).toBe('UspError worker-lost');
    await expect(presence(page)).toContainText('connected');
    await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Alive');
  });
});
