/**
 * From Records to entries of the log: the live worker gives them as they pass, a capture as they were kept. What the
 * Exchange has decoded already is taken as it is; all else is read from the bytes.
 */
import { decodeMessage, type Msg } from '../usp/message/message.ts';
import { messageTypeName, summariseMessage, summariseRecord } from '../usp/record/describe.ts';
import { decodeRecord, PayloadSecurity, type RecordFault, type UspRecord } from '../usp/record/record.ts';
import type { SessionFields } from '../usp/session/types.ts';
import { Assembly, type Assembled } from './assembly.ts';
import type { LogEntry, SessionPlace } from './entry.ts';
import { gravestOf, type Finding } from './lint/finding.ts';
import { Linter } from './lint/linter.ts';
import { pathsOf, resultOf, wantsAnswer } from './message-facts.ts';
import { Pairing } from './pairing.ts';
import { Recent } from './recent.ts';

/** Characters of what a peer may make as long as it likes. */
const longest = { id: 500, note: 2_000 };
/** Characters of an Endpoint ID; what passed before is not remembered of a longer one. */
const longestEndpoint = 1_000;
/** Entries whose findings are remembered, those with some alone. */
const mostFound = 20_000;

/** One Record as it passed. */
export interface PassedRecord extends Pick<LogEntry, 'seq' | 'time' | 'connection' | 'mtp' | 'device' | 'topic'> {
  readonly direction: 'in' | 'out';
  readonly bytes: Uint8Array;
  /** Why it went no further; absent where it was taken in. */
  readonly dropped?: string | undefined;
  /** Where they are decoded already. A Message in a Session Context is always put together from the bytes. */
  readonly record?: UspRecord | undefined;
  readonly msg?: Msg | undefined;
}

export class WireIndex {
  readonly #assembly = new Assembly();
  readonly #pairing = new Pairing();
  readonly #linter = new Linter();
  readonly #found = new Recent<number, readonly Finding[]>(mostFound);

  /** Takes the Records in the order of the log. Whatever the bytes are, it never throws. */
  entry(passed: PassedRecord): LogEntry {
    const { direction, bytes, dropped, record: known, msg: decoded, ...about } = passed;
    const { seq, time } = about;
    const { record, fault } = read(known, bytes);
    const { fromId: from, toId: to } = record ?? fault;
    const nameless = (from?.length ?? 0) > longestEndpoint || (to?.length ?? 0) > longestEndpoint;
    const stays = dropped === undefined && !nameless;
    const fields = record?.recordType.case === 'sessionContext' ? record.recordType.value : undefined;
    const assembled = record && fields && stays ? this.#assemble(seq, record, fields) : {};
    const msg = decoded && !fields ? decoded : record && messageIn(record, assembled.message);
    const fresh = msg && record && stays && assembled.repeats === undefined;
    const links = fresh ? this.#pairing.take({ seq, time, from: record.fromId, to: record.toId, msg }) : {};
    const aside = !stays || assembled.repeats !== undefined;
    const message = assembled.pieces && assembled.message;
    const { connection = '', mtp } = about;
    const { own, stream } = this.#linter.take({ seq, time, direction, connection, mtp, bytes, message, aside });
    if (stream.length > 0) this.#found.set(seq, stream);
    const findings = [...own, ...stream];
    const gravest = gravestOf(findings);
    return {
      ...about,
      kind: dropped === undefined ? direction : 'dropped',
      ...(from !== undefined && { from: cut(from, longest.id) }),
      ...(to !== undefined && { to: cut(to, longest.id) }),
      size: bytes.length,
      ...(record?.recordType.case && { recordType: record.recordType.case }),
      ...(fields && { session: placeOf(fields) }),
      ...(msg && aboutMessage(msg)),
      ...(assembled.pieces && { pieces: assembled.pieces }),
      ...(assembled.repeats !== undefined && { repeats: assembled.repeats }),
      ...links,
      ...(gravest && { findings: findings.length, gravest }),
      note: cut(noteOn(record, msg, dropped), longest.note),
    };
  }

  /** What a Record breaks by what passed before it; what it breaks by itself is found again from its bytes. */
  findings(seq: number): readonly Finding[] {
    return this.#found.get(seq) ?? [];
  }

  #assemble(seq: number, { fromId, toId, payloadSecurity }: UspRecord, fields: SessionFields): Assembled {
    // What is protected says nothing here, whole or in pieces.
    return payloadSecurity === PayloadSecurity.PLAINTEXT ? this.#assembly.take(seq, fromId, toId, fields) : {};
  }
}

type Read =
  | { readonly record: UspRecord; readonly fault?: never }
  | { readonly record?: never; readonly fault: Pick<RecordFault, 'fromId' | 'toId'> };

function read(known: UspRecord | undefined, bytes: Uint8Array): Read {
  if (known) return { record: known };
  const decoded = decodeRecord(bytes);
  return decoded.ok ? { record: decoded.record } : { fault: decoded.fault };
}

function messageIn({ recordType, payloadSecurity }: UspRecord, assembled: Uint8Array | undefined): Msg | undefined {
  if (recordType.case !== 'noSessionContext') return assembled && readMessage(assembled);
  const { payload } = recordType.value;
  return payloadSecurity === PayloadSecurity.PLAINTEXT && payload.length > 0 ? readMessage(payload) : undefined;
}

function readMessage(bytes: Uint8Array): Msg | undefined {
  const decoded = decodeMessage(bytes);
  return decoded.ok ? decoded.msg : undefined;
}

const pieces = [undefined, 'first', 'middle', 'last'] as const;

function placeOf(fields: SessionFields): SessionPlace {
  const piece = pieces[fields.payloadSarState];
  return {
    sessionId: String(fields.sessionId),
    sequenceId: String(fields.sequenceId),
    expectedId: String(fields.expectedId),
    ...(fields.retransmitId > 0n && { retransmitId: String(fields.retransmitId) }),
    ...(piece && { piece }),
    payload: fields.payload.reduce((sum, { length }) => sum + length, 0),
  };
}

function aboutMessage(msg: Msg): Partial<LogEntry> {
  const result = resultOf(msg);
  return {
    msgType: messageTypeName(msg),
    ...(msg.header && { msgId: cut(msg.header.msgId, longest.id) }),
    ...pathsOf(msg),
    ...(result && { result }),
    ...(!wantsAnswer(msg) && { quiet: true as const }),
  };
}

function noteOn(record: UspRecord | undefined, msg: Msg | undefined, dropped: string | undefined): string {
  if (dropped !== undefined) return `Dropped: ${dropped}`;
  return [msg && summariseMessage(msg), record && summariseRecord(record)].filter(Boolean).join(' · ');
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
