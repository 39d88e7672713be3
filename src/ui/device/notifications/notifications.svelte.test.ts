import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { DeviceState } from '../../../state/device.svelte.ts';
import { inboxBounds } from '../../../state/notifications/device-inbox.svelte.ts';
import { LogState } from '../../../state/log/log.svelte.ts';
import { deviceStatus } from '../../../state/testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../../tools/testing/scripted-worker.ts';
import type { Notification } from '../../../usp/message/answer-types.ts';
import { UspClient } from '../../../worker/client.ts';
import type { NotifyReport } from '../../../worker/port.ts';
import DeviceScreen from '../device-screen.svelte';

const table = 'Device.LocalAgent.Subscription.';
const status = deviceStatus();
const opened: { readonly device: DeviceState; readonly client: UspClient }[] = [];
let worker: ScriptedWorker;

function home(): ScriptedDevice {
  const device = new ScriptedDevice();
  device.supported.push(
    supportedObject('Device.', [], { events: [{ name: 'Boot!', args: ['Cause'] }] }),
    supportedObject('Device.DeviceInfo.', [['HostName'], ['AdminPassword']]),
  );
  device.put('Device.', {});
  device.put('Device.DeviceInfo.', { HostName: 'a', AdminPassword: 'b' });
  return device;
}

function open(device: ScriptedDevice, special?: Script) {
  worker = new ScriptedWorker((asked) => special?.(asked) ?? device.answer(asked));
  const client = new UspClient(() => worker);
  const state = new DeviceState(client, status);
  client.listen((event) => state.handle(event));
  opened.push({ device: state, client });
  const go = (place: string, at?: string) => void screen.rerender({ place, path: at });
  const log = new LogState(client);
  const screen = render(DeviceScreen, { device: state, log, place: 'notifications', path: undefined, go });
  return { device: state, screen };
}

function notify(notification: Notification, subscriptionId = 's1', sendResp = false): NotifyReport {
  return {
    time: 1_760_000_000_000,
    device: 'gateway',
    connection: 'c',
    msgId: 'n',
    notify: { subscriptionId, sendResp, notification },
  };
}

const named = (value: string): Notification => ({
  kind: 'ValueChange',
  paramPath: 'Device.DeviceInfo.HostName',
  value,
});
/** Types each into a field of its own; Enter leads to the next. */
async function fillPaths(...paths: readonly string[]) {
  for (const [at, path] of paths.entries()) {
    if (at > 0) await userEvent.keyboard('{Enter}');
    await page
      .getByRole('dialog')
      .getByLabelText(`Path ${at + 1}`, { exact: true })
      .fill(path);
  }
}

const inbox = () => page.getByRole('region', { name: 'Inbox' });
const items = () => inbox().getByRole('listitem');
const sent = (kind: string) => worker.requests.filter((asked) => asked.kind === kind);

beforeEach(async () => {
  sessionStorage.clear();
  await page.viewport(1280, 800);
});
afterEach(() => {
  for (const { device, client } of opened.splice(0)) {
    device.dispose();
    client.dispose();
  }
});

