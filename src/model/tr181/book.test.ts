import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecret } from '../secrets.ts';
import { DataModelBook } from './book.ts';
import { argumentPath, factsPath } from './facts-path.ts';
import type { ValueFacts } from './facts.ts';
import { readTable } from './read-table.ts';

const table = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));
const book = new DataModelBook([{ table }]);

describe('looking up by path', () => {
  it('takes supported, resolved, wildcard and search paths', () => {
    for (const row of ['{i}', '7', '*', '[Alias=="a.1.b]"&&Enable==true]']) {
      const entry = book.paramFacts(`Device.WiFi.SSID.${row}.SSID`);
      expect(entry?.path).toBe('Device.WiFi.SSID.{i}.SSID');
      expect(entry?.value.facets.sizes).toEqual([[null, 32]]);
    }
    expect(factsPath('Device.IP.Interface.1.LowerLayers+.Name')).toBe('');
    expect(book.paramFacts('Device.IP.Interface.1.LowerLayers+.Name')).toBeUndefined();
    expect(argumentPath('EnvVariable.12.Key')).toBe('EnvVariable.{i}.Key');
    expect(argumentPath('1.A.2')).toBe('{i}.A.{i}');
  });

  it('takes a table for its rows', () => {
    expect(book.objectFacts('Device.NAT.PortMapping.')?.path).toBe('Device.NAT.PortMapping.{i}.');
    expect(book.objectFacts('Device.NAT.PortMapping.3.')).toMatchObject({
      writable: true,
      countParam: 'PortMappingNumberOfEntries',
      enableParam: 'Enable',
      entries: { least: 0, most: null },
      keys: [
        { functional: false, params: ['Alias'] },
        { functional: true, params: ['RemoteHost', 'ExternalPort', 'Protocol'] },
      ],
    });
  });

  it('finds commands, events and their nested arguments', () => {
    const install = book.commandFacts('Device.SoftwareModules.InstallDU()');
    expect(install?.command.async).toBe(true);
    expect(install?.command.input.objects.get('EnvVariable.{i}.')?.entries).toEqual({ least: 0, most: null });
    expect(book.argumentFacts('Device.SoftwareModules.InstallDU()', 'input', 'EnvVariable.2.Key')?.type).toBe('string');
    expect(book.argumentFacts('Device.SoftwareModules.DUStateChange!', 'event', 'Fault.FaultCode')?.type).toBe(
      'unsignedInt',
    );
    expect(book.argumentFacts('Device.ScheduleTimer()', 'input', 'DelaySeconds')).toMatchObject({ mandatory: true });
    expect(book.commandFacts('Device.Nothing()')).toBeUndefined();
    expect(book.eventFacts('Device.Boot!')?.since).toBe('2.12');
  });

  it('inherits status and version from what holds it', () => {
    const deprecated = [...table.objects.values()].find(
      ({ status, params }) => status !== 'current' && params.size > 0,
    );
    const [name] = deprecated?.params.keys() ?? [];
    const entry = book.paramFacts(`${deprecated?.path ?? ''}${name ?? ''}`);
    expect(entry?.status).toBe(deprecated?.status);
    expect(book.paramFacts('Device.NAT.PortMapping.1.Enable')?.since).toBe('2.12');
    expect(book.paramFacts('Device.NAT.PortMapping.1.Alias')?.value.access).toBe('writeOnce');
  });

  it('survives any path, also the names of plain objects', () => {
    expect(book.paramFacts('Device.__proto__')).toBeUndefined();
    expect(book.paramFacts('Device.constructor')).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('Device.', '[', ']', '"', '1', '*', '.', '+', 'x') }), (path) => {
        book.paramFacts(path);
        book.objectFacts(path);
        expect(book.argumentFacts(path, 'input', path)).toBeUndefined();
      }),
    );
  });
});

