/** The one event log: every Record in and out, every change of state, every error, in order and with its time. */
import type { RecordSeen } from '../usp/exchange/types.ts';
import { Backlog } from '../wire/backlog.ts';
import { entryDetail, type WireDetail } from '../wire/detail.ts';
import type { EntryNote, LogEntry } from '../wire/entry.ts';
import { WireIndex } from '../wire/index-record.ts';

export class EventLog {
  /** What is kept for a look at its detail, and to be searched. */
  readonly backlog = new Backlog();
  readonly #now: () => number;
  readonly #index = new WireIndex();
  #fresh: LogEntry[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Logs a Record that passed. */
  record(seen: RecordSeen, about: Pick<LogEntry, 'mtp' | 'device'>): void {
    const { direction, way, bytes, dropped, record, msg } = seen;
    const { connection, topic } = way;
    const at = {
      seq: this.backlog.next,
      time: this.#now(),
      connection,
      ...about,
      ...(topic !== undefined && { topic }),
    };
    this.#add(this.#index.entry({ ...at, direction, bytes, dropped, record, msg }), bytes);
  }

  /** Logs what is no Record; bytes where there are some. */
  note(entry: EntryNote, bytes?: Uint8Array): void {
    this.#add({ seq: this.backlog.next, time: this.#now(), ...entry }, bytes);
  }

  /** The entries since the last call. */
  takeFresh(): LogEntry[] {
    return this.#fresh.splice(0);
  }

  /** The bytes of an entry and all that is to be seen in them; undefined when it has none, or has left the log. */
  detail(seq: number): WireDetail | undefined {
    return entryDetail(this.backlog, seq, this.#index.findings(seq));
  }

  #add(entry: LogEntry, bytes: Uint8Array | undefined): void {
    this.backlog.add(entry, bytes);
    this.#fresh.push(entry);
  }
}
