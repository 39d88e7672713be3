import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../kit/tokens.css';
import '../kit/base.css';
import { DeviceState } from '../../state/device.svelte.ts';
import { modelBounds } from '../../model/device-model.ts';
import { LogState } from '../../state/log/log.svelte.ts';
import { deviceStatus } from '../../state/testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../tools/testing/scripted-worker.ts';
import { tabBounds } from '../../state/storage/tab-kept.svelte.ts';
import { UspClient } from '../../worker/client.ts';
import DeviceScreen from './device-screen.svelte';

const status = deviceStatus({ roundTrip: 12 });

function gateway(): ScriptedDevice {
  const home = new ScriptedDevice();
  home.supported.push(
    supportedObject('Device.', [], {
      commands: [{ name: 'Reboot()', type: 'sync', inputArgs: [], outputArgs: [] }],
      events: [{ name: 'Boot!', args: ['Cause'] }],
    }),
    supportedObject('Device.DeviceInfo.', [
      ['ModelName'],
      ['HostName', 'string', 'readWrite'],
      ['UpTime', 'unsignedInt'],
      ['X_EXAMPLE_Count', 'unsignedInt'],
      ['Enable', 'boolean', 'readWrite'],
      ['Limit', 'unsignedInt', 'readWrite'],
      ['AdminPassword', 'string', 'readWrite'],
    ]),
    supportedObject('Device.Hosts.', []),
    supportedObject('Device.Hosts.Host.{i}.', [['HostName'], ['Rate', 'int']]),
    supportedObject('Device.NAT.', []),
    supportedObject(
      'Device.NAT.PortMapping.{i}.',
      [
        ['Description', 'string', 'readWrite'],
        ['Alias', 'string', 'readWrite'],
      ],
      {
        access: 'addDelete',
        uniqueKeySets: [['Alias']],
      },
    ),
    supportedObject('Device.IP.', []),
    supportedObject('Device.IP.Diagnostics.', [], {
      commands: [
        {
          name: 'TraceRoute()',
          type: 'async',
          inputArgs: ['ProtocolVersion', 'Host'],
          outputArgs: ['RouteHops.{i}.Host'],
        },
      ],
    }),
  );
  home.put('Device.', {});
  home.put('Device.DeviceInfo.', {
    ModelName: '<img src=x onerror="document.title=1">',
    HostName: 'old-name',
    UpTime: '1234567',
    X_EXAMPLE_Count: '1234567',
    Enable: 'false',
    Limit: '5',
    AdminPassword: 'geheim',
  });
  home.put('Device.Hosts.', {});
  home.put('Device.NAT.', {});
  home.put('Device.NAT.PortMapping.1.', { Description: 'game', Alias: 'first' });
  home.put('Device.IP.', {});
  home.put('Device.IP.Diagnostics.', {});
  return home;
}

let client: UspClient;
let worker: ScriptedWorker;

beforeEach(async () => {
  sessionStorage.clear();
  await page.viewport(1280, 800);
});

afterEach(() => client.dispose());

/** Mounts the screen on a device; the tests move it by its own links. */
function open(home: ScriptedDevice, path: string, place = 'model', script: Script = home.answer) {
  worker = new ScriptedWorker(script);
  client = new UspClient(() => worker);
  const device = new DeviceState(client, status);
  const log = new LogState(client);
  client.listen((event) => {
    log.handle(event);
    device.handle(event);
  });
  const screen = render(DeviceScreen, {
    device,
    log,
    place,
    path,
    go: (to: string, at?: string) => void screen.rerender({ place: to, path: at }),
  });
  return { device, screen };
}

const sent = (kind: string) => worker.requests.filter((request) => request.kind === kind);

/** Rows added to a table: those of other tables, as of the Subscriptions that the page holds, left out. */
const added = (table: string) =>
  sent('Add')
    .flatMap((request) => (request.kind === 'Add' ? request.objects : []))
    .filter(({ path }) => path === table);

