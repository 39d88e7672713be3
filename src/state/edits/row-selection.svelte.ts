/** The rows of a table that a person ticked, one by one, as a range, or all: for what is done with many at once. */
import { SvelteSet } from 'svelte/reactivity';

export class RowSelection {
  readonly #chosen = new SvelteSet<string>();
  /** Where a range begins. */
  #last: string | undefined;

  get size(): number {
    return this.#chosen.size;
  }

  /** Reactive. */
  has(path: string): boolean {
    return this.#chosen.has(path);
  }

  /** Reactive: those of these rows that are ticked, in their order. */
  of(rows: readonly string[]): string[] {
    return rows.filter((row) => this.#chosen.has(row));
  }

  /**
   * Ticks a row, or takes the tick away.
   * @param rows as they are shown, for a range
   * @param isRange all from the row ticked last up to this one
   */
  tick(path: string, on: boolean, rows: readonly string[], isRange = false): void {
    const from = isRange && this.#last !== undefined ? rows.indexOf(this.#last) : -1;
    const to = rows.indexOf(path);
    const range = from < 0 ? [path] : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const row of range) this.#set(row, on);
    this.#last = path;
  }

  tickAll(rows: readonly string[], on: boolean): void {
    for (const row of rows) this.#set(row, on);
  }

  /** Forgets rows that are not there any more. */
  retain(exists: (path: string) => boolean): void {
    for (const row of this.#chosen) if (!exists(row)) this.#chosen.delete(row);
  }

  clear(): void {
    this.#chosen.clear();
    this.#last = undefined;
  }

  #set(row: string, on: boolean): void {
    if (on) this.#chosen.add(row);
    else this.#chosen.delete(row);
  }
}
