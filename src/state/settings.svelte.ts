/** How the page looks and who it is, for all tabs of this browser. In localStorage: needed before the first paint. */
import * as v from 'valibot';
import { newEndpointId } from './connections/own-endpoint-id.ts';
import { type Density, logBoundsSchema, settingsSchema, type StoredSettings, type Theme } from './settings-schema.ts';

const key = 'usp-console:settings';

export class Settings {
  #stored: StoredSettings = $state.raw(read());

  constructor() {
    if (this.#stored.controllerId === '') this.#change({ controllerId: newEndpointId() });
    else this.#show();
    // Another tab has changed them.
    addEventListener('storage', (event) => {
      if (event.key !== key && event.key !== null) return;
      this.#stored = { ...read(), controllerId: read().controllerId || this.#stored.controllerId };
      this.#show();
    });
  }

  get theme(): Theme {
    return this.#stored.theme;
  }

  set theme(theme: Theme) {
    this.#change({ theme });
  }

  get density(): Density {
    return this.#stored.density;
  }

  set density(density: Density) {
    this.#change({ density });
  }

  /** Our own Endpoint ID where a connection names no other. */
  get controllerId(): string {
    return this.#stored.controllerId;
  }

  set controllerId(controllerId: string) {
    this.#change({ controllerId });
  }

  get logEntries(): number {
    return this.#stored.logEntries;
  }

  get logMebibytes(): number {
    return this.#stored.logMebibytes;
  }

  /** How much of the wire is kept; a number that is no choice changes nothing. */
  boundLog({ logEntries = this.logEntries, logMebibytes = this.logMebibytes }): void {
    const { success, output } = v.safeParse(logBoundsSchema, { logEntries, logMebibytes });
    if (success) this.#change(output);
  }

  /** All of them, for the export. */
  get all(): StoredSettings {
    return this.#stored;
  }

  /** Takes them from an import. */
  replace(settings: StoredSettings): void {
    this.#change({ ...settings, controllerId: settings.controllerId || this.#stored.controllerId });
  }

  /** Forgets them all; the page goes on under a new Endpoint ID. */
  wipe(): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // Forbidden: then nothing was stored.
    }
    this.#stored = { ...v.parse(settingsSchema, {}), controllerId: newEndpointId() };
    this.#write();
    this.#show();
  }

  #change(change: Partial<StoredSettings>): void {
    this.#stored = { ...this.#stored, ...change };
    this.#write();
    this.#show();
  }

  #write(): void {
    try {
      localStorage.setItem(key, JSON.stringify(this.#stored));
    } catch {
      // Full or forbidden: they hold for this tab.
    }
  }

  #show(): void {
    const { dataset } = document.documentElement;
    if (this.theme === 'system') delete dataset['theme'];
    else dataset['theme'] = this.theme;
    if (this.density === 'comfortable') delete dataset['density'];
    else dataset['density'] = this.density;
  }
}

function read(): StoredSettings {
  try {
    const result = v.safeParse(settingsSchema, JSON.parse(localStorage.getItem(key) ?? '{}'));
    if (result.success) return result.output;
  } catch {
    // Not ours, or forbidden.
  }
  return v.parse(settingsSchema, {});
}
