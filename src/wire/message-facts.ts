/** What the log says of a Message beside its line: the Path Names it is about, and how it ended. No values. */
import type { Msg } from '../usp/message/message.ts';
import type { EntryResult } from './entry.ts';

/** How many paths of a Message an entry carries, and how many characters they have together. */
const pathBounds = { count: 8, characters: 800 };
const mostCodes = 8;

export type Body = NonNullable<NonNullable<Msg['body']>['msgBody']>;
export type RequestType = Extract<Body, { case: 'request' }>['value']['reqType'];
export type ResponseType = Extract<Body, { case: 'response' }>['value']['respType'];
export type NotifyBody = Extract<RequestType, { case: 'notify' }>['value'];

/** The first Path Names of a Message, each once. */
export function pathsOf(msg: Msg): { readonly paths?: readonly string[]; readonly morePaths?: true } {
  const paths = new Set<string>();
  let characters = 0;
  for (const path of allPathsOf(msg)) {
    if (path === '' || paths.has(path)) continue;
    characters += path.length;
    if (paths.size === pathBounds.count || characters > pathBounds.characters)
      return { paths: [...paths], morePaths: true };
    paths.add(path);
  }
  return paths.size === 0 ? {} : { paths: [...paths] };
}

/** Every Path Name that a Message is about; parameters with their object's path before them. */
export function* allPathsOf(msg: Msg): Generator<string> {
  const body = msg.body?.msgBody;
  if (body?.case === 'request') yield* requestPaths(body.value.reqType);
  else if (body?.case === 'response') yield* responsePaths(body.value.respType);
  else if (body?.case === 'error') for (const { paramPath } of body.value.paramErrs) yield paramPath;
}

function* requestPaths({ case: kind, value }: RequestType): Generator<string> {
  switch (kind) {
    case 'get':
      yield* value.paramPaths;
      return;
    case 'getSupportedDm':
    case 'getInstances':
    case 'delete':
      yield* value.objPaths;
      return;
    case 'set':
      for (const { objPath, paramSettings } of value.updateObjs) {
        yield objPath;
        for (const { param } of paramSettings) yield objPath + param;
      }
      return;
    case 'add':
      for (const { objPath, paramSettings } of value.createObjs) {
        yield objPath;
        for (const { param } of paramSettings) yield objPath + param;
      }
      return;
    case 'operate':
      yield value.command;
      return;
    case 'notify':
      yield notifyPath(value);
      return;
    case 'register':
      for (const { path } of value.regPaths) yield path;
      return;
    case 'deregister':
      yield* value.paths;
      return;
    default: // GetSupportedProtocol is about no path
      return;
  }
}

/** What a notification is about; empty where it is about no path. */
export function notifyPath({ notification: { case: kind, value } }: NotifyBody): string {
  switch (kind) {
    case 'event':
      return value.objPath + value.eventName;
    case 'valueChange':
      return value.paramPath;
    case 'objCreation':
    case 'objDeletion':
      return value.objPath;
    case 'operComplete':
      return value.objPath + value.commandName;
    default:
      return '';
  }
}

function* responsePaths({ case: kind, value }: ResponseType): Generator<string> {
  switch (kind) {
    case 'getResp':
      for (const { requestedPath, resolvedPathResults } of value.reqPathResults) {
        yield requestedPath;
        for (const { resolvedPath, resultParams } of resolvedPathResults) {
          yield resolvedPath;
          for (const { key } of resultParams) yield resolvedPath + key;
        }
      }
      return;
    case 'getInstancesResp':
      for (const { requestedPath, currInsts } of value.reqPathResults) {
        yield requestedPath;
        for (const { instantiatedObjPath } of currInsts) yield instantiatedObjPath;
      }
      return;
    case 'getSupportedDmResp':
      for (const { reqObjPath, supportedObjs } of value.reqObjResults) {
        yield reqObjPath;
        for (const { supportedObjPath } of supportedObjs) yield supportedObjPath;
      }
      return;
    case 'setResp':
      for (const { requestedPath } of value.updatedObjResults) yield requestedPath;
      return;
    case 'addResp':
      for (const { requestedPath, operStatus } of value.createdObjResults) {
        yield requestedPath;
        if (operStatus?.operStatus.case === 'operSuccess') yield operStatus.operStatus.value.instantiatedPath;
      }
      return;
    case 'deleteResp':
      for (const { requestedPath, operStatus } of value.deletedObjResults) {
        yield requestedPath;
        if (operStatus?.operStatus.case === 'operSuccess') yield* operStatus.operStatus.value.affectedPaths;
      }
      return;
    case 'operateResp':
      for (const { executedCommand, operationResp } of value.operationResults) {
        yield executedCommand;
        if (operationResp.case === 'reqObjPath') yield operationResp.value;
      }
      return;
    case 'registerResp':
      for (const { requestedPath } of value.registeredPathResults) yield requestedPath;
      return;
    case 'deregisterResp':
      for (const { requestedPath } of value.deregisteredPathResults) yield requestedPath;
      return;
    default: // NotifyResp and GetSupportedProtocolResp are about no path
      return;
  }
}

