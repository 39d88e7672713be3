import type { Page } from '@playwright/test';
import { card, connectWebSocket } from './support/connection-form.ts';
import { expectConnected, setValue, ways } from './support/device-screen.ts';
import { startHeaderServer } from './support/header-server.ts';
import { expect, test } from './support/test.ts';

/** Opens a WebSocket in the page's own world. Says how it went, and sends one binary message round where it opened. */
function tryWebSocket(page: Page, url: string) {
  return page.evaluate(
    (address) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address, 'v1.usp');
        socket.binaryType = 'arraybuffer';
        socket.onopen = () => socket.send(new Uint8Array([1, 2, 3]));
        socket.onmessage = ({ data }) => resolve(`echo ${[...new Uint8Array(data as ArrayBuffer)].join(' ')}`);
        socket.onclose = ({ code }) => resolve(`closed ${code}`);
      }),
    url,
  );
}

test.describe('one nginx for the page and an Agent that sends bbf-usp-protocol [R-WS.11b]', () => {
  test('hides the header, so that a browser can connect', async ({ page, startProxy }) => {
    const agent = await startHeaderServer((socket) => socket.on('message', (data) => socket.send(data)));
    const proxy = await startProxy({ agent: agent.host });
    await page.goto(proxy.url);
    expect(await tryWebSocket(page, `${proxy.agentUrl}?eid=self::console`)).toBe('echo 1 2 3');
    // The query reaches the Agent; the browser's offer to compress must not, as its answer is hidden.
    expect(agent.requests).toEqual([{ url: '/usp?eid=self::console', extensions: undefined }]);
    await agent.stop();
  });

  test('without that line a browser refuses the connection', async ({ page, startProxy }) => {
    const agent = await startHeaderServer();
    const proxy = await startProxy({ agent: agent.host, withoutHiding: true });
    await page.goto(proxy.url);
    expect(await tryWebSocket(page, proxy.agentUrl)).toBe('closed 1006');
    expect(agent.requests).toHaveLength(1);
    await agent.stop();
  });

  test('lets no other site speak to the Agent', async ({ page, startProxy, site }) => {
    const agent = await startHeaderServer();
    const proxy = await startProxy({ agent: agent.host });
    await page.goto(site);
    expect(await tryWebSocket(page, proxy.agentUrl)).toBe('closed 1006');
    expect(agent.requests).toEqual([]);
    await agent.stop();
  });

  test('serves the page with what only a header can say', async ({ page, startProxy }) => {
    const proxy = await startProxy({ agent: '127.0.0.1:9' });
    const answer = await page.goto(proxy.url);
    const headers = answer?.headers() ?? {};
    expect(headers['content-security-policy']).toBe("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-cache');
    const manifest = await page.request.get(`${proxy.url}manifest.webmanifest`, { ignoreHTTPSErrors: true });
    expect(manifest.headers()['content-type']).toBe('application/manifest+json');
  });
});

test.describe('the page behind the same nginx, and an Agent that sends bbf-usp-protocol [R-WS.11b]', () => {
  const agentOf = (address = '') => new URL(address).host;

  test('connects to the Agent by TLS [R-WS.22]', async ({ page, startProxy, startLab }) => {
    const lab = await startLab({ webSocket: { extensionHeader: true } });
    const proxy = await startProxy({ agent: agentOf(lab.webSocketUrl) });
    await page.goto(proxy.url);
    await connectWebSocket(page, { url: proxy.agentUrl });
    await expectConnected(page);
    await expect(ways(page)).toContainText(/open\s*encrypted/);
    await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Behind the proxy');
  });

  for (const way of ['through an nginx that does not hide it', 'without a proxy'] as const) {
    test(`explains that the browser refuses it, ${way}`, async ({ page, startProxy, startLab }) => {
      const lab = await startLab({ webSocket: { extensionHeader: true } });
      const proxy = await startProxy({ agent: agentOf(lab.webSocketUrl), withoutHiding: true });
      await page.goto(proxy.url);
      const url = way === 'without a proxy' ? (lab.webSocketUrl ?? '') : proxy.agentUrl;
      await connectWebSocket(page, { url, name: 'Refused' });
      await expect(card(page, 'Refused')).toContainText('Sec-WebSocket-Extensions: bbf-usp-protocol');
      await expect(card(page, 'Refused')).toContainText('proxy_hide_header Sec-WebSocket-Extensions;');
    });
  }
});
