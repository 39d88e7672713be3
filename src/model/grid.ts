/** Rows and columns to take elsewhere: as CSV for a spreadsheet, as JSON for a program. */
import { csvText } from './csv.ts';

export interface Grid {
  readonly columns: readonly string[];
  /** As many cells in each as there are columns. */
  readonly rows: readonly (readonly string[])[];
  /** What is not in it because it is secret, by name. */
  readonly leftOut: readonly string[];
}

export function gridCsv({ columns, rows }: Grid): string {
  return csvText([columns, ...rows]);
}

/** An array of objects, written by hand: a name of a peer's, such as `__proto__`, is a key like any other. */
export function gridJson({ columns, rows }: Grid): string {
  const keys = columns.map((column) => JSON.stringify(column));
  const objects = rows.map(
    (cells) => `  {${keys.map((key, at) => `${key}: ${JSON.stringify(cells[at] ?? '')}`).join(', ')}}`,
  );
  return objects.length > 0 ? `[\n${objects.join(',\n')}\n]\n` : '[]\n';
}
