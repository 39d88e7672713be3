import { pairsOf } from '../../usp/message/responses.ts';
import type { ParamDef } from '../schema/types.ts';
import type { ObjectNode, TableNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';

/** All unique key parameters of a row with their values, as Responses and Notifies carry them. */
export function uniqueKeysOf(
  store: Store,
  row: ObjectNode,
  mayRead: (param: ParamDef) => boolean = () => true,
): { key: string; value: string }[] {
  const names = new Set(row.def.keys.flatMap((key) => key.params));
  const params = [...names].flatMap((name) => row.def.params.get(name) ?? []);
  return pairsOf(params.filter(mayRead).map((param) => [param.name, store.readForController(row, param)] as const));
}

/**
 * A row of the table that has the same unique key as another, and the parameters of that key. A key whose reference
 * or address is empty does not count: TR-181 lets such rows wait, disabled, until they are configured.
 */
export function findDuplicate(
  store: Store,
  table: TableNode,
  row: ObjectNode,
): { readonly params: readonly string[]; readonly other: ObjectNode } | undefined {
  for (const { params, functional } of table.def.keys) {
    const values = params.map((name) => store.read(row, name));
    // A functional key binds enabled rows (TR-106); of a disabled one it is only a wish.
    if (functional && !isEnabled(store, row)) continue;
    for (const other of table.rows.values()) {
      if (other === row || (functional && !isEnabled(store, other))) continue;
      if (params.every((name, index) => store.read(other, name) === values[index])) return { params, other };
    }
  }
  return undefined;
}

function isEnabled(store: Store, row: ObjectNode): boolean {
  return row.def.enableParam === undefined || store.readFlag(row, row.def.enableParam);
}
