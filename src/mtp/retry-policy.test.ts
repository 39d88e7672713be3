import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentRetryDelay, retryDelay } from './retry-policy.ts';

const LAST = 1 - Number.EPSILON;

describe('waiting before the next try [R-MQTT.10] [R-MQTT.33]', () => {
  it('starts quickly, doubles and ends at a minute', () => {
    const first = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => retryDelay(attempt, 0));
    const last = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => retryDelay(attempt, LAST));
    expect(first).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(last).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('takes the longest interval at once where a quick try would do harm', () => {
    expect(retryDelay(1, 0, true)).toBe(30_000);
    expect(retryDelay(1, LAST, true)).toBe(60_000);
  });

  it('is a whole number between one second and one minute, whatever comes in', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: LAST, noNaN: true }), (attempt, random) => {
        const delay = retryDelay(attempt, random);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(1000);
        expect(delay).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});

describe("an Agent's waiting, by the standard's table", () => {
  it('has the default ranges of the table', () => {
    const table = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120];
    for (let attempt = 1; attempt <= 10; attempt++) {
      expect(agentRetryDelay(attempt, 5, 2000, 0)).toBe((table[attempt - 1] ?? 0) * 1000);
      expect(agentRetryDelay(attempt, 5, 2000, LAST)).toBe((table[attempt] ?? 0) * 1000);
    }
    expect(agentRetryDelay(11, 5, 2000, 0)).toBe(2_560_000);
    expect(agentRetryDelay(1000, 5, 2000, LAST)).toBe(5_120_000);
  });

  it('keeps to the configured values and the longest interval', () => {
    expect(agentRetryDelay(3, 2, 1500, 0)).toBe(4500);
    expect(agentRetryDelay(3, 2, 1500, 0.5)).toBe(5625);
    expect(agentRetryDelay(9, 5, 2000, 0.5, 60)).toBe(60_000);
  });
});
