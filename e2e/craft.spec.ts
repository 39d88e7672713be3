/** Requests written by hand, on the demo device: sent, checked, kept, run in a row; and what must be refused. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { templates } from '../src/model/craft/templates.ts';
import type { Check, Collection, CraftedRequest } from '../src/model/craft/crafted.ts';
import type { ConsoleHandle } from '../src/state/console/console-handle.ts';
import { logLines, openDemo, openLog, show } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

declare const usp: ConsoleHandle;

const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Text of the request' });
const outcome = (page: Page): Locator => page.getByRole('region', { name: 'What came back' });
const problems = (page: Page): Locator => page.getByRole('list', { name: 'What is wrong with the text' });

async function begin(page: Page, template: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Begin with a template' }).selectOption(template);
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** A file as `Save the collection as a file` writes it. */
function collectionFile(name: string, requests: readonly Omit<CraftedRequest, 'id'>[]): string {
  const collection: Collection = {
    id: name,
    name,
    requests: requests.map((request, at) => ({ id: `${name}-${String(at)}`, ...request })),
    variables: [['friendly', 'Gateway of the test']],
  };
  return JSON.stringify({ format: 'usp-console-requests', version: 1, collections: [collection] });
}

async function bring(page: Page, name: string, requests: readonly Omit<CraftedRequest, 'id'>[]): Promise<void> {
  const file = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(collectionFile(name, requests)) };
  await page.getByLabel('File with collections').setInputFiles(file);
  await page.getByRole('combobox', { name: 'Collection', exact: true }).selectOption({ label: name });
}

async function runAll(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Run all/ }).click();
  const report = page
    .getByRole('region', { name: /^.+, \d/ })
    .filter({ hasText: 'passed' })
    .last();
  await expect(page.getByRole('button', { name: 'Save the report' })).toBeVisible();
  return report;
}

test.beforeEach(async ({ page }) => {
  await openDemo(page);
  await show(page, 'Craft');
});

test('a Message is written, sent and answered', async ({ page }) => {
  await begin(page, 'GET');
  await send(page);
  await expect(outcome(page)).toContainText('a Get Response');
  await outcome(page)
    .getByText(/^Values/)
    .click();
  await expect(outcome(page)).toContainText('Device.DeviceInfo.Manufacturer');
});

test('JSON does as well, and the keyboard sends', async ({ page }) => {
  await text(page).fill(
    '{"header":{"msgId":"{{msg_id}}","msgType":"GET"},"body":{"request":{"get":{"paramPaths":["Device.Nothing."]}}}}',
  );
  await text(page).press('Control+Enter');
  await expect(outcome(page)).toContainText('7026');
});

test('errors are marked at their place, and keep it from being sent', async ({ page }) => {
  await text(page).fill('header { msg_ids: "1" }');
  await expect(problems(page)).toContainText('line 1, column 10: Header has no field msg_ids. Is msg_id meant?');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await problems(page).getByRole('button').first().click();
  await page.keyboard.type('msg_id');
  await expect(text(page)).toHaveValue('header { msg_id: "1" }');
  await expect(problems(page)).toContainText('Warning');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
});

