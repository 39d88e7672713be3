import axe from 'axe-core';
import { tick, type ComponentProps } from 'svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { deviceStatus } from '../../../state/testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../../tools/testing/scripted-worker.ts';
import { DeviceState } from '../../../state/device.svelte.ts';
import { standard } from '../../../state/tr181/standard.svelte.ts';
import { UspClient } from '../../../worker/client.ts';
import WithDevice from '../with-device.svelte';
import AddDialog from './add-dialog.svelte';
import DeleteDialog from './delete-dialog.svelte';
import ObjectList from './object-list.svelte';
import ReviewDialog from './review-dialog.svelte';
import SetColumnDialog from './set-column-dialog.svelte';

const status = deviceStatus();
const users = 'Device.Users.User.';
const mappings = 'Device.NAT.PortMapping.';
const info = 'Device.DeviceInfo.';

let client: UspClient;
let worker: ScriptedWorker;
let box: HTMLElement;

beforeAll(() => {
  // Colours on their way from one to the other have no contrast to judge.
  document.documentElement.style.setProperty('--motion-fast', '0ms');
  return standard.load();
});
beforeEach(async () => {
  sessionStorage.clear();
  await page.viewport(1280, 800);
});
afterEach(() => {
  client.dispose();
  box.remove();
});

function home(): ScriptedDevice {
  const made = new ScriptedDevice();
  made.supported.push(
    supportedObject('Device.', []),
    supportedObject(info, [
      ['HostName', 'string', 'readWrite'],
      ['FriendlyName', 'string', 'readWrite'],
      ['UpTime', 'unsignedInt'],
      ['ProvisioningCode', 'string', 'readWrite'],
    ]),
    supportedObject('Device.Time.', [['NTPServer1', 'string', 'readWrite']]),
    supportedObject('Device.Users.', []),
    supportedObject(
      `${users}{i}.`,
      [
        ['Enable', 'boolean', 'readWrite'],
        ['Username', 'string', 'readWrite'],
        ['Password', 'string', 'readWrite'],
        ['Language', 'string', 'readWrite'],
        ['RoleParticipation', 'string', 'readWrite'],
      ],
      { access: 'addDelete', uniqueKeySets: [['Username']] },
    ),
  );
  made.supported.push(
    supportedObject('Device.NAT.', []),
    supportedObject(
      `${mappings}{i}.`,
      [
        ['Enable', 'boolean', 'readWrite'],
        ['Alias', 'string', 'readWrite'],
        ['RemoteHost', 'string', 'readWrite'],
        ['ExternalPort', 'unsignedInt', 'readWrite'],
        ['Protocol', 'string', 'readWrite'],
      ],
      { access: 'addDelete', uniqueKeySets: [['Alias'], ['RemoteHost', 'ExternalPort', 'Protocol']] },
    ),
  );
  made.put(`${mappings}1.`, {
    Enable: 'true',
    Alias: 'cpe-1',
    RemoteHost: '',
    ExternalPort: '51820',
    Protocol: 'UDP',
  });
  made.put(info, { HostName: 'old', FriendlyName: 'hall', UpTime: '1', ProvisioningCode: '' });
  made.put('Device.Time.', { NTPServer1: 'a.example' });
  made.put('Device.Users.', {});
  made.put(`${users}1.`, { Enable: 'true', Username: 'ada', Password: '', Language: 'en', RoleParticipation: '' });
  made.put(`${users}2.`, { Enable: 'true', Username: 'bob', Password: '', Language: '', RoleParticipation: '' });
  return made;
}

async function open<Of extends ComponentProps<typeof WithDevice>['of']>(
  of: Of,
  props: Parameters<Of>[1],
  script?: Script,
  before: (device: DeviceState) => unknown = () => {},
) {
  const made = home();
  worker = new ScriptedWorker((request) => script?.(request) ?? made.answer(request));
  client = new UspClient(() => worker);
  const device = new DeviceState(client, status);
  client.listen((event) => device.handle(event));
  await device.supportedLoader.load();
  await Promise.all([info, 'Device.Time.', `${users}1.`, `${users}2.`].map((path) => device.loader.loadObject(path)));
  await device.loader.loadRows(users);
  await before(device);
  // A list fills what it stands in.
  box = document.body.appendChild(document.createElement('div'));
  box.style.blockSize = '600px';
  render(WithDevice, { target: box, props: { device, of, given: props } });
  return device;
}

