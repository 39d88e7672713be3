/** What goes in and out of the Exchange. */
import type { Msg } from '../message/message.ts';
import type { MessageFault } from '../message/message.ts';
import type { RecordTypeName, UspRecord } from '../record/record.ts';
import type { SessionStatus } from '../session/types.ts';

/** Where a Record comes from or goes to: a connection and, over a broker, the other side's topic. */
export interface Way {
  readonly connection: string;
  readonly topic?: string | undefined;
}

/** What the Exchange has to know of a connection that has been opened. */
export interface OpenConnection {
  readonly id: string;
  readonly mtp: 'websocket' | 'mqtt' | 'memory';
  /** MQTT: our own topic, said in the connect Record. */
  readonly replyTo?: string | undefined;
  readonly mqttVersion?: '5' | '3.1.1' | undefined;
  /** Whether Session Contexts are used on it; absent: off. */
  readonly session?: SessionMode | undefined;
  /** The largest Record that may be sent in a Session Context, bytes; absent: no segmentation. */
  readonly maxRecordSize?: number | undefined;
}

/**
 * `off`: a Session Context is refused (7106). `allow`: one that the peer begins is used, by us as well while it
 * lasts. `require`: all that we ask goes in one, which we begin.
 */
export type SessionMode = 'off' | 'allow' | 'require';

/** What holds for the Session Context with one peer, instead of what its connection says. */
export interface PeerSessionSettings {
  /** Absent: off. */
  readonly session?: SessionMode | undefined;
  readonly maxRecordSize?: number | undefined;
}

/** How the Session Context with a peer stands. */
export interface PeerSessionStatus extends SessionStatus {
  /** The peer said that it does no Session Contexts (7106), and has begun none since. */
  readonly refused?: true;
}

/** A Record on its way out. */
export interface Transmit {
  readonly connection: string;
  readonly topic?: string | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The tag of the Message it carries, or carries the last piece of. */
  readonly tag?: number;
}

/** One Record as it passed, for the log. */
export interface RecordSeen {
  readonly direction: 'in' | 'out';
  readonly way: Way;
  readonly peer?: string | undefined;
  readonly bytes: Uint8Array;
  readonly recordType?: RecordTypeName | undefined;
  readonly record?: UspRecord | undefined;
  readonly msg?: Msg | undefined;
  /** Why it went no further; absent where it was taken in. */
  readonly dropped?: string;
}

export type ExchangeEvent =
  | { readonly type: 'record'; readonly seen: RecordSeen }
  | {
      readonly type: 'message';
      readonly from: string;
      readonly way: Way;
      readonly msg: Msg;
      /** It came in a Session Context; so its answer goes (R-MSG.0a). */
      readonly inSession: boolean;
    }
  /** A Record of a known sender whose Message can't be taken in. */
  | { readonly type: 'bad-message'; readonly from: string; readonly way: Way; readonly fault: MessageFault }
  /** The peer may be spoken to on this way: a connect Record was seen, or sent where it must have been missed. */
  | { readonly type: 'connected'; readonly peer: string; readonly way: Way; readonly by: 'peer' | 'us' }
  /** The peer ended the communication on this way, or the way itself is gone. */
  | {
      readonly type: 'disconnected';
      readonly peer: string;
      readonly connection: string;
      readonly cause: 'record' | 'connection' | 'mismatch';
      readonly code?: number;
      readonly reason: string;
    }
  /** A Message was handed to the Session Context. */
  | { readonly type: 'begun'; readonly tag: number }
  /** The peer has acknowledged the whole of it. */
  | { readonly type: 'delivered'; readonly tag: number }
  /** The Session Context could not carry it. `arrived` is `unknown` where it may have been taken in all the same. */
  | {
      readonly type: 'undelivered';
      readonly tag: number;
      readonly arrived: 'no' | 'unknown';
      readonly code: number;
      readonly detail: string;
    }
  /** Something changed in the Session Context with the peer; a note where a person should read of it. */
  | { readonly type: 'session'; readonly peer: string; readonly way: Way; readonly note?: string }
  /** Any valid Record of the peer. */
  | { readonly type: 'heard'; readonly peer: string; readonly way: Way }
  /** What came can't be a Record: WebSocket ends the session for it (R-WS.16). */
  | { readonly type: 'refuse'; readonly connection: string; readonly why: string };
