/** The data models at hand: the one that comes with the page, and those that a person brought. One for all devices. */
import { UspError } from '../../usp/error.ts';
import type { BookLayer, DataModelBook } from '../../model/tr181/book.ts';
import type { FactsTable } from '../../model/tr181/facts.ts';
import { shippedModel } from '../../model/tr181/shipped.ts';
import { modelsInMemory, openModelStore, type KeptModel, type ModelStore } from './model-store.ts';
import { readDroppedFiles, type ReadOptions } from './read-files.ts';

export interface BooksOptions {
  /** Fetches the asset as text. */
  readonly fetchAsset?: (path: string) => Promise<string>;
  readonly openStore?: () => Promise<ModelStore>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export class Books {
  /** TR-181 with what a person laid over it; undefined until `load` has come so far. */
  book: DataModelBook | undefined = $state.raw();
  /** All that a person brought, in the order they came. */
  brought: readonly KeptModel[] = $state.raw([]);
  /** Why TR-181 is not at hand; devices work without it. */
  problem: UspError | undefined = $state.raw();
  /** Bytes of the files that are being read; undefined: none are. */
  progress: { readonly done: number; readonly total: number } | undefined = $state.raw();
  readonly #options: BooksOptions;
  #standard: FactsTable | undefined;
  #parts: Parts | undefined;
  #store: ModelStore = modelsInMemory();
  #loading: Promise<void> | undefined;

  constructor(options: BooksOptions = {}) {
    this.#options = options;
  }

  /** False: what was brought is forgotten with the tab. */
  get lasting(): boolean {
    return this.#store.lasting;
  }

  /** Reads what is there, once; a failure is in `problem` and the next call tries again. Call it when a device is open. */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((cause: unknown) => {
      this.#loading = undefined;
      this.problem = notAtHand(cause);
    });
    return this.#loading;
  }

  /**
   * Reads files of the forum or of a vendor, and keeps the data model in them. What was brought under the same name
   * and version is replaced.
   * @returns sentences on what could not be read or followed; empty: all is well.
   */
  async bring(
    files: readonly File[],
    options: Omit<ReadOptions, 'standard' | 'onProgress'> = {},
  ): Promise<readonly string[]> {
    await this.load();
    this.progress = { done: 0, total: files.reduce((sum, { size }) => sum + size, 0) };
    try {
      const { model, problems } = await readDroppedFiles(files, {
        ...options,
        ...(this.#standard && { standard: this.#standard }),
        onProgress: (done, total) => (this.progress = { done, total }),
      });
      if (!model) return problems;
      const id = `${model.table.name} ${model.table.version}`.trim();
      await this.#keep({ id, broughtAt: this.#now(), inUse: true, model });
      return [...problems, ...model.notes];
    } finally {
      this.progress = undefined;
    }
  }

  /** Whether a brought data model is used for what the screens say. */
  async use(id: string, inUse: boolean): Promise<void> {
    const kept = this.brought.find((one) => one.id === id);
    if (kept) await this.#keep({ ...kept, inUse });
  }

  async forget(id: string): Promise<void> {
    await this.#store.delete(id);
    this.brought = this.brought.filter((one) => one.id !== id);
    this.#bind();
  }

  /** A brought data model as a book of its own, to be shown or compared beside TR-181. */
  bookOf(id: string): DataModelBook | undefined {
    const kept = this.brought.find((one) => one.id === id);
    if (!kept || !this.#parts) return undefined;
    const below: BookLayer[] = kept.model.extendsStandard && this.#standard ? [{ table: this.#standard }] : [];
    return new this.#parts.DataModelBook([kept.model, ...below]);
  }

  async #load(): Promise<void> {
    const { openStore = openModelStore, fetchAsset = fetchText } = this.#options;
    // First what a person brought: it is there also when the facts cannot be loaded.
    this.#store = await openStore();
    this.brought = await this.#store.all();
    const [parts, asset] = await Promise.all([loadParts(), fetchAsset(shippedModel.path)]);
    this.#parts = parts;
    this.#standard = parts.readTable(JSON.parse(asset));
    this.problem = undefined;
    this.#bind();
  }

  async #keep(kept: KeptModel): Promise<void> {
    await this.#store.put(kept);
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
    const layers = used.map(({ model }): BookLayer => {
      const { table, descriptions, extendsStandard } = model;
      return extendsStandard ? { table, descriptions } : { table: parts.emptyTable, descriptions };
    });
    this.book = new parts.DataModelBook([...layers, { table: standard }]);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
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
