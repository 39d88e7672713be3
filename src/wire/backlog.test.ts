import { describe, expect, it } from 'vitest';
import { Backlog } from './backlog.ts';
import type { LogEntry } from './entry.ts';

function entry(seq: number): LogEntry {
  return { seq, time: seq, kind: 'in', note: `line ${seq}` };
}

function fill(backlog: Backlog, count: number, size = 10): void {
  for (let index = 0; index < count; index++) backlog.add(entry(backlog.next), new Uint8Array(size));
}

describe('the backlog', () => {
  it('keeps the newest entries, and finds each by its seq however many have left', () => {
    const backlog = new Backlog(1, { entries: 10_000, bytes: 1e9 });
    fill(backlog, 50_000);
    expect([backlog.oldest, backlog.next]).toEqual([40_001, 50_001]);
    expect(backlog.entry(40_000)).toBeUndefined();
    expect(backlog.entry(40_001)?.note).toBe('line 40001');
    expect(backlog.entry(50_000)?.note).toBe('line 50000');
    expect(backlog.entry(50_001)).toBeUndefined();
    expect(backlog.held).toBe(10_000 * 10);
  });

  it('lets go of the oldest bytes first; their entries stay', () => {
    const backlog = new Backlog(1, { entries: 100, bytes: 35 });
    fill(backlog, 5);
    expect([1, 2, 3, 4, 5].map((seq) => backlog.bytes(seq)?.length)).toEqual([undefined, undefined, 10, 10, 10]);
    expect(backlog.entry(1)).toBeDefined();
    expect(backlog.held).toBe(30);
  });

  it('keeps the newest Record however large it is', () => {
    const backlog = new Backlog(1, { entries: 100, bytes: 35 });
    fill(backlog, 3);
    fill(backlog, 1, 1_000);
    expect(backlog.bytes(4)?.length).toBe(1_000);
    expect(backlog.bytes(3)).toBeUndefined();
    fill(backlog, 1);
    expect(backlog.held).toBe(10);
  });

  it('takes new bounds at once', () => {
    const backlog = new Backlog(1, { entries: 100, bytes: 1_000 });
    fill(backlog, 50);
    backlog.bound({ entries: 20, bytes: 50 });
    expect(backlog.oldest).toBe(31);
    expect(backlog.held).toBe(50);
  });

  it('goes on with the numbers of the one before, and never back', () => {
    const backlog = new Backlog();
    backlog.startAt(500);
    fill(backlog, 1);
    expect(backlog.entry(500)?.seq).toBe(500);
    backlog.startAt(900);
    expect(backlog.next).toBe(501);
  });
});
