/** What became of each parameter of a Set: the answer sorted by the full path of the parameter. */
import type { ParamError } from '../usp/error.ts';
import type { SetResult } from '../usp/message/answer-types.ts';
import { splitMember } from './path-parts.ts';

export interface SetOutcome {
  /** Values as the Agent says they are now. */
  readonly done: ReadonlyMap<string, string>;
  readonly failed: ReadonlyMap<string, ParamError>;
  /** Not complained of themselves, and not changed: another one of their object failed. */
  readonly held: ReadonlySet<string>;
}

/** @param asked full parameter paths with the values that were sent. */
export function sortSetResults(results: readonly SetResult[], asked: ReadonlyMap<string, string>): SetOutcome {
  const done = new Map<string, string>();
  const failed = new Map<string, ParamError>();
  const held = new Set<string>();
  for (const result of results) {
    const own = [...asked.keys()].filter(isOf(result));
    for (const instance of result.instances) {
      for (const [name, value] of instance.params) done.set(instance.path + name, value);
      for (const error of instance.paramErrors) {
        const path = asked.has(error.path) ? error.path : instance.path + error.path;
        failed.set(path, { ...error, path });
      }
    }
    const { error } = result;
    if (!error) continue;
    const named = own.some((path) => failed.has(path));
    for (const path of own) {
      done.delete(path);
      if (failed.has(path)) continue;
      if (named) held.add(path);
      else failed.set(path, { path, code: error.code, message: error.message });
    }
  }
  // What the Agent left unsaid of an object that it took was set as asked.
  for (const result of results) {
    if (result.error) continue;
    const isOwn = isOf(result);
    for (const [path, value] of asked) {
      if (isOwn(path) && !done.has(path) && !failed.has(path) && !held.has(path)) done.set(path, value);
    }
  }
  return { done, failed, held };
}

/** Is a parameter of the very object that a result is about? An object below it has a result of its own. */
function isOf({ requestedPath }: SetResult): (path: string) => boolean {
  const object = requestedPath.endsWith('.') ? requestedPath : `${requestedPath}.`;
  return (path) => splitMember(path).object === object;
}

/** The same for an Error Message, which changes nothing at all: who was complained of, by path or by name alone. */
export function sortSetError(params: readonly ParamError[], asked: Iterable<string>): SetOutcome {
  const failed = new Map<string, ParamError>();
  const held = new Set<string>();
  for (const path of asked) {
    const error =
      params.find((param) => param.path === path) ?? params.find((param) => path.endsWith(`.${param.path}`));
    if (error) failed.set(path, { ...error, path });
    else held.add(path);
  }
  return { done: new Map(), failed, held };
}
