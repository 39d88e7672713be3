/** The search over one device: runs as one types, in slices between which the page draws, and again as values change. */
import { untrack } from 'svelte';
import type { DeviceModel, ModelChanges } from '../../model/device-model.ts';
import { parseSearch, type SearchQuery } from '../../model/search/query.ts';
import { searchDevice, type SearchResult } from '../../model/search/search-device.ts';
import { SearchIndex } from '../../model/search/search-index.ts';
import { searchStandard } from '../../model/search/search-standard.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { standard } from '../tr181/standard.svelte.ts';

/** Milliseconds of one slice, and between two searches for the same text while the device changes. */
const time = { slice: 8, again: 1_000 };
/** Hits that are kept, of the device and of the data model. */
const most = { hits: 500, standard: 50 };

const nothing: SearchResult = { hits: [], total: 0 };

export class DeviceSearch {
  /** What is typed. */
  text = $state('');
  /** What `found` was found by. */
  query: SearchQuery = $state.raw(parseSearch(''));
  found: SearchResult = $state.raw(nothing);
  /** Supported paths that the data model has and the device does not. */
  missing: readonly string[] = $state.raw([]);
  running = $state(false);
  /** The hit that Enter opens. */
  active = $state(0);
  readonly #model: DeviceModel;
  readonly #secrets: DeviceSecrets;
  readonly index: SearchIndex;
  #slice: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #shown = $state(false);
  /** The device changed while a search ran, or while nobody looked: `found` may be without it. */
  #stale = false;

  constructor(model: DeviceModel, secrets: DeviceSecrets) {
    this.#model = model;
    this.#secrets = secrets;
    this.index = new SearchIndex(model);
  }

  /** Is there anything to search for? */
  get wanted(): boolean {
    return this.text.trim() !== '';
  }

  /** Are the results on the screen? What was found stays when one looks at a hit. */
  get shown(): boolean {
    return this.#shown;
  }

  set shown(shown: boolean) {
    this.#shown = shown;
    // Who sets it in an effect must not hear of the search.
    untrack(() => this.#refresh());
  }

  /** Searches for another text and shows what it finds. */
  type(text: string): void {
    this.text = text;
    this.shown = this.wanted;
    this.active = 0;
    this.#begin();
  }

  clear(): void {
    this.type('');
  }

  /** Moves to another hit, around the ends. */
  move(by: number): void {
    const count = this.found.hits.length;
    if (count > 0) this.active = (this.active + by + count) % count;
  }

  /** Takes in what changed of the model. */
  update(changes: ModelChanges): void {
    this.index.update(changes);
    this.#stale = true;
    this.#refresh();
  }

  dispose(): void {
    clearTimeout(this.#slice);
    clearTimeout(this.#again);
  }

  #refresh(): void {
    if (!this.#stale || !this.wanted || !this.shown || this.running) return;
    this.#again ??= setTimeout(() => this.#begin(), time.again);
  }

  #begin(): void {
    this.dispose();
    this.#again = undefined;
    this.#stale = false;
    const query = parseSearch(this.text);
    if (query.isEmpty) {
      this.#show(query, nothing, []);
      return;
    }
    this.running = true;
    let until = 0;
    const knowledge = {
      facts: (path: string) => standard.param(path),
      isSecret: (path: string) => this.#secrets.param(path),
    };
    const options = { now: Date.now(), most: most.hits, shouldYield: () => performance.now() > until };
    const search = searchDevice(this.#model, this.index, query, knowledge, options);
    const step = () => {
      until = performance.now() + time.slice;
      const { done, value } = search.next();
      this.#slice = setTimeout(done ? () => this.#end(query, value) : step);
    };
    // Not within the keystroke itself.
    this.#slice = setTimeout(step);
  }

  /** A slice of its own: what of the standard is missing here. Its size is that of the standard, not of the device. */
  #end(query: SearchQuery, found: SearchResult): void {
    const { supported } = this.#model;
    const { book } = standard;
    const isHere = (path: string) => supported.param(path) !== undefined;
    this.#show(query, found, book && supported.size > 0 ? searchStandard(book, query, isHere, most.standard) : []);
  }

  #show(query: SearchQuery, found: SearchResult, missing: readonly string[]): void {
    this.query = query;
    this.found = found;
    this.missing = missing;
    this.running = false;
    this.active = Math.min(this.active, Math.max(0, found.hits.length - 1));
    this.#refresh();
  }
}
