/** The Subscriptions that a device keeps, as its own table says. */
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../../src/state/console/console-handle.ts';

declare const usp: ConsoleHandle;

/** ID and ReferenceList of each, by row. */
export async function subscriptionsOnDevice(page: Page): Promise<{ id: string; reference: string }[]> {
  return page.evaluate(async () => {
    const table = 'Device.LocalAgent.Subscription.';
    const values = await usp.get([`${table}*.ID`, `${table}*.ReferenceList`]);
    return [...values]
      .filter(([path]) => path.endsWith('.ID'))
      .map(([path, id]) => ({ id, reference: values.get(path.replace(/ID$/, 'ReferenceList')) ?? '' }));
  });
}

/** Those that a page holds, each as its ReferenceList and ID, in order. */
export async function heldOnDevice(page: Page): Promise<string[]> {
  const all = await subscriptionsOnDevice(page);
  return all
    .filter(({ id }) => id.startsWith('usp-console-hold-'))
    .map(({ id, reference }) => `${reference} ${id}`)
    .sort();
}
