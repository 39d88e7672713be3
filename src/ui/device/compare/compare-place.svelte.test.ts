import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../../tools/testing/scripted-worker.ts';
import { DeviceState } from '../../../state/device.svelte.ts';
import { KeptModels } from '../../../state/kept/kept-models.svelte.ts';
import { LogState } from '../../../state/log/log.svelte.ts';
import { SupportedModel } from '../../../model/supported-model.ts';
import { standard } from '../../../state/tr181/standard.svelte.ts';
import { UspClient } from '../../../worker/client.ts';
import type { DeviceStatus } from '../../../worker/port.ts';
import DeviceScreen from '../device-screen.svelte';

function statusOf(id: string): DeviceStatus {
  return {
    id,
    agent: `os::012345-${id}`,
    controllerId: 'self::console',
    presence: 'connected',
    ways: [{ connection: 'c', mtp: 'websocket', open: true, encrypted: false, preferred: true }],
    versions: ['1.4'],
    lastHeard: 1,
    roundTrip: 12,
  };
}

const portMapping = (...params: Parameters<typeof supportedObject>[1]) =>
  supportedObject('Device.NAT.PortMapping.{i}.', [['Alias', 'string', 'readWrite'], ...params], {
    access: 'addDelete',
  });

function gateway(...more: ReturnType<typeof supportedObject>[]): ScriptedDevice {
  const home = new ScriptedDevice();
  home.supported.push(
    supportedObject('Device.', []),
    supportedObject('Device.DeviceInfo.', [
      ['UpTime', 'string'],
      ['HostName', 'string', 'readWrite'],
      ['X_ACME_Mood'],
      ['Mood'],
    ]),
    supportedObject('Device.NAT.', [['PortMappingNumberOfEntries', 'unsignedInt']]),
    ...more,
  );
  home.put('Device.', {});
  home.put('Device.DeviceInfo.', { UpTime: '1', HostName: 'box', X_ACME_Mood: 'fine', Mood: 'fine' });
  home.put('Device.NAT.', { PortMappingNumberOfEntries: '0' });
  return home;
}

const clients: UspClient[] = [];

beforeEach(async () => {
  sessionStorage.clear();
  await page.viewport(1280, 800);
});

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function deviceOf(id: string, home: ScriptedDevice, kept?: KeptModels): DeviceState {
  const client = new UspClient(() => new ScriptedWorker(home.answer));
  clients.push(client);
  const device = new DeviceState(client, statusOf(id), kept);
  client.listen((event) => device.handle(event));
  return device;
}

function open(home: ScriptedDevice, others: readonly DeviceState[] = [], kept?: KeptModels) {
  const device = deviceOf('gateway', home, kept);
  const [client] = clients.slice(-1);
  if (!client) throw new Error('no client');
  const screen = render(DeviceScreen, {
    device,
    log: new LogState(client),
    place: 'compare',
    devices: new Map([device, ...others].map((one) => [one.id, one])),
    go: (to: string, at?: string) => void screen.rerender({ place: to, path: at }),
  });
  return { device, screen };
}

const differences = () => page.getByRole('list', { name: 'Differences' });
const rows = (list = differences()) =>
  list
    .getByRole('listitem')
    .elements()
    .map((row) => row.textContent);

describe('a device beside TR-181', () => {
  it('shows what differs, by kind and by path, and leads to it', async () => {
    open(gateway(portMapping(['Enable', 'boolean'])));
    await expect.element(differences()).toHaveTextContent('Device.DeviceInfo.X_ACME_Mood');
    const upTime = differences().getByRole('listitem').filter({ hasText: 'Device.DeviceInfo.UpTime' });
    await expect.element(upTime).toHaveTextContent(/other type.*string.*unsignedInt/);
    await expect
      .element(differences().getByRole('listitem').filter({ hasText: 'DeviceInfo.Mood' }))
      .toHaveTextContent('not in TR-181');
    await expect
      .element(differences().getByRole('listitem').filter({ hasText: 'PortMapping.{i}.Enable' }))
      .toHaveTextContent(/other access.*read only.*read and write/);

    await page
      .getByRole('group', { name: 'Kinds of differences' })
      .getByRole('button', { name: /vendor/ })
      .click();
    expect(rows()).toHaveLength(1);
    await page.getByRole('textbox', { name: 'Filter by path' }).fill('nowhere');
    await expect.element(page.getByText('No difference fits')).toBeVisible();
    await page.getByRole('textbox', { name: 'Filter by path' }).fill('mood');
    await differences().getByRole('button', { name: 'Device.DeviceInfo.X_ACME_Mood' }).click();
    await expect.element(page.getByRole('combobox', { name: 'Path' })).toHaveValue('Device.DeviceInfo.X_ACME_Mood');
  });

  it('shows object by object how much is supported', async () => {
    open(gateway());
    await page.getByRole('tab', { name: /^Objects/ }).click();
    const objects = page.getByRole('list', { name: 'Objects' });
    await expect
      .element(objects.getByRole('listitem').filter({ hasText: 'Device.DeviceInfo.' }))
      .toHaveTextContent(/2 of \d+.*2 of its own.*3 differences/);
    await expect.element(page.getByText(/of the 809 objects of/)).toBeVisible();
  });
});

