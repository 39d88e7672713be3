/** Commands that were run here, over reloads of the page too, and those that others run: from the form to the end. */
import type { Notification, OperateOutcome, OperateResult } from '../../usp/message/answer-types.ts';
import type { NameValue } from '../../usp/message/request-types.ts';
import type { OperationReport } from '../../worker/port.ts';
import { asUspError } from '../as-usp-error.ts';
import { isOpen, keepRuns, readRuns, type CommandRun } from './command-run.ts';
import type { DeviceLoader } from '../model/device-loader.svelte.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import type { DeviceSubscriptions } from '../notifications/device-subscriptions.svelte.ts';
import { samePath } from '../notifications/own-controller.ts';
import { refusal } from '../refusal.ts';
import { RequestTable, type RequestRow } from './request-table.svelte.ts';

export type { CommandRun, RunState } from './command-run.ts';

type Complete = Extract<Notification, { kind: 'OperationComplete' }>;

export interface RunOptions {
  /** Whether the device runs it on its own. */
  readonly async: boolean;
  /** False: no Response is asked for (send_resp). */
  readonly sendResp?: boolean;
  /** False: no Subscription is made to be told of its end. */
  readonly listen?: boolean;
}

export interface RequestsOptions {
  readonly loader: DeviceLoader;
  readonly subscriptions: DeviceSubscriptions;
  readonly secrets: DeviceSecrets;
  readonly device: string;
  /** Can requests reach it now? */
  readonly reachable: () => boolean;
}

const keep = 200;

/** Milliseconds between two looks at the Requests of the device. */
const pauses = { shown: 3_000, untold: 5_000, told: 15_000 };

/** Looks in which a run is missing before it counts as ended: its OperationComplete may be on its way. */
const looksBeforeEnd = 2;

/** Status of a Request that is over. */
const endStates = new Set(['Success', 'Error', 'Canceled']);

export class DeviceRequests {
  /** Newest first. */
  runs: readonly CommandRun[] = $state.raw([]);
  readonly table: RequestTable;
  readonly #loader: DeviceLoader;
  readonly #subscriptions: DeviceSubscriptions;
  readonly #secrets: DeviceSecrets;
  readonly #reachable: () => boolean;
  readonly #storeKey: string;
  readonly #aborts = new Map<string, AbortController>();
  /** What is held for runs, by command_key. */
  readonly #holding = new Map<string, { readonly reference: string; readonly answer: Promise<boolean> }>();
  readonly #missed = new Map<string, number>();
  #followers = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor({ loader, subscriptions, secrets, device, reachable }: RequestsOptions) {
    this.#loader = loader;
    this.#subscriptions = subscriptions;
    this.#secrets = secrets;
    this.#reachable = reachable;
    this.#storeKey = `runs:${device}`;
    this.table = new RequestTable(loader);
    this.runs = readRuns(this.#storeKey).map(afterReload);
  }

  get running(): number {
    return this.runs.filter((run) => isOpen(run)).length;
  }

  /** Requests of the device that are no run of ours: of other Controllers, and from before. */
  get others(): readonly RequestRow[] {
    return (this.table.rows ?? []).filter((row) => !this.runs.some((run) => isRowOf(row, run)));
  }

  find(key: string): CommandRun | undefined {
    return this.runs.find((run) => run.key === key);
  }

  /** The run that an OperationComplete is the end of. */
  runOf(complete: Complete): CommandRun | undefined {
    return this.#match(complete.objPath + complete.commandName, complete.commandKey);
  }

  /** Runs of one command, newest first. */
  of(command: string): readonly CommandRun[] {
    return this.runs.filter((run) => run.command === command || run.asked === command);
  }

  /** Runs a command. Returns its key at once; how it goes is in `runs`. */
  run(command: string, args: readonly NameValue[], options: RunOptions): string {
    const key = `console-${crypto.randomUUID()}`;
    const { async, listen = async } = options;
    this.#put({ key, commandKey: key, command, args, async, listen, state: 'sending', startedAt: Date.now() });
    void this.#operate(key, command, args, options);
    return key;
  }

  /** Stops waiting for the answer, or asks the Agent to stop a command that runs. */
  async cancel(key: string): Promise<void> {
    const run = this.find(key);
    if (run?.state === 'sending') this.#aborts.get(key)?.abort();
    if (run?.state !== 'running') return;
    const note = await this.#stop(key, run.requestPath);
    if (isOpen(this.find(key))) this.#change(key, { note });
  }

  clearEnded(): void {
    this.runs = this.runs.filter(isOpen);
    this.#kept();
  }

  /** Forgets all of them; what runs on the device goes on. */
  clear(): void {
    this.runs = [];
    this.#kept();
  }

  /**
   * Takes up again what ran before a reload or a lost way. Call it when the device can be reached, before others tidy
   * up.
   */
  resume(): void {
    for (const run of this.runs) {
      if (isOpen(run) && run.async && !run.foreign && run.listen !== false) void this.#listenAgain(run);
    }
    this.#plan();
  }

