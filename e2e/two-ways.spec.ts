/** One Agent over WebSocket and through a broker at once: one device with two ways. */
import { card, goToStart } from './support/connection-form.ts';
import { expectConnected, setValue, ways } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

const agentId = 'os::00005E-LAB000000001';
const topic = 'usp/agent/lab';

test('one Agent on two transports is one device; when one way is down, requests take the other, and the screen says which', async ({
  page,
  startLab,
  startTap,
  startBroker,
}) => {
  const broker = await startBroker();
  const lab = await startLab({ brokers: [{ url: broker.mqttUrl, version: '5', topic }] });
  await lab.connected();
  const tap = await startTap({ target: lab.webSocketUrl ?? '' });
  await page.goto(`./#connect=${tap.url}&name=Straight`);
  await expectConnected(page);
  await goToStart(page);
  await page.goto(`./#connect=${broker.wsUrl}&mtp=mqtt&name=Rack&agent=${agentId},${topic}`);
  await expectConnected(page);
  const webSocket = ways(page).getByRole('listitem').filter({ hasText: 'WebSocket' });
  const mqtt = ways(page).getByRole('listitem').filter({ hasText: 'MQTT' });
  await expect(webSocket).toContainText('open');
  await expect(mqtt).toContainText('open');
  await expect(ways(page).getByText('in use')).toHaveCount(1);
  await goToStart(page);
  await expect(card(page, 'Straight').getByRole('link')).toHaveCount(1);
  await expect(card(page, 'Rack').getByRole('link')).toHaveCount(1);
  await card(page, 'Rack').getByRole('link').click();
  await setValue(page, 'Device.DeviceInfo.FriendlyName', 'Two ways');

  await broker.stop('SIGKILL');
  await expect(mqtt).toContainText('down');
  await expect(webSocket).toContainText('in use');
  await expectConnected(page);
  const before = tap.received.length;
  await setValue(page, 'Device.DeviceInfo.FriendlyName', 'By WebSocket');
  expect(tap.received.length).toBeGreaterThan(before);

  await broker.start();
  await lab.connected();
  await expect(mqtt).toContainText('open');
  await tap.close();
  await expect(webSocket).toContainText('down');
  await expect(mqtt).toContainText('in use');
  await expectConnected(page);
  await setValue(page, 'Device.DeviceInfo.FriendlyName', 'By the broker');
});