describe('the inbox', () => {
  it('filters by kind, Subscription, words and what is new, and leads to the place', async () => {
    const { device } = open(home());
    device.inbox.add(notify(named('first'), 's1'));
    device.inbox.add(
      notify({ kind: 'Event', objPath: 'Device.', eventName: 'Boot!', params: [['Cause', 'LocalReboot']] }, 's2', true),
    );
    device.inbox.markSeen();
    device.inbox.add(notify(named('last'), 's1'));
    await expect.poll(() => items().elements().length).toBe(3);
    await expect.element(items().filter({ hasText: 'The device started' })).toHaveTextContent('answered by this page');
    await inbox().getByLabelText('Which notifications').selectOptions('Event');
    await expect.poll(() => items().elements().length).toBe(1);
    await inbox().getByLabelText('Which notifications').selectOptions('');
    await inbox().getByLabelText('Of which Subscription').selectOptions('s1');
    await expect.poll(() => items().elements().length).toBe(2);
    await inbox().getByLabelText('Only new').click();
    await expect.poll(() => items().elements().length).toBe(1);
    await inbox().getByLabelText('Filter the notifications').fill('nothing');
    await expect.element(inbox().getByText('No notification fits')).toBeVisible();
    await inbox().getByLabelText('Filter the notifications').fill('LAST');
    await items().getByRole('button', { name: 'Device.DeviceInfo.HostName' }).click();
    await expect.element(page.getByRole('combobox', { name: 'Path' })).toHaveValue('Device.DeviceInfo.HostName');
  });

  it('of a thousand keeps only those in the document that can be seen', async () => {
    const { device } = open(home());
    for (let number = 0; number < 1_200; number++) device.inbox.add(notify(named(`value ${String(number)}`)));
    await expect.element(inbox().getByText('value 1199')).toBeVisible();
    expect(device.inbox.items).toHaveLength(1_000);
    expect(items().elements().length).toBeLessThan(60);
    const list = inbox().getByRole('region', { name: 'Notifications' }).element();
    list.scrollTop = list.scrollHeight;
    await expect.element(inbox().getByText('value 200', { exact: true })).toBeVisible();
    expect(items().elements().length).toBeLessThan(60);
  });

  it('stands still while it is paused, and loses nothing', async () => {
    const { device } = open(home());
    await inbox().getByRole('button', { name: 'Pause' }).click();
    device.inbox.add(notify(named('waits')));
    await expect.element(inbox().getByRole('button', { name: 'Go on (1 wait)' })).toBeVisible();
    expect(device.inbox.unread).toBe(1);
    expect(items().elements()).toEqual([]);
    await inbox().getByRole('button', { name: 'Go on (1 wait)' }).click();
    await expect.element(inbox().getByText('waits')).toBeVisible();
    await inbox().getByRole('button', { name: 'Clear' }).click();
    await expect.element(inbox().getByText('Nothing came in yet')).toBeVisible();
  });

  it('keeps the others over a reload where one is too large to be kept', () => {
    const first = open(home());
    for (const value of ['older', 'x'.repeat(600_000), 'newer']) first.device.inbox.add(notify(named(value)));
    first.device.dispose();
    const { device } = open(home());
    expect(device.inbox.items.map(({ report }) => report.notify.notification)).toEqual([
      named('newer'),
      named('older'),
    ]);
  });

  it('keeps of large notifications only as many as have room, and writes none of them to find that out', () => {
    const { device } = open(home());
    const large = 'x'.repeat(inboxBounds.characters / 4);
    const written = vi.spyOn(JSON, 'stringify');
    try {
      for (let number = 0; number < 10; number++) device.inbox.add(notify(named(`${String(number)}${large}`)));
      expect(device.inbox.items.map(({ seq }) => seq)).toEqual([10, 9, 8]);
      device.inbox.pause();
      for (let number = 0; number < 10; number++) device.inbox.add(notify(named(`${String(number)}${large}`)));
      expect(device.inbox.waiting).toHaveLength(3);
      device.inbox.resume();
      expect(device.inbox.items.map(({ seq }) => seq)).toEqual([20, 19, 18]);
      device.inbox.add(notify(named('small')));
      dispatchEvent(new Event('pagehide'));
      const lengths = written.mock.results.map(({ value }) => String(value).length);
      expect(lengths.length).toBeGreaterThan(0);
      expect(Math.max(...lengths)).toBeLessThan(large.length);
    } finally {
      written.mockRestore();
    }
    expect(device.inbox.items.map(({ seq }) => seq)).toEqual([21, 20, 19, 18]);
    device.inbox.add(notify(named('x'.repeat(inboxBounds.characters * 2))));
    expect(device.inbox.items.map(({ seq }) => seq)).toEqual([22]);
  });

  it('counts what comes in after a reload as new also where the newest was too large to be kept', () => {
    const first = open(home());
    for (const value of ['older', 'x'.repeat(600_000)]) first.device.inbox.add(notify(named(value)));
    first.device.inbox.markSeen();
    first.device.dispose();
    const { device } = open(home());
    device.inbox.add(notify(named('after')));
    expect(device.inbox.unread).toBe(1);
    expect(device.inbox.items.map((item) => device.inbox.isUnread(item))).toEqual([true, false]);
  });

  it('outlives a reload, with what is new, and without secrets', () => {
    const first = open(home());
    first.device.inbox.add(notify(named('seen')));
    first.device.inbox.markSeen();
    first.device.inbox.add(
      notify({ kind: 'ValueChange', paramPath: 'Device.DeviceInfo.AdminPassword', value: 'geheim' }),
    );
    first.device.dispose();
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('geheim');
    const { device } = open(home());
    expect(device.inbox.items.map(({ report }) => report.notify.notification)).toEqual([
      { kind: 'ValueChange', paramPath: 'Device.DeviceInfo.AdminPassword', value: '' },
      named('seen'),
    ]);
    expect(device.inbox.unread).toBe(1);
    device.inbox.clear();
    device.dispose();
    expect(open(home()).device.inbox.items).toEqual([]);
  });
});

