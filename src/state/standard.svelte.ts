/** What TR-181 says of things, for all devices: loaded once, when a device is first open. Without it all else works. */
import type { DataModelBook } from '../model/tr181/book.ts';
import type { CommandFacts, ValueFacts } from '../model/tr181/facts.ts';

/** The asset that is shipped beside the page. */
const asset = 'tr181/2.19.1.json';

class Standard {
  /** Reactive; undefined until it is there. */
  book: DataModelBook | undefined = $state.raw();
  /** Why it is not there, in words. */
  problem: string | undefined = $state();
  #loading: Promise<void> | undefined;

  /** Begins to load it, once; again after it has failed. Never rejects: see `problem`. */
  load(): Promise<void> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  /** Reactive: the facts of a parameter; `path` resolved or supported. */
  param(path: string): ValueFacts | undefined {
    return this.book?.paramFacts(path)?.value;
  }

  command(path: string): CommandFacts | undefined {
    return this.book?.commandFacts(path)?.command;
  }

  /** Reactive: the facts of an argument of a command or event. */
  argument(path: string, kind: 'input' | 'output' | 'event', name: string): ValueFacts | undefined {
    return this.book?.argumentFacts(path, kind, name);
  }

  async #read(): Promise<void> {
    try {
      // The tables are read by code that only this needs.
      const [{ DataModelBook: Book }, { readTable }, response] = await Promise.all([
        import('../model/tr181/book.ts'),
        import('../model/tr181/read-table.ts'),
        fetch(new URL(asset, document.baseURI), { credentials: 'omit' }),
      ]);
      if (!response.ok) throw new Error(`the server answered ${String(response.status)}`);
      this.book = new Book([{ table: readTable(await response.json()) }]);
      this.problem = undefined;
    } catch (thrown) {
      this.#loading = undefined;
      this.problem = `The facts of TR-181 could not be loaded: ${thrown instanceof Error ? thrown.message : String(thrown)}.`;
    }
  }
}

export const standard = new Standard();
