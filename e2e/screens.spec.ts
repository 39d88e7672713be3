/** Every screen: WCAG 2.2 AA by axe, in light and dark; nothing hangs over the edge at any width; fingers; the keyboard. */
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { openDemo, pathField, show } from './support/device-screen.ts';
import { screens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds in the page as it is now, in a form that says where. Its source is in the page. */
function violations(page: Page): Promise<string[]> {
  return page.evaluate(async (only) => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: only });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
    );
  }, standards);
}

async function expectNothingForAxe(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await violations(page), 'in the light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await violations(page), 'in the dark').toEqual([]);
}

/** From here on the page is on a phone of 360 px. Playwright itself can say so only of a whole context. */
async function takePhone(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await devtools.send('Emulation.setDeviceMetricsOverride', {
    width: 360,
    height: 740,
    deviceScaleFactor: 1,
    mobile: true,
  });
  await expect.poll(() => page.evaluate(() => matchMedia('(pointer: coarse) and (width: 360px)').matches)).toBe(true);
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

/** Controls that a finger would miss: smaller than 24 px, or less than 44 px with another one near (WCAG 2.5.8, ours). */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button:not(:disabled), [role=tab], [role=option], select, input:not([type=checkbox], [type=radio], [type=file])',
    );
    /** Where a finger meets it: some fill the row that they lie in. */
    const boxOf = (element: HTMLElement) => {
      const { content, position, inset } = getComputedStyle(element, '::after');
      const fills = content !== 'none' && position === 'absolute' && inset === '0px';
      return ((fills && element.offsetParent) || element).getBoundingClientRect();
    };
    return [...controls]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { width, height } = boxOf(element);
        // A link in running text is as high as its line.
        const inText = getComputedStyle(element).textDecorationLine === 'underline';
        return width > 0 && (height < (inText ? 24 : 43.5) || width < 24);
      })
      .map((element) => {
        const { width, height } = boxOf(element);
        return `${element.outerHTML.slice(0, 120)} ${Math.round(width)}×${Math.round(height)}`;
      });
  });
}

for (const { name, open } of screens) {
  test(`${name}: nothing for axe to find, nothing over the edge, nothing too small for a finger`, async ({ page }) => {
    await open(page);
    await page.evaluate(axe.source);
    await expect.poll(() => overflow(page), 'what is wider than a desktop').toEqual([]);
    await expectNothingForAxe(page);
    await page.setViewportSize({ width: 768, height: 1024 });
    await expect.poll(() => overflow(page), 'what is wider than a tablet').toEqual([]);
    await takePhone(page);
    await expect.poll(() => overflow(page), 'what is wider than a phone').toEqual([]);
    await expect.poll(() => smallTargets(page), 'controls that are too small').toEqual([]);
    await expectNothingForAxe(page);
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
