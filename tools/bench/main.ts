/** `npm run bench [-- <name> ...]`: measures what has a bound on its cost, and says whether the bound holds. */
import { captureBench } from './capture.ts';
import { logBench } from './log.ts';
import type { Result } from './measure.ts';
import { pageBench } from './page.ts';
import { sessionBench } from './session.ts';

const benches: Readonly<Record<string, () => Result[] | Promise<Result[]>>> = {
  capture: captureBench,
  log: logBench,
  session: sessionBench,
  page: pageBench,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`no benchmark named ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

let missed = 0;
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const result of await run()) {
    const verdict = result.held === undefined ? 'told ' : result.held ? 'held ' : 'MISSED';
    if (result.held === false) missed++;
    console.log(`${verdict} ${result.name}: ${result.value}${result.wanted ? ` (wanted: ${result.wanted})` : ''}`);
  }
}
process.exitCode = missed === 0 ? 0 : 1;
