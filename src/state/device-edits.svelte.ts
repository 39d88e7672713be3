/** Changes that wait to be sent: staged, reviewed, sent as one Set, reverted. They outlive a reload and a lost way. */
import { SvelteMap } from 'svelte/reactivity';
import type { UspError } from '../usp/error.ts';
import type { ObjectSettings } from '../usp/message/request-types.ts';
import type { DeviceModel } from '../model/device-model.ts';
import { splitMember } from '../model/path-parts.ts';
import { sortSetResults } from '../model/set-outcome.ts';
import { asUspError } from './as-usp-error.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import type { DeviceSecrets } from './device-secrets.ts';
import { refusal } from './refusal.ts';
import { readStored, writeStored } from './stored.ts';

export interface StagedChange {
  readonly path: string;
  /** The value when it was staged; undefined where it can not be read. */
  readonly before: string | undefined;
  readonly value: string;
  /** Why the device refused it at the last try. */
  readonly error?: UspError;
}

/** A Set that was taken, for as long as it can be taken back. */
export interface SentChange {
  readonly time: number;
  readonly changes: readonly StagedChange[];
}

export class DeviceEdits {
  readonly staged = new SvelteMap<string, StagedChange>();
  sent: readonly SentChange[] = $state.raw([]);
  sending = $state(false);
  error: UspError | undefined = $state.raw();
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #secrets: DeviceSecrets;
  readonly #key: string;

  constructor(loader: DeviceLoader, model: DeviceModel, secrets: DeviceSecrets, device: string) {
    this.#loader = loader;
    this.#model = model;
    this.#secrets = secrets;
    this.#key = `edits:${device}`;
    for (const change of readChanges(readStored(this.#key))) this.staged.set(change.path, change);
  }

  /** Puts a new value beside the present one. The same value again takes the change back. */
  stage(path: string, value: string): void {
    const before = this.staged.get(path)?.before ?? this.#model.text(path);
    if (before === value) this.staged.delete(path);
    else this.staged.set(path, { path, before, value });
    this.#keep();
  }

  drop(path: string): void {
    this.staged.delete(path);
    this.#keep();
  }

  clear(): void {
    this.staged.clear();
    this.error = undefined;
    this.#keep();
  }

  /**
   * Sends what is staged as one Set. What was taken leaves the tray, what was refused stays in it with the reason.
   * @param allowPartial true: each parameter for itself; false: all or nothing.
   */
  async send(allowPartial: boolean, paths: readonly string[] = [...this.staged.keys()]): Promise<void> {
    const changes = paths.flatMap((path) => this.staged.get(path) ?? []);
    if (changes.length === 0 || this.sending) return;
    this.sending = true;
    this.error = undefined;
    try {
      const asked = new Map(changes.map((change) => [change.path, change.value]));
      const answer = await this.#loader.request({
        kind: 'Set',
        allowPartial,
        objects: byObject(changes, !allowPartial),
      });
      const { done, failed } = sortSetResults(answer.results, asked);
      const now = Date.now();
      for (const [path, value] of done) this.#model.setValue(path, value, now);
      for (const { path } of changes) {
        const why = failed.get(path);
        if (why) this.#fail(path, refusal('Refused', why.code, why.message));
        else this.staged.delete(path);
      }
      const taken = changes.filter((change) => !failed.has(change.path));
      if (taken.length > 0) this.sent = [{ time: now, changes: taken }, ...this.sent].slice(0, 50);
    } catch (thrown) {
      this.error = asUspError(thrown);
      for (const { path, code, message } of this.error.params) {
        const staged = changes.find((change) => change.path === path || change.path.endsWith(`.${path}`));
        if (staged) this.#fail(staged.path, refusal('Refused', code, message));
      }
    } finally {
      this.sending = false;
      this.#keep();
    }
  }

  /** Can this Set be taken back? Not where a value from before was never known. */
  canRevert(sent: SentChange): boolean {
    return sent.changes.some((change) => change.before !== undefined);
  }

  /** Stages the values from before and sends them, all or nothing. */
  async revert(sent: SentChange): Promise<void> {
    const back = sent.changes.filter((change) => change.before !== undefined);
    for (const change of back) {
      const now = this.#model.text(change.path);
      this.staged.set(change.path, { path: change.path, before: now ?? change.value, value: change.before ?? '' });
    }
    await this.send(
      false,
      back.map((change) => change.path),
    );
    if (!this.error) this.sent = this.sent.filter((other) => other !== sent);
  }

  #fail(path: string, error: UspError): void {
    const change = this.staged.get(path);
    if (change) this.staged.set(path, { ...change, error });
  }

  /** Secrets are not written anywhere: their drafts end with the page. */
  #keep(): void {
    const kept = [...this.staged.values()]
      .filter(({ path }) => !this.#secrets.param(path))
      .map(({ path, before, value }) => ({ path, value, ...(before === undefined ? {} : { before }) }));
    writeStored(this.#key, kept.length > 0 ? kept : undefined);
  }
}

function byObject(changes: readonly StagedChange[], required: boolean): ObjectSettings[] {
  const objects = new Map<string, { param: string; value: string; required: boolean }[]>();
  for (const { path, value } of changes) {
    const { object, name } = splitMember(path);
    const params = objects.get(object) ?? [];
    params.push({ param: name, value, required });
    objects.set(object, params);
  }
  return [...objects].map(([path, params]) => ({ path, params }));
}

function readChanges(stored: unknown): StagedChange[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { path, value, before } = item as { path?: unknown; value?: unknown; before?: unknown };
    if (typeof path !== 'string' || typeof value !== 'string') return [];
    return [{ path, value, before: typeof before === 'string' ? before : undefined }];
  });
}
