/** Small things that outlive a reload of the tab, or the tab itself. What can not be stored is simply not kept. */

/** For how long: `tab` until it is closed, `browser` until the person wipes it. */
export type StoredFor = 'tab' | 'browser';

const prefix = 'usp-console:';
/** What lies beside the settings, which have a key of their own. */
const keptPrefix = `${prefix}kept:`;

/** @returns undefined when there is nothing, or nothing that can be read. */
export function readStored(key: string, span: StoredFor = 'tab'): unknown {
  try {
    const text = storeOf(span).getItem(keyOf(key, span));
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/**
 * Where it can't be stored, what lay there before is gone, too: an older state that comes back is worse than none.
 * @param value undefined: forget it
 * @returns whether it is stored
 */
export function writeStored(key: string, value: unknown, span: StoredFor = 'tab'): boolean {
  try {
    if (value === undefined) storeOf(span).removeItem(keyOf(key, span));
    else storeOf(span).setItem(keyOf(key, span), JSON.stringify(value));
    return true;
  } catch {
    if (value === undefined) return false;
    if (span === 'tab' && !isDispensable(key) && makeRoom()) return writeStored(key, value, span);
    writeStored(key, undefined, span);
    return false;
  }
}

/** What came in and what was run: large, of each device, and the first to go where a tab has no more room. */
function isDispensable(key: string): boolean {
  return key.startsWith('inbox:') || key.startsWith('runs:');
}

/** @returns was there something to let go of? */
function makeRoom(): boolean {
  try {
    const gone = Object.keys(sessionStorage).filter(
      (key) => key.startsWith(prefix) && isDispensable(key.slice(prefix.length)),
    );
    for (const key of gone) sessionStorage.removeItem(key);
    return gone.length > 0;
  } catch {
    // Forbidden.
    return false;
  }
}

/** Forgets everything of this tab, and what was kept beside the settings. */
export function wipeStored(): void {
  wipe('tab', prefix);
  wipe('browser', keptPrefix);
}

function wipe(span: StoredFor, beginning: string): void {
  try {
    const store = storeOf(span);
    for (const key of Object.keys(store)) if (key.startsWith(beginning)) store.removeItem(key);
  } catch {
    // Forbidden: then nothing was stored.
  }
}

function storeOf(span: StoredFor): Storage {
  return span === 'tab' ? sessionStorage : localStorage;
}

function keyOf(key: string, span: StoredFor): string {
  return (span === 'tab' ? prefix : keptPrefix) + key;
}
