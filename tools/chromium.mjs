/** Which Chromium the tests drive, and with which switches. Plain Node: it runs before the packages are there. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { findProgram, isExecutable } from './find-program.mjs';

/**
 * `USP_CONSOLE_CHROMIUM`, else Playwright's own browser, else the system's.
 * @returns {string | undefined}
 */
export function findChromium() {
  const given = process.env['USP_CONSOLE_CHROMIUM'];
  if (given) return existsSync(given) ? given : undefined;
  return playwrightsOwn() ?? findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
}

/** Switches for a machine that may be a container with one user. */
export function chromiumArgs() {
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  // Chromium refuses its own sandbox to root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return args;
}

/** What both runners hand to Playwright's `launch`. */
export function launchOptions() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found. `npm test` says how to get one.');
  return { executablePath, args: chromiumArgs() };
}

/** @returns {string | undefined} */
function playwrightsOwn() {
  const folder = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(...playwrightCache());
  if (!existsSync(folder)) return undefined;
  const inside = {
    linux: ['chrome-linux/chrome', 'chrome-linux64/chrome'],
    darwin: [
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ],
    win32: ['chrome-win/chrome.exe', 'chrome-win64/chrome.exe'],
  }[/** @type {string} */ (platform())];
  const revisions = readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return revisions
    .flatMap((revision) => (inside ?? []).map((path) => join(folder, revision, path)))
    .find((path) => isExecutable(path));
}

function playwrightCache() {
  if (platform() === 'darwin') return [homedir(), 'Library/Caches/ms-playwright'];
  if (platform() === 'win32') return [process.env['LOCALAPPDATA'] ?? homedir(), 'ms-playwright'];
  return [process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ms-playwright'];
}