describe('layers', () => {
  const own: ValueFacts = {
    type: 'boolean',
    facets: {},
    access: 'readWrite',
    mandatory: false,
    hidden: false,
    secured: false,
    startsAction: false,
    status: 'current',
  };
  const nat = book.objectFacts('Device.NAT.');
  const vendor = {
    table: {
      name: 'vendor',
      version: '',
      model: 'X_ACME:1.0',
      types: new Map(),
      objects: new Map(
        nat ? [['Device.NAT.', { ...nat, params: new Map([['X_ACME_Fast', own]]), commands: new Map() }]] : [],
      ),
    },
    descriptions: new Map([['Device.NAT.X_ACME_Fast', 'Makes it fast.']]),
  };

  it('a vendor’s extension adds to the standard and leaves it as it is', () => {
    const layered = new DataModelBook([vendor, { table }]);
    expect(layered.paramFacts('Device.NAT.X_ACME_Fast')?.value.type).toBe('boolean');
    expect(layered.paramFacts('Device.NAT.PortMappingNumberOfEntries')?.value.type).toBe('unsignedInt');
    expect(layered.description('Device.NAT.X_ACME_Fast')?.text).toBe('Makes it fast.');
    expect(book.paramFacts('Device.NAT.X_ACME_Fast')).toBeUndefined();
    expect(layered.table.objects.size).toBe(table.objects.size);
  });

  it('each fact names the data model that it is from; a layer that repeats what lies below it says nothing', () => {
    const mapping = table.objects.get('Device.NAT.PortMapping.{i}.');
    if (!nat || !mapping) throw new Error('TR-181 has NAT.');
    const repeated = [...nat.params].map(([name, value]) => [name, { ...value }] as const);
    const objects = new Map([
      ['Device.NAT.', { ...nat, params: new Map([['X_ACME_Fast', own], ...repeated]) }],
      ['Device.NAT.PortMapping.{i}.', { ...mapping, writable: false, params: new Map() }],
    ]);
    const layered = new DataModelBook([
      { name: 'ACME', table: { ...vendor.table, objects } },
      { name: 'TR-181', table },
    ]);
    const sources = [
      'Device.NAT.X_ACME_Fast',
      'Device.NAT.PortMappingNumberOfEntries',
      'Device.NAT.',
      'Device.NAT.PortMapping.1.',
      'Device.NAT.PortMapping.',
      'Device.NAT.PortMapping.1.Enable',
      'Device.Reboot()',
      'Device.Boot!',
      'Device.NAT.Nothing',
      '',
    ].map((path) => layered.sourceOf(path));
    expect(sources).toEqual([
      'ACME',
      'TR-181',
      'TR-181',
      'ACME',
      'ACME',
      'TR-181',
      'TR-181',
      'TR-181',
      undefined,
      undefined,
    ]);
  });
});

describe('secrets', () => {
  const masked: string[] = [];
  const unmarked: string[] = [];
  const nameOnly: string[] = [];
  const look = (path: string, value: ValueFacts): void => {
    if (isSecret(path, undefined, value)) masked.push(path);
    if (isSecret(path, { access: 'readWrite', type: value.type })) nameOnly.push(path);
    if (isSecret(path, undefined, value) && !value.secured) unmarked.push(path);
  };
  for (const object of table.objects.values()) {
    for (const [name, value] of object.params) look(object.path + name, value);
    for (const command of object.commands.values()) {
      for (const [name, value] of command.input.values) look(`${object.path}${command.name}.Input.${name}`, value);
      for (const [name, value] of command.output.values) look(`${object.path}${command.name}.Output.${name}`, value);
    }
    for (const event of object.events.values()) {
      for (const [name, value] of event.args.values) look(`${object.path}${event.name}.${name}`, value);
    }
  }

  it('all that the standard marks are masked, and by name alone too', () => {
    expect(masked.length - unmarked.length).toBe(44);
    expect(nameOnly).toEqual(masked);
  });

  it('besides those marked, only these are masked', () => {
    expect(unmarked.map((path) => path.replace(/^Device\./, '').replaceAll('{i}.', '')).sort()).toEqual([
      'DeviceInfo.FirmwareImage.Download().Input.Password',
      'DeviceInfo.KernelFaults.KernelFault.Upload().Input.Password',
      'DeviceInfo.ProcessFaults.ProcessFault.Upload().Input.Password',
      'DeviceInfo.VendorConfigFile.Backup().Input.Password',
      'DeviceInfo.VendorConfigFile.Restore().Input.Password',
      'DeviceInfo.VendorLogFile.Upload().Input.Password',
      'Ethernet.WoL.SendMagicPacket().Input.Password',
      'LMAP.MeasurementAgent.PrivateCredential',
      'LocalAgent.ControllerTrust.ChallengeResponse().Input.Value',
      'MoCA.Interface.PasswordHash',
      'SoftwareModules.DeploymentUnit.Update().Input.Password',
      'SoftwareModules.InstallDU().Input.Password',
      'Thread.MLE.Dataset.NetworkKey',
      'Thread.MLE.Dataset.PSKc',
      'Users.CheckCredentialsDiagnostics().Input.Password',
      'WiFi.DataElements.Network.SetSSID().Input.PassPhrase',
    ]);
  });
});
