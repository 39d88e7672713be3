/** Changes that wait to be sent: staged, reviewed, sent as one Set, reverted. They outlive a reload and a lost way. */
import { SvelteMap } from 'svelte/reactivity';
import type { UspError } from '../../usp/error.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import { planSet, type SetManner } from '../../model/edit-plan.ts';
import { ancestorPaths } from '../../model/path-parts.ts';
import { sortSetError, sortSetResults, type SetOutcome } from '../../model/set-outcome.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceLoader } from '../model/device-loader.svelte.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { refusal } from '../refusal.ts';
import { TabKept, type Snapshot, type Unkept } from '../storage/tab-kept.svelte.ts';

export interface StagedChange {
  readonly path: string;
  /** The value when it was staged; undefined where it can not be read. */
  readonly before: string | undefined;
  readonly value: string;
  /** Where this one is refused, its object is not changed. Counts where each is decided for itself. */
  readonly required: boolean;
  /** Why the device refused it at the last try. */
  readonly error?: UspError;
  /** It was not complained of at the last try, but not changed either: another one was refused. */
  readonly held?: boolean;
}

/** A Set that was taken, for as long as it can be taken back. */
export interface SentChange {
  readonly time: number;
  readonly changes: readonly StagedChange[];
}

/** What the last try came to. */
export interface SendResult {
  readonly taken: number;
  readonly refused: number;
  readonly held: number;
}

/** Sets that can be taken back at most. */
const sentBound = 50;

