/** What a developer types in the console, made a request. */
import { UspError } from '../../usp/error.ts';
import type { AddRequest, NameValue, ObjectSettings, SetRequest } from '../../usp/message/request-types.ts';

/** Sent as text: booleans as true and false, dates as TR-106 writes them. */
export type ValueInput = string | number | bigint | boolean | Date;

/** Pairs, a Map, or an object with names that the developer wrote. */
export type ValuesInput =
  readonly (readonly [string, ValueInput])[] | ReadonlyMap<string, ValueInput> | Readonly<Record<string, ValueInput>>;

export function pathsOf(paths: string | readonly string[]): readonly string[] {
  return typeof paths === 'string' ? [paths] : paths;
}

export function textOf(value: ValueInput): string {
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, 'Z');
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw invalid(`A value must be text, a number, a boolean or a Date; this is ${typeof value}.`);
}

export function pairsOf(values: ValuesInput): NameValue[] {
  const pairs: readonly (readonly [string, ValueInput])[] = isPairs(values)
    ? values
    : isMap(values)
      ? [...values]
      : Object.entries(values);
  return pairs.map(([name, value]) => [name, textOf(value)]);
}

/** A Set of parameters by their full paths; those of one object go into one update of it. */
export function setRequest(values: ValuesInput, allowPartial: boolean): SetRequest {
  const objects = new Map<string, { param: string; value: string; required: boolean }[]>();
  for (const [path, value] of pairsOf(values)) {
    const dot = path.lastIndexOf('.');
    if (dot < 0 || dot === path.length - 1) throw invalid(`"${path}" is not the path of a parameter.`);
    const object = path.slice(0, dot + 1);
    const params = objects.get(object) ?? [];
    params.push({ param: path.slice(dot + 1), value, required: true });
    objects.set(object, params);
  }
  if (objects.size === 0) throw invalid('There is nothing to set.');
  const settings: ObjectSettings[] = [...objects].map(([path, params]) => ({ path, params }));
  return { kind: 'Set', allowPartial, objects: settings };
}

export function addRequest(path: string, values: ValuesInput): AddRequest {
  const params = pairsOf(values).map(([param, value]) => ({ param, value, required: true }));
  return { kind: 'Add', allowPartial: false, objects: [{ path, params }] };
}

function isPairs(values: ValuesInput): values is readonly (readonly [string, ValueInput])[] {
  return Array.isArray(values);
}

function isMap(values: ValuesInput): values is ReadonlyMap<string, ValueInput> {
  return values instanceof Map;
}

function invalid(message: string): UspError {
  return new UspError({ origin: 'local', reason: 'invalid-argument', message, advice: 'usp.help() shows examples.' });
}
