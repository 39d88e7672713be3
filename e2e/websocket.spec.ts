/** The page and a real Agent in Node, over a real WebSocket; a tap between them sees and disturbs the wire. */
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { makeCertificate } from './support/certificate.ts';
import { card, connectWebSocket } from './support/connection-form.ts';
import {
  details,
  expectConnected,
  expectDevice,
  line,
  logLines,
  openPath,
  presence,
  setValue,
  show,
  ways,
} from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const agentId = 'os::00005E-LAB000000001';

test.describe('an Agent’s WebSocket server', () => {
  test('is connected to by the form, with the own Endpoint ID in the query [R-WS.7, R-WS.9, R-WS.10, R-WS.10b]', async ({
    page,
    startLab,
    startTap,
  }) => {
    const lab = await startLab();
    const tap = await startTap({ target: lab.webSocketUrl ?? '' });
    await page.goto('./');
    const own = await page.locator('#identity ~ .id code, section[aria-labelledby=identity] code').first().innerText();
    await connectWebSocket(page, { url: tap.url, name: 'Lab' });
    await expectConnected(page);
    await expect(ways(page)).toContainText('WebSocket open');
    await expect(ways(page)).toContainText('not encrypted');
    expect(tap.handshakes).toEqual([{ url: `/usp?eid=${own}`, subprotocol: 'v1.usp' }]);

    await setValue(page, 'Device.DeviceInfo.FriendlyName', 'On the bench');
    expect(
      await page.evaluate(() => usp.get('Device.DeviceInfo.FriendlyName').then((values) => [...values.values()])),
    ).toEqual(['On the bench']);
    // R-WS.14: every Record is a binary message of its own.
    expect(tap.received.every(({ binary }) => binary)).toBe(true);
  });

  test('keeps what its address has in the query, and a percent sign is encoded [R-WS.10b, R-WS.10c]', async ({
    page,
    startLab,
    startTap,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    const link = `connect=${encodeURIComponent(`${tap.url}?site=5`)}&as=${encodeURIComponent('self::100%25-ours')}`;
    await page.goto(`./#${link}`);
    await expectConnected(page);
    expect(tap.handshakes[0]?.url).toBe('/usp?site=5&eid=self::100%2525-ours');
  });

  test('is connected to by a link, without a click', async ({ page, startLab }) => {
    const lab = await startLab();
    await page.goto(`./#connect=${lab.webSocketUrl}&agent=${agentId}&name=From%20a%20link`);
    await expectConnected(page);
    await page.goto('./#/');
    await expect(card(page, 'From a link')).toContainText('Connected');
    // The same link again is the same connection.
    await page.goto(`./#connect=${lab.webSocketUrl}&agent=${agentId}&name=Once%20more`);
    await expectConnected(page);
    await page.goto('./#/');
    await expect(page.getByRole('article')).toHaveCount(1);
  });

  test('opens with TLS and a certificate that the browser trusts [R-WS.22, R-MTP.0]', async ({
    page,
    startLab,
    startTap,
    certificate,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '', tls: certificate });
    await connectWebSocket(page, { url: tap.url });
    await expectConnected(page);
    await expect(ways(page)).toContainText(/open\s*encrypted/);
    await expect(ways(page)).not.toContainText('not encrypted');
  });

  test('answers the browser’s closing handshake when the person disconnects [R-WS.8]', async ({
    page,
    startLab,
    startTap,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    await connectWebSocket(page, { url: tap.url, name: 'Lab' });
    await expectConnected(page);
    await page.goto('./#/');
    await card(page, 'Lab').getByRole('button', { name: 'Disconnect' }).click();
    await expect(card(page, 'Lab')).toContainText('Not connected');
    await expect.poll(() => tap.closes).toEqual([{ code: 1000, reason: '' }]);
    await card(page, 'Lab').getByRole('button', { name: 'Connect', exact: true }).click();
    await expectConnected(page);
  });
});

test.describe('an address that leads nowhere', () => {
  test('is explained: nobody listens', async ({ page, startLab }) => {
    const lab = await startLab();
    const address = lab.webSocketUrl ?? '';
    await lab.close();
    await connectWebSocket(page, { url: address, name: 'Gone' });
    await expect(card(page, 'Gone')).toContainText(`No connection to ${new URL(address).host}`);
    await expect(card(page, 'Gone')).toContainText('nothing listens at this address and port');
    await expect(card(page, 'Gone')).toContainText('What to try:');
    await expect(card(page, 'Gone')).toContainText(/Waits to try again|Connecting, try/);
    await card(page, 'Gone').getByRole('button', { name: 'Stop trying' }).click();
    await expect(card(page, 'Gone')).toContainText('Not connected');
  });

  test('is explained: another path', async ({ page, startLab }) => {
    const lab = await startLab();
    await connectWebSocket(page, { url: (lab.webSocketUrl ?? '').replace('/usp', '/elsewhere'), name: 'Path' });
    await expect(card(page, 'Path')).toContainText('Device.LocalAgent.MTP.{i}.WebSocket.Path');
  });

  test('is explained: a certificate that the browser does not trust [R-WS.22]', async ({
    page,
    startLab,
    startTap,
  }) => {
    const stranger = makeCertificate();
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '', tls: stranger });
    await connectWebSocket(page, { url: tap.url, name: 'Stranger' });
    await expect(card(page, 'Stranger')).toContainText('does not trust its certificate');
    await expect(card(page, 'Stranger')).toContainText(tap.url.replace('wss:', 'https:').replace('/usp', ''));
    stranger.dispose();
  });

  test('is refused in the form before anything is sent', async ({ page }) => {
    await page.goto('./#/new/websocket');
    const address = page.getByLabel('Address of the Agent’s WebSocket server');
    for (const [typed, said] of [
      ['http://192.168.1.1/usp', 'Try ws://192.168.1.1/usp'],
      ['wss://user:secret@192.168.1.1/usp', 'user name or a password'],
    ] as const) {
      await address.fill(typed);
      await address.blur();
      await expect(page.getByRole('main')).toContainText(said);
    }
    await page.getByRole('button', { name: 'Save and connect' }).click();
    await expect(address).toBeFocused();
    await expect(address).toHaveAttribute('aria-invalid', 'true');
    // What is only left out is filled in, the safe way.
    await address.fill('192.168.1.1/usp');
    await address.blur();
    await expect(address).toHaveValue('wss://192.168.1.1/usp');
  });

  test('is explained: a server that does not confirm v1.usp gets no session [R-WS.12]', async ({
    page,
    startLab,
    startTap,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '', subprotocol: 'none' });
    await connectWebSocket(page, { url: tap.url, name: 'Other' });
    await expect(card(page, 'Other')).toContainText('does not confirm the subprotocol v1.usp');
    expect(tap.received).toEqual([]);
    await expect(card(page, 'Other')).not.toContainText('Connected');
  });
});

