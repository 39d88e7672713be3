/** What the palette can do now: places, devices, connections, looks; paths and commands of the device on the screen. */
import { completePath } from '../model/complete-path.ts';
import { rankEntries, type Rankable } from '../model/palette/rank.ts';
import { pathKind } from '../model/path-parts.ts';
import type { App } from './app.svelte.ts';
import { deviceName } from './connections/device-list.svelte.ts';
import type { DeviceState } from './device.svelte.ts';
import { themes } from './settings-schema.ts';
import { readStored, writeStored } from './stored.ts';

export type PaletteKind = 'place' | 'device' | 'action' | 'command' | 'path';

export interface PaletteEntry extends Rankable {
  /** Stable: what was chosen before is found again by it. */
  readonly key: string;
  readonly kind: PaletteKind;
  readonly label: string;
  /** A second, smaller line. */
  readonly note?: string;
  readonly run: () => void;
}

/** Entries that are shown at most. */
const most = 40;
/** Entries chosen before that are remembered in this tab. */
const remembered = 8;
const recentKey = 'palette';

const themeNames = { system: 'Colours as the system', light: 'Light colours', dark: 'Dark colours' };

/** Reactive: what fits the text, the best first; with no text what was chosen before, then all that can be done. */
export function paletteEntries(app: App, own: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const query = typed.trim();
  const actions = [...own, ...deviceEntries(app), ...connectionEntries(app), ...lookEntries(app)];
  const { device } = app;
  if (query === '') {
    const recent = recentKeys().flatMap((key) => {
      const found = actions.find((entry) => entry.key === key) ?? (device && entryOfKey(app, device, key));
      return found ? [found] : [];
    });
    const keys = new Set(recent.map(({ key }) => key));
    return [...recent, ...actions.filter(({ key }) => !keys.has(key))].slice(0, most);
  }
  const ranked = rankEntries(device ? withPaths(app, device, actions) : actions, query, most);
  const completed = device && query.includes('.') ? plainPaths(device, query) : [];
  const keys = new Set(completed);
  return [
    ...completed.map((path) => pathEntry(app, device as DeviceState, path)),
    ...ranked.filter(({ key }) => !keys.has(key)),
  ].slice(0, most);
}

/** To be called when an entry was chosen. */
export function rememberEntry(key: string): void {
  writeStored(recentKey, [key, ...recentKeys().filter((other) => other !== key)].slice(0, remembered));
}

function recentKeys(): string[] {
  const stored = readStored(recentKey);
  return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
}

/** The supported data model of the device, after all that is not of it. Made as it is looked through. */
function* withPaths(app: App, device: DeviceState, actions: readonly PaletteEntry[]): Iterable<PaletteEntry> {
  yield* actions;
  for (const node of device.supported.nodes()) {
    // A place of the Model is an object, a table or what lies in an object: what lies in rows is reached by its table.
    const table = node.path.endsWith('{i}.') ? node.path.slice(0, -'{i}.'.length) : node.path;
    if (table.includes('{i}')) continue;
    yield pathEntry(app, device, table);
    if (table !== node.path) continue;
    for (const name of node.commands.keys()) yield pathEntry(app, device, node.path + name);
    for (const name of node.params.keys()) yield pathEntry(app, device, node.path + name);
    for (const name of node.events.keys()) yield pathEntry(app, device, node.path + name);
  }
}

function entryOfKey(app: App, device: DeviceState, key: string): PaletteEntry | undefined {
  return device.supported.node(key) || device.supported.param(key) || device.supported.command(key)
    ? pathEntry(app, device, key)
    : undefined;
}

function pathEntry(app: App, device: DeviceState, path: string): PaletteEntry {
  const isCommand = pathKind(path) === 'command';
  return {
    key: path,
    kind: isCommand ? 'command' : 'path',
    label: path,
    text: isCommand ? `run ${path}` : path,
    ...(isCommand && { note: 'Opens its form' }),
    run: () => app.show(device.id, 'model', path),
  };
}

function deviceEntries(app: App): PaletteEntry[] {
  return [...app.devices.values()]
    .filter((device) => device !== app.device)
    .map((device) => ({
      key: `device ${device.id}`,
      kind: 'device' as const,
      label: `Go to ${deviceName(device)}`,
      note: device.status.agent,
      text: `Go to device ${deviceName(device)} ${device.status.agent}`,
      boost: 10,
      run: () => app.show(device.id),
    }));
}

function connectionEntries(app: App): PaletteEntry[] {
  const action = (key: string, label: string, run: () => void, words = ''): PaletteEntry => ({
    key,
    kind: 'action',
    label,
    text: `${label} ${words}`.trim(),
    boost: 10,
    run,
  });
  const saved = app.connections.all().map(({ config: { id, name } }) => {
    const isOpen = (app.connections.status.get(id)?.state ?? 'closed') !== 'closed';
    return isOpen
      ? action(`close ${id}`, `Disconnect ${name}`, () => app.connections.close(id), 'close')
      : action(`open ${id}`, `Connect ${name}`, () => void app.openAndShow(id), 'open');
  });
  return [
    action('start', 'All connections', () => app.router.go({ at: 'start' }), 'home start'),
    action('wire', 'The wire of all connections', () => app.router.go({ at: 'wire' }), 'log messages Records'),
    ...saved,
    action(
      'new websocket',
      'New connection by WebSocket',
      () => app.router.go({ at: 'new', kind: 'websocket' }),
      'add',
    ),
    action('new mqtt', 'New connection by MQTT', () => app.router.go({ at: 'new', kind: 'mqtt' }), 'add broker'),
  ];
}

function lookEntries(app: App): PaletteEntry[] {
  return themes
    .filter((theme) => theme !== app.settings.theme)
    .map((theme) => ({
      key: `theme ${theme}`,
      kind: 'action' as const,
      label: themeNames[theme],
      text: `${themeNames[theme]} theme colors`,
      run: () => (app.settings.theme = theme),
    }));
}

/** Completions that lead to a place: half a search leads to none. */
function plainPaths(device: DeviceState, query: string): string[] {
  return completePath(device.model, query, 10)
    .completions.map(({ text }) => text)
    .filter((text) => !text.endsWith('['));
}
