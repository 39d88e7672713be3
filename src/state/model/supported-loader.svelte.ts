/** Loads the supported data model: whole at once where the Agent can, else in parts, level by level. */
import type { UspError } from '../../usp/error.ts';
import type { AnswerOf } from '../../usp/message/answer-types.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import { ancestorPaths, toSupportedPath } from '../../model/path-parts.ts';
import { supportedPathOf } from '../../model/supported-model.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import { PartWalk, type Part, type PartAnswer, type PartPlan } from './part-walk.svelte.ts';
import { refusal } from '../refusal.ts';

/** `parts`: the Agent could not give it whole and is asked level by level. */
export type SupportedPhase = 'idle' | 'whole' | 'parts' | 'done' | 'stopped' | 'failed';

const root = 'Device.';
const asked = { returnParams: true, returnCommands: true, returnEvents: true, returnUniqueKeySets: true } as const;

export class SupportedLoader {
  /** Objects that the device has described so far. */
  objects = $state(0);
  readonly walk = new PartWalk();
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #onDone: () => void;

  /** @param onDone called each time that all of it was read. */
  constructor(loader: DeviceLoader, model: DeviceModel, onDone: () => void = () => {}) {
    this.#loader = loader;
    this.#model = model;
    this.#onDone = onDone;
  }

  get phase(): SupportedPhase {
    const { phase, inParts } = this.walk;
    if (phase === 'running') return inParts ? 'parts' : 'whole';
    // A device that refuses even the first question has said nothing.
    return phase === 'done' && this.walk.refused.has(root) && this.objects === 0 ? 'failed' : phase;
  }

  get error(): UspError | undefined {
    return this.walk.error ?? (this.phase === 'failed' ? this.walk.refused.get(root) : undefined);
  }

  get loading(): boolean {
    return this.walk.phase === 'running';
  }

  stop(): void {
    this.walk.stop();
  }

  /** Loads all of it, once; again with `fresh`. Never rejects: see `phase` and `error`. */
  async load(fresh = false): Promise<void> {
    if (this.loading || (this.phase === 'done' && !fresh)) return;
    this.objects = 0;
    this.#model.supported.doubtAll();
    await this.walk.start(this.#plan, [{ path: root, deep: true }]);
    this.#end();
  }

  /** Goes on where it was stopped or failed. */
  async goOn(): Promise<void> {
    if (!this.walk.unfinished) return;
    await this.walk.goOn();
    this.#end();
  }

  /** Reactive: why the device did not describe an object, or one that it lies in. */
  refusedAt(path: string): UspError | undefined {
    const { refused } = this.walk;
    if (refused.size === 0) return undefined;
    const supported = toSupportedPath(path);
    for (const at of [supported, `${supported}{i}.`, ...ancestorPaths(supported).reverse()]) {
      const error = at === root ? undefined : refused.get(at);
      if (error) return error;
    }
    return undefined;
  }

  readonly #plan: PartPlan = {
    atOnce: 8,
    ask: (parts, signal) => this.#ask(parts, signal),
    smaller: ({ path, deep }) => (deep ? [{ path, deep: false }] : []),
  };

  #end(): void {
    if (this.phase !== 'done') return;
    // What the device did not refuse in so many words may well be there: what was known of it stays.
    const unheard = [...this.walk.refused].filter(([, { reason }]) => reason !== 'remote-error').map(([path]) => path);
    this.#model.dropDoubted((path) => unheard.some((above) => path.startsWith(above)));
    this.#onDone();
  }

  async #ask(parts: readonly Part[], signal: AbortSignal): Promise<PartAnswer> {
    const deep = parts.some((part) => part.deep);
    const { supported } = this.#model;
    const answer = await this.#loader.request(
      { kind: 'GetSupportedDM', paths: parts.map(({ path }) => path), firstLevelOnly: !deep, ...asked },
      signal,
      (part) => {
        this.#model.take(part, Date.now());
        this.objects = supported.confirmed;
      },
    );
    const refused = answer.results.flatMap(({ requestedPath, error, objects }) =>
      error && objects.length === 0 ? [[requestedPath, refusalOf(requestedPath, error)] as const] : [],
    );
    const only = refused[0]?.[1];
    if (deep && only) throw only;
    const next = deep ? [...supported.undescribed()] : objectPaths(answer);
    return {
      // What the model did not take in, as there is too much of it or too deep, is not followed.
      next: next.filter((path) => supported.node(path)).map((path) => ({ path, deep: false })),
      refused,
      // Whatever exists describes at least itself.
      missing: missingOf(
        parts,
        answer.results.filter(({ error, objects }) => error ?? objects.length > 0),
      ),
    };
  }
}

/** Parts that have no result in an answer. What one request asks for alone is answered by whatever came. */
export function missingOf(parts: readonly Part[], results: readonly { readonly requestedPath: string }[]): Part[] {
  if (parts.length === 1 && results.length > 0) return [];
  const answered = new Set(results.map(({ requestedPath }) => requestedPath));
  return parts.filter(({ path }) => !answered.has(path));
}

function objectPaths(answer: AnswerOf<'GetSupportedDM'>): string[] {
  return answer.results.flatMap(({ objects }) => objects.map(supportedPathOf));
}

function refusalOf(path: string, { code, message }: { readonly code: number; readonly message: string }): UspError {
  return refusal(`The device did not say what it supports below ${path}`, code, message);
}
