import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SupportedObject, SupportedParam } from '../../usp/message/answer-types.ts';
import { SupportedModel } from '../supported-model.ts';
import { DataModelBook } from './book.ts';
import { compareWithStandard, findingName, isVendorPath, type Comparison } from './compare.ts';
import { compareDevices } from './compare-devices.ts';
import { comparisonCsv, comparisonJson, sideBySideCsv, sideBySideJson, summaryCsv } from './export-comparison.ts';
import { readTable } from './read-table.ts';
import { factsFit, parseFactQuery, searchFacts } from './search-facts.ts';

const table = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));
const book = new DataModelBook([{ table }]);

function object(path: string, params: Record<string, string>, more: Partial<SupportedObject> = {}): SupportedObject {
  return {
    path,
    access: 'readOnly',
    isMultiInstance: path.endsWith('{i}.'),
    params: Object.entries(params).map(([name, spec]) => {
      const [type, access] = spec.split(' ') as [SupportedParam['type'], SupportedParam['access']];
      return { name, type, access, valueChange: 'allowed' };
    }),
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [],
    ...more,
  };
}

function device(...objects: SupportedObject[]): SupportedModel {
  const model = new SupportedModel();
  for (const one of objects) model.add(one);
  return model;
}

function told({ findings }: Comparison): string[] {
  return findings.map((finding) =>
    [finding.kind, finding.path, finding.device, finding.standard].filter((part) => part !== undefined).join(' '),
  );
}

/** Supports everything as the book says, as an Agent would report it. */
function faithful(): SupportedModel {
  const model = new SupportedModel();
  for (const facts of table.objects.values()) {
    const args = (names: Iterable<string>): string[] => [...names];
    model.add({
      path: facts.path,
      access: facts.writable ? 'addDelete' : 'readOnly',
      isMultiInstance: facts.path.endsWith('{i}.'),
      params: [...facts.params].map(([name, value]) => ({
        name,
        type: value.facets.list ? 'string' : value.type,
        access: value.access === 'readOnly' ? 'readOnly' : 'readWrite',
        valueChange: 'allowed',
      })),
      commands: [...facts.commands.values()].map(({ name, async, input, output }) => ({
        name,
        type: async ? 'async' : 'sync',
        inputArgs: args(input.values.keys()),
        outputArgs: args(output.values.keys()),
      })),
      events: [...facts.events.values()].map((event) => ({ name: event.name, args: args(event.args.values.keys()) })),
      divergentPaths: [],
      uniqueKeySets: [],
    });
  }
  return model;
}

