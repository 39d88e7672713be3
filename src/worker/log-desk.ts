/** What a worker answers about a log that it has, live or from a capture: searches, details, texts, files of it. */
import { UspError } from '../usp/error.ts';
import type { Backlog } from '../wire/backlog.ts';
import { LogExport, type NameOf } from '../wire/capture/export.ts';
import { printWire, type WireDetail } from '../wire/detail.ts';
import type { Environment } from './environment.ts';
import { LogSearches } from './log-searches.ts';
import type { ToWorker } from './port.ts';

/** More files at once than a page has use for: the oldest goes. */
const mostExports = 8;

export interface KeptLog {
  readonly backlog: Backlog;
  detail(seq: number): WireDetail | undefined;
}

export type DeskEnvironment = Pick<Environment, 'now' | 'after' | 'post'>;

export class LogDesk {
  readonly #log: KeptLog;
  readonly #env: DeskEnvironment;
  readonly #searches: LogSearches;
  readonly #exports = new Map<number, LogExport>();

  readonly #nameOf: NameOf | undefined;

  /** @param nameOf what a person calls a connection, where that is known */
  constructor(log: KeptLog, env: DeskEnvironment, nameOf?: NameOf) {
    this.#nameOf = nameOf;
    this.#log = log;
    this.#env = env;
    this.#searches = new LogSearches(log.backlog, env);
  }

  /** There are new entries. */
  wake(): void {
    this.#searches.wake();
  }

  /** Answers what is asked about the log; all else is nothing to it. */
  handle(message: ToWorker): void {
    switch (message.type) {
      case 'log-search':
        return this.#searches.start(message.id, message.terms);
      case 'log-search-stop':
        return this.#searches.stop(message.id);
      case 'log-detail': {
        const detail = this.#log.detail(message.seq);
        return this.#env.post({ type: 'log-detail', id: message.id, ...(detail && { detail }) });
      }
      case 'print':
        return this.#env.post({ type: 'printed', id: message.id, text: printWire(message.bytes, message.form) });
      case 'export': {
        this.#exports.set(message.run, new LogExport(this.#log.backlog, message.options, this.#nameOf));
        const [oldest] = this.#exports.keys();
        if (this.#exports.size > mostExports && oldest !== undefined) this.#exports.delete(oldest);
        return;
      }
      case 'export-next':
        return this.#nextSlice(message.id, message.run, message.verdicts);
      case 'export-end':
        this.#exports.get(message.run)?.end();
        return;
      case 'export-stop':
        this.#exports.delete(message.run);
        return;
      default:
        return;
    }
  }

  #nextSlice(id: number, run: number, verdicts: readonly boolean[]): void {
    const slice = this.#exports.get(run)?.next(verdicts);
    if (slice) return this.#env.post({ type: 'export-slice', id, slice });
    const error = new UspError({
      origin: 'local',
      reason: 'worker-lost',
      message: 'The part of the page that holds the log was started anew: what was left to write is gone.',
      advice: 'What was written is whole up to there. Save the log again for what came since.',
    });
    this.#env.post({ type: 'failed', id, error: error.toPlain() });
  }
}
