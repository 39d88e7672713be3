import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { goodLink, SimulatedLink, type LinkConditions } from './simulated-link.ts';

function setUp(conditions: Partial<LinkConditions> = {}, seed = 1) {
  const clock = new SimulatedClock();
  const arrived: { item: number; at: number }[] = [];
  const link = new SimulatedLink<number>(clock, new Random(seed), { ...goodLink, ...conditions }, (item) => {
    arrived.push({ item, at: clock.now });
  });
  return { clock, link, arrived };
}

describe('the simulated clock', () => {
  it('runs tasks in the order of their times, and of their setting where these are the same', () => {
    const clock = new SimulatedClock(100);
    const ran: string[] = [];
    const random = new Random(7);
    const times = Array.from({ length: 200 }, () => random.between(100, 150));
    times.forEach((time, index) => clock.at(time, () => ran.push(`${time}/${index}`)));
    const want = times
      .map((time, index) => ({ time, index }))
      .sort((a, b) => a.time - b.time || a.index - b.index)
      .map(({ time, index }) => `${time}/${index}`);
    clock.runUntil(150);
    expect(ran).toEqual(want);
    expect(clock.now).toBe(150);
  });

  it('leaves cancelled tasks out and runs what a task sets', () => {
    const clock = new SimulatedClock();
    const ran: string[] = [];
    const cancel = clock.after(5, () => ran.push('cancelled'));
    clock.after(10, () => {
      ran.push('first');
      clock.after(10, () => ran.push('second'));
    });
    cancel();
    expect(clock.next()).toBe(10);
    clock.run(15);
    expect(ran).toEqual(['first']);
    expect(clock.step()).toBe(true);
    expect(clock.step()).toBe(false);
    expect(ran).toEqual(['first', 'second']);
    expect(clock.now).toBe(20);
  });
});

describe('the simulated link', () => {
  it('keeps the order as long as nothing is to be reordered, whatever the delays', () => {
    const { clock, link, arrived } = setUp({ minDelay: 0, maxDelay: 100 });
    for (let item = 0; item < 100; item++) link.send(item);
    clock.run(200);
    expect(arrived.map(({ item }) => item)).toEqual(Array.from({ length: 100 }, (_, item) => item));
  });

  it('loses, duplicates and reorders in about the shares asked for, and the same for the same seed', () => {
    const conditions = { loss: 0.3, duplicate: 0.2, reorder: 0.2, reorderBy: 50, minDelay: 1, maxDelay: 2 };
    const runs = [1, 2].map(() => {
      const { clock, link, arrived } = setUp(conditions, 42);
      for (let item = 0; item < 10_000; item++) {
        link.send(item);
        clock.run(1);
      }
      clock.run(1_000);
      expect(link.underWay).toBe(0);
      return { arrived, counts: link.counts };
    });
    const [run, again] = runs;
    expect(again).toEqual(run);
    const { arrived, counts } = run!;
    expect(counts.lost / 10_000).toBeCloseTo(0.3, 1);
    expect(counts.duplicated / 7_000).toBeCloseTo(0.2, 1);
    expect(counts.delivered).toBe(10_000 - counts.lost + counts.duplicated);
    expect(arrived.some(({ item }, index) => index > 0 && item < arrived[index - 1]!.item)).toBe(true);
  });

  it('loses what is under way when it is cut, and carries again once it is mended', () => {
    const { clock, link, arrived } = setUp();
    link.send(1);
    link.cut();
    expect(link.send(2)).toBe(false);
    link.mend();
    expect(link.send(3)).toBe(true);
    clock.run(100);
    expect(arrived.map(({ item }) => item)).toEqual([3]);
    expect(link.underWay).toBe(0);
  });
});
