import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UspClient, type WorkerLike } from '../../worker/client.ts';
import type { ConnectionConfig, ConnectionStatus, FromWorker, MqttConfig, ToWorker } from '../../worker/port.ts';
import { Connections } from './connections.svelte.ts';
import { IdentityLocks } from './identity-lock.ts';
import { openConnectionStore } from '../storage/connection-store.ts';
import { wipeStored } from '../stored.ts';

/** The worker's end of the port: keeps what it is told. */
class Port implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly told: ToWorker[] = [];

  postMessage(message: ToWorker): void {
    // What can't cross the port fails here as it would there.
    this.told.push(structuredClone(message));
  }

  terminate(): void {}

  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }

  get opened(): ConnectionConfig[] {
    return this.told.flatMap((message) => (message.type === 'open' ? [message.config] : []));
  }

  get closed(): string[] {
    return this.told.flatMap((message) => (message.type === 'close' ? [message.connection] : []));
  }
}

interface Tab {
  readonly port: Port;
  readonly client: UspClient;
  readonly connections: Connections;
}

const tabs: Tab[] = [];

/** One tab of the browser, on the browser's real database and locks. */
async function openTab(): Promise<Tab> {
  const port = new Port();
  const client = new UspClient(() => port);
  const connections = new Connections(client, await openConnectionStore(), new IdentityLocks(navigator.locks));
  client.listen((event) => connections.handle(event));
  await connections.load();
  const tab = { port, client, connections };
  tabs.push(tab);
  return tab;
}

function closeTabs(): void {
  for (const { client, connections } of tabs.splice(0)) {
    for (const id of [...connections.wanted]) connections.close(id);
    client.dispose();
  }
}

const webSocket: ConnectionConfig = {
  id: 'ws',
  name: 'Gateway',
  controllerId: 'self::one',
  mtp: { kind: 'websocket', url: 'wss://gateway.example/usp' },
  allowPlain: false,
  session: 'off',
  requestTimeout: 30_000,
};
const broker: MqttConfig = {
  kind: 'mqtt',
  url: 'wss://broker.example/mqtt',
  version: '5',
  username: 'anna',
  password: 'secret',
  subscribe: [],
  replyTo: 'usp/me',
  agents: [],
  qos: 1,
};
const mqtt: ConnectionConfig = { ...webSocket, id: 'mqtt', name: 'Broker', mtp: broker };

function status(id: string, change: Partial<ConnectionStatus> = {}): FromWorker {
  return { type: 'connection', status: { id, state: 'open', since: 1_000, attempt: 1, encrypted: true, ...change } };
}

async function stored(): Promise<string> {
  return JSON.stringify(await (await openConnectionStore()).all());
}

beforeEach(async () => {
  wipeStored();
  await (await openConnectionStore()).clear();
});
afterEach(closeTabs);

describe('saving', () => {
  it('keeps a connection over a reload', async () => {
    await (await openTab()).connections.save(webSocket, false);
    const next = await openTab();
    expect(next.connections.all().map((saved) => saved.config)).toEqual([webSocket]);
    expect(next.connections.lasting).toBe(true);
  });

  it('keeps a password only if the person says so', async () => {
    const { connections } = await openTab();
    await connections.save(mqtt, false);
    expect(await stored()).not.toContain('secret');
    await connections.save(mqtt, true);
    expect(await stored()).toContain('secret');
    await connections.save(mqtt, false);
    expect(await stored()).not.toContain('secret');
  });

  it('uses a password that is not kept as long as the tab lives, and asks for it afterwards', async () => {
    const first = await openTab();
    await first.connections.save(mqtt, false);
    await first.connections.open('mqtt');
    expect(first.port.opened[0]?.mtp).toMatchObject({ password: 'secret' });
    closeTabs();
    const reloaded = await openTab();
    await reloaded.connections.open('mqtt');
    expect(reloaded.port.opened[0]?.mtp).toMatchObject({ password: 'secret' });
    closeTabs();
    wipeStored();
    const later = await openTab();
    await later.connections.open('mqtt');
    expect(later.connections.asks).toEqual([{ kind: 'password', connection: 'mqtt' }]);
    expect(later.port.opened).toEqual([]);
    await later.connections.answerPassword('mqtt', 'typed', false);
    expect(later.port.opened[0]?.mtp).toMatchObject({ password: 'typed' });
    expect(await stored()).not.toContain('typed');
  });

  it('opens an open one anew with what has changed', async () => {
    const { connections, port } = await openTab();
    await connections.save(webSocket, false);
    await connections.open('ws');
    await connections.save({ ...webSocket, requestTimeout: 5_000 }, false);
    expect(port.opened.map((config) => config.requestTimeout)).toEqual([30_000, 5_000]);
  });

  it('brings back what was deleted by mistake', async () => {
    const { connections, port } = await openTab();
    await connections.save(webSocket, false);
    await connections.open('ws');
    const removed = await connections.remove('ws');
    expect(port.closed).toEqual(['ws']);
    expect(await stored()).toBe('[]');
    if (removed) await connections.restore(removed);
    expect(connections.saved.get('ws')?.config).toEqual(webSocket);
    expect(await stored()).toContain('gateway.example');
  });

  it('shows in one tab what another one saves', async () => {
    const one = await openTab();
    const other = await openTab();
    await one.connections.save(webSocket, false);
    await expect.poll(() => other.connections.saved.size).toBe(1);
  });
});

