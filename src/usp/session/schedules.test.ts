import { describe, expect, it } from 'vitest';
import { runSchedule } from '../testing/session-schedule.ts';

const batch = 1_000;
const batches = Array.from({ length: 10 }, (_, index) => 1 + index * batch);

/** `npm run soak` runs a million of them; `npm run soak -- 1 <seed>` runs one alone and tells what happens in it. */
describe('random schedules: each Message once, in order, whole, or its sender is told, and the ends agree', () => {
  it.each(batches)('a thousand from seed %i [R-E2E.16] [R-E2E.20] [R-E2E.22] [R-E2E.25]', (first) => {
    const failing: string[] = [];
    const sum = { messages: 0, delivered: 0, restarts: 0, records: 0 };
    for (let seed = first; seed < first + batch; seed++) {
      const result = runSchedule(seed);
      if (result.problem !== undefined) failing.push(`seed ${seed}: ${result.problem}`);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += result[key];
    }
    expect(failing).toEqual([]);
    // The schedules are worth something only if most Messages get through and much goes wrong on the way.
    expect(sum.delivered).toBeGreaterThan(sum.messages / 2);
    expect(sum.restarts).toBeGreaterThan(batch);
  });
});
