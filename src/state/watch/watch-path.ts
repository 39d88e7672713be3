/** Which paths can be watched: one parameter, or by wildcards and searches that of many rows; never a secret. */
import { parsePath, pathTarget, toSupportedPath } from '../../usp/path.ts';
import type { DeviceSecrets } from '../device-secrets.ts';

/** Reads what was typed. @returns the path to watch, or why it can't be. */
export function readWatchPath(typed: string, secrets: DeviceSecrets): { path: string } | { problem: string } {
  const path = typed.trim();
  const parsed = parsePath(path);
  if (!parsed.ok) return { problem: `${parsed.problem} (at character ${String(parsed.at + 1)})` };
  if (pathTarget(parsed.path) !== 'parameter') {
    return { problem: 'Only a parameter can be watched. Write its name after the object, without a dot at the end.' };
  }
  if (path.includes('{i}')) return { problem: 'Write * for any row, where the data model has {i}.' };
  if (secrets.param(supportedForm(path))) return { problem: 'A secret is neither watched nor kept.' };
  if (secrets.inPath(path)) {
    return {
      problem:
        'This path compares a secret, which would be kept with the list. Name the row by its number, or all with *.',
    };
  }
  return { path };
}

/** A path of the list as the data models name it. One that follows a reference has no such name: it stays as it is. */
export function supportedForm(path: string): string {
  return toSupportedPath(path) ?? path;
}
