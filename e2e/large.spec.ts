/**
 * The device of 100,000 parameters: what is countable of "without a stutter". How long things take is for the benchmark
 * (`npm run bench -- page`); here it is rows in the document, values in one message, and work done.
 */
import type { CDPSession, Locator, Page } from '@playwright/test';
import { openPath, show } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

const table = 'Device.NAT.PortMapping.';

/** Rows drawn beyond the visible ones on both sides, and what is not quite a row: a head, spacers, a cut row at each end. */
const margin = 2 * 8 + 6;

async function openDevice(page: Page, size: 'home' | 'large'): Promise<void> {
  await page.goto(`./#connect=demo${size === 'large' ? '&size=large' : ''}`);
  await show(page, 'Model');
  await expect(page.getByRole('treeitem', { name: 'DeviceInfo' })).toBeVisible();
}

function rowsOf(page: Page, path: string) {
  return page.getByRole('region', { name: `Rows of ${path}` });
}

/** How many rows an element may have in the document: as many as fit, and the margin. */
async function expectOnlyVisible(page: Page, scroller: string, row: string): Promise<void> {
  const count = await page.evaluate(
    ([at = '', each = '']) => {
      const element = document.querySelector(at);
      const height = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
      return {
        rows: element?.querySelectorAll(each).length ?? -1,
        fit: Math.ceil((element?.clientHeight ?? 0) / (height || 34)),
        all: Math.round((element?.scrollHeight ?? 0) / (height || 34)),
      };
    },
    [scroller, row],
  );
  expect(count.rows).toBeGreaterThan(0);
  expect(count.rows).toBeLessThanOrEqual(count.fit + margin);
  expect(count.all, 'there is more than is drawn').toBeGreaterThan(1_000);
}

/** To a share of the whole height. */
async function scrollTo(page: Page, scroller: string, share: number): Promise<void> {
  await page.evaluate(
    async ([at, part]) => {
      const element = document.querySelector(String(at));
      element?.scrollTo(0, Number(part) * element.scrollHeight);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    },
    [scroller, share] as const,
  );
}

test('only the rows that are visible, and a margin, are in the document: table, tree', async ({ page }) => {
  await openDevice(page, 'large');
  await openPath(page, table);
  await expect(rowsOf(page, table).getByRole('gridcell').first()).toBeVisible();
  const tree = page.getByRole('tree', { name: 'Data model' });
  await tree
    .getByRole('treeitem', { name: /^PortMapping/ })
    .locator('.twist')
    .click();
  await expect(tree.getByRole('treeitem', { name: /^1\b/ }).first()).toBeVisible();
  for (const share of [0, 0.3, 1]) {
    await scrollTo(page, '[role=region][aria-label^="Rows of"]', share);
    await expectOnlyVisible(page, '[role=region][aria-label^="Rows of"]', 'tbody tr');
    await scrollTo(page, '[role=tree]', share);
    await expectOnlyVisible(page, '[role=tree]', '[role=treeitem]');
  }
});

test('100,000 values cross the port in slices of at most 2,000 and one object', async ({ page }) => {
  await page.addInitScript(() => {
    const slices: number[] = [];
    Object.assign(window, { slices });
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(...made: ConstructorParameters<typeof Worker>) {
        super(...made);
        this.addEventListener('message', ({ data }: MessageEvent<{ slice?: { part: unknown } }>) => {
          const part = data.slice?.part as { kind?: string; results?: { objects?: { params: unknown[] }[] }[] };
          if (part?.kind !== 'Get') return;
          const objects = part.results?.flatMap((result) => result.objects ?? []) ?? [];
          slices.push(objects.reduce((sum, { params }) => sum + params.length, 0));
        });
      }
    };
  });
  await openDevice(page, 'large');
  await page.getByRole('button', { name: 'About this object' }).click();
  await page.getByRole('button', { name: 'Read everything below here' }).click();
  await expect(page.getByText(/^Everything below Device\. was read/)).toBeVisible();
  const slices = await page.evaluate(() => (window as unknown as { slices: number[] }).slices);
  expect(slices.reduce((sum, values) => sum + values, 0)).toBeGreaterThan(100_000);
  expect(Math.max(...slices)).toBeLessThanOrEqual(2_000 + 100);
});

