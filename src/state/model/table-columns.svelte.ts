/** The columns that a person chose for a table and their order: kept for that table of any device, in this browser. */
import { readStored, writeStored } from '../stored.ts';

/** Columns on the screen until the person chooses, and at most: each costs a cell in every row that is drawn. */
export const columnBounds = { usual: 12, most: 24 };

/** Tables whose columns are kept, and characters of a name. */
const keep = { tables: 200, characters: 200 };
const key = 'columns';

export class TableColumns {
  /** Names in the order to show them; undefined: not chosen. */
  #chosen: readonly string[] | undefined = $state.raw();
  readonly #table: string;

  /** @param table supported path */
  constructor(table: string) {
    this.#table = table;
    this.#chosen = readAll().get(table);
  }

  get isChosen(): boolean {
    return this.#chosen !== undefined;
  }

  /** Reactive: names to show of all that there are, those in their usual order. */
  shown(all: readonly string[]): string[] {
    const chosen = this.#chosen?.filter((name) => all.includes(name));
    return [...(chosen ?? all.slice(0, columnBounds.usual))];
  }

  /** Adds a column at the end, as far as there is room, or takes it away. */
  show(name: string, isShown: boolean, all: readonly string[]): void {
    const rest = this.shown(all).filter((other) => other !== name);
    this.#set(isShown ? [...rest, name].slice(0, columnBounds.most) : rest);
  }

  /** Moves a column by so many places. */
  move(name: string, by: number, all: readonly string[]): void {
    const names = this.shown(all);
    const from = names.indexOf(name);
    const to = from + by;
    if (from < 0 || to < 0 || to >= names.length) return;
    names.splice(from, 1);
    names.splice(to, 0, name);
    this.#set(names);
  }

  /** Back to the usual ones. */
  reset(): void {
    this.#set(undefined);
  }

  #set(names: readonly string[] | undefined): void {
    this.#chosen = names;
    const all = readAll();
    all.delete(this.#table);
    if (names) all.set(this.#table, names);
    writeStored(key, [...all].slice(-keep.tables), 'browser');
  }
}

/** What is stored may be of another version, or of somebody else's making. */
function readAll(): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  const stored = readStored(key, 'browser');
  for (const item of Array.isArray(stored) ? (stored as unknown[]) : []) {
    const [table, names] = Array.isArray(item) ? (item as unknown[]) : [];
    if (typeof table !== 'string' || !Array.isArray(names)) continue;
    const known = names.filter((name): name is string => typeof name === 'string' && name.length <= keep.characters);
    all.set(table, [...new Set(known)].slice(0, columnBounds.most));
  }
  return all;
}
