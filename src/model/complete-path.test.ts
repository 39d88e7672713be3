import { describe, expect, it } from 'vitest';
import { completePath } from './complete-path.ts';
import { DeviceModel } from './device-model.ts';
import { objectRows } from './object-rows.ts';

function model(): DeviceModel {
  const known = new DeviceModel();
  const object = {
    path: 'Device.WiFi.SSID.{i}.',
    access: 'addDelete',
    isMultiInstance: true,
    params: [{ name: 'SSID', access: 'readWrite', type: 'string', valueChange: 'allowed' }],
    commands: [{ name: 'Scan()', type: 'sync', inputArgs: [], outputArgs: [] }],
    events: [{ name: 'Seen!', args: [] }],
    divergentPaths: [],
    uniqueKeySets: [],
  } as const;
  known.take({ kind: 'GetSupportedDM', results: [{ requestedPath: '', dataModelInstUri: '', objects: [object] }] }, 1);
  known.setValue('Device.WiFi.SSID.1.X_VENDOR_Extra', 'x', 1);
  known.setValue('Device.WiFi.SSID.12.SSID', 'y', 1);
  return known;
}

describe('completePath', () => {
  it('goes on from what is typed, in any case, with rows that exist', () => {
    expect(completePath(model(), 'Dev', 9)).toEqual(['Device.']);
    expect(completePath(model(), 'Device.wi', 9)).toEqual(['Device.WiFi.']);
    expect(completePath(model(), 'Device.WiFi.SSID.1', 9)).toEqual(['Device.WiFi.SSID.1.', 'Device.WiFi.SSID.12.']);
    expect(completePath(model(), 'Device.WiFi.SSID.12.s', 9)).toEqual([
      'Device.WiFi.SSID.12.SSID',
      'Device.WiFi.SSID.12.Scan()',
      'Device.WiFi.SSID.12.Seen!',
    ]);
  });

  it('says nothing where nothing fits, and never more than asked for', () => {
    expect(completePath(model(), '__proto__.', 9)).toEqual([]);
    expect(completePath(model(), 'Device.WiFi.SSID.', 1)).toHaveLength(1);
  });
});

describe('objectRows', () => {
  it('shows what the device supports and what it only told, under headings', () => {
    const keys = objectRows(model(), 'Device.WiFi.SSID.1.').map((row) => row.key);
    expect(keys).toEqual([
      '# Parameters',
      'Device.WiFi.SSID.1.SSID',
      'Device.WiFi.SSID.1.X_VENDOR_Extra',
      '# Commands',
      'Device.WiFi.SSID.1.Scan()',
      '# Events',
      'Device.WiFi.SSID.1.Seen!',
    ]);
    expect(objectRows(model(), 'Device.WiFi.SSID.1.', 'extra').map((row) => row.key)).toEqual([
      '# Parameters',
      'Device.WiFi.SSID.1.X_VENDOR_Extra',
    ]);
  });
});
