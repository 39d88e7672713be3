/** What the page can do wherever one is: devices, connections, looks. As many as there are of these, whatever a device has. */
import type { App } from '../app.svelte.ts';
import { deviceName } from '../connections/device-list.svelte.ts';
import { themes } from '../settings-schema.ts';
import type { PaletteEntry } from './entry.ts';

const themeNames = { system: 'Colours as the system', light: 'Light colours', dark: 'Dark colours' };

/** Reactive. */
export function pageEntries(app: App): PaletteEntry[] {
  return [...deviceEntries(app), ...connectionEntries(app), ...lookEntries(app)];
}

function deviceEntries(app: App): PaletteEntry[] {
  return [...app.devices.values()]
    .filter((device) => device !== app.device)
    .map((device) => ({
      key: `device ${device.id}`,
      kind: 'device' as const,
      label: `Go to ${deviceName(device)}`,
      note: device.status.agent,
      words: `device ${device.status.agent}`,
      boost: 10,
      run: () => app.show(device.id),
    }));
}

function connectionEntries(app: App): PaletteEntry[] {
  const action = (key: string, label: string, run: () => void, words = ''): PaletteEntry => ({
    key,
    kind: 'action',
    label,
    words,
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
      words: 'theme colors',
      run: () => (app.settings.theme = theme),
    }));
}
