/**
 * Makes this machine ready for `npm start` and `npm test`: packages as locked, and the programmes that tests drive.
 * Plain Node without packages: it runs straight after `git clone`. What is missing is installed or named, never skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { findProgram } from './find-program.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const lowestNode = [20, 19];

/** Ends the process with advice when Node is too old to run anything of ours. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = lowestNode;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  stop([
    `USP Console needs Node ${lowestNode.join('.')} or later; this is ${process.versions.node}.`,
    'Get a newer one from https://nodejs.org/ or your distribution, then run the same command again.',
  ]);
}

/** Installs exactly what package-lock.json says, unless that is there already. */
export function installPackages() {
  const why = staleness();
  if (!why) return;
  console.log(`Installing the locked packages (${why}) …`);
  // Under npm its own path is known; it need not be the one of the PATH.
  const npm = process.env['npm_execpath'];
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { status, error } = spawnSync(command ?? 'npm', [...args, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status !== 0) {
    stop([
      `The packages could not be installed${error ? `: ${error.message}` : ''}.`,
      'The lines above say why. `npm ci` needs the network and a lock file that fits package.json.',
    ]);
  }
}

/**
 * Why the installed packages are not the locked ones; undefined when they are.
 * npm keeps what it installed in node_modules/.package-lock.json, written when an installation is complete.
 * @returns {string | undefined}
 */
function staleness() {
  const kept = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(kept)) return 'none are there yet';
  /** @type {Record<string, { version?: string, integrity?: string, optional?: boolean }>} */
  const installed = JSON.parse(readFileSync(kept, 'utf8')).packages;
  /** @type {typeof installed} */
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  for (const [path, { version, integrity, optional }] of Object.entries(locked)) {
    const has = installed[path];
    if (path === '' || (!has && optional)) continue;
    if (has?.version !== version || has?.integrity !== integrity) return `${path} is not the locked one`;
  }
  const extra = Object.keys(installed).find((path) => !locked[path]);
  return extra && `${extra} is not locked`;
}

/**
 * @typedef {object} Need
 * @property {string} name
 * @property {() => string | undefined} find
 * @property {string} apt the package of Debian and Ubuntu that has it
 * @property {string} [elsewhere] what a person does where there is no apt
 */

/** @type {readonly Need[]} */
const needs = [
  {
    name: 'Chromium',
    find: workingChromium,
    apt: 'chromium',
    elsewhere: 'install Chromium or Google Chrome, or name one in the variable USP_CONSOLE_CHROMIUM',
  },
  { name: 'mosquitto', find: () => findProgram('mosquitto'), apt: 'mosquitto' },
  { name: 'nginx', find: () => findProgram('nginx'), apt: 'nginx-light' },
  { name: 'openssl', find: () => findProgram('openssl'), apt: 'openssl' },
  // Reads what the page writes as pcapng: a judge that is not ours.
  {
    name: 'tshark',
    find: () => findProgram('tshark'),
    apt: 'tshark',
    elsewhere: 'install Wireshark’s command line tools',
  },
];

/** Sees to it that every programme that the tests drive is there, or ends the process and says what to install. */
export function requirePrograms() {
  const chosen = process.env['USP_CONSOLE_CHROMIUM'];
  if (chosen && !workingChromium()) stop([`USP_CONSOLE_CHROMIUM names ${chosen}, which does not start.`]);
  let missing = needs.filter(({ find }) => !find());
  if (missing.length > 0 && canUseApt()) {
    const names = missing.map(({ apt }) => apt);
    console.log(`Installing ${names.join(', ')} from the distribution …`);
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', ...names]);
    missing = needs.filter(({ find }) => !find());
  }
  if (missing.some(({ name }) => name === 'Chromium')) {
    console.log('Fetching the browser that Playwright brings along …');
    run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium']);
    missing = needs.filter(({ find }) => !find());
  }
  if (missing.length === 0) return;
  stop([
    `The tests need ${missing.map(({ name }) => name).join(', ')}, which this machine does not have.`,
    ...missing.map(({ name, elsewhere }) => `  ${name}: ${elsewhere ?? `install the package ${name} of your system`}`),
    `  On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${missing.map(({ apt }) => apt).join(' ')}`,
    `  On macOS with Homebrew: brew install ${missing.map(({ name }) => name.toLowerCase()).join(' ')}`,
    'Then run the same command again.',
  ]);
}

/** One that starts: the package `chromium` of some systems is only a note that points elsewhere. */
function workingChromium() {
  const path = findChromium();
  const started = path && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 60_000 });
  return started && started.status === 0 ? path : undefined;
}

function canUseApt() {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined && existsSync('/etc/debian_version');
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/**
 * @param {readonly string[]} lines
 * @returns {never}
 */
function stop(lines) {
  console.error(`\n${lines.join('\n')}\n`);
  process.exit(1);
}
