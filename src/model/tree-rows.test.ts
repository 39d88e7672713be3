import { describe, expect, it } from 'vitest';
import type { SupportedObject } from '../usp/message/answer-types.ts';
import { DeviceModel } from './device-model.ts';
import { rowHint, rowsLeadingTo, treeRows, type TreeRow } from './tree-rows.ts';

function object(path: string, params: string[]): SupportedObject {
  return {
    path,
    access: 'readOnly',
    isMultiInstance: path.endsWith('{i}.'),
    params: params.map((name) => ({ name, access: 'readOnly', type: 'string', valueChange: 'allowed' })),
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [],
  };
}

function home(): DeviceModel {
  const model = new DeviceModel();
  const objects = [
    object('Device.', []),
    object('Device.WiFi.', []),
    object('Device.WiFi.SSID.{i}.', ['SSID', 'Alias']),
    object('Device.WiFi.SSID.{i}.Stats.', ['BytesSent']),
    object('Device.DeviceInfo.', ['ModelName']),
  ];
  model.take({ kind: 'GetSupportedDM', results: [{ requestedPath: 'Device.', dataModelInstUri: '', objects }] }, 1);
  for (const number of ['10', '2']) {
    const path = `Device.WiFi.SSID.${number}.`;
    model.take(
      { kind: 'Get', results: [{ requestedPath: path, objects: [{ path, params: [['SSID', `net ${number}`]] }] }] },
      1,
    );
  }
  return model;
}

const lines = (rows: TreeRow[]) => rows.map((row) => `${' '.repeat(row.depth)}${row.label}:${row.kind}`);
const shape = (model: DeviceModel, unfolded: string[]) => lines(treeRows(model, new Set(unfolded)));

describe('treeRows', () => {
  it('shows what is open, tables with their rows in the order of their numbers', () => {
    expect(shape(home(), ['Device.', 'Device.WiFi.', 'Device.WiFi.SSID.', 'Device.WiFi.SSID.2.'])).toEqual([
      'Device:object',
      ' DeviceInfo:object',
      ' WiFi:object',
      '  SSID:table',
      '   2:instance',
      '    Stats:object',
      '   10:instance',
    ]);
    expect(shape(home(), [])).toEqual(['Device:object']);
  });

  it('names rows as people do', () => {
    expect(rowHint(home(), 'Device.WiFi.SSID.2.')).toBe('net 2');
    expect(rowHint(home(), 'Device.WiFi.SSID.99.')).toBe('');
    const model = home();
    model.addRow('Device.X_Key.1.', [
      ['Password', 'geheim'],
      ['Id', 'a'],
    ]);
    expect(rowHint(model, 'Device.X_Key.1.')).toBe('a');
    model.setValue('Device.WiFi.SSID.2.Alias', 'cpe-2', 2);
    expect(rowHint(model, 'Device.WiFi.SSID.2.')).toBe('net 2');
    model.setValue('Device.WiFi.SSID.2.Alias', 'kitchen', 3);
    expect(rowHint(model, 'Device.WiFi.SSID.2.')).toBe('kitchen');
  });

  it('shows what exists where the supported data model can not be had', () => {
    const model = new DeviceModel();
    model.take(
      { kind: 'Get', results: [{ requestedPath: 'x', objects: [{ path: 'Device.A.B.1.', params: [['X', '1']] }] }] },
      1,
    );
    expect(shape(model, ['Device.', 'Device.A.', 'Device.A.B.'])).toEqual([
      'Device:object',
      ' A:object',
      '  B:table',
      '   1:instance',
    ]);
    expect(shape(new DeviceModel(), [])).toEqual(['Device:object']);
  });

  it('shows what leads to what a search found, all open', () => {
    const found = ['Device.WiFi.SSID.10.Stats.', 'Device.WiFi.SSID.2.', 'Device.DeviceInfo.'];
    expect(lines(rowsLeadingTo(home(), found))).toEqual([
      'Device:object',
      ' DeviceInfo:object',
      ' WiFi:object',
      '  SSID:table',
      '   2:instance',
      '   10:instance',
      '    Stats:object',
    ]);
    expect(rowsLeadingTo(home(), found).map((row) => row.expanded)).toEqual([
      true,
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(rowsLeadingTo(home(), [])).toEqual([]);
  });
});
