/** Every message between the page and the worker, in one place. Plain data only: all of it crosses structured clone. */
import type { PlainUspError } from '../usp/error.ts';
import type { NotifyMessage, OperateOutcome } from '../usp/message/answer-types.ts';
import type { PeerSessionStatus } from '../usp/exchange/types.ts';
import type { AnyRequest, NameValue } from '../usp/message/request-types.ts';
import type { Completions, WrittenBytes, WrittenSchema } from '../usp/text.ts';
import type { AnswerSlice } from './answer-parts.ts';
import type { MqttVersion, MtpKind, MtpProblem } from '../mtp/mtp.ts';
import type { BacklogBounds } from '../wire/backlog.ts';
import type { ExportOptions, ExportSlice } from '../wire/capture/export.ts';
import type { CaptureEnd, CaptureHeader } from '../wire/capture/format.ts';
import type { CaptureFault } from '../wire/capture/read-capture.ts';
import type { PrintForm, WireDetail } from '../wire/detail.ts';
import type { LogEntry } from '../wire/entry.ts';
import type { SearchProgress, SearchTerm } from '../wire/search.ts';

/** One thing that happened, in order: the single stream behind the log, the capture and the tests. */
export type { BacklogBounds, LogEntry, SearchProgress, SearchTerm };

// ---- what a person configures -------------------------------------------------------------------------------------

export interface WebSocketConfig {
  readonly kind: 'websocket';
  readonly url: string;
  /** Where known; else the Agent's first Record says it. */
  readonly agentId?: string;
}

export interface MqttConfig {
  readonly kind: 'mqtt';
  readonly url: string;
  readonly version: MqttVersion;
  readonly username?: string;
  readonly password?: string;
  readonly clientId?: string;
  /** Topic filters to subscribe to (R-MQTT.15). */
  readonly subscribe: readonly string[];
  /** Our own topic, where the broker sends no Response Information (R-MQTT.22). */
  readonly replyTo?: string;
  /** Agents known beforehand, with the topics they listen to. */
  readonly agents: readonly { readonly endpointId: string; readonly topic: string }[];
  readonly qos: 0 | 1;
  /** Seconds; absent: 60. */
  readonly keepAlive?: number;
}

export interface DemoConfig {
  readonly kind: 'demo';
  readonly size: 'home' | 'large';
  /** How bad the way to the demo device is; absent: perfect. */
  readonly link?: DemoLink;
}

/** Endpoint IDs of the demo devices in the page. Known beforehand: over a bad link a connect Record may be lost. */
export const demoAgentIds = { home: 'self::usp-console-demo', large: 'self::usp-console-demo-large' } as const;

/** Shares are 0 (never) to 1 (always) of the Records in each direction; the delay is in milliseconds. */
export interface DemoLink {
  readonly loss?: number;
  readonly duplicate?: number;
  readonly reorder?: number;
  readonly cut?: number;
  readonly delay?: number;
  /** Bytes per second in each direction; 0: as fast as it goes. */
  readonly rate?: number;
}

/**
 * `off`: Session Contexts are refused. `allow`: one that the Agent begins is used. `require`: all requests go in one.
 */
export type SessionMode = 'off' | 'allow' | 'require';

export interface ConnectionConfig {
  /** Ours, stable over reloads. */
  readonly id: string;
  readonly name: string;
  /** Our own Endpoint ID on this connection. */
  readonly controllerId: string;
  readonly mtp: WebSocketConfig | MqttConfig | DemoConfig;
  /** The person's own choice to use a plain way beyond the local network (R-MTP.0). */
  readonly allowPlain: boolean;
  readonly session: SessionMode;
  /** Bytes; the largest Record that may be sent in a Session Context. Absent: no segmentation. */
  readonly maxRecordSize?: number;
  /** Milliseconds; how long a request may stay open. */
  readonly requestTimeout: number;
}

// ---- what the page is told ----------------------------------------------------------------------------------------

