/** An Agent's Responses as plain data. What the schema allows but makes no sense is told, not guessed. */
import {
  GetSupportedDMResp_CmdType as CmdType,
  GetSupportedDMResp_ObjAccessType as ObjAccess,
  GetSupportedDMResp_ParamAccessType as ParamAccessNumber,
  GetSupportedDMResp_ValueChangeType as ValueChangeNumber,
  type GetSupportedDMResp_SupportedObjectResult,
  type Error as ErrorBody,
  type Pair,
  type Response,
} from '../../gen/usp-msg_pb.ts';
import type { ParamError } from '../error.ts';
import type {
  AddResult,
  CommandType,
  DeleteResult,
  ObjectAccess,
  OperateResult,
  ParamAccess,
  PathError,
  SetResult,
  SupportedObject,
  UspAnswer,
  ValueChange,
} from './answer-types.ts';
import { valueTypeOfNumber } from '../value-types.ts';
import type { NameValue } from './request-types.ts';

/** Reads a Response; undefined where it is one that no request of ours asks for (NotifyResp and the like). */
export function readAnswer(response: Response): UspAnswer | undefined {
  const { case: kind, value } = response.respType;
  switch (kind) {
    case 'getResp':
      return {
        kind: 'Get',
        results: value.reqPathResults.map((result) => ({
          requestedPath: result.requestedPath,
          ...errorOf(result),
          objects: result.resolvedPathResults.map((object) => ({
            path: object.resolvedPath,
            params: nameValues(object.resultParams),
          })),
        })),
      };
    case 'getInstancesResp':
      return {
        kind: 'GetInstances',
        results: value.reqPathResults.map((result) => ({
          requestedPath: result.requestedPath,
          ...errorOf(result),
          instances: result.currInsts.map((instance) => ({
            path: instance.instantiatedObjPath,
            uniqueKeys: nameValues(instance.uniqueKeys),
          })),
        })),
      };
    case 'getSupportedDmResp':
      return {
        kind: 'GetSupportedDM',
        results: value.reqObjResults.map((result) => ({
          requestedPath: result.reqObjPath,
          ...errorOf(result),
          dataModelInstUri: result.dataModelInstUri,
          objects: result.supportedObjs.map(readSupportedObject),
        })),
      };
    case 'getSupportedProtocolResp':
      return { kind: 'GetSupportedProtocol', versions: readVersions(value.agentSupportedProtocolVersions) };
    case 'setResp':
      return { kind: 'Set', results: value.updatedObjResults.map(readSetResult) };
    case 'addResp':
      return { kind: 'Add', results: value.createdObjResults.map(readAddResult) };
    case 'deleteResp':
      return { kind: 'Delete', results: value.deletedObjResults.map(readDeleteResult) };
    case 'operateResp':
      return { kind: 'Operate', results: value.operationResults.map(readOperateResult) };
    default:
      return undefined;
  }
}

/** A comma-separated list of USP versions, as GetSupportedProtocol and OnBoardRequest carry it. */
export function readVersions(text: string): string[] {
  return text
    .split(',')
    .map((version) => version.trim())
    .filter((version) => version !== '');
}

/** The pairs of a map as names and values; where a name is there twice the last one counts, as protobuf says. */
export function nameValues(pairs: readonly Pair[]): NameValue[] {
  const values = new Map<string, string>();
  for (const { key, value } of pairs) values.set(key, value);
  return [...values];
}

/** The parameter errors of an Error Message. */
export function readParamErrors(error: ErrorBody): ParamError[] {
  return error.paramErrs.map((param) => ({ path: param.paramPath, code: param.errCode, message: param.errMsg }));
}

interface Failure {
  readonly errCode: number;
  readonly errMsg: string;
}

/** A path failed when its code says so; the text alone says nothing. */
function errorOf(result: Failure): { error: PathError } | Record<never, never> {
  return result.errCode === 0 ? {} : { error: failure(result) };
}

function failure({ errCode, errMsg }: Failure): PathError {
  return { code: errCode, message: errMsg };
}

/** An oper_status without a member can't get here (R-ENC.3); a missing oper_status message can. */
const noStatus: PathError = { code: 7003, message: 'The Agent gave no result for this path.' };

function paramErrors(errors: readonly (Failure & { readonly param: string })[]): ParamError[] {
  return errors.map((error) => ({ path: error.param, code: error.errCode, message: error.errMsg }));
}

type SetResp = Extract<Response['respType'], { case: 'setResp' }>['value'];
type AddResp = Extract<Response['respType'], { case: 'addResp' }>['value'];
type DeleteResp = Extract<Response['respType'], { case: 'deleteResp' }>['value'];
type OperateResp = Extract<Response['respType'], { case: 'operateResp' }>['value'];

