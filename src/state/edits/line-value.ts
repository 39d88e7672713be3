/** The new value of a parameter where it is edited in its line or cell, and what is not: several lines fit in no field. */
import { isWrittenOnce } from '../../model/tr181/editing.ts';
import { standard } from '../tr181/standard.svelte.ts';
import type { DeviceState } from '../device.svelte.ts';

/** Reactive: what the editor begins with: what was typed before, else the staged value, else the present one. */
export function lineValue(device: DeviceState, path: string): string {
  const staged = device.drafts.get(path) ?? device.edits.staged.get(path)?.value;
  return staged ?? (device.secrets.param(path) ? '' : (device.model.text(path) ?? ''));
}

/** Opens the editor of the details, which has room for several lines, with what an editor begins with. */
export function beginDraft(device: DeviceState, path: string): void {
  device.drafts.set(path, lineValue(device, path));
}

/**
 * Reactive: is it edited in its line? A field of one line would drop line feeds without a word, and what is written once
 * the details have to explain.
 */
export function editsInLine(device: DeviceState, path: string): boolean {
  if (isWrittenOnce(device.supported.param(path)?.access, standard.param(path))) return false;
  return !/[\r\n]/.test(lineValue(device, path));
}