const sent = (kind: string) => worker.requests.filter((request) => request.kind === kind);
const button = (name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

async function expectNoViolation(): Promise<void> {
  const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

describe('the review', () => {
  const stage = (device: DeviceState) => {
    device.edits.stage(`${info}HostName`, 'new');
    device.edits.stage(`${info}FriendlyName`, 'cellar');
    device.edits.stage('Device.Time.NTPServer1', 'b.example');
  };
  /** Takes all but the HostName. */
  const refuse: Script = (request) =>
    request.kind === 'Set'
      ? {
          kind: 'Set',
          results: request.objects.map(({ path, params }) => ({
            requestedPath: path,
            instances: [
              {
                path,
                params: params.flatMap(({ param, value }) =>
                  param === 'HostName' ? [] : [[param, value] as [string, string]],
                ),
                paramErrors: params
                  .filter(({ param }) => param === 'HostName')
                  .map(({ param }) => ({ path: param, code: 7012, message: 'no such host' })),
              },
            ],
          })),
        }
      : undefined;

  it('says before and after, sends what is asked for, and keeps what was refused with the code in words', async () => {
    const onclose = vi.fn();
    const device = await open(ReviewDialog, { onclose }, refuse, stage);
    await page.getByLabelText('change what it takes').click();
    await button('Send 3 changes').click();
    await expect.element(page.getByText('2 taken, 1 refused')).toBeVisible();
    await expect.element(page.getByText(/one that is allowed here.*no such host/).first()).toBeVisible();
    expect([...device.edits.staged.keys()]).toEqual([`${info}HostName`]);
    expect(sent('Set')).toMatchObject([
      { allowPartial: true, objects: [{ params: [{ required: false }, { required: false }] }, {}] },
    ]);
    await expectNoViolation();
    await page.getByRole('region', { name: 'Sent changes' }).getByRole('button', { name: 'Set back' }).click();
    await expect.poll(() => sent('Set').length).toBe(2);
    expect(sent('Set')[1]).toMatchObject({
      allowPartial: false,
      objects: [{ params: [{ value: 'hall', required: true }] }, { params: [{ value: 'a.example' }] }],
    });
    // What waits is not touched by what is set back.
    expect(device.edits.staged.get(`${info}HostName`)).toMatchObject({ value: 'new' });
    expect(onclose).not.toHaveBeenCalled();
  });

  it('sends again only what was refused, with what is required as marked', async () => {
    const error = plain({
      code: 7004,
      message: 'No.',
      params: [{ path: `${info}HostName`, code: 7012, message: 'no such host' }],
    });
    const device = await open(
      ReviewDialog,
      { onclose: () => {} },
      (request) => (request.kind === 'Set' ? error : undefined),
      stage,
    );
    await button('Send 3 changes').click();
    await expect
      .element(page.getByText('nothing was changed, 1 refused, 2 not changed because of others'))
      .toBeVisible();
    await page.getByLabelText('decide for each change').click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'HostName' })
      .getByLabelText(/^Required/)
      .click();
    await page.getByLabelText(/^Each object for itself/).click();
    await button('Send again what was refused').click();
    await expect.poll(() => sent('Set').length).toBe(2);
    expect(sent('Set')[1]).toEqual({
      kind: 'Set',
      allowPartial: false,
      objects: [{ path: info, params: [{ param: 'HostName', value: 'new', required: false }] }],
    });
    expect(device.edits.staged.size).toBe(3);
    await expectNoViolation();
  });

  it('without an answer keeps everything as it was', async () => {
    const device = await open(
      ReviewDialog,
      { onclose: () => {} },
      (request) =>
        request.kind === 'Set'
          ? plain({ origin: 'transport', reason: 'connection-lost', message: 'The connection was lost.' })
          : undefined,
      stage,
    );
    await button('Send 3 changes').click();
    await expect.element(page.getByText('The connection was lost.').first()).toBeVisible();
    expect([...device.edits.staged.values()].map(({ error, held }) => [error, held])).toEqual(
      Array.from({ length: 3 }, () => [undefined, undefined]),
    );
  });

  it('shows what changed on the device meanwhile, and what differs in a long value', async () => {
    const device = await open(ReviewDialog, { onclose: () => {} }, undefined, (made) =>
      made.edits.stage(`${info}HostName`, `old${'x'.repeat(80)}`),
    );
    await expect.element(page.getByText('Differs')).toBeVisible();
    expect(document.querySelector('ins')?.textContent).toBe('x'.repeat(80));
    device.model.setValue(`${info}HostName`, 'by another', Date.now());
    await expect.element(page.getByText('The value changed on the device after you edited it')).toBeVisible();
  });

  it('never offers to set a secret back to the empty text that it reads as', async () => {
    const device = await open(ReviewDialog, { onclose: () => {} }, undefined, (made) =>
      made.edits.stage(`${users}1.Password`, 'geheim'),
    );
    await device.edits.send({ kind: 'all' });
    expect(device.edits.sent.map((one) => device.edits.canRevert(one))).toEqual([false]);
    await expect.element(page.getByText(/from before\s+can't be read, so can't be set back/)).toBeVisible();
    expect(document.body.textContent).not.toContain('geheim');
  });
});

