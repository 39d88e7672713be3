/** The palette, the keys, and the main flows without a mouse. */
import type { Page } from '@playwright/test';
import { details, expectDevice, openDemo, pathField, show } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to, run, do' });
const field = (page: Page) => palette(page).getByRole('combobox');

async function choose(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(typed);
  await expect(palette(page).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
}

test('without a mouse: demo device, a row, a watched parameter, a path, a command, a place, a look, and away', async ({
  page,
}) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: /Try the demo device/ })).toBeVisible();
  await page.getByRole('button', { name: /Try the demo device/ }).focus();
  await page.keyboard.press('Enter');
  await expectDevice(page);
  await expect(page.getByRole('region', { name: 'Hosts' })).toBeVisible();

  // A row is found by what people call it; and what is found can be watched.
  await choose(page, 'hearth guests');
  await expect(pathField(page)).toHaveValue(/^Device\.WiFi\.SSID\.\d+\.$/);
  await choose(page, 'watch deviceinfo uptime');
  await expect(page.getByText('It is on the watch list.')).toBeVisible();
  await choose(page, 'Device.DeviceInfo.HostN');
  await expect(pathField(page)).toHaveValue('Device.DeviceInfo.HostName');
  await choose(page, 'selftest');
  await expect(details(page).getByRole('button', { name: /^Run SelfTestDiagnostics/ })).toBeVisible();
  await details(page).getByRole('button', { name: /^Run / }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page.getByText(/^1 run/)).toBeVisible();
  for (const [letter, name] of [
    ['w', 'Watch'],
    ['n', 'Notifications'],
    ['m', 'Model'],
    ['o', 'Overview'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  }
  await choose(page, 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await choose(page, 'settings');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose(page, 'disconnect');
  await expect(page.getByText('is not connected')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('button', { name: /Try the demo device/ })).toBeVisible();
});

test('the list moves under arrows as the standard wants, and what was chosen comes first the next time', async ({
  page,
}) => {
  await openDemo(page);
  await page.keyboard.press('Control+k');
  const options = palette(page).getByRole('option');
  const active = async () => (await field(page).getAttribute('aria-activedescendant')) ?? '';
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  expect(await options.nth(1).getAttribute('id')).toBe(await active());
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('no such thing at all');
  await expect(palette(page).getByRole('status')).toContainText('Nothing fits');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();

  await choose(page, 'notifications');
  await page.keyboard.press('Control+k');
  await expect(options.first()).toContainText('Notifications');
  await page.keyboard.press('Escape');
});

test('a letter that is typed into a field goes nowhere', async ({ page }) => {
  await openDemo(page);
  await show(page, 'Model');
  await pathField(page).focus();
  await page.keyboard.type('gw');
  await expect(page.getByRole('tab', { name: 'Model' })).toHaveAttribute('aria-selected', 'true');
});

test('opening and closing gives the focus back', async ({ page }) => {
  await openDemo(page);
  const button = page.getByRole('button', { name: /^Go to, run, do/ });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});

test.describe('under a finger at 360 px', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test('the palette is opened by its button and used by taps', async ({ page }) => {
    await openDemo(page);
    await page.getByRole('button', { name: /^Go to, run, do/ }).tap();
    await field(page).fill('watch');
    await palette(page)
      .getByRole('option', { name: /^Watch/ })
      .first()
      .tap();
    await expect(page.getByRole('tab', { name: 'Watch' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tab', { name: 'Watch' })).toBeInViewport({ ratio: 1 });
  });
});
