import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DeviceModel } from './device-model.ts';
import { knownReferrers, possibleReferrers, referrerPaths } from './referrers.ts';
import { SearchIndex } from './search/search-index.ts';
import { DataModelBook } from './tr181/book.ts';
import { readTable } from './tr181/read-table.ts';

const asset: unknown = JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8'));
const book = new DataModelBook([{ table: readTable(asset) }]);

function home(): DeviceModel {
  const model = new DeviceModel();
  const object = (path: string, name: string) => ({
    path,
    access: 'readOnly' as const,
    isMultiInstance: true,
    params: [{ name, access: 'readWrite' as const, type: 'string' as const, valueChange: 'allowed' as const }],
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [],
  });
  const objects = [
    object('Device.WiFi.SSID.{i}.', 'LowerLayers'),
    object('Device.WiFi.AccessPoint.{i}.', 'SSIDReference'),
    object('Device.WiFi.Radio.{i}.', 'Alias'),
  ];
  model.take({ kind: 'GetSupportedDM', results: [{ requestedPath: 'Device.', dataModelInstUri: '', objects }] }, 1);
  model.setValue('Device.WiFi.Radio.1.Alias', 'x', 1);
  model.setValue('Device.WiFi.SSID.1.LowerLayers', 'Device.WiFi.Radio.1', 1);
  model.setValue('Device.WiFi.SSID.2.LowerLayers', 'Device.WiFi.Radio.2', 1);
  model.setValue('Device.WiFi.AccessPoint.4.SSIDReference', 'Device.WiFi.SSID.1', 1);
  model.setValue('Device.X_EXAMPLE_Thing.Radio', 'Device.WiFi.Radio.1', 1);
  return model;
}

describe('who refers to a row', () => {
  it('may be only what the data model lets, and what the device has', () => {
    const params = possibleReferrers(home(), book, 'Device.WiFi.SSID.1.');
    expect(params).toContain('Device.WiFi.AccessPoint.{i}.SSIDReference');
    expect(params.every((param) => home().supported.param(param))).toBe(true);
    expect(referrerPaths(params)).toContain('Device.WiFi.AccessPoint.*.SSIDReference');
  });

  it('is who holds its path, a vendor’s own parameters too', () => {
    const model = home();
    const who = (path: string) => knownReferrers(model, new SearchIndex(model), book, path).map(({ from }) => from);
    expect(who('Device.WiFi.SSID.1.')).toEqual(['Device.WiFi.AccessPoint.4.SSIDReference']);
    expect(who('Device.WiFi.Radio.1.').sort()).toEqual([
      'Device.WiFi.SSID.1.LowerLayers',
      'Device.X_EXAMPLE_Thing.Radio',
    ]);
    expect(who('Device.WiFi.Radio.9.')).toEqual([]);
  });

  it('is named once, also where it holds the path twice, or with its dot and without', () => {
    const model = home();
    model.setValue('Device.X_EXAMPLE_Thing.Radio', 'Device.WiFi.Radio.2,Device.WiFi.Radio.2,Device.WiFi.Radio.2.', 2);
    const links = knownReferrers(model, new SearchIndex(model), book, 'Device.WiFi.Radio.2.');
    expect(links.map(({ from }) => from).sort()).toEqual([
      'Device.WiFi.SSID.2.LowerLayers',
      'Device.X_EXAMPLE_Thing.Radio',
    ]);
  });
});
