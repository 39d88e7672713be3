/** Where the programmes that tests drive are on this machine. Plain Node: it runs before the packages are there. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where systems keep servers and what was added to them: not on the PATH of every user. */
const systemFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/sbin', '/opt/homebrew/bin'];

/**
 * A programme of the PATH, also looked for where systems keep their servers.
 * @param {readonly string[]} names the first one found is taken
 * @returns {string | undefined}
 */
export function findProgram(...names) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...systemFolders];
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
