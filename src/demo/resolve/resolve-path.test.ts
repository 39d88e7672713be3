import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExpression, quotedConstant, uniqueKeyPath } from '../../usp/path.ts';
import { anyNearPath, anyPath } from '../../usp/testing/path-arbitrary.ts';
import { printPath } from '../../usp/path.ts';
import { buildHome } from '../home/build-home.ts';
import { Life } from '../life/life.ts';
import type { ObjectNode } from '../store/nodes.ts';
import { resolvePath } from './resolve-path.ts';

const now = Date.UTC(2026, 5, 1);
const store = buildHome({ endpointId: 'os::00005E-R', controllers: [], seed: 5, size: 'home', now });
new Life(store, 5, now);

function resolve(path: string): string[] | number {
  const resolved = resolvePath(store, path);
  if (!resolved.ok) return resolved.code;
  return resolved.targets.map((target) => {
    if (target.type === 'parameter') return target.node.path + target.param.name;
    if (target.type === 'command') return target.node.path + target.command.name;
    return target.type === 'event' ? target.node.path + target.event.name : target.node.path;
  });
}

const nodes = [...store.walk()];
const rows = nodes.filter(({ number }) => number !== undefined);
/** A node, shown by its path in what fast-check reports. */
const anyOf = (from: readonly ObjectNode[]) => fc.constantFrom(...from.map(({ path }) => path));
const nodeAt = (path: string) => store.object(path);

describe('paths that lead somewhere', () => {
  it.each([
    ['Device.WiFi.SSID.*.SSID', 6],
    ['Device.WiFi.SSID.[SSID=="Hearth"].', 3],
    ['Device.WiFi.SSID.[SSID!="Hearth"].', 3],
    ['Device.WiFi.SSID.[SSID=="Hearth"&&LowerLayers+.OperatingFrequencyBand=="5GHz"].', 1],
    ['Device.WiFi.Radio.[SupportedStandards~="ax"].', 3],
    ['Device.WiFi.Radio.[SupportedStandards~="be"].Name', 1],
    ['Device.WiFi.Radio.[Channel>6].', 2],
    ['Device.WiFi.Radio.[Channel>=6].', 3],
    ['Device.WiFi.Radio.[Channel<37].', 1],
    ['Device.WiFi.Radio.[Channel<=37].', 2],
    ['Device.WiFi.Radio.[Channel==044].', 1],
    ['Device.WiFi.Radio.[Enable==1].', 3],
    ['Device.WiFi.Radio.[Stats.Noise<-95].', 1],
    ['Device.IP.Interface.*.IPv6Address.[ValidLifetime>2030-01-01T00:00:00Z].IPAddress', 6],
    ['Device.NAT.PortMapping.[RemoteHost==""&&ExternalPort==443&&Protocol=="TCP"].', 1],
    ['Device.NAT.PortMapping.1.Interface+.Name', 1],
    [
      'Device.WiFi.AccessPoint.[SSIDReference+.SSID=="Hearth"].AssociatedDevice.[OperatingStandard=="ax"].SignalStrength',
      2,
    ],
    ['Device.Bridging.Bridge.2.Port.1.LowerLayers#*+.Name', 2],
    ['Device.Bridging.Bridge.2.Port.1.LowerLayers#2+.LowerLayers+.SSID', 1],
    ['Device.Bridging.Bridge.2.Port.1.LowerLayers#3+.Name', 0],
    ['Device.Hosts.Host.*.AssociatedDevice#*+.MACAddress', 10],
    ['Device.IP.Interface.*.Reset()', 4],
    ['Device.Boot!', 1],
  ])('%s: %d', (path, count) => {
    expect(resolve(path)).toHaveLength(count);
  });

  it.each([
    ['Device.WiFi.SSID.[].', 7008],
    ['Device.WiFi.SSID.[SSID==Hearth].', 7008],
    ['Device.WiFi.SSID.[SSID>"A"].', 7008],
    ['Device.WiFi.SSID.[Enable>true].', 7008],
    ['Device.WiFi.SSID.[Enable=="true"].', 7008],
    ['Device.WiFi.SSID.[SSID~="Hearth"].', 7008],
    ['Device.WiFi.Radio.[Channel=="6"].', 7008],
    ['Device.WiFi.Radio.[Channel==six].', 7008],
    ['Device.IP.Interface.1.IPv6Address.[ValidLifetime<0001-01-01T00:00:00Z].', 7008],
    ['Device.WiFi.SSID.{i}.', 7008],
    ['Device.WiFi.SSID.[Nope=="x"].', 7026],
    ['Device.IP.Interface.[IPv4Address.IPAddress=="x"].', 7026],
    ['Device.WiFi.SSID.SSID', 7026],
    ['Device.WiFi.1.', 7026],
    ['Device.WiFi.SSID.1.SSID+.Name', 7026],
    ['Device.Reboot()!', 7008],
    ['Internet.WiFi.', 7026],
  ])('%s: %d', (path, code) => {
    expect(resolve(path)).toBe(code);
  });

  it('keeps secrets out of expressions: they compare as they read', () => {
    expect(resolve('Device.Users.User.[Password=="secret-of-admin"].')).toEqual([]);
    expect(resolve('Device.Users.User.[Password==""].')).toHaveLength(2);
  });

  it('tells an address from a search', () => {
    const searching = (path: string) => {
      const resolved = resolvePath(store, path);
      return resolved.ok && resolved.searching;
    };
    expect(searching('Device.WiFi.SSID.[Alias=="x"].')).toBe(false);
    expect(searching('Device.WiFi.SSID.[SSID=="x"].')).toBe(true);
    expect(searching('Device.NAT.PortMapping.[Protocol=="TCP"&&ExternalPort==1&&RemoteHost==""].')).toBe(false);
    expect(searching('Device.NAT.PortMapping.[Protocol=="TCP"].')).toBe(true);
    expect(searching('Device.WiFi.SSID.1.LowerLayers#*+.')).toBe(true);
  });
});

