/** Which paths can be watched: one parameter, or by wildcards and searches that of many rows; never a secret. */
import { parsePath, pathTarget, toSupportedPath } from '../../usp/path.ts';
import type { SupportedModel } from '../../model/supported-model.ts';
import { isSecret } from '../../model/secrets.ts';
import { standard } from '../standard.svelte.ts';

/** Reads what was typed. @returns the path to watch, or why it can't be. */
export function readWatchPath(typed: string, supported: SupportedModel): { path: string } | { problem: string } {
  const text = typed.trim();
  const parsed = parsePath(text);
  if (!parsed.ok) return { problem: `${parsed.problem} (at character ${String(parsed.at + 1)})` };
  if (pathTarget(parsed.path) !== 'parameter') {
    return { problem: 'Only a parameter can be watched. Write its name after the object, without a dot at the end.' };
  }
  const general = toSupportedPath(text);
  if (general?.includes('{i}') && text.includes('{i}')) {
    return { problem: 'Write * for any row, where the data model has {i}.' };
  }
  if (isSecretPath(text, supported)) return { problem: 'A secret is neither watched nor kept.' };
  return { path: text };
}

/** By all that is known: the device, the data model, the name. */
export function isSecretPath(path: string, supported: SupportedModel): boolean {
  const general = toSupportedPath(path) ?? path;
  return isSecret(path, supported.param(general), standard.param(general));
}