describe('the tree', () => {
  it('opens by arrows, closes by arrows, and chooses with Enter', async () => {
    open(gateway(), 'Device.');
    const tree = page.getByRole('tree');
    await expect.element(tree.getByRole('treeitem', { name: 'Hosts' })).toBeVisible();
    (tree.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{ArrowDown}{ArrowDown}{ArrowRight}');
    await expect.element(tree.getByRole('treeitem', { name: 'Host', exact: true })).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(tree.getByRole('treeitem', { name: 'Host', exact: true })).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('combobox', { name: 'Path' })).toHaveValue('Device.Hosts.');
  });

  it('is filtered from the keyboard with /', async () => {
    open(gateway(), 'Device.');
    const tree = page.getByRole('tree');
    await expect.element(tree.getByRole('treeitem', { name: 'Hosts' })).toBeVisible();
    await userEvent.keyboard('/uptime');
    await expect.element(tree.getByRole('treeitem', { name: 'Hosts' })).not.toBeInTheDocument();
    await expect.element(tree.getByRole('treeitem', { name: 'DeviceInfo' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(tree.getByRole('treeitem', { name: 'Hosts' })).toBeVisible();
  });
});

describe('values', () => {
  it('are shown as they are, by their type, and secrets masked', async () => {
    const title = document.title;
    open(gateway(), 'Device.DeviceInfo.');
    await expect.element(page.getByText('<img src=x onerror="document.title=1">').first()).toBeVisible();
    // Nothing says that this one is an amount.
    await expect.element(page.getByText('1234567', { exact: true }).first()).toBeVisible();
    // TR-181 knows that this one counts seconds.
    await expect.element(page.getByText('14 days 6 h')).toBeVisible();
    expect(document.body.textContent).not.toContain('geheim');
    expect(document.title).toBe(title);
    expect(document.querySelector('img')).toBeNull();
  });

  it('of a megabyte are cut, and hidden characters shown by name', async () => {
    const home = gateway();
    home.put('Device.DeviceInfo.', { HostName: String.fromCodePoint(0x202e) + 'x'.repeat(1_000_000) });
    open(home, 'Device.DeviceInfo.HostName');
    const details = page.getByRole('complementary', { name: 'Details' });
    await expect.element(details.getByText('U+202E').first()).toBeVisible();
    expect(document.body.textContent.length).toBeLessThan(20_000);
    await details.getByRole('button', { name: /more/ }).first().click();
    await expect.poll(() => document.body.textContent.length).toBeGreaterThan(40_000);
  });
});

describe('a table', () => {
  it('keeps only the rows in the document that can be seen, and sorts all of them', async () => {
    const home = gateway();
    for (let row = 1; row <= 2_000; row += 1) {
      home.put(`Device.Hosts.Host.${String(row)}.`, { HostName: `host-${String(row)}`, Rate: String(-row) });
    }
    open(home, 'Device.Hosts.Host.');
    await expect.element(page.getByRole('gridcell', { name: 'host-1', exact: true })).toBeVisible();
    expect(document.querySelectorAll('tbody tr').length).toBeLessThan(60);
    await page.getByRole('button', { name: 'Rate' }).click();
    await expect.element(page.getByRole('gridcell', { name: 'host-2000', exact: true })).toBeVisible();
    await page.getByLabelText('Filter the rows').fill('host-777');
    await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(1);
  });

  it('is filtered by what stands in its cells as well as by what the device says', async () => {
    const home = gateway();
    const pool = 'Device.DHCPv4.Server.Pool.';
    home.supported.push(
      supportedObject('Device.DHCPv4.', []),
      supportedObject('Device.DHCPv4.Server.', []),
      supportedObject(`${pool}{i}.`, [
        ['Order', 'unsignedInt'],
        ['LeaseTime', 'int'],
      ]),
    );
    for (const [row, time] of ['90000', '3600', '51820'].entries()) {
      home.put(`${pool}${String(row + 1)}.`, { Order: String(51_820 + row), LeaseTime: time });
    }
    open(home, pool);
    await expect.element(page.getByRole('gridcell', { name: '51820', exact: true })).toBeVisible();
    await expect.element(page.getByRole('gridcell', { name: '1 day 1 h', exact: true })).toBeVisible();
    const filter = page.getByLabelText('Filter the rows');
    const rows = () => document.querySelectorAll('tbody tr').length;
    await filter.fill('1 day 1');
    await expect.poll(rows).toBe(1);
    await filter.fill('51821');
    await expect.element(page.getByRole('gridcell', { name: '51821', exact: true })).toBeVisible();
    expect(rows()).toBe(1);
    await filter.fill('3600');
    await expect.element(page.getByRole('gridcell', { name: '1 h', exact: true })).toBeVisible();
    expect(rows()).toBe(1);
  });

  it('is walked cell by cell with the keyboard, head included, and edited in place', async () => {
    const home = gateway();
    for (let row = 2; row <= 100; row += 1) {
      home.put(`Device.NAT.PortMapping.${String(row)}.`, {
        Description: `map ${String(row)}`,
        Alias: `alias-${String(row)}`,
      });
    }
    open(home, 'Device.NAT.PortMapping.');
    await expect.element(page.getByRole('gridcell', { name: 'alias-2', exact: true })).toBeVisible();
    const grid = page.getByRole('grid');
    grid.element().focus();
    const active = () => {
      const id = grid.element().getAttribute('aria-activedescendant');
      return document.getElementById(id ?? '');
    };
    const press = async (keys: string) => userEvent.keyboard(keys);
    await press('{ArrowDown}{ArrowDown}{Home}');
    await expect.poll(() => active()?.closest('tr')?.getAttribute('aria-rowindex')).toBe('4');
    expect(active()?.getAttribute('aria-colindex')).toBe('1');
    await press('[Space]');
    await expect.element(page.getByText(/^1 of 100 rows ticked/)).toBeVisible();
    await press('{Control>}{End}{/Control}');
    await expect.poll(() => active()?.closest('tr')?.getAttribute('aria-rowindex')).toBe('101');
    await press('{Control>}{Home}{/Control}{ArrowUp}{ArrowRight}{Enter}');
    await expect.poll(() => active()?.getAttribute('aria-sort')).toBe('descending');
    // An Alias is written once: the one beside it can be edited here.
    await press('{ArrowDown}{ArrowRight}{ArrowRight}');
    const name = () => active()?.textContent;
    await expect.poll(name).not.toBe('');
    await press('{F2}');
    const editor = page.getByLabelText('Description of row 100', { exact: true });
    await expect.element(editor).toHaveFocus();
    await press('{Escape}');
    await expect.element(editor).not.toBeInTheDocument();
    expect(document.activeElement).toBe(grid.element());
    await press('/');
    expect(document.activeElement).toBe(page.getByLabelText('Filter the rows').element());
    grid.element().focus();
    await press('{Enter}');
    await expect
      .element(page.getByRole('combobox', { name: 'Path' }))
      .toHaveValue('Device.NAT.PortMapping.100.Description');
  });

  it('gets a row with its values, unique keys first, and loses one after a question', async () => {
    open(gateway(), 'Device.NAT.PortMapping.');
    await page.getByRole('button', { name: 'Add a row' }).click();
    const dialog = page.getByRole('dialog');
    const fields = () =>
      [...document.querySelectorAll('dialog input')].map((field) => field.closest('.field')?.textContent ?? '');
    await expect.poll(() => fields()[0]).toContain('Alias');
    await dialog.getByLabelText(/Alias/).fill('second');
    await dialog.getByRole('button', { name: 'Add the row' }).click();
    await expect.element(page.getByRole('combobox', { name: 'Path' })).toHaveValue('Device.NAT.PortMapping.101.');
    expect(added('Device.NAT.PortMapping.')).toEqual([
      { path: 'Device.NAT.PortMapping.', params: [{ param: 'Alias', value: 'second', required: true }] },
    ]);
    await page.getByRole('button', { name: 'Delete this row' }).click();
    expect(sent('Delete')).toEqual([]);
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect.element(page.getByRole('combobox', { name: 'Path' })).toHaveValue('Device.NAT.PortMapping.');
    expect(sent('Delete')).toEqual([{ kind: 'Delete', allowPartial: false, paths: ['Device.NAT.PortMapping.101.'] }]);
  });
});

describe('editing', () => {
  it('stages, reviews, sets, and sets back', async () => {
    open(gateway(), 'Device.DeviceInfo.HostName');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabelText('New value').fill('new-name');
    await page.getByRole('button', { name: 'Stage the change' }).click();
    expect(sent('Set')).toEqual([]);
    await page.getByRole('button', { name: 'Review and send' }).click();
    await page.getByRole('button', { name: 'Send the change' }).click();
    await expect.element(page.getByText('The device took the new value')).toBeVisible();
    await page.getByRole('button', { name: 'Set it back' }).click();
    const values = () => sent('Set').map((request) => request.kind === 'Set' && request.objects[0]?.params[0]?.value);
    await expect.poll(values).toEqual(['new-name', 'old-name']);
  });

  it('says of a value what its type forbids, and offers true and false for a boolean', async () => {
    const { screen } = open(gateway(), 'Device.DeviceInfo.Limit');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabelText('New value').fill('-1');
    await expect.element(page.getByLabelText('New value')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabelText('New value').fill('7');
    await expect.element(page.getByLabelText('New value')).not.toHaveAttribute('aria-invalid');
    await screen.rerender({ path: 'Device.DeviceInfo.Enable' });
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabelText('New value').selectOptions('true');
    await page.getByRole('button', { name: 'Stage the change' }).click();
    await expect.element(page.getByText('Waits to be sent')).toBeVisible();
  });

  it('keeps a refused change with the reason, where it belongs', async () => {
    const home = gateway();
    open(home, 'Device.DeviceInfo.Limit', 'model', (request) =>
      request.kind === 'Set'
        ? plain({
            code: 7004,
            message: 'The request failed.',
            params: [{ path: 'Device.DeviceInfo.Limit', code: 7012, message: 'too large' }],
          })
        : home.answer(request),
    );
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabelText('New value').fill('9999');
    await page.getByRole('button', { name: 'Stage the change' }).click();
    await page.getByRole('button', { name: 'Review and send' }).click();
    await page.getByRole('button', { name: 'Send the change' }).click();
    await expect
      .element(
        page
          .getByRole('dialog')
          .getByText(/too large/)
          .first(),
      )
      .toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await expect.element(page.getByText('The device refused this value')).toBeVisible();
  });

  it('says when the device says more than there is room for', async () => {
    const { device } = open(gateway(), 'Device.');
    for (let n = 0; n <= modelBounds.params; n++) device.model.setValue(`Device.X_EXAMPLE.P${n}`, '1', 1);
    await expect.element(page.getByText('says more than this page has room for')).toBeVisible();
  });

  it('says beside the changes when a reload would lose them, why, and what to try', async () => {
    const { device } = open(gateway(), 'Device.DeviceInfo.');
    device.drafts.set('Device.DeviceInfo.Limit', 'x'.repeat(tabBounds.large));
    const notice = page.getByRole('status').filter({ hasText: 'would be lost on a reload' });
    await expect.element(notice).toHaveTextContent(/larger than what this page keeps.*What to try/);
    device.drafts.set('Device.DeviceInfo.Limit', '12');
    await expect.element(notice).not.toBeInTheDocument();
  });

  it('keeps drafts over a reload, but no secret', async () => {
    const first = open(gateway(), 'Device.DeviceInfo.');
    await expect.element(page.getByText('old-name')).toBeVisible();
    first.device.edits.stage('Device.DeviceInfo.HostName', 'kept');
    first.device.edits.stage('Device.DeviceInfo.AdminPassword', 'lost');
    first.device.drafts.set('Device.DeviceInfo.Limit', '12');
    const again = new DeviceState(client, status);
    expect(again.edits.staged.get('Device.DeviceInfo.HostName')).toMatchObject({ value: 'kept', before: 'old-name' });
    expect(again.drafts.get('Device.DeviceInfo.Limit')).toBe('12');
    expect(again.edits.staged.has('Device.DeviceInfo.AdminPassword')).toBe(false);
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('lost');
  });
});

describe('a command', () => {
  it('that runs on its own is followed to its readable end, with a Subscription made and cleaned up [R-NOT.0]', async () => {
    const home = gateway();
    const request = 'Device.LocalAgent.Request.4.';
    open(home, 'Device.IP.Diagnostics.TraceRoute()', 'model', (asked) =>
      asked.kind === 'Operate'
        ? {
            kind: 'Operate',
            results: [{ executedCommand: asked.command, outcome: { type: 'request', requestPath: request } }],
          }
        : home.answer(asked),
    );
    await page.getByLabelText('Host').fill('example.org');
    await page.getByRole('group', { name: 'Values for ProtocolVersion' }).getByRole('button', { name: 'IPv6' }).click();
    await page.getByRole('button', { name: 'Run TraceRoute()' }).click();
    await expect.element(page.getByText('running on the device')).toBeVisible();
    const [operate] = sent('Operate');
    if (operate?.kind !== 'Operate') throw new Error('no Operate was sent');
    expect(operate.args).toEqual([
      ['ProtocolVersion', 'IPv6'],
      ['Host', 'example.org'],
    ]);
    const subscribed = JSON.stringify(sent('Add'));
    expect(subscribed).toContain('OperationComplete');
    expect(subscribed).toContain('"ReferenceList","value":"Device.IP.Diagnostics.TraceRoute()"');
    worker.emit({
      type: 'operation',
      report: {
        device: 'gateway',
        command: operate.command,
        commandKey: operate.commandKey ?? '',
        requestPath: request,
        state: 'complete',
        startedAt: 1,
        endedAt: 2,
        outcome: { type: 'output', args: [['RouteHops.1.Host', 'first-hop']] },
      },
    });
    await expect.element(page.getByRole('cell', { name: 'first-hop' })).toBeVisible();
    await expect.poll(() => JSON.stringify(sent('Delete'))).toContain('[ID==');
  });

  it('that restarts the device asks in words first', async () => {
    const home = gateway();
    open(home, 'Device.Reboot()', 'model', (asked) =>
      asked.kind === 'Operate'
        ? { kind: 'Operate', results: [{ executedCommand: asked.command, outcome: { type: 'output', args: [] } }] }
        : home.answer(asked),
    );
    await page.getByRole('button', { name: 'Run Reboot()' }).click();
    await expect.element(page.getByRole('alertdialog')).toBeVisible();
    expect(sent('Operate')).toEqual([]);
    await page.getByRole('button', { name: 'Restart it' }).click();
    await expect.element(page.getByText('done', { exact: true })).toBeVisible();
    expect(sent('Operate')).toHaveLength(1);
  });

  it('run twice at the same time stays two runs', async () => {
    const home = gateway();
    let at = 0;
    const { device } = open(home, 'Device.', 'requests', (asked) =>
      asked.kind === 'Operate'
        ? {
            kind: 'Operate',
            results: [
              {
                executedCommand: asked.command,
                outcome: { type: 'request', requestPath: `Device.LocalAgent.Request.${String(++at)}.` },
              },
            ],
          }
        : home.answer(asked),
    );
    const keys = ['a', 'b'].map((host) =>
      device.requests.run('Device.IP.Diagnostics.TraceRoute()', [['Host', host]], { async: true }),
    );
    await expect.poll(() => keys.map((key) => device.requests.find(key)?.state)).toEqual(['running', 'running']);
    const report = { device: 'gateway', command: 'Device.IP.Diagnostics.TraceRoute()', requestPath: '', startedAt: 1 };
    worker.emit({
      type: 'operation',
      report: { ...report, commandKey: keys[1], state: 'complete', outcome: { type: 'output', args: [['X', 'of b']] } },
    });
    await expect.poll(() => device.requests.find(keys[1] ?? '')?.output).toEqual([['X', 'of b']]);
    expect(device.requests.find(keys[0] ?? '')?.state).toBe('running');
    const wishes = added('Device.LocalAgent.Subscription.').map(({ params }) =>
      Object.fromEntries(params.map(({ param, value }) => [param, value])),
    );
    expect(wishes.filter(({ NotifType }) => NotifType === 'OperationComplete')).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  it('is told where it belongs, and what was read stays', async () => {
    const home = gateway();
    let denied = false;
    open(home, 'Device.DeviceInfo.', 'model', (asked) =>
      denied && asked.kind === 'Get' ? plain({ code: 7006, message: 'Permission denied.' }) : home.answer(asked),
    );
    await expect.element(page.getByText('old-name')).toBeVisible();
    denied = true;
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect.element(page.getByText('Permission denied.').first()).toBeVisible();
    await expect.element(page.getByText('old-name')).toBeVisible();
  });

  it('does not end the tree: a device that can not give its model whole is asked level by level', async () => {
    const home = gateway();
    open(home, 'Device.', 'model', (asked) => {
      if (asked.kind !== 'GetSupportedDM') return home.answer(asked);
      if (!asked.firstLevelOnly) return plain({ code: 7005, message: 'Resources exceeded.' });
      const objects = home.supported.filter(({ path }) =>
        asked.paths.some(
          (above) => path === above || (path.startsWith(above) && /^[^.]+\.(\{i\}\.)?$/.test(path.slice(above.length))),
        ),
      );
      return { kind: 'GetSupportedDM', results: [{ requestedPath: 'Device.', dataModelInstUri: '', objects }] };
    });
    await expect.poll(() => sent('GetSupportedDM').length).toBeGreaterThan(2);
    await page.getByLabelText('Search the device').fill('traceroute');
    await expect.element(page.getByRole('treeitem', { name: 'Diagnostics' })).toBeVisible();
  });

  it('can be stopped: reading that takes long', async () => {
    const home = gateway();
    open(home, 'Device.Hosts.Host.', 'model', (asked) =>
      asked.kind === 'GetInstances' ? undefined : home.answer(asked),
    );
    await page.getByRole('button', { name: 'Stop reading', exact: true }).click();
    await expect.element(page.getByText('Stopped. What came in so far is shown.')).toBeVisible();
    expect(worker.cancelled).toHaveLength(1);
  });
});

describe('an idle screen', () => {
  it.each(['overview', 'model', 'notifications', 'requests'])(
    '%s asks nothing anew because a round trip was told',
    async (place) => {
      const { device } = open(gateway(), 'Device.DeviceInfo.', place);
      await expect.poll(() => device.supportedLoader.phase).toBe('done');
      await expect.poll(() => sent('Get').length).toBeGreaterThan(0);
      for (let trip = 1; trip <= 20; trip += 1) {
        worker.emit({ type: 'device', status: { ...status, roundTrip: trip, lastHeard: trip } });
      }
      await expect.poll(() => device.status.roundTrip).toBe(20);
      expect(sent('Get').length).toBeLessThan(8);
    },
  );
});

describe('notifications and the log', () => {
  it('come in with words, a mark of what is new, and the way to the place', async () => {
    open(gateway(), 'Device.', 'notifications');
    const notification = { kind: 'ValueChange', paramPath: 'Device.DeviceInfo.HostName', value: 'told' };
    const notify = { subscriptionId: 's', sendResp: false, notification };
    worker.emit({ type: 'notify', report: { time: 1, device: 'gateway', connection: 'c', msgId: 'm', notify } });
    await expect.element(page.getByText('Value changed')).toBeVisible();
    await page.getByRole('button', { name: 'Device.DeviceInfo.HostName' }).click();
    await expect.element(page.getByRole('complementary', { name: 'Details' }).getByText('told').first()).toBeVisible();
  });

  it('show a Record as text and as bytes, and pause', async () => {
    open(gateway(), 'Device.', 'overview');
    const entry = {
      seq: 1,
      time: 1,
      kind: 'in',
      mtp: 'websocket',
      device: 'gateway',
      size: 5,
      msgType: 'GetResp',
      msgId: 'm-1',
      note: 'one path',
    };
    worker.emit({ type: 'log', entries: [entry] });
    await page.getByRole('button', { name: /Message log/ }).click();
    await page.getByRole('row', { name: /GetResp/ }).click();
    await expect.element(page.getByRole('treeitem', { name: /version/ })).toHaveTextContent('"1.4"');
    await page.getByRole('tab', { name: 'Text' }).click();
    await expect.element(page.getByText('version: "1.4"')).toBeVisible();
    await page.getByRole('tab', { name: 'Bytes' }).click();
    await expect.element(page.getByRole('grid', { name: 'Bytes' })).toHaveTextContent(/0a\s*03\s*31\s*2e\s*34/);
    await page.getByRole('button', { name: 'Pause the log' }).click();
    worker.emit({ type: 'log', entries: [{ ...entry, seq: 2, note: 'later' }] });
    await expect.element(page.getByRole('button', { name: 'Go on (1 wait)' })).toBeVisible();
    await page.getByRole('button', { name: 'Go on (1 wait)' }).click();
    await expect.element(page.getByText('later')).toBeVisible();
  });
});

describe('every place', () => {
  it.each([
    ['overview', 'Device.'],
    ['model', 'Device.DeviceInfo.HostName'],
    ['model', 'Device.NAT.PortMapping.'],
    ['model', 'Device.IP.Diagnostics.TraceRoute()'],
    ['notifications', 'Device.'],
    ['requests', 'Device.'],
  ])('%s (%s) has nothing that axe finds, wide and at 360 px, light and dark', async (place, path) => {
    const { device } = open(gateway(), path, place);
    await expect.poll(() => device.supportedLoader.phase).toBe('done');
    await expect.poll(() => device.loader.state(path).loading).toBe(false);
    for (const theme of ['light', 'dark']) {
      for (const width of [1280, 360]) {
        document.documentElement.dataset['theme'] = theme;
        await page.viewport(width, 800);
        // A spinner never finishes: it is waited for until it is gone.
        await expect.poll(() => document.getAnimations()).toEqual([]);
        const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
        expect(violations.map((one) => [theme, width, one.id, one.nodes.map((node) => node.html)])).toEqual([]);
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      }
    }
  });
});
