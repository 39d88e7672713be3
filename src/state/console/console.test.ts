import { afterEach, describe, expect, it } from 'vitest';
import { UspError } from '../../usp/error.ts';
import type { UspAnswer } from '../../usp/message/answer-types.ts';
import type { AnyRequest } from '../../usp/message/request-types.ts';
import { UspClient, type WorkerLike } from '../../worker/client.ts';
import type { DeviceStatus, FromWorker, OperationReport, ToWorker } from '../../worker/port.ts';
import { makeConsoleHandle } from './console-handle.ts';

type Sent = Extract<ToWorker, { type: 'request' }>;

/** The other end of the port, in the test's own hand. */
class Port implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly sent: ToWorker[] = [];
  answer: (sent: Sent) => UspAnswer | UspError = () =>
    new UspError({ origin: 'local', reason: 'internal', message: '' });

  postMessage(message: ToWorker): void {
    this.sent.push(message);
    if (message.type === 'raw') this.tell({ type: 'sent', id: message.id });
    if (message.type !== 'request') return;
    const answer = this.answer(message);
    if (answer instanceof UspError) this.tell({ type: 'failed', id: message.id, error: answer.toPlain() });
    else this.tell({ type: 'answer', id: message.id, slice: { part: answer, continues: false } });
  }

  terminate(): void {}

  tell(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }

  get request(): AnyRequest | undefined {
    return this.sent.findLast((message) => message.type === 'request')?.request;
  }
}

function status(agent: string): DeviceStatus {
  const id = `${agent}|self::me`;
  return { id, agent, controllerId: 'self::me', presence: 'connected', ways: [], versions: ['1.4'], lastHeard: 1 };
}

const clients: UspClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

type Subscriptions = ReturnType<NonNullable<Parameters<typeof makeConsoleHandle>[1]['subscriptions']>>;

function setUp(agents: readonly string[] = ['os::00256D-1'], subscriptions?: Subscriptions) {
  const port = new Port();
  const client = new UspClient(() => port);
  const devices = agents.map(status);
  const usp = makeConsoleHandle(client, {
    list: () => devices,
    shown: () => undefined,
    subscriptions: () => subscriptions,
  });
  clients.push(client);
  return { port, usp };
}

const error = { code: 7026, message: 'no such path' };

describe('usp.get', () => {
  it('gives a Map of full path to value, with hostile names as plain keys', async () => {
    const t = setUp();
    t.port.answer = () => ({
      kind: 'Get',
      results: [
        {
          requestedPath: 'Device.',
          objects: [
            {
              path: 'Device.A.',
              params: [
                ['B', '1'],
                ['__proto__', 'x'],
                ['constructor', 'y'],
              ],
            },
          ],
        },
      ],
    });
    const values = await t.usp.get('Device.', { maxDepth: 2 });
    expect(t.port.request).toEqual({ kind: 'Get', paths: ['Device.'], maxDepth: 2 });
    expect([...values]).toEqual([
      ['Device.A.B', '1'],
      ['Device.A.__proto__', 'x'],
      ['Device.A.constructor', 'y'],
    ]);
  });

  it('keeps the good paths when one fails, and throws when all do', async () => {
    const t = setUp();
    const good = { requestedPath: 'Device.A.', objects: [{ path: 'Device.A.', params: [['B', '1']] as const }] };
    const bad = { requestedPath: 'Device.X.', error, objects: [] };
    t.port.answer = () => ({ kind: 'Get', results: [good, bad] });
    const values = await t.usp.get(['Device.A.', 'Device.X.']);
    expect(values.get('Device.A.B')).toBe('1');
    expect(values.errors).toEqual([{ path: 'Device.X.', ...error }]);
    t.port.answer = () => ({ kind: 'Get', results: [bad] });
    await expect(t.usp.get('Device.X.')).rejects.toMatchObject({ name: 'UspError', code: 7026, origin: 'remote' });
  });
});

