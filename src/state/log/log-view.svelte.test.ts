import { describe, expect, it, vi } from 'vitest';
import type { LogEntry, SearchProgress, SearchTerm } from '../../worker/port.ts';
import { LogState, mostPins, type LogSource } from './log.svelte.ts';
import { LogView } from './log-view.svelte.ts';

function entry(seq: number, more: Partial<LogEntry> = {}): LogEntry {
  return { seq, time: seq, kind: seq % 2 === 0 ? 'in' : 'out', note: `line ${seq}`, size: seq, ...more };
}

function entries(from: number, count: number): LogEntry[] {
  return Array.from({ length: count }, (_, index) => entry(from + index));
}

/** A log whose worker is in the test's hand. */
class Bench {
  readonly bounded: unknown[] = [];
  readonly searches: { terms: readonly SearchTerm[]; heard: (progress: SearchProgress) => void; stopped: boolean }[] =
    [];
  readonly log: LogState;

  constructor() {
    const source: LogSource = {
      boundLog: (bounds) => this.bounded.push(bounds),
      searchLog: (terms, heard) => {
        const search = { terms, heard, stopped: false };
        this.searches.push(search);
        return () => (search.stopped = true);
      },
      logDetail: async () => undefined,
      print: async () => '',
      exportLog: () => {
        throw new Error('No file is written here.');
      },
    };
    this.log = new LogState(source);
  }

  add(added: readonly LogEntry[]): void {
    this.log.handle({ type: 'log', entries: added });
  }
}

function seqs(view: LogView): (number | undefined)[] {
  return Array.from({ length: view.length }, (_, index) => view.at(index)?.seq);
}

describe('the log of the page', () => {
  it('keeps what its bound allows, says how many left, and gives it on to the worker', () => {
    const { log, bounded } = new Bench();
    log.bound({ entries: 1_000, bytes: 5 });
    expect(bounded).toEqual([{ entries: 1_000, bytes: 5 }]);
    log.handle({ type: 'log', entries: entries(1, 2_500) });
    expect([log.entries.length, log.left]).toEqual([1_000, 1_500]);
    log.bound({ entries: 400, bytes: 5 });
    expect([log.entries.length, log.left]).toEqual([400, 2_100]);
  });

  it('lets wait what comes while it is paused, within the bound', () => {
    const bench = new Bench();
    bench.log.bound({ entries: 1_000, bytes: 5 });
    bench.add(entries(1, 10));
    bench.log.pause(true);
    for (let from = 11; from < 5_011; from += 100) bench.add(entries(from, 100));
    expect(bench.log.entries.length).toBe(10);
    expect(bench.log.waiting).toBeGreaterThanOrEqual(1_000);
    expect(bench.log.waiting).toBeLessThanOrEqual(1_100);
    bench.log.pause(false);
    expect([bench.log.entries.first?.seq, bench.log.entries.last?.seq, bench.log.waiting]).toEqual([4_011, 5_010, 0]);
  });

  it('keeps pinned lines whatever leaves, up to a bound', () => {
    const bench = new Bench();
    bench.add(entries(1, 100));
    for (let seq = 1; seq <= mostPins; seq++) expect(bench.log.togglePin(entry(seq))).toBe(true);
    expect(bench.log.togglePin(entry(mostPins + 1))).toBe(false);
    bench.log.clear();
    expect(bench.log.get(1)?.note).toBe('line 1');
    expect(bench.log.get(mostPins + 1)).toBeUndefined();
    expect(bench.log.togglePin(entry(1))).toBe(true);
    expect(bench.log.isPinned(1)).toBe(false);
  });

  it('knows both ends of what belongs together', () => {
    const bench = new Bench();
    bench.add([
      entry(1),
      entry(2, { answers: 1 }),
      entry(3, { answers: 1 }),
      entry(4, { operation: 1, pieces: [3, 4] }),
    ]);
    const related = (seq: number) => bench.log.relatedTo(bench.log.get(seq) ?? entry(0));
    expect([related(1), related(2), related(3), related(4)]).toEqual([[2, 3, 4], [1], [1, 4], [1, 3]]);
  });
});

