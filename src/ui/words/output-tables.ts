/** Output of a command for people: `RouteHops.1.Host` and its like as tables, the rest as plain values. */
import type { NameValue } from '../../usp/message/request-types.ts';
import { compareParts, csvText } from '../../state/device-view.ts';

export interface OutputTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly index: string; readonly cells: ReadonlyMap<string, string> }[];
}

export interface ShownOutput {
  readonly values: readonly NameValue[];
  readonly tables: readonly OutputTable[];
}

const nested = /^(.*?)\.(\d+)\.(.+)$/;

/** Sorts output arguments into values and tables. Names are a peer's: they stay in Maps. */
export function shapeOutput(args: readonly NameValue[]): ShownOutput {
  const values: NameValue[] = [];
  const tables = new Map<string, { columns: Set<string>; rows: Map<string, Map<string, string>> }>();
  for (const [name, value] of args) {
    const match = nested.exec(name);
    const [, table, index, column] = match ?? [];
    if (!table || !index || !column) {
      values.push([name, value]);
      continue;
    }
    let shape = tables.get(table);
    if (!shape) tables.set(table, (shape = { columns: new Set(), rows: new Map() }));
    shape.columns.add(column);
    let row = shape.rows.get(index);
    if (!row) shape.rows.set(index, (row = new Map<string, string>()));
    row.set(column, value);
  }
  return {
    values,
    tables: [...tables].map(([name, { columns, rows }]) => ({
      name,
      columns: [...columns],
      rows: [...rows].map(([index, cells]) => ({ index, cells })).sort((a, b) => compareParts(a.index, b.index)),
    })),
  };
}

/** The output as CSV: a line for each value, then each table with its head, an empty line between them. */
export function outputCsv(args: readonly NameValue[]): string {
  const { values, tables } = shapeOutput(args);
  const parts = tables.map(({ name, columns, rows }) =>
    csvText([
      [name, ...columns],
      ...rows.map(({ index, cells }) => [index, ...columns.map((column) => cells.get(column) ?? '')]),
    ]),
  );
  return [...(values.length > 0 ? [csvText([['Name', 'Value'], ...values])] : []), ...parts].join('\r\n');
}

/** The output as a JSON object, in the order in which the device told it. Names are a peer's: text, never keys of ours. */
export function outputJson(args: readonly NameValue[]): string {
  const lines = args.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return lines.length > 0 ? `{\n${lines.join(',\n')}\n}\n` : '{}\n';
}
