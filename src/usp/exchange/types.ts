/** What goes in and out of the Exchange. */
import type { Msg } from '../message/message.ts';
import type { MessageFault } from '../message/message.ts';
import type { RecordTypeName, UspRecord } from '../record/record.ts';

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
  | { readonly type: 'message'; readonly from: string; readonly way: Way; readonly msg: Msg }
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
  /** Any valid Record of the peer. */
  | { readonly type: 'heard'; readonly peer: string; readonly way: Way }
  /** What came can't be a Record: WebSocket ends the session for it (R-WS.16). */
  | { readonly type: 'refuse'; readonly connection: string; readonly why: string };