describe('the lines that a filter lets through', () => {
  it('are filtered over 100,000 entries and follow what comes and leaves', async () => {
    const bench = new Bench();
    bench.add(entries(1, 100_000));
    const view = new LogView(bench.log);
    const stop = view.follow();
    view.text = 'dir:in size:>99990';
    await vi.waitFor(() => expect(seqs(view)).toEqual([99_992, 99_994, 99_996, 99_998, 100_000]));
    bench.add(entries(100_001, 4));
    expect(view.length).toBe(7);
    bench.log.bound({ entries: 6, bytes: 5 });
    expect(seqs(view)).toEqual([100_000, 100_002, 100_004]);
    expect(view.gone).toBe(4);
    bench.log.clear();
    expect(view.length).toBe(0);
    stop();
    bench.add(entries(200_000, 2));
    expect(view.length).toBe(0);
  });

  it('are those of the device and of its connections, which may become others', () => {
    const bench = new Bench();
    bench.add([
      entry(1, { device: 'a' }),
      entry(2, { device: 'b' }),
      entry(3, { connection: 'c' }),
      entry(4, { connection: 'd' }),
    ]);
    const scope = { device: 'a', agent: 'a', connections: ['c'], shared: [] };
    const view = new LogView(bench.log, scope);
    const stop = view.follow();
    expect(seqs(view)).toEqual([1, 3]);
    view.scope = { ...scope, connections: ['c', 'd'] };
    expect(seqs(view)).toEqual([1, 3, 4]);
    stop();
  });

  it('hold on while the text is no filter', () => {
    const bench = new Bench();
    bench.add(entries(1, 4));
    const view = new LogView(bench.log);
    const stop = view.follow();
    view.text = 'dir:in';
    view.text = 'dir:in size:';
    expect(view.fault?.message).toBe('Nothing stands after size:');
    expect(seqs(view)).toEqual([2, 4]);
    stop();
  });

  it('grow by what the worker finds, few or many, and shrink where it is turned round', async () => {
    const bench = new Bench();
    bench.add(entries(1, 20_000));
    const view = new LogView(bench.log);
    const stop = view.follow();
    view.text = 'needle';
    await vi.waitFor(() => expect(bench.searches).toHaveLength(1));
    const [search] = bench.searches;
    search?.heard({ found: [[20, 10]], looked: 100, of: 20_000 });
    expect(seqs(view)).toEqual([10, 20]);
    expect(view.searched).toEqual({ looked: 100, of: 20_000 });
    search?.heard({ found: [Array.from({ length: 5_000 }, (_, index) => 15_000 - index)], looked: 20_000, of: 20_000 });
    search?.heard({ found: [[5]], looked: 20_000, of: 20_000 });
    await vi.waitFor(() => expect(view.length).toBe(5_003));
    view.text = '-needle';
    expect(search?.stopped).toBe(true);
    await vi.waitFor(() => expect(bench.searches).toHaveLength(2));
    expect(bench.searches[1]?.terms).toEqual([{ in: 'text', value: 'needle' }]);
    bench.searches[1]?.heard({ found: [[7]], looked: 20_000, of: 20_000 });
    await vi.waitFor(() => expect([view.length, view.indexOf(7)]).toEqual([19_999, -1]));
    stop();
    expect(bench.searches[1]?.stopped).toBe(true);
  });
});

it('what the worker found is forgotten with the entries that leave', async () => {
  const bench = new Bench();
  bench.log.bound({ entries: 2_000, bytes: 5 });
  const view = new LogView(bench.log);
  const stop = view.follow();
  view.text = 'needle';
  await vi.waitFor(() => expect(bench.searches).toHaveLength(1));
  for (let from = 1; from <= 30_000; from += 100) {
    bench.add(entries(from, 100));
    const found = [Array.from({ length: 100 }, (_, index) => from + index)];
    bench.searches[0]?.heard({ found, looked: from + 99, of: from + 99 });
    expect(view.length).toBe(Math.min(from + 99, 2_000));
  }
  expect(view.remembered).toBeGreaterThanOrEqual(2_000);
  expect(view.remembered).toBeLessThanOrEqual(3_100);
  stop();
});

describe('a filter for what has no answer yet', () => {
  const get = (seq: number) => entry(seq, { kind: 'out', msgType: 'GET' });
  const answer = (seq: number, answers: number) => entry(seq, { kind: 'in', msgType: 'GET_RESP', answers });

  it('lets a request go when its answer comes, also while the list is made anew', async () => {
    const bench = new Bench();
    const view = new LogView(bench.log);
    view.follow();
    view.text = 'answer:none';
    bench.add([get(1), get(2), answer(3, 1)]);
    expect(seqs(view)).toEqual([2]);
    bench.add([entry(4, { kind: 'out', msgType: 'GET', repeats: 2 }), answer(5, 4)]);
    expect(seqs(view)).toEqual([]);
    bench.add(entries(6, 9_000).map((one, at) => (at === 0 ? get(one.seq) : one)));
    view.text = 'answer:none OR note';
    view.text = 'answer:none';
    expect(view.busy).toBe(true);
    bench.add([answer(9_006, 6), get(9_007)]);
    await expect.poll(() => view.busy).toBe(false);
    expect(seqs(view)).toEqual([9_007]);
  });
});
