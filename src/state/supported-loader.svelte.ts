/** Loads the supported data model: whole at once where the Agent can, else level by level. */
import type { UspError } from '../usp/error.ts';
import type { DeviceModel } from '../model/device-model.ts';
import { asUspError } from './as-usp-error.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import { refusal } from './refusal.ts';

/** `parts`: the Agent could not give it whole and is asked level by level. */
export type SupportedPhase = 'idle' | 'whole' | 'parts' | 'done' | 'stopped' | 'failed';

/** Paths in one request while asking level by level. */
const batch = 8;

const asked = { returnParams: true, returnCommands: true, returnEvents: true, returnUniqueKeySets: true } as const;

export class SupportedLoader {
  phase: SupportedPhase = $state('idle');
  objects = $state(0);
  error: UspError | undefined = $state.raw();
  /** Objects that the Agent refused to describe, with its words. */
  refused: ReadonlyMap<string, UspError> = $state.raw(new Map());
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #onDone: () => void;
  #abort: AbortController | undefined;

  /** @param onDone called each time that all of it was read. */
  constructor(loader: DeviceLoader, model: DeviceModel, onDone: () => void = () => {}) {
    this.#loader = loader;
    this.#model = model;
    this.#onDone = onDone;
  }

  get loading(): boolean {
    return this.phase === 'whole' || this.phase === 'parts';
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** Loads all of it, once; again with `fresh`. Never rejects: see `phase` and `error`. */
  async load(fresh = false): Promise<void> {
    if (this.loading || (this.phase === 'done' && !fresh)) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.error = undefined;
    this.refused = new Map();
    this.phase = 'whole';
    this.#model.supported.doubtAll();
    try {
      try {
        await this.#ask(['Device.'], false, abort.signal);
      } catch (thrown) {
        if (!worthSmaller(thrown)) throw thrown;
        this.phase = 'parts';
        await this.#walk(abort.signal);
      }
      this.#model.dropDoubted();
      this.phase = 'done';
      this.#onDone();
    } catch (thrown) {
      const error = asUspError(thrown);
      this.error = error;
      this.phase = error.reason === 'cancelled' ? 'stopped' : 'failed';
    }
  }

  /** Level by level: each object that came along as a child is asked for its own children. */
  async #walk(signal: AbortSignal): Promise<void> {
    const done = new Set<string>();
    let open = ['Device.'];
    await this.#level(open, done, signal, true);
    for (open = this.#unasked(done); open.length > 0; open = this.#unasked(done)) {
      for (let at = 0; at < open.length; at += batch) {
        await this.#level(open.slice(at, at + batch), done, signal, false);
      }
    }
  }

  async #level(paths: readonly string[], done: Set<string>, signal: AbortSignal, root: boolean): Promise<void> {
    for (const path of paths) done.add(path);
    try {
      await this.#ask(paths, true, signal);
    } catch (thrown) {
      if (root || !worthSmaller(thrown)) throw thrown;
      if (paths.length > 1) for (const path of paths) await this.#level([path], done, signal, false);
      else this.refused = new Map([...this.refused, [paths[0] ?? '', asUspError(thrown)]]);
    }
  }

  #unasked(done: ReadonlySet<string>): string[] {
    const { supported } = this.#model;
    return [...supported.nodes()]
      .map(({ path }) => path)
      .filter((path) => !done.has(path) && !supported.isDoubted(path));
  }

  async #ask(paths: readonly string[], firstLevelOnly: boolean, signal: AbortSignal): Promise<void> {
    const answer = await this.#loader.request(
      { kind: 'GetSupportedDM', paths, firstLevelOnly, ...asked },
      signal,
      (part) => {
        this.#model.take(part, Date.now());
        this.objects = this.#model.supported.size;
      },
    );
    const failed = answer.results.find((result) => result.error && result.objects.length === 0);
    if (!failed?.error) return;
    const what = `The device did not say what it supports below ${failed.requestedPath}`;
    throw refusal(what, failed.error.code, failed.error.message);
  }
}

/** Would a smaller question help? Not when there is no way to the device or the person stopped it. */
function worthSmaller(thrown: unknown): boolean {
  const { reason } = asUspError(thrown);
  return reason === 'remote-error' || reason === 'timeout' || reason === 'malformed-answer';
}
