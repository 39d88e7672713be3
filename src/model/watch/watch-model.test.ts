import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValueFacts } from '../tr181/facts.ts';
import { align } from './align.ts';
import { decimate } from './decimate.ts';
import { amountPoints, grownBy, ratePoints, type Point } from './points.ts';
import { runsOf } from './runs.ts';
import { Samples, samplesBound } from './samples.ts';
import { statisticsOf } from './statistics.ts';
import { watchCsv } from './watch-csv.ts';
import { chartKey, watchKind, watchPoints, watchText } from './watch-kind.ts';

const counter: ValueFacts = {
  type: 'unsignedLong',
  typeName: 'StatsCounter64',
  units: 'bytes',
  facets: {},
  access: 'readOnly',
  status: 'current',
} as unknown as ValueFacts;

const points = fc
  .array(fc.record({ step: fc.integer({ min: 0, max: 50 }), value: fc.option(fc.integer(), { nil: undefined }) }), {
    maxLength: 300,
  })
  .map((steps): Point[] => {
    let time = 0;
    return steps.map(({ step, value }) => ({ time: (time += step), value }));
  });

describe('samples', () => {
  it('are bounded, and those that left are gone from every view of them', () => {
    const samples = new Samples();
    for (let at = 0; at < samplesBound * 2; at += 1) samples.add(at, String(at));
    expect(samples.size).toBe(samplesBound);
    expect(samples.list()[0]?.value).toBe(String(samplesBound));
    expect(samples.list(2).map(({ value }) => value)).toEqual([
      String(samplesBound * 2 - 2),
      String(samplesBound * 2 - 1),
    ]);
    expect(samples.within(0, 10)).toHaveLength(1);
  });

  it('never go back in time, and gaps do not add up', () => {
    const samples = new Samples();
    samples.add(5, undefined);
    samples.add(10, 'a');
    samples.add(4, 'b');
    samples.add(11, undefined);
    samples.add(12, undefined);
    expect(samples.list()).toEqual([
      { time: 10, value: 'a' },
      { time: 10, value: 'b' },
      { time: 11, value: undefined },
    ]);
    expect(samples.lastValue?.value).toBe('b');
  });

  it('of a span come with one neighbour on each side', () => {
    const samples = new Samples([1, 2, 3, 4, 5, 6].map((time) => ({ time, value: String(time) })));
    expect(samples.within(3, 4).map(({ time }) => time)).toEqual([2, 3, 4, 5]);
    expect(samples.within(0, 9)).toHaveLength(6);
    expect(samples.within(7, 9).map(({ time }) => time)).toEqual([6]);
  });
});

describe('rates', () => {
  it('are what a counter grew by per second, over its end once, and broken where it began anew', () => {
    const of = (values: (string | undefined)[], bits: 32 | 64 = 32) =>
      ratePoints(
        values.map((value, at) => ({ time: at * 2_000, value })),
        bits,
      ).map(({ value }) => value);
    expect(of(['100', '300', '300'])).toEqual([100, 0]);
    expect(of(['4294967290', '10'])).toEqual([8]);
    // The device restarted.
    expect(of(['1000000', '10', '30'])).toEqual([undefined, 10]);
    expect(of(['1', undefined, '5', '9'])).toEqual([undefined, 2]);
    expect(of(['18446744073709551610', '10'], 64)).toEqual([8]);
  });

  it('lose nothing of large counters', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (start, growth) => {
          const end = (start + BigInt(growth)) % 2n ** 64n;
          expect(grownBy(start, end, 64)).toBe(BigInt(growth));
        },
      ),
    );
  });

  it('skip a second sample of one moment', () => {
    const twice = ['1', '2', '6'].map((value, at) => ({ time: at < 2 ? 0 : 1_000, value }));
    expect(ratePoints(twice, 32)).toEqual([{ time: 1_000, value: 5 }]);
  });
});

describe('statistics', () => {
  it('of a span are those of the points in it', () => {
    const some = amountPoints(
      ['1', '2', '6', 'x'].map((value, at) => ({ time: at, value })),
      (text) => (text === 'x' ? undefined : Number(text)),
    );
    expect(statisticsOf(some, { from: 1, to: 3 })).toEqual({ count: 2, min: 2, mean: 4, max: 6, last: 6 });
    expect(statisticsOf(some, { from: 3, to: 9 })).toBeUndefined();
  });

  it('weigh a value that stands by how long it stood in the span', () => {
    const told = [
      { time: 0, value: 10 },
      { time: 90, value: 20 },
    ];
    expect(statisticsOf(told, { from: 50, to: 100 }, true)).toMatchObject({ count: 2, mean: 12, last: 20 });
  });

  it('keep min <= mean <= max', () => {
    fc.assert(
      fc.property(points, fc.boolean(), (some, steps) => {
        const said = statisticsOf(some, { from: 0, to: 1e9 }, steps);
        if (!said) return some.every(({ value }) => value === undefined);
        return said.min <= said.mean && said.mean <= said.max;
      }),
    );
  });
});

