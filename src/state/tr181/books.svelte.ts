/** The data models at hand: the one that comes with the page, and those that a person brought. One for all devices. */
import { UspError } from '../../usp/error.ts';
import type { BookLayer, DataModelBook } from '../../model/tr181/book.ts';
import type { FactsTable } from '../../model/tr181/facts.ts';
import { shippedModel } from '../../model/tr181/shipped.ts';
import type { BroughtModel } from '../../model/tr181-xml/read-model.ts';
import { modelsInMemory, openModelStore, type KeptModel, type ModelStore } from './model-store.ts';
import { readDroppedFiles, type ReadOptions } from './read-files.ts';

export interface BooksOptions {
  /** Fetches the asset as text. */
  readonly fetchAsset?: (path: string) => Promise<string>;
  readonly openStore?: () => Promise<ModelStore>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A data model by itself, to be held against a device or against the others. */
export interface ModelSource {
  readonly id: string;
  /** For a person. */
  readonly name: string;
  /** As a whole: what a vendor adds lies on TR-181. */
  readonly book: DataModelBook;
  /** Only what it says itself. */
  readonly own: DataModelBook;
  /** Its texts, and a vendor's facts, are part of `book` of all. */
  readonly inUse: boolean;
}

/** The id of TR-181 as it comes with the page. */
export const standardId = 'tr181';

export class Books {
  /** TR-181 with what a person laid over it; undefined until `load` has come so far. */
  book: DataModelBook | undefined = $state.raw();
  /** All that a person brought, in the order they came. */
  brought: readonly KeptModel[] = $state.raw([]);
  /** TR-181 first, then what was brought; empty until `load` has come so far. */
  sources: readonly ModelSource[] = $state.raw([]);
  /** Why TR-181 is not at hand; devices work without it. */
  problem: UspError | undefined = $state.raw();
  /** Bytes of the files that are being read; undefined: none are. */
  progress: { readonly done: number; readonly total: number } | undefined = $state.raw();
  readonly #options: BooksOptions;
  #standard: FactsTable | undefined;
  #parts: Parts | undefined;
  #full = $state(false);
  #store: ModelStore = $state.raw(modelsInMemory());
  #loading: Promise<void> | undefined;
  #listing: Promise<void> | undefined;

  constructor(options: BooksOptions = {}) {
    this.#options = options;
  }

  /** False: what was brought is forgotten with the tab. */
  get lasting(): boolean {
    return this.#store.lasting && !this.#full;
  }

  /** Reads what is there, once; a failure is in `problem` and the next call tries again. Call it when a device is open. */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((cause: unknown) => {
      this.#loading = undefined;
      this.problem = notAtHand(cause);
    });
    return this.#loading;
  }

  /** Looks up what was brought, once; without the facts, which only a page with an open device needs. */
  list(): Promise<void> {
    this.#listing ??= this.#list();
    return this.#listing;
  }

