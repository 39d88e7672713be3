/** The keys that work on every screen. Two letters after each other, for Alt and a digit are the browser's own. */
import type { App } from '../../state/app.svelte.ts';
import { places } from '../device/places.ts';
import { isTyping } from './shortcuts.ts';

export type PageDialog = 'palette' | 'settings' | 'shortcuts';

/** Milliseconds within which the letter has to follow the `g`. */
const patience = 1_500;

/** @param open opens a dialog of the page */
export function pageKeys(app: App, open: (dialog: PageDialog) => void): (event: KeyboardEvent) => void {
  let wentAt = -Infinity;
  return (event) => {
    if (event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const isPalette = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === 'k';
    // The browser's own search bar has this key, too: never let it open, but do nothing over a dialog.
    if (isPalette) event.preventDefault();
    if (document.querySelector('dialog[open]')) return;
    if (isPalette) return open('palette');
    if (event.altKey && key === 'h') app.router.go({ at: 'start' });
    else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    else if (event.timeStamp - wentAt < patience) {
      wentAt = -Infinity;
      if (!goTo(app, key)) return;
    } else if (key === 'g') wentAt = event.timeStamp;
    else if (event.key === '?') open('shortcuts');
    else return;
    event.preventDefault();
  };
}

function goTo(app: App, key: string): boolean {
  const place = places.find((one) => one.key === key);
  if (key === 'h') app.router.go({ at: 'start' });
  else if (place && app.device) app.show(app.device.id, place.id);
  else return false;
  return true;
}
