import type { App } from '../../state/app.svelte.ts';
import { deviceName } from '../../state/connections/device-list.svelte.ts';

/** Reactive: what the tab is called, the most particular first. */
export function pageTitle(app: App): string {
  const { route } = app.router;
  if (app.device) return `${deviceName(app.device)} · USP Console`;
  if (route.at === 'capture') return `${app.captures.get(route.capture)?.name ?? 'A capture'} · USP Console`;
  if (route.at === 'wire') return 'The wire · USP Console';
  if (route.at === 'new') return 'New connection · USP Console';
  if (route.at === 'edit') return 'Edit connection · USP Console';
  return 'USP Console';
}
