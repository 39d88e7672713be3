import { playwright } from '@vitest/browser-playwright';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { findChromium, launchOptions } from './tools/chromium.mjs';

export default defineConfig({
  test: {
    // A run that finds nothing to run has not passed.
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/*.svelte.test.ts'],
          // A core of its own for each: vitest would leave one to what nobody does meanwhile.
          maxWorkers: '100%',
          // Generous: the machine may be slow and shared. No test asserts on speed.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [svelte()],
        // Named beforehand: one that is only found in mid-run reloads the page under a test.
        optimizeDeps: {
          include: [
            'vitest-browser-svelte',
            'axe-core',
            'bits-ui',
            'idb',
            'valibot',
            '@tanstack/virtual-core',
            'uplot',
            '@bufbuild/protobuf',
            '@bufbuild/protobuf/codegenv2',
            '@bufbuild/protobuf/txtpb',
            '@bufbuild/protobuf/wire',
          ],
          exclude: ['@lucide/svelte'],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.svelte.test.ts'],
          // One page at a time: one behind another is not painted, and a click on it waits for ever.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // The unit tests run without a browser; `npm test` has made sure of one.
            provider: playwright(findChromium() ? { launchOptions: launchOptions() } : {}),
            instances: [{ browser: 'chromium', viewport: { width: 1024, height: 768 } }],
          },
        },
      },
    ],
  },
});
