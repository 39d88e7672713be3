/** Commands that were run here, and those that others run: from the form to the readable end. */
import type { UspError } from '../usp/error.ts';
import type { OperateOutcome } from '../usp/message/answer-types.ts';
import type { NameValue } from '../usp/message/request-types.ts';
import type { OperationReport } from '../worker/port.ts';
import { asUspError } from './as-usp-error.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import { refusal } from './refusal.ts';
import type { DeviceSubscriptions } from './device-subscriptions.svelte.ts';

export type RunState = 'sending' | 'running' | 'done' | 'failed' | 'lost' | 'cancelled';

export interface CommandRun {
  /** Our own, and its command_key: unique for each run, so that two runs of one command stay apart. */
  readonly key: string;
  readonly command: string;
  readonly args: readonly NameValue[];
  readonly async: boolean;
  readonly state: RunState;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly requestPath?: string;
  readonly output?: readonly NameValue[];
  readonly error?: UspError;
  /** Something the person should know of this run. */
  readonly note?: string;
  /** Someone else started it. */
  readonly foreign?: boolean;
}

const keep = 200;

export class DeviceRequests {
  /** Newest first. */
  runs: readonly CommandRun[] = $state.raw([]);
  readonly #loader: DeviceLoader;
  readonly #subscriptions: DeviceSubscriptions;
  readonly #aborts = new Map<string, AbortController>();
  readonly #holding = new Set<string>();

  constructor(loader: DeviceLoader, subscriptions: DeviceSubscriptions) {
    this.#loader = loader;
    this.#subscriptions = subscriptions;
  }

  get running(): number {
    return this.runs.filter((run) => isOpen(run)).length;
  }

  find(key: string): CommandRun | undefined {
    return this.runs.find((run) => run.key === key);
  }

  /** Runs of one command, newest first. */
  of(command: string): readonly CommandRun[] {
    return this.runs.filter((run) => run.command === command);
  }

  /** Runs a command. Returns its key at once; how it goes is in `runs`. */
  run(command: string, args: readonly NameValue[], async: boolean): string {
    const key = `console-${crypto.randomUUID()}`;
    this.#put({ key, command, args, async, state: 'sending', startedAt: Date.now() });
    void this.#operate(key, command, args, async);
    return key;
  }

  /** Stops waiting for the answer, or asks the Agent to stop a command that runs. */
  async cancel(key: string): Promise<void> {
    const run = this.find(key);
    if (run?.state === 'sending') this.#aborts.get(key)?.abort();
    if (run?.state !== 'running' || !run.requestPath) return;
    try {
      const stop = { kind: 'Operate', command: `${withDot(run.requestPath)}Cancel()` } as const;
      const answer = await this.#loader.request(stop);
      const failed = answer.results.find((result) => result.outcome.type === 'failure');
      if (failed?.outcome.type === 'failure') {
        this.#change(key, { note: `The device would not stop it: ${failed.outcome.error.message}` });
      } else {
        this.#change(key, { note: 'Asked to stop.' });
      }
    } catch (thrown) {
      this.#change(key, { note: `It could not be asked to stop. ${asUspError(thrown).message}` });
    }
  }

  clearEnded(): void {
    this.runs = this.runs.filter(isOpen);
  }

  /** What the worker says of an asynchronous command. */
  handle(report: OperationReport): void {
    const known = this.runs.find(
      (run) =>
        run.key === report.commandKey ||
        (run.requestPath !== undefined && isOpen(run) && samePath(run.requestPath, report.requestPath)),
    );
    if (!known) {
      const key = `${report.requestPath} ${report.commandKey} ${report.startedAt}`;
      const started = { key, command: report.command, args: [], async: true, foreign: true } as const;
      this.#put({ ...started, state: 'running', startedAt: report.startedAt, requestPath: report.requestPath });
      if (report.state !== 'running') this.#end(key, report);
      return;
    }
    if (!isOpen(known)) return;
    if (report.state === 'running') this.#change(known.key, { state: 'running', requestPath: report.requestPath });
    else this.#end(known.key, report);
  }

  async #operate(key: string, command: string, args: readonly NameValue[], async: boolean): Promise<void> {
    const abort = new AbortController();
    this.#aborts.set(key, abort);
    try {
      if (async) await this.#listen(key, command);
      const request = { kind: 'Operate', command, commandKey: key, sendResp: true, args } as const;
      const answer = await this.#loader.request(request, abort.signal);
      for (const result of answer.results) this.#take(key, result.outcome);
      if (answer.results.length === 0) this.#finish(key, { state: 'done', note: 'The answer holds no result.' });
    } catch (thrown) {
      const error = asUspError(thrown);
      this.#finish(key, { state: error.reason === 'cancelled' ? 'cancelled' : 'failed', error });
    } finally {
      this.#aborts.delete(key);
    }
  }

  /** Without a Subscription nobody says how an asynchronous command ended. */
  async #listen(key: string, command: string): Promise<void> {
    if (await this.#subscriptions.hold('OperationComplete', command)) {
      this.#holding.add(key);
      return;
    }
    const why = this.#subscriptions.find('OperationComplete', command)?.error;
    if (why && why.origin !== 'remote') throw why;
    this.#change(key, {
      note: 'The device took no Subscription for the end of this command: its result may stay unknown.',
    });
  }

  #take(key: string, outcome: OperateOutcome): void {
    if (!this.find(key) || !isOpen(this.find(key))) return;
    switch (outcome.type) {
      case 'request':
        return this.#change(key, { state: 'running', requestPath: outcome.requestPath });
      case 'output':
        return this.#finish(key, { state: 'done', output: outcome.args });
      case 'failure':
        return this.#finish(key, {
          state: 'failed',
          error: refusal('The command failed', outcome.error.code, outcome.error.message),
        });
      case 'unanswered':
        return this.#finish(key, { state: 'done', note: 'Sent. Nobody will say how it went.' });
    }
  }

  #end(key: string, report: OperationReport): void {
    const { outcome } = report;
    if (outcome) this.#take(key, outcome);
    else if (report.state === 'lost')
      this.#finish(key, { state: 'lost', note: 'The device was lost before it ended.' });
    else this.#finish(key, { state: 'done' });
  }

  #finish(key: string, end: Partial<CommandRun>): void {
    this.#change(key, { ...end, endedAt: Date.now() });
    const run = this.find(key);
    if (run && this.#holding.delete(key)) void this.#subscriptions.release('OperationComplete', run.command);
  }

  #put(run: CommandRun): void {
    this.runs = [run, ...this.runs].slice(0, keep);
  }

  #change(key: string, change: Partial<CommandRun>): void {
    this.runs = this.runs.map((run) => (run.key === key ? { ...run, ...change } : run));
  }
}

function isOpen(run: CommandRun | undefined): boolean {
  return run?.state === 'sending' || run?.state === 'running';
}

function withDot(path: string): string {
  return path.endsWith('.') ? path : `${path}.`;
}

function samePath(a: string, b: string): boolean {
  return withDot(a) === withDot(b);
}
