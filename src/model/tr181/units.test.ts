import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dividedBy, inUnitsOf, isAtLeast, multiply, parseAmount, printAmount } from './amount.ts';
import { DataModelBook } from './book.ts';
import type { ValueFacts } from './facts.ts';
import { amountOf, formatWithUnit, unitOfField } from './format-unit.ts';
import { measureOf, parseUnits } from './measure.ts';
import { readTable } from './read-table.ts';

const table = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));
const book = new DataModelBook([{ table }]);

function factsOf(path: string): ValueFacts {
  const entry = book.paramFacts(path);
  if (!entry) throw new Error(`no ${path}`);
  return entry.value;
}
const shown = (path: string, text: string): string | undefined => formatWithUnit(text, factsOf(path), 'en')?.text;
const noted = (path: string, text: string): string | undefined => formatWithUnit(text, factsOf(path), 'en')?.note;

describe('units', () => {
  it('many spellings are one', () => {
    const one = (text: string): string => {
      const { unit, factor } = parseUnits(text);
      return `${printAmount(factor)} ${unit}`;
    };
    expect(['0.1dB', '0.1 dB', 'TenthdB'].map(one)).toEqual(Array(3).fill('0.1 dB'));
    expect(['ms', 'milliseconds', 'Milliseconds', 'msec'].map(one)).toEqual(Array(4).fill('0.001 s'));
    expect(['%', 'percent', 'percentage'].map(one)).toEqual(Array(3).fill('1 %'));
    expect(['kbps', 'Kbps', 'kbit/s'].map(one)).toEqual(Array(3).fill('1000 bit/s'));
    expect(['Mbps', 'Mb/s'].map(one)).toEqual(Array(2).fill('1000000 bit/s'));
    expect(['µA', 'μA'].map(one)).toEqual(Array(2).fill('0.000001 A'));
    expect(one('0.5 msec')).toBe('0.0005 s');
    expect(one('6.25 microsecond')).toBe('0.00000625 s');
    expect(one('100 MBd')).toBe('100000000 Bd');
    expect(one('decibels (dB)')).toBe('1 dB');
    expect(one('bits per second')).toBe('1 bit/s');
    expect(one('degrees celsius')).toBe('1 °C');
    expect(one('parsecs')).toBe('1 parsecs');
  });

  it('of the standard, only what is counted has no unit of measure', () => {
    const counted = new Set<string>();
    for (const object of table.objects.values()) {
      const commands = [...object.commands.values()].flatMap(({ input, output }) => [input, output]);
      const events = [...object.events.values()].map(({ args }) => args);
      const values = [object.params, ...[...commands, ...events].map((args) => args.values)];
      for (const value of values.flatMap((map) => [...map.values()])) {
        if (value.units !== undefined && measureOf(value)?.kind === 'count') counted.add(parseUnits(value.units).unit);
        // Every unit of the standard is understood, whatever type carries it.
        if (value.units !== undefined) expect([value.units, measureOf(value)]).not.toEqual([value.units, undefined]);
      }
    }
    expect([...counted].sort()).toEqual([
      'DMT symbols',
      'ZigBee packets',
      'attempts per minute',
      'beacon intervals',
      'beacon transmission times',
      'bits',
      'cells',
      'cells per second',
      'messages',
      'packets',
      'pixels',
      'records',
      'subcarriers',
    ]);
  });

  it('scaled types are shown as what they stand for', () => {
    expect(shown('Device.Optical.Interface.1.OpticalSignalLevel', '-12346')).toBe('-12.346 dBm');
    expect(noted('Device.Optical.Interface.1.OpticalSignalLevel', '-12346')).toBe(
      'the device says -12346 (× 0.001 dBm)',
    );
    expect(shown('Device.DOCSIS.DownstreamChannel.1.SignalQuality.SignalNoise', '387')).toBe('38.7 dB');
    expect(shown('Device.DOCSIS.DownstreamChannel.1.Power', '-51')).toBe('-5.1 dBmV');
    expect(shown('Device.MoCA.Interface.1.PhyThreshold', '600')).toBe('600 Mbit/s');
    expect(shown('Device.WiFi.AccessPoint.1.AssociatedDevice.1.SignalStrength', '-61')).toBe('-61 dBm');
    expect(noted('Device.WiFi.AccessPoint.1.AssociatedDevice.1.SignalStrength', '-61')).toBeUndefined();
  });

  it('a signal of Wi-Fi Data Elements is an RCPI, though its units say dBm', () => {
    const path = 'Device.WiFi.DataElements.Network.Device.1.MultiAPDevice.Backhaul.Stats.SignalStrength';
    expect(shown(path, '100')).toBe('-60 dBm');
    expect(shown(path, '101')).toBe('-59.5 dBm');
    expect(shown(path, '255')).toBe('no data');
    expect(noted(path, '230')).toBe('a reserved value');
    expect(unitOfField(factsOf(path))).toBe('RCPI');
    expect(amountOf('255', factsOf(path))).toBeUndefined();
  });

  it('counters, bytes, rates and times are shortened, and keep what the device said', () => {
    const bytes = 'Device.IP.Interface.1.Stats.BytesSent';
    expect(shown(bytes, '1234567890123')).toBe('1.235 TB');
    expect(noted(bytes, '1234567890123')).toBe('the device says 1234567890123 (B)');
    expect(shown(bytes, '999')).toBe('999 B');
    expect(noted(bytes, '999')).toBeUndefined();
    expect(shown(bytes, '18446744073709551615')).toBe('no data');
    expect(shown('Device.IP.Interface.1.Stats.PacketsSent', '1234567')).toBe('1,234,567 packets');
    expect(shown('Device.DHCPv4.Client.1.Stats.Offer', '12')).toBe('12');
    expect(shown('Device.DeviceInfo.MemoryStatus.Total', '1048576')).toBe('1 GiB');
    expect(shown('Device.DeviceInfo.MemoryStatus.Total', '1000')).toBe('1,000 KiB');
    expect(shown('Device.WiFi.AccessPoint.1.AssociatedDevice.1.LastDataDownlinkRate', '866700')).toBe('866.7 Mbit/s');
    expect(shown('Device.DeviceInfo.UpTime', '90061')).toBe('1 day 1 h');
    expect(shown('Device.DeviceInfo.UpTime', '59')).toBe('59 s');
    expect(shown('Device.DeviceInfo.UpTime', '0')).toBe('0 s');
    expect(shown('Device.DeviceInfo.ProcessStatus.CPUUsage', '7')).toBe('7 %');
    expect(shown('Device.Bridging.Bridge.1.STP.HelloTime', '250')).toBe('2.5 s');
  });

  it('a special -1 is no amount', () => {
    expect(formatWithUnit('-1', factsOf('Device.WiFi.Radio.1.TransmitPower'), 'en')).toEqual({
      text: '-1',
      note: 'a special value: what it stands for is in its description',
    });
    expect(shown('Device.WiFi.Radio.1.TransmitPower', '75')).toBe('75 %');
    expect(shown('Device.WiFi.Radio.1.TransmitPowerSupported', '0,50,100')).toBe('0 %, 50 %, 100 %');
  });

  it('says what to write into a field', () => {
    expect(unitOfField(factsOf('Device.DeviceInfo.UpTime'))).toBe('s');
    expect(unitOfField(factsOf('Device.DeviceInfo.MemoryStatus.Total'))).toBe('KiB');
    expect(unitOfField(factsOf('Device.Optical.Interface.1.OpticalSignalLevel'))).toBe('× 0.001 dBm');
    expect(unitOfField(factsOf('Device.MoCA.Interface.1.PhyThreshold'))).toBe('Mbit/s');
    expect(unitOfField(factsOf('Device.NAT.PortMapping.1.Enable'))).toBeUndefined();
  });

  it('text that is no number stays with the caller', () => {
    expect(shown('Device.DeviceInfo.UpTime', 'soon')).toBeUndefined();
    expect(shown('Device.DeviceInfo.UpTime', '')).toBeUndefined();
    expect(shown('Device.DeviceInfo.Manufacturer', '7')).toBeUndefined();
  });
});

