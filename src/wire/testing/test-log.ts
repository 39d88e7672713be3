/** A log for tests, filled with Records as they would pass. */
import { encodeMessage, type Msg } from '../../usp/message/message.ts';
import { encodeRecord, type RecordTypeInit } from '../../usp/record/record.ts';
import { joinPieces, sizeOf } from '../../usp/session/reassembler.ts';
import { sar, type SarState } from '../../usp/session/types.ts';
import { Backlog } from '../backlog.ts';
import type { EntryNote } from '../entry.ts';
import { WireIndex } from '../index-record.ts';
import type { ExportOptions, ExportSlice } from '../capture/export.ts';
import { LogExport } from '../capture/export.ts';
import type { AskedName } from '../capture/redactor.ts';

export class TestLog {
  readonly backlog: Backlog;
  readonly #index = new WireIndex();
  #sequence = 0n;

  constructor(first = 1) {
    this.backlog = new Backlog(first);
  }

  bytes(direction: 'in' | 'out', bytes: Uint8Array, dropped?: string): void {
    const seq = this.backlog.next;
    const about = { time: 1_795_687_200_000 + seq, connection: 'hall', mtp: 'websocket', device: 'os::a' } as const;
    this.backlog.add(this.#index.entry({ seq, ...about, direction, bytes, dropped }), bytes);
  }

  record(
    direction: 'in' | 'out',
    recordType: RecordTypeInit,
    more: { macSignature?: Uint8Array<ArrayBuffer> } = {},
  ): void {
    const [fromId, toId] = direction === 'in' ? ['os::a', 'self::us'] : ['self::us', 'os::a'];
    this.bytes(direction, encodeRecord({ fromId, toId, ...more, recordType }));
  }

  message(direction: 'in' | 'out', msg: Msg): void {
    this.record(direction, { case: 'noSessionContext', value: { payload: encodeMessage(msg) } });
  }

  /** In a Session Context, cut before these bytes. */
  session(direction: 'in' | 'out', msg: Msg, cuts: readonly number[] = []): void {
    const bytes = encodeMessage(msg);
    const places = [0, ...cuts, bytes.length];
    const last = places.length - 2;
    for (let piece = 0; piece <= last; piece++) {
      const state = piece === 0 ? sar.begin : piece === last ? sar.complete : sar.inProcess;
      this.piece(direction, bytes.slice(places[piece], places[piece + 1]), last === 0 ? sar.none : state);
    }
  }

  piece(direction: 'in' | 'out', payload: Uint8Array<ArrayBuffer>, payloadSarState: SarState): void {
    const place = { sessionId: 2n ** 60n, sequenceId: ++this.#sequence, expectedId: 1n, payloadSarState };
    this.record(direction, { case: 'sessionContext', value: { ...place, payload: [payload] } });
  }

  note(entry: EntryNote): void {
    this.backlog.add({ seq: this.backlog.next, time: 1_795_687_200_000 + this.backlog.next, ...entry });
  }
}

export const exportAll: ExportOptions = {
  as: 'capture',
  redaction: 'none',
  by: 'a test',
  created: Date.UTC(2026, 10, 26, 10),
  from: 1,
  follow: false,
};

export interface Exported {
  readonly bytes: Uint8Array;
  readonly slices: readonly Extract<ExportSlice, { type: 'bytes' }>[];
  readonly asked: readonly AskedName[];
}

/** Asks for slices until the export waits or is done. */
export function pump(run: LogExport, isSecret: (name: AskedName) => boolean = () => false): Exported {
  const slices: Extract<ExportSlice, { type: 'bytes' }>[] = [];
  const asked: AskedName[] = [];
  let verdicts: readonly boolean[] = [];
  for (;;) {
    const slice = run.next(verdicts);
    verdicts = slice.type === 'ask' ? slice.names.map(isSecret) : [];
    if (slice.type === 'ask') asked.push(...slice.names);
    else slices.push(slice);
    if (slice.type === 'bytes' && slice.state !== 'more') break;
  }
  const pieces = slices.map(({ bytes }) => bytes);
  return { bytes: joinPieces(pieces, sizeOf(pieces)), slices, asked };
}

export function exported(
  backlog: Backlog,
  options: Partial<ExportOptions> = {},
  isSecret?: (name: AskedName) => boolean,
): Exported {
  return pump(new LogExport(backlog, { ...exportAll, ...options }), isSecret);
}
