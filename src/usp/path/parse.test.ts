import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyNearPath, anyPath } from '../testing/path-arbitrary.ts';
import { parsePath } from './parse.ts';
import { printPath } from './print.ts';
import { MAX_PATH_LENGTH, MAX_PATH_SEGMENTS, type Path } from './types.ts';

function parsed(text: string, relative = false): Path {
  const result = parsePath(text, { relative });
  if (!result.ok) throw new Error(`${text}: ${result.problem} (at ${String(result.at)})`);
  return result.path;
}

function problem(text: string, relative = false): string {
  const result = parsePath(text, { relative });
  return result.ok ? `read as ${printPath(result.path)}` : result.problem;
}

describe('reading a path [R-ARC.7]', () => {
  it('reads an object, an instance, a parameter, a command and an event', () => {
    expect(parsed('Device.WiFi.').segments).toEqual([
      { type: 'name', name: 'Device' },
      { type: 'name', name: 'WiFi' },
    ]);
    expect(parsed('Device.WiFi.Radio.2.').segments.at(-1)).toEqual({ type: 'instance', number: 2 });
    expect(parsed('Device.WiFi.Radio.2.Channel').segments.at(-1)).toEqual({ type: 'parameter', name: 'Channel' });
    expect(parsed('Device.Reboot()').segments.at(-1)).toEqual({ type: 'command', name: 'Reboot' });
    expect(parsed('Device.Boot!').segments.at(-1)).toEqual({ type: 'event', name: 'Boot' });
  });

  it('reads an instance without its dot, as reference parameters hold it', () => {
    expect(parsed('Device.IP.Interface.3')).toMatchObject({ endsInDot: false });
    expect(printPath(parsed('Device.IP.Interface.3'))).toBe('Device.IP.Interface.3');
  });

  it.each([
    'Device.IP.Interface.[Type=="Normal"].Status',
    'Device.IP.Interface.[Type=="Normal"].IPv4Address.[AddressingType=="Static"].IPAddress',
    'Device.IP.Interface.[Type=="Normal"&&Stats.ErrorsSent>0].IPv4Address.[AddressingType=="Static"].IPAddress',
    'Device.DSL.Line.[Enable==true].CurrentProfile',
    'Device.DSL.Line.[Enable==1].CurrentProfile',
    'Device.IP.Interface.*.IPv6Address.[ValidLifetime<2021-06-06T08:00:00Z].IPAddress',
    'Device.USB.USBHosts.Host.*.Device.[DeviceClass==08].',
    'Device.PCP.Client.*.Server.[Capabilities~="IPv6Firewall"].',
    'Device.PeriodicStatistics.SampleSet.[SampleSeconds~=5].',
    'Device.NAT.PortMapping.[RemoteHost==""&&ExternalPort==0&&Protocol=="TCP"].',
    'Device.WiFi.AccessPoint.[SSIDReference+.SSID=="MyHome"].AssociatedDevice.[OperatingStandard=="ac"].SignalStrength',
    'Device.NAT.PortMapping.1.Interface+.Name',
    'Device.WiFi.SSID.1.LowerLayers#1+.Name',
    'Device.WiFi.SSID.1.LowerLayers#*+.',
    'Device.IP.Interface.[Name=="eth0"].Reset()',
    'Device.IP.Interface.[Alias=="WAN"]',
    'Device.IP.Interface.{i}.IPv4Address.{i}.',
    'Device.IP.Interface.{i}.Stats.BytesSent',
    'Device.Vendor.X_EXAMPLE-COM_Thing.Value',
    'Device.A.[B=="x.y]&&[z"].C',
    'Device.A.[B!=-5&&C<=7&&D>=8&&E<9].F',
    'Device.__proto__.constructor.1.toString',
  ])('reads and prints %s', (text) => {
    expect(printPath(parsed(text))).toBe(text);
  });

  it('reads an expression as a tree', () => {
    expect(parsed('Device.A.[R#2+.S.T>=5&&N=="%22"].').segments.at(-1)).toEqual({
      type: 'expression',
      components: [
        {
          param: [{ name: 'R', follow: 2 }, { name: 'S' }, { name: 'T' }],
          operator: '>=',
          constant: { quoted: false, raw: '5' },
        },
        { param: [{ name: 'N' }], operator: '==', constant: { quoted: true, raw: '%22' } },
      ],
    });
  });

  it('reads relative paths', () => {
    expect(parsed('Status', true).segments).toEqual([{ type: 'parameter', name: 'Status' }]);
    expect(printPath(parsed('Stats.BytesSent', true))).toBe('Stats.BytesSent');
    expect(printPath(parsed('1.IPv4Address.*.Status', true))).toBe('1.IPv4Address.*.Status');
  });

  it.each([
    ['', /empty/],
    ['.', /name is missing/],
    ['Device', /root object/],
    ['Device..WiFi.', /name is missing/],
    ['.WiFi.', /name is missing/],
    ['Device.IP.Interface.[].', /must not be empty/],
    ['Device.IP.Interface.[ ].', /must not be empty/],
    ['Device.IP.Interface.[Type=="Normal"&&IPv4Address.*.AddressingType=="Static"].Status', /name of a parameter/],
    ['Device.IP.Interface.{Type=="Normal"}.Status', /\[ \]/],
    ['Device.IP.Interface.[Type=Normal].', /==/],
    ['Device.IP.Interface.[Type==Normal].', /double quotes/],
    ['Device.IP.Interface.[Type=="A"||Type=="B"].', /not \|\|/],
    ['Device.IP.Interface.[Type=="A"', /never closed/],
    ['Device.IP.Interface.[Type=="A].Status', /never closed/],
    ['Device.IP.Interface[Type=="A"].', /before the "\["/],
    ['Device.IP.Interface.[Type=="A"]Status', /after the "\]"/],
    ['Device.IP.Interface.1.2.', /table/],
    ['Device.1.', /table/],
    ['Device.IP.Interface.*.*.', /table/],
    ['Device.A.B+.1.', /table/],
    ['1.Device.', /table/],
    ['Device.A.B+', /after the "\+"/],
    ['Device.A.B#0+.C', /count from 1/],
    ['Device.A.B#1.C', /cannot follow/],
    ['Device.A.Reset().B', /Nothing comes after/],
    ['Device.A.Boot!.', /Nothing comes after/],
    ['Device.A.{i}.B.*.C', /\{i\}/],
    ['Device.A.B C', /cannot follow/],
    ['Device.A.\ud800', /half a character/],
  ])('refuses %j', (text, why) => {
    expect(problem(text)).toMatch(why);
  });

  it('says where reading stopped', () => {
    expect(parsePath('Device.IP.Interface.[Type=5].')).toMatchObject({ ok: false, at: 25 });
  });

  it('takes instance numbers from 1 to 2^32-1 and no others', () => {
    expect(parsed('Device.A.B.100000000.').segments.at(-1)).toEqual({ type: 'instance', number: 100_000_000 });
    expect(parsed('Device.A.B.4294967295.').segments.at(-1)).toEqual({ type: 'instance', number: 0xffff_ffff });
    for (const number of ['0', '01', '4294967296', '99999999999999999999', '1e3', '-1', '1x']) {
      expect(problem(`Device.A.B.${number}.`)).not.toMatch(/^read as/);
    }
  });

  it('bounds length, segments and comparisons', () => {
    expect(problem(`Device.${'a'.repeat(MAX_PATH_LENGTH)}`)).toMatch(/longer/);
    expect(problem('A.'.repeat(MAX_PATH_SEGMENTS))).toMatch(/^read as/);
    expect(problem('A.'.repeat(MAX_PATH_SEGMENTS + 1))).toMatch(/more than/);
    expect(problem(`A.B.[${Array.from({ length: 33 }, () => 'a==1').join('&&')}].`)).toMatch(/at most 32/);
    expect(problem(`A.B.[${'a.'.repeat(40)}b==1].`)).toMatch(/too deep/);
  });

  it('is the inverse of printing, for paths of every form', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(parsePath(printPath(path))).toEqual({ ok: true, path });
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, and what it reads is printed to a path that reads alike', () => {
    fc.assert(
      fc.property(fc.oneof(anyNearPath, fc.string({ unit: 'binary' })), fc.boolean(), (text, relative) => {
        const result = parsePath(text, { relative });
        if (!result.ok) {
          expect(result.problem).not.toBe('');
          expect(result.at).toBeGreaterThanOrEqual(0);
          return;
        }
        expect(parsePath(printPath(result.path), { relative })).toEqual(result);
      }),
      { numRuns: 5000 },
    );
  });

  it('never throws for a damaged path', () => {
    fc.assert(
      fc.property(anyPath, fc.nat(), fc.string({ maxLength: 3 }), (path, where, junk) => {
        const text = printPath(path);
        const at = where % (text.length + 1);
        const damaged = text.slice(0, at) + junk + text.slice(at + 1);
        const result = parsePath(damaged);
        if (result.ok) expect(parsePath(printPath(result.path))).toEqual(result);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('white space in expressions', () => {
  it('is read around operators, but never written [R-ARC.9b]', () => {
    const path = parsed('Device.A.[ Type == "a b"\t&& Count >= 3 ].Status');
    expect(printPath(path)).toBe('Device.A.[Type=="a b"&&Count>=3].Status');
  });

  it('is written by no path whatever [R-ARC.9b]', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(printPath(path).replace(/"[^"]*"/g, '')).not.toMatch(/\s/);
      }),
    );
  });

  it('is refused elsewhere', () => {
    expect(problem('Device. A.')).toMatch(/begins with a letter/);
    expect(problem('Device.A.[B . C==1].')).toMatch(/one of ==/);
    expect(problem('Device.A.[B= =1].')).toMatch(/one of ==/);
  });
});
