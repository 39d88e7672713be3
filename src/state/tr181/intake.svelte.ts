/** Files that a person brings, one reading at a time: how far it is, the way to stop it, and what came of it. */
import type { Books } from './books.svelte.ts';
import type { KeptModel } from './model-store.ts';

export interface IntakeOutcome {
  /** Absent: nothing could be taken. */
  readonly taken?: KeptModel;
  /** Sentences on what could not be read, with file, line and column where it was damaged. */
  readonly problems: readonly string[];
}

export class Intake {
  outcome: IntakeOutcome | undefined = $state.raw();
  readonly #books: Books;
  #stop: AbortController | undefined = $state.raw();

  constructor(books: Books) {
    this.#books = books;
  }

  get running(): boolean {
    return this.#stop !== undefined;
  }

  /** Bytes of the files that are being read. */
  get progress(): { readonly done: number; readonly total: number } | undefined {
    return this.#books.progress;
  }

  /** Reads files as a data model. Never rejects: see `outcome`. */
  async take(files: readonly File[]): Promise<void> {
    if (this.running || files.length === 0) return;
    const models = files.filter(({ name }) => /\.xml$/i.test(name));
    const others = files.filter((file) => !models.includes(file));
    const strange = others.map(({ name }) => `${name} was left out: data models are files that end in .xml.`);
    if (models.length === 0) {
      this.outcome = { problems: strange };
      return;
    }
    const stop = new AbortController();
    this.#stop = stop;
    this.outcome = undefined;
    try {
      const { taken, problems } = await this.#books.bring(models, { signal: stop.signal });
      this.outcome = { ...(taken && { taken }), problems: [...strange, ...problems] };
    } catch (cause) {
      const why = stop.signal.aborted
        ? 'The reading was stopped; nothing was taken.'
        : `They could not be read: ${String(cause)}`;
      this.outcome = { problems: [why] };
    } finally {
      this.#stop = undefined;
    }
  }

  stop(): void {
    this.#stop?.abort();
  }

  dismiss(): void {
    this.outcome = undefined;
  }
}