describe('a new row', () => {
  it('asks for its keys first, folds the rest, and says what was refused of it', async () => {
    const onadded = vi.fn();
    const device = await open(AddDialog, { table: users, onadded, onclose: () => {} }, (request) =>
      request.kind === 'Add'
        ? {
            kind: 'Add',
            results: [
              {
                requestedPath: users,
                instantiatedPath: `${users}3.`,
                uniqueKeys: [['Username', 'eve']],
                paramErrors: [{ path: 'Language', code: 7012, message: 'no such language' }],
              },
            ],
          }
        : undefined,
    );
    await expect.element(page.getByLabelText(/^Username/)).toBeVisible();
    expect(
      page
        .getByLabelText(/^Language/)
        .elements()
        .some((element) => element.checkVisibility()),
    ).toBe(false);
    await page.getByLabelText(/^Username/).fill('eve');
    // What turns the row on is not folded away.
    await expect.element(page.getByLabelText(/^Enable/)).toBeVisible();
    await expect.element(page.getByText(/The row does nothing until this is true/)).toBeVisible();
    await page.getByText(/^Other values/).click();
    await page.getByLabelText(/^Language/).fill('xx');
    await page.getByLabelText(/^Required/).click();
    await expectNoViolation();
    await button('Add the row').click();
    await expect.element(page.getByText(`Added ${users}3., but not all its values`)).toBeVisible();
    await expect.element(page.getByText(/Language was refused:.*no such language/).first()).toBeVisible();
    expect(sent('Add')).toEqual([
      {
        kind: 'Add',
        allowPartial: false,
        objects: [
          {
            path: users,
            params: [
              { param: 'Username', value: 'eve', required: true },
              { param: 'Language', value: 'xx', required: false },
            ],
          },
        ],
      },
    ]);
    await button('Open it, and stage what was refused').click();
    expect(onadded).toHaveBeenCalledWith(`${users}3.`);
    expect(device.edits.staged.get(`${users}3.Language`)).toMatchObject({ value: 'xx' });
    expect(device.drafts.any(`${users}+`)).toBe(false);
  });

  it('that was refused says so at its fields, and keeps what was typed', async () => {
    const device = await open(AddDialog, { table: users, onadded: () => {}, onclose: () => {} }, (request) =>
      request.kind === 'Add'
        ? plain({
            code: 7017,
            message: 'No.',
            params: [{ path: `${users}Username`, code: 7025, message: 'there is an ada' }],
          })
        : undefined,
    );
    await page.getByLabelText(/^Username/).fill('ada');
    await button('Add, then another').click();
    await expect.element(page.getByText(/Username was refused:.*there is an ada/)).toBeVisible();
    expect(device.drafts.get(`${users}+Username`)).toBe('ada');
  });

  it('says twice what the device refused twice of one parameter', async () => {
    const refused = { path: 'Language', code: 7012, message: 'no such language' };
    const results = [
      { requestedPath: users, instantiatedPath: `${users}9.`, uniqueKeys: [], paramErrors: [refused, refused] },
    ];
    await open(AddDialog, { table: users, onadded: () => {}, onclose: () => {} }, (request) =>
      request.kind === 'Add' ? { kind: 'Add', results } : undefined,
    );
    await button('Add the row').click();
    await expect.element(page.getByText(`Added ${users}9., but not all its values`)).toBeVisible();
    expect(page.getByText('Language was refused').elements()).toHaveLength(2);
  });

  it('is no copy of a row that could not be read, until it was', async () => {
    let broken = false;
    const device = await open(
      AddDialog,
      { table: users, source: `${users}1.`, onadded: () => {}, onclose: () => {} },
      (request) => (broken && request.kind === 'Get' ? plain({ code: 7002, message: 'Not now.' }) : undefined),
      () => (broken = true),
    );
    await expect.element(page.getByText(/Nothing was copied/)).toBeVisible();
    await expect.element(page.getByText(/Not now\./).first()).toBeVisible();
    expect(page.getByText(/are copied; rows below/).elements()).toEqual([]);
    expect(device.drafts.any(`${users}1.+`)).toBe(false);
    await expectNoViolation();
    broken = false;
    await button('Read the row again').click();
    await expect.element(page.getByText(/are copied; rows below/)).toBeVisible();
    await expect.element(page.getByLabelText(/^Language/)).toHaveValue('en');
    expect(page.getByText(/Nothing was copied/).elements()).toEqual([]);
  });

  it('can be a copy: keys are asked for, secrets are said to be missing', async () => {
    const onadded = vi.fn();
    const device = await open(AddDialog, { table: users, source: `${users}1.`, onadded, onclose: () => {} });
    await expect.element(page.getByText(/No two rows have the same Username/)).toBeVisible();
    await expect.element(page.getByText(/Enable is false in the copy/)).toBeVisible();
    await expect.element(page.getByText(/keeps Password back/)).toBeVisible();
    await expect.element(page.getByLabelText(/^Language/)).toHaveValue('en');
    await page.getByLabelText(/^Username/).fill('ada2');
    await button('Add the row').click();
    await expect.poll(() => onadded.mock.calls.length).toBe(1);
    expect(sent('Add')).toMatchObject([
      {
        objects: [
          {
            params: [
              { param: 'Username', value: 'ada2' },
              { param: 'Enable', value: 'false' },
              { param: 'Language', value: 'en' },
            ],
          },
        ],
      },
    ]);
    expect(device.drafts.any(`${users}1.+`)).toBe(false);
  });
});