describe('Subscriptions [R-NOT.0]', () => {
  it('are made by a form that checks each path as it is typed', async () => {
    open(home());
    await page.getByRole('button', { name: 'New', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabelText('Tells of').selectOptions('ValueChange');
    await fillPaths('Device.DeviceInfo.HostName', 'Device.DeviceInfo.Nothing', 'Device..');
    const checks = dialog.getByRole('list', { name: 'What is thought of each path' }).getByRole('listitem');
    await expect
      .poll(() => checks.elements().map((one) => one.textContent.trim().split(' ')[0]))
      .toEqual(['fits', 'doubtful', 'no']);
    await dialog.getByRole('button', { name: 'Remove path 3' }).click();
    await fillPaths('Device.DeviceInfo.HostName', 'Device.DeviceInfo.');
    await dialog.getByLabelText('ID').fill('mine');
    await dialog.getByLabelText('Persistent').click();
    await dialog.getByLabelText('TimeToLive').fill('600');
    await dialog.getByLabelText('NotifRetry').click();
    await dialog.getByLabelText('NotifExpiration').fill('60');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    const adds = sent('Add').map((asked) => (asked.kind === 'Add' ? (asked.objects[0]?.params ?? []) : []));
    const params = adds.find((one) => one.some(({ value }) => value === 'mine')) ?? [];
    expect(params.map(({ param, value }) => `${param}=${value}`)).toEqual([
      'ID=mine',
      'NotifType=ValueChange',
      'ReferenceList=Device.DeviceInfo.HostName,Device.DeviceInfo.',
      'Persistent=true',
      'TimeToLive=600',
      'Enable=true',
      'NotifRetry=true',
      'NotifExpiration=60',
    ]);
  });

  it('keep what is typed over a reload until it is made or discarded, but no secret', async () => {
    const first = open(home());
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect.element(dialog.getByText('Your draft is still here.')).not.toBeInTheDocument();
    await fillPaths('Device.DeviceInfo.HostName', 'Device.DeviceInfo.UpTime');
    await dialog.getByLabelText('ID').fill('mine');
    await dialog.getByLabelText('TimeToLive').fill('600');
    await dialog.getByLabelText('Persistent').click();
    await first.screen.unmount();
    first.device.dispose();
    const second = open(home());
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect.element(dialog.getByText('Your draft is still here.')).toBeVisible();
    await expect.element(dialog.getByLabelText('Path 2', { exact: true })).toHaveValue('Device.DeviceInfo.UpTime');
    await expect.element(dialog.getByLabelText('ID')).toHaveValue('mine');
    await expect.element(dialog.getByLabelText('TimeToLive')).toHaveValue('600');
    await expect.element(dialog.getByLabelText('Persistent')).toBeChecked();
    await dialog.getByRole('button', { name: 'Discard it' }).click();
    await expect.element(dialog.getByLabelText('TimeToLive')).toHaveValue('0');
    expect(second.device.drafts.any('subscription:')).toBe(false);
    await fillPaths('Device.Users.User.[Password=="geheim"].Username');
    await dialog.getByLabelText('TimeToLive').fill('60');
    await expect.poll(() => second.device.drafts.any('subscription:+ReferenceList')).toBe(true);
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('geheim');
    expect(JSON.stringify({ ...sessionStorage })).toContain('subscription:');
  });

  it('that are changed are compared with what the device has, also when a draft was left', async () => {
    const device = home();
    const put = { ID: 'of-mine', Enable: 'true', NotifType: 'Event', ReferenceList: 'Device.Boot!', TimeToLive: '0' };
    device.put(`${table}1.`, put);
    open(device);
    const row = page.getByRole('listitem', { name: 'of-mine' });
    const dialog = page.getByRole('dialog');
    await row.getByRole('button', { name: 'Change of-mine' }).click();
    await dialog.getByLabelText('TimeToLive').fill('60');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await row.getByRole('button', { name: 'Change of-mine' }).click();
    await expect.element(dialog.getByLabelText('TimeToLive')).toHaveValue('60');
    await dialog.getByRole('button', { name: 'Change it' }).click();
    const sets = () => sent('Set').flatMap((asked) => (asked.kind === 'Set' ? (asked.objects[0]?.params ?? []) : []));
    await expect.poll(() => sets().map(({ param, value }) => `${param}=${value}`)).toEqual(['TimeToLive=60']);
  });

  it('are switched, changed by what is another alone, and deleted after a question', async () => {
    const device = home();
    device.put(`${table}1.`, {
      ID: 'of-mine',
      Enable: 'true',
      NotifType: 'Event',
      ReferenceList: 'Device.Boot!',
      TimeToLive: '0',
    });
    open(device);
    const row = page.getByRole('listitem', { name: 'of-mine' });
    await row.getByRole('button', { name: 'Switch off' }).click();
    await expect.element(row.getByText('off', { exact: true })).toBeVisible();
    await row.getByRole('button', { name: 'Change of-mine' }).click();
    await page.getByRole('dialog').getByLabelText('TimeToLive').fill('60');
    await page.getByRole('dialog').getByRole('button', { name: 'Change it' }).click();
    const sets = () => sent('Set').flatMap((asked) => (asked.kind === 'Set' ? (asked.objects[0]?.params ?? []) : []));
    await expect
      .poll(() => sets().map(({ param, value }) => `${param}=${value}`))
      .toEqual(['Enable=false', 'TimeToLive=60']);
    await row.getByRole('button', { name: 'Delete of-mine' }).click();
    expect(sent('Delete')).toEqual([]);
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect.element(row).not.toBeInTheDocument();
  });

  it('that this page holds are marked on the device, and not to be changed there', async () => {
    const device = home();
    open(device);
    await expect.poll(() => device.objects.size).toBe(3);
    const row = page.getByRole('list', { name: 'On the device' }).getByRole('listitem');
    await expect.element(row.getByText('held by this page')).toBeVisible();
    expect(row.getByRole('button', { name: /^(Change|Delete|Switch)/ }).elements()).toEqual([]);
    await expect.element(page.getByText('So that this page notices when the device starts anew.')).toBeVisible();
  });

  it('to restarts that the device refuses are said quietly', async () => {
    open(home(), (asked) => (asked.kind === 'Add' ? plain({ code: 7006, message: 'Not for you.' }) : undefined));
    await expect.element(page.getByText(/may not notice when the device starts anew. Not for you\./)).toBeVisible();
    expect(page.getByRole('alert').elements()).toEqual([]);
  });

  it('of a device that writes 1 and 0 are read right, and changed in its spelling', async () => {
    const device = home();
    const flags = { Enable: '0', Persistent: '1', NotifRetry: '1' };
    device.put(`${table}1.`, { ID: 'of-mine', NotifType: 'Event', ReferenceList: 'Device.Boot!', ...flags });
    open(device);
    const row = page.getByRole('listitem', { name: 'of-mine' });
    await expect.element(row.getByText('off', { exact: true })).toBeVisible();
    await expect.element(row.getByText('persistent')).toBeVisible();
    await expect.element(row.getByText('repeated until answered')).toBeVisible();
    await row.getByRole('button', { name: 'Change of-mine' }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByLabelText('Enable')).not.toBeChecked();
    await expect.element(dialog.getByLabelText('Persistent')).toBeChecked();
    await dialog.getByLabelText('Persistent').click();
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await row.getByRole('button', { name: 'Switch on' }).click();
    const sets = () => sent('Set').flatMap((asked) => (asked.kind === 'Set' ? (asked.objects[0]?.params ?? []) : []));
    await expect
      .poll(() => sets().map(({ param, value }) => `${param}=${value}`))
      .toEqual(['Persistent=0', 'Enable=1']);
  });

  it('have their paths completed by what the NotifType can refer to, and take many that are pasted', async () => {
    const { device } = open(home());
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByLabelText('Path 1', { exact: true });
    const offered = () =>
      dialog
        .getByRole('option')
        .elements()
        .filter((one) => one.checkVisibility())
        .map((one) => one.textContent.trim());
    await dialog.getByLabelText('Tells of').selectOptions('ValueChange');
    await field.fill('Device.DeviceInfo.h');
    await expect.poll(offered).toContain('Device.DeviceInfo.HostName');
    await userEvent.keyboard('{Tab}');
    await expect.element(field).toHaveValue('Device.DeviceInfo.HostName');
    await dialog.getByLabelText('Tells of').selectOptions('Event');
    await field.fill('Device.b');
    await expect.poll(offered).toEqual(['Device.Boot!']);
    await field.fill('Device.DeviceInfo.h');
    await expect.poll(offered).toEqual([]);
    await field.fill('');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'Device.Boot!\nDevice.DeviceInfo.');
    field.element().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    await expect.element(dialog.getByLabelText('Path 2', { exact: true })).toHaveValue('Device.DeviceInfo.');
    await expect.element(field).toHaveValue('Device.Boot!');
    // Enter goes on to another one, and sends nothing.
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByLabelText('Path 3', { exact: true })).toHaveFocus();
    expect(sent('Add').filter((asked) => JSON.stringify(asked).includes('Device.DeviceInfo.'))).toEqual([]);
  });

  it('that the device refuses stay in the form, with the reason', async () => {
    open(home(), (asked) =>
      asked.kind === 'Add' ? plain({ code: 7005, message: 'Too many Subscriptions.' }) : undefined,
    );
    await page.getByRole('button', { name: 'New', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await fillPaths('Device.DeviceInfo.HostName');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await expect.element(dialog.getByText('Too many Subscriptions.')).toBeVisible();
    await expect.element(dialog.getByLabelText('Path 1', { exact: true })).toHaveValue('Device.DeviceInfo.HostName');
  });

  it('and what came in have nothing that axe finds, wide and at 360 px', async () => {
    const device = home();
    device.put(`${table}1.`, { ID: 'of-mine', Enable: 'true', NotifType: 'Event', ReferenceList: 'Device.Boot!' });
    const { device: state } = open(device);
    state.inbox.add(notify(named('x')));
    await page.getByRole('button', { name: 'Change of-mine' }).click();
    for (const width of [1280, 360]) {
      await page.viewport(width, 800);
      const { violations } = await axe.run(document.body);
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    }
  });
});
