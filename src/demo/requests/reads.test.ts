import { describe, expect, it } from 'vitest';
import type { GetSupportedDMRequest } from '../../usp/message/request-types.ts';
import { Bench, responseIn } from '../testing/bench.ts';

const at = new Bench().open();
const get = (path: string, maxDepth = 0) =>
  responseIn(at.ask({ kind: 'Get', paths: [path], maxDepth }), 'getResp').reqPathResults[0];
const paths = (path: string, maxDepth = 0) =>
  get(path, maxDepth)?.resolvedPathResults.map(({ resolvedPath }) => resolvedPath);

describe('Get', () => {
  it('gives an object and all below it, each with its own parameters', () => {
    expect(paths('Device.Time.')).toEqual(['Device.Time.', 'Device.Time.Client.1.', 'Device.Time.Client.1.Stats.']);
    const names = get('Device.Time.')?.resolvedPathResults[2]?.resultParams.map(({ key }) => key);
    expect(names).toEqual(['PacketsSent', 'PacketsSentFailed', 'PacketsReceived', 'PacketsDropped']);
  });

  it('gives as many levels as max_depth says', () => {
    expect(paths('Device.Time.', 1)).toEqual(['Device.Time.']);
    expect(paths('Device.Time.', 2)).toEqual(['Device.Time.', 'Device.Time.Client.1.']);
    expect(paths('Device.Time.', 3)).toHaveLength(3);
    expect(paths('Device.Time.Client.', 1)).toEqual(['Device.Time.Client.1.']);
  });

  it('tells what is not there from what just is not there now', () => {
    expect(get('Device.WiFi.SSID.99.')?.errCode).toBe(7026); // R-GET.0
    expect(get('Device.WiFi.SSID.1.Nope')?.errCode).toBe(7026);
    expect(get('Device.WiFi.[Nope==1].')?.errCode).toBe(7026);
    expect(get('Device.Reboot()')?.errCode).toBe(7026);
    expect(get('Device.WiFi.SSID.')?.errCode).toBe(0);
    expect(get('Device.WiFi.SSID.[SSID=="none"].')).toMatchObject({ errCode: 0, resolvedPathResults: [] }); // R-GET.1a
    expect(get('Device.LocalAgent.Request.')).toMatchObject({ errCode: 0, resolvedPathResults: [] }); // R-GET.1b
    expect(get('')?.errCode).toBe(7008);
    expect(get('Device.__proto__.')?.errCode).toBe(7026);
    expect(get('Device.WiFi.SSID.constructor')?.errCode).toBe(7026);
  });
});

describe('GetInstances', () => {
  const instances = (path: string, firstLevelOnly: boolean) =>
    responseIn(at.ask({ kind: 'GetInstances', paths: [path], firstLevelOnly }), 'getInstancesResp').reqPathResults[0];

  it('gives rows with all their unique keys', () => {
    expect(instances('Device.WiFi.Radio.', true)?.currInsts[1]).toMatchObject({
      instantiatedObjPath: 'Device.WiFi.Radio.2.',
      uniqueKeys: [
        { key: 'Alias', value: 'cpe-2' },
        { key: 'Name', value: 'wl1' },
      ],
    });
  });

  it('goes down the tree where it may', () => {
    const flat = instances('Device.DHCPv4.Server.Pool.', true)?.currInsts.map((row) => row.instantiatedObjPath);
    expect(flat).toEqual(['Device.DHCPv4.Server.Pool.1.', 'Device.DHCPv4.Server.Pool.2.']);
    const deep = instances('Device.DHCPv4.Server.Pool.', false)?.currInsts.map((row) => row.instantiatedObjPath);
    expect(deep).toContain('Device.DHCPv4.Server.Pool.1.Client.1.IPv4Address.1.');
    expect(instances('Device.LocalAgent.Controller.*.MTP.', true)?.currInsts).toHaveLength(1);
  });

  it.each([
    ['Device.WiFi.', 7018],
    ['Device.WiFi.Radio.1.', 7018],
    ['Device.WiFi.Radio.9.Nope.', 7026],
    ['Device.IP.Interface.99.IPv4Address.', 7016],
    ['Device.WiFi.Radio', 7026],
    ['Device.IP.Interface.[Name=="none"].IPv4Address.', 0],
  ])('answers %s with %d', (path, code) => {
    expect(instances(path, true)?.errCode).toBe(code);
  });
});

