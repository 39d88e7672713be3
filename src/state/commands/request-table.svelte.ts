/** `Device.LocalAgent.Request.`: the commands that run on a device, whoever started them. */
import { SvelteMap } from 'svelte/reactivity';
import type { UspError } from '../../usp/error.ts';
import { withDot } from '../../usp/path.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceLoader } from '../model/device-loader.svelte.ts';
import { isGone, refusal } from '../refusal.ts';

export const requestTable = 'Device.LocalAgent.Request.';

export interface RequestRow {
  readonly path: string;
  readonly originator: string;
  readonly command: string;
  readonly commandKey: string;
  readonly status: string;
  /** Milliseconds since the epoch: when this page first saw it; the device does not tell when it began. */
  readonly seenAt: number;
}

/** What became of a Cancel(). */
export type CancelState =
  { readonly state: 'asking' | 'taken' } | { readonly state: 'refused'; readonly error: UspError };

export class RequestTable {
  /** Undefined: not read yet. */
  rows: readonly RequestRow[] | undefined = $state.raw();
  error: UspError | undefined = $state.raw();
  reading = $state(false);
  /** By path of the Request. */
  readonly cancels = new SvelteMap<string, CancelState>();
  readonly #loader: DeviceLoader;

  constructor(loader: DeviceLoader) {
    this.#loader = loader;
  }

  /** Reads it; false where that failed: see `error`. */
  async read(): Promise<boolean> {
    this.reading = true;
    try {
      const answer = await this.#loader.request({ kind: 'Get', paths: [`${requestTable}*.`], maxDepth: 1 });
      const [result] = answer.results;
      // A table without rows is no failure, though some Agents say that the path matches nothing.
      const none = result?.error && isGone(result.error.code);
      if (result?.error && !none) {
        throw refusal(`The device refused to read ${requestTable}`, result.error.code, result.error.message);
      }
      this.#take(result?.objects ?? []);
      this.error = undefined;
      return true;
    } catch (thrown) {
      this.error = asUspError(thrown);
      return false;
    } finally {
      this.reading = false;
    }
  }

  /** Asks the device to end one. Never rejects: see `cancels`. */
  async cancel(path: string): Promise<CancelState> {
    const at = withDot(path);
    this.cancels.set(at, { state: 'asking' });
    const state = await this.#ask(at);
    this.cancels.set(at, state);
    return state;
  }

  async #ask(path: string): Promise<CancelState> {
    try {
      const answer = await this.#loader.request({ kind: 'Operate', command: `${path}Cancel()` });
      const outcome = answer.results.map((result) => result.outcome).find(({ type }) => type === 'failure');
      if (outcome?.type !== 'failure') return { state: 'taken' };
      return { state: 'refused', error: refusal('It was not stopped', outcome.error.code, outcome.error.message) };
    } catch (thrown) {
      return { state: 'refused', error: asUspError(thrown) };
    }
  }

  #take(objects: readonly { readonly path: string; readonly params: readonly (readonly [string, string])[] }[]): void {
    const before = new Map(this.rows?.map((row) => [row.path, row]));
    // One that the device names twice is one: by its path.
    const rows = [...new Map(objects.map((object) => [object.path, object])).values()].map(({ path, params }) => {
      const values = new Map(params);
      const row = {
        path,
        originator: values.get('Originator') ?? '',
        command: values.get('Command') ?? '',
        commandKey: values.get('CommandKey') ?? '',
        status: values.get('Status') ?? '',
      };
      const known = before.get(path);
      // The same number may by now be another run.
      const same = known?.commandKey === row.commandKey && known.command === row.command;
      return { ...row, seenAt: same ? known.seenAt : Date.now() };
    });
    this.rows = rows;
    for (const path of [...this.cancels.keys()]) if (!rows.some((row) => row.path === path)) this.cancels.delete(path);
  }
}