export class DeviceEdits {
  readonly staged = new SvelteMap<string, StagedChange>();
  sent: readonly SentChange[] = $state.raw([]);
  sending = $state(false);
  error: UspError | undefined = $state.raw();
  result: SendResult | undefined = $state.raw();
  /** Changes by every object and table that they lie in. */
  readonly #counts = $derived.by(() => {
    const counts = new Map<string, number>();
    for (const path of this.staged.keys()) {
      for (const above of ancestorPaths(path)) counts.set(above, (counts.get(above) ?? 0) + 1);
    }
    return counts;
  });
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #secrets: DeviceSecrets;
  readonly #kept: TabKept;

  constructor(loader: DeviceLoader, model: DeviceModel, secrets: DeviceSecrets, device: string) {
    this.#loader = loader;
    this.#model = model;
    this.#secrets = secrets;
    this.#kept = new TabKept(
      `edits:${device}`,
      (stored) => this.#restore(stored),
      () => this.#snapshot(),
    );
  }

  /** Reactive: why a reload would lose what is staged; undefined: it would not. */
  get unkept(): Unkept | undefined {
    return this.#kept.unkept;
  }

  /** Resolves when all that an earlier page left is there. */
  get restored(): Promise<void> {
    return this.#kept.restored;
  }

  /** Reactive: how many changes wait in an object or table, all that lies below it among them. */
  countWithin(path: string): number {
    return this.#counts.get(path) ?? 0;
  }

  /** Puts a new value beside the present one. The same value again takes the change back. */
  stage(path: string, value: string): void {
    this.stageAll([path], value);
  }

  /** The same value for several parameters. */
  stageAll(paths: readonly string[], value: string): void {
    for (const path of paths) {
      const known = this.staged.get(path);
      const before = known ? known.before : this.#readable(path);
      if (before === value) this.staged.delete(path);
      else this.staged.set(path, { path, before, value, required: known?.required ?? true });
    }
    this.#kept.keep();
  }

  /** Says of one change whether its object may be changed without it. */
  setRequired(path: string, required: boolean): void {
    const change = this.staged.get(path);
    if (change) this.staged.set(path, { ...change, required });
    this.#kept.keep();
  }

  drop(path: string): void {
    this.staged.delete(path);
    this.#kept.keep();
  }

  clear(): void {
    this.staged.clear();
    this.error = undefined;
    this.result = undefined;
    this.#kept.keep();
  }

  /** Forgets what the last try came to; what was refused stays staged, with its reason. */
  forgetResult(): void {
    this.error = undefined;
    this.result = undefined;
  }

  /** Sends what is staged as one Set. What was taken leaves the tray, what was refused stays in it with the reason. */
  async send(manner: SetManner, paths: readonly string[] = [...this.staged.keys()]): Promise<void> {
    const changes = paths.flatMap((path) => this.staged.get(path) ?? []);
    await this.#set(changes, manner);
  }

  /** Sends again only what was refused at the last try. */
  async retry(manner: SetManner): Promise<void> {
    const refused = [...this.staged.values()].filter(({ error }) => error);
    await this.#set(refused, manner);
  }

  /** Can this Set be taken back? Not where no value from before was ever known. */
  canRevert(sent: SentChange): boolean {
    return sent.changes.some((change) => change.before !== undefined);
  }

  /** Sends the values from before, all or nothing. What is staged besides waits on. */
  async revert(sent: SentChange): Promise<void> {
    const back = sent.changes.flatMap(({ path, before, value }) =>
      before === undefined ? [] : [{ path, before: this.#model.text(path) ?? value, value: before, required: true }],
    );
    if (await this.#set(back, { kind: 'all' })) this.sent = this.sent.filter((other) => other !== sent);
  }

  /** @returns whether all of it was taken */
  async #set(changes: readonly StagedChange[], manner: SetManner): Promise<boolean> {
    if (changes.length === 0 || this.sending) return false;
    this.sending = true;
    this.forgetResult();
    const asked = new Map(changes.map((change) => [change.path, change.value]));
    let outcome: SetOutcome;
    try {
      const answer = await this.#loader.request({ kind: 'Set', ...planSet(changes, manner) });
      outcome = sortSetResults(answer.results, asked);
    } catch (thrown) {
      this.error = asUspError(thrown);
      outcome = sortSetError(this.error.params, asked.keys());
    }
    // Without an answer nobody knows what became of it: everything waits as it was.
    if (!this.error || this.error.origin === 'remote') this.#settle(changes, outcome);
    this.sending = false;
    this.#kept.keep();
    return outcome.failed.size === 0 && outcome.held.size === 0;
  }

  #settle(changes: readonly StagedChange[], { done, failed, held }: SetOutcome): void {
    const now = Date.now();
    for (const [path, value] of done) this.#model.setValue(path, value, now);
    for (const { path, before, value, required } of changes) {
      const here = this.staged.get(path);
      const why = failed.get(path);
      // What was typed meanwhile, or waits while another value is set back, stays as it is.
      if (here && here.value !== value) continue;
      const change = { path, before, value, required };
      if (done.has(path)) this.staged.delete(path);
      else if (why) this.staged.set(path, { ...change, error: refusal('Refused', why.code, why.message) });
      else if (held.has(path)) this.staged.set(path, { ...change, held: true });
    }
    const taken = changes.filter(({ path }) => done.has(path));
    if (taken.length > 0) this.sent = [{ time: now, changes: taken }, ...this.sent].slice(0, sentBound);
    this.result = { taken: taken.length, refused: failed.size, held: held.size };
  }

  /** The present value, where it is one that could be set again: secrets read as empty. */
  #readable(path: string): string | undefined {
    const text = this.#model.text(path);
    if (this.#model.supported.param(path)?.access === 'writeOnly') return undefined;
    return text === '' && this.#secrets.param(path) ? undefined : text;
  }

  dispose(): void {
    this.#kept.dispose();
  }

  /** What is staged by now is newer. */
  #restore(stored: unknown): void {
    for (const change of readChanges(stored)) if (!this.staged.has(change.path)) this.staged.set(change.path, change);
  }

  /** Secrets are not written anywhere: their drafts end with the page. */
  #snapshot(): Snapshot | undefined {
    const value = [...this.staged.values()]
      .filter(({ path, before = '', value }) => !this.#secrets.value(path, value) && !this.#secrets.value(path, before))
      .map(({ path, before, value, required }) => ({
        path,
        value,
        required,
        ...(before === undefined ? {} : { before }),
      }));
    const characters = value.reduce(
      (sum, { path, before = '', value: text }) => sum + path.length + before.length + text.length,
      0,
    );
    return value.length > 0 ? { value, characters } : undefined;
  }
}

function readChanges(stored: unknown): StagedChange[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { path, value, before, required } = item as Partial<Record<keyof StagedChange, unknown>>;
    if (typeof path !== 'string' || typeof value !== 'string') return [];
    return [{ path, value, before: typeof before === 'string' ? before : undefined, required: required !== false }];
  });
}
