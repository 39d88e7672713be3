/**
 * Screenshots of the built page: `npx playwright test -c e2e/screenshots/playwright.config.ts`. Not a part of the
 * tests. `-g README` makes only those of docs/images; `-g matrix` all screens, into test-results/screenshots.
 */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../../test-results/screenshots-run',
  reporter: 'list',
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: { browserName: 'chromium', viewport: { width: 1440, height: 900 } },
});