describe('usp.set', () => {
  it('sends one value, or several gathered by object, as TR-106 text', async () => {
    const t = setUp();
    t.port.answer = () => ({
      kind: 'Set',
      results: [
        { requestedPath: 'Device.A.', instances: [{ path: 'Device.A.', params: [['B', 'true']], paramErrors: [] }] },
      ],
    });
    expect([...(await t.usp.set('Device.A.B', true))]).toEqual([['Device.A.B', 'true']]);
    await t.usp.set(
      { 'Device.A.B': 1, 'Device.A.C': 10n, 'Device.D.E': new Date(Date.UTC(2024, 0, 2, 3, 4, 5)) },
      { allowPartial: true },
    );
    expect(t.port.request).toEqual({
      kind: 'Set',
      allowPartial: true,
      objects: [
        {
          path: 'Device.A.',
          params: [
            { param: 'B', value: '1', required: true },
            { param: 'C', value: '10', required: true },
          ],
        },
        { path: 'Device.D.', params: [{ param: 'E', value: '2024-01-02T03:04:05Z', required: true }] },
      ],
    });
  });

  it('throws with every parameter that failed when nothing was set', async () => {
    const t = setUp();
    const paramErrors = [{ path: 'B', code: 7012, message: 'bad value' }];
    t.port.answer = () => ({
      kind: 'Set',
      results: [
        {
          requestedPath: 'Device.A.',
          error: { code: 7021, message: '' },
          instances: [{ path: 'Device.A.', params: [], paramErrors }],
        },
      ],
    });
    await expect(t.usp.set('Device.A.B', 'x')).rejects.toMatchObject({
      code: 7021,
      params: [
        { path: 'Device.A.', code: 7021 },
        { path: 'Device.A.B', code: 7012 },
      ],
    });
  });

  it('refuses before anything is sent what is no parameter or no value', async () => {
    const t = setUp();
    await expect(t.usp.set('Device.A.', 'x')).rejects.toBeInstanceOf(UspError);
    await expect(t.usp.set([])).rejects.toBeInstanceOf(UspError);
    await expect(t.usp.set('Device.A.B', undefined as never)).rejects.toBeInstanceOf(UspError);
    await expect(t.usp.set('Device.A.B', Number.NaN)).rejects.toBeInstanceOf(UspError);
    expect(t.port.request).toBeUndefined();
  });
});

describe('usp.add and usp.delete', () => {
  it('give the new instance, and the paths that are gone', async () => {
    const t = setUp();
    t.port.answer = () => ({
      kind: 'Add',
      results: [
        { requestedPath: 'Device.P.', instantiatedPath: 'Device.P.4.', uniqueKeys: [['Alias', 'a']], paramErrors: [] },
      ],
    });
    const added = await t.usp.add('Device.P.', new Map([['Enable', true]]));
    expect(added).toMatchObject({ path: 'Device.P.4.', uniqueKeys: new Map([['Alias', 'a']]) });
    t.port.answer = () => ({
      kind: 'Delete',
      results: [{ requestedPath: 'Device.P.4.', affectedPaths: ['Device.P.4.'], unaffectedPaths: [] }],
    });
    expect(await t.usp.delete(added.path)).toEqual(['Device.P.4.']);
  });

  it('throw when the device refuses', async () => {
    const t = setUp();
    const failed = { requestedPath: 'Device.P.', error, instantiatedPath: '', uniqueKeys: [], paramErrors: [] };
    t.port.answer = () => ({ kind: 'Add', results: [failed] });
    await expect(t.usp.add('Device.P.')).rejects.toMatchObject({ code: 7026 });
    const unaffectedPaths = [{ path: 'Device.P.1.', code: 7024, message: '' }];
    t.port.answer = () => ({
      kind: 'Delete',
      results: [{ requestedPath: 'Device.P.*.', affectedPaths: [], unaffectedPaths }],
    });
    await expect(t.usp.delete('Device.P.*.')).rejects.toMatchObject({ code: 7024 });
  });
});

