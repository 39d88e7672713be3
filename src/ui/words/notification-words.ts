/** A Notification in a line that a person reads: what happened, where, and with which values. */
import type { Notification } from '../../usp/message/answer-types.ts';
import type { NameValue } from '../../usp/message/request-types.ts';

export interface NotificationWords {
  readonly title: string;
  /** Where it happened; empty: nowhere in the model. */
  readonly path: string;
  readonly values: readonly NameValue[];
  readonly bad: boolean;
}

/** Causes of Boot! as TR-181 names them. */
const bootCauses = new Map([
  ['LocalReboot', 'restarted on the spot'],
  ['RemoteReboot', 'restarted from afar'],
  ['LocalFactoryReset', 'reset to factory settings on the spot'],
  ['RemoteFactoryReset', 'reset to factory settings from afar'],
]);

/** OperationPerformed of DUStateChange! */
const softwareWords = new Map([
  ['Install', 'installed'],
  ['Update', 'updated'],
  ['Uninstall', 'uninstalled'],
]);

export function notificationWords(notification: Notification): NotificationWords {
  switch (notification.kind) {
    case 'ValueChange':
      return words('Value changed', notification.paramPath, [['New value', notification.value]]);
    case 'ObjectCreation':
      return words('Row added', notification.objPath, notification.uniqueKeys);
    case 'ObjectDeletion':
      return words('Row gone', notification.objPath, []);
    case 'OperationComplete': {
      const { objPath, commandName, outcome } = notification;
      if (outcome.type === 'output') return words('Command ended', objPath + commandName, outcome.args);
      const failed = [`${outcome.error.code}`, outcome.error.message] as const;
      return { ...words('Command failed', objPath + commandName, [failed]), bad: true };
    }
    case 'OnBoardRequest':
      return words('The device asks to be taken on board', '', [
        ['OUI', notification.oui],
        ['Product class', notification.productClass],
        ['Serial number', notification.serialNumber],
        ['USP versions', notification.versions.join(', ')],
      ]);
    case 'Event':
      return eventWords(notification.objPath, notification.eventName, notification.params);
  }
}

/** What a Subscription of each NotifType tells of. */
export const notifTypeWords = {
  Event: 'An event',
  ValueChange: 'A changed value',
  ObjectCreation: 'A row that was added',
  ObjectDeletion: 'A row that is gone',
  OperationComplete: 'The end of a command',
} as const;

/** The kinds that a person can look for. */
export const notificationKinds = [
  ['Event', 'Events'],
  ['ValueChange', 'Values'],
  ['ObjectCreation', 'Rows added'],
  ['ObjectDeletion', 'Rows gone'],
  ['OperationComplete', 'Commands'],
  ['OnBoardRequest', 'On board'],
] as const;

function eventWords(object: string, name: string, params: readonly NameValue[]): NotificationWords {
  if (name === 'Boot!') {
    const cause = params.find(([param]) => param === 'Cause')?.[1] ?? '';
    const updated = ['true', '1'].includes(params.find(([param]) => param === 'FirmwareUpdated')?.[1] ?? '');
    const why = cause ? `: ${bootCauses.get(cause) ?? cause}` : '';
    return words(`The device started${why}${updated ? ', with another firmware' : ''}`, object + name, params);
  }
  if (name === 'Periodic!') return words('A sign of life, as arranged', object + name, params);
  if (name === 'TransferComplete!') {
    const fault = params.find(([param]) => param === 'FaultCode')?.[1] ?? '0';
    const failed = fault !== '0' && fault !== '';
    return { ...words(failed ? 'A transfer failed' : 'A transfer ended', object + name, params), bad: failed };
  }
  if (name === 'DUStateChange!') {
    const [, operation] = params.find(([param]) => param === 'OperationPerformed') ?? [];
    const failed = params.some(([param, value]) => param === 'Fault.FaultCode' && value !== '' && value !== '0');
    const done = softwareWords.get(operation ?? '') ?? 'changed';
    const title = failed ? `Software was not ${done}` : `Software was ${done}`;
    return { ...words(title, object + name, params), bad: failed };
  }
  return words(`Event ${name}`, object + name, params);
}

function words(title: string, path: string, values: readonly NameValue[]): NotificationWords {
  return { title, path, values, bad: false };
}
