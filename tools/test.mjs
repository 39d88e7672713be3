/**
 * `npm test`: sets up and runs all there is; `npm test -- unit e2e` runs only those stages.
 * Every stage runs, also after one has failed. The last line adds them all up: `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, installPackages, requirePrograms } from './setup.mjs';

checkNode();
installPackages();

const { stages } = await import('./stages.mjs');
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = asked.length === 0 ? stages : stages.filter(({ name }) => asked.includes(name));
if (chosen.some(({ programs }) => programs)) requirePrograms();

const reports = mkdtempSync(join(tmpdir(), 'usp-console-test-'));
/** @type {{ stage: string, passed: number, failed: number, seconds: number }[]} */
const results = [];
try {
  for (const { name, run } of chosen) {
    console.log(`\n━━━ ${name}`);
    const start = performance.now();
    const counts = await run(reports).catch((/** @type {unknown} */ error) => {
      console.error(error);
      return { passed: 0, failed: 1 };
    });
    const seconds = (performance.now() - start) / 1000;
    results.push({ stage: name, ...counts, seconds: Number(seconds.toFixed(1)) });
    console.log(`    ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds.toFixed(1)} s)`);
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}

const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, result) => total + result[key], 0);
console.log('');
console.table(results);
// Set before the last line is written: nothing comes after it.
process.exitCode = sum('failed') > 0 ? 1 : 0;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