describe('usp.operate', () => {
  const requestPath = 'Device.LocalAgent.Request.1.';
  const report = (change: Partial<OperationReport>): OperationReport => ({
    device: 'os::00256D-1|self::me',
    command: 'Device.Ping()',
    commandKey: '',
    requestPath,
    state: 'complete',
    startedAt: 1,
    ...change,
  });
  const asked: UspAnswer = {
    kind: 'Operate',
    results: [{ executedCommand: 'Device.Ping()', outcome: { type: 'request', requestPath } }],
  };

  it('gives the output of a command that is done at once', async () => {
    const t = setUp();
    t.port.answer = () => ({
      kind: 'Operate',
      results: [{ executedCommand: 'Device.Ping()', outcome: { type: 'output', args: [['Ms', '4']] } }],
    });
    const output = await t.usp.operate('Device.Ping()', { Host: 'a' }, { commandKey: 'k' });
    expect(t.port.request).toMatchObject({ args: [['Host', 'a']], commandKey: 'k' });
    expect([...output]).toEqual([['Ms', '4']]);
  });

  it('follows an asynchronous one to its own end and no other', async () => {
    const t = setUp();
    t.port.answer = () => asked;
    const done = t.usp.operate('Device.Ping()');
    await Promise.resolve();
    const other = report({ requestPath: 'Device.LocalAgent.Request.2.', outcome: { type: 'output', args: [] } });
    t.port.tell({ type: 'operation', report: other });
    t.port.tell({ type: 'operation', report: report({ state: 'running' }) });
    t.port.tell({ type: 'operation', report: report({ outcome: { type: 'output', args: [['Ms', '9']] } }) });
    expect([...(await done)]).toEqual([['Ms', '9']]);
  });

  it('takes the end also when it is told before the answer', async () => {
    const t = setUp();
    t.port.answer = () => {
      t.port.tell({ type: 'operation', report: report({ outcome: { type: 'output', args: [['Ms', '1']] } }) });
      return asked;
    };
    expect([...(await t.usp.operate('Device.Ping()'))]).toEqual([['Ms', '1']]);
  });

  it('throws when it failed, was lost, or is no longer waited for', async () => {
    const t = setUp();
    t.port.answer = () => asked;
    const failed = t.usp.operate('Device.Ping()');
    t.port.tell({ type: 'operation', report: report({ outcome: { type: 'failure', error } }) });
    await expect(failed).rejects.toMatchObject({ code: 7026 });
    const lost = t.usp.operate('Device.Ping()');
    t.port.tell({ type: 'operation', report: report({ state: 'lost' }) });
    await expect(lost).rejects.toBeInstanceOf(UspError);
    const stop = new AbortController();
    const left = t.usp.operate('Device.Ping()', {}, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await expect(left).rejects.toMatchObject({ reason: 'cancelled' });
  });

  it.each([
    ['its connection was taken away', (port: Port) => port.tell({ type: 'device-gone', id: 'os::00256D-1|self::me' })],
    [
      'was started again',
      (port: Port) => port.onerror?.({ message: 'gone', preventDefault: () => undefined } as ErrorEvent),
    ],
  ])('ends in words where nothing more will be told: %s', async (words, happen) => {
    const calls: string[] = [];
    const subscriptions = {
      hold: () => Promise.resolve(true),
      release: (type: string) => Promise.resolve(void calls.push(`release ${type}`)),
    };
    const t = setUp(undefined, subscriptions);
    t.port.answer = () => asked;
    const left = t.usp.operate('Device.Ping()');
    await new Promise((resolve) => setImmediate(resolve));
    t.port.tell({ type: 'device-gone', id: 'os::00256D-2|self::me' });
    happen(t.port);
    await expect(left).rejects.toThrow(words);
    expect(calls).toEqual(['release OperationComplete']);
  });

  it('has the device tell how the command ends, as long as that is waited for', async () => {
    const calls: string[] = [];
    let isTold = true;
    const subscriptions = {
      hold: (type: string, path: string) => Promise.resolve((calls.push(`hold ${type} ${path}`), isTold)),
      release: (type: string, path: string) => Promise.resolve(void calls.push(`release ${type} ${path}`)),
    };
    const t = setUp(undefined, subscriptions);
    t.port.answer = () => asked;
    const done = t.usp.operate('Device.Ping()');
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toEqual(['hold OperationComplete Device.Ping()']);
    t.port.tell({ type: 'operation', report: report({ outcome: { type: 'output', args: [] } }) });
    await done;
    expect(calls).toEqual(['hold OperationComplete Device.Ping()', 'release OperationComplete Device.Ping()']);
    await t.usp.operate('Device.Ping()', {}, { wait: false });
    expect(calls).toHaveLength(2);
    isTold = false;
    await expect(t.usp.operate('Device.Ping()')).rejects.toThrow('Subscription');
    expect(calls).toHaveLength(3);
  });

  it('gives the path of the Request object when it is not to wait', async () => {
    const t = setUp();
    t.port.answer = () => asked;
    expect(await t.usp.operate('Device.Ping()', {}, { wait: false })).toBe(requestPath);
  });
});

describe('the device that is meant', () => {
  it('is the only one, or the one that is named, and never a guess', async () => {
    const one = setUp();
    one.port.answer = () => ({ kind: 'GetSupportedProtocol', versions: ['1.4'] });
    expect(await one.usp.getSupportedProtocol()).toEqual(['1.4']);
    const two = setUp(['os::00256D-1', 'os::00256D-2']);
    two.port.answer = () => ({ kind: 'GetSupportedProtocol', versions: ['1.4'] });
    await expect(two.usp.getSupportedProtocol()).rejects.toThrow('No device is open');
    await two.usp.getSupportedProtocol({ device: 'os::00256D-2' });
    expect(two.port.sent.at(-1)).toMatchObject({ device: 'os::00256D-2|self::me' });
    await expect(two.usp.getSupportedProtocol({ device: 'os::x' })).rejects.toBeInstanceOf(UspError);
  });
});

describe('usp.raw and usp.on', () => {
  it('sends bytes as they are', async () => {
    const t = setUp();
    await t.usp.raw(new Uint8Array([1, 2, 3]));
    expect(t.port.sent.at(-1)).toMatchObject({ type: 'raw', bytes: new Uint8Array([1, 2, 3]) });
  });

  it('hears what it asked for, until it is stopped', () => {
    const t = setUp();
    const heard: string[] = [];
    const stop = t.usp.on('device-gone', (event) => heard.push(event.id));
    t.port.tell({ type: 'device-gone', id: 'a' });
    t.port.tell({ type: 'connection-gone', id: 'b' });
    stop();
    t.port.tell({ type: 'device-gone', id: 'c' });
    expect(heard).toEqual(['a']);
  });
});
