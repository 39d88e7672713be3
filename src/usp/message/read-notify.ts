/** An Agent's Notify as plain data. */
import type { Notify } from '../../gen/usp-msg_pb.ts';
import type { NotifyMessage, Notification } from './answer-types.ts';
import { nameValues, readVersions } from './read-answer.ts';

/** Reads a Notify; undefined where it breaks R-ENC.3, which decoding lets through nowhere. */
export function readNotify(notify: Notify): NotifyMessage | undefined {
  const notification = readNotification(notify);
  return notification && { subscriptionId: notify.subscriptionId, sendResp: notify.sendResp, notification };
}

function readNotification(notify: Notify): Notification | undefined {
  const { case: kind, value } = notify.notification;
  switch (kind) {
    case 'event':
      return {
        kind: 'Event',
        objPath: value.objPath,
        eventName: value.eventName,
        params: nameValues(value.params),
      };
    case 'valueChange':
      return { kind: 'ValueChange', paramPath: value.paramPath, value: value.paramValue };
    case 'objCreation':
      return { kind: 'ObjectCreation', objPath: value.objPath, uniqueKeys: nameValues(value.uniqueKeys) };
    case 'objDeletion':
      return { kind: 'ObjectDeletion', objPath: value.objPath };
    case 'operComplete': {
      const { operationResp } = value;
      const outcome =
        operationResp.case === 'reqOutputArgs'
          ? ({ type: 'output', args: nameValues(operationResp.value.outputArgs) } as const)
          : ({
              type: 'failure',
              error: { code: operationResp.value?.errCode ?? 7003, message: operationResp.value?.errMsg ?? '' },
            } as const);
      return {
        kind: 'OperationComplete',
        objPath: value.objPath,
        commandName: value.commandName,
        commandKey: value.commandKey,
        outcome,
      };
    }
    case 'onBoardReq':
      return {
        kind: 'OnBoardRequest',
        oui: value.oui,
        productClass: value.productClass,
        serialNumber: value.serialNumber,
        versions: readVersions(value.agentSupportedProtocolVersions),
      };
    default:
      return undefined;
  }
}
