/** Adding and deleting rows of tables, with the answer sorted to where it belongs. */
import type { ParamError, UspError } from '../../usp/error.ts';
import type { NameValue, ParamSetting } from '../../usp/message/request-types.ts';
import { lastPart, parentPath } from '../../model/path-parts.ts';
import type { DeviceState } from '../device.svelte.ts';
import { refusal } from '../refusal.ts';

export interface RefusedValue {
  /** Of the parameter, as it was sent. */
  readonly name: string;
  readonly error: UspError;
}

export interface AddedRow {
  readonly path: string;
  /** R-ADD.5, R-ADD.6: the keys as they are, those that the Agent chose among them. */
  readonly uniqueKeys: readonly NameValue[];
  /** R-ADD.4: parameters that the device did not take, though it made the row. */
  readonly refused: readonly RefusedValue[];
}

/** Adds one row. @throws UspError, with `params` for the fields that the device complains of. */
export async function addRow(device: DeviceState, table: string, params: readonly ParamSetting[]): Promise<AddedRow> {
  const answer = await device.request({ kind: 'Add', allowPartial: false, objects: [{ path: table, params }] });
  const result = answer.results[0];
  if (!result) throw refusal('The device answered without a result', 7003, '');
  if (result.error) throw refusal('The device did not add the row', result.error.code, result.error.message);
  const { instantiatedPath: path, uniqueKeys } = result;
  device.model.addRow(path, uniqueKeys);
  void device.loader.loadObject(path);
  return { path, uniqueKeys, refused: result.paramErrors.map(refusedValue) };
}

/** An error of a parameter by its name, however long the path is under which the Agent speaks of it. */
export function refusedValue({ path, code, message }: ParamError): RefusedValue {
  return { name: lastPart(path), error: refusal(`${lastPart(path)} was refused`, code, message) };
}

export interface DeletedRows {
  /** Everything that is gone, what went along among it (affected_paths). */
  readonly gone: readonly string[];
  /** What is still there, with the reason: a path that failed as a whole, or a row of it (R-DEL.3). */
  readonly kept: readonly { readonly path: string; readonly error: UspError }[];
}

/**
 * Deletes rows. @throws UspError; where not `allowPartial`, one that can not go keeps them all (R-DEL.1).
 * @param allowPartial R-DEL.0: each row for itself
 */
export async function deleteRows(
  device: DeviceState,
  paths: readonly string[],
  allowPartial: boolean,
): Promise<DeletedRows> {
  const answer = await device.request({ kind: 'Delete', allowPartial, paths });
  const gone: string[] = [];
  const kept: { path: string; error: UspError }[] = [];
  for (const { requestedPath, error, affectedPaths, unaffectedPaths } of answer.results) {
    const failures = error ? [{ ...error, path: requestedPath }] : unaffectedPaths;
    for (const { path, code, message } of failures) kept.push({ path, error: refusal('Not deleted', code, message) });
    // R-DEL.2a: a row that was not there any more is as wished, and in no list.
    if (failures.length === 0) gone.push(requestedPath);
    gone.push(...affectedPaths);
  }
  const all = [...new Set(gone)];
  device.model.removeAll(all);
  for (const table of new Set(paths.map(parentPath))) void device.loader.loadRows(table);
  return { gone: all, kept };
}
