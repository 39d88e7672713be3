/** Fetches what is asked to be seen: objects, tables and the supported data model. Each fetch can be stopped. */
import type { UspError } from '../../usp/error.ts';
import type { GetInstancesResult, Instance, UspAnswer } from '../../usp/message/answer-types.ts';
import type { UspRequest } from '../../usp/message/request-types.ts';
import type { UspClient } from '../../worker/client.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import { parentPath } from '../../model/path-parts.ts';
import { asUspError } from '../as-usp-error.ts';
import { isGone, leftOut, refusal } from '../refusal.ts';
import { Signals } from '../signals.svelte.ts';

/** How the reading of one object or table stands. */
export interface LoadState {
  readonly loading: boolean;
  /** Values that came in so far. */
  readonly values: number;
  readonly error?: UspError;
}

const idle: LoadState = { loading: false, values: 0 };

export class DeviceLoader {
  readonly #client: UspClient;
  readonly #device: string;
  readonly #model: DeviceModel;
  readonly #signals = new Signals();
  readonly #states = new Map<string, LoadState>();
  readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();

  constructor(client: UspClient, device: string, model: DeviceModel) {
    this.#client = client;
    this.#device = device;
    this.#model = model;
  }

  /** Reactive: how the reading of this path stands. */
  state(path: string): LoadState {
    this.#signals.track(path);
    return this.#states.get(path) ?? idle;
  }

  /** Stops the reading of a path. */
  cancel(path: string): void {
    this.#running.get(path)?.abort.abort();
  }

  cancelAll(): void {
    for (const { abort } of this.#running.values()) abort.abort();
  }

  /** Reads the parameters of one object. Joins a reading that is under way; never rejects: see `state`. */
  loadObject(path: string): Promise<void> {
    return this.#once(path, async (signal) => {
      const names = new Set<string>();
      let seen = false;
      const answer = await this.get([path], 1, signal, path, (part) => {
        for (const result of part.results) {
          for (const object of result.objects) {
            if (object.path !== path) continue;
            seen = true;
            for (const [name] of object.params) names.add(name);
          }
        }
      });
      // What was known stands where the answer is half.
      if (answer.results.length === 0) throw leftOut(path);
      const failed = answer.results.find((result) => result.error)?.error;
      if (failed) {
        if (!seen && isGone(failed.code)) this.#model.remove(path);
        throw refusal(`The device refused to read ${path}`, failed.code, failed.message);
      }
      this.#model.setRead(path, names, Date.now());
    });
  }

  /** Reads the rows of a table and the parameters of each row. */
  loadTable(path: string): Promise<void> {
    return this.#once(path, async (signal) => {
      await this.#rows(path, signal);
      const answer = await this.get([`${path}*.`], 1, signal, path);
      if (answer.results.length === 0) throw leftOut(path);
      const failed = answer.results.find((result) => result.error)?.error;
      // A table without rows is no failure, though some Agents say that the path matches nothing.
      if (failed && !(isGone(failed.code) && this.#model.table(path)?.rows.size === 0)) {
        throw refusal(`The device refused to read ${path}`, failed.code, failed.message);
      }
      const now = Date.now();
      for (const row of this.#model.table(path)?.rows ?? []) {
        const node = this.#model.object(row);
        if (node) node.readAt = now;
      }
    });
  }

  /** Lists the rows of a table without their values: what a tree needs. */
  loadRows(path: string): Promise<void> {
    return this.#once(`rows ${path}`, (signal) => this.#rows(path, signal));
  }

  /**
   * Lists the rows of several tables with one request, with those of all tables in them where `deep`. What it refuses
   * to list stays as it was.
   * @throws UspError
   */
  async listTables(
    paths: readonly string[],
    deep: boolean,
    signal: AbortSignal,
  ): Promise<readonly GetInstancesResult[]> {
    const request = { kind: 'GetInstances', paths, firstLevelOnly: !deep } as const;
    const { results } = await this.request(request, signal, (part) => this.#model.take(part, Date.now()));
    for (const { requestedPath, error, instances } of results) {
      if (!paths.includes(requestedPath) || (error && !isGone(error.code))) continue;
      if (error && !this.#model.supported.isTable(requestedPath)) this.#model.remove(requestedPath);
      else this.#takeRows(requestedPath, instances);
    }
    return results;
  }

  /** A Get whose values go into the model as they come. @throws UspError */
  async get(
    paths: readonly string[],
    maxDepth: number,
    signal?: AbortSignal,
    state?: string,
    onPart?: (part: Extract<UspAnswer, { kind: 'Get' }>) => void,
  ): Promise<Extract<UspAnswer, { kind: 'Get' }>> {
    let values = 0;
    return this.request({ kind: 'Get', paths, maxDepth }, signal, (part) => {
      if (part.kind !== 'Get') return;
      this.#model.take(part, Date.now());
      onPart?.(part);
      for (const result of part.results) for (const object of result.objects) values += object.params.length;
      if (state !== undefined) this.#set(state, { loading: true, values });
    });
  }

  /** Any request to this device. @throws UspError */
  request<R extends UspRequest>(request: R, signal?: AbortSignal, onPart?: (part: UspAnswer) => void) {
    return this.#client.request(this.#device, request, {
      ...(signal ? { signal } : {}),
      ...(onPart ? { onPart } : {}),
    });
  }

  async #rows(path: string, signal: AbortSignal): Promise<void> {
    const answer = await this.request({ kind: 'GetInstances', paths: [path], firstLevelOnly: true }, signal);
    if (answer.results.length === 0) throw leftOut(path);
    const failed = answer.results.find((result) => result.error)?.error;
    if (failed && !isGone(failed.code))
      throw refusal(`The device refused to read ${path}`, failed.code, failed.message);
    this.#model.take(answer, Date.now());
    const rows = answer.results.flatMap((result) => result.instances.map((instance) => instance.path));
    this.#model.setRows(path, rows, Date.now());
  }

  /** Takes the rows of a table, and of the tables in it that came along. */
  #takeRows(path: string, instances: readonly Instance[]): void {
    const tables = new Map<string, string[]>([[path, []]]);
    for (const instance of instances) {
      const table = parentPath(instance.path);
      const rows = tables.get(table);
      if (rows) rows.push(instance.path);
      else tables.set(table, [instance.path]);
    }
    for (const [table, rows] of tables) this.#model.setRows(table, rows, Date.now());
  }

  #once(key: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = this.#running.get(key);
    if (running) return running.done;
    const abort = new AbortController();
    this.#set(key, { loading: true, values: 0 });
    const done = work(abort.signal)
      .then(() => this.#set(key, idle))
      .catch((thrown: unknown) => {
        const error = asUspError(thrown);
        this.#set(key, { loading: false, values: 0, error });
      })
      .finally(() => this.#running.delete(key));
    this.#running.set(key, { abort, done });
    return done;
  }

  #set(key: string, state: LoadState): void {
    if (state === idle) this.#states.delete(key);
    else this.#states.set(key, state);
    this.#signals.bump(key);
  }
}
