/**
 * `npm run soak [-- <schedules> [<first seed>]]`: random schedules of the Session Context, 1,000,000 where no number is
 * given. A schedule that breaks a rule is named by its seed: `npm run soak -- 1 <seed>` runs it alone, again,
 * and says what happens in it.
 */
import { runSchedule } from '../src/usp/testing/session-schedule.ts';

const schedules = Number(process.argv[2] ?? 1_000_000);
const firstSeed = Number(process.argv[3] ?? 1);
if (!Number.isSafeInteger(schedules) || schedules < 1 || !Number.isSafeInteger(firstSeed)) {
  console.error('usage: npm run soak -- [<schedules> [<first seed>]]');
  process.exit(2);
}

const sum = { messages: 0, delivered: 0, unknown: 0, failed: 0, restarts: 0, records: 0 };
let failing = 0;
const started = performance.now();
for (let done = 0; done < schedules; done++) {
  const seed = firstSeed + done;
  const result = schedules === 1 ? runSchedule(seed, console.log) : runSchedule(seed);
  for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += result[key];
  if (result.problem !== undefined) {
    failing++;
    console.error(`seed ${seed}: ${result.problem}`);
    if (failing >= 20) break;
  }
  if ((done + 1) % 50_000 === 0) report(done + 1);
}
report(schedules);
console.log(failing === 0 ? 'no schedule broke a rule' : `${failing} schedules broke a rule`);
process.exitCode = failing === 0 ? 0 : 1;

function report(done: number): void {
  const { messages, delivered, unknown, failed, restarts, records } = sum;
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${done} schedules, ${seconds} s: ${records} Records, ${messages} Messages, ${delivered} delivered, ` +
      `${unknown} perhaps, ${failed} not; ${restarts} restarts`,
  );
}
