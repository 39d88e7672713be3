import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { DeviceState } from '../../../state/device.svelte.ts';
import { LogState } from '../../../state/log/log.svelte.ts';
import { deviceStatus } from '../../../state/testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { ScriptedWorker, type Script } from '../../../../tools/testing/scripted-worker.ts';
import { standard } from '../../../state/tr181/standard.svelte.ts';
import { UspClient } from '../../../worker/client.ts';
import DeviceScreen from '../device-screen.svelte';

const status = deviceStatus({ agent: 'os::012345-000002', roundTrip: 12 });
const hosts = 'Device.Hosts.Host.';

/** A device with many hosts, each with a secret. */
function home(count: number): ScriptedDevice {
  const device = new ScriptedDevice();
  const many = Array.from({ length: 40 }, (_, at) => [`Extra${at}`] as const);
  device.supported.push(
    supportedObject('Device.', []),
    supportedObject('Device.DeviceInfo.', [['HostName', 'string', 'readWrite']]),
    supportedObject('Device.Hosts.', []),
    supportedObject(`${hosts}{i}.`, [['HostName'], ['Rate', 'int'], ['AdminPassword'], ['Active', 'boolean'], ...many]),
  );
  device.put('Device.', {});
  device.put('Device.DeviceInfo.', { HostName: '<img src=x>' });
  device.put('Device.Hosts.', {});
  for (let row = 1; row <= count; row += 1) {
    device.put(`${hosts}${row}.`, {
      HostName: `host-${row}`,
      Rate: String(row),
      AdminPassword: 'geheim',
      Active: 'true',
    });
  }
  return device;
}

let client: UspClient;
let worker: ScriptedWorker;

beforeEach(async () => {
  sessionStorage.clear();
  localStorage.clear();
  await page.viewport(1280, 800);
});

afterEach(() => client.dispose());

function open(path: string, device = home(30), script: Script = device.answer) {
  worker = new ScriptedWorker(script);
  client = new UspClient(() => worker);
  const state = new DeviceState(client, status);
  const log = new LogState(client);
  client.listen((event) => state.handle(event));
  const screen = render(DeviceScreen, {
    device: state,
    log,
    place: 'model',
    path,
    go: (place: string, at?: string) => void screen.rerender({ place, path: at }),
  });
  return { device: state, screen };
}

const pathField = () => page.getByRole('combobox', { name: 'Path' });
const searchField = () => page.getByRole('combobox', { name: 'Search the device' });
const hits = () => page.getByRole('grid', { name: 'Hits' }).getByRole('row');
const gets = () => worker.requests.filter((request) => request.kind === 'Get');