describe('a copy of a row with a key of several parameters', () => {
  const source = `${mappings}1.`;
  const copy = (device: DeviceState) => device.loader.loadObject(source);

  it('has their values, says that one must differ, and asks before it sends what will be refused', async () => {
    const onadded = vi.fn();
    await open(AddDialog, { table: mappings, source, onadded, onclose: () => {} }, undefined, copy);
    await expect
      .element(page.getByText('No two rows have the same Alias: give another', { exact: false }))
      .toBeVisible();
    await expect
      .element(page.getByText('At least one of RemoteHost, ExternalPort, Protocol must differ.').first())
      .toBeVisible();
    await expect.element(page.getByLabelText(/^ExternalPort/)).toHaveValue('51820');
    await expect.element(page.getByLabelText(/^Protocol/).first()).toHaveValue('UDP');
    await expect.element(page.getByLabelText(/^Alias/)).toHaveValue('');
    expect(page.getByText(/^The same as in the row that is copied/).elements()).toHaveLength(3);
    await expectNoViolation();

    await button('Add the row').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('The copy is still the same as its row');
    await expect.element(page.getByLabelText(/^RemoteHost/)).toHaveFocus();
    expect(sent('Add')).toEqual([]);
    await page.getByLabelText(/^ExternalPort/).fill('51821');
    expect(page.getByText(/^The same as in the row that is copied/).elements()).toEqual([]);
    expect(page.getByRole('alert').elements()).toEqual([]);
    await button('Add the row').click();
    await expect.poll(() => onadded.mock.calls.length).toBe(1);
    expect(sent('Add')).toMatchObject([
      {
        objects: [
          {
            params: [
              { param: 'ExternalPort', value: '51821', required: true },
              { param: 'Protocol', value: 'UDP', required: true },
              { param: 'Enable', value: 'false' },
            ],
          },
        ],
      },
    ]);
  });

  it('is sent as it is when that is wished twice', async () => {
    await open(AddDialog, { table: mappings, source, onadded: () => {}, onclose: () => {} }, undefined, copy);
    await expect.element(page.getByLabelText(/^ExternalPort/)).toHaveValue('51820');
    await button('Add the row').click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await button('Add the row').click();
    await expect.poll(() => sent('Add').length).toBe(1);
  });
});

