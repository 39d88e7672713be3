/** The page and real Agents in Node through a real mosquitto, with both versions of MQTT. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import type { LabBroker } from '../tools/lab/lab.ts';
import type { Mosquitto } from '../tools/testing/mosquitto.ts';
import { card, connectMqtt, goToStart } from './support/connection-form.ts';
import {
  details,
  expectConnected,
  expectDevice,
  fact,
  logLines,
  openPath,
  presence,
  runCommand,
  setValue,
  show,
  ways,
} from './support/device-screen.ts';
import { publish } from './support/publish.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const topicOf = (agentId: string) => `usp/agent/${agentId.slice(agentId.lastIndexOf('-') + 1)}`;
const first = 'os::00005E-LAB000000001';

/** Who the page is, and the topic that it proposes to listen to. */
async function ownAddress(page: Page): Promise<{ endpointId: string; topic: string }> {
  await page.goto('./#/new/mqtt');
  const topic = await page.getByLabel(/^Topic that answers come to/).inputValue();
  await page.getByText('This Controller', { exact: true }).click();
  const endpointId = await page.getByLabel('Endpoint ID of this page').inputValue();
  return { endpointId, topic };
}

for (const version of ['5', '3.1.1'] as const) {
  const at = (broker: Mosquitto, agentId: string, more: Partial<LabBroker> = {}): LabBroker => ({
    url: broker.mqttUrl,
    version,
    topic: topicOf(agentId),
    ...more,
  });
  const tags = version === '5' ? 'R-MQTT.1' : 'R-MQTT.2';

  test.describe(`through a broker with MQTT ${version} [${tags}]`, () => {
    test('an Agent appears by itself, and everything works with it', async ({ page, startBroker, startLab }) => {
      const broker = await startBroker();
      const { endpointId, topic } = await ownAddress(page);
      await connectMqtt(page, { url: broker.wsUrl, version, name: 'Rack', replyTo: topic });
      await expect(card(page, 'Rack')).toContainText('No Agent has made itself known yet');
      await expect(card(page, 'Rack')).toContainText(`MQTT ${version}`);
      // It knows the Controller and its topic, and says that it is there.
      const brokers = [at(broker, first, { peers: [{ endpointId, topic }] })];
      await startLab({ webSocket: false, controllers: [endpointId], brokers });
      await expectConnected(page);
      await expect(presence(page)).toContainText('connected');
      await expect(ways(page)).toContainText('MQTT open');
      await expect(fact(page, 'Manufacturer')).toContainText('USP Console');

      await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Behind the broker');
      await openPath(page, 'Device.DeviceInfo.HostName');
      await details(page).getByRole('button', { name: 'Tell me when this changes' }).click();
      await expect(details(page).getByText('The device tells when this changes.')).toBeVisible();
      await setValue(page, 'Device.DeviceInfo.HostName', 'told-by-mqtt');
      await show(page, 'Notifications');
      await expect(page.getByRole('region', { name: 'Inbox' })).toContainText('told-by-mqtt');
      await openPath(page, 'Device.IP.Diagnostics.TraceRoute()');
      await runCommand(page, { Host: 'usp.example', ProtocolVersion: 'Any' });
      await expect(details(page).getByRole('table', { name: /^RouteHops/ })).toBeVisible();
    });

    test('a configured Agent whose connect Record was missed is asked, and that is said', async ({
      page,
      startBroker,
      startLab,
    }) => {
      const broker = await startBroker();
      const lab = await startLab({ webSocket: false, brokers: [at(broker, first)] });
      await lab.connected();
      await connectMqtt(page, {
        url: broker.wsUrl,
        version,
        name: 'Rack',
        agents: [{ endpointId: first, topic: topicOf(first) }],
      });
      await expectDevice(page);
      await expect(presence(page)).toContainText('answers');
      await expect(page.locator('header').getByText('its connect Record was not seen')).toBeVisible();
      await expect(await logLines(page, 'type:get_supported_proto')).not.toHaveCount(0);
      await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Found');
    });

    test('many Agents share one connection, and each is spoken to alone', async ({ page, startBroker, startLab }) => {
      const broker = await startBroker();
      const agents = [1, 2, 3].map((number) => `os::00005E-LAB00000000${number}`);
      for (const agentId of agents) {
        const lab = await startLab({ agentId, webSocket: false, brokers: [at(broker, agentId)] });
        await lab.connected();
      }
      await connectMqtt(page, {
        url: broker.wsUrl,
        version,
        name: 'Rack',
        agents: agents.map((endpointId) => ({ endpointId, topic: topicOf(endpointId) })),
      });
      await expectDevice(page);
      await goToStart(page);
      for (const agentId of agents) await expect(card(page, 'Rack').getByText(agentId)).toBeVisible();
      await expect(card(page, 'Rack').getByText('Answers')).toHaveCount(3);
      await card(page, 'Rack')
        .getByRole('link', { name: new RegExp(agents[1] ?? '') })
        .click();
      await setValue(page, 'Device.DeviceInfo.FriendlyName', 'The second');
      const names = await page.evaluate(async (devices) => {
        const found = await Promise.all(devices.map((device) => usp.get('Device.DeviceInfo.FriendlyName', { device })));
        return found.map((values) => [...values.values()][0]);
      }, agents);
      expect(names).toEqual(['Gateway in the hall', 'The second', 'Gateway in the hall']);
    });

    test('a wrong password is explained, the right one is remembered for the tab only [R-MQTT.7]', async ({
      page,
      startBroker,
      startLab,
    }) => {
      const broker = await startBroker({ users: { console: 'let me in', agent: 'me too' } });
      const lab = await startLab({
        webSocket: false,
        brokers: [at(broker, first, { username: 'agent', password: 'me too' })],
      });
      await lab.connected();
      await connectMqtt(page, {
        url: broker.wsUrl,
        version,
        name: 'Guarded',
        username: 'console',
        password: 'wrong',
        agents: [{ endpointId: first, topic: topicOf(first) }],
      });
      await expect(card(page, 'Guarded')).toContainText('Could not connect');
      await expect(card(page, 'Guarded')).toContainText(/user name/);
      await expect(card(page, 'Guarded')).toContainText('What to try:');
      await card(page, 'Guarded').getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel(/^Password/).fill('let me in');
      await page.getByRole('button', { name: 'Save and reconnect' }).click();
      await expectConnected(page);
      const stored = await page.evaluate(async () => {
        const found: string[] = [JSON.stringify(localStorage)];
        for (const { name = '' } of await indexedDB.databases()) {
          const db = await new Promise<IDBDatabase>((resolve) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => resolve(request.result);
          });
          for (const store of db.objectStoreNames) {
            const rows = await new Promise<unknown[]>((resolve) => {
              const request = db.transaction(store).objectStore(store).getAll();
              request.onsuccess = () => resolve(request.result as unknown[]);
            });
            found.push(JSON.stringify(rows));
          }
          db.close();
        }
        return found.join('\n');
      });
      expect(stored).toContain('console');
      expect(stored).not.toContain('let me in');
    });

    test('opens with TLS [R-MQTT.48]', async ({ page, startBroker, startLab, certificate }) => {
      const broker = await startBroker({ tls: certificate });
      const lab = await startLab({ webSocket: false, brokers: [at(broker, first)] });
      await lab.connected();
      await connectMqtt(page, {
        url: broker.wsUrl,
        version,
        agents: [{ endpointId: first, topic: topicOf(first) }],
      });
      await expectConnected(page);
      await expect(ways(page)).toContainText(/MQTT open\s*encrypted/);
    });

    test('what is no USP, and what was retained, is dropped and changes nothing', async ({
      page,
      startBroker,
      startLab,
    }) => {
      const broker = await startBroker();
      const lab = await startLab({ webSocket: false, brokers: [at(broker, first)] });
      await lab.connected();
      const { topic } = await ownAddress(page);
      const link = `connect=${broker.wsUrl}&mtp=mqtt&version=${version}&reply-to=${topic}&agent=${first},${topicOf(first)}`;
      await page.goto(`./#${link}`);
      await expectConnected(page);
      const record = { properties: { contentType: 'usp.msg' } };
      await publish(broker.mqttUrl, topic, 'hello there');
      await publish(broker.mqttUrl, topic, Buffer.from([0xff, 0xff, 0xff]), record);
      await publish(broker.mqttUrl, topic, 'left behind', { ...record, retain: true });
      await expect(await logLines(page, 'kind:dropped')).toHaveCount(3);
      // A retained message is one only for who subscribes later, and a 5.0 broker does not even send it.
      await page.reload();
      await expectConnected(page);
      await expect(await logLines(page, 'kind:dropped retained')).toHaveCount(version === '5' ? 0 : 1);
      await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Unmoved');
    });
  });
}

test('a port that is no WebSocket listener of a broker is explained', async ({ page, startBroker }) => {
  const broker = await startBroker();
  await connectMqtt(page, { url: `ws://127.0.0.1:${broker.tcpPort}/mqtt`, version: '5', name: 'Plain port' });
  await expect(card(page, 'Plain port')).toContainText('What to try:');
  await expect(card(page, 'Plain port')).toContainText(/WebSocket listener/);
});
