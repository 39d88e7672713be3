import axe from 'axe-core';
import type { ComponentProps } from 'svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../../tools/testing/scripted-worker.ts';
import type { ValueFacts } from '../../../model/tr181/facts.ts';
import { DeviceState } from '../../../state/device.svelte.ts';
import { standard } from '../../../state/tr181/standard.svelte.ts';
import type { ParamType } from '../../../usp/message/answer-types.ts';
import { UspClient } from '../../../worker/client.ts';
import WithDevice from '../with-device.svelte';
import ValueEditor from './value-editor.svelte';

let client: UspClient;
let worker: ScriptedWorker;

beforeAll(() => {
  // Colours on their way from one to the other have no contrast to judge.
  document.documentElement.style.setProperty('--motion-fast', '0ms');
  return standard.load();
});
beforeEach(() => sessionStorage.clear());
afterEach(() => client.dispose());

function gateway(): ScriptedDevice {
  const home = new ScriptedDevice();
  home.supported.push(
    supportedObject('Device.', []),
    supportedObject('Device.IP.', []),
    supportedObject('Device.IP.Interface.{i}.', [['Name'], ['LowerLayers', 'string', 'readWrite']]),
    supportedObject('Device.WiFi.', []),
    supportedObject('Device.WiFi.Radio.{i}.', [['SupportedStandards'], ['OperatingStandards', 'string', 'readWrite']]),
  );
  home.put('Device.IP.Interface.1.', { Name: 'lan' });
  home.put('Device.IP.Interface.2.', { Name: 'wan' });
  home.put('Device.WiFi.Radio.1.', { SupportedStandards: 'n,ax', OperatingStandards: 'n' });
  return home;
}

interface Shown {
  readonly value?: string;
  readonly type?: ParamType;
  /** Where the facts of TR-181 come from. */
  readonly path?: string;
  readonly facts?: ValueFacts;
  readonly secret?: boolean;
  readonly emptyIsUnset?: boolean;
}

/** One editor on a device; what it holds is `value()`. */
function open({ path, facts, ...shown }: Shown, home = gateway()) {
  worker = new ScriptedWorker(home.answer);
  client = new UspClient(() => worker);
  const device = new DeviceState(client, {
    id: 'gateway',
    agent: 'os::012345-000001',
    controllerId: 'self::console',
    presence: 'connected',
    ways: [{ connection: 'c', mtp: 'websocket', open: true, encrypted: false, preferred: true }],
    versions: ['1.4'],
    lastHeard: 1,
  });
  let value = shown.value ?? '';
  const onenter = vi.fn();
  const found = facts ?? (path ? standard.param(path) : undefined);
  if (path && !found) throw new Error(`TR-181 does not know ${path}`);
  render(WithDevice, {
    device,
    of: ValueEditor,
    given: {
      label: 'Field',
      type: 'string',
      path,
      facts: found,
      onenter,
      ...shown,
      value,
      oninput: (next: string) => (value = next),
    } satisfies ComponentProps<typeof ValueEditor>,
  });
  return { device, onenter, value: () => value };
}

