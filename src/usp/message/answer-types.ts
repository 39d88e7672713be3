/** Responses and Notifications of an Agent as plain, structured-cloneable data. Names are TR-369's. */
import type { ParamError } from '../error.ts';
import type { ValueType } from '../value-types.ts';
import type { NameValue } from './request-types.ts';

/** An error of one path or object within a Response. Its presence, not its text, says that it failed. */
export interface PathError {
  readonly code: number;
  readonly message: string;
}

export interface ResolvedObject {
  /** Object path with its dot at the end. */
  readonly path: string;
  /** Parameters relative to `path`; nested ones carry their sub-object, e.g. `Stats.BytesSent`. */
  readonly params: readonly NameValue[];
}

export interface GetResult {
  readonly requestedPath: string;
  readonly error?: PathError;
  readonly objects: readonly ResolvedObject[];
}

export interface Instance {
  readonly path: string;
  readonly uniqueKeys: readonly NameValue[];
}

export interface GetInstancesResult {
  readonly requestedPath: string;
  readonly error?: PathError;
  readonly instances: readonly Instance[];
}

export type ParamAccess = 'readOnly' | 'readWrite' | 'writeOnly';
export type ObjectAccess = 'readOnly' | 'addDelete' | 'addOnly' | 'deleteOnly';
export type ParamType = ValueType;
export type ValueChange = 'unknown' | 'allowed' | 'willIgnore';
export type CommandType = 'unknown' | 'sync' | 'async';

export interface SupportedParam {
  readonly name: string;
  readonly access: ParamAccess;
  readonly type: ParamType;
  readonly valueChange: ValueChange;
}

export interface SupportedCommand {
  readonly name: string;
  readonly type: CommandType;
  readonly inputArgs: readonly string[];
  readonly outputArgs: readonly string[];
}

export interface SupportedEvent {
  readonly name: string;
  readonly args: readonly string[];
}

export interface SupportedObject {
  /** Supported-data-model path, instances written `{i}`, dot at the end. */
  readonly path: string;
  readonly access: ObjectAccess;
  readonly isMultiInstance: boolean;
  readonly params: readonly SupportedParam[];
  readonly commands: readonly SupportedCommand[];
  readonly events: readonly SupportedEvent[];
  readonly divergentPaths: readonly string[];
  readonly uniqueKeySets: readonly (readonly string[])[];
}

export interface GetSupportedDMResult {
  readonly requestedPath: string;
  readonly error?: PathError;
  readonly dataModelInstUri: string;
  readonly objects: readonly SupportedObject[];
}

export interface UpdatedInstance {
  readonly path: string;
  readonly params: readonly NameValue[];
  readonly paramErrors: readonly ParamError[];
}

export interface SetResult {
  readonly requestedPath: string;
  readonly error?: PathError;
  /** Where it failed as a whole: what each instance complained of. */
  readonly instances: readonly UpdatedInstance[];
}

export interface AddResult {
  readonly requestedPath: string;
  readonly error?: PathError;
  readonly instantiatedPath: string;
  readonly uniqueKeys: readonly NameValue[];
  readonly paramErrors: readonly ParamError[];
}

export interface DeleteResult {
  readonly requestedPath: string;
  readonly error?: PathError;
  readonly affectedPaths: readonly string[];
  readonly unaffectedPaths: readonly ParamError[];
}

export type OperateOutcome =
  | { readonly type: 'request'; readonly requestPath: string }
  | { readonly type: 'output'; readonly args: readonly NameValue[] }
  | { readonly type: 'failure'; readonly error: PathError }
  /** The Operate was sent with send_resp false: nobody will say how it went. */
  | { readonly type: 'unanswered' };

export interface OperateResult {
  readonly executedCommand: string;
  readonly outcome: OperateOutcome;
}

export type UspAnswer =
  | { readonly kind: 'Get'; readonly results: readonly GetResult[] }
  | { readonly kind: 'GetInstances'; readonly results: readonly GetInstancesResult[] }
  | { readonly kind: 'GetSupportedDM'; readonly results: readonly GetSupportedDMResult[] }
  | { readonly kind: 'GetSupportedProtocol'; readonly versions: readonly string[] }
  | { readonly kind: 'Set'; readonly results: readonly SetResult[] }
  | { readonly kind: 'Add'; readonly results: readonly AddResult[] }
  | { readonly kind: 'Delete'; readonly results: readonly DeleteResult[] }
  | { readonly kind: 'Operate'; readonly results: readonly OperateResult[] };

/** What a request of a kind is answered with; to one that a person wrote any answer may come. */
export type AnswerOf<K extends UspAnswer['kind'] | 'Written'> = K extends 'Written'
  ? UspAnswer
  : Extract<UspAnswer, { kind: K }>;

export type Notification =
  | {
      readonly kind: 'Event';
      readonly objPath: string;
      readonly eventName: string;
      readonly params: readonly NameValue[];
    }
  | { readonly kind: 'ValueChange'; readonly paramPath: string; readonly value: string }
  | { readonly kind: 'ObjectCreation'; readonly objPath: string; readonly uniqueKeys: readonly NameValue[] }
  | { readonly kind: 'ObjectDeletion'; readonly objPath: string }
  | {
      readonly kind: 'OperationComplete';
      readonly objPath: string;
      readonly commandName: string;
      readonly commandKey: string;
      readonly outcome: Extract<OperateOutcome, { type: 'output' | 'failure' }>;
    }
  | {
      readonly kind: 'OnBoardRequest';
      readonly oui: string;
      readonly productClass: string;
      readonly serialNumber: string;
      readonly versions: readonly string[];
    };

export interface NotifyMessage {
  readonly subscriptionId: string;
  readonly sendResp: boolean;
  readonly notification: Notification;
}
