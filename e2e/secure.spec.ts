/** Plain ways are taken only where R-MTP.0 lets them, or where the person says so; and they are marked. */
import { card, connectWebSocket, goTo, goToStart } from './support/connection-form.ts';
import { expectConnected, setValue, ways } from './support/device-screen.ts';
import { expect, publicName, test } from './support/test.ts';

test.describe('a plain way beyond the local network [R-MTP.0]', () => {
  test('is refused in the form until it is allowed for this connection, and is marked as long as it is there', async ({
    page,
    startLab,
    startTap,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    const url = tap.url.replace('localhost', publicName);
    await connectWebSocket(page, { url, name: 'Far' });
    await expect(page.getByRole('main')).toContainText('lies beyond the local network');
    await expect(page.getByRole('main')).toContainText('could read and change all that is sent');
    expect(tap.handshakes).toEqual([]);

    await page.getByLabel(/^Use the plain way all the same/).check();
    await page.getByRole('button', { name: 'Save and connect' }).click();
    await expectConnected(page);
    await expect(ways(page)).toContainText('not encrypted');
    await goToStart(page);
    await expect(card(page, 'Far')).toContainText('Not encrypted');
    // The choice is remembered with the connection, …
    await page.reload();
    await expect(card(page, 'Far').getByText('Connected', { exact: true }).first()).toBeVisible();
    // … and taken back there.
    await card(page, 'Far').getByRole('button', { name: 'More for Far' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByLabel(/^Use the plain way all the same/).uncheck();
    await page.getByRole('button', { name: 'Save and reconnect' }).click();
    await expect(page.getByRole('main')).toContainText('lies beyond the local network');
  });

  test('that a link asks for is asked about, and nothing is sent before', async ({ page, startLab, startTap }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    await page.goto(`./#connect=${tap.url.replace('localhost', publicName)}&name=Far`);
    const question = page.getByRole('dialog', { name: 'Far is not encrypted' });
    const connect = question.getByRole('button', { name: 'Connect', exact: true });
    await expect(connect).toBeDisabled();
    await question.getByRole('button', { name: 'Do not connect' }).click();
    await expect(card(page, 'Far')).toContainText('Not connected');
    expect(tap.handshakes).toEqual([]);

    await card(page, 'Far').getByRole('button', { name: 'Connect', exact: true }).click();
    await question.getByRole('checkbox').check();
    await connect.click();
    await expectConnected(page);
    expect(tap.handshakes).toHaveLength(1);
  });
});

test.describe('a plain way on this machine or the local network [R-MTP.0]', () => {
  test('needs no leave, and is marked', async ({ page, startLab }) => {
    const lab = await startLab();
    await goTo(page, '#/new/websocket');
    const address = page.getByLabel('Address of the Agent’s WebSocket server');
    for (const [url, said] of [
      ['ws://192.168.1.1:8080/usp', 'It stays on the local network.'],
      ['ws://gateway.home.arpa/usp', 'It stays on the local network.'],
      [lab.webSocketUrl ?? '', 'It stays on this machine.'],
    ] as const) {
      await address.fill(url);
      await expect(page.getByRole('main')).toContainText(`This connection is not encrypted. ${said}`);
      await expect(page.getByLabel(/^Use the plain way all the same/)).toHaveCount(0);
    }
    await page.getByRole('button', { name: 'Save and connect' }).click();
    await expectConnected(page);
    await expect(ways(page)).toContainText('not encrypted');
  });
});

test.describe('the page itself over https', () => {
  test('reaches a plain Agent on this machine, with the mark', async ({ page, startProxy, startLab }) => {
    const lab = await startLab();
    const proxy = await startProxy({ agent: '127.0.0.1:9' });
    await page.goto(proxy.url);
    await connectWebSocket(page, { url: lab.webSocketUrl ?? '' });
    await expectConnected(page);
    await expect(ways(page)).toContainText('not encrypted');
    await setValue(page, 'Device.DeviceInfo.FriendlyName', 'From https');
  });

  test('explains why the browser keeps it from a plain Agent beyond the local network', async ({
    page,
    startProxy,
    startLab,
    startTap,
    mishaps,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    const proxy = await startProxy({ agent: '127.0.0.1:9' });
    await page.goto(proxy.url);
    const url = tap.url.replace('localhost', publicName);
    await connectWebSocket(page, { url, name: 'Mixed', allowPlain: true });
    await expect(card(page, 'Mixed')).toContainText('does not let this page connect');
    await expect(card(page, 'Mixed')).toContainText('https');
    await expect(card(page, 'Mixed')).toContainText('What to try:');
    expect(tap.handshakes).toEqual([]);
    expect(mishaps).toEqual([]);
  });
});
