/** Everything that is stored, as one file: written for the person, read like anything from outside. */
import * as v from 'valibot';
import { argumentSetSchema, type ArgumentSet } from '../commands/argument-set-schema.ts';
import { savedConnectionSchema, type SavedConnection } from '../connections/connection-schema.ts';
import { settingsSchema, type StoredSettings } from '../settings-schema.ts';

export interface Backup {
  readonly connections: readonly SavedConnection[];
  readonly settings: StoredSettings;
  /** Arguments of commands that were kept under a name; a file of an older page has none. */
  readonly argumentSets: readonly ArgumentSet[];
}

const format = 'usp-console';

const backupSchema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  connections: v.pipe(v.array(savedConnectionSchema), v.maxLength(10_000)),
  settings: settingsSchema,
  argumentSets: v.optional(v.pipe(v.array(argumentSetSchema), v.maxLength(10_000)), []),
});

/** Bytes; a larger file is none of ours. */
export const largestBackup = 16 * 1024 * 1024;

/** @param withPasswords whether kept passwords go into the file, in the clear. */
export function writeBackup(backup: Backup, withPasswords: boolean): string {
  const connections = withPasswords ? backup.connections : backup.connections.map(withoutPassword);
  return `${JSON.stringify({ format, version: 1, ...backup, connections }, null, 2)}\n`;
}

/** @returns the problem as a sentence where the file is not one of ours. */
export function readBackup(text: string): { readonly backup: Backup } | { readonly problem: string } {
  if (text.length > largestBackup) return { problem: 'The file is too large to be an export of this page.' };
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { problem: 'The file is not an export of this page: it is no JSON.' };
  }
  const result = v.safeParse(backupSchema, raw);
  if (!result.success) {
    const at = v.getDotPath(result.issues[0]);
    return { problem: `The file is not an export of this page, or it was damaged${at ? ` at "${at}"` : ''}.` };
  }
  return { backup: result.output };
}

export function withoutPassword(saved: SavedConnection): SavedConnection {
  const { config } = saved;
  if (config.mtp.kind !== 'mqtt' || config.mtp.password === undefined) return saved;
  const { password: _, ...mtp } = config.mtp;
  return { ...saved, password: 'session', config: { ...config, mtp } };
}
