import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SupportedObject } from '../../usp/message/answer-types.ts';
import { SupportedModel } from '../supported-model.ts';
import { DataModelBook } from './book.ts';
import { compareWithStandard } from './compare.ts';
import { comparisonJson, unsupportedCsv } from './export-comparison.ts';
import type { FactsTable } from './facts.ts';
import { readTable } from './read-table.ts';
import { unsupportedOf } from './unsupported.ts';

const table = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));
const base = new DataModelBook([{ table }]);
const mapping = table.objects.get('Device.NAT.PortMapping.{i}.');
const uptime = table.objects.get('Device.DeviceInfo.')?.params.get('UpTime');
if (!mapping || !uptime) throw new Error('not the table that this is about');

/** A vendor's file: an object of its own, and a parameter in one of TR-181's. */
const additions: FactsTable = {
  name: 'ACME',
  version: '1.0',
  model: 'ACME:1.0',
  types: new Map(),
  objects: new Map([
    [
      'Device.X_ACME_Mood.{i}.',
      {
        ...mapping,
        path: 'Device.X_ACME_Mood.{i}.',
        params: new Map([['Level', uptime]]),
        commands: new Map(),
        events: new Map(),
      },
    ],
    ['Device.NAT.PortMapping.{i}.', { ...mapping, params: new Map([['X_ACME_Colour', uptime]]) }],
  ]),
};
const vendor = new DataModelBook([{ table: additions }, { table }]);

function device(...paths: readonly (readonly [path: string, ...params: string[]])[]): SupportedModel {
  const model = new SupportedModel();
  for (const [path, ...params] of paths) {
    const object: SupportedObject = {
      path,
      access: 'readOnly',
      isMultiInstance: path.endsWith('{i}.'),
      params: params.map((name) => ({ name, type: 'string', access: 'readOnly', valueChange: 'allowed' })),
      commands: [],
      events: [],
      divergentPaths: [],
      uniqueKeySets: [],
    };
    model.add(object);
  }
  return model;
}

describe('what is not on a device', () => {
  const mappings = device(['Device.NAT.PortMapping.{i}.', 'Enable', 'Alias']);

  it('is every object, parameter, command and event of the data model that it does not support', () => {
    const paths = unsupportedOf(mappings, base).map(({ path }) => path);
    expect(paths).not.toContain('Device.NAT.PortMapping.{i}.');
    expect(paths).not.toContain('Device.NAT.PortMapping.{i}.Enable');
    expect(paths).toContain('Device.NAT.PortMapping.{i}.Protocol');
    expect(paths).toContain('Device.WiFi.');
    expect(paths).toContain('Device.Reboot()');
    expect(paths).toContain('Device.Boot!');
    expect(new Set(paths).size).toBe(paths.length);
    const members = [...table.objects.values()].flatMap(({ params, commands, events }) => [
      ...params.keys(),
      ...commands.keys(),
      ...events.keys(),
    ]);
    // But for the one table and its two parameters.
    expect(paths).toHaveLength(members.length - 2 + table.objects.size - 1);
    expect(unsupportedOf(mappings, base).some(({ added }) => added)).toBe(false);
  });

  it('says what a vendor’s file adds to TR-181', () => {
    const added = unsupportedOf(mappings, vendor, base).filter((one) => one.added);
    expect(added).toEqual([
      {
        kind: 'parameter',
        path: 'Device.NAT.PortMapping.{i}.X_ACME_Colour',
        type: 'unsignedInt',
        access: 'readOnly',
        status: 'current',
        added: true,
      },
      {
        kind: 'table',
        path: 'Device.X_ACME_Mood.{i}.',
        type: '',
        access: 'addDelete',
        status: 'current',
        added: true,
      },
      expect.objectContaining({ kind: 'parameter', path: 'Device.X_ACME_Mood.{i}.Level' }),
    ]);
    const all = device(
      ['Device.NAT.PortMapping.{i}.', 'X_ACME_Colour'],
      // Told as one object and not as a table: a difference, and nothing that is missing.
      ['Device.X_ACME_Mood.', 'Level'],
    );
    expect(unsupportedOf(all, vendor, base).filter((one) => one.added)).toEqual([]);
  });

  it('goes out as CSV and JSON', () => {
    const missing = unsupportedOf(mappings, vendor, base).filter((one) => one.added);
    expect(unsupportedCsv(missing).split('\r\n').slice(0, 2)).toEqual([
      'Path,Kind,Type,Access,Status,Only in the file',
      'Device.NAT.PortMapping.{i}.X_ACME_Colour,parameter,unsignedInt,readOnly,current,yes',
    ]);
    const told: unknown = JSON.parse(comparisonJson(compareWithStandard(mappings, vendor), missing, {}));
    expect(told).toMatchObject({ notOnDevice: [{ path: 'Device.NAT.PortMapping.{i}.X_ACME_Colour' }, {}, {}] });
  });
});