describe('decimation', () => {
  it('keeps the extremes, the ends and the breaks of what is shown, in order, in a bounded number', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 20 }), (some, columns) => {
        const span = { from: 0, to: Math.max(1, some.at(-1)?.time ?? 1) };
        const kept = decimate(some, span, columns);
        const breaks = some.filter(({ value }) => value === undefined).length;
        expect(kept.length).toBeLessThanOrEqual(4 * (columns + 1 + breaks) + breaks);
        expect(kept.filter(({ value }) => value === undefined)).toHaveLength(breaks);
        expect([...kept].sort((a, b) => a.time - b.time)).toEqual(kept);
        const extremes = (all: readonly Point[]) => {
          const said = statisticsOf(all, span);
          return said && [said.min, said.max, said.last];
        };
        expect(extremes(kept)).toEqual(extremes(some));
      }),
    );
  });

  it('leaves one neighbour on each side of the span', () => {
    const some = [0, 1, 2, 3, 4, 5].map((time) => ({ time, value: time }));
    expect(decimate(some, { from: 2, to: 3 }, 100).map(({ time }) => time)).toEqual([1, 2, 3, 4]);
  });
});

describe('several series over one row of times', () => {
  it('tell a break from a time that only another series has', () => {
    const { times, values } = align([
      [
        { time: 1_000, value: 1 },
        { time: 3_000, value: undefined },
      ],
      [{ time: 2_000, value: 5 }],
    ]);
    expect(times).toEqual([1, 2, 3]);
    expect(values).toEqual([
      [1, undefined, null],
      [undefined, 5, undefined],
    ]);
  });
});

describe('runs', () => {
  it('join what stays the same, and let the last one stand to the end', () => {
    const samples = ['up', 'up', 'down', undefined].map((value, at) => ({ time: at * 10, value }));
    expect(runsOf(samples, { from: 5, to: 50 })).toEqual([
      { from: 5, to: 20, value: 'up' },
      { from: 20, to: 30, value: 'down' },
      { from: 30, to: 50, value: undefined },
    ]);
  });

  it('of samples of one millisecond keep the last, so that no two begin together', () => {
    const samples = (['up', 'down', 'up', undefined, 'off'] as const).map((value, at) => ({
      time: at === 0 ? 0 : 10,
      value,
    }));
    expect(runsOf(samples, { from: 0, to: 30 })).toEqual([
      { from: 0, to: 10, value: 'up' },
      { from: 10, to: 30, value: 'off' },
    ]);
    expect(runsOf(samples.slice(0, 3), { from: 0, to: 10 })).toEqual([{ from: 0, to: 10, value: 'up' }]);
  });
});

describe('what a parameter is drawn as', () => {
  it('is a curve with the unit of the data model, by default a counter’s rate', () => {
    const kind = watchKind(undefined, counter);
    expect(kind).toMatchObject({ numeric: true, counter: true, bits: 64 });
    const samples = ['18446744073709551615', '1000', '3000'].map((value, at) => ({ time: at * 1_000, value }));
    // The greatest value says that there is none.
    expect(watchPoints(samples, kind, true).map(({ value }) => value)).toEqual([undefined, 2_000]);
    expect(watchPoints(samples, kind, false).map(({ value }) => value)).toEqual([undefined, 1_000, 3_000]);
    expect(watchText(2_000, kind, true, 'en')).toBe('2 kB/s');
    expect(chartKey('Device.A.BytesSent', kind, true)).toBe(chartKey('Device.B.BytesReceived', kind, true));
    expect(chartKey('Device.A.BytesSent', kind, false)).not.toBe(chartKey('Device.A.BytesSent', kind, true));
  });

  it('is a bare curve where only the device says that it is a number, and none for text', () => {
    const bare = watchKind({ type: 'int' }, undefined);
    expect(watchPoints([{ time: 0, value: '-7' }], bare, false)).toEqual([{ time: 0, value: -7 }]);
    expect(watchPoints([{ time: 0, value: 'seven' }], bare, false)).toEqual([{ time: 0, value: undefined }]);
    expect(chartKey('Device.A.Channel', bare, false)).not.toBe(chartKey('Device.A.Noise', bare, false));
    expect(watchKind({ type: 'boolean' }, undefined).numeric).toBe(false);
    expect(watchKind(undefined, undefined).numeric).toBe(false);
  });
});

describe('the CSV of a watch list', () => {
  it('has a row for each value in the order of time, and none for a gap', () => {
    const csv = watchCsv([
      [
        'Device.A',
        [
          { time: 2_000, value: '2' },
          { time: 3_000, value: undefined },
        ],
      ],
      ['Device.B', [{ time: 1_000, value: '=1,5' }]],
    ]);
    expect(csv).toBe(
      'time,path,value\r\n1970-01-01T00:00:01.000Z,Device.B,"\'=1,5"\r\n1970-01-01T00:00:02.000Z,Device.A,2\r\n',
    );
  });
});
