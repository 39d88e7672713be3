import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import type { SeededRandom } from '../random.ts';

/** What the parts of the home are built from. */
export interface Setup {
  readonly store: Store;
  readonly random: SeededRandom;
  /** Milliseconds since the epoch when the device was started. */
  readonly bootedAt: number;
  readonly endpointId: string;
}

export type Values = Readonly<Record<string, string | number | boolean>>;

/** Adds a row with values; an Alias is made for it where the table has one. */
export function addRow({ store }: Pick<Setup, 'store'>, table: string, values: Values): ObjectNode {
  const row = store.addRow(store.table(table));
  if (row.def.params.has('Alias') && !('Alias' in values)) store.write(row, 'Alias', `cpe-${String(row.number)}`);
  store.writeAll(row, values);
  return row;
}

/** Writes values of one object. */
export function fill({ store }: Pick<Setup, 'store'>, path: string, values: Values): void {
  store.writeAll(store.object(path), values);
}

/** `02:00:5E:…`: an address of no maker, the last three bytes given. */
export function macAddress(group: number, number: number): string {
  const byte = (value: number) => (value & 0xff).toString(16).toUpperCase().padStart(2, '0');
  return `02:00:5E:${byte(group)}:${byte(number >> 8)}:${byte(number)}`;
}
