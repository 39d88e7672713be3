import { serve } from '../tools/serve.mjs';
import { expect, test } from './support/test.ts';

test.describe('the built page', () => {
  test('starts, with a policy that lets in nothing inline', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('#app')).not.toBeEmpty();
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('runs under any sub-path', async ({ page }) => {
    const { url, close } = await serve({ base: '/tools/usp/' });
    await page.goto(url);
    await expect(page.locator('#app')).not.toBeEmpty();
    await close();
  });

  test('works without a network once it was loaded', async ({ page, context }) => {
    const { url, close } = await serve({});
    await page.goto(url);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await close();
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator('#app')).not.toBeEmpty();
  });

  test('has a manifest whose icons are there', async ({ page, request }) => {
    await page.goto('/');
    const href = await page.locator('link[rel="manifest"]').getAttribute('href');
    const address = new URL(href ?? '', page.url());
    const manifest = (await (await request.get(address.href)).json()) as { icons: { src: string; type: string }[] };
    expect(manifest.icons.length).toBeGreaterThan(0);
    for (const { src, type } of manifest.icons) {
      const icon = await request.get(new URL(src, address).href);
      expect(icon.headers()['content-type']).toBe(type);
    }
  });
});
