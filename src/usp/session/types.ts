/** What goes in and out of a Session. Times are milliseconds, sizes bytes. */

/** The fields of a SessionContextRecord. */
export interface SessionFields {
  readonly sessionId: bigint;
  readonly sequenceId: bigint;
  readonly expectedId: bigint;
  readonly retransmitId: bigint;
  readonly payloadSarState: number;
  readonly payloadrecSarState: number;
  readonly payload: readonly Uint8Array[];
}

/** PayloadSARState, with the numbers of the standard. */
export const sar = { none: 0, begin: 1, inProcess: 2, complete: 3 } as const;
export type SarState = (typeof sar)[keyof typeof sar];

export interface SessionLimits {
  /** The largest Message taken in, and what may be held beside it because it came early. */
  readonly reassembly: number;
  /** Records held because they came early, and how far ahead of the expected one they may be. */
  readonly heldSegments: number;
  /** Messages that wait for their acknowledgement, together. */
  readonly outgoing: number;
}

export const defaultLimits: SessionLimits = {
  reassembly: 64 * 1024 * 1024,
  heldSegments: 10_000,
  outgoing: 64 * 1024 * 1024,
};

export interface SessionTiming {
  /** How long an acknowledgement waits for a Record that it can ride on. */
  readonly ackDelay: number;
  /** It goes out at once after so many Records with a payload. */
  readonly ackEvery: number;
  /** How long Messages wait for the peer to answer the opening of a Session Context. */
  readonly openingWait: number;
  /** The silence after which a sender asks for an acknowledgement; doubles up to `probeCap`. */
  readonly probeDelay: number;
  readonly probeCap: number;
  readonly probeTries: number;
  /** How long a missing Record is waited for before it is asked for; a Record may just have been overtaken. */
  readonly gapDelay: number;
  /** The pause between two requests for one Record; doubles up to `requestCap`. */
  readonly requestDelay: number;
  readonly requestCap: number;
  readonly requestTries: number;
  /** How often one Record is sent again (MaxRetransmitTries). */
  readonly resendTries: number;
  /** How late a Record of an earlier Session Context may be and still be taken for one that was overtaken. */
  readonly overtaking: number;
  /** A Message that is half taken in is given up after so long without a word of the peer. */
  readonly stalled: number;
  /** In how many Session Contexts a Message is begun before it is given up. */
  readonly attempts: number;
  /** How many restarts of ours in a row, without anything achieved, before we want to end it (7105). */
  readonly restarts: number;
  /** Records that may be on their way unacknowledged. */
  readonly window: number;
}

export const defaultTiming: SessionTiming = {
  ackDelay: 100,
  ackEvery: 64,
  openingWait: 500,
  probeDelay: 1_000,
  probeCap: 4_000,
  probeTries: 7,
  gapDelay: 50,
  requestDelay: 500,
  requestCap: 2_000,
  requestTries: 8,
  resendTries: 10,
  overtaking: 2_000,
  stalled: 120_000,
  attempts: 3,
  restarts: 5,
  window: 1_024,
};

export interface SessionOptions {
  /** A new session_id, at random; only values above 1 are used (R-E2E.3). */
  readonly newSessionId: () => bigint;
  /** What the Record around the session's fields costs: version, ids, signature, certificate. */
  readonly recordOverhead: number;
  /** The largest Record that may be sent; no segmentation where it is not given. */
  readonly maxRecordSize?: number | undefined;
  /** The payload_security of the Session Contexts that we open; 0 is PLAINTEXT. */
  readonly payloadSecurity?: number;
  readonly limits?: Partial<SessionLimits>;
  readonly timing?: Partial<SessionTiming>;
  /** Where sequence_id begins in a Session Context, if not at 1: for tests of what happens near its maximum. */
  readonly firstSequenceId?: (sessionId: bigint) => bigint;
}

/** Why a Session Context was restarted. `peer`: the other Endpoint did it. */
export type RestartReason =
  | 'peer'
  | 'cannot-hold'
  | 'message-too-large'
  | 'segmentation'
  | 'invalid-value'
  | 'payload-security'
  | 'integrity'
  | 'ended-session'
  | 'no-retransmission'
  | 'retransmission-limit'
  | 'retransmission-impossible'
  | 'not-acknowledged'
  | 'sequence-end'
  | 'stalled'
  | 'requested';

/** Why a Message will not arrive, or why nobody knows. */
export type FailureReason =
  /** No bytes: there is no such Message (R-E2E.26). */
  | 'empty'
  /** The bound on what waits for its acknowledgement. */
  | 'outgoing-full'
  | 'cancelled'
  /** The peer did not acknowledge it. */
  | 'not-acknowledged'
  /** A Session Context ended before the peer had acknowledged it, or several did while it was being sent. */
  | 'restarted'
  /** The peer does not do Session Contexts (7106). */
  | 'not-supported'
  /** The peer sent a DisconnectRecord. */
  | 'disconnected'
  /** `close` was called. */
  | 'closed';

export type SessionEvent =
  /** A whole Message, in order. */
  | { readonly type: 'message'; readonly bytes: Uint8Array }
  /** The peer has acknowledged the whole of a Message. */
  | { readonly type: 'delivered'; readonly tag: number }
  /** `arrived` is `no` where it can't have been taken in, else `unknown`: it may have been, once. */
  | {
      readonly type: 'failed';
      readonly tag: number;
      readonly why: FailureReason;
      readonly arrived: 'no' | 'unknown';
      readonly code?: number;
      readonly detail: string;
    }
  | { readonly type: 'started'; readonly sessionId: bigint; readonly by: 'us' | 'peer' }
  | {
      readonly type: 'restarted';
      readonly sessionId: bigint;
      readonly by: 'us' | 'peer';
      readonly why: RestartReason;
      readonly detail: string;
    }
  /** A segmented Message is coming in; the newest of several is what counts. */
  | { readonly type: 'progress'; readonly segments: number; readonly bytes: number }
  /** The Session Context is given up: send a DisconnectRecord with this, the Session is idle already. */
  | { readonly type: 'disconnect-wanted'; readonly code: number; readonly reason: string }
  /** The peer has refused Session Contexts as such: fall back or give up, as the mode allows (R-E2E.6a). */
  | { readonly type: 'not-supported'; readonly code: number; readonly reason: string }
  /** The peer ended the Session Context (R-MTP.7). */
  | { readonly type: 'ended'; readonly code: number; readonly reason: string };

export interface SessionStatus {
  readonly state: SessionState;
  readonly sessionId: bigint | undefined;
  /** Records in the current Session Context: sent by us for the first time, taken in from the peer. */
  readonly sent: number;
  readonly received: number;
  /** sequence_id of the next Record of ours, and the one that we expect. */
  readonly nextId: bigint;
  readonly expectedId: bigint;
  /** Records that came early and wait for what is missing. */
  readonly held: number;
  readonly heldBytes: number;
  /** What has come so far of a Message that is not whole yet. */
  readonly segments: number;
  readonly segmentBytes: number;
  /** Records of ours without acknowledgement, and Messages that wait for it or for being sent. */
  readonly unacknowledged: number;
  readonly messages: number;
  readonly outgoingBytes: number;
  /** Over the whole life of this Session. */
  readonly resent: number;
  readonly duplicates: number;
  readonly restarts: number;
}

export type SessionState = 'idle' | 'opening' | 'up' | 'ending';