/** False: a Request that says that it wants no answer. */
export function wantsAnswer(msg: Msg): boolean {
  const body = msg.body?.msgBody;
  if (body?.case !== 'request') return true;
  const { case: kind, value } = body.value.reqType;
  return (kind !== 'notify' && kind !== 'operate') || value.sendResp;
}

/** How a Message says that something ended; undefined where it says nothing of the kind. */
export function resultOf(msg: Msg): EntryResult | undefined {
  const body = msg.body?.msgBody;
  if (body?.case === 'error') return { ok: false, codes: [body.value.errCode] };
  if (body?.case === 'response') return responseResult(body.value.respType);
  if (body?.case !== 'request' || body.value.reqType.case !== 'notify') return undefined;
  const { notification } = body.value.reqType.value;
  if (notification.case !== 'operComplete') return undefined;
  const { operationResp } = notification.value;
  return operationResp.case === 'cmdFailure'
    ? { ok: false, codes: [operationResp.value.errCode] }
    : { ok: true, codes: [] };
}

function responseResult({ case: kind, value }: ResponseType): EntryResult | undefined {
  switch (kind) {
    case undefined:
      return undefined;
    case 'getResp':
    case 'getInstancesResp':
      return summary(value.reqPathResults.map(({ errCode }) => pathCodes(errCode)));
    case 'getSupportedDmResp':
      return summary(value.reqObjResults.map(({ errCode }) => pathCodes(errCode)));
    case 'setResp':
      return summary(value.updatedObjResults.map(setCodes));
    case 'addResp':
      return summary(value.createdObjResults.map(addCodes));
    case 'deleteResp':
      return summary(value.deletedObjResults.map(deleteCodes));
    case 'operateResp':
      return summary(
        value.operationResults.map(({ operationResp }) =>
          operationResp.case === 'cmdFailure' ? [operationResp.value.errCode] : [],
        ),
      );
    case 'registerResp':
      return summary(value.registeredPathResults.map(registerCodes));
    case 'deregisterResp':
      return summary(value.deregisteredPathResults.map(registerCodes));
    default:
      return { ok: true, codes: [] };
  }
}

/** The error codes of one result: none where all went well, `noCode` where it failed without one. */
type Codes = readonly number[];
const noCode = 0;

function pathCodes(errCode: number): Codes {
  return errCode === 0 ? [] : [errCode];
}

type ResultsOf<Kind extends ResponseType['case']> = Extract<ResponseType, { case: Kind }>['value'];

function setCodes({ operStatus }: ResultsOf<'setResp'>['updatedObjResults'][number]): Codes {
  const status = operStatus?.operStatus;
  if (status?.case !== 'operSuccess') return [status?.value?.errCode ?? noCode];
  return status.value.updatedInstResults.flatMap(({ paramErrs }) => paramErrs.map(({ errCode }) => errCode));
}

function addCodes({ operStatus }: ResultsOf<'addResp'>['createdObjResults'][number]): Codes {
  const status = operStatus?.operStatus;
  if (status?.case !== 'operSuccess') return [status?.value?.errCode ?? noCode];
  return status.value.paramErrs.map(({ errCode }) => errCode);
}

function deleteCodes({ operStatus }: ResultsOf<'deleteResp'>['deletedObjResults'][number]): Codes {
  const status = operStatus?.operStatus;
  if (status?.case !== 'operSuccess') return [status?.value?.errCode ?? noCode];
  return status.value.unaffectedPathErrs.map(({ errCode }) => errCode);
}

type Registered =
  | ResultsOf<'registerResp'>['registeredPathResults'][number]
  | ResultsOf<'deregisterResp'>['deregisteredPathResults'][number];

function registerCodes({ operStatus }: Registered): Codes {
  const status = operStatus?.operStatus;
  return status?.case === 'operSuccess' ? [] : [status?.value?.errCode ?? noCode];
}

function summary(results: readonly Codes[]): EntryResult {
  const failed = results.filter((codes) => codes.length > 0).length;
  const codes = new Set(results.flat().filter((code) => code !== noCode));
  return { ok: failed === 0, codes: [...codes].slice(0, mostCodes), results: results.length, failed };
}
