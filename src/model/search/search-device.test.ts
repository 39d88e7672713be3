import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParamAccess, ParamType, SupportedObject } from '../../usp/message/answer-types.ts';
import { DeviceModel } from '../device-model.ts';
import { isSecret } from '../secrets.ts';
import { parseSearch } from './query.ts';
import { searchDevice, type SearchKnowledge, type SearchOptions, type SearchResult } from './search-device.ts';
import { SearchIndex } from './search-index.ts';

const now = 1_000_000;
const known: SearchKnowledge = { facts: () => undefined, isSecret: (path) => isSecret(path) };

type ParamDraft = readonly [name: string, type?: ParamType, access?: ParamAccess];

/** Runs to its end at one go. */
function searchWhole(search: Generator<unknown, SearchResult>): SearchResult {
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

function supportedObject(path: string, params: readonly ParamDraft[], more: Partial<SupportedObject> = {}) {
  return {
    path,
    access: 'readOnly' as const,
    isMultiInstance: path.endsWith('{i}.'),
    params: params.map(([name, type = 'string', access = 'readOnly']) => {
      return { name, type, access, valueChange: 'allowed' as const };
    }),
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [],
    ...more,
  };
}

function home(): DeviceModel {
  const model = new DeviceModel();
  const objects = [
    supportedObject('Device.', [], { commands: [{ name: 'Reboot()', type: 'sync', inputArgs: [], outputArgs: [] }] }),
    supportedObject('Device.WiFi.', []),
    supportedObject('Device.WiFi.Radio.{i}.', [
      ['Channel', 'unsignedInt', 'readWrite'],
      ['OperatingChannelBandwidth'],
      ['Enable', 'boolean', 'readWrite'],
    ]),
    supportedObject('Device.WiFi.SSID.{i}.', [['SSID', 'string', 'readWrite'], ['KeyPassphrase']]),
    supportedObject('Device.NAT.', []),
    supportedObject('Device.NAT.PortMapping.{i}.', [['Description']], { events: [{ name: 'Full!', args: [] }] }),
  ];
  model.take({ kind: 'GetSupportedDM', results: [{ requestedPath: 'Device.', dataModelInstUri: '', objects }] }, 1);
  const put = (path: string, params: readonly (readonly [string, string])[]) =>
    model.take({ kind: 'Get', results: [{ requestedPath: path, objects: [{ path, params }] }] }, 1);
  put('Device.WiFi.Radio.1.', [
    ['Channel', '6'],
    ['Enable', 'true'],
  ]);
  put('Device.WiFi.Radio.2.', [
    ['Channel', '36'],
    ['Enable', 'false'],
  ]);
  put('Device.WiFi.SSID.1.', [
    ['SSID', 'Hearth Guests'],
    ['KeyPassphrase', 'hearth-secret'],
  ]);
  model.setValue('Device.WiFi.Radio.2.Channel', '44', now - 60_000);
  return model;
}

const options: SearchOptions = { now, most: 100, shouldYield: () => false };

function find(text: string, model = home(), knowledge = known): string[] {
  const search = searchDevice(model, new SearchIndex(model), parseSearch(text), knowledge, options);
  return searchWhole(search).hits.map(({ path }) => path);
}

describe('a search over a device', () => {
  it('finds a parameter by the beginnings of its parts, in all rows', () => {
    expect(find('wifi rad chan').slice(0, 2)).toEqual(['Device.WiFi.Radio.1.Channel', 'Device.WiFi.Radio.2.Channel']);
    expect(find('rad opband')).toContain('Device.WiFi.Radio.1.OperatingChannelBandwidth');
    expect(find('radio.2.chan')).toEqual(['Device.WiFi.Radio.2.Channel']);
    expect(find('chan 2')[0]).toBe('Device.WiFi.Radio.2.Channel');
  });

  it('finds a pasted path', () => {
    expect(find('Device.WiFi.Radio.2.Channel')).toEqual(['Device.WiFi.Radio.2.Channel']);
    expect(find('Device.WiFi.Radio.{i}.Channel')).toHaveLength(2);
  });

  it('finds objects, tables, rows, commands and events, and what was not read yet', () => {
    expect(find('wifi')).toEqual(['Device.WiFi.']);
    expect(find('radio')[0]).toBe('Device.WiFi.Radio.');
    expect(find('radio 2')).toContain('Device.WiFi.Radio.2.');
    expect(find('radio')).not.toContain('Device.WiFi.Radio.2.');
    expect(find('reb')).toEqual(['Device.Reboot()']);
    expect(find('full')).toEqual(['Device.NAT.PortMapping.{i}.Full!']);
    expect(find('descr')).toEqual(['Device.NAT.PortMapping.{i}.Description']);
  });

  it('finds by value, words of the path and of the value together, and quoted texts in one piece', () => {
    expect(find('value:guests')).toEqual(['Device.WiFi.SSID.1.SSID']);
    expect(find('ssid ssid hearth')[0]).toBe('Device.WiFi.SSID.1.SSID');
    expect(find('"hearth guests"')).toContain('Device.WiFi.SSID.1.SSID');
    expect(find('"guests hearth"')).toEqual([]);
    expect(find('"opchan"')).toEqual([]);
    expect(find('value:44')).toEqual(['Device.WiFi.Radio.2.Channel']);
    expect(find('radio value:44')).toEqual(['Device.WiFi.Radio.2.Channel']);
    expect(find('ssid value:44')).toEqual([]);
  });

  it('finds a row by what people call it, also where the table is called alike', () => {
    const model = home();
    expect(find('guests', model)).toEqual(['Device.WiFi.SSID.1.', 'Device.WiFi.SSID.1.SSID']);
    expect(find('wifi hearth', model)[0]).toBe('Device.WiFi.SSID.1.');
    model.setValue('Device.WiFi.SSID.2.SSID', 'Wifi upstairs', 1);
    expect(find('wifi', model)).toContain('Device.WiFi.SSID.2.');
    expect(find('wifi', model)).not.toContain('Device.WiFi.SSID.1.');
    expect(find('radio', model)).not.toContain('Device.WiFi.Radio.1.');
  });

  it('finds no row by a name that is secret', () => {
    const secretName: SearchKnowledge = {
      ...known,
      isSecret: (path) => path.endsWith('.SSID') || known.isSecret(path),
    };
    expect(find('guests', home(), secretName)).toEqual([]);
    expect(find('hearth', home(), secretName)).toEqual([]);
  });

  it('looks only for what is wanted', () => {
    const wants = ({ kind }: { readonly kind: string }) => kind === 'table';
    const search = searchDevice(home(), new SearchIndex(home()), parseSearch('r'), known, { ...options, wants });
    expect(searchWhole(search).hits.map(({ kind }) => kind)).toEqual(['table']);
  });

  it('never finds a secret by its value', () => {
    expect(find('hearth')).toEqual(['Device.WiFi.SSID.1.', 'Device.WiFi.SSID.1.SSID']);
    expect(find('value:secret')).toEqual([]);
    expect(find('"hearth-secret"')).toEqual([]);
    expect(find('1 secret')).toEqual([]);
    expect(find('passphrase')).toEqual(['Device.WiFi.SSID.1.KeyPassphrase']);
  });

  it('finds by type, access and change as the device says, and by unit as the data model says', () => {
    expect(find('type:boolean')).toEqual(['Device.WiFi.Radio.1.Enable', 'Device.WiFi.Radio.2.Enable']);
    expect(find('access:rw type:unsignedInt')).toHaveLength(2);
    expect(find('changed:5m')).toEqual(['Device.WiFi.Radio.2.Channel']);
    expect(find('changed:30s')).toEqual([]);
    expect(find('is:secret')).toEqual(['Device.WiFi.SSID.1.KeyPassphrase']);
    const facts = {
      type: 'int',
      facets: {},
      access: 'readOnly',
      mandatory: false,
      hidden: false,
      secured: false,
    } as const;
    const dBm = { ...facts, startsAction: false, status: 'current', units: 'dBm' } as const;
    const withUnit: SearchKnowledge = { ...known, facts: (path) => (path.endsWith('.Channel') ? dBm : undefined) };
    expect(find('unit:dBm', home(), withUnit)).toHaveLength(2);
    // The device says unsignedInt; its word stands.
    expect(find('type:int', home(), withUnit)).toEqual([]);
  });

  it('ranks a whole name before its beginning, that before humps, and these before the middle', () => {
    const model = new DeviceModel();
    for (const name of ['LowChan', 'Chan', 'Channel', 'CellHandover', 'Mechanic']) {
      model.setValue(`Device.A.${name}`, 'x', 1);
    }
    expect(find('chan', model)).toEqual([
      'Device.A.Chan',
      'Device.A.Channel',
      'Device.A.CellHandover',
      'Device.A.LowChan',
      'Device.A.Mechanic',
    ]);
  });

  it('keeps the best of many and tells how many fit', () => {
    const model = new DeviceModel();
    for (let row = 1; row <= 3_000; row += 1) model.setValue(`Device.H.${row}.HostName`, `h${row}`, 1);
    const most = { ...options, most: 10 };
    const found = searchWhole(searchDevice(model, new SearchIndex(model), parseSearch('hostname'), known, most));
    expect(found.total).toBe(3_000);
    expect(found.hits.map(({ path }) => path)).toEqual(
      Array.from({ length: 10 }, (_, at) => `Device.H.${at + 1}.HostName`),
    );
  });
});

describe('the index', () => {
  it('follows the model: rows come and go, values of new names, another supported data model', () => {
    const model = home();
    const index = new SearchIndex(model);
    model.takeChanges();
    const look = (text: string) => {
      index.update(model.takeChanges());
      return searchWhole(searchDevice(model, index, parseSearch(text), known, options)).hits.map(({ path }) => path);
    };
    model.setValue('Device.WiFi.Radio.3.Channel', '1', 2);
    expect(look('wifi.radio.*.channel')).toHaveLength(3);
    model.setRows('Device.WiFi.Radio.', ['Device.WiFi.Radio.3.'], 3);
    expect(look('wifi.radio.*.channel')).toEqual(['Device.WiFi.Radio.3.Channel']);
    model.setValue('Device.WiFi.Radio.3.X_EXAMPLE_Mood', 'calm', 4);
    expect(look('mood')).toEqual(['Device.WiFi.Radio.3.X_EXAMPLE_Mood']);
    model.clear();
    expect(look('channel')).toEqual([]);
  });

  it('has no trouble with names of objects of the language', () => {
    const model = new DeviceModel();
    model.setValue('Device.__proto__.constructor', 'x', 1);
    expect(find('proto', model)).toEqual(['Device.__proto__.']);
    expect(find('constructor', model)).toEqual(['Device.__proto__.constructor']);
  });
});

describe('slices', () => {
  const query = fc
    .array(fc.constantFrom('wifi', 'rad', 'chan', '1', '2', 'value:4', 'type:boolean', '"hearth g"', 'en', 'x'), {
      maxLength: 4,
    })
    .map((words) => words.join(' '));

  it('change nothing of the result', () => {
    const model = home();
    const index = new SearchIndex(model);
    fc.assert(
      fc.property(query, fc.infiniteStream(fc.boolean()), fc.integer({ min: 1, max: 6 }), (text, cuts, most) => {
        const whole = { ...options, most };
        const sliced = { ...whole, shouldYield: () => cuts.next().value === true };
        const run = (how: SearchOptions) => searchWhole(searchDevice(model, index, parseSearch(text), known, how));
        expect(run(sliced)).toEqual(run(whole));
      }),
    );
  });

  it('show what is found up to now in the order that it will have at the end', () => {
    const model = home();
    const index = new SearchIndex(model);
    fc.assert(
      fc.property(query, fc.infiniteStream(fc.boolean()), fc.integer({ min: 1, max: 6 }), (text, cuts, most) => {
        const how = { ...options, most, shouldYield: () => cuts.next().value === true };
        const search = searchDevice(model, index, parseSearch(text), known, how);
        const seen: (readonly string[])[] = [];
        let step = search.next();
        for (; !step.done; step = search.next()) seen.push(step.value().hits.map(({ path }) => path));
        const whole = step.value.hits.map(({ path }) => path);
        expect(step.value).toEqual(
          searchWhole(searchDevice(model, index, parseSearch(text), known, { ...options, most })),
        );
        for (const paths of seen) {
          expect(paths.filter((path) => whole.includes(path))).toEqual(whole.filter((path) => paths.includes(path)));
        }
      }),
    );
  });

  it('are handed back between any two places', () => {
    const model = home();
    const search = searchDevice(model, new SearchIndex(model), parseSearch('e'), known, {
      ...options,
      shouldYield: () => true,
    });
    let slices = 0;
    while (!search.next().done) slices += 1;
    expect(slices).toBeGreaterThan(20);
  });
});
