/** Requests of a Controller as plain data: what a caller says, before it is a Msg. Names are TR-369's. */

export interface GetRequest {
  readonly kind: 'Get';
  readonly paths: readonly string[];
  /** Levels below each path; 0 or absent: all. */
  readonly maxDepth?: number;
}

export interface GetInstancesRequest {
  readonly kind: 'GetInstances';
  readonly paths: readonly string[];
  readonly firstLevelOnly?: boolean;
}

export interface GetSupportedDMRequest {
  readonly kind: 'GetSupportedDM';
  readonly paths: readonly string[];
  readonly firstLevelOnly?: boolean;
  readonly returnCommands?: boolean;
  readonly returnEvents?: boolean;
  readonly returnParams?: boolean;
  readonly returnUniqueKeySets?: boolean;
}

export interface GetSupportedProtocolRequest {
  readonly kind: 'GetSupportedProtocol';
}

export interface ParamSetting {
  readonly param: string;
  readonly value: string;
  readonly required?: boolean;
}

export interface ObjectSettings {
  readonly path: string;
  readonly params: readonly ParamSetting[];
}

export interface SetRequest {
  readonly kind: 'Set';
  readonly allowPartial?: boolean;
  readonly objects: readonly ObjectSettings[];
}

export interface AddRequest {
  readonly kind: 'Add';
  readonly allowPartial?: boolean;
  readonly objects: readonly ObjectSettings[];
}

export interface DeleteRequest {
  readonly kind: 'Delete';
  readonly allowPartial?: boolean;
  readonly paths: readonly string[];
}

export interface OperateRequest {
  readonly kind: 'Operate';
  /** Path of the command with its parentheses, e.g. `Device.IP.Diagnostics.IPPing()`. */
  readonly command: string;
  readonly commandKey?: string;
  /** Absent: true. False: the Agent sends no Response; the request ends as soon as it is sent. */
  readonly sendResp?: boolean;
  readonly args?: readonly NameValue[];
}

/** A name and its value; a pair, because a peer's name is never a key of an object. */
export type NameValue = readonly [name: string, value: string];

export type UspRequest =
  | GetRequest
  | GetInstancesRequest
  | GetSupportedDMRequest
  | GetSupportedProtocolRequest
  | SetRequest
  | AddRequest
  | DeleteRequest
  | OperateRequest;

export type RequestKind = UspRequest['kind'];

/** Bytes that a person wrote: a Message, which is sent as all are, or a whole Record, which is sent as it is. */
export interface WrittenRequest {
  readonly kind: 'Written';
  readonly schema: 'Msg' | 'Record';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type AnyRequest = UspRequest | WrittenRequest;
