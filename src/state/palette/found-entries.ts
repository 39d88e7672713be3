/** What the palette offers of a device: the hits of its search, each with what is to be done with it. */
import { isInstancePath, lastPart, pathKind, rowsOnTheWay } from '../../model/path-parts.ts';
import { openPathOf } from '../../model/search/found-places.ts';
import { rowHint, rowNames } from '../../model/tree-rows.ts';
import type { DeviceState } from '../device.svelte.ts';
import { isSearchPath, checkPath } from '../model/path-check.ts';
import type { PaletteEntry } from './entry.ts';
import type { Verb } from './verb.ts';

/** What is done with a thing of a device; paths may have `*` for any row. */
export interface DeviceActions {
  readonly show: (device: DeviceState, path: string) => void;
  readonly watch: (device: DeviceState, path: string) => void;
  /** Has the device tell of its changes, or tell no more. */
  readonly tell: (device: DeviceState, path: string) => void;
}

/** Reactive. @param path of a hit */
export function foundEntry(device: DeviceState, verb: Verb, path: string, actions: DeviceActions): PaletteEntry {
  if (verb === 'watch') return watchEntry(device, path, actions);
  if (verb === 'tell') return tellEntry(device, path, actions);
  const target = openPathOf(path);
  const run = () => actions.show(device, target);
  const kind = pathKind(path);
  if (kind === 'command') return { key: path, kind: 'command', label: path, note: 'Opens its form', run };
  const name = isInstancePath(path) ? rowHint(device.model, path) : '';
  if (name) return { key: path, kind: 'row', label: name, note: path, run };
  const note = joined(rowNames(device.model, path), kind === 'param' ? shownValue(device, path) : '');
  return { key: path, kind: 'path', label: path, ...(note && { note }), run };
}

/** What can be done with the parameter that is open. */
export function entriesHere(device: DeviceState, path: string | undefined, actions: DeviceActions): PaletteEntry[] {
  if (!path || isSearchPath(path) || pathKind(path) !== 'param') return [];
  const entries = [tellEntry(device, path, actions)];
  if (!device.secrets.param(path)) entries.unshift(watchEntry(device, path, actions));
  return entries.map((entry) => ({ ...entry, boost: 5 }));
}

/** A path with wildcards or conditions, as it was typed: no search finds it, but the device can be asked. */
export function typedEntry(device: DeviceState, text: string, actions: DeviceActions): PaletteEntry | undefined {
  if (!isSearchPath(text) || !/^\w+\./.test(text) || checkPath(text, device.supported)) return undefined;
  const run = () => actions.show(device, text);
  // By a name that does not hold what is compared: it may be a secret, and names are kept.
  return { key: 'typed path', kind: 'path', label: text, note: 'Asks the device', run };
}

/** What an entry that was chosen before leads to, if the device still has it. Reactive. */
export function knownEntry(device: DeviceState, key: string, actions: DeviceActions): PaletteEntry | undefined {
  const [verb, path] = verbOfKey(key);
  const { supported, model } = device;
  if (rowsOnTheWay(path).some((row) => !model.object(row))) return undefined;
  const isKnown = verb === 'go' && (supported.node(path) || supported.command(path) || model.object(path));
  return isKnown || supported.param(path) ? foundEntry(device, verb, path, actions) : undefined;
}

function verbOfKey(key: string): readonly [verb: Verb, path: string] {
  if (key.startsWith('watch ')) return ['watch', key.slice('watch '.length)];
  if (key.startsWith('tell ')) return ['tell', key.slice('tell '.length)];
  return ['go', key];
}

function watchEntry(device: DeviceState, path: string, actions: DeviceActions): PaletteEntry {
  const wild = path.replaceAll('{i}', '*');
  return {
    key: `watch ${path}`,
    kind: 'watch',
    label: `Watch ${lastPart(path)}`,
    note: joined(wild, rowNames(device.model, path), device.watch.has(wild) ? 'on the list already' : ''),
    run: () => actions.watch(device, wild),
  };
}

function tellEntry(device: DeviceState, path: string, actions: DeviceActions): PaletteEntry {
  const wild = path.replaceAll('{i}', '*');
  const isAsked = device.subscriptions.isAsked('ValueChange', wild);
  const name = lastPart(path);
  return {
    key: `tell ${path}`,
    kind: 'tell',
    label: isAsked ? `Tell me no more of ${name}` : `Tell me when ${name} changes`,
    note: joined(wild, rowNames(device.model, path)),
    run: () => actions.tell(device, wild),
  };
}

/** Each once: a value is often the name of its row. */
function joined(...texts: readonly string[]): string {
  return [...new Set(texts)].filter(Boolean).join(' · ');
}

function shownValue(device: DeviceState, path: string): string {
  return device.secrets.param(path) ? '' : (device.model.text(path) ?? '');
}
