import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue, escapeItem } from '../../usp/value-types.ts';
import { DeviceModel } from '../device-model.ts';
import { DataModelBook } from './book.ts';
import {
  allowedValues,
  allowedValuesPath,
  isWritable,
  requiredArguments,
  writableChoices,
  writableFacets,
} from './editing.ts';
import type { ValueFacts } from './facts.ts';
import { readTable } from './read-table.ts';

const table = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));
const book = new DataModelBook([{ table }]);

function factsOf(path: string): ValueFacts {
  const entry = book.paramFacts(path);
  if (!entry) throw new Error(`no ${path}`);
  return entry.value;
}

/** Every different set of facts of the standard, once. */
const every = new Set<ValueFacts>();
for (const object of table.objects.values()) {
  for (const value of object.params.values()) every.add(value);
  for (const { input, output } of object.commands.values()) {
    for (const value of [...input.values.values(), ...output.values.values()]) every.add(value);
  }
  for (const { args } of object.events.values()) for (const value of args.values.values()) every.add(value);
}
const bounds = {
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  unsignedInt: [0n, 2n ** 32n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  unsignedLong: [0n, 2n ** 64n - 1n],
} as const;

function isWhole(type: string): type is keyof typeof bounds {
  return type in bounds;
}

describe('every value type of the standard at its limits [R-ENC.6]', () => {
  it('takes the ends of each range and refuses what lies beyond', () => {
    let checked = 0;
    for (const { type, facets } of every) {
      if (!isWhole(type) || !facets.ranges || facets.list) continue;
      const [lowest, highest] = bounds[type];
      const inside = (number: bigint): boolean =>
        (facets.ranges ?? []).some(([least, most, step]) => {
          const low = least === null ? lowest : BigInt(least);
          const high = most === null ? highest : BigInt(most);
          if (number < low || number > high) return false;
          return (number - (least === null ? 0n : low)) % BigInt(step ?? 1) === 0n;
        });
      for (const [least, most] of facets.ranges) {
        for (const end of [least ?? lowest, most ?? highest].map(BigInt)) {
          for (const number of [end - 1n, end, end + 1n]) {
            const wanted = number >= lowest && number <= highest && inside(number);
            expect([type, facets.ranges, number, checkValue(type, String(number), facets).ok]).toEqual([
              type,
              facets.ranges,
              number,
              wanted,
            ]);
            checked += 1;
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(1_000);
  });

  it('takes the ends of each size and refuses what lies beyond', () => {
    let checked = 0;
    for (const { type, facets } of every) {
      const bytes = type === 'hexBinary';
      if (!facets.sizes || (type !== 'string' && !bytes)) continue;
      if (facets.patterns || facets.enumeration || facets.list) continue;
      const fits = (count: number): boolean =>
        (facets.sizes ?? []).some(([least, most]) => count >= (least ?? 0) && count <= (most ?? Infinity));
      for (const end of facets.sizes.flat().filter((size) => size !== null)) {
        for (const count of [end - 1, end, end + 1].filter((size) => size >= 0)) {
          const text = (bytes ? 'aF' : 'ä').repeat(count);
          expect([facets.sizes, count, checkValue(type, text, facets).ok]).toEqual([facets.sizes, count, fits(count)]);
          checked += 1;
        }
      }
    }
    expect(checked).toBeGreaterThan(300);
  });

  it('takes every choice, and with a list any two of them', () => {
    let checked = 0;
    for (const { type, facets, choices } of every) {
      // Where a size stands beside an enumeration, both count.
      if (!choices || facets.sizes || facets.patterns) continue;
      for (const { value } of choices) {
        const text = facets.list ? escapeItem(value) : value;
        const tooFew = (facets.list?.minItems ?? 0) > 1;
        if (!tooFew && (text !== '' || !facets.list)) {
          expect([value, checkValue(type, text, facets).ok]).toEqual([value, true]);
          checked += 1;
        }
        const other = checkValue(type, `${text}~`, facets);
        expect([value, other.ok]).toEqual([value, false]);
      }
    }
    expect(checked).toBeGreaterThan(1_500);
  });

  it('every pattern compiles, and refuses something', () => {
    for (const { type, facets } of every) {
      if (!facets.patterns || facets.list) continue;
      for (const pattern of facets.patterns) expect(() => new RegExp(`^(?:${pattern})$`, 'u')).not.toThrow();
      expect(checkValue(type, '\u0000 no pattern takes this', { patterns: facets.patterns }).ok).toBe(false);
    }
    const mac = factsOf('Device.Ethernet.Interface.1.MACAddress');
    expect(checkValue(mac.type, '00:25:6D:0a:0b:0c', mac.facets).ok).toBe(true);
    expect(checkValue(mac.type, '', mac.facets).ok).toBe(true);
    expect(checkValue(mac.type, '00:25:6D:0a:0b', mac.facets).ok).toBe(false);
  });

  it('never throws on any text', () => {
    const values = [...every];
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        fc.oneof(fc.string({ unit: 'binary' }), fc.double().map(String)),
        (value, text) => {
          expect(typeof checkValue(value.type, text, writableFacets(value)).ok).toBe('boolean');
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('editing', () => {
  it('offers no choice that is only read', () => {
    const reported = [...every].filter(({ choices }) => choices?.some(({ readOnly }) => readOnly));
    expect(reported.length).toBeGreaterThan(0);
    for (const value of reported) {
      const hidden = value.choices?.find(({ readOnly }) => readOnly)?.value ?? '';
      expect(writableChoices(value).map((choice) => choice.value)).not.toContain(hidden);
      expect(checkValue(value.type, hidden, value.facets).ok).toBe(true);
      expect(checkValue(value.type, hidden, writableFacets(value)).ok).toBe(false);
    }
  });

  it('a key of a row is written when the row is made and never again', () => {
    const alias = factsOf('Device.NAT.PortMapping.1.Alias');
    expect([isWritable(alias, true), isWritable(alias, false)]).toEqual([true, false]);
    expect(isWritable(factsOf('Device.NAT.PortMapping.1.Enable'), false)).toBe(true);
    expect(isWritable(factsOf('Device.NAT.PortMapping.1.Status'), true)).toBe(false);
  });

  it('reads the values that another parameter of the same row allows', () => {
    const model = new DeviceModel();
    const path = 'Device.WiFi.Radio.2.OperatingStandards';
    const standards = factsOf(path);
    expect(allowedValuesPath(standards, path)).toBe('Device.WiFi.Radio.2.SupportedStandards');
    expect(allowedValues(model, standards, path)).toBeUndefined();
    model.setValue('Device.WiFi.Radio.2.SupportedStandards', 'n, ac,ax', 1);
    model.setValue('Device.WiFi.Radio.1.SupportedStandards', 'b', 1);
    expect(allowedValues(model, standards, path)).toEqual(['n', 'ac', 'ax']);
    const access = factsOf('Device.Cellular.Interface.1.PreferredAccessTechnology');
    model.setValue('Device.Cellular.Interface.1.SupportedAccessTechnologies', 'LTE', 1);
    expect(allowedValues(model, access, 'Device.Cellular.Interface.1.PreferredAccessTechnology')).toEqual([
      'Auto',
      'LTE',
    ]);
  });

  it('knows which arguments must be there, and those of objects that may be absent only with them', () => {
    const timer = book.commandFacts('Device.ScheduleTimer()');
    expect(timer && requiredArguments(timer.command.input)).toEqual(['DelaySeconds']);
    const install = book.commandFacts('Device.SoftwareModules.InstallDU()')?.command.input;
    expect(install && requiredArguments(install)).toEqual(['URL']);
    expect(install && requiredArguments(install, new Set(['EnvVariable.{i}.']))).toEqual([
      'URL',
      'EnvVariable.{i}.Key',
      'EnvVariable.{i}.Value',
    ]);
  });
});
