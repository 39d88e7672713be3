/**
 * The log that a capture was: its entries and their Records, to be searched and looked at as a live one. Numbers of
 * entries that are not in the file are closed up; what points at such an entry points at nothing any more.
 */
import { Backlog } from '../backlog.ts';
import { entryDetail, type WireDetail } from '../detail.ts';
import type { LogEntry } from '../entry.ts';
import { WireIndex } from '../index-record.ts';
import type { CapturedEntry } from './format.ts';

/** What is held of one capture at most. */
export const captureLogBounds = { entries: 2_000_000, bytes: 1024 * 1024 * 1024 };

export class CaptureLog {
  readonly backlog = new Backlog(1, { entries: Infinity, bytes: Infinity });
  readonly #index = new WireIndex();
  /** The entries' numbers here by those in the file, once these are not the same. */
  #places: Map<number, number> | undefined;
  #first: number | undefined;

  /** There is no room for more. */
  get full(): boolean {
    const { oldest, next, held } = this.backlog;
    return next - oldest >= captureLogBounds.entries || held >= captureLogBounds.bytes;
  }

  /** @returns the entry as it stands here */
  add({ entry, bytes }: CapturedEntry): LogEntry {
    this.#first ??= entry.seq;
    this.backlog.startAt(this.#first);
    const seq = this.backlog.next;
    if (seq !== entry.seq && !this.#places) {
      this.#places = new Map();
      for (let place = this.#first; place < seq; place++) this.#places.set(place, place);
    }
    this.#places?.set(entry.seq, seq);
    const placed = this.#places ? this.#linked({ ...entry, seq }, this.#places) : entry;
    this.backlog.add(placed, bytes);
    if (bytes) this.#look(placed, bytes);
    return placed;
  }

  detail(seq: number): WireDetail | undefined {
    return entryDetail(this.backlog, seq, this.#index.findings(seq));
  }

  /** What breaks the standard by what passed before it is found again; all else is as the file says. */
  #look({ seq, time, connection, mtp, device, topic, kind, note }: LogEntry, bytes: Uint8Array): void {
    this.#index.entry({
      seq,
      time,
      ...(connection !== undefined && { connection }),
      ...(mtp && { mtp }),
      ...(device !== undefined && { device }),
      ...(topic !== undefined && { topic }),
      direction: kind === 'out' ? 'out' : 'in',
      dropped: kind === 'dropped' ? note : undefined,
      bytes,
    });
  }

  #linked(entry: LogEntry, places: ReadonlyMap<number, number>): LogEntry {
    const first = this.#first ?? 0;
    const { answers, operation, repeats, pieces, ...rest } = entry;
    // What was gone already when the file was written has a number that nothing here has.
    const placeOf = (seq: number | undefined) => (seq === undefined || seq < first ? seq : places.get(seq));
    const links = { answers: placeOf(answers), operation: placeOf(operation), repeats: placeOf(repeats) };
    const parts = pieces?.map(placeOf);
    return {
      ...rest,
      ...(links.answers !== undefined && { answers: links.answers }),
      ...(links.operation !== undefined && { operation: links.operation }),
      ...(links.repeats !== undefined && { repeats: links.repeats }),
      ...(parts?.every((part) => part !== undefined) && { pieces: parts }),
    };
  }
}
