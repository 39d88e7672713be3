/** What comes out of the Controller. Plain data but for the Records, which the log keeps. */
import type { UspError } from '../error.ts';
import type { PeerSessionStatus, RecordSeen } from '../exchange/types.ts';
import type { NotifyMessage, OperateOutcome, UspAnswer } from '../message/answer-types.ts';

/**
 * `connected`: its connect Record was seen. `assumed`: it speaks, but its connect Record was missed. `probing`: asked,
 * not heard yet. `disconnected`: it said so, or every way to it is down.
 */
export type Presence = 'connected' | 'assumed' | 'probing' | 'disconnected';

export interface PeerWay {
  readonly connection: string;
  readonly mtp: 'websocket' | 'mqtt' | 'memory';
  readonly topic?: string;
  readonly open: boolean;
  /** Requests take this one now. */
  readonly preferred: boolean;
}

export interface PeerStatus {
  readonly agent: string;
  readonly presence: Presence;
  readonly note?: string;
  readonly ways: readonly PeerWay[];
  readonly versions: readonly string[];
  /** Milliseconds, as `now` counts them; 0: never. */
  readonly lastHeard: number;
  readonly roundTrip?: number;
  /** The Session Context with it, where there has been one. */
  readonly session?: PeerSessionStatus;
}

export interface OperationStatus {
  readonly agent: string;
  readonly command: string;
  readonly commandKey: string;
  readonly requestPath: string;
  readonly state: 'running' | 'complete' | 'lost';
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly outcome?: Extract<OperateOutcome, { type: 'output' | 'failure' }>;
}

export type ControllerEvent =
  | { readonly type: 'record'; readonly seen: RecordSeen }
  | { readonly type: 'answer'; readonly id: number; readonly answer: UspAnswer }
  | { readonly type: 'failed'; readonly id: number; readonly error: UspError }
  | {
      readonly type: 'notify';
      readonly agent: string;
      readonly connection: string;
      readonly msgId: string;
      readonly notify: NotifyMessage;
      /** A Boot! of a start that another Subscription has told of. */
      readonly again?: true;
    }
  | { readonly type: 'operation'; readonly status: OperationStatus }
  | { readonly type: 'peer'; readonly status: PeerStatus }
  /** Something a person should see in the log: a stray answer, a duplicate, a request we do not serve. */
  | { readonly type: 'note'; readonly agent: string; readonly connection: string; readonly text: string }
  | { readonly type: 'refuse'; readonly connection: string; readonly why: string }
  /** A connection that must lead to one Agent is open, but nobody has spoken on it. */
  | { readonly type: 'silent'; readonly connection: string };

export interface RequestOptions {
  /** Milliseconds; absent: the Controller's. */
  readonly timeout?: number;
  /** Take this connection and no other. */
  readonly connection?: string;
}