async function expectNoViolations() {
  const found = await axe.run(document.body, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

describe('the search', () => {
  it('shows the best first, moves by arrows and opens with Enter, and is a text whatever it finds', async () => {
    open('Device.DeviceInfo.');
    await expect.element(page.getByText('<img src=x>').first()).toBeVisible();
    await searchField().fill('value:<img');
    await expect.element(hits().filter({ hasText: '<img src=x>' })).toBeVisible();
    expect(document.querySelector('img')).toBeNull();
    await searchField().fill('hostname');
    await expect.poll(() => hits().elements().length).toBe(2);
    await userEvent.keyboard('{ArrowDown}');
    const active = () => document.querySelector('[role=row][aria-selected=true]');
    await expect.poll(() => searchField().element().getAttribute('aria-activedescendant')).toBe(active()?.id);
    expect(active()?.textContent).toContain(hosts);
    await expectNoViolations();
    await userEvent.keyboard('{Enter}');
    // The rows of the table are not known yet: the table is opened.
    await expect.element(pathField()).toHaveValue(hosts);
    await expect.element(page.getByRole('button', { name: '2 hits' })).toBeVisible();
  });

  it('leaves the tree with what leads to the hits, until something else is opened', async () => {
    const { device } = open('Device.');
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    const info = page.getByRole('treeitem', { name: 'DeviceInfo' });
    await searchField().fill('rate');
    await expect.element(hits().first()).toHaveTextContent('Rate');
    await expect.element(info).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    await expect.element(pathField()).toHaveValue(hosts);
    await expect.element(info).not.toBeInTheDocument();
    await pathField().fill('Device.DeviceInfo.');
    await userEvent.keyboard('{Enter}');
    await expect.element(info).toBeVisible();
  });

  it('has a parameter watched and told of from where it was found, by mouse and keyboard; a secret is not watched', async () => {
    const { device } = open('Device.');
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    device.model.setValue(`${hosts}1.HostName`, 'one', 1);
    await searchField().fill('is:secret');
    await expect.element(hits().first()).toHaveTextContent('AdminPassword');
    expect(page.getByRole('button', { name: 'Watch AdminPassword' }).elements()).toEqual([]);
    await searchField().fill('hosts hostname');
    await page.getByRole('button', { name: 'Watch HostName' }).click();
    expect(device.watch.entries.map(({ path }) => path)).toEqual([`${hosts}1.HostName`]);
    // What was found is still there.
    await expect.element(page.getByRole('button', { name: 'HostName is watched: go to the watch list' })).toBeVisible();
    const tell = page.getByRole('button', { name: 'Tell me when HostName changes' });
    expect(tell.element().tabIndex).toBe(0);
    (tell.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(tell).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => worker.requests.some((asked) => JSON.stringify(asked).includes('ValueChange'))).toBe(true);
    expect(device.subscriptions.isAsked('ValueChange', `${hosts}1.HostName`)).toBe(true);
    await expectNoViolations();
  });

  it('opens the best with Enter, however soon it comes after the last letter', async () => {
    const { device } = open('Device.');
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    const input = searchField().element() as HTMLInputElement;
    input.value = 'deviceinfo hostname';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await expect.element(pathField()).toHaveValue('Device.DeviceInfo.HostName');
  });

  it('keeps only the hits in the document that can be seen, of thousands', async () => {
    const { device } = open('Device.');
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    for (let row = 1; row <= 3_000; row += 1) device.model.setValue(`${hosts}${row}.HostName`, `host-${row}`, 1);
    await searchField().fill('host value:host');
    await expect.element(page.getByText('3,000 hits, the best 500 are shown')).toBeVisible();
    expect(hits().elements().length).toBeLessThan(60);
  });

  it('says which data model has what the device has not: TR-181, or the one that was brought', async () => {
    const vendor = `<?xml version="1.0"?>
<dm:document xmlns:dm="urn:x" spec="urn:acme:box" file="acme.xml">
  <model name="X_ACME_Device:1.0" base="Device:2.19"><object base="Device.Hosts.">
    <parameter name="X_ACME_HostNumber" access="readOnly"><syntax><int/></syntax></parameter></object></model>
</dm:document>`;
    await standard.intake.take([new File([vendor], 'acme.xml', { type: 'text/xml' })]);
    try {
      const { device } = open('Device.');
      await expect.poll(() => device.supportedLoader.phase).toBe('done');
      await searchField().fill('hostnumber');
      await expect.element(page.getByText('1 in X_ACME_Device:1.0, but not on this device')).toBeVisible();
      await expect.element(page.getByText(/^\d+ in TR-181, but not on this device$/)).toBeVisible();
      await expect.element(page.getByText('Device.Hosts.X_ACME_HostNumber')).toBeVisible();
    } finally {
      await standard.books.wipe();
      standard.intake.dismiss();
    }
  });

  it('says twice what was typed wrongly twice', async () => {
    open('Device.');
    await searchField().fill('changed:x changed:x');
    await expect.poll(() => page.getByText(/is no span of time/).elements().length).toBe(2);
  });

  it('finds what has come in meanwhile', async () => {
    const { device } = open('Device.');
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    await searchField().fill('value:printer');
    await expect.element(page.getByText('Nothing like this was read so far')).toBeVisible();
    device.model.setValue(`${hosts}7.HostName`, 'printer', Date.now());
    await expect.element(hits().filter({ hasText: 'printer' }).first()).toBeVisible();
  });
});

describe('a table', () => {
  it('shows the chosen columns in their order, no more than its bound, and knows them again', async () => {
    const first = open(hosts);
    await page.getByRole('button', { name: 'Choose columns' }).click();
    const dialog = page.getByRole('dialog', { name: 'Columns' });
    await dialog.getByRole('button', { name: 'Move Rate forward' }).click();
    for (let at = 9; at < 21; at += 1) await dialog.getByLabelText(`Extra${at}`, { exact: true }).click();
    await expect.element(dialog.getByLabelText('Extra30', { exact: true })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Done' }).click();
    // Only the columns in view are in the document.
    const heads = () => [...document.querySelectorAll('thead th')].map((head) => head.textContent.trim());
    const count = () => document.querySelector('table')?.getAttribute('aria-colcount');
    await expect.poll(count).toBe(String(2 + 24));
    await expect.poll(heads).toContain('Rate');
    expect(heads().indexOf('Rate')).toBeLessThan(heads().indexOf('AdminPassword'));
    const before = heads();
    await first.screen.unmount();
    open(hosts);
    await expect.poll(heads).toEqual(before);
    expect(count()).toBe(String(2 + 24));
  });

  it('ticks a range with Shift and all with the head, and forgets what is gone', async () => {
    const many = home(30);
    const { device } = open(hosts, many);
    await page.getByLabelText('Tick row 2', { exact: true }).click();
    await page.getByLabelText('Tick row 5', { exact: true }).click({ modifiers: ['Shift'] });
    await expect.element(page.getByText('4 of 30 rows ticked')).toBeVisible();
    await page.getByLabelText('Tick all rows').click();
    await expect.element(page.getByText('30 of 30 rows ticked')).toBeVisible();
    many.objects.delete(`${hosts}3.`);
    device.model.remove(`${hosts}3.`);
    await expect.element(page.getByText('29 of 29 rows ticked')).toBeVisible();
    await expectNoViolations();
    await page.getByRole('button', { name: 'Take all ticks away' }).click();
    await expect.element(page.getByText('29 rows, 12 of 44 parameters')).toBeVisible();
  });
});

describe('the path field', () => {
  it('leads through a condition by its list, and sends it without white space [R-ARC.9b]', async () => {
    open('Device.DeviceInfo.');
    await expect.element(page.getByRole('treeitem', { name: 'Hosts' })).toBeVisible();
    await pathField().fill(`${hosts}[Act`);
    await userEvent.keyboard('{Tab}');
    await expect.element(pathField()).toHaveValue(`${hosts}[Active`);
    await expect.element(page.getByRole('option', { name: `${hosts}[Active==` })).toBeVisible();
    await pathField().fill(`${hosts}[Active = true].HostName`);
    await expect.element(page.getByText(/^Character 27, at “= true/)).toBeVisible();
    await pathField().fill(`${hosts}[Active == true].HostName`);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => JSON.stringify(gets())).toContain(`${hosts}[Active==true].HostName`);
    await expectNoViolations();
  });

  it('offers what was typed before, also after a reload, but no secret', async () => {
    const first = open('Device.');
    await pathField().fill('Device.Hosts.');
    await userEvent.keyboard('{Enter}');
    await pathField().fill(`${hosts}[AdminPassword=="geheim"].`);
    await userEvent.keyboard('{Enter}');
    await first.screen.unmount();
    open('Device.');
    await pathField().fill('');
    await expect.element(page.getByRole('option', { name: 'Device.Hosts. typed before' })).toBeVisible();
    expect(page.getByRole('option').elements().length).toBe(1);
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('geheim');
  });

  it('asks with the flags that are chosen; what takes long can be stopped', async () => {
    const device = home(3);
    open('Device.Hosts.', device, (request) =>
      request.kind === 'GetSupportedDM' && request.paths[0] === 'Device.Hosts.' ? undefined : device.answer(request),
    );
    await page.getByRole('button', { name: 'Ask the device about this path' }).click();
    await page.getByLabelText('Message', { exact: true }).selectOptions('GetSupportedDM');
    await page.getByLabelText('First level only').click();
    await page.getByLabelText('Events').click();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    const asked = () => worker.requests.at(-1);
    await expect.poll(asked).toEqual({
      kind: 'GetSupportedDM',
      paths: ['Device.Hosts.'],
      firstLevelOnly: true,
      returnCommands: true,
      returnEvents: false,
      returnParams: true,
      returnUniqueKeySets: true,
    });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(worker.cancelled).toHaveLength(1);
  });

  it('says of each path that fails why, in words', async () => {
    open('Device.Nothing.*.');
    await expect.element(page.getByText(/Get of Device\.Nothing\.\*\./)).toBeVisible();
    await expect.element(page.getByText(/7026/).first()).toBeVisible();
  });
});
