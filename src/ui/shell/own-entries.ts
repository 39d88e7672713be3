/** Entries of the palette that are the page's own: its dialogs, the places of the device on the screen, its link. */
import type { App } from '../../state/app.svelte.ts';
import type { PaletteEntry } from '../../state/palette/entry.ts';
import type { DeviceActions } from '../../state/palette/found-entries.ts';
import { toggleTelling, watch } from '../device/param-actions.ts';
import { places } from '../device/places.ts';
import { copyText } from '../kit/copy-text.ts';
import { notices } from '../kit/notices.svelte.ts';

export interface PageActions {
  readonly settings: () => void;
  readonly shortcuts: () => void;
}

/** Reactive. */
export function ownEntries(app: App, actions: PageActions): PaletteEntry[] {
  const { device } = app;
  const action = (key: string, label: string, run: () => void, words = ''): PaletteEntry => ({
    key,
    kind: 'action',
    label,
    words,
    boost: 10,
    run,
  });
  const toPlaces = places.map(({ id, label }): PaletteEntry => ({
    key: `place ${id}`,
    kind: 'place',
    label,
    boost: 20,
    run: () => device && app.show(device.id, id),
  }));
  return [
    ...(device ? toPlaces : []),
    action('settings', 'Settings', actions.settings, 'preferences export import wipe density'),
    action('shortcuts', 'Keyboard shortcuts', actions.shortcuts, 'keys help'),
    ...(device ? [action('copy link', 'Copy the link to this place', () => void copyLink(), 'address url')] : []),
  ];
}

/** What the palette does with things of a device. */
export function deviceActions(app: App): DeviceActions {
  return {
    show: (device, path) => app.show(device.id, 'model', path),
    watch: (device, path) => watch(device, path, () => app.show(device.id, 'watch')),
    tell: (device, path) => void toggleTelling(device, 'ValueChange', path),
  };
}

async function copyLink(): Promise<void> {
  try {
    await copyText(location.href);
    notices.show({ tone: 'ok', title: 'The link is copied.', text: 'It opens this place in this browser.' });
  } catch (error) {
    notices.show({
      tone: 'bad',
      title: 'The browser did not let this page copy.',
      text: error instanceof Error ? error.message : '',
    });
  }
}
