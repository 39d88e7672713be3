import { expect, it } from 'vitest';
import { runSchedule, type ScheduleResult } from '../testing/session-schedule.ts';

it('10,000 random schedules: each Message once, in order, whole, or its sender is told; the ends agree [R-E2E.16, R-E2E.20, R-E2E.25]', () => {
  const failing: string[] = [];
  const sum = { messages: 0, delivered: 0, unknown: 0, failed: 0, restarts: 0, records: 0 };
  for (let seed = 1; seed <= 10_000; seed++) {
    const result: ScheduleResult = runSchedule(seed);
    if (result.problem !== undefined) failing.push(`seed ${seed}: ${result.problem}`);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += result[key];
  }
  expect(failing).toEqual([]);
  // The schedules are worth something only if most Messages get through and much goes wrong on the way.
  expect(sum.delivered).toBeGreaterThan(sum.messages / 2);
  expect(sum.restarts).toBeGreaterThan(10_000);
});