function readSetResult(result: SetResp['updatedObjResults'][number]): SetResult {
  const { requestedPath, operStatus } = result;
  const status = operStatus?.operStatus;
  if (status?.case === 'operSuccess') {
    const instances = status.value.updatedInstResults.map((instance) => ({
      path: instance.affectedPath,
      params: nameValues(instance.updatedParams),
      paramErrors: paramErrors(instance.paramErrs),
    }));
    return { requestedPath, instances };
  }
  if (status?.case !== 'operFailure') return { requestedPath, error: noStatus, instances: [] };
  const instances = status.value.updatedInstFailures.map((instance) => ({
    path: instance.affectedPath,
    params: [],
    paramErrors: paramErrors(instance.paramErrs),
  }));
  return { requestedPath, error: failure(status.value), instances };
}

function readAddResult(result: AddResp['createdObjResults'][number]): AddResult {
  const { requestedPath, operStatus } = result;
  const status = operStatus?.operStatus;
  if (status?.case === 'operSuccess') {
    return {
      requestedPath,
      instantiatedPath: status.value.instantiatedPath,
      uniqueKeys: nameValues(status.value.uniqueKeys),
      paramErrors: paramErrors(status.value.paramErrs),
    };
  }
  const error = status?.case === 'operFailure' ? failure(status.value) : noStatus;
  return { requestedPath, error, instantiatedPath: '', uniqueKeys: [], paramErrors: [] };
}

function readDeleteResult(result: DeleteResp['deletedObjResults'][number]): DeleteResult {
  const { requestedPath, operStatus } = result;
  const status = operStatus?.operStatus;
  if (status?.case === 'operSuccess') {
    const unaffectedPaths = status.value.unaffectedPathErrs.map((error) => ({
      path: error.unaffectedPath,
      code: error.errCode,
      message: error.errMsg,
    }));
    return { requestedPath, affectedPaths: status.value.affectedPaths, unaffectedPaths };
  }
  const error = status?.case === 'operFailure' ? failure(status.value) : noStatus;
  return { requestedPath, error, affectedPaths: [], unaffectedPaths: [] };
}

function readOperateResult(result: OperateResp['operationResults'][number]): OperateResult {
  const { executedCommand, operationResp } = result;
  switch (operationResp.case) {
    case 'reqObjPath':
      return { executedCommand, outcome: { type: 'request', requestPath: operationResp.value } };
    case 'reqOutputArgs':
      return { executedCommand, outcome: { type: 'output', args: nameValues(operationResp.value.outputArgs) } };
    case 'cmdFailure':
      return { executedCommand, outcome: { type: 'failure', error: failure(operationResp.value) } };
    default:
      return { executedCommand, outcome: { type: 'failure', error: noStatus } };
  }
}

const paramAccess = new Map<ParamAccessNumber, ParamAccess>([
  [ParamAccessNumber.PARAM_READ_WRITE, 'readWrite'],
  [ParamAccessNumber.PARAM_WRITE_ONLY, 'writeOnly'],
]);
const objectAccess = new Map<ObjAccess, ObjectAccess>([
  [ObjAccess.OBJ_ADD_DELETE, 'addDelete'],
  [ObjAccess.OBJ_ADD_ONLY, 'addOnly'],
  [ObjAccess.OBJ_DELETE_ONLY, 'deleteOnly'],
]);
const valueChange = new Map<ValueChangeNumber, ValueChange>([
  [ValueChangeNumber.VALUE_CHANGE_ALLOWED, 'allowed'],
  [ValueChangeNumber.VALUE_CHANGE_WILL_IGNORE, 'willIgnore'],
]);
const commandTypes = new Map<CmdType, CommandType>([
  [CmdType.CMD_SYNC, 'sync'],
  [CmdType.CMD_ASYNC, 'async'],
]);

function readSupportedObject(object: GetSupportedDMResp_SupportedObjectResult): SupportedObject {
  return {
    path: object.supportedObjPath,
    access: objectAccess.get(object.access) ?? 'readOnly',
    isMultiInstance: object.isMultiInstance,
    params: object.supportedParams.map((param) => ({
      name: param.paramName,
      access: paramAccess.get(param.access) ?? 'readOnly',
      type: valueTypeOfNumber(param.valueType),
      valueChange: valueChange.get(param.valueChange) ?? 'unknown',
    })),
    commands: object.supportedCommands.map((command) => ({
      name: command.commandName,
      type: commandTypes.get(command.commandType) ?? 'unknown',
      inputArgs: command.inputArgNames,
      outputArgs: command.outputArgNames,
    })),
    events: object.supportedEvents.map((event) => ({ name: event.eventName, args: event.argNames })),
    divergentPaths: object.divergentPaths,
    uniqueKeySets: object.uniqueKeySets.map((set) => set.keyNames),
  };
}