describe('a device beside the standard', () => {
  it('a device that does it all by the book differs in nothing, but has what is deprecated', () => {
    const comparison = compareWithStandard(faithful(), book);
    expect([...comparison.totals.keys()]).toEqual(['deprecated']);
    expect(comparison.objects).toHaveLength(table.objects.size);
    expect(
      comparison.objects.every(({ supported, standard, possible }) => supported === standard && standard === possible),
    ).toBe(true);
  });

  it('tells type and access that are others, and what the standard does not know', () => {
    const comparison = compareWithStandard(
      device(
        object('Device.', {}),
        object('Device.NAT.', {
          PortMappingNumberOfEntries: 'string readOnly',
          X_ACME_Fast: 'boolean readWrite',
          Oddity: 'int readOnly',
        }),
        object('Device.NAT.PortMapping.{i}.', {
          Alias: 'string readOnly',
          Enable: 'boolean readOnly',
          Lease: 'unknown readWrite',
          LeaseDuration: 'unknown readWrite',
        }),
        object('Device.X_ACME_Box.', { Mode: 'string readOnly' }),
        object('Device.X_ACME_Box.Inner.', { Mode: 'string readOnly' }),
      ),
      book,
    );
    expect(told(comparison)).toEqual([
      'type Device.NAT.PortMappingNumberOfEntries string unsignedInt',
      'vendor Device.NAT.X_ACME_Fast',
      'unknown Device.NAT.Oddity',
      'access Device.NAT.PortMapping.{i}. readOnly addDelete',
      'access Device.NAT.PortMapping.{i}.Enable readOnly readWrite',
      'unknown Device.NAT.PortMapping.{i}.Lease',
      'vendor Device.X_ACME_Box.',
    ]);
    expect(comparison.objects.find(({ path }) => path === 'Device.NAT.')).toEqual({
      path: 'Device.NAT.',
      inStandard: true,
      supported: 3,
      standard: 1,
      possible: table.objects.get('Device.NAT.')?.params.size,
      findings: 3,
    });
    expect(comparison.findings.map(findingName).slice(0, 4)).toEqual([
      'PortMappingNumberOfEntries',
      'X_ACME_Fast',
      'Oddity',
      '{i}',
    ]);
    expect([isVendorPath('Device.X_ACME_Box.Mode'), isVendorPath('Device.IP.MAX_X')]).toEqual([true, false]);
  });

  it('calls missing only what can be judged without profiles', () => {
    const comparison = compareWithStandard(
      device(
        object('Device.NAT.', {}),
        object('Device.NAT.PortMapping.{i}.', { Enable: 'boolean readWrite' }, { access: 'addDelete' }),
      ),
      book,
    );
    expect(told(comparison)).toEqual([
      'missing Device.NAT.PortMapping.{i}.Alias',
      'missing Device.NAT.PortMappingNumberOfEntries',
    ]);
    expect(comparison.findings.map(findingName)).toEqual(['Alias', 'Device.NAT.PortMappingNumberOfEntries']);
  });

  it('compares commands and events with their arguments, however an Agent writes them', () => {
    const comparison = compareWithStandard(
      device(
        object(
          'Device.',
          {},
          {
            commands: [{ name: 'ScheduleTimer()', type: 'sync', inputArgs: ['When'], outputArgs: [] }],
            events: [
              { name: 'Boot!', args: ['Cause', 'Colour'] },
              { name: 'X_ACME_Cold!', args: [] },
            ],
          },
        ),
        object(
          'Device.SoftwareModules.',
          {},
          {
            commands: [
              {
                name: 'InstallDU()',
                type: 'unknown',
                inputArgs: ['URL', 'EnvVariable.{i}.', 'HostObject.1.Source'],
                outputArgs: [],
              },
            ],
          },
        ),
      ),
      book,
    );
    expect(told(comparison)).toEqual([
      'command Device.ScheduleTimer() sync async',
      'unknown Device.ScheduleTimer().Input.When',
      'missing Device.ScheduleTimer().Input.DelaySeconds',
      'unknown Device.Boot!.Colour',
      'vendor Device.X_ACME_Cold!',
    ]);
  });

  it('sees a table where the standard has one object, and the other way round', () => {
    const comparison = compareWithStandard(
      device(object('Device.NAT.{i}.', {}), object('Device.NAT.PortMapping.', {})),
      book,
    );
    expect(told(comparison).filter((line) => line.startsWith('shape'))).toEqual([
      'shape Device.NAT.{i}. a table one object',
      'shape Device.NAT.PortMapping. one object a table',
    ]);
  });
});

