/** A Controller's requests as Msg: plain data in, one Request body out. */
import type { Msg } from '../../gen/usp-msg_pb.ts';
import { buildMessage, encodeMessage, typeOfBody, type MsgInit } from './message.ts';
import type { AnyRequest, NameValue, UspRequest } from './request-types.ts';
import { writtenFacts } from './written-request.ts';

type RequestInit = Extract<NonNullable<NonNullable<MsgInit['body']>['msgBody']>, { case: 'request' }>['value'];
type ReqType = NonNullable<RequestInit['reqType']>;

/** The versions of USP whose Records and Messages we understand, as GetSupportedProtocol says them. */
export const supportedVersions = '1.0,1.1,1.2,1.3,1.4';

/** Builds the Msg of a request. The command key of an Operate is set by the caller. */
export function writeRequest(msgId: string, request: UspRequest): Msg {
  return buildMessage(msgId, { msgBody: { case: 'request', value: { reqType: reqTypeOf(request) } } });
}

/** What a caller's request has that no Message can hold, e.g. a negative depth; undefined where all is well. */
export function problemWith(request: AnyRequest): string | undefined {
  // Whatever a person wrote may be sent.
  if (request.kind === 'Written') return undefined;
  try {
    const msg = writeRequest('any', request);
    encodeMessage(msg);
    return typeOfBody(msg) === undefined ? 'there is no such request' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What goes into the Exchange for a request. */
export function outgoing(msgId: string, request: AnyRequest): OutgoingMessage {
  if (request.kind !== 'Written') return { msg: writeRequest(msgId, request) };
  return { msg: writtenFacts(request).msg, payload: request.bytes };
}

export interface OutgoingMessage {
  readonly msg: Msg | undefined;
  readonly payload?: Uint8Array<ArrayBuffer>;
}

function reqTypeOf(request: UspRequest): ReqType {
  switch (request.kind) {
    case 'Get':
      return { case: 'get', value: { paramPaths: [...request.paths], maxDepth: request.maxDepth ?? 0 } };
    case 'GetInstances':
      return {
        case: 'getInstances',
        value: { objPaths: [...request.paths], firstLevelOnly: request.firstLevelOnly ?? false },
      };
    case 'GetSupportedDM':
      return {
        case: 'getSupportedDm',
        value: {
          objPaths: [...request.paths],
          firstLevelOnly: request.firstLevelOnly ?? false,
          returnCommands: request.returnCommands ?? true,
          returnEvents: request.returnEvents ?? true,
          returnParams: request.returnParams ?? true,
          returnUniqueKeySets: request.returnUniqueKeySets ?? true,
        },
      };
    case 'GetSupportedProtocol':
      return { case: 'getSupportedProtocol', value: { controllerSupportedProtocolVersions: supportedVersions } };
    case 'Set':
      return {
        case: 'set',
        value: {
          allowPartial: request.allowPartial ?? false,
          updateObjs: request.objects.map((object) => ({ objPath: object.path, paramSettings: settings(object) })),
        },
      };
    case 'Add':
      return {
        case: 'add',
        value: {
          allowPartial: request.allowPartial ?? false,
          createObjs: request.objects.map((object) => ({ objPath: object.path, paramSettings: settings(object) })),
        },
      };
    case 'Delete':
      return { case: 'delete', value: { allowPartial: request.allowPartial ?? false, objPaths: [...request.paths] } };
    case 'Operate':
      return {
        case: 'operate',
        value: {
          command: request.command,
          commandKey: request.commandKey ?? '',
          sendResp: request.sendResp ?? true,
          inputArgs: pairs(request.args ?? []),
        },
      };
  }
}

function settings(object: Extract<UspRequest, { kind: 'Set' }>['objects'][number]) {
  return object.params.map(({ param, value, required }) => ({ param, value, required: required ?? true }));
}

function pairs(list: readonly NameValue[]): { key: string; value: string }[] {
  return list.map(([key, value]) => ({ key, value }));
}
