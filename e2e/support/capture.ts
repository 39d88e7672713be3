/** What a person does with captures. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

/** As in a browser that can't write a file as it grows: it hands over downloads. */
export async function withoutPicker(page: Page): Promise<void> {
  const take = () => Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
  await page.addInitScript(take);
  await page.evaluate(take);
}

/** The person chooses a file; here one of the browser's own disk, as nobody can work the system's dialog. */
export async function withPicker(page: Page, name: string): Promise<void> {
  await page.addInitScript((file) => {
    const showSaveFilePicker = async () =>
      (await navigator.storage.getDirectory()).getFileHandle(file, { create: true });
    Object.assign(globalThis, { showSaveFilePicker });
  }, name);
}

/** Saves the whole log as a download. @returns where it is */
export async function saveLog(
  page: Page,
  { redact = true, as = 'capture' }: { redact?: boolean; as?: 'capture' | 'pcapng' } = {},
): Promise<string> {
  await page.getByRole('button', { name: 'Save the log' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the log' });
  await dialog.getByLabel('As', { exact: true }).selectOption(as);
  if (!redact) await dialog.getByLabel('Replace secrets').uncheck();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const file = await download;
  const path = test.info().outputPath(`${redact ? 'redacted' : 'bare'}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return path;
}

/** From wherever the page is to the log in a capture. */
export async function openCapture(page: Page, file: string): Promise<void> {
  await page.evaluate(() => (location.hash = '#/'));
  await page.getByLabel('Capture files').setInputFiles(file);
  await expect(page.getByRole('button', { name: 'Close the capture' })).toBeVisible();
}
