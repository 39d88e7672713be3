import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';
import { deviceStatus } from '../../../state/testing/device-status.ts';
import { ScriptedDevice, supportedObject } from '../../../../tools/testing/scripted-device.ts';
import { ScriptedWorker } from '../../../../tools/testing/scripted-worker.ts';
import { DeviceState } from '../../../state/device.svelte.ts';
import { LogState } from '../../../state/log/log.svelte.ts';
import { UspClient } from '../../../worker/client.ts';
import type { ConnectionConfig, DeviceStatus } from '../../../worker/port.ts';
import type { DeviceConnections } from '../device-context.ts';
import DeviceScreen from '../device-screen.svelte';

type Session = NonNullable<DeviceStatus['session']>;

const session: Session = {
  state: 'up',
  sessionId: 4_711n,
  sent: 12,
  received: 340,
  nextId: 13n,
  expectedId: 341n,
  held: 3,
  heldBytes: 900,
  segments: 0,
  segmentBytes: 0,
  unacknowledged: 1,
  messages: 1,
  outgoingBytes: 10,
  resent: 7,
  duplicates: 5,
  restarts: 2,
};

const status = deviceStatus({ controllerId: 'self::console%1' });

const config: ConnectionConfig = {
  id: 'c',
  name: 'Gateway',
  controllerId: status.controllerId,
  mtp: { kind: 'websocket', url: 'ws://127.0.0.1/usp' },
  allowPlain: false,
  session: 'require',
  requestTimeout: 30_000,
};

const entry = 'Device.LocalAgent.Controller.[EndpointID=="self::console%251"].E2ESession.';

let client: UspClient | undefined;
afterEach(() => client?.dispose());

/** The screen of a device that says so much of its session; what would be changed of its connection is kept. */
function open(first: Partial<Session>, silent = false) {
  const home = new ScriptedDevice();
  home.supported.push(supportedObject('Device.', []));
  const worker = new ScriptedWorker((request) => {
    if (silent && request.kind === 'Get' && request.paths[0] === 'Device.Slow.') return undefined;
    if (request.kind !== 'Get' || request.paths[0] !== entry) return home.answer(request);
    const path = 'Device.LocalAgent.Controller.3.E2ESession.';
    const params = [
      ['SessionMode', 'Allow'],
      ['MaxUSPRecordSize', '4096'],
    ] as const;
    return { kind: 'Get', results: [{ requestedPath: entry, objects: [{ path, params }] }] };
  });
  client = new UspClient(() => worker);
  const device = new DeviceState(client, { ...status, session: { ...session, ...first } });
  client.listen((event) => device.handle(event));
  const saved = new Map([['c', { config }]]);
  const adjusted: ConnectionConfig[] = [];
  const connections = {
    saved,
    adjust: (id: string, change: (before: ConnectionConfig) => ConnectionConfig) => {
      adjusted.push(change(saved.get(id)?.config ?? config));
      return Promise.resolve();
    },
  } as unknown as DeviceConnections;
  render(DeviceScreen, { device, log: new LogState(client), place: 'overview', go: () => undefined, connections });
  const tell = (now: Partial<Session>) =>
    device.handle({ type: 'device', status: { ...status, session: { ...session, ...now } } });
  return { worker, device, tell, adjusted };
}

describe('the session in the header', () => {
  it('stands in a word, and opens with all its numbers', async () => {
    const { adjusted } = open({});
    await page.getByRole('button', { name: 'session up' }).click();
    const panel = page.getByRole('dialog', { name: /^Session with os::012345-000001/ });
    const fact = (term: string) =>
      [...document.querySelectorAll('dialog dl > div')].find((line) => line.querySelector('dt')?.textContent === term)
        ?.lastElementChild?.textContent;
    await expect.element(panel).toBeVisible();
    expect(fact('Session ID')).toBe('4711');
    expect(fact('Records sent')).toBe('12');
    expect(fact('Records received')).toBe('340');
    expect(fact('Held, because they came early')).toBe('3');
    expect(fact('Resent')).toBe('7');
    expect(fact('Duplicates received')).toBe('5');
    expect(fact('Restarts')).toBe('2');
    expect(fact('Comes in now')).toBe('nothing');
    // What the Agent is set to for us, found by our Endpoint ID, can be taken over.
    await panel.getByRole('button', { name: 'Send no larger Records than 4,096 bytes' }).click();
    expect(fact('MaxUSPRecordSize')).toBe('4,096 bytes');
    expect(adjusted).toEqual([{ ...config, maxRecordSize: 4_096 }]);
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    expect((await axe.run(document, { runOnly: tags })).violations).toEqual([]);
  });

  it('shows how much of an answer has come in, and gives its request up', async () => {
    const { worker, device, tell } = open({}, true);
    await expect.poll(() => device.session.open.length).toBe(0);
    const asked = device.request({ kind: 'Get', paths: ['Device.Slow.'] }).then(
      () => 'answered',
      (error: { reason: string }) => error.reason,
    );
    tell({ segments: 1_320, segmentBytes: 20_971_520 });
    await expect.element(page.getByText('Comes in: Get Device.Slow.')).toBeVisible();
    await expect.element(page.getByText('1,320 segments, 21 MB so far')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(await asked).toBe('cancelled');
    expect(worker.cancelled).toHaveLength(1);
    // What the Agent has begun to send still comes in, and that is said.
    await expect.element(page.getByText('A Message comes in that nothing waits for')).toBeVisible();
    tell({ segments: 0, segmentBytes: 0 });
    await expect.element(page.getByText(/so far/)).not.toBeInTheDocument();
  });

  it('offers to go on without where the Agent does none', async () => {
    const { adjusted } = open({ state: 'idle', refused: true });
    await expect.element(page.getByRole('button', { name: 'sessions refused' })).toBeVisible();
    await page.getByRole('button', { name: 'Allow without sessions' }).click();
    expect(adjusted).toEqual([{ ...config, session: 'allow' }]);
  });
});
