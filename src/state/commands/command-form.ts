/** What is typed into the form of one command, over a change of place and a reload: it lives in the device's drafts. */
import type { NameValue } from '../../usp/message/request-types.ts';
import { concreteName, type ArgumentTable } from '../../model/argument-shape.ts';
import { requiredArguments } from '../../model/tr181/editing.ts';
import { argumentPath } from '../../model/tr181/facts-path.ts';
import type { ArgumentFacts } from '../../model/tr181/facts.ts';
import type { DeviceDrafts } from '../edits/device-drafts.svelte.ts';

/** An argument of the person's own, which the device does not list. */
export interface ExtraArgument {
  readonly number: number;
  readonly name: string;
  readonly value: string;
}

const mostRows = 100;

export class CommandForm {
  readonly #drafts: DeviceDrafts;
  readonly #path: string;

  constructor(drafts: DeviceDrafts, path: string) {
    this.#drafts = drafts;
    this.#path = path;
  }

  /** Reactive; empty: not filled in, and not sent. */
  value(name: string): string {
    return this.#drafts.get(this.#valueKey(name)) ?? '';
  }

  setValue(name: string, value: string): void {
    this.#drafts.set(this.#valueKey(name), value || undefined);
  }

  /** Reactive: rows of a table, whose concrete name ends in a dot. */
  rows(table: string): number {
    return Number(this.#drafts.get(this.#rowsKey(table)) ?? 0) || 0;
  }

  addRow(table: string): void {
    if (this.rows(table) < mostRows) this.#setRows(table, this.rows(table) + 1);
  }

  removeRow(table: string, row: number): void {
    const rows = this.#order(table).filter((one) => one !== row);
    this.#arrange(table, rows);
  }

  /** @param by -1 towards the first row, 1 towards the last */
  moveRow(table: string, row: number, by: -1 | 1): void {
    const rows = this.#order(table);
    const to = row - 1 + by;
    if (to < 0 || to >= rows.length) return;
    rows.splice(row - 1, 1);
    rows.splice(to, 0, row);
    this.#arrange(table, rows);
  }

  /** Reactive. */
  get extras(): readonly ExtraArgument[] {
    const extras = this.#drafts.under(`${this.#path}#+`).map(([key, value]) => {
      const [, number = '0', name = ''] = /^(\d+)\.([^]*)$/.exec(key) ?? [];
      return { number: Number(number), name, value };
    });
    return extras.sort((a, b) => a.number - b.number);
  }

  addExtra(name = '', value = ''): void {
    const number = (this.extras.at(-1)?.number ?? 0) + 1;
    this.#drafts.set(this.#extraKey(number, name), value);
  }

  /** The name is part of the key, so that the value of a secret is known as one and not stored. */
  changeExtra(extra: ExtraArgument, name: string, value: string): void {
    if (name !== extra.name) this.removeExtra(extra);
    this.#drafts.set(this.#extraKey(extra.number, name), value);
  }

  removeExtra({ number, name }: ExtraArgument): void {
    this.#drafts.set(this.#extraKey(number, name), undefined);
  }

  /** Reactive: what is sent. Of the listed arguments those that are filled in, of the person's own all with a name. */
  args(shape: ArgumentTable): NameValue[] {
    const listed = this.#names(shape, []).flatMap((name) => {
      const value = this.value(name);
      return value === '' ? [] : [[name, value] as const];
    });
    return [...listed, ...this.extras.filter(({ name }) => name).map(({ name, value }) => [name, value] as const)];
  }

  /** Reactive: arguments that TR-181 makes mandatory and that have no value. */
  missing(shape: ArgumentTable, facts: ArgumentFacts | undefined): string[] {
    if (!facts) return [];
    const given = new Set(this.args(shape).map(([name]) => name));
    const names = this.#names(shape, []);
    const rows = names.filter((name) => /\.\d+\./.test(name));
    const required = new Set(requiredArguments(facts, new Set([...given, ...rows].flatMap(objectsAbove))));
    return names.filter((name) => required.has(argumentPath(name)) && !given.has(name));
  }

  /** Puts these arguments in the place of all that was typed. */
  fill(args: readonly NameValue[], shape: ArgumentTable): void {
    this.clear();
    for (const [name, value] of args) {
      const listed = holds(shape, argumentPath(name));
      if (!listed || value === '') {
        this.addExtra(name, value);
        continue;
      }
      for (const [, table = '', row = '0'] of name.matchAll(/(?=((?:^|.*\.)[^.]+\.)(\d+)\.)/g)) {
        if (this.rows(table) < Number(row) && Number(row) <= mostRows) this.#setRows(table, Number(row));
      }
      this.setValue(name, value);
    }
  }

  clear(): void {
    this.#drafts.end(`${this.#path}#`);
  }

  #names(table: ArgumentTable, rows: readonly number[]): string[] {
    const own = table.values.map((name) => concreteName(name, rows));
    const below = table.tables.flatMap((one) =>
      this.#order(concreteName(one.name, rows)).flatMap((row) => this.#names(one, [...rows, row])),
    );
    return [...own, ...below];
  }

  #order(table: string): number[] {
    return Array.from({ length: this.rows(table) }, (_, at) => at + 1);
  }

  /** Numbers the rows anew: the one named first becomes the first. Those not named are gone. */
  #arrange(table: string, rows: readonly number[]): void {
    const moved: [key: string, value: string][] = [];
    for (const marker of ['#', '##']) {
      const prefix = `${this.#path}${marker}${table}`;
      for (const [rest, value] of this.#drafts.under(prefix)) {
        const [, row, below] = /^(\d+)(\.[^]*)$/.exec(rest) ?? [];
        if (row === undefined || below === undefined) continue;
        this.#drafts.set(prefix + rest, undefined);
        const to = rows.indexOf(Number(row)) + 1;
        if (to > 0) moved.push([`${prefix}${String(to)}${below}`, value]);
      }
    }
    for (const [key, value] of moved) this.#drafts.set(key, value);
    this.#setRows(table, rows.length);
  }

  #setRows(table: string, rows: number): void {
    this.#drafts.set(this.#rowsKey(table), rows > 0 ? String(rows) : undefined);
  }

  #valueKey(name: string): string {
    return `${this.#path}#${name}`;
  }

  #rowsKey(table: string): string {
    return `${this.#path}##${table}`;
  }

  #extraKey(number: number, name: string): string {
    return `${this.#path}#+${String(number)}.${name}`;
  }
}

/** Supported names of the objects that an argument lies in: of `A.1.B.C` they are `A.{i}.` and `A.{i}.B.` */
function objectsAbove(name: string): string[] {
  const parts = argumentPath(name).split('.').slice(0, -1);
  return parts.map((_, at) => `${parts.slice(0, at + 1).join('.')}.`);
}

function holds(table: ArgumentTable, name: string): boolean {
  return table.values.includes(name) || table.tables.some((one) => holds(one, name));
}
