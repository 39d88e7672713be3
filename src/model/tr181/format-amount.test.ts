import { describe, expect, it } from 'vitest';
import { formatAmount } from './format-amount.ts';
import { parseUnits, type Measure } from './measure.ts';

const of = (unit: string): Measure => ({ ...parseUnits(unit), counter: false, rcpi: false });
const text = (value: number, unit: string, rate = false) => formatAmount(value, of(unit), rate, 'en');

describe('computed amounts', () => {
  it('take the prefix that fits, and say when they are per second', () => {
    expect(text(0, 'bytes')).toBe('0 B');
    expect(text(0.4, 'bytes', true)).toBe('0.4 B/s');
    expect(text(1_234_567, 'bytes')).toBe('1.235 MB');
    expect(text(2_500_000, 'kbps')).toBe('2.5 Mbit/s');
    expect(text(2_048, 'KiB')).toBe('2 KiB');
    expect(text(12.5, 'packets', true)).toBe('12.5 packets/s');
    expect(text(-61.25, 'dBm')).toBe('-61.25 dBm');
    expect(text(7_200, 's')).toBe('2 h');
    expect(text(0.0042, 's')).toBe('4.2 ms');
    expect(formatAmount(3.14159, undefined, true, 'en')).toBe('3.142 /s');
  });
});
