/**
 * `test` for every spec: the built page served as a static host would, in the Chromium of this machine. A test fails
 * when anything in the page throws uncaught, breaks the Content-Security-Policy or asks a third party.
 */
import { type BrowserContext, expect, test as base } from '@playwright/test';
import { launchOptions } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { type Lab, type LabOptions, startLab } from '../../tools/lab/lab.ts';
import { type Mosquitto, type MosquittoOptions, startMosquitto } from '../../tools/testing/mosquitto.ts';
import { type ScriptedLab, startScriptedLab } from '../../tools/testing/scripted-lab.ts';
import type { ScriptedAgent } from '../../src/usp/testing/scripted-agent.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { type Nginx, type NginxOptions, startNginx } from './nginx.ts';
import { startWebSocketTap, type WebSocketTap, type WebSocketTapOptions } from './websocket-tap.ts';

/** A public name, to the page; in these tests it leads to this machine. */
export const publicName = 'agent.example';

interface WorkerFixtures {
  /** Where the built page is served; `baseURL` is the same. */
  readonly site: string;
  /** Taken by the browser, so that `https://localhost` works without a question. */
  readonly certificate: Certificate;
}

interface TestFixtures {
  /** What must not happen in any page of the test, as it has happened. Checked at the end of each test. */
  readonly mishaps: string[];
  /** Starts a broker of the test's own; it ends with the test. */
  readonly startBroker: (options?: MosquittoOptions) => Promise<Mosquitto>;
  /** Starts an Agent of the test's own, over real sockets; it ends with the test. */
  readonly startLab: (options?: LabOptions) => Promise<Lab>;
  /** Starts the WebSocket server of a scripted Agent; it ends with the test. */
  readonly startScripted: (agent: ScriptedAgent, port?: number) => Promise<ScriptedLab>;
  /** Starts what stands between the page and an Agent's WebSocket server; it ends with the test. */
  readonly startTap: (options: WebSocketTapOptions) => Promise<WebSocketTap>;
  /** Starts an nginx with deploy/nginx.conf, in front of the page and an Agent; it ends with the test. */
  readonly startProxy: (options: Omit<NginxOptions, 'certificate'>) => Promise<Nginx>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  certificate: [
    async ({}, use) => {
      const certificate = makeCertificate();
      await use(certificate);
      certificate.dispose();
    },
    { scope: 'worker' },
  ],
  site: [
    async ({}, use) => {
      const { url, close } = await serve({});
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ certificate }, use) => {
      const { executablePath, args } = launchOptions();
      await use({
        executablePath,
        args: [
          ...args,
          `--ignore-certificate-errors-spki-list=${certificate.spki}`,
          // No name but this machine's resolves: a request to anybody else can't leave unseen. One name stands for
          // an address beyond the local network.
          `--host-resolver-rules=MAP ${publicName} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`,
        ],
      });
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
  mishaps: [
    async ({ context }, use) => {
      const mishaps: string[] = [];
      watch(context, mishaps);
      await use(mishaps);
      expect(mishaps, 'what must not happen in a page').toEqual([]);
    },
    { auto: true },
  ],
  startBroker: async ({}, use) => {
    const brokers: Mosquitto[] = [];
    await use(async (options) => {
      const broker = await startMosquitto(options);
      brokers.push(broker);
      return broker;
    });
    await Promise.all(brokers.map((broker) => broker.dispose()));
  },
  startLab: async ({}, use) => {
    const labs: Lab[] = [];
    await use(async (options) => {
      const lab = await startLab(options);
      labs.push(lab);
      return lab;
    });
    await Promise.all(labs.map((lab) => lab.close()));
  },
  startScripted: async ({}, use) => {
    const labs: ScriptedLab[] = [];
    await use(async (agent, port) => {
      const lab = await startScriptedLab(agent, port);
      labs.push(lab);
      return lab;
    });
    await Promise.all(labs.map((lab) => lab.close()));
  },
  startTap: async ({}, use) => {
    const taps: WebSocketTap[] = [];
    await use(async (options) => {
      const tap = await startWebSocketTap(options);
      taps.push(tap);
      return tap;
    });
    await Promise.all(taps.map((tap) => tap.close()));
  },
  startProxy: async ({ certificate }, use) => {
    const proxies: Nginx[] = [];
    await use(async (options) => {
      const proxy = await startNginx({ ...options, certificate });
      proxies.push(proxy);
      return proxy;
    });
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  },
});

export { expect };

function watch(context: BrowserContext, mishaps: string[]): void {
  context.on('weberror', (error) => mishaps.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('console', (message) => {
    const text = message.text();
    if (/Content.Security.Policy/i.test(text)) mishaps.push(`policy: ${text}`);
    if (/^Uncaught\b/.test(text)) mishaps.push(`uncaught in a worker: ${text}`);
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const ours = ['localhost', '127.0.0.1'].includes(hostname) || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!ours) mishaps.push(`third party: ${request.url()}`);
  });
}
