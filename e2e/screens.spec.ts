/** Every screen: WCAG 2.2 AA by axe, in light and dark; nothing hangs over the edge at any width; the keyboard. */
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { openDemo, pathField, show } from './support/device-screen.ts';
import { screens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

const widths = [
  [1440, 900],
  [768, 1024],
  [360, 740],
] as const;

/** What axe finds, in a form that says where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
    );
  });
}

/** What makes the page scroll sideways, and fields of forms that reach over the edge of where they are. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const isOver = (element: Element) => element.getBoundingClientRect().right > root.clientWidth + 1;
    const all = root.scrollWidth > root.clientWidth ? [...document.body.querySelectorAll('*')] : [];
    const fields = document.querySelectorAll('form :is(input, select, textarea, button)');
    return [...all, ...fields]
      .filter(isOver)
      .slice(0, 5)
      .map((element) => `${element.tagName}.${element.className.toString()}`);
  });
}

for (const { name, open } of screens) {
  test(`${name}: nothing for axe to find, and nothing that hangs over the edge`, async ({ page }) => {
    await open(page);
    for (const [width, height] of widths) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => overflow(page), `what is wider than ${width} px`).toEqual([]);
      if (width === 768) continue;
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await violations(page), `${colorScheme}, ${width} px`).toEqual([]);
      }
    }
  });
}

test('the tree is walked with the arrows, filtered with /, and the list of keys comes with ?', async ({ page }) => {
  await openDemo(page);
  await show(page, 'Model');
  const tree = page.getByRole('tree', { name: 'Data model' });
  await expect(tree.getByRole('treeitem', { name: 'WiFi' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search the device')).toBeFocused();
  await page.keyboard.type('uptime');
  await expect(tree.getByRole('treeitem', { name: 'DeviceInfo' })).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: 'Bridging' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(tree.getByRole('treeitem', { name: 'Bridging' })).toBeVisible();

  await tree.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem', { name: 'AccessPoint' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(pathField(page)).toHaveValue('Device.WiFi.AccessPoint.');
  // Folds it, goes up, folds that.
  for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: 'AccessPoint' })).toHaveCount(0);

  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toContainText('Filter');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
});

test('the first Tab leads past the bar, and a dialog gives the focus back', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: /Try the demo device/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  const settings = page.getByRole('button', { name: 'Settings' });
  await settings.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings).toBeFocused();
});

test('colours follow the system until the person chooses', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('./');
  const ground = () =>
    page.evaluate(
      () =>
        getComputedStyle(document.documentElement).colorScheme +
        getComputedStyle(document.documentElement).backgroundColor,
    );
  const dark = await ground();
  await page.getByRole('button', { name: /^Colours/ }).click();
  await page.getByRole('menuitem', { name: 'Light' }).click();
  await expect.poll(ground).not.toBe(dark);
  const light = await ground();
  await page.reload();
  await page.getByRole('button', { name: /Try the demo device/ }).waitFor();
  expect(await ground()).toBe(light);
});
