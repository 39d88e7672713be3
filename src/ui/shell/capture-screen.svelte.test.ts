/** A capture that was opened, read by its own worker: what the file says of itself, and what is wrong with it. */
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../kit/tokens.css';
import '../kit/base.css';
import { ScriptedWorker } from '../../../tools/testing/scripted-worker.ts';
import { App } from '../../state/app.svelte.ts';
import { wipeStored } from '../../state/stored.ts';
import CaptureScreen from './capture-screen.svelte';

let app: App;

const header = {
  format: 'usp-console-capture',
  version: '1.0',
  created: '2026-11-26T10:00:00.000Z',
  by: 'USP Console 0.1.0',
  redaction: 'secrets',
};
const line = (seq: number) => ({ seq, time: 1_795_687_200_000 + seq, kind: 'state', note: `line ${seq}` });
const redacted = [{ of: 'param', path: 'Device.Users.User.1.Password', count: 2, entry: 1 }];
const end = { end: { entries: 2, missing: 0, macs: 0, redacted } };

async function open(...lines: readonly (object | string)[]): Promise<void> {
  const text = lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  const capture = app.captures.open(new File([`${text}\n`], 'usp-2026-11-26T10-00-00-000Z-kitchen.ndjson'));
  render(CaptureScreen, { app, id: capture.id });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
}

beforeEach(async () => {
  sessionStorage.clear();
  document.body.style.margin = '0';
  app = await App.start(() => new ScriptedWorker(() => undefined));
});

afterEach(async () => {
  for (const { id } of app.captures.all) app.captures.close(id);
  app.client.dispose();
  wipeStored();
  await page.viewport(1024, 768);
});

describe('an opened capture', () => {
  it('says when and by what it was saved, and what was replaced in it', async () => {
    await open(header, line(1), line(2), end);
    await expect.element(page.getByText(/^Saved .*by USP Console 0\.1\.0,\s+secrets replaced$/)).toBeVisible();
    await expect.element(page.getByText('2 lines.')).toBeVisible();
    await page.getByText('What was replaced in it: 1 name', { exact: true }).click();
    await expect.element(page.getByText('Device.Users.User.1.Password: 2 ×')).toBeVisible();
    await expect.element(page.getByText('The file has no end line')).not.toBeInTheDocument();
  });

  it('that was cut off and damaged says both, each in its own place', async () => {
    await open(header, line(1), '{"seq":', line(3));
    await expect.element(page.getByText('The file has no end line')).toBeVisible();
    await expect.element(page.getByText(/^Line 3: This is no JSON in UTF-8/)).toBeVisible();
    const [cut, damaged] = [...document.querySelectorAll('.notice')].map((one) => one.getBoundingClientRect());
    expect((damaged?.top ?? 0) - (cut?.bottom ?? 0)).toBeGreaterThanOrEqual(8);
  });

  it('that is none says what was expected, and shows no log', async () => {
    await open('{"format":"something else"}');
    await expect.element(page.getByText('This file can’t be opened')).toBeVisible();
    await expect.element(page.getByText(/A capture begins with/)).toBeVisible();
    await expect.element(page.getByRole('grid', { name: 'Log' })).not.toBeInTheDocument();
  });

  it('that is not open any more leads to another', async () => {
    render(CaptureScreen, { app, id: 'gone' });
    await expect.element(page.getByText('This capture is not open any more')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Choose a capture' })).toBeVisible();
  });

  it.each(['light', 'dark'])(
    'fits a phone, %s: nothing that axe finds, nothing wider, its head in whole words',
    async (theme) => {
      await page.viewport(360, 740);
      document.documentElement.dataset['theme'] = theme;
      await open(header, line(1), '{"seq":', line(3));
      await expect.element(page.getByText(/^Line 3: /)).toBeVisible();
      const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
      // What it says of itself has a line of its own: it is not pressed into a column beside the button.
      const saved = page
        .getByText(/^Saved /)
        .element()
        .getBoundingClientRect();
      expect(saved.width).toBeGreaterThan(300);
      delete document.documentElement.dataset['theme'];
    },
  );
});
