/**
 * The palette: what the page can do, and what the search finds in the device on the screen, as one types. A keystroke
 * looks at nothing of the device: the search runs in slices behind it, with the index and the matcher of the Model's own.
 */
import { rankEntries } from '../../model/palette/rank.ts';
import { parseSearch } from '../../model/search/query.ts';
import type { FoundSoFar, SearchHit } from '../../model/search/search-device.ts';
import type { App } from '../app.svelte.ts';
import type { DeviceState } from '../device.svelte.ts';
import { Slices } from '../slices.ts';
import type { PaletteEntry } from './entry.ts';
import { entriesHere, foundEntry, knownEntry, typedEntry, type DeviceActions } from './found-entries.ts';
import { pageEntries } from './page-entries.ts';
import { recentKeys, rememberKey } from './recent.ts';
import { fitsVerb, readVerb, type Asked } from './verb.ts';

/** Entries that are shown at most. */
const most = 40;
/** Milliseconds between two looks at what a long search has found up to now. */
const lookEvery = 120;

/** What was searched for, and what it found. */
interface Found {
  readonly typed: string;
  readonly asked: Asked;
  readonly device: DeviceState | undefined;
  readonly hits: readonly SearchHit[];
}

const nothing: Found = { typed: '', asked: { verb: 'go', text: '' }, device: undefined, hits: [] };

export class Palette {
  /** What is typed. */
  typed = $state('');
  /** Is the device still searched for it? Then `entries` are for what was typed before, or not all there are. */
  running = $state(false);
  readonly #app: App;
  readonly #own: () => readonly PaletteEntry[];
  readonly #actions: DeviceActions;
  readonly #slices = new Slices();
  #found: Found = $state.raw(nothing);
  /** The device supports other things since the search began. */
  #stale = false;
  /** The best first; with nothing typed what was chosen before, then all that can be done. */
  readonly entries: readonly PaletteEntry[] = $derived.by(() => this.#arrange(this.#found));

  /** @param own reactive: what only the screens can do */
  constructor(app: App, own: () => readonly PaletteEntry[], actions: DeviceActions) {
    this.#app = app;
    this.#own = own;
    this.#actions = actions;
  }

  type(text: string): void {
    this.typed = text;
    this.#begin(true);
  }

  /** Searches again for the same, as the device is known better now. */
  refresh(): void {
    this.#stale = this.running;
    if (!this.running && this.typed.trim() !== '') this.#begin(false);
  }

  /** To be called when an entry was chosen. */
  remember({ key }: PaletteEntry): void {
    rememberKey(key);
  }

  dispose(): void {
    this.#slices.stop();
  }

  /** @param isNew another text: what is found is shown as it comes */
  #begin(isNew: boolean): void {
    this.#slices.stop();
    this.#stale = false;
    const { typed } = this;
    const { device } = this.#app;
    const asked = readVerb(typed);
    const query = parseSearch(asked.text);
    const show = (hits: readonly SearchHit[]) => (this.#found = { typed, asked, device, hits });
    this.running = device !== undefined && !query.isEmpty;
    if (!device || query.isEmpty) {
      show([]);
      return;
    }
    let lookAt = performance.now() + lookEvery;
    const look = (soFar: FoundSoFar) => {
      if (!isNew || performance.now() < lookAt) return;
      show(soFar().hits);
      lookAt = performance.now() + lookEvery;
    };
    const wants = (entry: Parameters<typeof fitsVerb>[1]) => fitsVerb(asked.verb, entry, device.secrets);
    this.#slices.run((shouldYield) => device.search.search(query, { most, shouldYield, wants }), {
      step: look,
      end: ({ hits }) => {
        show(hits);
        this.running = false;
        if (this.#stale) this.#begin(false);
      },
    });
  }

  #arrange({ typed, asked, device, hits }: Found): PaletteEntry[] {
    const actions = [...this.#own(), ...this.#here(), ...pageEntries(this.#app)];
    if (typed.trim() === '') return this.#unasked(actions);
    const fitting = rankEntries(actions, parseSearch(typed));
    const found = device
      ? hits.map(({ path, score }) => ({ entry: foundEntry(device, asked.verb, path, this.#actions), score }))
      : [];
    const keys = new Set(fitting.map(({ entry }) => entry.key));
    const entries = [...fitting, ...found.filter(({ entry }) => !keys.has(entry.key))]
      .sort((a, b) => b.score - a.score)
      .map(({ entry }) => entry);
    const asTyped = device && typedEntry(device, typed.trim(), this.#actions);
    return [...(asTyped ? [asTyped] : []), ...entries].slice(0, most);
  }

  #unasked(actions: readonly PaletteEntry[]): PaletteEntry[] {
    const { device } = this.#app;
    const recent = recentKeys().flatMap((key) => {
      const found = actions.find((entry) => entry.key === key) ?? (device && knownEntry(device, key, this.#actions));
      return found ? [found] : [];
    });
    const keys = new Set(recent.map(({ key }) => key));
    return [...recent, ...actions.filter(({ key }) => !keys.has(key))].slice(0, most);
  }

  /** What can be done with what is open on the screen. */
  #here(): PaletteEntry[] {
    const { device, router } = this.#app;
    if (!device || router.route.at !== 'device') return [];
    return entriesHere(device, router.route.path, this.#actions);
  }
}
