/** Input arguments of a command as a form has them: values, and tables of rows (`EnvVariable.{i}.Key`) as deep as they go. */

export interface ArgumentTable {
  /** Up to the placeholder, e.g. `EnvVariable.` or `A.{i}.B.` */
  readonly name: string;
  readonly values: readonly string[];
  readonly tables: readonly ArgumentTable[];
}

interface Draft {
  readonly name: string;
  readonly values: string[];
  readonly tables: Draft[];
}

const placeholder = '{i}.';

/** Sorts arguments by the tables that they lie in; what lies in none is in the root, whose name is empty. */
export function shapeArguments(names: readonly string[]): ArgumentTable {
  const root: Draft = { name: '', values: [], tables: [] };
  for (const name of names) {
    // An object alone is no argument; those below it are.
    if (name.endsWith('.')) continue;
    let table = root;
    for (let end = name.indexOf(placeholder); end >= 0; end = name.indexOf(placeholder, end + 1)) {
      table = tableIn(table, name.slice(0, end));
    }
    table.values.push(name);
  }
  return root;
}

function tableIn(parent: Draft, name: string): Draft {
  let table = parent.tables.find((one) => one.name === name);
  if (!table) parent.tables.push((table = { name, values: [], tables: [] }));
  return table;
}

/** A name with its placeholders filled, the outermost first: `A.{i}.B.{i}.C` with 2 and 1 is `A.2.B.1.C`. */
export function concreteName(name: string, rows: readonly number[]): string {
  let at = 0;
  return name.replaceAll('{i}', () => String(rows[at++] ?? 1));
}
