/** Small things that outlive a reload of the tab. What can not be stored is simply not kept. */

const prefix = 'usp-console:';

/** @returns undefined when there is nothing, or nothing that can be read. */
export function readStored(key: string): unknown {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page works without.
  }
}

/** Forgets everything of this tab. */
export function wipeStored(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Forbidden: then nothing was stored.
  }
}