describe('rows that are to go', () => {
  const paths = [`${users}1.`, `${users}2.`];

  it('are named with what lies below and who refers to them; what is still there is said with the reason', async () => {
    const ondeleted = vi.fn();
    await open(
      DeleteDialog,
      { paths, ondeleted, onclose: () => {} },
      (request) =>
        request.kind === 'Delete'
          ? {
              kind: 'Delete',
              results: [
                {
                  requestedPath: paths[0] ?? '',
                  affectedPaths: [paths[0] ?? '', `${users}1.SupportedShell.1.`],
                  unaffectedPaths: [],
                },
                {
                  requestedPath: paths[1] ?? '',
                  affectedPaths: [],
                  unaffectedPaths: [{ path: paths[1] ?? '', code: 7024, message: 'it is logged in' }],
                },
              ],
            }
          : undefined,
      (device) => {
        device.model.addRow(`${users}1.SupportedShell.1.`, []);
        device.model.setValue('Device.LocalAgent.Controller.1.AssignedRole', `${users}2`, 1);
      },
    );
    await expect.element(page.getByRole('alertdialog', { name: 'Delete 2 rows?' })).toBeVisible();
    await expect.element(page.getByRole('list', { name: 'Goes with it' })).toHaveTextContent('SupportedShell.1.');
    await expect.element(page.getByRole('list', { name: 'Refers to it' })).toHaveTextContent('AssignedRole');
    await expectNoViolation();
    await page.getByLabelText(/allow_partial/).click();
    await button('Delete them').click();
    await expect.element(page.getByText('One row was deleted.')).toBeVisible();
    await expect.element(page.getByText(/it is logged in/).first()).toBeVisible();
    await expect.element(page.getByRole('list', { name: 'Gone with it' })).toHaveTextContent('SupportedShell.1.');
    expect(sent('Delete')).toEqual([{ kind: 'Delete', allowPartial: true, paths }]);
    await expectNoViolation();
    await button('Close').first().click();
    expect(ondeleted).toHaveBeenCalledOnce();
  });

  it('are asked about however a parameter names two of them, and looked for once', async () => {
    const device = await open(DeleteDialog, { paths, ondeleted: () => {}, onclose: () => {} }, undefined, (device) =>
      device.model.setValue('Device.LocalAgent.Controller.1.AssignedRole', `${users}1,${users}2`, 1),
    );
    const list = page.getByRole('list', { name: 'Refers to it' });
    await expect.element(list).toHaveTextContent('AssignedRole');
    expect(list.getByRole('listitem').elements()).toHaveLength(1);
    const looked = vi.spyOn(device.model, 'objects');
    device.model.addRow('Device.Hosts.Host.1.', []);
    await vi.waitFor(() => expect(device.table('Device.Hosts.Host.')?.rows.size).toBe(1));
    await tick();
    expect(looked).not.toHaveBeenCalled();
  });

  it('that are kept back twice in the answer are said twice', async () => {
    const kept = { path: paths[1] ?? '', code: 7024, message: 'it is logged in' };
    const results = [{ requestedPath: paths[0] ?? '', affectedPaths: [], unaffectedPaths: [kept, kept] }];
    await open(DeleteDialog, { paths, ondeleted: () => {}, onclose: () => {} }, (request) =>
      request.kind === 'Delete' ? { kind: 'Delete', results } : undefined,
    );
    await button('Delete them').click();
    await expect.element(page.getByText('No row was deleted.')).toBeVisible();
    expect(page.getByText(paths[1] ?? '', { exact: true }).elements()).toHaveLength(2);
  });

  it('all stay where one is kept back and that was not wished', async () => {
    const ondeleted = vi.fn();
    const device = await open(DeleteDialog, { paths, ondeleted, onclose: () => {} }, (request) =>
      request.kind === 'Delete'
        ? plain({
            code: 7024,
            message: 'Kept back.',
            params: [{ path: paths[1] ?? '', code: 7024, message: 'in use' }],
          })
        : undefined,
    );
    await button('Delete them').click();
    await expect.element(page.getByText('Kept back.').first()).toBeVisible();
    expect(device.model.table(users)?.rows.size).toBe(2);
    expect(ondeleted).not.toHaveBeenCalled();
  });
});