  /** Keeps `table` fresh until the returned function is called. */
  follow(): () => void {
    this.#followers++;
    void this.#look();
    return () => {
      this.#followers--;
      this.#plan();
    };
  }

  dispose(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** What the worker says of an asynchronous command. */
  handle(report: OperationReport): void {
    const known = this.#match(report.command, report.commandKey, report.requestPath);
    if (!known) {
      const key = `${report.requestPath} ${report.commandKey} ${report.startedAt}`;
      const { command, commandKey, requestPath, startedAt } = report;
      this.#put({
        key,
        commandKey,
        command,
        args: [],
        async: true,
        foreign: true,
        state: 'running',
        startedAt,
        requestPath,
      });
      if (report.state !== 'running') this.#end(key, report);
    } else if (report.state !== 'running') this.#end(known.key, report);
    else if (isOpen(known)) this.#change(known.key, { state: 'running', requestPath: report.requestPath });
  }

  /** An OperationComplete, also of a run that the worker knows nothing of: it began before a reload. */
  complete(complete: Complete): void {
    const run = this.runOf(complete);
    if (run) this.#take(run.key, complete.outcome);
  }

  /** The device has started anew: what ran on it runs no more. */
  lose(): void {
    for (const run of this.runs) {
      if (run.state === 'running')
        this.#finish(run.key, { state: 'lost', note: 'The device started anew before it ended.' });
    }
  }

  async #operate(key: string, command: string, args: readonly NameValue[], options: RunOptions): Promise<void> {
    const { sendResp = true } = options;
    const abort = new AbortController();
    this.#aborts.set(key, abort);
    try {
      if (this.find(key)?.listen) await this.#listen(key, { command, commandKey: key });
      const request = { kind: 'Operate', command, commandKey: key, sendResp, args } as const;
      const answer = await this.#loader.request(request, abort.signal);
      this.#answered(key, answer.results);
    } catch (thrown) {
      const error = asUspError(thrown);
      this.#finish(key, { state: error.reason === 'cancelled' ? 'cancelled' : 'failed', error });
    } finally {
      this.#aborts.delete(key);
    }
  }

  /** A search path is executed once for each command that it finds: each becomes a run. */
  #answered(key: string, results: readonly OperateResult[]): void {
    const run = this.find(key);
    const [first, ...more] = results;
    if (!run) return;
    if (!first) return this.#finish(key, { state: 'done', note: 'The path fits no command: nothing was run.' });
    const { executedCommand } = first;
    if (executedCommand && executedCommand !== run.command) {
      this.#change(key, { command: executedCommand, asked: run.command });
    }
    for (const { executedCommand: command, outcome } of more) {
      if (this.#match(command, key)?.command === command) continue;
      this.#put({ ...run, key: `${key} ${command}`, command, asked: run.command });
      this.#take(`${key} ${command}`, outcome);
    }
    this.#take(key, first.outcome);
  }

  /** Asks the Agent to stop it. @returns what came of that, in words */
  async #stop(key: string, known: string | undefined): Promise<string> {
    // Which Request it is, the answer has not told: the device's list may.
    if (known === undefined) await this.look();
    const path = known ?? this.find(key)?.requestPath;
    if (path === undefined) {
      const { error } = this.table;
      if (error) return `It could not be stopped. ${error.message} ${error.advice}`.trim();
      return 'The device lists no Request of this command, so there is nothing to stop. It may have ended already.';
    }
    const result = await this.table.cancel(path);
    return result.state === 'refused'
      ? `${result.error.message} ${result.error.advice}`.trim()
      : 'The device has taken the Cancel(). It runs until the device says that it has stopped.';
  }

  /** Without a Subscription nobody says how an asynchronous command ended. */
  async #listen(key: string, { command, commandKey, asked }: Pick<CommandRun, 'command' | 'commandKey' | 'asked'>) {
    if (this.#holding.has(commandKey)) return;
    const reference = asked ?? command;
    const answer = this.#subscriptions.hold('OperationComplete', reference);
    this.#holding.set(commandKey, { reference, answer });
    if (await answer) return this.#letGo(commandKey);
    this.#holding.delete(commandKey);
    const why = this.#subscriptions.find('OperationComplete', reference)?.error;
    if (why && why.origin !== 'remote') throw why;
    this.#change(key, {
      note: 'The device took no Subscription for the end of this command: its result may stay unknown.',
    });
  }

  async #listenAgain(run: CommandRun): Promise<void> {
    try {
      await this.#listen(run.key, run);
    } catch (thrown) {
      // It goes on all the same: the device's list of Requests is looked at until it ends.
      const { message } = asUspError(thrown);
      this.#change(run.key, { note: `${message} Until the device tells of the end, its result may stay unknown.` });
    }
  }

  /** Gives the Subscription back once no run needs it. */
  #letGo(commandKey: string): void {
    const holding = this.#holding.get(commandKey);
    if (!holding || this.runs.some((run) => run.commandKey === commandKey && isOpen(run))) return;
    this.#holding.delete(commandKey);
    const { reference, answer } = holding;
    void answer.then((held) => {
      if (held) void this.#subscriptions.release('OperationComplete', reference);
    });
  }

  #take(key: string, outcome: OperateOutcome): void {
    const run = this.find(key);
    // One that ended without a word may still be told of.
    if (!run || (!isOpen(run) && run.state !== 'ended')) return;
    switch (outcome.type) {
      case 'request':
        if (isOpen(run)) this.#change(key, { state: 'running', requestPath: outcome.requestPath });
        return this.#plan();
      case 'output':
        return this.#finish(key, { state: 'done', output: outcome.args });
      case 'failure': {
        const { code, message } = outcome.error;
        const stopped = code === 7023;
        const what = stopped ? 'The command was stopped' : 'The command failed';
        return this.#finish(key, { state: stopped ? 'cancelled' : 'failed', error: refusal(what, code, message) });
      }
      case 'unanswered':
        if (!run.async) return this.#finish(key, { state: 'done', note: 'Sent. Nobody will say how it went.' });
        this.#change(key, { state: 'running', note: 'No answer was asked for.' });
        return this.#plan();
    }
  }

  #end(key: string, { state, outcome }: OperationReport): void {
    if (outcome) this.#take(key, outcome);
    else if (!isOpen(this.find(key))) return;
    else if (state === 'lost') this.#finish(key, { state: 'lost', note: 'The device was lost before it ended.' });
    else this.#finish(key, { state: 'done' });
  }

  #match(command: string, commandKey: string, requestPath?: string): CommandRun | undefined {
    const same = this.runs.filter((run) => run.commandKey === commandKey);
    const exact = same.find((run) => run.command === command);
    if (exact) return exact;
    // The Agent may write the path in another way than it was asked.
    const [only] = same;
    if (same.length === 1 && only?.state === 'sending') return only;
    return requestPath === undefined
      ? undefined
      : this.runs.find((run) => isOpen(run) && run.requestPath !== undefined && samePath(run.requestPath, requestPath));
  }

  // ---- looking at the device --------------------------------------------------------------------------------------

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const running = this.runs.filter((run) => run.state === 'running');
    const untold = running.some((run) => !this.#holding.has(run.commandKey));
    const pause = this.#followers > 0 ? pauses.shown : untold ? pauses.untold : running.length > 0 ? pauses.told : 0;
    if (pause > 0) this.#timer = setTimeout(() => void this.#look(), pause);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#reachable() && !this.table.reading && (this.#followers === 0 || !document.hidden)) await this.look();
    this.#plan();
  }

  /** Reads the Requests of the device now, and ends the runs that are no longer among them. */
  async look(): Promise<void> {
    const asked = this.runs.filter((run) => run.state === 'running');
    if (!(await this.table.read())) return;
    for (const { key } of asked) {
      const run = this.find(key);
      if (run?.state === 'running')
        this.#compare(
          run,
          this.table.rows?.find((row) => isRowOf(row, run)),
        );
    }
  }

  #compare(run: CommandRun, row: RequestRow | undefined): void {
    if (row && (run.status !== row.status || run.requestPath !== row.path)) {
      this.#change(run.key, { status: row.status, requestPath: row.path });
    }
    const over = !row || endStates.has(row.status);
    const missed = over ? (this.#missed.get(run.key) ?? 0) + 1 : 0;
    this.#missed.set(run.key, missed);
    if (missed < looksBeforeEnd) return;
    if (row?.status === 'Error') {
      this.#finish(run.key, { state: 'failed', note: 'The device says that it failed, and did not tell why.' });
    } else if (row?.status === 'Canceled') {
      this.#finish(run.key, { state: 'cancelled', note: 'The device says that it was stopped.' });
    } else {
      this.#finish(run.key, { state: 'ended', note: 'It runs no more on the device. Its result was not told.' });
    }
  }

  #finish(key: string, end: Partial<CommandRun>): void {
    this.#missed.delete(key);
    const run = this.find(key);
    if (!run) return;
    const { note: _, ...rest } = run;
    this.#replace(key, { ...rest, ...end, endedAt: Date.now() });
    this.#letGo(run.commandKey);
  }

  #put(run: CommandRun): void {
    this.runs = [run, ...this.runs].slice(0, keep);
    this.#kept();
  }

  #change(key: string, change: Partial<CommandRun>): void {
    const run = this.find(key);
    if (run) this.#replace(key, { ...run, ...change });
  }

  #replace(key: string, next: CommandRun): void {
    this.runs = this.runs.map((run) => (run.key === key ? next : run));
    this.#kept();
  }

  #kept(): void {
    keepRuns(this.#storeKey, this.runs, this.#secrets);
  }
}

/** What was on its way when the page went: an asynchronous one is looked for on the device, the others are not to be found. */
function afterReload(run: CommandRun): CommandRun {
  if (run.state !== 'sending') return run;
  const note = 'The page was loaded anew before the answer came.';
  return run.async ? { ...run, state: 'running', note } : { ...run, state: 'ended', note, endedAt: Date.now() };
}

function isRowOf(row: RequestRow, run: CommandRun): boolean {
  if (row.commandKey !== run.commandKey) return false;
  return row.command === run.command || row.command === '' || run.requestPath === row.path;
}
