/** Reads a capture as it comes from the file, and answers for the log in it as for a live one. */
import { CaptureLog } from '../wire/capture/capture-log.ts';
import type { CapturedEntry } from '../wire/capture/format.ts';
import { CaptureReader } from '../wire/capture/read-capture.ts';
import type { LogEntry } from '../wire/entry.ts';
import { LogDesk, type DeskEnvironment } from './log-desk.ts';
import type { CaptureStatus, ToWorker } from './port.ts';

/** Milliseconds of reading before everything else has its turn. */
const slice = 12;
/** Entries that cross the port in one message. */
const mostEntries = 1_000;

/** What of a file's stream is used. */
type Source = Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;

export class CaptureHost {
  readonly #env: DeskEnvironment;
  readonly #log = new CaptureLog();
  readonly #desk: LogDesk;
  readonly #reader = new CaptureReader();
  #fresh: LogEntry[] = [];
  #read = 0;
  #size = 0;
  #stopped = false;

  constructor(env: DeskEnvironment) {
    this.#env = env;
    this.#desk = new LogDesk(this.#log, env);
    env.post({ type: 'ready' });
  }

  handle(message: ToWorker): void {
    switch (message.type) {
      case 'capture-open':
        this.#size = message.file.size;
        void this.#open(message.file.stream().getReader());
        return;
      case 'capture-stop':
        this.#stopped = true;
        return;
      case 'ping':
        return this.#env.post({ type: 'pong', id: message.id });
      default:
        this.#desk.handle(message);
    }
  }

  async #open(source: Source): Promise<void> {
    try {
      const state = await this.#readAll(source);
      this.#tell(state);
    } catch (error) {
      this.#tell('failed', error instanceof Error ? error.message : String(error));
    } finally {
      await source.cancel().catch(() => undefined); // what can't be read can't be ended either
    }
  }

  async #readAll(source: Source): Promise<CaptureStatus['state']> {
    this.#tell('reading');
    for (let part = await source.read(); ; part = await source.read()) {
      const entries = part.done ? this.#reader.close() : this.#reader.push(part.value);
      this.#read += part.value?.length ?? 0;
      const state = await this.#takeAll(entries);
      if (state) return state;
      if (this.#reader.refused) return 'refused';
      if (part.done) return 'read';
    }
  }

  /** @returns why the reading ends here, if it does */
  async #takeAll(entries: Iterable<CapturedEntry>): Promise<CaptureStatus['state'] | undefined> {
    let until = this.#env.now() + slice;
    for (const captured of entries) {
      if (this.#log.full) return 'full';
      this.#fresh.push(this.#log.add(captured));
      if (this.#fresh.length < mostEntries && this.#env.now() < until) continue;
      this.#tell('reading');
      await new Promise<void>((resume) => this.#env.after(0, resume));
      if (this.#stopped) return 'stopped';
      until = this.#env.now() + slice;
    }
    return this.#stopped ? 'stopped' : undefined;
  }

  #tell(state: CaptureStatus['state'], why?: string): void {
    const entries = this.#fresh;
    this.#fresh = [];
    if (entries.length > 0) this.#env.post({ type: 'log', entries });
    this.#desk.wake();
    const { header, end, faults, faultCount } = this.#reader;
    const { oldest, next } = this.#log.backlog;
    this.#env.post({
      type: 'capture',
      status: {
        state,
        read: this.#read,
        size: this.#size,
        entries: next - oldest,
        ...(header && { header }),
        ...(end && { end }),
        faults: [...faults],
        faultCount,
        ...(why !== undefined && { why }),
      },
    });
  }
}
