/** The log in a file: saved with its secrets replaced, opened without any device, damaged, recorded, for Wireshark. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { filterLog, openDemo } from './support/device-screen.ts';
import { openCapture, saveLog, withoutPicker, withPicker } from './support/capture.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const secret = 'hunter2-Geheim';
const passphrase = 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase';

/** A session with the demo device in which a secret passes. */
async function session(page: Page): Promise<void> {
  await openDemo(page);
  await page.evaluate(([path, value]) => usp.set(path, value), [passphrase, secret] as const);
  await page.evaluate(() => usp.get('Device.WiFi.'));
  await page.getByRole('tab', { name: 'Wire' }).click();
  await expect(grid(page)).toBeVisible();
}

function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Log' });
}

/** All that a capture says: its text, and the text in the bytes of its Records. */
function spilled(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const records = lines.map((line) => (JSON.parse(line) as { readonly bytes?: string }).bytes ?? '');
  return [...lines, ...records.map((bytes) => Buffer.from(bytes, 'base64').toString('latin1'))].join('\n');
}

/** All lines but the first and the last. */
function entriesIn(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.slice(1, -1).map((line) => JSON.parse(line) as unknown);
}

test('a log is saved without its secrets, and opened without any device it is the same', async ({ page, context }) => {
  await withoutPicker(page);
  await session(page);
  const bare = await saveLog(page, { redact: false });
  expect(spilled(bare)).toContain(secret);
  const file = await saveLog(page);
  expect(spilled(file)).not.toContain(secret);
  const runs = page.getByRole('list', { name: 'Files that the log is saved to' });
  await runs.getByText(/^Secrets were replaced/).click();
  await expect(runs.getByRole('list', { name: 'What was replaced' })).toContainText(`${passphrase}: `);
  const entries = entriesIn(file);

  const other = await context.newPage();
  await other.goto('./');
  await openCapture(other, file);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(/^redacted-usp-.*\.ndjson$/);
  await expect(other.getByText(/secrets replaced/)).toBeVisible();
  await expect(other.getByText(`${entries.length} lines.`)).toBeVisible();
  // A filter over the values finds the same, and the Record is there in full, with what goes with it.
  const filter = `type:get_resp path:${passphrase}`;
  await page.goto('./#/wire'); // with the same columns as a capture
  const there = await filterLog(page, filter);
  const here = await filterLog(other, filter);
  await expect(async () => {
    const texts = await there.allInnerTexts();
    expect(texts).not.toEqual([]);
    expect(await here.allInnerTexts()).toEqual(texts);
  }).toPass();
  await here.last().click();
  await expect(other.getByRole('region', { name: 'Log entry' })).toContainText('GET_RESP');
  await expect(other.getByRole('button', { name: /^The request: GET/ })).toBeVisible();

  // Saved once more it is the same file, but for when and what was replaced.
  await withoutPicker(other);
  await other.getByRole('button', { name: 'Clear the filter' }).click();
  const again = await saveLog(other, { redact: false });
  expect(entriesIn(again)).toEqual(entries);
  await other.getByRole('button', { name: 'Close the capture' }).click();
  await expect(other.getByRole('button', { name: /Try the demo device/ })).toBeVisible();
});

test('what is recorded is on the disk while it grows', async ({ page }) => {
  await withPicker(page, 'recorded.ndjson');
  await session(page);
  await saveLogFromNow(page);
  const runs = page.getByRole('list', { name: 'Files that the log is saved to' });
  await expect(runs).toContainText('Recording:');
  await page.evaluate(() => usp.get('Device.DeviceInfo.HostName'));
  await page.evaluate(([path, value]) => usp.set(path, value), [passphrase, secret] as const);
  // Safe before it is stopped.
  await expect.poll(() => onDisk(page, 'recorded.ndjson')).toContain('Device.DeviceInfo.HostName');
  await runs.getByRole('button', { name: 'Stop recording' }).click();
  await expect(runs).toContainText('Saved:');
  const text = await onDisk(page, 'recorded.ndjson');
  const file = test.info().outputPath('recorded.ndjson');
  writeFileSync(file, text);
  expect(spilled(file)).not.toContain(secret);
  const lines = text.trim().split('\n');
  const end = JSON.parse(lines.at(-1) ?? '') as {
    readonly end: { readonly entries: number; readonly missing: number };
  };
  expect(end.end).toMatchObject({ entries: lines.length - 2, missing: 0 });
  await openCapture(page, file);
  await expect(page.getByText(`${lines.length - 2} lines.`)).toBeVisible();
});