describe('a reload', () => {
  it('opens again what was open, and nothing else', async () => {
    const before = await openTab();
    await before.connections.save(webSocket, false);
    await before.connections.save({ ...webSocket, id: 'other' }, false);
    await before.connections.save({ ...webSocket, id: 'second' }, false);
    await before.connections.open('ws');
    await before.connections.open('second');
    const memory = sessionStorage.getItem('usp-console:open');
    closeTabs();
    sessionStorage.setItem('usp-console:open', memory ?? '');
    const after = await openTab();
    after.connections.reopen();
    await expect.poll(() => after.port.opened.map((config) => config.id)).toEqual(['ws', 'second']);
  });
});

describe('a plain way', () => {
  const plain: ConnectionConfig = { ...webSocket, mtp: { kind: 'websocket', url: 'ws://gateway.example/usp' } };

  it('beyond the local network is asked for, and the answer is kept with the connection [R-MTP.0]', async () => {
    const { connections, port } = await openTab();
    await connections.save(plain, false);
    await connections.open('ws');
    expect(connections.asks).toEqual([{ kind: 'plain', connection: 'ws' }]);
    expect(port.opened).toEqual([]);
    await connections.answerPlain('ws');
    expect(port.opened[0]?.allowPlain).toBe(true);
    expect((await openTab()).connections.saved.get('ws')?.config.allowPlain).toBe(true);
  });

  it('stays closed when the person says no [R-MTP.0]', async () => {
    const { connections, port } = await openTab();
    await connections.save(plain, false);
    await connections.open('ws');
    const [ask] = connections.asks;
    if (ask) connections.dismiss(ask);
    expect(connections.asks).toEqual([]);
    expect(connections.wanted.size).toBe(0);
    expect(port.opened).toEqual([]);
  });

  it('on the local network is not asked for', async () => {
    const { connections, port } = await openTab();
    await connections.save({ ...plain, mtp: { kind: 'websocket', url: 'ws://192.168.1.1/usp' } }, false);
    await connections.open('ws');
    expect(port.opened).toHaveLength(1);
  });
});

describe('two tabs with one Controller identity [R-WS.4]', () => {
  async function twoTabs() {
    const one = await openTab();
    await one.connections.save(webSocket, false);
    await one.connections.save({ ...mqtt, mtp: { ...broker, username: '' } }, true);
    await one.connections.open('ws');
    const two = await openTab();
    await two.connections.open('ws');
    return { one, two };
  }

  it('are noticed before the second one connects', async () => {
    const { one, two } = await twoTabs();
    expect(one.port.opened).toHaveLength(1);
    expect(two.port.opened).toEqual([]);
    expect(two.connections.asks).toEqual([{ kind: 'identity', connection: 'ws' }]);
  });

  it('become one when the person takes it over: the other tab lets go and says why', async () => {
    const { one, two } = await twoTabs();
    await two.connections.answerIdentity('ws', 'here');
    expect(two.port.opened.map((config) => config.controllerId)).toEqual(['self::one']);
    await expect.poll(() => one.port.closed).toEqual(['ws']);
    expect(one.connections.halted.get('ws')?.what).toContain('Another tab');
    expect(one.connections.wanted.has('ws')).toBe(false);
  });

  it('become two Endpoints when the person wants both, in this tab only', async () => {
    const { one, two } = await twoTabs();
    await two.connections.answerIdentity('ws', 'new');
    const [config] = two.port.opened;
    expect(config?.controllerId).toMatch(/^self::usp-console-[0-9a-f]{12}$/);
    expect(two.connections.saved.get('ws')?.config.controllerId).toBe('self::one');
    expect(one.port.closed).toEqual([]);
  });

  it('stay as they are when the person leaves it there', async () => {
    const { one, two } = await twoTabs();
    await two.connections.answerIdentity('ws', 'stay');
    expect(two.port.opened).toEqual([]);
    expect(two.connections.wanted.size).toBe(0);
    expect(one.port.closed).toEqual([]);
  });

  it('share nothing once the first has closed its last connection', async () => {
    const { one, two } = await twoTabs();
    await one.connections.open('mqtt');
    one.connections.close('ws');
    await two.connections.open('ws');
    expect(two.port.opened).toEqual([]);
    one.connections.close('mqtt');
    await two.connections.open('ws');
    expect(two.port.opened).toHaveLength(1);
  });

  it('each have a demo device of their own', async () => {
    const demo: ConnectionConfig = { ...webSocket, id: 'demo', mtp: { kind: 'demo', size: 'home' } };
    const one = await openTab();
    await one.connections.save(demo, false);
    await one.connections.open('demo');
    const two = await openTab();
    await two.connections.open('demo');
    expect([one.port.opened.length, two.port.opened.length]).toEqual([1, 1]);
  });
});