test.describe('work on the page', () => {
  /** How often each stretch of the page's own code ran while something was done, as Chromium counts it. */
  async function workOf(session: CDPSession, page: Page, run: () => Promise<void>): Promise<number> {
    await frames(page);
    await session.send('Profiler.takePreciseCoverage');
    await run();
    await frames(page);
    const { result } = await session.send('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => url.includes('/assets/'))
      .flatMap(({ functions }) => functions)
      .flatMap(({ ranges }) => ranges)
      .reduce((sum, { count }) => sum + count, 0);
  }

  async function frames(page: Page): Promise<void> {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))),
    );
  }

  const region = '[role=region][aria-label^="Rows of"]';

  async function counting(page: Page): Promise<(run: () => Promise<void>) => Promise<number>> {
    const session = await page.context().newCDPSession(page);
    await session.send('Profiler.enable');
    await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    return (run) => workOf(session, page, run);
  }

  async function openTable(page: Page): Promise<void> {
    await openPath(page, table);
    await expect(rowsOf(page, table).getByRole('gridcell').first()).toBeVisible();
    await page.getByRole('button', { name: 'Stop reading this every 5 seconds' }).click();
  }

  /** Three steps down, of the same length whatever the length of the list. */
  const scrolled = (page: Page, scroller: string) => async () => {
    for (const top of [900, 1_800, 2_700]) {
      await page.evaluate(([at, to]) => document.querySelector(String(at))?.scrollTo(0, Number(to)), [
        scroller,
        top,
      ] as const);
      await frames(page);
    }
    await page.evaluate((at) => document.querySelector(at)?.scrollTo(0, 0), scroller);
  };

  test('does not grow with the rows of the table or of the tree on a scroll', async ({ page }) => {
    await openDevice(page, 'large');
    await openTable(page);
    const cost = await counting(page);
    await page.getByLabel('Filter the rows').fill('test 11');
    await expect(rowsOf(page, table).getByRole('grid')).toHaveAttribute('aria-rowcount', /^\d{3}$/);
    const few = await cost(scrolled(page, region));
    await page.getByLabel('Filter the rows').fill('');
    await expect(rowsOf(page, table).getByRole('grid')).toHaveAttribute('aria-rowcount', /^\d{4}$/);
    const many = await cost(scrolled(page, region));
    expect(many, `${many} for thousands of rows, ${few} for hundreds`).toBeLessThan(1.5 * few + 2_000);
    // The tree with a table of thousands of rows open costs no more for each of its rows than they do.
    await page
      .getByRole('treeitem', { name: /^PortMapping/ })
      .locator('.twist')
      .click();
    await expect(page.getByRole('treeitem', { name: /^1\b/ }).first()).toBeVisible();
    const tree = await cost(scrolled(page, '[role=tree]'));
    expect(tree, `${tree} for the tree`).toBeLessThan(1.5 * few + 2_000);
  });

  test('makes no element anew as the table scrolls, and draws the columns in view only', async ({ page }) => {
    await openDevice(page, 'large');
    await openTable(page);
    const to = async (top: number) => {
      await page.evaluate(([at, down]) => document.querySelector(String(at))?.scrollTo(0, Number(down)), [
        region,
        top,
      ] as const);
      await frames(page);
    };
    // In the middle, so that as many rows are drawn as there ever are.
    await to(900);
    const made = await page.evaluateHandle((at) => {
      const rows = new Set(document.querySelectorAll(`${at} tbody tr.row`));
      const found = { made: 0 };
      new MutationObserver((records) => {
        for (const { addedNodes } of records) {
          for (const node of addedNodes)
            if (node instanceof Element && node.matches('tr.row') && !rows.has(node)) found.made += 1;
        }
      }).observe(document.querySelector(`${at} tbody`) ?? document, { childList: true });
      return found;
    }, region);
    const steps = [1_800, 2_700, 40_000, 41_000];
    for (const top of steps) await to(top);
    // A row that is cut at both ends comes and goes; a hundred others pass by.
    expect(await made.evaluate((found) => found.made)).toBeLessThanOrEqual(steps.length);
    const cells = await rowsOf(page, table).getByRole('row').nth(1).getByRole('gridcell').count();
    const all = Number(await rowsOf(page, table).getByRole('grid').getAttribute('aria-colcount'));
    expect(cells).toBeGreaterThan(3);
    await page.setViewportSize({ width: 800, height: 600 });
    await expect
      .poll(() => rowsOf(page, table).getByRole('row').nth(1).getByRole('gridcell').count())
      .toBeLessThan(all - 3);
  });

  test('does not grow with the model on a keystroke', async ({ page, browser, baseURL }) => {
    const typed = async (at: Page, size: 'home' | 'large') => {
      await openDevice(at, size);
      await openTable(at);
      const cost = await counting(at);
      const into = async (field: Locator, text: string) => {
        await field.fill(text);
        // What else goes on in the page only adds: the least of several counts is the keystroke's own.
        const counts: number[] = [];
        for (const key of ['a', 'b', 'c', 'd']) counts.push(await cost(() => field.press(key)));
        return Math.min(...counts);
      };
      // The search itself runs in slices after the keystroke: they wait while its own work is counted.
      await at.evaluate(() => {
        const { setTimeout: real } = window;
        window.setTimeout = ((run: () => void, wait?: number) => real(run, wait ?? 60_000)) as typeof window.setTimeout;
      });
      const path = await into(at.getByRole('combobox', { name: 'Path' }), 'Device.WiFi.D');
      const search = await into(at.getByRole('combobox', { name: 'Search the device' }), 'portm');
      await at.keyboard.press('Control+k');
      const palette = await into(at.getByRole('dialog').getByRole('combobox'), 'portm');
      return { path, search, palette };
    };
    const large = await typed(page, 'large');
    const other = await browser.newPage(baseURL === undefined ? {} : { baseURL });
    const home = await typed(other, 'home');
    await other.close();
    expect(home.search).toBeGreaterThan(0);
    expect(large.path, `${large.path} against ${home.path} at home`).toBeLessThan(2 * home.path + 2_000);
    expect(large.palette, `${large.palette} against ${home.palette} at home`).toBeLessThan(2 * home.palette + 2_000);
    expect(large.search, `${large.search} against ${home.search} at home`).toBeLessThan(2 * home.search + 2_000);
  });
});
