/** Records and Messages in words: one line for the log. */
import { Header_MsgTypeSchema } from '../../gen/usp-msg_pb.ts';
import type { Msg } from '../message/message.ts';
import type { UspRecord } from './record.ts';

const pathsInSummary = 3;

/** The standard's name of a Message's type, as its header says it. */
export function messageTypeName(msg: Msg): string {
  const number = msg.header?.msgType;
  return number === undefined ? '' : (Header_MsgTypeSchema.value[number]?.name ?? String(number));
}

/** One line on a Record that carries no Message. */
export function summariseRecord(record: UspRecord): string {
  const { recordType } = record;
  switch (recordType.case) {
    case 'mqttConnect':
      return `at ${recordType.value.subscribedTopic}`;
    case 'disconnect':
      return [recordType.value.reasonCode || '', recordType.value.reason].filter((part) => part !== '').join(' ');
    case 'sessionContext':
      return summariseSession(recordType.value);
    default:
      return '';
  }
}

type SessionFields = Extract<UspRecord['recordType'], { case: 'sessionContext' }>['value'];

const sarWords = ['', 'first piece', 'middle piece', 'last piece'] as const;

/** Where a Record stands in its Session Context, and which piece of a Message it carries. */
function summariseSession(fields: SessionFields): string {
  const bytes = fields.payload.reduce((sum, payload) => sum + payload.length, 0);
  const parts = [
    `session ${fields.sessionId} Record ${fields.sequenceId}, expects ${fields.expectedId}`,
    fields.retransmitId > 0n ? `asks for ${fields.retransmitId} again` : '',
    sarWords[fields.payloadSarState] ?? '',
    bytes === 0 ? 'nothing to say' : `${bytes} bytes`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** One line on a Message: what it is about. */
export function summariseMessage(msg: Msg): string {
  const body = msg.body?.msgBody;
  if (body?.case === 'error') return `${body.value.errCode} ${body.value.errMsg}`;
  if (body?.case === 'request') return summariseRequest(body.value.reqType);
  if (body?.case === 'response') return summariseResponse(body.value.respType);
  return '';
}

type BodyOf<Kind extends 'request' | 'response'> = Extract<
  NonNullable<Msg['body']>['msgBody'],
  { case: Kind }
>['value'];

function summariseRequest(request: BodyOf<'request'>['reqType']): string {
  const { case: kind, value } = request;
  switch (kind) {
    case 'get':
      return list(value.paramPaths);
    case 'getSupportedDm':
    case 'getInstances':
    case 'delete':
      return list(value.objPaths);
    case 'set':
      return list(value.updateObjs.map((object) => object.objPath));
    case 'add':
      return list(value.createObjs.map((object) => object.objPath));
    case 'operate':
      return value.command;
    case 'notify':
      return summariseNotify(value.notification);
    case 'register':
      return list(value.regPaths.map(({ path }) => path));
    case 'deregister':
      return list(value.paths);
    default:
      return '';
  }
}

type NotificationBody = Extract<BodyOf<'request'>['reqType'], { case: 'notify' }>['value']['notification'];

function summariseNotify(notification: NotificationBody): string {
  const { case: kind, value } = notification;
  switch (kind) {
    case 'event':
      return `${value.objPath}${value.eventName}`;
    case 'valueChange':
      return value.paramPath;
    case 'objCreation':
    case 'objDeletion':
      return value.objPath;
    case 'operComplete':
      return `${value.objPath}${value.commandName}`;
    case 'onBoardReq':
      return `${value.oui} ${value.productClass} ${value.serialNumber}`;
    default:
      return '';
  }
}

function summariseResponse(response: BodyOf<'response'>['respType']): string {
  const { case: kind, value } = response;
  switch (kind) {
    case 'getResp':
    case 'getInstancesResp':
      return outcome(value.reqPathResults);
    case 'getSupportedDmResp':
      return outcome(value.reqObjResults);
    case 'getSupportedProtocolResp':
      return value.agentSupportedProtocolVersions;
    case 'setResp':
      return statuses(value.updatedObjResults);
    case 'addResp':
      return statuses(value.createdObjResults);
    case 'deleteResp':
      return statuses(value.deletedObjResults);
    case 'operateResp':
      return list(value.operationResults.map((result) => result.executedCommand));
    default:
      return '';
  }
}

function outcome(results: readonly { readonly errCode: number }[]): string {
  return count(results.length, results.filter((result) => result.errCode !== 0).length);
}

interface WithStatus {
  readonly operStatus?: { readonly operStatus: { readonly case?: string | undefined } } | undefined;
}

function statuses(results: readonly WithStatus[]): string {
  return count(results.length, results.filter((result) => result.operStatus?.operStatus.case !== 'operSuccess').length);
}

function count(all: number, failed: number): string {
  const results = all === 1 ? '1 result' : `${all} results`;
  return failed === 0 ? results : `${results}, ${failed} failed`;
}

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, pathsInSummary).join(', ');
  return paths.length > pathsInSummary ? `${shown} and ${paths.length - pathsInSummary} more` : shown;
}
