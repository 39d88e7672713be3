/** The stages of `npm test`, in their order. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { playwrightCounts, vitestCounts } from './counts.mjs';
import { root } from './setup.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {object} Stage
 * @property {string} name
 * @property {(reports: string) => Promise<Counts>} run `reports` is a folder of this run's own
 * @property {boolean} [programs] drives a browser, a broker or a proxy
 */

/** @type {readonly Stage[]} */
export const stages = [
  { name: 'format', run: check('prettier', '--check', '.') },
  { name: 'lint', run: check('eslint', '.', '--max-warnings', '0') },
  { name: 'generated', run: generated },
  { name: 'types-core', run: check('tsc', '-p', 'tsconfig.usp.json') },
  { name: 'types-worker', run: check('tsc', '-p', 'tsconfig.worker.json') },
  { name: 'types-tools', run: check('tsc', '-p', 'tsconfig.node.json') },
  { name: 'types-page', run: check('svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings') },
  { name: 'unit', run: vitest('unit'), programs: true },
  { name: 'browser', run: vitest('browser'), programs: true },
  { name: 'build', run: check('vite', 'build', '--logLevel', 'warn') },
  { name: 'e2e', run: playwright, programs: true },
  { name: 'conformance', run: check('node', 'tools/run-ts.mjs', 'tools/conformance/main.ts', '--check') },
];

/**
 * A stage that counts as one check: it passes when the command does.
 * @param {string} command
 * @param {...string} args
 */
function check(command, ...args) {
  return async () => asCheck((await run(command, args)) === 0);
}

/** The committed code of the schemas is what the schemas give. @param {string} reports */
async function generated(reports) {
  const out = join(reports, 'gen');
  mkdirSync(out);
  if ((await run('buf', ['generate', '-o', out])) !== 0) return asCheck(false);
  const fresh = join(out, 'src/gen');
  const kept = join(root, 'src/gen');
  const names = new Set([...readdirSync(fresh), ...readdirSync(kept)]);
  const differing = [...names].filter((name) => read(fresh, name) !== read(kept, name));
  for (const name of differing) console.error(`src/gen/${name} is not what proto/ gives: run \`npm run gen\`.`);
  return asCheck(differing.length === 0);
}

/** @param {string} project */
function vitest(project) {
  return async (/** @type {string} */ reports) => {
    const file = join(reports, `vitest-${project}.json`);
    const status = await run('vitest', [
      'run',
      `--project=${project}`,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    return vitestCounts(readJson(file), status);
  };
}

/** @param {string} reports */
async function playwright(reports) {
  const file = join(reports, 'playwright.json');
  const status = await run('playwright', ['test'], { USP_CONSOLE_E2E_REPORT: file });
  return playwrightCounts(readJson(file), status);
}

/**
 * Runs a programme of node_modules or of the PATH to its end, without a standard input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 */
function run(command, args, env = {}) {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: path, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** @param {boolean} good @returns {Counts} */
function asCheck(good) {
  return good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string} folder @param {string} name */
function read(folder, name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** @param {string} file @returns {unknown} */
function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
