import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../kit/tokens.css';
import '../kit/base.css';
import { deviceStatus } from '../../state/testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../tools/testing/scripted-worker.ts';
import { App } from '../../state/app.svelte.ts';
import type { DeviceState } from '../../state/device.svelte.ts';
import { wipeStored } from '../../state/stored.ts';
import { wipeWatch } from '../../state/watch/watch-store.ts';
import NoticeRegion from '../kit/notice-region.svelte';
import { ownEntries } from './own-entries.ts';
import Palette from './palette.svelte';

const status = deviceStatus({ agent: 'os::012345-000004' });
const hosts = 'Device.Hosts.Host.';
let app: App;
let device: DeviceState;
let closed: number;

function home(): ScriptedDevice {
  const home = new ScriptedDevice();
  home.supported.push(
    supportedObject('Device.', []),
    supportedObject('Device.Hosts.', []),
    supportedObject(`${hosts}{i}.`, [['HostName'], ['AdminPassword'], ['UpTime', 'unsignedInt']]),
  );
  home.put('Device.', {});
  home.put('Device.Hosts.', {});
  home.put(`${hosts}1.`, { HostName: '<img src=x> printer', AdminPassword: 'geheim', UpTime: '7' });
  return home;
}

beforeEach(async () => {
  wipeStored();
  sessionStorage.clear();
  await wipeWatch();
  await page.viewport(1024, 768);
  history.replaceState(null, '', '#/device/gateway/model');
  const worker = new ScriptedWorker(home().answer);
  app = await App.start(() => worker);
  worker.emit({ type: 'device', status });
  await expect.poll(() => app.device).toBeDefined();
  device = app.device as DeviceState;
  closed = 0;
  render(NoticeRegion);
  const own = ownEntries(app, { settings: () => undefined, shortcuts: () => undefined });
  const { unmount } = render(Palette, {
    app,
    own,
    onclose: () => {
      closed += 1;
      void unmount();
    },
  });
});
afterEach(() => {
  device.dispose();
  app.client.dispose();
});

const field = () => page.getByRole('combobox');
const options = () => page.getByRole('option');

async function read() {
  await device.supportedLoader.load();
  await device.loader.loadRows(hosts);
  await device.loader.loadObject(`${hosts}1.`);
  await expect.poll(() => device.search.index.instances(`${hosts}{i}.`).size).toBe(1);
}

describe('the palette', () => {
  it('finds a row by its name, which stays a text, and goes there', async () => {
    await read();
    await field().fill('printer');
    await expect.element(options().first()).toHaveTextContent(`<img src=x> printer`);
    expect(document.querySelector('img')).toBeNull();
    const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => app.router.route).toMatchObject({ place: 'model', path: `${hosts}1.` });
    expect(closed).toBe(1);
  });

  it('puts a parameter on the watch list and says so', async () => {
    await read();
    await field().fill('watch uptime');
    await expect.element(options().first()).toHaveTextContent(`Watch UpTime`);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => device.watch.entries.map(({ path }) => path)).toEqual([`${hosts}1.UpTime`]);
    await expect.element(page.getByText('It is on the watch list.')).toBeVisible();
  });

  it('has Enter wait for what fits best, however soon it comes after the last letter', async () => {
    await read();
    // All in one task: nothing of the device was looked at when Enter comes.
    const input = field().element() as HTMLInputElement;
    input.value = 'printer';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    expect(closed).toBe(0);
    await expect.poll(() => app.router.route).toMatchObject({ path: `${hosts}1.` });
  });

  it('finds what the device supports as soon as that is known, also what was typed before', async () => {
    await field().fill('host uptime');
    await expect.element(page.getByRole('status').first()).toHaveTextContent(/Nothing fits/);
    await read();
    await expect.element(options().first()).toHaveTextContent(`${hosts}1.UpTime`);
    expect(document.body.textContent).not.toContain('geheim');
  });
});
