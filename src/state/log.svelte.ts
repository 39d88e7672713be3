/** The page's view on the one stream of what happened: bounded, batched, pausable. */
import type { ClientEvent, UspClient } from '../worker/client.ts';
import type { LogEntry } from '../worker/port.ts';
import type { PrintForm, WireDetail } from '../wire/detail.ts';
import { byName, type ValueJudge } from './record-secrets.ts';

/** Entries kept; the oldest leave first. */
export const logBound = 10_000;

export class LogState {
  /** Oldest first. */
  entries: readonly LogEntry[] = $state.raw([]);
  paused = $state(false);
  /** Entries that wait while it is paused. */
  waiting = $state(0);
  readonly #client: UspClient;
  readonly #judgeOf: (device: string) => ValueJudge | undefined;
  #pending: LogEntry[] = [];

  /** @param judgeOf who says which values of a device are secrets; absent, or of no device: their names */
  constructor(client: UspClient, judgeOf: (device: string) => ValueJudge | undefined = () => undefined) {
    this.#client = client;
    this.#judgeOf = judgeOf;
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

  /** The bytes of an entry, its fields and findings; undefined when it has left the worker's log. */
  detail(seq: number): Promise<WireDetail | undefined> {
    return this.#client.logDetail(seq);
  }

  /** Bytes of a Record or Message as protobuf text or JSON. */
  print(bytes: Uint8Array, form: PrintForm): Promise<string> {
    return this.#client.print(bytes, form);
  }

  /** Who says which values in an entry are secrets. */
  judge(entry: LogEntry): ValueJudge {
    return (entry.device === undefined ? undefined : this.#judgeOf(entry.device)) ?? byName;
  }

  #flush(): void {
    if (this.#pending.length > 0) this.entries = [...this.entries, ...this.#pending].slice(-logBound);
    this.#pending = [];
    this.waiting = 0;
  }
}
