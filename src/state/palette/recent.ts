/** The keys of what was chosen in the palette last, in this tab. */
import { readStored, writeStored } from '../stored.ts';

const most = 8;
const recentKey = 'palette';

/** The last one first. */
export function recentKeys(): string[] {
  const stored = readStored(recentKey);
  return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
}

/** To be called when an entry was chosen. */
export function rememberKey(key: string): void {
  writeStored(recentKey, [key, ...recentKeys().filter((other) => other !== key)].slice(0, most));
}