const field = () => page.getByLabelText('Field', { exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function expectNoViolation(): Promise<void> {
  const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

describe('a boolean', () => {
  it('is chosen, and written as the Agent writes it', async () => {
    const plain = open({ type: 'boolean', value: 'true' });
    await field().selectOptions('false');
    expect(plain.value()).toBe('false');
    await expectNoViolation();
  });

  it('of an Agent that says 1 is answered with 0', async () => {
    const { value } = open({ type: 'boolean', value: '1' });
    await field().selectOptions('false, written 0');
    expect(value()).toBe('0');
    await field().selectOptions('true, written 1');
    expect(value()).toBe('1');
  });

  it('has its text one click away', async () => {
    const { value } = open({ type: 'boolean', value: 'true' });
    await button('Edit as text').click();
    await field().fill('TRUE');
    expect(value()).toBe('TRUE');
    await expect.element(page.getByText('Expected true or false.')).toBeVisible();
  });
});

describe('a number', () => {
  it('says its range, steps by arrows and buttons, and warns beyond it', async () => {
    const { value, onenter } = open({
      type: 'unsignedInt',
      value: '80',
      path: 'Device.NAT.PortMapping.1.ExternalPort',
    });
    await expect.element(page.getByText('0 to 65,535')).toBeVisible();
    await field().click();
    await userEvent.keyboard('{ArrowUp}');
    expect(value()).toBe('81');
    await button('One step down').click();
    expect(value()).toBe('80');
    await field().fill('65536');
    await expect.element(page.getByText(/TR-181: Must be/)).toBeVisible();
    await field().fill('-1');
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Enter}');
    expect(onenter).toHaveBeenCalledOnce();
    await expectNoViolation();
  });

  it('reads with its unit and its thousands', async () => {
    open({ type: 'unsignedInt', value: '90061', path: 'Device.DHCPv4.Server.Pool.1.LeaseTime' });
    await expect.element(page.getByText(/1 day 1 h/)).toBeVisible();
  });

  it('keeps every digit of the largest', async () => {
    const { value } = open({ type: 'unsignedLong', value: '18446744073709551614' });
    await button('One step up').click();
    await button('One step up').click();
    expect(value()).toBe('18446744073709551615');
  });

  it('may have a fraction', async () => {
    const { value } = open({ type: 'decimal', value: '1.5' });
    await button('One step up').click();
    expect(value()).toBe('2.5');
  });
});

describe('a time', () => {
  it('is picked in UTC and here, and has the words of TR-106', async () => {
    const { value } = open({ type: 'dateTime', value: '2026-05-04T15:30:07Z' });
    await page.getByLabelText('The picker shows').selectOptions('UTC');
    await expect.element(page.getByLabelText('Date and time in UTC')).toHaveValue('2026-05-04T15:30:07');
    await page.getByLabelText('Date and time in UTC').fill('2026-06-01T08:00:05');
    await expect.poll(value).toBe('2026-06-01T08:00:05Z');
    await button('Unknown time').click();
    expect(value()).toBe('0001-01-01T00:00:00Z');
    await expect.element(page.getByText(/^Unknown time:/)).toBeVisible();
    await button('Without end').click();
    expect(value()).toBe('9999-12-31T23:59:59Z');
    await button('Now').click();
    expect(Math.abs(Date.parse(value()) - Date.now())).toBeLessThan(600_000);
    await expectNoViolation();
  });

  it('may count from the start of the device', async () => {
    const { value } = open({ type: 'dateTime', value: '' });
    await button('Since the start').click();
    await page.getByLabelText('Seconds since the device started').fill('86400');
    await userEvent.tab();
    await expect.poll(value).toBe('0001-01-02T00:00:00Z');
    await expect.element(page.getByText(/1 day 0 h after the device started/)).toBeVisible();
  });
});

describe('a list', () => {
  const path = 'Device.DHCPv4.Server.Pool.1.DNSServers';

  it('is edited item by item', async () => {
    const { value } = open({ value: '192.0.2.1, 192.0.2.2', path });
    await page.getByLabelText('New item').fill('192.0.2.3');
    await button('Add item').click();
    expect(value()).toBe('192.0.2.1,192.0.2.2,192.0.2.3');
    await button('Move item 3 up').click();
    expect(value()).toBe('192.0.2.1,192.0.2.3,192.0.2.2');
    await button('Take item 1 out').click();
    await page.getByLabelText('Item 1', { exact: true }).fill('not an address');
    await userEvent.keyboard('{Enter}');
    expect(value()).toBe('not%20an%20address,192.0.2.2');
    await expect.element(page.getByLabelText('Item 1', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByLabelText('Item 1', { exact: true })).toHaveValue('not an address');
    await button('Edit as text').click();
    await field().fill('192.0.2.9');
    expect(value()).toBe('192.0.2.9');
    await button('Back to the editor').click();
    await expect.element(page.getByLabelText('Item 1', { exact: true })).toHaveValue('192.0.2.9');
    await expectNoViolation();
  });

  it('takes what was typed for a new item when the field is left', async () => {
    const { value } = open({ value: '', path });
    await page.getByLabelText('New item').fill('192.0.2.1');
    await userEvent.tab();
    expect(value()).toBe('192.0.2.1');
  });

  it('of an enumeration is ticked, with what the device itself lists first, and takes others', async () => {
    const { value } = open({ value: 'n', path: 'Device.WiFi.Radio.1.OperatingStandards' });
    await page.getByLabelText('ax', { exact: true }).click();
    expect(value()).toBe('n,ax');
    await page.getByLabelText('n', { exact: true }).click();
    expect(value()).toBe('ax');
    await page.getByLabelText('Another item').fill('x-own');
    await userEvent.keyboard('{Enter}');
    expect(value()).toBe('ax,x-own');
  });

  it('of an enumeration says which of them the device does not list', async () => {
    const path = 'Device.WiFi.Radio.1.OperatingStandards';
    const known = standard.param(path);
    if (!known) throw new Error(`TR-181 does not know ${path}`);
    const choices = ['a', 'n'].map((value) => ({
      value,
      readOnly: false,
      optional: false,
      status: 'current' as const,
    }));
    const { value } = open({ value: '', path, facts: { ...known, choices } });
    await page.getByLabelText('a (not listed by the device)').click();
    expect(value()).toBe('a');
  });

  it('of references is chosen from rows of the device, which are read for it', async () => {
    const { value } = open({ value: '', path: 'Device.LocalAgent.MTP.1.WebSocket.Interfaces' });
    await button('Device.IP.Interface.2').click();
    await button('Device.IP.Interface.1').click();
    expect(value()).toBe('Device.IP.Interface.2,Device.IP.Interface.1');
    await expect.element(page.getByLabelText('Item 2', { exact: true })).toHaveValue('Device.IP.Interface.1');
    await page.getByLabelText('Search what Field can refer to').fill('nothing like this');
    await expect.element(page.getByText('Nothing fits what you search for.')).toBeVisible();
    await expectNoViolation();
  });
});

describe('bytes', () => {
  it('say how many they are, and take a file by choice and by drop', async () => {
    const { value } = open({ type: 'hexBinary', value: 'CAFE' });
    await expect.element(page.getByText('2 bytes')).toBeVisible();
    const file = new File([Uint8Array.of(0, 255, 16)], 'key.bin');
    await userEvent.upload(page.getByLabelText('File with the bytes'), file);
    await expect.poll(value).toBe('00FF10');
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.of(1, 2)], 'other.bin'));
    page
      .getByRole('group', { name: 'Drop a file to take its bytes' })
      .element()
      .dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
    await expect.poll(value).toBe('0102');
    await field().fill('ABC');
    await expect.element(page.getByText('not whole bytes')).toBeVisible();
    await expect.element(button('Save as a file')).toBeDisabled();
    await expectNoViolation();
  });

  it('in base64 are saved as a file', async () => {
    open({ type: 'base64', value: 'AQID' });
    const saved: Blob[] = [];
    const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push(blob as Blob);
      return 'blob:none';
    });
    const follow = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    await button('Save as a file').click();
    expect([...new Uint8Array(await (saved[0] as Blob).arrayBuffer())]).toEqual([1, 2, 3]);
    make.mockRestore();
    follow.mockRestore();
  });

  it('of a file that is too large are refused in words', async () => {
    const { value } = open({ type: 'base64', value: 'AQID' });
    await userEvent.upload(
      page.getByLabelText('File with the bytes'),
      new File([new Uint8Array(5 * 1024 * 1024)], 'firmware.bin'),
    );
    await expect.element(page.getByRole('alert')).toHaveTextContent(/firmware\.bin has .* at most/);
    expect(value()).toBe('AQID');
  });
});

