import { describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from './counts.mjs';

describe('what a runner has shown', () => {
  it('adds up what Vitest says, and takes a test that did not run for a failed one', () => {
    expect(vitestCounts({ numTotalTests: 7, numPassedTests: 7 }, 0)).toEqual({ passed: 7, failed: 0 });
    expect(vitestCounts({ numTotalTests: 7, numPassedTests: 4 }, 1)).toEqual({ passed: 4, failed: 3 });
    expect(vitestCounts({ numTotalTests: 7, numPassedTests: 6, numPendingTests: 1 }, 0)).toEqual({
      passed: 6,
      failed: 1,
    });
  });

  it('adds up what Playwright says, and takes skipped and flaky tests for failed ones', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 1 };
    expect(playwrightCounts({ stats }, 1)).toEqual({ passed: 5, failed: 3 });
  });

  it('fails a runner that ran nothing, ended badly or left no report', () => {
    expect(vitestCounts({ numTotalTests: 0, numPassedTests: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(vitestCounts({ numTotalTests: 3, numPassedTests: 3 }, 1)).toEqual({ passed: 3, failed: 1 });
    expect(vitestCounts(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightCounts({ stats: { expected: 0 } }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightCounts({ stats: { expected: 2 } }, 1)).toEqual({ passed: 2, failed: 1 });
    expect(playwrightCounts(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});