  /**
   * Reads files of the forum or of a vendor, and keeps the data model in them. What was brought under the same name
   * and version is replaced.
   * @returns what was taken, and sentences on what could not be read; none: all is well.
   */
  async bring(
    files: readonly File[],
    options: Omit<ReadOptions, 'standard' | 'onProgress'> = {},
  ): Promise<{ readonly taken?: KeptModel; readonly problems: readonly string[] }> {
    await this.load();
    this.progress = { done: 0, total: files.reduce((sum, { size }) => sum + size, 0) };
    try {
      const { model, problems } = await readDroppedFiles(files, {
        ...options,
        ...(this.#standard && { standard: this.#standard }),
        onProgress: (done, total) => (this.progress = { done, total }),
      });
      if (!model) return { problems };
      const id = `${model.table.name} ${model.table.version}`.trim();
      const taken = { id, broughtAt: this.#now(), inUse: true, model };
      await this.#keep(taken);
      return { taken, problems };
    } finally {
      this.progress = undefined;
    }
  }

  /** Whether a brought data model is used for what the screens say. */
  async use(id: string, inUse: boolean): Promise<void> {
    await this.list();
    const kept = this.brought.find((one) => one.id === id);
    if (kept) await this.#keep({ ...kept, inUse });
  }

  async forget(id: string): Promise<void> {
    await this.#store.delete(id);
    this.brought = this.brought.filter((one) => one.id !== id);
    this.#bind();
  }

  /** Forgets all that was brought. */
  async wipe(): Promise<void> {
    await this.list();
    for (const { id } of this.brought) await this.forget(id);
    // What an older page kept in another form is not in the list.
    await this.#store.clear();
  }

  async #load(): Promise<void> {
    const { fetchAsset = fetchText } = this.#options;
    // First what a person brought: it is there also when the facts cannot be loaded.
    await this.list();
    const [parts, asset] = await Promise.all([loadParts(), fetchAsset(shippedModel.path)]);
    this.#parts = parts;
    this.#standard = parts.readTable(JSON.parse(asset));
    this.problem = undefined;
    this.#bind();
  }

  async #list(): Promise<void> {
    const { openStore = openModelStore } = this.#options;
    this.#store = await openStore();
    this.brought = await this.#store.all();
  }

  async #keep(kept: KeptModel): Promise<void> {
    try {
      await this.#store.put(kept);
    } catch {
      // The browser gives no more room: it is there for as long as the tab.
      this.#full = true;
    }
    const others = this.brought.filter(({ id }) => id !== kept.id);
    this.brought = [...others, kept].sort((a, b) => a.broughtAt - b.broughtAt);
    this.#bind();
  }

  /** The newest lies on top. Of another version of the standard only the texts are taken: its facts stay beside. */
  #bind(): void {
    const standard = this.#standard;
    const parts = this.#parts;
    if (!standard || !parts) return;
    const used = this.brought.filter(({ inUse }) => inUse).reverse();
    const layers = used.map(({ id, model }): BookLayer => {
      const { table, descriptions, extendsStandard } = model;
      const texts = { descriptions, source: filesName(model) };
      return { name: id, table: extendsStandard ? table : parts.emptyTable, ...texts };
    });
    const lowest: BookLayer = { name: shippedModel.shortName, table: standard };
    const shipped = new parts.DataModelBook([lowest]);
    this.book = layers.length > 0 ? new parts.DataModelBook([...layers, lowest]) : shipped;
    this.sources = [
      { id: standardId, name: shippedModel.name, book: shipped, own: shipped, inUse: true },
      ...this.brought.map(({ id, inUse, model }): ModelSource => {
        const layer: BookLayer = { name: id, ...model };
        const own = new parts.DataModelBook([layer]);
        const book = model.extendsStandard ? new parts.DataModelBook([layer, lowest]) : own;
        return { id, name: id, book, own, inUse };
      }),
    ];
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** The file that the texts are from; of many the first, as they are parts of one data model. */
function filesName({ files }: BroughtModel): string {
  const [first = 'a file', ...others] = files;
  return others.length > 0 ? `${first} and ${String(others.length)} more` : first;
}

/** Code that only a page with an open device needs. */
async function loadParts() {
  const [{ DataModelBook }, { emptyTable }, { readTable }] = await Promise.all([
    import('../../model/tr181/book.ts'),
    import('../../model/tr181/layer-tables.ts'),
    import('../../model/tr181/read-table.ts'),
  ]);
  return { DataModelBook, emptyTable, readTable };
}

type Parts = Awaited<ReturnType<typeof loadParts>>;

async function fetchText(path: string): Promise<string> {
  const answer = await fetch(new URL(path, document.baseURI), { credentials: 'omit' });
  if (!answer.ok) throw new Error(`the host answered ${String(answer.status)}`);
  return answer.text();
}

function notAtHand(cause: unknown): UspError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UspError({
    origin: 'local',
    reason: 'internal',
    message: `The facts of TR-181 could not be loaded: ${why}.`,
    advice: 'Everything else works without it. Reload the page when the network is back.',
    cause,
  });
}
