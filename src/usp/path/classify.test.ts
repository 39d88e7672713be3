import { describe, expect, it } from 'vitest';
import { isSupportedPath, pathKind, pathTarget } from './classify.ts';
import { parsePath } from './parse.ts';
import type { Path } from './types.ts';

function parsed(text: string): Path {
  const result = parsePath(text);
  if (!result.ok) throw new Error(result.problem);
  return result.path;
}

const KEYS = new Map([
  ['Device.NAT.PortMapping.', [['Alias'], ['RemoteHost', 'ExternalPort', 'Protocol']]],
  ['Device.IP.Interface.2.IPv4Address.', [['Alias']]],
]);
const uniqueKeysOf = (table: string): readonly (readonly string[])[] => KEYS.get(table) ?? [];

describe('the kind of a path [R-ARC.7]', () => {
  it.each([
    ['Device.', 'object'],
    ['Device.WiFi.Radio.', 'object'],
    ['Device.WiFi.Radio.{i}.', 'table'],
    ['Device.WiFi.Radio.1.', 'instance'],
    ['Device.WiFi.Radio.1', 'instance'],
    ['Device.WiFi.Radio.1.Channel', 'parameter'],
    ['Device.WiFi.Radio.{i}.Channel', 'parameter'],
    ['Device.Reboot()', 'command'],
    ['Device.Boot!', 'event'],
    ['Device.NAT.PortMapping.1.Interface+.', 'object'],
    ['Device.NAT.PortMapping.1.Interface+.Name', 'parameter'],
    ['Device.WiFi.SSID.1.LowerLayers#2+.Name', 'parameter'],
    ['Device.WiFi.SSID.1.LowerLayers#*+.Name', 'search'],
    ['Device.WiFi.Radio.*.', 'search'],
    ['Device.WiFi.Radio.*.Channel', 'search'],
    ['Device.IP.Interface.*.Reset()', 'search'],
    ['Device.NAT.PortMapping.[Alias=="a"].', 'search'],
  ])('%s is %s', (text, kind) => {
    expect(pathKind(parsed(text))).toBe(kind);
  });

  it.each([
    ['Device.NAT.PortMapping.[Alias=="a"].', 'instance'],
    ['Device.NAT.PortMapping.[Alias=="a"].Enable', 'parameter'],
    ['Device.NAT.PortMapping.[Protocol=="TCP"&&RemoteHost==""&&ExternalPort==0].', 'instance'],
    ['Device.NAT.PortMapping.[RemoteHost==""&&ExternalPort==0].', 'search'],
    ['Device.NAT.PortMapping.[Alias!="a"].', 'search'],
    ['Device.NAT.PortMapping.[Alias=="a"&&Alias=="b"].', 'search'],
    ['Device.NAT.PortMapping.[Interface+.Alias=="a"].', 'search'],
    ['Device.IP.Interface.2.IPv4Address.[Alias=="a"].', 'instance'],
    ['Device.IP.Interface.[Alias=="a"].', 'search'],
  ])('%s is %s where the unique keys are known', (text, kind) => {
    expect(pathKind(parsed(text), uniqueKeysOf)).toBe(kind);
  });

  it('tells what a search searches for', () => {
    expect(pathTarget(parsed('Device.IP.Interface.*.Reset()'))).toBe('command');
    expect(pathTarget(parsed('Device.IP.Interface.[Enable==true].'))).toBe('instance');
    expect(isSupportedPath(parsed('Device.A.{i}.B'))).toBe(true);
    expect(isSupportedPath(parsed('Device.A.*.B'))).toBe(false);
  });
});
