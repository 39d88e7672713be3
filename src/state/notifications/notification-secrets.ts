/** A notification as it may be written down and searched. */
import type { Notification } from '../../usp/message/answer-types.ts';
import type { DeviceSecrets } from '../device-secrets.ts';

/** Reactive: the notification without the values that stay masked. */
export function withoutSecrets(notification: Notification, secrets: DeviceSecrets): Notification {
  switch (notification.kind) {
    case 'ValueChange':
      return secrets.param(notification.paramPath) ? { ...notification, value: '' } : notification;
    case 'ObjectCreation': {
      const uniqueKeys = notification.uniqueKeys.filter(([name]) => !secrets.param(notification.objPath + name));
      return { ...notification, uniqueKeys };
    }
    case 'Event': {
      const { objPath, eventName, params } = notification;
      return { ...notification, params: secrets.withoutSecrets(objPath + eventName, 'event', params).args };
    }
    case 'OperationComplete': {
      const { objPath, commandName, outcome: end } = notification;
      if (end.type === 'failure') return notification;
      return {
        ...notification,
        outcome: { ...end, args: secrets.withoutSecrets(objPath + commandName, 'output', end.args).args },
      };
    }
    default:
      return notification;
  }
}
