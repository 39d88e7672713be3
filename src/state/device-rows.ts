/** Adding and deleting rows of tables, with the answer sorted to where it belongs. */
import type { ParamError } from '../usp/error.ts';
import type { NameValue } from '../usp/message/request-types.ts';
import { parentPath } from '../model/path-parts.ts';
import type { DeviceState } from './device.svelte.ts';
import { refusal } from './refusal.ts';

export interface AddedRow {
  readonly path: string;
  /** Parameters that the device did not take, though it made the row. */
  readonly paramErrors: readonly ParamError[];
}

/** Adds one row. @throws UspError, with `params` for the fields that the device complains of. */
export async function addRow(device: DeviceState, table: string, values: readonly NameValue[]): Promise<AddedRow> {
  const params = values.map(([param, value]) => ({ param, value, required: true }));
  const answer = await device.request({ kind: 'Add', allowPartial: false, objects: [{ path: table, params }] });
  const result = answer.results[0];
  if (!result) throw refusal('The device answered without a result', 7003, '');
  if (result.error) throw refusal('The device did not add the row', result.error.code, result.error.message);
  device.model.addRow(result.instantiatedPath, result.uniqueKeys);
  void device.loader.loadObject(result.instantiatedPath);
  return { path: result.instantiatedPath, paramErrors: result.paramErrors };
}

/** Deletes one row. Resolves with everything that went with it. @throws UspError */
export async function deleteRow(device: DeviceState, path: string): Promise<readonly string[]> {
  const answer = await device.request({ kind: 'Delete', allowPartial: false, paths: [path] });
  const result = answer.results[0];
  if (result?.error) throw refusal('The device did not delete the row', result.error.code, result.error.message);
  const affected = result?.affectedPaths ?? [];
  for (const gone of new Set([path, ...affected])) device.model.remove(gone);
  void device.loader.loadRows(parentPath(path));
  return affected;
}