describe('text', () => {
  it('becomes several lines by Shift and Enter, and keeps the line feeds', async () => {
    const { value, onenter } = open({ value: 'one' });
    await field().click();
    await userEvent.keyboard('{End}{Shift>}{Enter}{/Shift}two');
    expect(value()).toBe('one\ntwo');
    await userEvent.keyboard('{Enter}three');
    expect(value()).toBe('one\ntwo\nthree');
    expect(onenter).not.toHaveBeenCalled();
  });

  it('that is pasted with line feeds keeps them', async () => {
    const { value } = open({ value: '' });
    await field().click();
    const pasted = new DataTransfer();
    pasted.setData('text/plain', 'a\nb');
    field()
      .element()
      .dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: pasted }));
    await expect.poll(value).toBe('a\nb');
    await expect.element(field()).toHaveFocus();
  });

  it('that is a secret is masked until it is asked for', async () => {
    open({ value: 'geheim', secret: true });
    await expect.element(field()).toHaveAttribute('type', 'password');
    await button('Show what is typed').click();
    await expect.element(field()).toHaveAttribute('type', 'text');
    await expectNoViolation();
  });
});

describe('an enumeration', () => {
  it('is chosen, or another value is typed', async () => {
    const { value } = open({ value: 'TCP', path: 'Device.NAT.PortMapping.1.Protocol' });
    await page.getByRole('group', { name: 'Values for Field' }).getByRole('button', { name: 'UDP' }).click();
    expect(value()).toBe('UDP');
    await field().fill('SCTP');
    expect(value()).toBe('SCTP');
    await expect.element(page.getByText(/TR-181: Must be one of/)).toBeVisible();
    await expectNoViolation();
  });
});

describe('a reference', () => {
  it('is searched among the rows that fit, which are read for it, or typed', async () => {
    const { value } = open({ value: '', path: 'Device.NAT.PortMapping.1.Interface' });
    const search = page.getByLabelText('Search what Field can refer to');
    await expect.element(button('Device.IP.Interface.1')).toBeVisible();
    expect(worker.requests.map((request) => request.kind)).toContain('GetInstances');
    await search.fill('interface.2');
    await expect.element(button('Device.IP.Interface.1')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(value()).toBe('Device.IP.Interface.2');
    await search.fill('');
    await search.click();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(value()).toBe('Device.IP.Interface.1');
    await field().fill('Device.Other.7');
    expect(value()).toBe('Device.Other.7');
    await expectNoViolation();
  });

  it('to a parameter is chosen from those of the rows', async () => {
    const known = standard.param('Device.PeriodicStatistics.SampleSet.1.Parameter.1.Reference');
    if (!known?.reference) throw new Error('TR-181 has no reference to a parameter');
    const facts = { ...known, reference: { ...known.reference, targets: ['Device.IP.Interface.'] } };
    const { value } = open({ value: '', facts });
    await button('Device.IP.Interface.1.Name lan').click();
    expect(value()).toBe('Device.IP.Interface.1.Name');
  });
});
