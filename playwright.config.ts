import { defineConfig } from '@playwright/test';

/** `npm test` asks for a report that it can count. */
const report = process.env['USP_CONSOLE_E2E_REPORT'];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  reporter: report ? [['line'], ['json', { outputFile: report }]] : [['list']],
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Generous: the machine may be slow and shared. No test asserts on speed.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: {
    // The browser, the address of the page and what must not happen in it: e2e/support/test.ts.
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // A trace of every test costs a third of the run: `--trace=retain-on-failure` asks for it.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
