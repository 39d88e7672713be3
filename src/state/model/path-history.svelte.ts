/** Paths that were typed on a device, the newest first: kept over a reload of the tab. */
import type { DeviceSecrets } from '../device-secrets.ts';
import { holdsSecret } from './path-check.ts';
import { readStored, writeStored } from '../stored.ts';

/** Paths that are kept, and characters of one. */
const bounds = { paths: 30, characters: 1_000 };

export class PathHistory {
  paths: readonly string[] = $state.raw([]);
  readonly #key: string;
  readonly #secrets: DeviceSecrets;

  constructor(secrets: DeviceSecrets, device: string) {
    this.#secrets = secrets;
    this.#key = `paths:${device}`;
    const stored = readStored(this.#key);
    const known = Array.isArray(stored) ? stored.filter((path): path is string => typeof path === 'string') : [];
    this.paths = known.slice(0, bounds.paths);
  }

  add(path: string): void {
    if (path === '' || path.length > bounds.characters || holdsSecret(path, (param) => this.#secrets.param(param)))
      return;
    this.paths = [path, ...this.paths.filter((other) => other !== path)].slice(0, bounds.paths);
    writeStored(this.#key, this.paths);
  }
}
