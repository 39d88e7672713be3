/** What a Controller answers to the Requests of an Agent. */
import type { Msg } from '../../gen/usp-msg_pb.ts';
import { buildMessage, type MsgInit } from '../message/message.ts';

type RequestBody = Extract<NonNullable<NonNullable<Msg['body']>['msgBody']>, { case: 'request' }>['value'];
type ResponseInit = Extract<
  NonNullable<NonNullable<MsgInit['body']>['msgBody']>,
  { case: 'response' }
>['value']['respType'] & {};

const noRegistration = 'This Controller keeps no register of Service Elements.';

/** The answer to a Request, Notify left out: that one depends on what the Controller makes of it (R-MSG.0, R-MSG.1). */
export function serve(msgId: string, request: RequestBody): Msg {
  const { case: kind, value } = request.reqType;
  if (kind === 'register') {
    if (!value.allowPartial) return errorMessage(msgId, 7028, noRegistration);
    const failure = { case: 'operFailure' as const, value: { errCode: 7028, errMsg: noRegistration } };
    return response(msgId, {
      case: 'registerResp',
      value: {
        registeredPathResults: value.regPaths.map(({ path }) => ({
          requestedPath: path,
          operStatus: { operStatus: failure },
        })),
      },
    });
  }
  if (kind === 'deregister') {
    // R-DEREG.4: never an Error. An empty path means all that is registered: that is nothing, and it is done.
    const failure = { case: 'operFailure' as const, value: { errCode: 7030, errMsg: 'It was not registered here.' } };
    const success = { case: 'operSuccess' as const, value: { deregisteredPath: [] } };
    return response(msgId, {
      case: 'deregisterResp',
      value: {
        deregisteredPathResults: value.paths.map((path) => ({
          requestedPath: path,
          operStatus: { operStatus: path === '' ? success : failure },
        })),
      },
    });
  }
  return errorMessage(msgId, 7001, 'This Endpoint is a Controller; it does not serve this Request.');
}

/** R-NOT.10: the subscription_id comes back as it was. */
export function notifyResponse(msgId: string, subscriptionId: string): Msg {
  return response(msgId, { case: 'notifyResp', value: { subscriptionId } });
}

function response(msgId: string, respType: ResponseInit): Msg {
  return buildMessage(msgId, { msgBody: { case: 'response', value: { respType } } });
}

function errorMessage(msgId: string, errCode: number, errMsg: string): Msg {
  return buildMessage(msgId, { msgBody: { case: 'error', value: { errCode, errMsg } } });
}
