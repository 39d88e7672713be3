import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DeviceModel } from '../device-model.ts';
import { DataModelBook } from './book.ts';
import type { PathReference, ValueFacts } from './facts.ts';
import { readTable } from './read-table.ts';
import {
  candidateTables,
  indexReferences,
  isThere,
  mostCandidates,
  referenceCandidates,
  referencedPaths,
  referrersOf,
} from './references.ts';

const book = new DataModelBook([{ table: readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8'))) }]);

function referenceOf(path: string): PathReference {
  const reference = book.paramFacts(path)?.value.reference;
  if (!reference) throw new Error(`${path} is no reference`);
  return reference;
}

function device(values: Readonly<Record<string, string>>): DeviceModel {
  const model = new DeviceModel();
  for (const [path, value] of Object.entries(values)) model.setValue(path, value, 1);
  return model;
}

const home = device({
  'Device.WiFi.Radio.1.Name': 'wl0',
  'Device.WiFi.Radio.2.Name': 'wl1',
  'Device.WiFi.Radio.10.Name': 'wl2',
  'Device.WiFi.SSID.1.LowerLayers': 'Device.WiFi.Radio.1',
  'Device.WiFi.SSID.1.SSID': 'Device.WiFi.Radio.9',
  'Device.WiFi.SSID.2.LowerLayers': 'Device.WiFi.Radio.1,Device.WiFi.Radio.3',
  'Device.WiFi.AccessPoint.1.SSIDReference': 'Device.WiFi.SSID.1.',
  'Device.IP.Interface.1.IPv6Prefix.1.Prefix': 'fd00::/64',
  'Device.IP.Interface.2.IPv6Prefix.4.Prefix': 'fd01::/64',
  'Device.X_ACME_Box.Uplink': 'Device.IP.Interface.2',
});

describe('candidates', () => {
  it('are the rows of the tables that the standard names, in order', () => {
    const bss = book.paramFacts('Device.WiFi.AccessPoint.1.SSIDReference')?.value.reference;
    expect(bss && referenceCandidates(home, bss)).toEqual(['Device.WiFi.SSID.1', 'Device.WiFi.SSID.2']);
    const radios = referenceCandidates(home, { strength: 'strong', to: 'row', targets: ['Device.WiFi.Radio.'] });
    expect(radios).toEqual(['Device.WiFi.Radio.1', 'Device.WiFi.Radio.2', 'Device.WiFi.Radio.10']);
  });

  it('reach into tables within rows', () => {
    const prefixes: PathReference = { strength: 'strong', to: 'row', targets: ['Device.IP.Interface.{i}.IPv6Prefix.'] };
    expect(referenceCandidates(home, prefixes)).toEqual([
      'Device.IP.Interface.1.IPv6Prefix.1',
      'Device.IP.Interface.2.IPv6Prefix.4',
    ]);
    expect(candidateTables(home, prefixes)).toEqual([
      'Device.IP.Interface.1.IPv6Prefix.',
      'Device.IP.Interface.2.IPv6Prefix.',
    ]);
    expect(candidateTables(device({}), prefixes)).toEqual([]);
  });

  it('are every row where any will do, and parameters where those are meant', () => {
    const lower = referenceOf('Device.IP.Interface.1.LowerLayers');
    expect(lower.targets).toEqual([]);
    expect(referenceCandidates(home, lower)).toHaveLength(10);
    const params = referenceCandidates(home, { strength: 'weak', to: 'parameter', targets: ['Device.WiFi.Radio.'] });
    expect(params).toContain('Device.WiFi.Radio.10.Name');
  });

  it('end somewhere', () => {
    const many = new DeviceModel();
    for (let at = 1; at <= mostCandidates + 50; at += 1)
      many.setValue(`Device.Hosts.Host.${String(at)}.Active`, '1', 1);
    const hosts: PathReference = { strength: 'strong', to: 'row', targets: ['Device.Hosts.Host.{i}.'] };
    expect(referenceCandidates(many, hosts)).toHaveLength(mostCandidates);
  });
});

describe('both ways', () => {
  const index = indexReferences(home, book);

  it('follows lists, and takes a row with its dot for the same row', () => {
    expect(index.from('Device.WiFi.SSID.2.LowerLayers').map(({ to }) => to)).toEqual([
      'Device.WiFi.Radio.1.',
      'Device.WiFi.Radio.3.',
    ]);
    expect(index.to('Device.WiFi.SSID.1.').map(({ from }) => from)).toEqual([
      'Device.WiFi.AccessPoint.1.SSIDReference',
    ]);
    expect(index.to('Device.WiFi.Radio.1.')).toHaveLength(2);
  });

  it('takes a parameter that the book does not know by its looks, and leaves text text', () => {
    expect(index.to('Device.IP.Interface.2.').map(({ from }) => from)).toEqual(['Device.X_ACME_Box.Uplink']);
    expect(index.to('Device.WiFi.Radio.9.')).toEqual([]);
    expect(referencedPaths('Device.A.1,rubbish,Device.B.2.C, Device.D.3.,Device..x')).toEqual([
      'Device.A.1',
      'Device.B.2.C',
      'Device.D.3.',
    ]);
    expect(referencedPaths('Device.A.1,Device.A.1')).toEqual(['Device.A.1']);
  });

  it('tells what is gone from what was never listed', () => {
    const model = device({ 'Device.WiFi.Radio.1.Name': 'wl0' });
    expect(isThere(model, 'Device.WiFi.Radio.1.')).toBe(true);
    expect(isThere(model, 'Device.WiFi.Radio.3.')).toBeUndefined();
    model.setRows('Device.WiFi.Radio.', ['Device.WiFi.Radio.1.'], 2);
    expect(isThere(model, 'Device.WiFi.Radio.3.')).toBe(false);
    expect(isThere(model, 'Device.WiFi.Radio.1.Name')).toBe(true);
  });

  it('knows from the book who may point at a table', () => {
    const { own, any } = referrersOf(book, 'Device.WiFi.SSID.1.');
    expect(own).toContain('Device.WiFi.AccessPoint.{i}.SSIDReference');
    const targets = own.map((path) => book.paramFacts(path)?.value.reference?.targets);
    expect(targets.every((list) => list?.includes('Device.WiFi.SSID.'))).toBe(true);
    expect(any).toContain('Device.IP.Interface.{i}.LowerLayers');
    expect(referrersOf(book, 'Device.X_ACME_Box.')).toEqual({ own: [], any });
  });

  it('every target of the standard is an object of the standard', () => {
    const lost: string[] = [];
    const look = (value: ValueFacts): void => {
      for (const target of [...(value.reference?.targets ?? []), ...(value.instanceOf?.targets ?? [])]) {
        if (!book.objectFacts(target)) lost.push(target);
      }
    };
    for (const object of book.table.objects.values()) {
      for (const value of object.params.values()) look(value);
      for (const { input, output } of object.commands.values()) {
        for (const value of [...input.values.values(), ...output.values.values()]) look(value);
      }
    }
    expect(lost).toEqual([]);
  });
});
