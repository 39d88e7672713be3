/** Finds who refers to a row or an object: reads the parameters that may, by wildcards, and looks at what they hold. */
import type { UspError } from '../../usp/error.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import { knownReferrers, possibleReferrers, referrerPaths } from '../../model/referrers.ts';
import type { SearchIndex } from '../../model/search/search-index.ts';
import type { ReferenceLink } from '../../model/tr181/references.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import { standard } from '../tr181/standard.svelte.ts';

/** Paths in one Get: a part that can be shown as progress, and that an Agent answers without trouble. */
const batch = 12;

export class DeviceReferrers {
  /** The object that was asked for. */
  path = $state('');
  links: readonly ReferenceLink[] = $state.raw([]);
  /** Parameters that may refer to it, and how many of them were read. */
  total = $state(0);
  read = $state(0);
  running = $state(false);
  error: UspError | undefined = $state.raw();
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #index: SearchIndex;
  #abort: AbortController | undefined;

  constructor(loader: DeviceLoader, model: DeviceModel, index: SearchIndex) {
    this.#loader = loader;
    this.#model = model;
    this.#index = index;
  }

  /** Never rejects: see `error`. A path that the device does not know is no failure: then nobody refers from there. */
  async find(path: string): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.path = path;
    this.links = [];
    this.error = undefined;
    this.read = 0;
    this.total = 0;
    this.running = true;
    try {
      await standard.load();
      const { book } = standard;
      if (!book || abort.signal.aborted) return;
      const paths = referrerPaths(possibleReferrers(this.#model, book, path));
      this.total = paths.length;
      for (let at = 0; at < paths.length && !abort.signal.aborted; at += batch) {
        const asked = paths.slice(at, at + batch);
        await this.#loader.get(asked, 1, abort.signal);
        if (this.#abort !== abort) return;
        this.read += asked.length;
        this.#look(path);
      }
    } catch (thrown) {
      if (this.#abort === abort) this.error = asUspError(thrown);
    } finally {
      if (this.#abort === abort) {
        this.running = false;
        this.#look(path);
      }
    }
  }

  stop(): void {
    this.#abort?.abort();
  }

  #look(path: string): void {
    if (standard.book) this.links = knownReferrers(this.#model, this.#index, standard.book, path);
  }
}
