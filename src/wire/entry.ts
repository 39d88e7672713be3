/**
 * One line of the log: everything that is known of a Record, of a change of state or of an error, but for its bytes.
 * Plain data that crosses structured clone; every number fits a JSON file. Links point backwards alone, so an entry is
 * never changed once it is there.
 */
import type { OpenConnection } from '../usp/exchange/types.ts';
import type { RecordTypeName } from '../usp/record/record.ts';
import type { Severity } from './lint/finding.ts';

/** `in`, `out`: a Record that passed. `dropped`: one that came and went no further. The others are no Records. */
export type EntryKind = 'in' | 'out' | 'dropped' | 'state' | 'error';

/** Where a Record stands in its Session Context; the ids are decimal, they may be larger than a number holds. */
export interface SessionPlace {
  readonly sessionId: string;
  readonly sequenceId: string;
  readonly expectedId: string;
  /** The Record that is asked for again. */
  readonly retransmitId?: string;
  /** Which piece of a segmented Message it carries (payload_sar_state); absent: none, or a whole Message. */
  readonly piece?: 'first' | 'middle' | 'last';
  /** Bytes of the Message, or of its piece; 0: nothing to say. */
  readonly payload: number;
}

/** How an answer ended, or a command that an OperationComplete tells of. */
export interface EntryResult {
  /** Nothing in it failed. */
  readonly ok: boolean;
  /** Error codes in it, each once, in the order in which they come; at most eight. */
  readonly codes: readonly number[];
  /** Paths, objects or commands that it has a result for, and how many of them failed; absent: it has no such list. */
  readonly results?: number;
  readonly failed?: number;
}

export interface LogEntry {
  /** Its number: the next entry has the next one. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly kind: EntryKind;
  readonly connection?: string;
  readonly mtp?: OpenConnection['mtp'];
  /** The device as the port names it. */
  readonly device?: string;
  /** Endpoint IDs as the Record says them. */
  readonly from?: string;
  readonly to?: string;
  /** MQTT: the topic that it was sent to, or that its sender listens to. */
  readonly topic?: string;
  /** Bytes of the Record; absent: there is none. */
  readonly size?: number;
  readonly recordType?: RecordTypeName;
  readonly session?: SessionPlace;
  /** The Message's type as its header says it, in the standard's words (`GET_RESP`). */
  readonly msgType?: string;
  readonly msgId?: string;
  /** The first of the Path Names that the Message is about, without values. */
  readonly paths?: readonly string[];
  /** There are more than those. */
  readonly morePaths?: true;
  readonly result?: EntryResult;
  /** What a person reads in the line: paths, codes, why something was dropped. Never a parameter's value. */
  readonly note: string;
  /** A Request that wants no answer (send_resp). */
  readonly quiet?: true;
  /** The request that this entry answers. */
  readonly answers?: number;
  /** The Operate whose command ended with this OperationComplete. */
  readonly operation?: number;
  /** Milliseconds since the request that it answers, or since the Operate whose command it ends. */
  readonly roundTrip?: number;
  /** The entries, this one among them, whose Records carry the Message that is whole now, in its order. */
  readonly pieces?: readonly number[];
  /** The entry that it says once more: a Record sent again in its Session Context, a request repeated unanswered. */
  readonly repeats?: number;
  /** How many things in it break the standard, and the gravest of them. */
  readonly findings?: number;
  readonly gravest?: Severity;
}

/** What happened beside the Records: changes of state, errors, what could not even be taken for a Record. */
export type EntryNote = Omit<LogEntry, 'seq' | 'time'>;
