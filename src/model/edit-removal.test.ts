import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DeviceModel } from './device-model.ts';
import { removalOf } from './edit-removal.ts';
import { DataModelBook } from './tr181/book.ts';
import { readTable } from './tr181/read-table.ts';

const book = new DataModelBook([{ table: readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8'))) }]);

function home(): DeviceModel {
  const model = new DeviceModel();
  model.setValue('Device.WiFi.Radio.1.Alias', 'x', 1);
  model.setValue('Device.WiFi.Radio.10.Alias', 'y', 1);
  model.setValue('Device.WiFi.SSID.1.LowerLayers', 'Device.WiFi.Radio.1', 1);
  model.setValue('Device.IP.Interface.1.IPv4Address.2.Enable', '1', 1);
  model.setValue('Device.X_EXAMPLE_Thing.Uses', 'Device.WiFi.Radio.1,Device.WiFi.SSID.1,Device.WiFi.Radio.1.', 1);
  return model;
}

/** A list that counts how often it is looked at. */
function counted(paths: readonly string[]): { readonly paths: readonly string[]; readonly looks: () => number } {
  let looks = 0;
  const get = (target: readonly string[], key: string | symbol): unknown => {
    if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
    return Reflect.get(target, key);
  };
  return { paths: new Proxy(paths, { get }), looks: () => looks };
}

describe('what goes with rows', () => {
  it('is what lies below them, not what is named alike', () => {
    expect(removalOf(home(), ['Device.WiFi.Radio.1.'], book).rows).toEqual([]);
    expect(removalOf(home(), ['Device.IP.Interface.1.'], book).rows).toEqual(['Device.IP.Interface.1.IPv4Address.2.']);
  });

  it('names a parameter once that names two of them, and none that goes itself', () => {
    const both = ['Device.WiFi.Radio.1.', 'Device.WiFi.SSID.1.'];
    expect(removalOf(home(), both, book).referrers).toEqual(['Device.X_EXAMPLE_Thing.Uses']);
    expect(removalOf(home(), both.slice(0, 1), book).referrers).toEqual([
      'Device.WiFi.SSID.1.LowerLayers',
      'Device.X_EXAMPLE_Thing.Uses',
    ]);
    expect(removalOf(home(), both, undefined).referrers).toEqual([]);
  });

  it('is found without a look at every row for each object', () => {
    const model = home();
    const rows = Array.from({ length: 500 }, (_, at) => `Device.Hosts.Host.${at + 1}.`);
    for (const row of rows) model.setValue(`${row}IPv4Address.1.IPAddress`, '192.0.2.1', 1);
    const { paths, looks } = counted(rows);
    expect(removalOf(model, paths, book).rows).toHaveLength(rows.length);
    expect(looks()).toBeLessThanOrEqual(2 * rows.length);
  });
});