describe('two devices side by side', () => {
  const before = device(
    object(
      'Device.NAT.',
      { PortMappingNumberOfEntries: 'unsignedInt readOnly', X_ACME_Fast: 'boolean readWrite' },
      {
        commands: [{ name: 'Go()', type: 'sync', inputArgs: ['B', 'A'], outputArgs: [] }],
      },
    ),
  );
  const after = device(
    object(
      'Device.NAT.',
      { PortMappingNumberOfEntries: 'string readOnly', MaxPortMappingNumberOfEntries: 'unsignedInt readOnly' },
      {
        commands: [{ name: 'Go()', type: 'sync', inputArgs: ['A', 'B'], outputArgs: [] }],
      },
    ),
  );
  const rows = compareDevices(before, after, book);

  it('shows only what differs', () => {
    expect(rows).toEqual([
      { path: 'Device.NAT.MaxPortMappingNumberOfEntries', other: 'unsignedInt, readOnly' },
      {
        path: 'Device.NAT.PortMappingNumberOfEntries',
        one: 'unsignedInt, readOnly',
        other: 'string, readOnly',
        standard: 'unsignedInt, readOnly',
      },
      { path: 'Device.NAT.X_ACME_Fast', one: 'boolean, readWrite' },
    ]);
    expect(compareDevices(before, before, book)).toEqual([]);
  });

  it('goes into files that a spreadsheet and a programme read', () => {
    const lines = sideBySideCsv(rows, 'v1', '=v2').split('\r\n');
    expect(lines[0]).toBe("Path,v1,'=v2,Standard");
    expect(lines[3]).toBe('Device.NAT.X_ACME_Fast,"boolean, readWrite",,');
    expect(JSON.parse(sideBySideJson(rows, 'v1', 'v2'))).toEqual({ one: 'v1', other: 'v2', differences: rows });
    const comparison = compareWithStandard(before, book);
    expect(comparisonCsv(comparison).split('\r\n')[1]).toBe('Device.NAT.X_ACME_Fast,Device.NAT.,vendor,,');
    expect(summaryCsv(comparison).split('\r\n')).toHaveLength(3);
    expect(JSON.parse(comparisonJson(comparison, [], { device: 'os::x' }))).toMatchObject({
      about: { device: 'os::x' },
      totals: { vendor: 1, unknown: 1 },
      findings: comparison.findings,
    });
  });
});

describe('search by facts', () => {
  const paths = (text: string, most?: number): string[] =>
    searchFacts(book, parseFactQuery(text), most).map(({ path }) => path);

  it('finds all spellings of a unit', () => {
    expect(paths('unit:ms IPPing')).toContain('Device.IP.Diagnostics.IPPing().Output.AverageResponseTime');
    expect(paths('unit:dBm optical')).toContain('Device.Optical.Interface.{i}.OpticalSignalLevel');
    const percent = paths('unit:%');
    expect(percent).toContain('Device.WiFi.Radio.{i}.TransmitPower');
    expect(percent).toContain('Device.DeviceInfo.ProcessStatus.CPUUsage');
  });

  it('finds types, marks, choices and targets; all conditions hold together', () => {
    expect(paths('type:StatsCounter64 Device.IP.')).toContain('Device.IP.Interface.{i}.Stats.BytesSent');
    expect(
      paths('is:secret Device.WiFi.AccessPoint.')
        .map((path) => path.slice(path.lastIndexOf('.') + 1))
        .sort(),
    ).toEqual([
      'KeyPassphrase',
      'PIN',
      'PreSharedKey',
      'RadiusSecret',
      'SAEPassphrase',
      'SecondaryRadiusSecret',
      'SecondarySecret',
      'Secret',
      'WEPKey',
    ]);
    expect(paths('value:WPA3 is:writable')).toEqual(
      paths('value:wpa3').filter((path) => paths('is:writable', 1e5).includes(path)),
    );
    expect(paths('ref:Device.WiFi.SSID.')).toContain('Device.WiFi.AccessPoint.{i}.SSIDReference');
    expect(paths('access:once Alias Device.NAT.PortM')).toEqual(['Device.NAT.PortMapping.{i}.Alias']);
    expect(paths('type:boolean unit:s')).toEqual([]);
    expect(paths('is:nothing')).toEqual([]);
    expect(paths('', 10)).toHaveLength(10);
  });

  it('words with another colon are words, and what the book does not know fits words alone', () => {
    const words = parseFactQuery('MAC:address X_ACME');
    expect(words.asksFacts).toBe(false);
    expect(factsFit(words, 'Device.X_ACME.MAC:Address', undefined)).toBe(true);
    expect(factsFit(parseFactQuery('type:int acme'), 'Device.X_ACME.Y', undefined)).toBe(false);
  });
});
