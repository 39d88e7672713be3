/**
 * How many tests of a runner passed and failed. A test that did not run has not passed; neither has a runner that
 * ran nothing, or one that ended badly without naming a failed test.
 *
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * @param {unknown} report of Vitest's JSON reporter; undefined when there is none
 * @param {number} status the runner's exit code
 * @returns {Counts}
 */
export function vitestCounts(report, status) {
  const { numTotalTests = 0, numPassedTests = 0 } = /** @type {Record<string, number>} */ (report ?? {});
  return counts(numPassedTests, numTotalTests - numPassedTests, status);
}

/**
 * @param {unknown} report of Playwright's JSON reporter; undefined when there is none
 * @param {number} status the runner's exit code
 * @returns {Counts}
 */
export function playwrightCounts(report, status) {
  const { stats } = /** @type {{ stats?: Record<string, number> }} */ (report ?? {});
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats ?? {};
  return counts(expected, unexpected + flaky + skipped, status);
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} status
 * @returns {Counts}
 */
function counts(passed, failed, status) {
  const brokenOtherwise = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: brokenOtherwise ? 1 : failed };
}
