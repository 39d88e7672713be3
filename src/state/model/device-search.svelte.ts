/** The search of one device as a person types: in slices, between which the page draws, and again as values change. */
import { untrack } from 'svelte';
import type { DeviceModel, ModelChanges } from '../../model/device-model.ts';
import { parseSearch, type SearchQuery } from '../../model/search/query.ts';
import {
  searchDevice,
  type FoundSoFar,
  type SearchOptions,
  type SearchResult,
} from '../../model/search/search-device.ts';
import { SearchIndex } from '../../model/search/search-index.ts';
import { searchStandard, type MissingPaths } from '../../model/search/search-standard.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { Slices, type ShouldYield } from '../slices.ts';
import { standard } from '../tr181/standard.svelte.ts';

/** Milliseconds between two looks at what a search has found up to now, and between two searches for the same text. */
const time = { look: 120, again: 1_000 };
/** Hits that are kept, of the device and of each data model. */
const most = { hits: 500, standard: 50 };

const nothing: SearchResult = { hits: [], total: 0 };
const noneMissing: readonly MissingPaths[] = [];

export class DeviceSearch {
  /** What is typed. */
  text = $state('');
  /** What `found` was found by. */
  query: SearchQuery = $state.raw(parseSearch(''));
  /** While a search for another text runs, first what the one before found, then what this one has found up to now. */
  found: SearchResult = $state.raw(nothing);
  /** What the data models have and the device does not. */
  missing: readonly MissingPaths[] = $state.raw([]);
  running = $state(false);
  /** Are all hits for what is typed in `found`? Else better ones may come yet. */
  settled = $state(true);
  readonly index: SearchIndex;
  /** The hit that was moved to, by its path: others may come before it. Undefined: the best, whatever it is. */
  #moved: string | undefined = $state();
  readonly #active = $derived.by(() => {
    const at = this.#moved === undefined ? 0 : this.found.hits.findIndex(({ path }) => path === this.#moved);
    return Math.max(0, at);
  });
  readonly #model: DeviceModel;
  readonly #secrets: DeviceSecrets;
  readonly #slices = new Slices();
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

  /** Index of the hit that Enter opens. */
  get active(): number {
    return this.#active;
  }

  /** Was a hit chosen by moving to it? Else the best is meant, which is known at the end. */
  get chosen(): boolean {
    return this.#moved !== undefined;
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
    this.#moved = undefined;
    this.#begin(true);
  }

  clear(): void {
    this.type('');
  }

  /** Moves to another hit, around the ends. */
  move(by: number): void {
    const { hits } = this.found;
    if (hits.length > 0) this.#moved = hits[(this.active + by + hits.length) % hits.length]?.path;
  }

  /** A search of this device by whoever wants one, to be run in slices. */
  search(query: SearchQuery, options: Omit<SearchOptions, 'now'>): Generator<FoundSoFar, SearchResult> {
    const known = {
      facts: (path: string) => standard.param(path),
      isSecret: (path: string) => this.#secrets.param(path),
    };
    return searchDevice(this.#model, this.index, query, known, { ...options, now: Date.now() });
  }

  /** Takes in what changed of the model. */
  update(changes: ModelChanges): void {
    this.index.update(changes);
    this.#stale = true;
    this.#refresh();
  }

  dispose(): void {
    this.#slices.stop();
    clearTimeout(this.#again);
    this.#again = undefined;
  }

  #refresh(): void {
    if (!this.#stale || !this.wanted || !this.shown || this.running) return;
    this.#again ??= setTimeout(() => this.#begin(false), time.again);
  }

  /** @param isNew another text was typed: what is found is shown as it comes. Else the hits would go and come back. */
  #begin(isNew: boolean): void {
    this.dispose();
    this.#stale = false;
    const query = parseSearch(this.text);
    const show = (found: SearchResult) => {
      if (isNew) this.missing = noneMissing;
      this.query = query;
      this.found = found;
    };
    if (query.isEmpty) {
      show(nothing);
      this.settled = true;
      this.#end(noneMissing);
      return;
    }
    this.running = true;
    if (isNew) this.settled = false;
    let lookAt = performance.now() + time.look;
    const look = (soFar: FoundSoFar) => {
      if (!isNew || performance.now() < lookAt) return;
      const found = soFar();
      if (found.total > 0) show(found);
      lookAt = performance.now() + time.look;
    };
    this.#slices.run((shouldYield) => this.search(query, { most: most.hits, shouldYield }), {
      step: look,
      end: (found) => {
        show(found);
        this.settled = true;
        this.#slices.run((shouldYield) => this.#searchStandard(query, shouldYield), {
          end: (missing) => this.#end(missing),
        });
      },
    });
  }

  *#searchStandard(query: SearchQuery, shouldYield: ShouldYield): Generator<undefined, readonly MissingPaths[]> {
    const { supported } = this.#model;
    const { book } = standard;
    if (!book || supported.size === 0) return noneMissing;
    const isSupported = (path: string) => supported.param(path) !== undefined;
    return yield* searchStandard(book, query, { isSupported, most: most.standard, shouldYield });
  }

  #end(missing: readonly MissingPaths[]): void {
    this.missing = missing;
    this.running = false;
    this.#refresh();
  }
}
