/** What a person does in the Watch place, by roles and names. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { show } from './device-screen.ts';
import { expect } from './test.ts';

export async function watch(page: Page, ...paths: readonly string[]): Promise<void> {
  await show(page, 'Watch');
  const field = page.getByRole('combobox', { name: 'Path to watch' });
  for (const path of paths) {
    await field.fill(path);
    await page.getByRole('button', { name: 'Watch', exact: true }).click();
    await expect(field).toHaveValue('');
  }
}

/** Reads once a second: a test has better things to do than to wait. */
export async function readEverySecond(page: Page): Promise<void> {
  await page.getByLabel('Read every').selectOption('1000');
}

export function watchList(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Watch list' });
}

/** The number of all samples, as the list says it. */
export async function sampleCount(page: Page): Promise<number> {
  const text = await watchList(page)
    .getByText(/samples\. Each series/)
    .textContent();
  return Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', '') ?? NaN);
}

/** Waits until so many more samples have come in than there are now. */
export async function moreSamples(page: Page, more: number): Promise<void> {
  const before = await sampleCount(page);
  await expect.poll(() => sampleCount(page)).toBeGreaterThanOrEqual(before + more);
}

/** Rows of the CSV, without its head. */
export async function exportCsv(page: Page): Promise<string[][]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  const [head, ...rows] = text.trimEnd().split('\r\n');
  expect(head).toBe('time,path,value');
  return rows.map((row) => row.split(','));
}
