/** The page's view on the one stream of what happened: bounded, batched, pausable. */
import type { ClientEvent, UspClient } from '../worker/client.ts';
import type { LogDetail, LogEntry } from '../worker/port.ts';

/** Entries kept; the oldest leave first. */
export const logBound = 10_000;

export class LogState {
  /** Oldest first. */
  entries: readonly LogEntry[] = $state.raw([]);
  paused = $state(false);
  /** Entries that wait while it is paused. */
  waiting = $state(0);
  readonly #client: UspClient;
  #pending: LogEntry[] = [];

  constructor(client: UspClient) {
    this.#client = client;
  }

  handle(event: ClientEvent): void {
    if (event.type !== 'log') return;
    for (const entry of event.entries) this.#pending.push(entry);
    if (this.#pending.length > logBound) this.#pending.splice(0, this.#pending.length - logBound);
    if (this.paused) this.waiting = this.#pending.length;
    else this.#flush();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    if (!paused) this.#flush();
  }

  clear(): void {
    this.entries = [];
    this.#pending = [];
    this.waiting = 0;
  }

  /** The bytes and the decoded text of an entry; undefined when it has left the worker's log. */
  detail(seq: number): Promise<LogDetail | undefined> {
    return this.#client.logDetail(seq);
  }

  #flush(): void {
    if (this.#pending.length > 0) this.entries = [...this.entries, ...this.#pending].slice(-logBound);
    this.#pending = [];
    this.waiting = 0;
  }
}