test('what may come next is offered, by keys alone', async ({ page }) => {
  await text(page).fill('');
  await text(page).pressSequentially('hea');
  await expect(page.getByRole('option', { name: /^header/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(text(page)).toHaveValue('header {');
  await page.keyboard.press('Control+Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(text(page)).toHaveValue('header {msg_type: ');
});

test('a request outlives a reload and is kept in a collection', async ({ page }) => {
  await begin(page, 'SET');
  await page.getByRole('textbox', { name: 'Name of the request' }).fill('My own Set');
  await page.getByRole('button', { name: 'Keep in a collection' }).click();
  await expect(page.getByRole('button', { name: 'My own Set', exact: true })).toBeVisible();
  await text(page).fill('header { msg_id: "not kept yet" }');
  await page.reload();
  await expect(text(page)).toHaveValue('header { msg_id: "not kept yet" }');
  await page.getByRole('combobox', { name: 'Collection', exact: true }).selectOption({ label: 'My requests' });
  await page.getByRole('button', { name: 'My own Set', exact: true }).click();
  await expect(text(page)).toHaveValue(/FriendlyName/);
});

test('a collection runs top to bottom with its variables, and says what passed', async ({ page }) => {
  const named = (name: string, checks: readonly Check[]) => {
    const found = templates.find((template) => template.name === name);
    if (!found) throw new Error(name);
    return { name, form: found.form, text: found.text, checks };
  };
  const set = named('SET', [{ kind: 'value', path: 'FriendlyName', how: 'equals', value: 'Gateway of the test' }]);
  await bring(page, 'A round', [
    { ...set, text: set.text.replace('"Gateway"', '"{{friendly}}"') },
    named('GET', [{ kind: 'value', path: 'FriendlyName', how: 'matches', value: 'Gateway of .+' }]),
    named('ADD', [{ kind: 'type', is: 'Add' }]),
    named('DELETE', []),
    { ...named('GET', [{ kind: 'code', is: 7004 }]), name: 'wrong on purpose' },
    { ...named('GET', []), name: 'never reached' },
  ]);
  const report = await runAll(page);
  await expect(report).toContainText('4 passed, 1 failed, 1 left out');
  await expect(report).toContainText('the error code is 7004; found: no error code');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the report' }).click();
  const saved = JSON.parse(await readFile(await (await download).path(), 'utf8')) as Record<string, unknown>;
  expect(saved).toMatchObject({ collection: 'A round', passed: 4, failed: 1, skipped: 1 });
});

test('Records that break the standard are met as the standard says [R-E2E.1, R-ENC.2, R-ENC.4, R-ENC.5, R-E2E.26]', async ({
  page,
}) => {
  const broken = templates.filter(({ group }) => group === 'Records that break the standard');
  await bring(
    page,
    'Broken',
    broken.map(({ name, form, text: written, checks }) => ({ name, form, text: written, checks, timeout: 500 })),
  );
  await page.getByRole('checkbox', { name: 'stop at the first failure' }).uncheck();
  const report = await runAll(page);
  await expect(report).toContainText(`${String(broken.length)} passed, 0 failed`);
});

test('what the log shows is sent again, as it was or changed before', async ({ page }) => {
  await page.evaluate(() => usp.get('Device.DeviceInfo.SerialNumber'));
  await (await logLines(page, 'type:get dir:out path:Device.DeviceInfo.SerialNumber')).last().click();
  const log = await openLog(page);
  await log.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('menuitem', { name: /^Send again/ }).click();
  await expect(page.getByText('A Response came. Both are in the log.')).toBeVisible();

  // What is being written is not touched by that, and not lost where another takes its place.
  await show(page, 'Craft');
  const written = `# mine\n${await text(page).inputValue()}`;
  await text(page).fill(written);
  await log.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('menuitem', { name: /^Send again/ }).click();
  await expect(page.getByText('A Response came. Both are in the log.').first()).toBeVisible();
  await expect(text(page)).toHaveValue(written);

  await log.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('menuitem', { name: 'Change it, then send' }).click();
  await expect(outcome(page)).toBeHidden();
  await expect(text(page)).toHaveValue(/msg_id: "\{\{msg_id\}\}"[^]*Device\.DeviceInfo\.SerialNumber/);
  await page.reload();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(text(page)).toHaveValue(written);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await text(page).fill((await text(page).inputValue()).replace('SerialNumber', 'Nothing'));
  await send(page);
  await expect(outcome(page)).toContainText('7026');
});

test('collections are shared as files; what is none is refused in words', async ({ page }) => {
  await bring(page, 'Shared', [{ name: 'one', form: 'bytes', text: '0a 00', checks: [] }]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the collection as a file' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ collections: [{ name: 'Shared', requests: [{ text: '0a 00' }] }] });
  const bad = {
    name: 'x.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"usp-console-requests"}'),
  };
  await page.getByLabel('File with collections').setInputFiles(bad);
  await expect(page.getByRole('alert')).toContainText('holds no requests of this page, or it was damaged');
});
