/** Reading much of a device at one go: the rows of all its tables, or every value below an object. One at a time. */
import type { UspError } from '../../usp/error.ts';
import type { PathError } from '../../usp/message/answer-types.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import { ancestorPaths } from '../../model/path-parts.ts';
import { tablesBelow } from '../../model/tables-below.ts';
import { childPaths, kindOf } from '../../model/tree-rows.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import { isGone } from '../refusal.ts';
import { PartWalk, type Part, type PartAnswer, type PartPlan } from './part-walk.svelte.ts';
import { refusal } from '../refusal.ts';
import { missingOf } from './supported-loader.svelte.ts';

/** `rows`: GetInstances of all tables. `values`: Get of everything below a path. */
export type SweepKind = 'rows' | 'values';

export class DeviceSweep {
  kind: SweepKind = $state('rows');
  /** Where it began. */
  path = $state('Device.');
  /** Rows, or values, that came in. */
  found = $state(0);
  readonly walk = new PartWalk();
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;

  constructor(loader: DeviceLoader, model: DeviceModel) {
    this.#loader = loader;
    this.#model = model;
  }

  /** Lists the rows of all tables of the device. Never rejects: see `walk`. */
  listRows(): Promise<void> {
    const tables = tablesBelow(this.#model.supported, 'Device.');
    return this.#start('rows', 'Device.', tables, {
      atOnce: 8,
      ask: (parts, signal) => this.#askRows(parts, signal),
      smaller: ({ path, deep }) => (deep ? [{ path, deep: false }] : []),
    });
  }

  /** Reads every value below an object, row or table. Never rejects: see `walk`. */
  readBelow(path: string): Promise<void> {
    return this.#start('values', path, [path], {
      atOnce: 4,
      ask: (parts, signal) => this.#askValues(parts, signal),
      smaller: ({ path: at, deep }) => (deep ? [{ path: at, deep: false }] : []),
    });
  }

  /** Reactive: why something could not be read with the rest: at the path itself or above it. */
  refusedAt(path: string): UspError | undefined {
    const { refused } = this.walk;
    if (refused.size === 0) return undefined;
    return [path, ...ancestorPaths(path).reverse()].map((at) => refused.get(at)).find((error) => error !== undefined);
  }

  #start(kind: SweepKind, path: string, paths: readonly string[], plan: PartPlan): Promise<void> {
    if (this.walk.phase === 'running') return Promise.resolve();
    this.kind = kind;
    this.path = path;
    this.found = 0;
    const parts = paths.map((at) => ({ path: at, deep: true }));
    return this.walk.start(plan, parts);
  }

  async #askRows(parts: readonly Part[], signal: AbortSignal): Promise<PartAnswer> {
    const deep = parts.some((part) => part.deep);
    const results = await this.#loader.listTables(pathsOf(parts), deep, signal);
    const rows = results.flatMap(({ instances }) => instances);
    this.found += rows.length;
    const { supported } = this.#model;
    const next = deep ? [] : rows.flatMap(({ path }) => tablesBelow(supported, path));
    return answerOf(parts, results, next);
  }

  async #askValues(parts: readonly Part[], signal: AbortSignal): Promise<PartAnswer> {
    const deep = parts.some((part) => part.deep);
    const tables = deep ? [] : pathsOf(parts).filter((path) => kindOf(this.#model, path) === 'table');
    const listed = tables.length > 0 ? await this.#loader.listTables(tables, false, signal) : [];
    const objects = pathsOf(parts).filter((path) => !tables.includes(path));
    const depth = deep ? 0 : 1;
    const { results } =
      objects.length > 0
        ? await this.#loader.get(objects, depth, signal, undefined, (part) => {
            const now = Date.now();
            for (const { path, params } of part.results.flatMap((result) => result.objects)) {
              this.found += params.length;
              const node = this.#model.object(path);
              if (node) node.readAt = now;
            }
          })
        : { results: [] };
    const next = deep ? [] : pathsOf(parts).flatMap((path) => childPaths(this.#model, path));
    return answerOf(parts, [...listed, ...results], next);
  }
}

interface Result {
  readonly requestedPath: string;
  readonly error?: PathError;
}

/** What is not there is no failure; what can't be had with all below it is asked for in smaller parts. */
function answerOf(parts: readonly Part[], results: readonly Result[], next: readonly string[]): PartAnswer {
  const failed = new Map<string, PathError>();
  for (const { requestedPath, error } of results) if (error && !isGone(error.code)) failed.set(requestedPath, error);
  const tooMuch = parts.filter(({ path, deep }) => deep && failed.has(path));
  for (const { path } of tooMuch) failed.delete(path);
  return {
    next: next.map((path) => ({ path, deep: true })),
    refused: [...failed].map(([path, { code, message }]) => [
      path,
      refusal(`The device refused to read ${path}`, code, message),
    ]),
    missing: [...missingOf(parts, results), ...tooMuch],
  };
}

function pathsOf(parts: readonly Part[]): string[] {
  return parts.map(({ path }) => path);
}
