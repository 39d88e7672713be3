import { beforeEach, describe, expect, it } from 'vitest';
import { startPageDevice, type PageDevice } from '../demo/page-device.ts';
import type { MtpListener } from '../mtp/mtp.ts';
import { Random } from '../usp/testing/random.ts';
import { SimulatedClock } from '../usp/testing/simulated-clock.ts';
import { joinSlice } from './answer-parts.ts';
import { Host } from './host.ts';
import {
  demoAgentIds,
  type ConnectionConfig,
  type DemoConfig,
  type DeviceStatus,
  type FromWorker,
  type RequestOptions,
} from './port.ts';
import type { UspAnswer } from '../usp/message/answer-types.ts';
import type { UspRequest } from '../usp/message/request-types.ts';

const controllerId = 'self::controller';

function demo(changes: Partial<ConnectionConfig> = {}, link: DemoConfig['link'] = {}): ConnectionConfig {
  return {
    id: 'c1',
    name: 'demo',
    controllerId,
    mtp: { kind: 'demo', size: 'home', link },
    allowPlain: false,
    session: 'off',
    requestTimeout: 30_000,
    ...changes,
  };
}

/** The whole inside of the worker with the real demo device, on a clock in the test's hand. */
class Bench {
  readonly clock = new SimulatedClock(1_700_000_000_000);
  readonly random = new Random(11);
  readonly told: FromWorker[] = [];
  readonly host: Host;
  #device: PageDevice | undefined;
  #lastId = 0;

  constructor() {
    const after = (delay: number, run: () => void) => this.clock.after(delay, run);
    const random = () => this.random.fraction();
    this.host = new Host({
      now: () => this.clock.now,
      after,
      random,
      transport: async (config, listener: MtpListener) => {
        if (config.mtp.kind !== 'demo') throw new Error('only the demo device is here');
        const clock = { now: () => this.clock.now, setTimer: after };
        const schedule = (run: () => void) => queueMicrotask(run);
        this.#device ??= startPageDevice({
          endpointId: demoAgentIds.home,
          controllerId,
          size: 'home',
          seed: 1,
          clock,
          random,
          schedule,
        });
        return { mtp: this.#device.connect(listener, config.mtp.link, config.maxRecordSize) };
      },
      diagnose: async () => undefined,
      post: (message) => this.told.push(structuredClone(message)),
    });
  }

  /** Lets time pass until something is there. */
  async until<Found>(what: string, find: () => Found | undefined, longest = 600_000): Promise<Found> {
    const end = this.clock.now + longest;
    for (;;) {
      // What is under way between the two in microtasks arrives before time goes on.
      await new Promise((resolve) => setImmediate(resolve));
      const found = find();
      if (found !== undefined) return found;
      if (this.clock.now > end || !this.clock.step()) throw new Error(`never came: ${what}`);
    }
  }

  device(): Promise<DeviceStatus> {
    return this.until('the device', () => {
      const last = this.told.findLast((message) => message.type === 'device');
      return last?.type === 'device' && last.status.presence === 'connected' ? last.status : undefined;
    });
  }

  /** The whole answer, or the error's reason. */
  async ask(device: string, request: UspRequest, options: RequestOptions = {}): Promise<UspAnswer | string> {
    const id = ++this.#lastId;
    this.host.handle({ type: 'request', id, device, request, options });
    return this.until(`the end of ${request.kind}`, () => {
      let whole: UspAnswer | undefined;
      for (const message of this.told) {
        if (message.type === 'failed' && message.id === id) return message.error.reason;
        if (message.type === 'answer-part' && message.id === id) whole = joinSlice(whole, message.slice);
        if (message.type === 'answer' && message.id === id) return joinSlice(whole, message.slice);
      }
      return undefined;
    });
  }

  entries() {
    return this.told.flatMap((message) => (message.type === 'log' ? message.entries : []));
  }
}

function valueOf(answer: UspAnswer | string, name: string): string | undefined {
  if (typeof answer === 'string' || answer.kind !== 'Get') return undefined;
  return answer.results[0]?.objects[0]?.params.find(([param]) => param === name)?.[1];
}

