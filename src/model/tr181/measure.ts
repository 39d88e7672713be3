/** What a number of the data model measures: its many spellings of a unit as one, and the meaning of scaled types. */
import { parseAmount, multiply, type Amount } from './amount.ts';
import type { ValueFacts } from './facts.ts';

/** How an amount reads: what it is counted in decides how it is shortened. */
export type MeasureKind = 'time' | 'bytes' | 'prefixed' | 'plain' | 'count';

export interface Measure {
  readonly kind: MeasureKind;
  /** One form for all spellings, e.g. `s`, `B`, `bit/s`, `dB`, `dBm`, `%`. Of a mere count: what is counted, or empty. */
  readonly unit: string;
  /** One step of the value in `unit`, exact: 0.1 for `TenthdB`. */
  readonly factor: Amount;
  /** Powers of 1024 were meant. */
  readonly binary: boolean;
  /** It only grows, and begins anew at its end. */
  readonly counter: boolean;
  /** The value that says that there is none. */
  readonly absent?: string;
  /** The value is an RCPI (IEEE 802.11): half a dB for each step, above -110 dBm. */
  readonly rcpi: boolean;
}

type Basis = readonly [kind: MeasureKind, unit: string, factor: string, binary?: true];

/** Spellings in small letters, without a number before them. */
const spellings = new Map<string, Basis>(
  Object.entries({
    's sec second seconds': ['time', 's', '1'],
    'ms msec millisecond milliseconds': ['time', 's', '0.001'],
    'us usec microsecond microseconds': ['time', 's', '0.000001'],
    'ns nanosecond nanoseconds': ['time', 's', '0.000000001'],
    'centisecond centiseconds': ['time', 's', '0.01'],
    'min minute minutes': ['time', 's', '60'],
    'h hour hours': ['time', 's', '3600'],
    'day days': ['time', 's', '86400'],
    // IEEE 802.11: a time unit is 1024 microseconds.
    'tu tus': ['time', 's', '0.001024'],
    'b byte bytes octet octets': ['bytes', 'B', '1'],
    'kb kilobyte kilobytes': ['bytes', 'B', '1000'],
    'mb megabyte megabytes': ['bytes', 'B', '1000000'],
    'gb gigabyte gigabytes': ['bytes', 'B', '1000000000'],
    'kib kibibyte kibibytes': ['bytes', 'B', '1024', true],
    'mib mebibyte mebibytes': ['bytes', 'B', '1048576', true],
    'gib gibibyte gibibytes': ['bytes', 'B', '1073741824', true],
    'bps bit/s bits/s bits_per_second': ['prefixed', 'bit/s', '1'],
    'kbps kbit/s kb/s kilobits_per_second': ['prefixed', 'bit/s', '1000'],
    'mbps mbit/s mb/s megabits_per_second': ['prefixed', 'bit/s', '1000000'],
    'gbps gbit/s gb/s gigabits_per_second': ['prefixed', 'bit/s', '1000000000'],
    'baud bd': ['prefixed', 'Bd', '1'],
    'kbaud kbd': ['prefixed', 'Bd', '1000'],
    'mbaud mbd': ['prefixed', 'Bd', '1000000'],
    hz: ['prefixed', 'Hz', '1'],
    khz: ['prefixed', 'Hz', '1000'],
    mhz: ['prefixed', 'Hz', '1000000'],
    ghz: ['prefixed', 'Hz', '1000000000'],
    'm meter meters': ['prefixed', 'm', '1'],
    'km kilometer kilometers': ['prefixed', 'm', '1000'],
    'mm millimeter millimeters': ['prefixed', 'm', '0.001'],
    'nm nanometer nanometers': ['prefixed', 'm', '0.000000001'],
    'v volt volts': ['prefixed', 'V', '1'],
    'mv millivolt millivolts': ['prefixed', 'V', '0.001'],
    'a ampere amperes': ['prefixed', 'A', '1'],
    ma: ['prefixed', 'A', '0.001'],
    ua: ['prefixed', 'A', '0.000001'],
    'w watt watts': ['prefixed', 'W', '1'],
    mw: ['prefixed', 'W', '0.001'],
    uw: ['prefixed', 'W', '0.000001'],
    'db decibel decibels decibels_(db)': ['plain', 'dB', '1'],
    tenthdb: ['plain', 'dB', '0.1'],
    dbm: ['plain', 'dBm', '1'],
    dbmv: ['plain', 'dBmV', '1'],
    tenthdbmv: ['plain', 'dBmV', '0.1'],
    '-dbc': ['plain', 'dBc', '-1'],
    dbc: ['plain', 'dBc', '1'],
    '% percent percentage': ['plain', '%', '1'],
    'degrees_celsius degree_celsius °c celsius': ['plain', '°C', '1'],
    hundredthsbin: ['plain', 'bin', '0.01'],
    'bit bits': ['count', 'bits', '1'],
  } satisfies Record<string, Basis>).flatMap(([names, basis]) => names.split(' ').map((name) => [name, basis])),
);

