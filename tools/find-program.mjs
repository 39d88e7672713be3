/** Where the programmes that tests drive are on this machine. Plain Node: it runs before the packages are there. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A programme of the PATH, also looked for where servers live on Debian.
 * @param {readonly string[]} names the first one found is taken
 * @returns {string | undefined}
 */
export function findProgram(...names) {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/bin',
  ];
  for (const name of names) {
    for (const folder of folders) {
      if (folder && isExecutable(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