export interface ConnectionStatus {
  readonly id: string;
  readonly state: 'connecting' | 'open' | 'waiting' | 'closed';
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Tries since it was last open. */
  readonly attempt: number;
  /** When the next try comes, in state `waiting`. */
  readonly retryAt?: number;
  readonly problem?: MtpProblem;
  readonly encrypted: boolean;
  /** Kept with the connection by the page (R-MQTT.9). */
  readonly assignedClientId?: string;
  readonly mqttVersion?: MqttVersion;
}

/** A way to an Agent: one connection and, over a broker, the Agent's topic. */
export interface WayStatus {
  readonly connection: string;
  readonly mtp: MtpKind;
  readonly topic?: string;
  readonly open: boolean;
  readonly encrypted: boolean;
  /** Requests take this one now. */
  readonly preferred: boolean;
}

/**
 * `connected`: its connect Record was seen. `assumed`: it answers, but its connect Record was missed (R-MTP.8).
 * `probing`: not heard of yet, asked. `disconnected`: it said so, or every way to it is down.
 */
export type Presence = 'connected' | 'assumed' | 'probing' | 'disconnected';

export interface DeviceStatus {
  /** Names the device on this port: the Agent as one of our own Endpoint IDs knows it. */
  readonly id: string;
  /** Endpoint ID of the Agent. */
  readonly agent: string;
  /** Endpoint ID that it knows us by. */
  readonly controllerId: string;
  readonly presence: Presence;
  /** Why, in words, where it needs some (a disconnect's reason, a missed connect Record). */
  readonly note?: string;
  readonly ways: readonly WayStatus[];
  /** USP versions it says it speaks. */
  readonly versions: readonly string[];
  /** Milliseconds since the epoch; 0: never. */
  readonly lastHeard: number;
  /** Milliseconds from the last request to its answer. */
  readonly roundTrip?: number;
  /** The Session Context with it, where there has been one. */
  readonly session?: PeerSessionStatus;
}

export interface NotifyReport {
  readonly time: number;
  readonly device: string;
  readonly connection: string;
  readonly msgId: string;
  readonly notify: NotifyMessage;
  /** A Boot! of a start that another Subscription has told of. */
  readonly again?: true;
}

/** Progress of an asynchronous command, from its Request object to its end. */
export interface OperationReport {
  readonly device: string;
  readonly command: string;
  readonly commandKey: string;
  /** `Device.LocalAgent.Request.{i}.` of the Agent. */
  readonly requestPath: string;
  readonly state: 'running' | 'complete' | 'lost';
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly outcome?: Extract<OperateOutcome, { type: 'output' | 'failure' }>;
}

/** How far the reading of a capture is, and what was found in it. */
export interface CaptureStatus {
  /** `refused`: it is no capture, or of a version that is not known. `full`: there is no room for the rest of it. */
  readonly state: 'reading' | 'read' | 'stopped' | 'refused' | 'full' | 'failed';
  /** Bytes read, and of how many. */
  readonly read: number;
  readonly size: number;
  readonly entries: number;
  readonly header?: CaptureHeader;
  /** Absent where it was cut off. */
  readonly end?: CaptureEnd;
  /** The first of the lines that are damaged, and how many there are. */
  readonly faults: readonly CaptureFault[];
  readonly faultCount: number;
  /** Why the file could not be read on, in state `failed`. */
  readonly why?: string;
}

// ---- the messages -------------------------------------------------------------------------------------------------

export interface RequestOptions {
  /** Milliseconds; absent: the connection's. */
  readonly timeout?: number;
  /** Take this connection and no other. */
  readonly connection?: string;
}

