/** What an Agent sends: Responses, Errors and Notifies as Msg. */
import { buildMessage, type Msg, type MsgInit } from './message.ts';

type BodyInit = NonNullable<NonNullable<MsgInit['body']>['msgBody']>;
type RequestBody = Extract<NonNullable<NonNullable<Msg['body']>['msgBody']>, { case: 'request' }>['value'];
type ReqType = RequestBody['reqType'];

/** The Request of a kind (`get`, `set`, `getSupportedDm` …) as it came in. */
export type RequestOf<Case extends NonNullable<ReqType['case']>> = Extract<ReqType, { case: Case }>['value'];

/** A Response as it is built. */
export type ResponseInit = NonNullable<Extract<BodyInit, { case: 'response' }>['value']['respType']>;
export type ResponseOf<Case extends NonNullable<ResponseInit['case']>> = Extract<ResponseInit, { case: Case }>['value'];

type NotifyInit = Extract<
  NonNullable<Extract<BodyInit, { case: 'request' }>['value']['reqType']>,
  { case: 'notify' }
>['value'];
export type NotificationInit = NonNullable<NonNullable<NotifyInit>['notification']>;

export interface ParamErrorInit {
  readonly paramPath: string;
  readonly errCode: number;
  readonly errMsg: string;
}

/** A Response; its msg_id is that of the Request (R-MSG.9). */
export function responseMessage(msgId: string, respType: ResponseInit): Msg {
  return buildMessage(msgId, { msgBody: { case: 'response', value: { respType } } });
}

export function errorMessage(
  msgId: string,
  errCode: number,
  errMsg: string,
  paramErrs: readonly ParamErrorInit[] = [],
): Msg {
  return buildMessage(msgId, { msgBody: { case: 'error', value: { errCode, errMsg, paramErrs: [...paramErrs] } } });
}

/** A Notify; an empty subscription_id where no Subscription stands behind it (R-NOT.7). */
export function notifyMessage(
  msgId: string,
  subscriptionId: string,
  sendResp: boolean,
  notification: NotificationInit,
): Msg {
  const notify = { subscriptionId, sendResp, notification };
  return buildMessage(msgId, { msgBody: { case: 'request', value: { reqType: { case: 'notify', value: notify } } } });
}

/** Names and values as the pairs of a Message. */
export function pairsOf(entries: Iterable<readonly [key: string, value: string]>): { key: string; value: string }[] {
  return Array.from(entries, ([key, value]) => ({ key, value }));
}
