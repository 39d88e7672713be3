/**
 * Writes a log to a file, a bounded slice at a time: asked for the next slice it says what comes next in the file, that
 * names have to be judged before, or that there is nothing to write yet.
 */
import { joinPieces } from '../../usp/session/reassembler.ts';
import type { Backlog } from '../backlog.ts';
import type { LogEntry } from '../entry.ts';
import type { CapturedEntry, CaptureEnd, CaptureHeader, RedactedValue } from './format.ts';
import { isInScope, type LogScope } from '../scope.ts';
import { PcapngWriter } from './pcapng.ts';
import { Redactor, type AskedName } from './redactor.ts';
import { endLine, entryLine, headerLine } from './write-capture.ts';

export interface ExportOptions extends Pick<CaptureHeader, 'by' | 'created' | 'redaction'> {
  readonly as: 'capture' | 'pcapng';
  /** The first entry. */
  readonly from: number;
  /** Goes on with what comes, until it is told to end. */
  readonly follow: boolean;
  /** Only these, in rising order. */
  readonly seqs?: readonly number[];
  /** Only what is this device's. */
  readonly scope?: LogScope;
  /** What the file has already, written by a worker that is gone: it goes on behind that. */
  readonly after?: CaptureEnd;
}

export interface ExportProgress {
  /** Entries written. */
  readonly entries: number;
  /** Entries that had left the log before they could be written; of a device's too, as nobody knows whose they were. */
  readonly missing: number;
  /** Entries looked at, of how many. */
  readonly looked: number;
  readonly of: number;
  readonly macs: number;
  /** The first entry that has not been looked at. */
  readonly at: number;
}

export type ExportSlice =
  | { readonly type: 'ask'; readonly names: readonly AskedName[] }
  | {
      readonly type: 'bytes';
      readonly bytes: Uint8Array;
      readonly progress: ExportProgress;
      /** `waiting`: ask again when something has come. `done`: this was the last. */
      readonly state: 'more' | 'waiting' | 'done';
      /** What was replaced in these bytes, with how often it was in the file up to here. */
      readonly redacted: readonly RedactedValue[];
    };

/** Bounds of a slice; one Record may be larger. */
const slice = { bytes: 256 * 1024, entries: 500, names: 2_000 };
/** Milliseconds that a piece of a Message waits for the others while the log goes on. */
const patience = 30_000;

export type NameOf = (connection: string) => string | undefined;

export class LogExport {
  readonly #backlog: Backlog;
  readonly #options: ExportOptions;
  readonly #redactor: Redactor | undefined;
  readonly #pcapng: PcapngWriter | undefined;
  readonly #nameOf: (connection: string | undefined) => string;
  readonly #encoder = new TextEncoder();
  /** Where it goes on: in the log, and in `seqs`. */
  #at: number;
  #place = 0;
  #asked: readonly AskedName[] = [];
  #begun: boolean;
  #ending: boolean;
  #done = false;
  #entries: number;
  #missing: number;
  #scope: LogScope | undefined;

  /** @param nameOf what a person calls a connection */
  constructor(backlog: Backlog, options: ExportOptions, nameOf: NameOf = () => undefined) {
    this.#backlog = backlog;
    this.#nameOf = (connection = '') => nameOf(connection) ?? connection;
    this.#options = options;
    const { after } = options;
    this.#scope = options.scope;
    this.#at = options.from;
    this.#entries = after?.entries ?? 0;
    this.#missing = after?.missing ?? 0;
    // Wireshark takes several sections one behind the other, each with names of its own.
    this.#begun = after !== undefined && options.as === 'capture';
    this.#ending = !options.follow;
    this.#pcapng = options.as === 'pcapng' ? new PcapngWriter() : undefined;
    this.#redactor =
      options.redaction === 'secrets'
        ? new Redactor(backlog, Math.max(options.from, backlog.oldest), after)
        : undefined;
  }

  /** What comes next ends with what is in the log now. */
  end(): void {
    this.#ending = true;
  }