export type ToWorker =
  | { readonly type: 'open'; readonly config: ConnectionConfig }
  | { readonly type: 'close'; readonly connection: string }
  /** Try again now instead of at `retryAt`. */
  | { readonly type: 'retry'; readonly connection: string }
  | {
      readonly type: 'request';
      readonly id: number;
      readonly device: string;
      readonly request: AnyRequest;
      readonly options: RequestOptions;
    }
  | { readonly type: 'cancel'; readonly id: number }
  /** Sends bytes as they are to an Agent, for tests of what must not work. */
  | { readonly type: 'raw'; readonly id: number; readonly device: string; readonly bytes: Uint8Array }
  /** Asks for the bytes of a text that a person wrote, and what is wrong with it. */
  | {
      readonly type: 'write';
      readonly id: number;
      readonly schema: WrittenSchema;
      readonly text: string;
      readonly variables: readonly NameValue[];
    }
  /** Asks what may come next at a place of such a text, in UTF-16 units. */
  | {
      readonly type: 'complete';
      readonly id: number;
      readonly schema: WrittenSchema;
      readonly text: string;
      readonly at: number;
    }
  /** What the log keeps; numbers of entries go on from `from`, where those before were another worker's. */
  | { readonly type: 'log-bounds'; readonly bounds: BacklogBounds; readonly from: number }
  /** Looks through the log and goes on with what comes, until it is stopped. */
  | { readonly type: 'log-search'; readonly id: number; readonly terms: readonly SearchTerm[] }
  | { readonly type: 'log-search-stop'; readonly id: number }
  /** Asks for the bytes of one log entry, its fields and what in it breaks the standard. */
  | { readonly type: 'log-detail'; readonly id: number; readonly seq: number }
  /** Asks for bytes as text; the page gives them, as it may have masked some. */
  | { readonly type: 'print'; readonly id: number; readonly bytes: Uint8Array; readonly form: PrintForm }
  /** Begins to write the log to a file, and asks for what comes next in it. */
  | { readonly type: 'export'; readonly run: number; readonly options: ExportOptions }
  | { readonly type: 'export-next'; readonly id: number; readonly run: number; readonly verdicts: readonly boolean[] }
  /** It ends with what is in the log now. */
  | { readonly type: 'export-end'; readonly run: number }
  | { readonly type: 'export-stop'; readonly run: number }
  /** Has a worker of its own read a capture, until it is stopped. */
  | { readonly type: 'capture-open'; readonly file: Blob }
  | { readonly type: 'capture-stop' }
  /** Asks to be woken once, in so many milliseconds: a hidden page's own timers may rest for a minute. */
  | { readonly type: 'wake'; readonly id: number; readonly after: number }
  | { readonly type: 'ping'; readonly id: number };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'connection'; readonly status: ConnectionStatus }
  | { readonly type: 'connection-gone'; readonly id: string }
  | { readonly type: 'device'; readonly status: DeviceStatus }
  | { readonly type: 'device-gone'; readonly id: string }
  /** A slice of a large answer; slices come in order and before `answer`. */
  | { readonly type: 'answer-part'; readonly id: number; readonly slice: AnswerSlice }
  /** The end of a request: the last slice. */
  | { readonly type: 'answer'; readonly id: number; readonly slice: AnswerSlice }
  | { readonly type: 'failed'; readonly id: number; readonly error: PlainUspError }
  | { readonly type: 'sent'; readonly id: number }
  | { readonly type: 'written'; readonly id: number; readonly written: WrittenBytes }
  | { readonly type: 'completions'; readonly id: number; readonly completions: Completions }
  | { readonly type: 'notify'; readonly report: NotifyReport }
  | { readonly type: 'operation'; readonly report: OperationReport }
  | { readonly type: 'log'; readonly entries: readonly LogEntry[] }
  | ({ readonly type: 'log-found'; readonly id: number } & SearchProgress)
  | { readonly type: 'log-detail'; readonly id: number; readonly detail?: WireDetail }
  | { readonly type: 'export-slice'; readonly id: number; readonly slice: ExportSlice }
  | { readonly type: 'capture'; readonly status: CaptureStatus }
  | { readonly type: 'awake'; readonly id: number }
  | { readonly type: 'printed'; readonly id: number; readonly text: string }
  | { readonly type: 'pong'; readonly id: number };