/** Named data types that say by themselves what they measure. */
const byType = new Map<string, string>([
  ['Dbm1000', '0.001 dBm'],
  ['TenthdB', '0.1 dB'],
  ['TenthdBmV', '0.1 dBmV'],
  ['MocaDB', 'dB'],
  ['MocaDBm', 'dBm'],
  ['MocaMacRate', 'kbit/s'],
  ['MocaPhyRate', 'Mbit/s'],
]);

/** The value of a counter that says that there is no data (TR-106). */
const absentOf = new Map<string, string>([
  ['StatsCounter32', '4294967295'],
  ['StatsCounter64', '18446744073709551615'],
]);

const known = new WeakMap<ValueFacts, Measure | null>();

/** What the values measure; undefined for what is no number, or a number of nothing that is said. */
export function measureOf(value: ValueFacts): Measure | undefined {
  let measure = known.get(value);
  if (measure === undefined) {
    measure = findMeasure(value) ?? null;
    known.set(value, measure);
  }
  return measure ?? undefined;
}

/** Reads a unit as a data model writes it: `0.1dB`, `0.1 dB` and `TenthdB` are one. Unknown ones count themselves. */
export function parseUnits(text: string): Pick<Measure, 'kind' | 'unit' | 'factor' | 'binary'> {
  const spaced = text.trim().replace(/\s+/g, ' ');
  const match = /^(\d+(?:\.\d+)?) ?(\D.*)$/.exec(spaced);
  const times = parseAmount(match?.[1] ?? '1') ?? one;
  const name = match?.[2] ?? spaced;
  // µ is written with two different characters.
  const key = name.toLowerCase().replace(/[µμ]/g, 'u').replaceAll(' ', '_');
  const [kind, unit, factor, binary] = spellings.get(key) ?? spellings.get(key.replaceAll('_', '')) ?? countOf(name);
  return { kind, unit, factor: multiply(times, parseAmount(factor) ?? one), binary: binary ?? false };
}

const one: Amount = { unscaled: 1n, scale: 0 };
const numeric = new Set(['int', 'long', 'unsignedInt', 'unsignedLong', 'decimal']);

function countOf(name: string): Basis {
  return ['count', name.toLowerCase().startsWith('packet') ? 'packets' : name, '1'];
}

function findMeasure(value: ValueFacts): Measure | undefined {
  const isCounter = value.typeName?.startsWith('StatsCounter') ?? false;
  // The named type knows best: of TenthdB it is sure that one step is a tenth.
  const text = byType.get(value.typeName ?? '') ?? value.units;
  const isText = value.type === 'string' && text !== undefined;
  if (!numeric.has(value.type) && !isText) return undefined;
  if (text === undefined && !isCounter) return undefined;
  const units = parseUnits(text ?? '');
  const absent = absentOf.get(value.typeName ?? '');
  const [range, ...more] = value.facets.ranges ?? [];
  return {
    ...units,
    counter: isCounter,
    ...(absent !== undefined && { absent }),
    // Wi-Fi Data Elements: a signal that is never negative and ends at 255 is an RCPI, whatever the units say.
    rcpi: units.unit === 'dBm' && value.type === 'unsignedInt' && range?.[1] === 255 && more.length === 0,
  };
}
