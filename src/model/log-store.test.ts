import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../wire/entry.ts';
import { LogMatches } from './log-matches.ts';
import { LogStore } from './log-store.ts';

function entry(seq: number, more: Partial<LogEntry> = {}): LogEntry {
  return { seq, time: seq, kind: 'in', note: '', ...more };
}

function entries(from: number, count: number): LogEntry[] {
  return Array.from({ length: count }, (_, index) => entry(from + index));
}

describe('the store of the page', () => {
  it('keeps the newest 100,000 of 250,000, each at its place and by its seq', () => {
    const store = new LogStore();
    let gone = 0;
    for (let from = 1; from <= 250_000; from += 1_000) gone += store.add(entries(from, 1_000), 100_000);
    expect([store.length, gone]).toEqual([100_000, 150_000]);
    expect([store.first?.seq, store.last?.seq]).toEqual([150_001, 250_000]);
    expect(store.at(50_000)?.seq).toBe(200_001);
    expect(store.at(100_000)).toBeUndefined();
    expect(store.get(150_000)).toBeUndefined();
    expect(store.get(199_999)?.seq).toBe(199_999);
  });

  it('finds seqs with gaps between them', () => {
    const store = new LogStore();
    store.add([entry(5), entry(9), entry(20)], 10);
    expect([store.get(9)?.seq, store.get(10), store.placeOf(10), store.placeOf(99)]).toEqual([9, undefined, 2, 3]);
  });

  it('follows links forwards as long as the entry that is named is here', () => {
    const store = new LogStore();
    store.add(
      [entry(1), entry(2, { answers: 1 }), entry(3, { operation: 1, repeats: 1 }), entry(4, { pieces: [2, 4] })],
      10,
    );
    expect(store.followersOf(1)).toEqual([2, 3]);
    expect(store.followersOf(2)).toEqual([4]);
    expect(store.followersOf(4)).toEqual([]);
    store.trim(3);
    expect(store.followersOf(1)).toEqual([]);
    store.clear();
    expect(store.followersOf(2)).toEqual([]);
  });

  it('is the same as a plain list, whatever is added and let go', () => {
    const steps = fc.array(fc.record({ count: fc.nat({ max: 3_000 }), bound: fc.integer({ min: 1, max: 4_000 }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const store = new LogStore();
        let plain: LogEntry[] = [];
        let seq = 1;
        for (const { count, bound } of all) {
          const fresh = entries(seq, count);
          seq += count;
          store.add(fresh, bound);
          plain = [...plain, ...fresh].slice(-bound);
        }
        expect(Array.from({ length: store.length }, (_, index) => store.at(index))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });
});

it('the lines that are shown stay in order, whatever is found late and leaves early', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('push' as const), seq: fc.nat({ max: 20 }) }),
    fc.record({ do: fc.constantFrom('insert' as const, 'remove' as const), seq: fc.nat({ max: 200 }) }),
    fc.record({ do: fc.constant('drop' as const), seq: fc.nat({ max: 200 }) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const matches = new LogMatches();
      let plain = new Set<number>();
      let top = 0;
      for (const { do: what, seq } of steps) {
        if (what === 'push') {
          top += 1 + seq;
          matches.push(top);
          plain.add(top);
        } else if (what === 'insert') {
          const at = Math.min(seq, top);
          matches.insert(at);
          plain.add(at);
        } else if (what === 'remove') {
          matches.remove(seq);
          plain.delete(seq);
        } else {
          matches.dropBelow(seq);
          plain = new Set([...plain].filter((other) => other >= seq));
        }
      }
      const wanted = [...plain].toSorted((a, b) => a - b);
      expect(Array.from({ length: matches.length }, (_, index) => matches.at(index))).toEqual(wanted);
      for (const [index, seq] of wanted.entries()) expect(matches.indexOf(seq)).toBe(index);
    }),
  );
});