describe('GetSupportedDM', () => {
  const supported = (path: string, more: Partial<GetSupportedDMRequest> = {}) =>
    responseIn(at.ask({ kind: 'GetSupportedDM', paths: [path], ...more }), 'getSupportedDmResp').reqObjResults[0];

  it('describes parameters, commands, events, keys and access', () => {
    const [table] = supported('Device.NAT.PortMapping.')?.supportedObjs ?? [];
    expect(table).toMatchObject({ supportedObjPath: 'Device.NAT.PortMapping.{i}.', access: 1, isMultiInstance: true });
    expect(table?.uniqueKeySets.map(({ keyNames }) => keyNames)).toEqual([
      ['Alias'],
      ['RemoteHost', 'ExternalPort', 'Protocol'],
    ]);
    const params = new Map(table?.supportedParams.map((param) => [param.paramName, param]));
    expect(params.get('ExternalPort')).toMatchObject({ access: 1, valueType: 9, valueChange: 1 });
    expect(params.get('Status')).toMatchObject({ access: 0, valueType: 8 });
    expect(params.get('Alias')?.access).toBe(1); // written once counts as writable
    const [root] = supported('Device.', { firstLevelOnly: true })?.supportedObjs ?? [];
    expect(root?.supportedCommands.map(({ commandName, commandType }) => [commandName, commandType])).toEqual([
      ['Reboot()', 1],
      ['FactoryReset()', 1],
      ['SelfTestDiagnostics()', 2],
      ['ScheduleTimer()', 2],
    ]);
    expect(root?.supportedEvents).toMatchObject([{ eventName: 'Boot!' }]);
    const [info] = supported('Device.DeviceInfo.')?.supportedObjs ?? [];
    expect(info?.supportedParams.find(({ paramName }) => paramName === 'UpTime')?.valueChange).toBe(2);
  });

  it('gives the next level by path alone where only the first is asked', () => {
    const found = supported('Device.Time.', { firstLevelOnly: true })?.supportedObjs;
    expect(found?.map(({ supportedObjPath }) => supportedObjPath)).toEqual(['Device.Time.', 'Device.Time.Client.{i}.']);
    expect(found?.[1]).toMatchObject({ isMultiInstance: true, supportedParams: [], supportedCommands: [] });
  });

  it('gives the whole tree at once', () => {
    expect(supported('Device.')?.supportedObjs.length).toBeGreaterThanOrEqual(100);
    expect(supported('Device.')?.dataModelInstUri).toBe('urn:broadband-forum-org:tr-181-2-19-1');
  });

  it('leaves out what is not wanted', () => {
    const no = { returnParams: false, returnCommands: false, returnEvents: false, returnUniqueKeySets: false };
    expect(supported('Device.', no)?.supportedObjs[0]).toMatchObject({
      supportedParams: [],
      supportedCommands: [],
      supportedEvents: [],
      uniqueKeySets: [],
    });
  });

  it('describes one command, event or parameter alone', () => {
    const command = supported('Device.IP.Diagnostics.IPPing()', { returnCommands: false })?.supportedObjs;
    expect(command).toHaveLength(1);
    expect(command?.[0]).toMatchObject({ supportedCommands: [{ commandName: 'IPPing()' }], supportedParams: [] });
    expect(command?.[0]?.supportedCommands[0]?.inputArgNames).toContain('NumberOfRepetitions');
    expect(supported('Device.Boot!')?.supportedObjs[0]?.supportedEvents).toMatchObject([{ eventName: 'Boot!' }]);
    expect(supported('Device.WiFi.Radio.{i}.Channel')?.supportedObjs[0]?.supportedParams).toHaveLength(1);
  });

  it.each([
    ['Device.WiFi.Radio.1.', 0],
    ['Device.WiFi.Radio.{i}.', 0],
    ['Device.WiFi.Radio.99.', 7016],
    ['Device.WiFi.Radio.*.', 7008],
    ['Device.Nope.', 7026],
    ['Device.WiFi.Radio.Channel', 7026],
    ['Device.WiFi.Radio.{i}', 7008],
  ])('answers %s with %d', (path, code) => {
    expect(supported(path)?.errCode).toBe(code);
  });
});