  /** @param verdicts on the names that were asked for last, in their order */
  next(verdicts: readonly boolean[]): ExportSlice {
    this.#redactor?.judge(this.#asked, verdicts);
    this.#asked = [];
    const parts: Uint8Array[] = [];
    let size = 0;
    const add = (part: Uint8Array) => {
      parts.push(part);
      size += part.length;
    };
    if (!this.#begun) add(this.#head());
    this.#begun = true;
    let state: 'more' | 'waiting' | 'done' = 'more';
    for (let looked = 0; looked < slice.entries && size < slice.bytes; looked++) {
      const seq = this.#next();
      if (seq === undefined || this.#waits(seq)) {
        state = this.#ending ? 'done' : 'waiting';
        break;
      }
      const entry = this.#backlog.entry(seq);
      const written = entry && this.#takes(entry) ? this.#clean(entry) : undefined;
      if (isAsked(written)) {
        // What is written already is handed over first.
        if (parts.length > 0) break;
        this.#asked = written.slice(0, slice.names);
        return { type: 'ask', names: this.#asked };
      }
      if (written) add(this.#write(written));
      this.#at = seq + 1;
      this.#place++;
    }
    if (state === 'done' && !this.#done) add(this.#tail());
    if (state === 'done') this.#done = true;
    return {
      type: 'bytes',
      bytes: joinPieces(parts, size),
      progress: this.#progress(),
      state,
      redacted: this.#redactor?.takeChanged() ?? [],
    };
  }

  /** The next entry; undefined where there is none yet. Those that have left are counted. */
  #next(): number | undefined {
    const { oldest, next } = this.#backlog;
    const { seqs } = this.#options;
    if (!seqs) {
      if (this.#at < oldest) {
        this.#missing += oldest - this.#at;
        this.#at = oldest;
      }
      return this.#at < next ? this.#at : undefined;
    }
    for (; this.#place < seqs.length; this.#place++) {
      const seq = seqs[this.#place] ?? 0;
      if (seq >= oldest && seq < next) return seq;
      this.#missing++;
    }
    return undefined;
  }

  /** A connection on which the device turns up later is its own from there. */
  #takes(entry: LogEntry): boolean {
    const scope = this.#scope;
    if (!scope) return true;
    const { device, connection } = entry;
    if (device === scope.device && connection !== undefined && !scope.connections.includes(connection)) {
      const more = [connection];
      // Who else is on it is not known here.
      this.#scope = { ...scope, connections: scope.connections.concat(more), shared: scope.shared.concat(more) };
    }
    return isInScope(entry, scope);
  }

  /** A secret may lie in several pieces: none is written before all are there, or they have had their time. */
  #waits(seq: number): boolean {
    if (!this.#redactor || this.#ending) return false;
    const entry = this.#backlog.entry(seq);
    const newest = this.#backlog.entry(this.#backlog.next - 1);
    return !!entry && !!newest && newest.time - entry.time < patience && this.#redactor.waits(entry);
  }

  #clean(entry: LogEntry): CapturedEntry | readonly AskedName[] {
    const bytes = this.#backlog.bytes(entry.seq);
    return this.#redactor ? this.#redactor.take(entry, bytes) : { entry, ...(bytes && { bytes }) };
  }

  #head(): Uint8Array {
    const { by, created, redaction } = this.#options;
    return this.#pcapng ? this.#pcapng.begin() : this.#encoder.encode(headerLine({ by, created, redaction }));
  }

  #write({ entry, bytes }: CapturedEntry): Uint8Array {
    if (!this.#pcapng) {
      this.#entries++;
      return this.#encoder.encode(entryLine(entry, bytes));
    }
    if (!bytes) return new Uint8Array();
    this.#entries++;
    return this.#pcapng.record({
      time: entry.time,
      direction: entry.kind === 'out' ? 'out' : 'in',
      from: entry.from ?? '',
      to: entry.to ?? '',
      connection: [entry.mtp, entry.connection].join(' '),
      connectionName: [entry.mtp, this.#nameOf(entry.connection)].filter(Boolean).join(' '),
      comment: [entry.msgType, entry.note].filter(Boolean).join(' '),
      bytes,
    });
  }

  #tail(): Uint8Array {
    if (this.#pcapng) return new Uint8Array();
    const { redacted = [], macs = 0 } = this.#redactor ?? {};
    return this.#encoder.encode(endLine({ entries: this.#entries, missing: this.#missing, redacted, macs }));
  }

  #progress(): ExportProgress {
    const { from, seqs } = this.#options;
    const { next } = this.#backlog;
    return {
      entries: this.#entries,
      missing: this.#missing,
      looked: seqs ? this.#place : this.#at - from,
      of: seqs ? seqs.length : next - from,
      macs: this.#redactor?.macs ?? 0,
      at: this.#at,
    };
  }
}

function isAsked(written: CapturedEntry | readonly AskedName[] | undefined): written is readonly AskedName[] {
  return Array.isArray(written);
}
