/** The one event log: every Record in and out, every change of state, every error, in order and with its time. */
import type { RecordSeen } from '../usp/exchange/types.ts';
import { messageTypeName, recordText, summariseMessage, summariseRecord } from '../usp/record/describe.ts';
import { decodeRecord, type UspRecord } from '../usp/record/record.ts';
import type { LogDetail, LogEntry } from './port.ts';

/** How many entries, and bytes of Records with them, are kept for a look at their detail. */
const bounds = { entries: 20_000, bytes: 64 * 1024 * 1024 };

type EntryInit = Omit<LogEntry, 'seq' | 'time'>;

export class EventLog {
  readonly #now: () => number;
  readonly #bytes = new Map<number, Uint8Array>();
  #held = 0;
  #seq = 0;
  #fresh: LogEntry[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Logs a Record that passed, with its place in the Session Context where it has one. */
  record(seen: RecordSeen, about: Pick<LogEntry, 'mtp' | 'device'>): void {
    const { msg, dropped } = seen;
    const record = seen.record ?? (seen.recordType === 'sessionContext' ? reread(seen.bytes) : undefined);
    const place = record ? summariseRecord(record) : '';
    const subject = msg ? summariseMessage(msg) : '';
    const summary = [subject, place].filter((part) => part !== '').join(' · ');
    const entry = this.#add({
      kind: dropped === undefined ? seen.direction : 'dropped',
      connection: seen.way.connection,
      ...about,
      size: seen.bytes.length,
      ...(seen.recordType && { recordType: seen.recordType }),
      ...(msg && { msgType: messageTypeName(msg) }),
      ...(msg?.header && { msgId: msg.header.msgId }),
      note: dropped === undefined ? summary : `Dropped: ${dropped}`,
    });
    this.#keep(entry.seq, seen.bytes);
  }

  /** Logs what is no Record; bytes where there are some. */
  note(entry: EntryInit, bytes?: Uint8Array): void {
    const { seq } = this.#add(entry);
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

  #add(init: EntryInit): LogEntry {
    const entry = { seq: ++this.#seq, time: this.#now(), ...init };
    this.#fresh.push(entry);
    return entry;
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

/** Our own Records are not decoded on their way out; only those of a session have more to say than they brought. */
function reread(bytes: Uint8Array): UspRecord | undefined {
  const decoded = decodeRecord(bytes);
  return decoded.ok ? decoded.record : undefined;
}
