/** What a person does on the device screen, by roles and names. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './test.ts';

export type Place = 'Overview' | 'Model' | 'Watch' | 'Notifications' | 'Requests' | 'Wire' | 'Compare' | 'Craft';

/** The demo device's own name, on its screen and in the lab. */
export const demoName = 'Demo Home Gateway';

/** From the start screen to the screen of the demo device. */
export async function openDemo(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: /Try the demo device/ }).click();
  await expectDevice(page);
}

/** The device is on the screen and known by name. */
export async function expectDevice(page: Page, name: string = demoName): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** The device is on the screen and says so itself. */
export async function expectConnected(page: Page): Promise<void> {
  await expectDevice(page);
  await expect(presence(page)).toHaveText(/^\s*(connected|answers)\s*$/);
}

/** How the device stands, in the header. */
export function presence(page: Page): Locator {
  return page.locator('header').getByRole('status').first();
}

export function ways(page: Page): Locator {
  return page.getByRole('list', { name: 'Ways to the device' });
}

export async function show(page: Page, place: Place): Promise<void> {
  const tab = page.getByRole('tab', { name: place });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

export function pathField(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Path' });
}

/** Types a path into the Model, and waits until it is open. */
export async function openPath(page: Page, path: string): Promise<void> {
  if (!(await pathField(page).isVisible())) await show(page, 'Model');
  await pathField(page).fill(path);
  await pathField(page).press('Enter');
  await expect(pathField(page)).toHaveValue(path);
  // What is searched for is asked and listed; all else that is no object has its details.
  if (!/[*[]|\.$/.test(path)) await expect(details(page)).toBeVisible();
}

export function details(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Details' });
}

/** The line of a parameter, command or child in the object that is open. */
export function line(page: Page, name: string): Locator {
  return page.getByRole('list', { name: /^Contents of/ }).getByRole('button', { name: new RegExp(`^${name}\\b`) });
}

/** A fact of a list of terms. */
export function fact(where: Page | Locator, term: string): Locator {
  return where
    .locator('dl > div')
    .filter({ has: pageOf(where).getByRole('term').getByText(term, { exact: true }) })
    .getByRole('definition');
}

/** Changes a parameter as a person does: staged, reviewed, sent. */
export async function setValue(page: Page, path: string, value: string): Promise<void> {
  await stageValue(page, path, value);
  await details(page).getByRole('button', { name: 'Review and send' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send the change' }).click();
  await expect(details(page).getByText('The device took the new value')).toBeVisible();
}

export async function stageValue(page: Page, path: string, value: string): Promise<void> {
  await openPath(page, path);
  await details(page).getByRole('button', { name: 'Edit' }).click();
  await details(page).getByLabel('New value', { exact: true }).fill(value);
  await details(page).getByRole('button', { name: 'Stage the change' }).click();
}

/** Opens all changes that wait. */
export async function review(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  return page.getByRole('dialog', { name: 'Review the changes' });
}

/** Fills in fields by their names, whether they are typed into or chosen from. */
export async function fillIn(form: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const label = form.page().getByLabel(new RegExp(`^${name}\\b`));
    const field = form.locator('input:not([type=radio]), select, textarea').and(label).first();
    const isChoice = await field.evaluate((element) => element instanceof HTMLSelectElement);
    if (isChoice) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Fills in the form of the command that is open, and runs it. */
export async function runCommand(page: Page, args: Readonly<Record<string, string>> = {}): Promise<void> {
  await fillIn(details(page), args);
  await details(page).getByRole('button', { name: /^Run / }).click();
}

/** Opens the message log, if it is not. */
export async function openLog(page: Page): Promise<Locator> {
  const log = page.getByRole('region', { name: 'Message log' });
  const button = log.getByRole('button', { name: /^Message log/ });
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  await expect(log.getByLabel('Filter the log')).toBeVisible();
  return log;
}

/** The lines of the log that a filter lets through. */
export async function logLines(page: Page, filter: string): Promise<Locator> {
  await openLog(page);
  return filterLog(page, filter);
}

/** Filters the log that is open, in the drawer or full screen; returns its lines. */
export async function filterLog(page: Page, filter: string): Promise<Locator> {
  const field = page.getByLabel('Filter the log');
  await field.fill(filter);
  await field.press('Escape'); // what is offered to go on with would lie over the lines
  return page.getByRole('grid', { name: 'Log' }).locator('[data-seq]');
}

function pageOf(where: Page | Locator): Page {
  return 'page' in where ? where.page() : where;
}