describe('a device beside a vendor’s file of which it has nothing', () => {
  const id = 'X_ACME_Device:1.0';
  const file = `<dm:document xmlns:dm="urn:x" spec="urn:acme:box" file="acme.xml"><model name="${id}" base="Device:2.19">
    <object base="Device.NAT.">
      <parameter name="X_ACME_Fast" access="readWrite"><syntax><boolean/></syntax></parameter>
    </object></model></dm:document>`;

  afterEach(() => standard.books.forget(id));

  it('lists what is not on the device, and does not say that nothing differs', async () => {
    const home = new ScriptedDevice();
    home.supported.push(
      supportedObject('Device.', []),
      supportedObject('Device.NAT.', [['PortMappingNumberOfEntries', 'unsignedInt']]),
    );
    open(home);
    expect(await standard.books.bring([new File([file], 'acme.xml')])).toMatchObject({ problems: [] });
    await page.getByRole('combobox', { name: 'Compare with' }).selectOptions(id);
    const missing = page.getByRole('list', { name: 'Not on the device' });
    await expect.element(missing).toHaveTextContent(/Device\.NAT\.X_ACME_Fast.*parameter.*boolean, read and write/);
    expect(rows(missing)).toHaveLength(1);
    await page.getByRole('tab', { name: /^Differences/ }).click();
    await expect.element(page.getByText('Nothing that it supports differs')).toBeVisible();

    await page.getByRole('tab', { name: /^Not on the device/ }).click();
    await page.getByRole('checkbox', { name: `Only what ${id} adds to TR-181` }).click();
    await expect.element(missing.getByText('Device.Reboot()')).toBeVisible();
    // Thousands of them, a screenful of which is in the document.
    expect(rows(missing).length).toBeLessThan(100);
    await expect.element(page.getByRole('tab', { name: /^Not on the device\s*\d,\d{3}/ })).toBeVisible();
    await page.getByRole('textbox', { name: 'Filter by path' }).fill('portmapping.{i}.protocol');
    await expect.poll(() => rows(missing)).toEqual([expect.stringContaining('Device.NAT.PortMapping.{i}.Protocol')]);
    const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(found.violations.map(({ id: rule }) => rule)).toEqual([]);
  });
});

describe('two devices', () => {
  it('stand side by side once both have said what they support', async () => {
    const other = deviceOf('neighbour', gateway(portMapping(), supportedObject('Device.WiFi.', [])));
    open(gateway(portMapping(['Enable', 'boolean', 'readWrite'])), [other]);
    const choice = page.getByRole('combobox', { name: 'Compare with' });
    await expect.element(choice).toHaveValue('tr181');
    await choice.selectOptions('neighbour');
    const list = page.getByRole('list', { name: 'Side by side' });
    await expect.element(list).toBeVisible();
    expect(rows(list)).toHaveLength(2);
    await expect
      .element(list.getByRole('listitem').filter({ hasText: 'PortMapping.{i}.Enable' }))
      .toHaveTextContent(/boolean, read and write.*–.*boolean, read and write/);
    await page.getByRole('combobox', { name: 'Which differences' }).selectOptions('there');
    expect(rows(list)).toEqual([expect.stringContaining('Device.WiFi.')]);
    // The choice is kept while another place is looked at.
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('tab', { name: 'Compare' }).click();
    await expect.element(choice).toHaveValue('neighbour');
  });

  it('may be a firmware that an earlier visit saw', async () => {
    const model = new SupportedModel();
    for (const object of gateway(portMapping()).supported) model.add(object);
    const kept = new KeptModels();
    await kept.keep({ agent: 'os::012345-gateway', manufacturer: '', product: 'Box', version: '0.9' }, model, 1);
    open(gateway(), [], kept);
    const choice = page.getByRole('combobox', { name: 'Compare with' });
    await expect.element(choice.getByRole('option', { name: 'Box 0.9 (os::012345-gateway)' })).toBeInTheDocument();
    await choice.selectOptions('Box 0.9 (os::012345-gateway)');
    const list = page.getByRole('list', { name: 'Side by side' });
    await expect.element(list.getByRole('listitem').first()).toHaveTextContent('Device.NAT.PortMapping.{i}.');
  });

  it('may be files, and what is none is refused in words', async () => {
    open(gateway());
    await expect.element(differences()).toBeVisible();
    const picker = page.getByLabelText('Saved supported data model');
    await userEvent.upload(picker, new File(['{}'], 'none.json', { type: 'application/json' }));
    await expect.element(page.getByRole('alert')).toHaveTextContent('no supported data model');
    const saved = {
      format: 'usp-console-supported-data-model',
      version: 1,
      name: 'Gateway 0.9',
      objects: gateway().supported.slice(0, 2),
    };
    await userEvent.upload(picker, new File([JSON.stringify(saved)], 'saved.json', { type: 'application/json' }));
    const list = page.getByRole('list', { name: 'Side by side' });
    await expect.element(list.getByRole('listitem').first()).toHaveTextContent('Device.NAT.');
    await expect.element(page.getByText('Gateway 0.9').first()).toBeInTheDocument();
  });
});

describe('the place', () => {
  it('has nothing that axe finds, wide and at 360 px', async () => {
    open(gateway(portMapping(['Enable', 'boolean'])));
    await expect.element(differences()).toBeVisible();
    for (const width of [1280, 360]) {
      await page.viewport(width, 800);
      const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    }
  });
});
