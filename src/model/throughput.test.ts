import { describe, expect, it } from 'vitest';
import { rateText, throughputOf } from './throughput.ts';

describe('the rate of a transfer test', () => {
  it('is that under full loading, where the test tells it', () => {
    const told = throughputOf([
      ['TestBytesReceivedUnderFullLoading', '1000000'],
      ['PeriodOfFullLoading', '2000000'],
    ]);
    expect(told).toEqual({ rate: 4_000_000, intervals: [] });
  });

  it('is that between begin and end otherwise, to the microsecond, and of each interval', () => {
    const told = throughputOf([
      ['BOMTime', '2026-01-01T00:00:00.000000Z'],
      ['EOMTime', '2026-01-01T00:00:00.000500Z'],
      ['TestBytesSent', '1000'],
      ['IncrementalResult.1.TestBytesSent', '1000'],
      ['IncrementalResult.1.StartTime', '2026-01-01T00:00:00.000000Z'],
      ['IncrementalResult.1.EndTime', '2026-01-01T00:00:01.000000Z'],
    ]);
    expect(told?.rate).toBeCloseTo(16_000_000, 3);
    expect(told?.intervals).toEqual([8_000]);
  });

  it.each([
    [[]],
    [[['Status', 'Complete']] as const],
    [
      [
        ['TestBytesReceivedUnderFullLoading', '-1'],
        ['PeriodOfFullLoading', '0'],
      ] as const,
    ],
    [
      [
        ['TestBytesReceived', '12'],
        ['BOMTime', 'yesterday'],
      ] as const,
    ],
  ])('is none where nothing was measured: %j', (args) => {
    expect(throughputOf(args)).toBeUndefined();
  });

  it('reads with its unit', () => {
    expect([999, 4_000_000, 1_234_000_000].map((rate) => rateText(rate, 'en'))).toEqual([
      '999 bit/s',
      '4 Mbit/s',
      '1.23 Gbit/s',
    ]);
  });
});
