/** One file that a log is written to: how far it is, what was left out of it, and how it ended. */
import type { AskedName } from '../../wire/capture/redactor.ts';
import type { ExportOptions, ExportProgress } from '../../wire/capture/export.ts';
import type { RedactedValue } from '../../wire/capture/format.ts';
import type { LogExportHandle } from '../../worker/client.ts';
import { asUspError } from '../as-usp-error.ts';
import { secretBy, type ValueJudge } from '../log/record-secrets.ts';
import type { UspError } from '../../usp/error.ts';
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

export class ExportRun {
  readonly name: string;
  readonly options: ExportOptions;
  /** What is written is on the disk already. */
  readonly grows: boolean;
  state: RunState = $state('writing');
  bytes = $state(0);
  progress: ExportProgress = $state.raw({ entries: 0, missing: 0, looked: 0, of: 0, macs: 0 });
  redacted: readonly RedactedValue[] = $state.raw([]);
  error: UspError | undefined = $state.raw();
  readonly #source: ExportSource;
  readonly #target: FileTarget;
  readonly #handle: LogExportHandle;
  #stopped = false;
  /** Something has come, or the file is to end. */
  #wake: () => void = () => undefined;

  constructor(source: ExportSource, options: ExportOptions, target: FileTarget) {
    this.#source = source;
    this.#target = target;
    this.#handle = source.exportLog(options);
    this.name = target.name;
    this.options = options;
    this.grows = target.grows;
  }

  get open(): boolean {
    return this.state === 'writing' || this.state === 'following' || this.state === 'ending';
  }

  /** Writes until the end. Never rejects: see `state` and `error`. */
  async run(): Promise<void> {
    const stopListening = this.#source.listen({ added: () => this.#wake(), left: () => undefined });
    try {
      await this.#write();
      if (this.#stopped) await this.#target.abandon();
      else await this.#target.close();
      this.state = this.#stopped ? 'stopped' : 'done';
    } catch (cause) {
      this.error = asUspError(cause);
      this.state = 'failed';
      await this.#target.abandon().catch(() => undefined); // what is wrong with it is said already
    } finally {
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

  async #write(): Promise<void> {
    let verdicts: readonly boolean[] = [];
    for (;;) {
      let woken = false;
      const news = new Promise<void>((resolve) => {
        this.#wake = () => {
          woken = true;
          resolve();
        };
      });
      const slice = await this.#handle.next(verdicts);
      if (this.#stopped) return;
      if (slice.type === 'ask') {
        verdicts = slice.names.map((name) => this.#judge(name));
        continue;
      }
      verdicts = [];
      if (slice.bytes.length > 0) await this.#target.write(slice.bytes);
      this.bytes += slice.bytes.length;
      this.progress = slice.progress;
      if (slice.redacted) this.redacted = slice.redacted;
      if (slice.state === 'done') return;
      if (slice.state !== 'waiting' || woken) continue;
      if (this.state === 'writing') this.state = 'following';
      await this.#waitFor(news);
    }
  }

  /** Waits for something to write, and makes safe what is written meanwhile. */
  async #waitFor(news: Promise<void>): Promise<void> {
    const { due } = this.#target;
    if (due === undefined) return news;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const time = new Promise<'due'>((resolve) => (timer = setTimeout(() => resolve('due'), due)));
    const what = await Promise.race([news, time]);
    clearTimeout(timer);
    if (what === 'due') await this.#target.settle();
    if (what === 'due') await news;
  }

  #judge(name: AskedName): boolean {
    return secretBy(this.#source.judgeOf(name.device))(name);
  }
}
