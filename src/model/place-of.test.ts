import { describe, expect, it } from 'vitest';
import type { SupportedObject } from '../usp/message/answer-types.ts';
import { DeviceModel } from './device-model.ts';
import { placeOf } from './place-of.ts';

function supportedObject(
  path: string,
  params: readonly string[],
  more: Partial<SupportedObject> = {},
): SupportedObject {
  return {
    path,
    access: 'readOnly',
    isMultiInstance: path.endsWith('{i}.'),
    params: params.map((name) => ({ name, access: 'readOnly', type: 'string', valueChange: 'allowed' })),
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [],
    ...more,
  };
}

describe('placeOf', () => {
  const model = new DeviceModel();
  const objects = [
    supportedObject('Device.', [], {
      commands: [{ name: 'Reboot()', type: 'sync', inputArgs: ['Cause'], outputArgs: [] }],
      events: [{ name: 'Boot!', args: ['Cause'] }],
    }),
    supportedObject('Device.Hosts.Host.{i}.', ['HostName']),
    supportedObject('Device.Hosts.Host.{i}.IPv4Address.{i}.', ['IPAddress']),
  ];
  model.take({ kind: 'GetSupportedDM', results: [{ requestedPath: '', dataModelInstUri: '', objects }] }, 1);
  model.addRow('Device.Hosts.Host.10.', []);
  model.addRow('Device.Hosts.Host.2.', []);

  it('leads into the first row, or to the table that has none', () => {
    expect(placeOf(model, 'Device.Hosts.Host.{i}.HostName')).toBe('Device.Hosts.Host.2.HostName');
    expect(placeOf(model, 'Device.Hosts.Host.{i}.')).toBe('Device.Hosts.Host.2.');
    expect(placeOf(model, 'Device.Hosts.Host.{i}.IPv4Address.{i}.IPAddress')).toBe('Device.Hosts.Host.2.IPv4Address.');
  });

  it('leads from an argument to its command or event', () => {
    expect(placeOf(model, 'Device.Reboot().Input.Cause')).toBe('Device.Reboot()');
    expect(placeOf(model, 'Device.Boot!.Cause')).toBe('Device.Boot!');
  });

  it('leads to the nearest object above what the device does not have', () => {
    expect(placeOf(model, 'Device.Hosts.Host.{i}.Missing')).toBe('Device.Hosts.Host.2.');
    expect(placeOf(model, 'Device.WiFi.Radio.{i}.Stats.')).toBe('Device.');
    expect(placeOf(model, 'Device.WiFi.Radio.{i}.Channel')).toBe('Device.');
    expect(placeOf(model, 'Elsewhere.')).toBe('');
  });
});
