import { create } from '@bufbuild/protobuf';
import { fromText } from '@bufbuild/protobuf/txtpb';
import { describe, expect, it } from 'vitest';
import { NotifySchema } from '../../gen/usp-msg_pb.ts';
import { vectorBytes } from '../testing/vectors.ts';
import { decodeMessage } from './message.ts';
import { readNotify } from './read-notify.ts';

function fromVector(name: string) {
  const decoded = decodeMessage(vectorBytes(name));
  const body = decoded.ok ? decoded.msg.body?.msgBody : undefined;
  const request = body?.case === 'request' ? body.value.reqType : undefined;
  return request?.case === 'notify' ? readNotify(request.value) : undefined;
}

describe('all six kinds of Notify [R-ENC.0]', () => {
  it('ValueChange', () => {
    expect(fromVector('notify_value_change')).toEqual({
      subscriptionId: 's1',
      sendResp: true,
      notification: { kind: 'ValueChange', paramPath: 'Device.WiFi.Radio.1.Channel', value: '36' },
    });
  });

  it('Event', () => {
    expect(fromVector('notify_event')).toEqual({
      subscriptionId: 'boot',
      sendResp: false,
      notification: {
        kind: 'Event',
        objPath: 'Device.',
        eventName: 'Boot!',
        params: [
          ['Cause', 'LocalReboot'],
          ['ParameterMap', '{}'],
        ],
      },
    });
  });

  it('ObjectCreation and ObjectDeletion', () => {
    expect(fromVector('notify_object_creation')?.notification).toEqual({
      kind: 'ObjectCreation',
      objPath: 'Device.Hosts.Host.4.',
      uniqueKeys: [['PhysAddress', '00:00:5E:00:53:01']],
    });
    expect(fromVector('notify_object_deletion')?.notification).toEqual({
      kind: 'ObjectDeletion',
      objPath: 'Device.Hosts.Host.4.',
    });
  });

  it('OperationComplete, done and failed', () => {
    const about = {
      kind: 'OperationComplete',
      objPath: 'Device.IP.Diagnostics.',
      commandName: 'IPPing()',
      commandKey: 'k',
    };
    expect(fromVector('notify_operation_complete')?.notification).toEqual({
      ...about,
      outcome: { type: 'output', args: [['AverageResponseTime', '12']] },
    });
    expect(fromVector('notify_operation_failed')?.notification).toEqual({
      ...about,
      outcome: { type: 'failure', error: { code: 7022, message: 'no route' } },
    });
  });

  it('OnBoardRequest', () => {
    expect(fromVector('notify_onboard_request')).toEqual({
      subscriptionId: '',
      sendResp: true,
      notification: {
        kind: 'OnBoardRequest',
        oui: '00256D',
        productClass: 'GW',
        serialNumber: '0123',
        versions: ['1.3', '1.4'],
      },
    });
  });
});

it('a Notify without a notification is none [R-ENC.3]', () => {
  expect(readNotify(create(NotifySchema, { subscriptionId: 's' }))).toBeUndefined();
});

it('names that a peer chose stay names', () => {
  const notify = fromText(NotifySchema, 'event { event_name: "X!" params { key: "__proto__" value: "1" } }');
  expect(readNotify(notify)?.notification).toMatchObject({ params: [['__proto__', '1']] });
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});
