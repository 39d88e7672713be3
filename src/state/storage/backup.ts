/** What a person made and this browser keeps, as one file: written for the person, read like anything from outside. */
import * as v from 'valibot';
import { argumentSetSchema, type ArgumentSet } from '../commands/argument-set-schema.ts';
import { craftBounds, type Collection } from '../../model/craft/crafted.ts';
import { asCollection, collectionSchema } from '../craft/collection-schema.ts';
import { watchListSchema, type WatchList } from '../watch/watch-store.ts';
import { savedConnectionSchema, type SavedConnection } from '../connections/connection-schema.ts';
import { settingsSchema, type StoredSettings } from '../settings-schema.ts';

export interface Backup {
  readonly connections: readonly SavedConnection[];
  readonly settings: StoredSettings;
  /** Arguments of commands that were kept under a name; a file of an older page has none. */
  readonly argumentSets: readonly ArgumentSet[];
  /** What is watched on devices, without samples. */
  readonly watchLists: readonly WatchList[];
  /** Requests that were kept, as they were written. */
  readonly collections: readonly Collection[];
}

/** What goes into the file only if the person says so: both may have passwords in the clear. */
export interface BackupChoice {
  readonly passwords: boolean;
  readonly requests: boolean;
}

const format = 'usp-console';

const backupSchema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  connections: v.pipe(v.array(savedConnectionSchema), v.maxLength(10_000)),
  settings: settingsSchema,
  argumentSets: v.optional(v.pipe(v.array(argumentSetSchema), v.maxLength(10_000)), []),
  watchLists: v.optional(v.pipe(v.array(watchListSchema), v.maxLength(10_000)), []),
  collections: v.optional(v.pipe(v.array(collectionSchema), v.maxLength(craftBounds.collections)), []),
});

/** Characters; a larger file is none of ours. */
export const largestBackup = 64 * 1024 * 1024;

export function writeBackup(backup: Backup, choice: BackupChoice): string {
  const connections = choice.passwords ? backup.connections : backup.connections.map(withoutPassword);
  const collections = choice.requests ? backup.collections : [];
  return `${JSON.stringify({ format, version: 1, ...backup, connections, collections }, null, 2)}\n`;
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
  const { collections, ...rest } = result.output;
  return { backup: { ...rest, collections: collections.map(asCollection) } };
}

export function withoutPassword(saved: SavedConnection): SavedConnection {
  const { config } = saved;
  if (config.mtp.kind !== 'mqtt' || config.mtp.password === undefined) return saved;
  const { password: _, ...mtp } = config.mtp;
  return { ...saved, password: 'session', config: { ...config, mtp } };
}