it('says which topics the broker refused, where others are heard', async () => {
  const clock = new SimulatedClock(0);
  const told: FromWorker[] = [];
  const host = new Host({
    now: () => clock.now,
    after: (delay, run) => clock.after(delay, run),
    random: () => 0,
    transport: async (_config, listener) => {
      const open = () =>
        listener.opened({ encrypted: true, replyTo: 'usp/me', mqttVersion: '5', refusedFilters: ['usp/other'] });
      return { mtp: { open, send: () => true, close: () => undefined, refuse: () => undefined } };
    },
    diagnose: async () => undefined,
    post: (message) => told.push(message),
  });
  const subscribe = ['usp/me', 'usp/other'];
  const mtp = { kind: 'mqtt', url: 'wss://broker.example/', version: '5', subscribe, agents: [], qos: 1 } as const;
  host.handle({ type: 'open', config: demo({ mtp }) });
  await new Promise((resolve) => setImmediate(resolve));
  clock.run(100);
  const entries = told.flatMap((message) => (message.type === 'log' ? message.entries : []));
  expect(entries.filter(({ kind }) => kind === 'error').map(({ note }) => note)).toEqual([
    'The broker refused the topic "usp/other": nothing that is sent to it will be heard.',
  ]);
});

describe('the host with the demo device', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  it('opens a connection, tells of the device on it, and gets a value', async () => {
    bench.host.handle({ type: 'open', config: demo() });
    const device = await bench.device();
    expect(device.ways).toMatchObject([{ connection: 'c1', mtp: 'memory', open: true, preferred: true }]);
    const answer = await bench.ask(device.id, { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] });
    expect(valueOf(answer, 'ModelName')).toBe('Demo Home Gateway');
  });

  it('cuts a large answer into slices that join to the whole', async () => {
    bench.host.handle({ type: 'open', config: demo() });
    const { id } = await bench.device();
    const answer = await bench.ask(id, { kind: 'Get', paths: ['Device.'] });
    expect(bench.told.filter(({ type }) => type === 'answer-part').length).toBeGreaterThan(0);
    if (typeof answer === 'string' || answer.kind !== 'Get') throw new Error('no answer');
    const values = answer.results[0]?.objects.reduce((sum, object) => sum + object.params.length, 0) ?? 0;
    expect(values).toBeGreaterThan(1_500);
  });

  it('fails a request to a device that it does not know', async () => {
    expect(await bench.ask(`self::nobody|${controllerId}`, { kind: 'GetSupportedProtocol' })).toBe('no-way');
  });

  it('takes everything of a connection away when it is closed', async () => {
    bench.host.handle({ type: 'open', config: demo() });
    const { id } = await bench.device();
    bench.host.handle({ type: 'close', connection: 'c1' });
    expect(bench.told).toContainEqual({ type: 'device-gone', id });
    expect(bench.told).toContainEqual({ type: 'connection-gone', id: 'c1' });
    expect(await bench.ask(id, { kind: 'GetSupportedProtocol' })).toBe('no-way');
  });

  it('keeps the bytes of what is in the log with their fields, and prints what it is given', async () => {
    bench.host.handle({ type: 'open', config: demo() });
    const { id } = await bench.device();
    await bench.ask(id, { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] });
    const entry = await bench.until('the entry', () => bench.entries().find(({ msgType }) => msgType === 'GET'));
    expect(entry.note).toContain('Device.DeviceInfo.ModelName');
    bench.host.handle({ type: 'log-detail', id: 77, seq: entry.seq });
    const told = bench.told.find((message) => message.type === 'log-detail');
    const detail = told?.type === 'log-detail' ? told.detail : undefined;
    expect(detail?.record.fields.kinds.map(({ name }) => name)).toContain('param_paths');
    expect(detail?.findings).toEqual([]);
    const bytes = detail?.record.bytes ?? new Uint8Array();
    bench.host.handle({ type: 'print', id: 78, bytes, form: { schema: 'Record', as: 'text', nested: true } });
    const text = expect.stringContaining('param_paths: "Device.DeviceInfo.ModelName"') as string;
    expect(bench.told.find((message) => message.type === 'printed')).toMatchObject({ id: 78, text });
  });

  it('looks through the bytes of the log, also of what comes later, until it is stopped', async () => {
    bench.host.handle({ type: 'open', config: demo() });
    const { id } = await bench.device();
    const found = () => bench.told.flatMap((message) => (message.type === 'log-found' ? message.found.flat() : []));
    await bench.ask(id, { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] });
    bench.host.handle({ type: 'log-search', id: 9, terms: [{ in: 'path', value: 'Device.DeviceInfo.ModelName' }] });
    const before = await bench.until('what was there', () => (found().length === 2 ? found() : undefined));
    await bench.ask(id, { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] });
    const after = await bench.until('what came later', () => (found().length === 4 ? found() : undefined));
    const texts = after.map((seq) => bench.entries().find((entry) => entry.seq === seq)?.msgType);
    expect(texts.toSorted()).toEqual(['GET', 'GET', 'GET_RESP', 'GET_RESP']);
    expect(after.slice(0, 2)).toEqual(before);
    bench.host.handle({ type: 'log-search-stop', id: 9 });
    await bench.ask(id, { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] });
    await bench.ask(id, { kind: 'Get', paths: ['Device.Time.'] });
    expect(found()).toHaveLength(4);
  });

  it('keeps as much of the log as it is told', async () => {
    bench.host.handle({ type: 'open', config: demo() });
    const { id } = await bench.device();
    await bench.ask(id, { kind: 'Get', paths: ['Device.DeviceInfo.'] });
    const answer = await bench.until('the answer in the log', () =>
      bench.entries().findLast((entry) => entry.msgType === 'GET_RESP'),
    );
    const detail = () => {
      bench.host.handle({ type: 'log-detail', id: 77, seq: answer.seq });
      return bench.told.findLast((message) => message.type === 'log-detail');
    };
    expect(detail()).toHaveProperty('detail');
    bench.host.handle({ type: 'log-bounds', bounds: { entries: 100, bytes: 1 }, from: 1 });
    await bench.ask(id, { kind: 'Get', paths: ['Device.Time.'] });
    expect(detail()).not.toHaveProperty('detail');
  });

  it('uses a Session Context where the connection requires one, and segments what is too large for a Record', async () => {
    bench.host.handle({ type: 'open', config: demo({ session: 'require', maxRecordSize: 512 }) });
    const { id } = await bench.device();
    const paths = Array.from({ length: 40 }, (_, index) => `Device.Hosts.Host.${index + 1}.HostName`);
    const answer = await bench.ask(id, { kind: 'Get', paths });
    expect(typeof answer).not.toBe('string');
    await bench.until('the log', () => bench.entries().find(({ note }) => note.includes('last piece')));
    const sent = bench.entries().filter(({ kind, recordType }) => kind === 'out' && recordType === 'sessionContext');
    for (const { size = 0 } of sent) expect(size).toBeLessThanOrEqual(512);
    // So does the demo device.
    const came = bench.entries().filter(({ kind, recordType }) => kind === 'in' && recordType === 'sessionContext');
    expect(came.length).toBeGreaterThan(4);
    for (const { size = 0 } of came) expect(size).toBeLessThanOrEqual(512);
    const status = bench.told.findLast((message) => message.type === 'device');
    expect(status).toMatchObject({ status: { session: { state: 'up' } } });
  });

  it('loses nothing in a Session Context over a way that loses, delays, reorders and duplicates', async () => {
    const link = { loss: 0.2, duplicate: 0.1, reorder: 0.2, delay: 50 };
    bench.host.handle({ type: 'open', config: demo({ session: 'require', requestTimeout: 300_000 }, link) });
    const { id } = await bench.until('the device', () => {
      const last = bench.told.findLast((message) => message.type === 'device');
      return last?.type === 'device' && last.status.session?.state === 'up' ? last.status : undefined;
    });
    for (let round = 0; round < 20; round++) {
      const answer = await bench.ask(id, { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] });
      expect(valueOf(answer, 'ModelName')).toBe('Demo Home Gateway');
    }
  });
});
