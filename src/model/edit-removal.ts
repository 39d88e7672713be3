/** What goes with a row, as far as the page knows the device: what lies below it, and who refers to it. */
import type { DataModelBook } from './tr181/book.ts';
import { findReferences } from './tr181/references.ts';
import type { DeviceModel } from './device-model.ts';
import { isInstancePath, isWithin } from './path-parts.ts';

export interface Removal {
  /** Rows below, their own rows among them. */
  readonly rows: readonly string[];
  /** Paths of the parameters that refer to what goes, and stay themselves, each once. */
  readonly referrers: readonly string[];
}

/**
 * Looks once at every object of the device, however many rows there are.
 * @param paths rows that are to go, with their dot
 */
export function removalOf(model: DeviceModel, paths: readonly string[], book: DataModelBook | undefined): Removal {
  const going = new Set(paths);
  const rows: string[] = [];
  for (const { path } of model.objects()) {
    if (isInstancePath(path) && !going.has(path) && isWithin(path, going)) rows.push(path);
  }
  const referrers = new Set<string>();
  for (const { from, to } of book ? findReferences(model, book) : []) {
    if (isWithin(to, going) && !isWithin(from, going)) referrers.add(from);
  }
  return { rows, referrers: [...referrers] };
}
