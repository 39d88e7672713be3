/**
 * One file that a log is written to: how far it is, what was left out of it, and how it ended. A recording outlives the
 * worker that has the log: the next one goes on in the same file. What was written stays, whatever goes wrong.
 */
import type { AskedName } from '../../wire/capture/redactor.ts';
import type { ExportOptions, ExportProgress } from '../../wire/capture/export.ts';
import type { CaptureEnd, RedactedValue } from '../../wire/capture/format.ts';
import type { LogExportHandle } from '../../worker/client.ts';
import { asUspError } from '../as-usp-error.ts';
import { secretBy, type ValueJudge } from '../log/record-secrets.ts';
import { UspError } from '../../usp/error.ts';
import type { FileTarget } from './file-target.ts';

/** What of a log it needs. */
export interface ExportSource {
  exportLog(options: ExportOptions): LogExportHandle;
  /** Who says which values of a device are secrets. */
  judgeOf(device: string | undefined): ValueJudge;
  /** Hears of new entries. */
  listen(listener: { added(): void; left(): void }): () => void;
}

export type RunState = 'writing' | 'following' | 'ending' | 'done' | 'stopped' | 'failed';

/** What is in the file for good. */
export interface SavedPart {
  readonly entries: number;
  readonly bytes: number;
  /** The entry that comes behind it. */
  readonly next: number;
}

/** Workers in a row that were lost before they gave anything: it lies in the log itself. */
const mostLost = 3;

export class ExportRun {
  readonly name: string;
  readonly options: ExportOptions;
  /** What is written is on the disk already. */
  readonly grows: boolean;
  state: RunState = $state('writing');
  bytes = $state(0);
  progress: ExportProgress = $state.raw({ entries: 0, missing: 0, looked: 0, of: 0, macs: 0, at: 0 });
  redacted: readonly RedactedValue[] = $state.raw([]);
  error: UspError | undefined = $state.raw();
  saved: SavedPart = $state.raw({ entries: 0, bytes: 0, next: 0 });
  /** How often the worker that has the log was another one. */
  restarts = $state(0);
  /** A recording that ended early was taken up in another file. */
  takenUp = $state(false);
  readonly #source: ExportSource;
  readonly #target: FileTarget;
  readonly #redacted = new Map<string, RedactedValue>();
  #handle: LogExportHandle;
  #stopped = false;
  /** Lost in a row, without a slice between. */
  #lost = 0;
  /** Something has come, or the file is to end. */
  #wake: () => void = () => undefined;

  constructor(source: ExportSource, options: ExportOptions, target: FileTarget) {
    this.#source = source;
    this.#target = target;
    this.#handle = source.exportLog(options);
    this.name = target.name;
    this.options = options;
    this.grows = target.grows;
    this.progress = { ...this.progress, at: options.from };
    this.saved = { ...this.saved, next: options.from };
  }

  get open(): boolean {
    return this.state === 'writing' || this.state === 'following' || this.state === 'ending';
  }

  /** Ended early, where more could be recorded: in another file. */
  get canGoOn(): boolean {
    return this.state === 'failed' && this.options.follow && !this.takenUp;
  }

  /** Writes until the end. Never rejects: see `state` and `error`. */
  async run(): Promise<void> {
    const stopListening = this.#source.listen({ added: () => this.#wake(), left: () => undefined });
    try {
      while (!(await this.#write())) await this.#goOn();
      if (this.#stopped) await this.#target.abandon();
      else await this.#target.close();
      this.#isSaved();
      this.state = this.#stopped ? 'stopped' : 'done';
    } catch (cause) {
      this.error = wordsOf(asUspError(cause));
      // What can't be made safe any more is not counted as saved.
      await this.#target.rescue().then(
        () => this.#isSaved(),
        () => undefined,
      );
      this.state = 'failed';
    } finally {
      this.redacted = [...this.#redacted.values()];
      stopListening();
      this.#handle.stop();
    }
  }

  /** Ends a file that goes on with what comes; any other is left where it is. */
  stop(): void {
    if (!this.open) return;
    if (this.options.follow) {
      this.state = 'ending';
      this.#handle.end();
    } else {
      this.#stopped = true;
    }
    this.#wake();
  }

  /** @returns false where the worker was lost and another may go on */
  async #write(): Promise<boolean> {
    let verdicts: readonly boolean[] = [];
    for (;;) {
      let woken = false;
      const news = new Promise<void>((resolve) => {
        this.#wake = () => {
          woken = true;
          resolve();
        };
      });
      const slice = await this.#handle.next(verdicts).catch((error: unknown) => this.#missed(error));
      if (this.#stopped) return true;
      if (!slice) return false;
      this.#lost = 0;
      if (slice.type === 'ask') {
        verdicts = slice.names.map((name) => this.#judge(name));
        continue;
      }
      verdicts = [];
      if (slice.bytes.length > 0) await this.#target.write(slice.bytes);
      this.bytes += slice.bytes.length;
      this.progress = slice.progress;
      for (const one of slice.redacted) this.#redacted.set(`${one.of} ${one.path}`, one);
      if (slice.state === 'done') return true;
      if (this.#target.due === 0) await this.#settle();
      if (slice.state !== 'waiting' || woken) continue;
      if (this.state === 'writing') this.state = 'following';
      await this.#waitFor(news);
    }
  }

  /** A recording has a future without the worker; a log that was to be written as it is has none. */
  #missed(error: unknown): undefined {
    const lost = asUspError(error).reason === 'worker-lost';
    if (!lost || !this.options.follow || ++this.#lost > mostLost) throw error;
  }

  /** Takes it up with the worker that came after. */
  async #goOn(): Promise<void> {
    await this.#settle();
    const { entries, missing, macs, at } = this.progress;
    const after: CaptureEnd = { entries, missing, macs, redacted: [...this.#redacted.values()] };
    const options = { ...this.options, from: at, follow: this.state !== 'ending' };
    // With nothing written there is no head to go on behind.
    this.#handle = this.#source.exportLog(this.bytes > 0 ? { ...options, after } : options);
    this.restarts++;
  }

  /** Waits for something to write, and makes safe what is written meanwhile. */
  async #waitFor(news: Promise<void>): Promise<void> {
    const { due } = this.#target;
    if (due === undefined) return news;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const time = new Promise<'due'>((resolve) => (timer = setTimeout(() => resolve('due'), due)));
    const what = await Promise.race([news, time]);
    clearTimeout(timer);
    if (what === 'due') await this.#settle();
    if (what === 'due') await news;
  }

  async #settle(): Promise<void> {
    await this.#target.settle();
    if (this.grows) this.#isSaved();
  }

  #isSaved(): void {
    const { entries, at } = this.progress;
    this.saved = { entries, bytes: this.bytes, next: at };
  }

  #judge(name: AskedName): boolean {
    return secretBy(this.#source.judgeOf(name.device))(name);
  }
}

/** What a lost worker means for a file, which is not what it means for a request. */
function wordsOf(error: UspError): UspError {
  if (error.reason !== 'worker-lost') return error;
  return new UspError({
    origin: 'local',
    reason: 'worker-lost',
    message: 'The part of the page that holds the log stopped, and what was left to write went with it.',
    advice: 'What is in the file is whole up to there. Save the log again for what came since.',
    cause: error,
  });
}
