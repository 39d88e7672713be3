/** What became of each parameter of a Set: the answer sorted by the full path of the parameter. */
import type { ParamError } from '../usp/error.ts';
import type { SetResult } from '../usp/message/answer-types.ts';

export interface SetOutcome {
  /** Values as the Agent says they are now. */
  readonly done: ReadonlyMap<string, string>;
  readonly failed: ReadonlyMap<string, ParamError>;
}

/** @param asked full parameter paths with the values that were sent. */
export function sortSetResults(results: readonly SetResult[], asked: ReadonlyMap<string, string>): SetOutcome {
  const done = new Map<string, string>();
  const failed = new Map<string, ParamError>();
  for (const result of results) {
    const below = [...asked.keys()].filter((path) => path.startsWith(result.requestedPath));
    for (const instance of result.instances) {
      for (const [name, value] of instance.params) done.set(instance.path + name, value);
      for (const error of instance.paramErrors) {
        const path = asked.has(error.path) ? error.path : instance.path + error.path;
        failed.set(path, { ...error, path });
      }
    }
    const { error } = result;
    if (!error) continue;
    for (const path of below) {
      if (!failed.has(path)) failed.set(path, { path, code: error.code, message: error.message });
    }
  }
  // What the Agent left unsaid of an object that it took was set as asked.
  for (const result of results) {
    if (result.error) continue;
    for (const [path, value] of asked) {
      if (path.startsWith(result.requestedPath) && !done.has(path) && !failed.has(path)) done.set(path, value);
    }
  }
  return { done, failed };
}
