/** The new value of a parameter where it is edited in its line or cell, and what is not: several lines fit in no field. */
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

/** Reactive: a field of one line would drop the line feeds without a word. */
export function fitsInLine(device: DeviceState, path: string): boolean {
  return !/[\r\n]/.test(lineValue(device, path));
}
