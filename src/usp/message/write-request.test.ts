import { fromText } from '@bufbuild/protobuf/txtpb';
import { describe, expect, it } from 'vitest';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { goodVectors } from '../testing/vectors.ts';
import { decodeMessage, encodeMessage } from './message.ts';
import type { UspRequest } from './request-types.ts';
import { writeRequest } from './write-request.ts';

/** What arrives at the other side. */
function overTheWire(msgId: string, request: UspRequest) {
  const decoded = decodeMessage(encodeMessage(writeRequest(msgId, request)));
  if (!decoded.ok) throw new Error(decoded.fault.detail);
  return decoded.msg;
}

function requestText(text: string) {
  return fromText(MsgSchema, `body { request { ${text} } }`).body;
}

describe('every request is the Message that the standard has for it [R-ENC.0] [R-MSG.5]', () => {
  it.each<[vector: string, msgId: string, request: UspRequest]>([
    ['get', '1', { kind: 'Get', paths: ['Device.DeviceInfo.', 'Device.WiFi.Radio.*.Channel'], maxDepth: 2 }],
    [
      'set',
      '2',
      {
        kind: 'Set',
        allowPartial: true,
        objects: [{ path: 'Device.WiFi.SSID.1.', params: [{ param: 'SSID', value: 'home', required: true }] }],
      },
    ],
    [
      'add',
      '3',
      {
        kind: 'Add',
        objects: [
          {
            path: 'Device.LocalAgent.Subscription.',
            params: [
              { param: 'ID', value: 's1' },
              { param: 'NotifType', value: 'ValueChange', required: false },
            ],
          },
        ],
      },
    ],
    ['delete', '4', { kind: 'Delete', paths: ['Device.LocalAgent.Subscription.7.'] }],
    [
      'operate',
      '5',
      {
        kind: 'Operate',
        command: 'Device.IP.Diagnostics.IPPing()',
        commandKey: 'k',
        args: [['Host', '192.0.2.1']],
      },
    ],
    ['get_instances', '13', { kind: 'GetInstances', paths: ['Device.WiFi.SSID.'], firstLevelOnly: true }],
    ['get_supported_dm', '14', { kind: 'GetSupportedDM', paths: ['Device.'], firstLevelOnly: true }],
    ['get_supported_protocol', '15', { kind: 'GetSupportedProtocol' }],
  ])('%s', (name, msgId, request) => {
    const vector = goodVectors.find((candidate) => candidate.name === name);
    expect(overTheWire(msgId, request)).toEqual(fromText(MsgSchema, vector?.text ?? ''));
  });

  it('GetSupportedDM asks for less where it is told to', () => {
    const request: UspRequest = {
      kind: 'GetSupportedDM',
      paths: ['Device.'],
      returnCommands: false,
      returnEvents: false,
      returnParams: false,
      returnUniqueKeySets: false,
    };
    expect(overTheWire('1', request).body).toEqual(requestText('get_supported_dm { obj_paths: "Device." }'));
  });

  it('Add, Set and Delete with allow_partial, Operate without an answer', () => {
    const objects = [{ path: 'Device.X.', params: [] }];
    expect(overTheWire('1', { kind: 'Add', allowPartial: true, objects }).body).toEqual(
      requestText('add { allow_partial: true create_objs { obj_path: "Device.X." } }'),
    );
    expect(overTheWire('1', { kind: 'Set', objects }).body).toEqual(
      requestText('set { update_objs { obj_path: "Device.X." } }'),
    );
    expect(overTheWire('1', { kind: 'Delete', allowPartial: true, paths: [] }).body).toEqual(
      requestText('delete { allow_partial: true }'),
    );
    expect(overTheWire('1', { kind: 'Operate', command: 'Device.Reboot()', sendResp: false }).body).toEqual(
      requestText('operate { command: "Device.Reboot()" }'),
    );
  });
});

it('`false`, `0` and the empty text are sent as they are', () => {
  const params = ['false', '0', ''].map((value, index) => ({ param: `P${index}`, value }));
  const { body } = overTheWire('1', { kind: 'Set', objects: [{ path: 'Device.X.', params }] });
  const request = body?.msgBody.case === 'request' ? body.msgBody.value.reqType : undefined;
  const settings = request?.case === 'set' ? request.value.updateObjs[0]?.paramSettings : undefined;
  expect(settings?.map((setting) => setting.value)).toEqual(['false', '0', '']);
});

it('names of the language itself are plain names of arguments, in their order and as often as given', () => {
  const args = [
    ['__proto__', '1'],
    ['constructor', '2'],
    ['A', '3'],
    ['A', '4'],
  ] as const;
  const { body } = overTheWire('1', { kind: 'Operate', command: 'Device.X()', args });
  const request = body?.msgBody.case === 'request' ? body.msgBody.value.reqType : undefined;
  const sent = request?.case === 'operate' ? request.value.inputArgs : [];
  expect(sent.map(({ key, value }) => [key, value])).toEqual(args);
});
