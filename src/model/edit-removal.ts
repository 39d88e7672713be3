/** What goes with a row, as far as the page knows the device: what lies below it, and who refers to it. */
import type { DataModelBook } from './tr181/book.ts';
import { indexReferences, type ReferenceLink } from './tr181/references.ts';
import type { DeviceModel } from './device-model.ts';
import { isInstancePath } from './path-parts.ts';

export interface Removal {
  /** Rows below, their own rows among them. */
  readonly rows: readonly string[];
  /** Who refers to what goes, and stays itself. */
  readonly referrers: readonly ReferenceLink[];
}

/** @param paths rows that are to go, with their dot */
export function removalOf(model: DeviceModel, paths: readonly string[], book: DataModelBook | undefined): Removal {
  const goes = (path: string): boolean => paths.some((row) => path.startsWith(row));
  const rows: string[] = [];
  for (const { path } of model.objects()) {
    if (isInstancePath(path) && goes(path) && !paths.includes(path)) rows.push(path);
  }
  const index = book && indexReferences(model, book);
  const gone = [...paths, ...rows];
  const referrers = gone.flatMap((path) => index?.to(path) ?? []).filter(({ from }) => !goes(from));
  return { rows, referrers };
}
