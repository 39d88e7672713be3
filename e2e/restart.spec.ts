/** What happens to work under way when the Agent or the broker is gone, and after. */
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { card, connectWebSocket, goToStart } from './support/connection-form.ts';
import {
  details,
  expectConnected,
  expectDevice,
  openPath,
  presence,
  runCommand,
  setValue,
  ways,
} from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const agentId = 'os::00005E-LAB000000001';
const topic = 'usp/agent/lab';
const name = 'Device.DeviceInfo.HostName';

test('an Agent that is killed in the middle of a request: the request ends in words, and all works when it is back', async ({
  page,
  startLab,
  startTap,
}) => {
  const lab = await startLab();
  const address = new URL(lab.webSocketUrl ?? '');
  const tap = await startTap({ target: address.href });
  await connectWebSocket(page, { url: tap.url, name: 'Lab' });
  await expectConnected(page);
  await openPath(page, 'Device.LocalAgent.Certificate.1.GetFingerprint()');
  tap.hold();
  await runCommand(page, { FingerprintAlgorithm: 'SHA-256' });
  await expect(details(page).getByText('being sent')).toBeVisible();
  await lab.close();

  await expect(details(page).getByText(/^(failed|lost)$/)).toBeVisible();
  await expect(details(page)).toContainText(/lost|closed/);
  await expect(presence(page)).toContainText('not reachable');
  await expect(ways(page)).toContainText('WebSocket down');
  await goToStart(page);
  await expect(card(page, 'Lab')).toContainText(/Waits to try again\s*in \d+ s, after \d+ tr/);

  await tap.close();
  await startLab({ webSocket: { port: Number(address.port) } });
  await startTap({ target: address.href, port: Number(new URL(tap.url).port) });
  await card(page, 'Lab').getByRole('link').click();
  await expectConnected(page);
  await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Back again');
});

test('a broker that is killed in the middle of a request: the request ends in words, and all works when it is back [R-MQTT.33, R-MQTT.10]', async ({
  page,
  startLab,
  startBroker,
}) => {
  const broker = await startBroker();
  const lab = await startLab({ webSocket: false, brokers: [{ url: broker.mqttUrl, version: '5', topic }] });
  await lab.connected();
  await page.goto(`./#connect=${broker.wsUrl}&mtp=mqtt&name=Rack&agent=${agentId},${topic}`);
  await expectConnected(page);

  // One that runs on the device goes on there, and is told when the way is back.
  await openPath(page, 'Device.IP.Diagnostics.IPPing()');
  await runCommand(page, {
    Host: 'usp.example',
    ProtocolVersion: 'Any',
    NumberOfRepetitions: '40',
    Timeout: '1000',
    DataBlockSize: '64',
  });
  await expect(details(page).getByText('running on the device')).toBeVisible();

  process.kill(broker.pid, 'SIGSTOP');
  const outcome = page.evaluate(
    (path) =>
      usp
        .get(path)
        .then(String, (error: Error & { origin?: string }) => `${error.name} ${error.origin}: ${error.message}`),
    name,
  );
  await expect.poll(() => page.evaluate(() => usp.devices.length)).toBe(1);
  await broker.stop('SIGKILL');
  expect(await outcome).toMatch(/^UspError (transport|local): .+lost/);
  await expect(presence(page)).toContainText('not reachable');
  await goToStart(page);
  await expect(card(page, 'Rack')).toContainText(/Waits to try again\s*in \d+ s/);
  await expect(card(page, 'Rack')).toContainText('What to try:');

  await broker.start();
  await card(page, 'Rack').getByRole('button', { name: 'Try now' }).click();
  await lab.connected();
  await card(page, 'Rack').getByRole('link').click();
  await expectConnected(page);
  await openPath(page, 'Device.IP.Diagnostics.IPPing()');
  await expect(details(page).getByText(/^(done|lost)$/)).toBeVisible();
  await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Back again');
});

test('an Agent that vanishes behind its broker: the request ends by its time-out, and the Agent is there again by itself', async ({
  page,
  startLab,
  startBroker,
}) => {
  const broker = await startBroker();
  const controller = 'self::console-of-the-test';
  const controllerTopic = 'usp/controller/of-the-test';
  const agent = {
    webSocket: false,
    controllers: [controller],
    brokers: [
      { url: broker.mqttUrl, version: '5', topic, peers: [{ endpointId: controller, topic: controllerTopic }] },
    ],
  } as const;
  const lab = await startLab(agent);
  await lab.connected();
  await page.goto(
    `./#connect=${broker.wsUrl}&mtp=mqtt&as=${controller}&reply-to=${controllerTopic}&timeout=2&agent=${agentId},${topic}`,
  );
  await expectConnected(page);
  await lab.close();
  const message = await page.evaluate(
    (path) => usp.get(path).then(String, (error: Error & { advice?: string }) => `${error.message} ${error.advice}`),
    name,
  );
  expect(message).toContain('did not answer in time. Nobody is subscribed to this topic');
  await expect(presence(page)).toContainText('not reachable');
  await startLab(agent);
  await expect(presence(page)).toContainText('connected');
  await expectDevice(page);
  await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Back again');
});
