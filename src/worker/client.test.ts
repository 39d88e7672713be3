import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UspClient, type ClientEvent, type WorkerLike } from './client.ts';
import type { ConnectionConfig, FromWorker, ToWorker } from './port.ts';

/** A worker whose inside the test plays: real messages, no thread. */
class ScriptedWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly heard: ToWorker[] = [];
  ended = false;
  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  says(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
  dies(why: string): void {
    this.onerror?.({ message: why, preventDefault: () => undefined } as ErrorEvent);
  }
}

const config: ConnectionConfig = {
  id: 'c1',
  name: 'demo',
  controllerId: 'self::controller',
  mtp: { kind: 'demo', size: 'home' },
  allowPlain: false,
  session: 'off',
  requestTimeout: 30_000,
};

describe('the handle on the worker', () => {
  let workers: ScriptedWorker[];
  let client: UspClient;
  let events: ClientEvent[];

  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    events = [];
    client = new UspClient(() => {
      const worker = new ScriptedWorker();
      workers.push(worker);
      return worker;
    });
    client.listen((event) => events.push(event));
  });
  afterEach(() => {
    client.dispose();
    vi.useRealTimers();
  });

  const worker = () => workers.at(-1)!;
  const requestId = () => {
    const last = worker().heard.findLast((message) => message.type === 'request');
    if (last?.type !== 'request') throw new Error('no request was posted');
    return last.id;
  };

  it('gives each call its own answer, in whatever order they come', async () => {
    const first = client.request('d', { kind: 'GetSupportedProtocol' });
    const firstId = requestId();
    const second = client.request('d', { kind: 'GetSupportedProtocol' });
    const secondId = requestId();
    worker().says({
      type: 'answer',
      id: secondId,
      slice: { part: { kind: 'GetSupportedProtocol', versions: ['2'] }, continues: false },
    });
    worker().says({
      type: 'answer',
      id: firstId,
      slice: { part: { kind: 'GetSupportedProtocol', versions: ['1'] }, continues: false },
    });
    expect((await first).versions).toEqual(['1']);
    expect((await second).versions).toEqual(['2']);
  });

  it('joins the slices of a large answer and shows each as it comes', async () => {
    const parts: number[] = [];
    const call = client.request(
      'd',
      { kind: 'Get', paths: ['Device.'] },
      { onPart: (part) => parts.push(part.kind === 'Get' ? part.results.length : 0) },
    );
    const slice = (name: string, continues: boolean) => ({
      part: { kind: 'Get' as const, results: [{ requestedPath: 'Device.', objects: [{ path: name, params: [] }] }] },
      continues,
    });
    worker().says({ type: 'answer-part', id: requestId(), slice: slice('Device.A.', false) });
    worker().says({ type: 'answer', id: requestId(), slice: slice('Device.B.', true) });
    const answer = await call;
    expect(answer.results).toHaveLength(1);
    expect(answer.results[0]?.objects.map(({ path }) => path)).toEqual(['Device.A.', 'Device.B.']);
    expect(parts).toHaveLength(2);
  });

  it('knows which requests are open, says when that changes, and gives one up', async () => {
    const request = { kind: 'Get', paths: ['Device.'] } as const;
    const call = client.request('d', request);
    const id = requestId();
    expect(client.openRequests('d')).toEqual([{ id, request, startedAt: Date.now() }]);
    expect(client.openRequests('another')).toEqual([]);
    client.cancel(id);
    expect(worker().heard.at(-1)).toEqual({ type: 'cancel', id });
    worker().says({
      type: 'failed',
      id,
      error: { code: 0, origin: 'local', reason: 'cancelled', message: 'Cancelled.', advice: '', params: [] },
    });
    await expect(call).rejects.toMatchObject({ reason: 'cancelled' });
    expect(client.openRequests('d')).toEqual([]);
    expect(events.filter(({ type }) => type === 'requests')).toHaveLength(2);
  });

  it('turns a failure into a UspError that kept its fields', async () => {
    const call = client.request('d', { kind: 'Get', paths: ['Device.Nope.'] });
    worker().says({
      type: 'failed',
      id: requestId(),
      error: {
        code: 7026,
        origin: 'remote',
        reason: 'remote-error',
        message: 'no such path',
        advice: 'look',
        params: [],
      },
    });
    await expect(call).rejects.toMatchObject({ name: 'UspError', code: 7026, reason: 'remote-error', advice: 'look' });
  });

  it('asks the worker to cancel when the signal says so', () => {
    const abort = new AbortController();
    client.request('d', { kind: 'Get', paths: [] }, { signal: abort.signal }).catch(() => undefined);
    const id = requestId();
    abort.abort();
    expect(worker().heard.at(-1)).toEqual({ type: 'cancel', id });
  });

  it('lets go of a signal that outlives the request', async () => {
    const abort = new AbortController();
    const call = client.request('d', { kind: 'GetSupportedProtocol' }, { signal: abort.signal });
    const slice = { part: { kind: 'GetSupportedProtocol' as const, versions: [] }, continues: false };
    worker().says({ type: 'answer', id: requestId(), slice });
    await call;
    abort.abort();
    expect(worker().heard.filter(({ type }) => type === 'cancel')).toEqual([]);
  });

  it('posts nothing for a signal that was aborted before', async () => {
    const call = client.request('d', { kind: 'Get', paths: [] }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ reason: 'cancelled' });
    expect(worker().heard.some((message) => message.type === 'request')).toBe(false);
  });

  it('ends every call, says so, restarts and opens the connections again when the worker dies', async () => {
    client.open(config);
    const call = client.request('d', { kind: 'Get', paths: [] });
    worker().dies('out of memory');
    await expect(call).rejects.toMatchObject({ reason: 'worker-lost' });
    expect(workers).toHaveLength(2);
    expect(workers[0]?.ended).toBe(true);
    expect(workers[1]?.heard).toEqual([{ type: 'open', config }]);
    expect(events).toContainEqual({ type: 'worker', state: 'lost', why: 'out of memory' });
  });

  it('does not start one after the other without a pause where none comes up', () => {
    worker().dies('not found');
    const pauses: number[] = [];
    for (let round = 0; round < 4; round++) {
      const before = workers.length;
      const diedAt = Date.now();
      worker().dies('not found');
      while (workers.length === before) vi.advanceTimersToNextTimer();
      pauses.push(Date.now() - diedAt);
    }
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it('starts at once again where one has worked', () => {
    worker().dies('not found');
    worker().says({ type: 'ready' });
    const before = workers.length;
    worker().dies('out of memory');
    expect(workers).toHaveLength(before + 1);
  });

  it('ends what is asked while none is there', async () => {
    worker().dies('not found');
    worker().dies('not found');
    const call = client.request('d', { kind: 'Get', paths: [] });
    vi.advanceTimersByTime(60_000);
    await expect(call).rejects.toMatchObject({ reason: 'worker-lost' });
  });

  it('does not open again what the person closed', () => {
    client.open(config);
    client.close(config.id);
    worker().dies('gone');
    expect(workers[1]?.heard).toEqual([]);
  });

  it('notices a worker that hangs, but leaves one alone that answers', () => {
    for (let beat = 0; beat < 20; beat++) {
      vi.advanceTimersByTime(5_000);
      worker().says({ type: 'pong', id: 0 });
    }
    expect(workers).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect(workers.length).toBeGreaterThan(1);
  });

  it('bears with one whose answers it hears late: in a hidden tab, after a sleep of the machine', () => {
    for (let beat = 0; beat < 5; beat++) {
      vi.advanceTimersByTime(5_000);
      // The next beat is a long time off, for the clock on the wall.
      vi.setSystemTime(Date.now() + 3_600_000);
      if (beat % 2 === 1) worker().says({ type: 'pong', id: 0 });
    }
    expect(workers).toHaveLength(1);
  });

  it('has no open request any more when it says that the worker is lost', async () => {
    const open: number[] = [];
    const call = client.request('d', { kind: 'Get', paths: [] });
    client.listen((event) => {
      if (event.type === 'worker' && event.state === 'lost') open.push(client.openRequests('d').length);
    });
    worker().dies('gone');
    await expect(call).rejects.toMatchObject({ reason: 'worker-lost' });
    expect(open).toEqual([0]);
  });

  it('hears nothing of a worker that it has given up', () => {
    const first = worker();
    first.dies('gone');
    events.length = 0;
    first.says({ type: 'device-gone', id: 'd' });
    expect(events).toEqual([]);
  });

  it('tells a new worker what the log keeps, where its numbers go on, and what is looked for', () => {
    client.boundLog({ entries: 10, bytes: 20 });
    const heard: unknown[] = [];
    const stop = client.searchLog([{ in: 'text', value: 'x' }], (progress) => heard.push(progress.looked));
    const search = worker().heard.at(-1);
    if (search?.type !== 'log-search') throw new Error('no search was posted');
    const entry = { seq: 41, time: 1, kind: 'state', note: '' } as const;
    worker().says({ type: 'log', entries: [entry] });
    worker().dies('gone');
    expect(workers).toHaveLength(2);
    expect(worker().heard).toEqual([
      { type: 'log-bounds', bounds: { entries: 10, bytes: 20 }, from: 42 },
      { type: 'log-search', id: search.id, terms: search.terms },
    ]);
    worker().says({ type: 'log-found', id: search.id, found: [[42]], looked: 1, of: 1 });
    stop();
    worker().says({ type: 'log-found', id: search.id, found: [[43]], looked: 2, of: 2 });
    expect(heard).toEqual([1]);
    expect(worker().heard.at(-1)).toEqual({ type: 'log-search-stop', id: search.id });
  });
});