test.describe('on the wire', () => {
  test('Pings are answered, and the server’s Close too, by the browser [R-WS.13, R-WS.8]', async ({
    page,
    startLab,
    startTap,
  }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
    await connectWebSocket(page, { url: tap.url });
    await expectConnected(page);
    expect(await tap.ping('are you there')).toBe('are you there');
    expect(await tap.hangUp(1001, 'going away')).toEqual({ code: 1001, reason: 'going away' });
    await expect(await logLines(page, '"going away"')).not.toHaveCount(0);
    await expectConnected(page);
    expect(tap.handshakes.length).toBeGreaterThan(1);
  });

  test('Records that come in fragments are received whole [R-WS.14b]', async ({ page, startLab, startTap }) => {
    const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '', fragment: 7 });
    await connectWebSocket(page, { url: tap.url });
    await expectConnected(page);
    await openPath(page, 'Device.WiFi.SSID.');
    await expect(page.getByRole('region', { name: 'Rows of Device.WiFi.SSID.' }).getByRole('row')).toHaveCount(7);
    await expect(await logLines(page, 'kind:dropped')).toHaveCount(0);
  });

  for (const [what, data] of [
    ['a text frame', 'Hello, Controller'],
    ['bytes that are no Record', new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x0f])],
  ] as const) {
    test(`${what} ends the session with 4003 and a reason that begins with 1003; the log says why; it is opened again [R-WS.16]`, async ({
      page,
      startLab,
      startTap,
    }) => {
      const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
      await connectWebSocket(page, { url: tap.url });
      await expectConnected(page);
      tap.say(data);
      await expect
        .poll(() => tap.closes)
        .toMatchObject([{ code: 4003, reason: expect.stringMatching(/^1003 /) as unknown }]);
      await expect((await logLines(page, 'kind:dropped')).first()).toBeVisible();
      await expect.poll(() => tap.handshakes.length).toBe(2);
      await expectConnected(page);
      await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Still here');
    });
  }

  test('Records to somebody else, and answers nobody asked for, are dropped and change nothing [R-E2E.1]', async ({
    page,
    startLab,
    startTap,
  }) => {
    const lab = await startLab();
    const tap = await startTap({ target: lab.webSocketUrl ?? '' });
    await connectWebSocket(page, { url: tap.url });
    await expectConnected(page);
    // Record { version "1.4", to_id, from_id, websocket_connect {} }
    const field = (number: number, bytes: Buffer) =>
      Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
    const record = (to: string, from: string) =>
      Buffer.concat([
        field(1, Buffer.from('1.4')),
        field(2, Buffer.from(to)),
        field(3, Buffer.from(from)),
        Buffer.from([(9 << 3) | 2, 0]),
      ]);
    tap.say(record('self::somebody-else', agentId));
    await expect(await logLines(page, 'kind:dropped somebody-else')).not.toHaveCount(0);
    await expect(presence(page)).toHaveText('connected');
    await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Unmoved');
    expect(tap.closes).toEqual([]);
  });

  test('names like __proto__, constructor and <b> are names like any others', async ({ page, startLab, startTap }) => {
    const tap = await startTap({
      target: (await startLab()).webSocketUrl ?? '',
      rename: [
        ['PortMapping', 'constructor'],
        ['ModelName', '__proto__'],
        ['HostName', 'toString'],
      ],
    });
    await connectWebSocket(page, { url: tap.url });
    await expectDevice(page, 'HomeGateway');
    await openPath(page, 'Device.DeviceInfo.__proto__');
    await expect(line(page, '__proto__')).toContainText('Demo Home Gateway');
    await expect(details(page)).toContainText('Demo Home Gateway');
    await setValue(page, 'Device.DeviceInfo.toString', 'plain-name');
    await expect(line(page, 'toString')).toContainText('plain-name');
    await openPath(page, 'Device.NAT.constructor.');
    await expect(page.getByRole('region', { name: 'Rows of Device.NAT.constructor.' })).toBeVisible();
    const seen = await page.evaluate(async () => {
      const values = await usp.get('Device.DeviceInfo.');
      return [values.get('Device.DeviceInfo.__proto__'), Object.keys(Object.prototype).length, 'x' in {}];
    });
    expect(seen).toEqual(['Demo Home Gateway', 0, false]);
    await show(page, 'Overview');
  });
});