describe('exact amounts', () => {
  const anyNumber = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(8))
    .map(([unscaled, scale]) => printAmount({ unscaled, scale }));

  it('print what they read, whatever the prefix', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: -9, max: 12 }), (text, power) => {
        const amount = parseAmount(text);
        expect(amount && printAmount(amount)).toBe(text);
        expect(amount && printAmount(inUnitsOf(inUnitsOf(amount, power), -power))).toBe(text);
        const ten = { unscaled: 10n, scale: 0 };
        expect(amount && printAmount(multiply(amount, ten))).toBe(amount && printAmount(inUnitsOf(amount, -1)));
      }),
    );
  });

  it('round to the nearest', () => {
    const rounded = (text: string, divisor: bigint, digits: number): string =>
      printAmount(dividedBy(parseAmount(text) ?? { unscaled: 0n, scale: 0 }, divisor, digits));
    expect(rounded('2.5', 1n, 0)).toBe('3');
    expect(rounded('-2.5', 1n, 0)).toBe('-3');
    expect(rounded('2.49', 1n, 0)).toBe('2');
    expect(rounded('1', 3n, 3)).toBe('0.333');
    expect(isAtLeast({ unscaled: 999n, scale: 0 }, 3)).toBe(false);
    expect(isAtLeast({ unscaled: 1000n, scale: 0 }, 3)).toBe(true);
  });

  it('never throw on any text', () => {
    const value = factsOf('Device.DeviceInfo.MemoryStatus.Total');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.double().map(String), anyNumber), (text) => {
        expect(['string', 'undefined']).toContain(typeof formatWithUnit(text, value, 'en')?.text);
      }),
    );
  });
});