describe('any path', () => {
  it('of an object, with each number as it is, leads to that object alone', () => {
    fc.assert(
      fc.property(anyOf(nodes), (path) => {
        expect(resolve(path)).toEqual([path]);
      }),
    );
  });

  it('with a wildcard finds the row that it stands for', () => {
    fc.assert(
      fc.property(anyOf(rows), (path) => {
        const row = nodeAt(path);
        const found = resolve(`${row.table?.path ?? ''}*.`);
        expect(found).toContain(row.path);
        expect(found).toHaveLength(row.table?.rows.size ?? 0);
      }),
    );
  });

  it('by any unique key leads to its row alone', () => {
    fc.assert(
      fc.property(anyOf(rows.filter(({ def }) => def.keys.length > 0)), fc.nat(), (path, choice) => {
        const row = nodeAt(path);
        const key = row.def.keys[choice % row.def.keys.length];
        const params = (key?.params ?? []).map((name) => {
          const param = row.def.params.get(name);
          const quoted = param?.spec.type === 'string' || param?.spec.facets.list !== undefined;
          return { name, value: store.read(row, name), quoted };
        });
        expect(resolve(uniqueKeyPath(row.table?.path ?? '', params))).toEqual([row.path]);
      }),
    );
  });

  it('with == and != on one parameter parts the rows in two', () => {
    fc.assert(
      fc.property(anyOf(rows), fc.nat(), (path, choice) => {
        const row = nodeAt(path);
        const texts = [...row.def.params.values()].filter(
          ({ spec }) => spec.type === 'string' && !spec.facets.list && !spec.secret,
        );
        const param = texts[choice % Math.max(1, texts.length)];
        if (!param) return;
        const constant = quotedConstant(store.read(row, param.name));
        const search = (operator: '==' | '!=') =>
          resolve(
            `${row.table?.path ?? ''}${printExpression([{ param: [{ name: param.name }], operator, constant }])}.`,
          );
        const [equal, other] = [search('=='), search('!=')];
        expect(equal).toContain(row.path);
        expect(other).not.toContain(row.path);
        expect([...(equal as string[]), ...(other as string[])]).toHaveLength(row.table?.rows.size ?? 0);
      }),
    );
  });

  it('of any form, or of none, gives an answer', () => {
    const isAnswer = (path: string) => {
      const found = resolve(path);
      return Array.isArray(found) || found === 7008 || found === 7026;
    };
    fc.assert(fc.property(anyNearPath, isAnswer), { numRuns: 5_000 });
    fc.assert(
      fc.property(anyPath, (path) => isAnswer(printPath(path))),
      { numRuns: 2_000 },
    );
  });
});
