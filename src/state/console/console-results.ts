/** Answers in the shapes that the console's handle gives. Names from a device are keys of Maps, never of objects. */
import { type ParamError, UspError } from '../../usp/error.ts';
import type { AnswerOf, PathError, SupportedObject } from '../../usp/message/answer-types.ts';
import type { NameValue } from '../../usp/message/request-types.ts';

/** Path (or argument name) to value, with what could not be had. */
export class Values extends Map<string, string> {
  /** Paths that failed while others did not. */
  readonly errors: readonly ParamError[];

  constructor(values: readonly NameValue[], errors: readonly ParamError[] = []) {
    super(values);
    this.errors = errors;
  }
}

export interface FoundInstance {
  readonly path: string;
  readonly uniqueKeys: ReadonlyMap<string, string>;
}

export interface Added {
  readonly path: string;
  readonly uniqueKeys: ReadonlyMap<string, string>;
  /** Parameters that were not required and could not be set. */
  readonly errors: readonly ParamError[];
}

/** @throws UspError when no path of the Get was answered. */
export function valuesResult({ results }: AnswerOf<'Get'>): Values {
  const errors = failures(results);
  throwIfAll(errors, results.length, 'Get');
  const values: NameValue[] = [];
  for (const result of results) {
    for (const object of result.objects) {
      for (const [name, value] of object.params) values.push([object.path + name, value]);
    }
  }
  return new Values(values, errors);
}

export function instancesResult({ results }: AnswerOf<'GetInstances'>): FoundInstance[] {
  throwIfAny(failures(results), 'GetInstances');
  return results.flatMap((result) =>
    result.instances.map(({ path, uniqueKeys }) => ({ path, uniqueKeys: new Map(uniqueKeys) })),
  );
}

export function supportedResult({ results }: AnswerOf<'GetSupportedDM'>): SupportedObject[] {
  throwIfAny(failures(results), 'GetSupportedDM');
  return results.flatMap((result) => result.objects);
}

/** @throws UspError when nothing was set. */
export function setResult({ results }: AnswerOf<'Set'>): Values {
  const failed = results.filter((result) => result.error);
  const errors = failed.flatMap((result) => [
    ...failures([result]),
    ...result.instances.flatMap((instance) => underPath(instance.path, instance.paramErrors)),
  ]);
  if (failed.length === results.length) throwIfAny(errors, 'Set');
  const values: NameValue[] = [];
  for (const result of results) {
    if (result.error) continue;
    for (const instance of result.instances) {
      for (const [name, value] of instance.params) values.push([instance.path + name, value]);
      errors.push(...underPath(instance.path, instance.paramErrors));
    }
  }
  return new Values(values, errors);
}

export function addResult({ results }: AnswerOf<'Add'>): Added {
  const [result] = results;
  if (!result || result.error) {
    throwIfAny([...failures(results), ...(result?.paramErrors ?? [])], 'Add');
    throw nothing('Add');
  }
  return { path: result.instantiatedPath, uniqueKeys: new Map(result.uniqueKeys), errors: result.paramErrors };
}

/** The paths that are gone. @throws UspError when one could not be deleted. */
export function deleteResult({ results }: AnswerOf<'Delete'>): string[] {
  const errors = [...failures(results), ...results.flatMap((result) => result.unaffectedPaths)];
  throwIfAny(errors, 'Delete');
  return results.flatMap((result) => result.affectedPaths);
}

interface MayFail {
  readonly requestedPath: string;
  readonly error?: PathError;
}

function failures(results: readonly MayFail[]): ParamError[] {
  return results.flatMap(({ requestedPath, error }) =>
    error ? [{ path: requestedPath, code: error.code, message: error.message }] : [],
  );
}

function underPath(object: string, errors: readonly ParamError[]): ParamError[] {
  return errors.map((error) => (error.path.startsWith(object) ? error : { ...error, path: object + error.path }));
}

function throwIfAll(errors: readonly ParamError[], total: number, kind: string): void {
  if (total > 0 && errors.length === total) throwIfAny(errors, kind);
}

function throwIfAny(errors: readonly ParamError[], kind: string): void {
  const [first] = errors;
  if (!first) return;
  throw new UspError({
    code: first.code,
    origin: 'remote',
    reason: 'remote-error',
    message: `The device refused the ${kind} of ${first.path}: ${first.message || 'it gave no text'} (${first.code}).`,
    advice: 'error.params lists every path that failed.',
    params: errors,
  });
}

function nothing(kind: string): UspError {
  return new UspError({
    origin: 'remote',
    reason: 'malformed-answer',
    message: `The device answered the ${kind} without a result.`,
    advice: 'Look at its answer in the log.',
  });
}
