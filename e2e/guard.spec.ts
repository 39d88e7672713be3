import { expect, test } from './support/test.ts';

test.describe('every browser test is failed by', () => {
  // Each test makes a mishap, sees that it was noticed, and takes it back.
  test('an uncaught error in the page', async ({ page, mishaps }) => {
    await page.goto('/');
    await page.evaluate(() => setTimeout(() => Promise.reject(new Error('on purpose'))));
    await expect.poll(() => mishaps).toEqual([expect.stringContaining('uncaught: Error: on purpose')]);
    mishaps.length = 0;
  });

  test('what breaks the Content-Security-Policy', async ({ page, mishaps }) => {
    await page.goto('/');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.broken = true';
      document.head.append(script);
    });
    await expect.poll(() => mishaps).toEqual([expect.stringContaining('policy:')]);
    expect(await page.evaluate(() => 'broken' in globalThis)).toBe(false);
    mishaps.length = 0;
  });

  test('a request to a third party', async ({ page, mishaps }) => {
    await page.goto('/');
    const failed = await page.evaluate(() =>
      fetch('https://elsewhere.example/').catch((error: Error) => error.message),
    );
    expect(failed).toBe('Failed to fetch');
    expect(mishaps).toEqual(['third party: https://elsewhere.example/']);
    mishaps.length = 0;
  });
});