describe('an Assigned Client Identifier', () => {
  it('is kept and used for all later connections to that server [R-MQTT.9, R-MQTT.11]', async () => {
    const first = await openTab();
    await first.connections.save(mqtt, true);
    await first.connections.open('mqtt');
    expect(first.port.opened[0]?.mtp).not.toHaveProperty('clientId');
    first.port.say(status('mqtt', { assignedClientId: 'auto-7' }));
    await expect.poll(stored, { timeout: 10_000 }).toContain('auto-7');
    closeTabs();
    const later = await openTab();
    await later.connections.open('mqtt');
    expect(later.port.opened[0]?.mtp).toMatchObject({ clientId: 'auto-7' });
  });

  it('is not taken to another server [R-MQTT.11]', async () => {
    const { connections, port } = await openTab();
    await connections.save(mqtt, true);
    await connections.open('mqtt');
    port.say(status('mqtt', { assignedClientId: 'auto-7' }));
    await connections.save({ ...mqtt, mtp: { ...broker, url: 'wss://elsewhere.example/' } }, true);
    expect(port.opened.at(-1)?.mtp).not.toHaveProperty('clientId');
  });
});

describe('a link', () => {
  it('opens the saved connection that leads to the same place', async () => {
    const { connections } = await openTab();
    await connections.save(mqtt, true);
    const { id: _, ...linked } = { ...mqtt, name: 'Another name', mtp: { ...broker, password: 'x' } };
    expect(await connections.adopt(linked)).toBe('mqtt');
    expect(connections.saved.size).toBe(1);
  });

  it('that names a user makes the page ask for the password', async () => {
    const { connections } = await openTab();
    const { password: _, ...open } = broker;
    const id = await connections.adopt({ ...mqtt, mtp: open });
    await connections.open(id);
    expect(connections.asks).toEqual([{ kind: 'password', connection: id }]);
  });
});

describe('the stop of the worker', () => {
  it('leaves no state behind that is not true any more', async () => {
    const { connections, port } = await openTab();
    await connections.save(webSocket, false);
    await connections.open('ws');
    port.say(status('ws'));
    expect(connections.status.get('ws')?.state).toBe('open');
    connections.handle({ type: 'worker', state: 'lost', why: 'test' });
    expect(connections.status.size).toBe(0);
    expect(connections.wanted.has('ws')).toBe(true);
  });
});

describe('the wipe', () => {
  it('closes and forgets everything', async () => {
    const { connections, port } = await openTab();
    await connections.save(mqtt, false);
    await connections.open('mqtt');
    await connections.wipe();
    expect(port.closed).toEqual(['mqtt']);
    expect(await stored()).toBe('[]');
    expect(Object.values({ ...sessionStorage }).join()).not.toContain('secret');
    expect(connections.saved.size).toBe(0);
  });

  it('does not end the keeping of what is learnt later', async () => {
    const { connections, port } = await openTab();
    await connections.save(mqtt, true);
    await connections.open('mqtt');
    port.say(status('mqtt')); // waits to be written when the wipe comes
    await connections.wipe();
    await connections.save(mqtt, true);
    await connections.open('mqtt');
    port.say(status('mqtt', { assignedClientId: 'auto-7' }));
    await expect.poll(stored, { timeout: 10_000 }).toContain('auto-7');
  });
});

describe('how a connection works', () => {
  it('is changed and kept, and what is open is opened anew with its devices', async () => {
    const { connections, port } = await openTab();
    await connections.save({ ...mqtt, session: 'require' }, true);
    await connections.open('mqtt');
    await connections.adjust('mqtt', (config) => ({ ...config, session: 'allow', maxRecordSize: 4_000 }));
    expect(port.opened.at(-1)).toMatchObject({ session: 'allow', maxRecordSize: 4_000, mtp: { password: 'secret' } });
    // A close would take the devices off the screen.
    expect(port.closed).toEqual([]);
    const next = await openTab();
    expect(next.connections.saved.get('mqtt')?.config).toMatchObject({ session: 'allow', maxRecordSize: 4_000 });
  });

  it('is not begun by a change while it is closed', async () => {
    const { connections, port } = await openTab();
    await connections.save(webSocket, false);
    await connections.adjust('ws', (config) => ({ ...config, session: 'allow' }));
    expect(port.opened).toEqual([]);
  });

  it('is what the newest link to the demo device says, and stays so where one says nothing', async () => {
    const { connections } = await openTab();
    const demo = { ...webSocket, name: 'Demo device', mtp: { kind: 'demo', size: 'home' } } as const;
    const id = await connections.adopt(demo);
    const bad = { ...demo, session: 'require', mtp: { ...demo.mtp, link: { loss: 0.2 } } } as const;
    expect(await connections.adopt({ ...bad, maxRecordSize: 65_536 })).toBe(id);
    const said = { session: 'require', maxRecordSize: 65_536, mtp: bad.mtp };
    expect(connections.saved.get(id)?.config).toMatchObject(said);
    await connections.adopt(demo);
    expect(connections.saved.get(id)?.config).toMatchObject(said);
    await connections.adopt(bad);
    expect(connections.saved.get(id)?.config).not.toHaveProperty('maxRecordSize');
  });
});