describe('editing in place', () => {
  it('is done from the keyboard: F2, Tab to the next that can be written, Escape lets it be', async () => {
    const device = await open(ObjectList, { path: info, selected: '', filter: '', onselect: () => {} });
    const line = button(/^FriendlyName/);
    await expect.element(line).toBeVisible();
    (line.element() as HTMLElement).focus();
    await userEvent.keyboard('{F2}');
    await expect.element(page.getByLabelText('FriendlyName', { exact: true })).toHaveFocus();
    await userEvent.keyboard('cellar{Tab}');
    await expect.element(page.getByLabelText('HostName', { exact: true })).toHaveFocus();
    await userEvent.keyboard('nothing{Escape}');
    await expect.element(button(/^HostName/)).toHaveFocus();
    expect([...device.edits.staged].map(([path, { value }]) => [path, value])).toEqual([
      [`${info}FriendlyName`, 'cellar'],
    ]);
    await expect.element(button(/^FriendlyName.*cellar.*not sent yet/)).toBeVisible();
    expect(sent('Set')).toEqual([]);
  });

  it('is not offered for what is written once, with its row: the details explain it', async () => {
    const onselect = vi.fn();
    const row = `${mappings}1.`;
    const device = await open(ObjectList, { path: row, selected: '', filter: '', onselect }, undefined, (made) =>
      made.loader.loadObject(row),
    );
    const alias = button(/^Alias/);
    await expect.element(alias.getByLabelText('written once, with its row')).toBeVisible();
    expect(alias.getByLabelText('can be changed').elements()).toEqual([]);
    await expect.element(button(/^RemoteHost/).getByLabelText('can be changed')).toBeVisible();
    (button(/^Enable/).element() as HTMLElement).focus();
    // The Alias is before it, and passed by.
    await userEvent.keyboard('{F2}');
    await expect.element(page.getByLabelText('Enable', { exact: true })).toHaveFocus();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await expect.element(button(/^Enable/)).toHaveFocus();
    expect(page.getByLabelText('Alias', { exact: true }).elements()).toEqual([]);
    (alias.element() as HTMLElement).focus();
    await userEvent.keyboard('{F2}');
    expect(onselect.mock.calls).toEqual([[`${row}Alias`]]);
    expect(device.drafts.get(`${row}Alias`)).toBe('cpe-1');
  });

  it('leaves what has several lines to the details, line feeds and all', async () => {
    const onselect = vi.fn();
    const text = 'one\ntwo';
    const device = await open(ObjectList, { path: info, selected: '', filter: '', onselect }, undefined, (device) =>
      device.model.setValue(`${info}HostName`, text, 2),
    );
    const line = button(/^FriendlyName/);
    (line.element() as HTMLElement).focus();
    // The value between the two that fit a line is passed by.
    await userEvent.keyboard('{F2}{Tab}');
    await expect.element(page.getByLabelText('ProvisioningCode', { exact: true })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    (button(/^HostName/).element() as HTMLElement).focus();
    await userEvent.keyboard('{F2}');
    expect(onselect.mock.calls).toEqual([[`${info}HostName`]]);
    expect(device.drafts.get(`${info}HostName`)).toBe(text);
    expect(page.getByLabelText('HostName', { exact: true }).elements()).toEqual([]);
    expect(device.edits.staged.size).toBe(0);
  });

  it('gives up by Escape only what was typed there, not what was in the details', async () => {
    const device = await open(
      ObjectList,
      { path: info, selected: '', filter: '', onselect: () => {} },
      undefined,
      (device) => device.drafts.set(`${info}HostName`, 'from the details'),
    );
    (button(/^HostName/).element() as HTMLElement).focus();
    await userEvent.keyboard('{F2}');
    await expect.element(page.getByLabelText('HostName', { exact: true })).toHaveValue('from the details');
    await userEvent.keyboard('other{Escape}');
    await expect.element(button(/^HostName/)).toHaveFocus();
    expect(device.drafts.get(`${info}HostName`)).toBe('from the details');
  });

  it('of one parameter in several rows stages each', async () => {
    const onclose = vi.fn();
    const device = await open(SetColumnDialog, { table: users, rows: [`${users}1.`, `${users}2.`], onclose });
    await page.getByLabelText('Parameter').selectOptions('Language');
    await page.getByLabelText('New value', { exact: true }).fill('de');
    await expectNoViolation();
    await button('Stage it for 2 rows').click();
    expect([...device.edits.staged.values()].map(({ path, value }) => [path, value])).toEqual([
      [`${users}1.Language`, 'de'],
      [`${users}2.Language`, 'de'],
    ]);
    expect(device.edits.countWithin('Device.Users.')).toBe(2);
    expect(onclose).toHaveBeenCalledOnce();
  });
});