test('a file for Wireshark is taken apart by it', async ({ page }) => {
  await withoutPicker(page);
  await session(page);
  const file = await saveLog(page, { as: 'pcapng' });
  const named = [
    ...['-o', `uat:protobuf_search_paths:"${resolve('proto')}","TRUE"`],
    ...['-o', 'uat:protobuf_udp_message_types:"17369","usp_record.Record"'],
    ...['-X', `lua_script:${resolve('tools/wireshark/usp.lua')}`],
  ];
  const env = { ...process.env, HOME: test.info().outputDir, XDG_CONFIG_HOME: test.info().outputDir };
  const options = { encoding: 'utf8', env, maxBuffer: 256 * 1024 * 1024 } as const;
  const shown = execFileSync('tshark', ['-r', file, ...named, '-V'], options);
  expect(shown).toContain('Message: usp_record.Record');
  expect(shown).toContain('Message: usp.Msg');
  expect(shown).toContain('KeyPassphrase');
  expect(shown).not.toContain(secret);
  expect(execFileSync('capinfos', ['-c', '-M', file], options)).toMatch(/Number of packets:\s+[1-9]/);
});

test('a damaged file says in which line, and shows what is whole; another file says that it is none', async ({
  page,
}) => {
  await withoutPicker(page);
  await session(page);
  const file = await saveLog(page);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  lines[4] = (lines[4] ?? '').slice(0, 30);
  lines.push('rubbish');
  const damaged = test.info().outputPath('damaged.ndjson');
  writeFileSync(damaged, lines.join('\n'));
  await openCapture(page, damaged);
  await expect(page.getByText('Parts of the capture are damaged')).toBeVisible();
  await expect(page.getByText(/^Line 5: This is no JSON/)).toBeVisible();
  await expect(page.getByText(`${lines.length - 4} lines.`)).toBeVisible();

  const newer = test.info().outputPath('newer.ndjson');
  writeFileSync(newer, (lines[0] ?? '').replace('"version":"1.0"', '"version":"2.0"'));
  await openCapture(page, newer);
  await expect(page.getByText('This file can’t be opened')).toBeVisible();
  await expect(page.getByText(/^Line 1: This is version 2.0/)).toBeVisible();
});

test('a capture is opened by dropping it anywhere', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: /Try the demo device/ })).toBeVisible(); // it hears of drops by now
  const text = `{"format":"usp-console-capture","version":"1.0","created":"2026-11-26T10:00:00.000Z","by":"hand","redaction":"none"}\n{"seq":1,"time":0,"kind":"state","note":"it was open"}\n`;
  const transfer = await page.evaluateHandle((content) => {
    const files = new DataTransfer();
    files.items.add(new File([content], 'by-hand.txt'));
    return files;
  }, text);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop files to read them')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.getByRole('heading', { level: 1, name: 'by-hand.txt' })).toBeVisible();
  await expect(page.getByText('The file has no end line')).toBeVisible();
  await expect(grid(page)).toContainText('it was open');
});

async function saveLogFromNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save the log' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the log' });
  await dialog.getByLabel('What').selectOption({ label: 'What comes from now on of this device, until it is stopped' });
  await dialog.getByRole('button', { name: 'Record' }).click();
  await expect(dialog).toBeHidden();
}

async function onDisk(page: Page, name: string): Promise<string> {
  return page.evaluate(async (file) => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle(file);
    return (await handle.getFile()).text();
  }, name);
}
