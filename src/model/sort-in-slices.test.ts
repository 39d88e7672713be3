import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortInSlices } from './sort-in-slices.ts';

type Item = readonly [key: number, at: number];
const compare = ([a]: Item, [b]: Item): number => a - b;

function run(items: readonly Item[], shouldYield: () => boolean) {
  const work = sortInSlices(items, compare, shouldYield);
  let slices = 1;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return { sorted: step.value, slices };
    slices += 1;
  }
}

describe('a sort in slices', () => {
  it('is the sort of Array, equals in their order, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 1_500, size: 'max' }),
        fc.infiniteStream(fc.boolean()),
        (keys, cuts) => {
          const items = keys.map((key, at): Item => [key, at]);
          const { sorted } = run(items, () => cuts.next().value === true);
          expect(sorted).toEqual([...items].sort(compare));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('asks often enough: never more than some hundred items are looked at between two questions', () => {
    let compared = 0;
    let most = 0;
    const items = Array.from({ length: 50_000 }, (_, at): Item => [(at * 7_919) % 50_000, at]);
    const counting = (a: Item, b: Item) => ((compared += 1), compare(a, b));
    const ask = () => {
      most = Math.max(most, compared);
      compared = 0;
      return false;
    };
    const { value } = sortInSlices(items, counting, ask).next();
    expect(value?.map(([key]) => key)).toEqual(Array.from({ length: 50_000 }, (_, at) => at));
    // 256 items at one go take about 256 × 8 comparisons.
    expect(most).toBeLessThan(2_500);
  });
});
