/** The one event log: every Record in and out, every change of state, every error, in order and with its time. */
import type { RecordSeen } from '../usp/exchange/types.ts';
import { recordText } from '../usp/record/describe.ts';
import type { EntryNote, LogEntry } from '../wire/entry.ts';
import { WireIndex } from '../wire/index-record.ts';
import type { LogDetail } from './port.ts';

/** How many entries, and bytes of Records with them, are kept for a look at their detail. */
const bounds = { entries: 20_000, bytes: 64 * 1024 * 1024 };

export class EventLog {
  readonly #now: () => number;
  readonly #index = new WireIndex();
  readonly #bytes = new Map<number, Uint8Array>();
  #held = 0;
  #seq = 0;
  #fresh: LogEntry[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Logs a Record that passed. */
  record(seen: RecordSeen, about: Pick<LogEntry, 'mtp' | 'device'>): void {
    const { direction, way, bytes, dropped, record, msg } = seen;
    const { connection, topic } = way;
    const seq = ++this.#seq;
    const at = { seq, time: this.#now(), connection, ...about, ...(topic !== undefined && { topic }) };
    this.#fresh.push(this.#index.entry({ ...at, direction, bytes, dropped, record, msg }));
    this.#keep(seq, bytes);
  }

  /** Logs what is no Record; bytes where there are some. */
  note(entry: EntryNote, bytes?: Uint8Array): void {
    const seq = ++this.#seq;
    this.#fresh.push({ seq, time: this.#now(), ...entry });
    if (bytes) this.#keep(seq, bytes);
  }

  /** The entries since the last call. */
  takeFresh(): LogEntry[] {
    return this.#fresh.splice(0);
  }

  /** Bytes and text of an entry; undefined when it has none, or has left the log. */
  detail(seq: number): LogDetail | undefined {
    const bytes = this.#bytes.get(seq);
    return bytes && { bytes, text: recordText(bytes) ?? 'These bytes are no USP Record.' };
  }

  #keep(seq: number, bytes: Uint8Array): void {
    this.#bytes.set(seq, bytes);
    this.#held += bytes.length;
    for (const [oldest, held] of this.#bytes) {
      if (this.#held <= bounds.bytes && this.#bytes.size <= bounds.entries) return;
      this.#bytes.delete(oldest);
      this.#held -= held.length;
    }
  }
}
