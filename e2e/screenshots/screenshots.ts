/** Pictures for the README, and every screen at every size, light and dark, to be looked at. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { goToStart } from '../support/connection-form.ts';
import { filterLog, openDemo, openPath, show } from '../support/device-screen.ts';
import { screens } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';
import { moreSamples, readEverySecond, watch } from '../support/watch.ts';

const images = resolve(dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const matrix = resolve(dirname(fileURLToPath(import.meta.url)), '../../test-results/screenshots');
const sizes = [
  [1440, 900],
  [768, 1024],
  [390, 844],
] as const;

async function shoot(page: Page, path: string): Promise<void> {
  // What is told in passing, and where the mouse was, is no part of a picture.
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}

test.describe('README', () => {
  test('start', async ({ page }) => {
    await openDemo(page);
    await goToStart(page);
    await expect(page.getByRole('article', { name: 'Demo device' })).toContainText('Connected');
    await shoot(page, join(images, 'start.png'));
  });

  test('device', async ({ page }) => {
    await openDemo(page);
    await openPath(page, 'Device.WiFi.Radio.2.');
    await page
      .getByRole('list', { name: /^Contents of/ })
      .getByRole('button', { name: /^Channel\b/ })
      .click();
    await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Channel');
    await shoot(page, join(images, 'device.png'));
  });

  test('wire', async ({ page }) => {
    await openDemo(page);
    await show(page, 'Wire');
    await (await filterLog(page, 'type:get_resp path:Device.DeviceInfo.')).first().click();
    await page.getByRole('treeitem', { name: /^from_id/ }).click();
    await shoot(page, join(images, 'wire.png'));
  });

  test('watch', async ({ page }) => {
    await openDemo(page);
    await watch(page, 'Device.IP.Interface.*.Stats.BytesReceived', 'Device.WiFi.Radio.*.Enable');
    await readEverySecond(page);
    await moreSamples(page, 160);
    await shoot(page, join(images, 'watch.png'));
  });
});

test.describe('matrix', () => {
  for (const { name, open } of screens) {
    test(name, async ({ page }) => {
      await open(page);
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const file = `${name.replaceAll(/[^a-z]+/gi, '-').toLowerCase()}-${width}-${colorScheme}.png`;
          await shoot(page, join(matrix, file));
        }
      }
    });
  }
});
