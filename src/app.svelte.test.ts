import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { ScriptedWorker } from '../tools/testing/scripted-worker.ts';
import AppView from './App.svelte';
import { App } from './state/app.svelte.ts';
import { openConnectionStore } from './state/storage/connection-store.ts';
import { collections } from './state/craft/collections.svelte.ts';
import { wipeStored } from './state/stored.ts';
import { wipeWatch, writeWatch } from './state/watch/watch-store.ts';
import './ui/kit/tokens.css';
import './ui/kit/base.css';

const opened: App[] = [];

async function open(hash = '#/'): Promise<{ app: App; worker: ScriptedWorker }> {
  history.replaceState(null, '', hash);
  const workers: ScriptedWorker[] = [];
  const app = await App.start(() => {
    const worker = new ScriptedWorker(() => undefined);
    workers.push(worker);
    return worker;
  });
  opened.push(app);
  await render(AppView, { props: { app } });
  return {
    app,
    /** The one that runs now. */
    get worker() {
      const last = workers.at(-1);
      if (!last) throw new Error('No worker was started.');
      return last;
    },
  };
}

/** A hundred connections, some in every state. */
async function openFull() {
  const { app, worker } = await open();
  for (let n = 0; n < 30; n++) {
    await app.connections.save(
      {
        id: `c${n}`,
        name: n % 7 === 0 ? `A rather long name of a connection that has to be wrapped ${n}` : `Rack ${n}`,
        controllerId: app.settings.controllerId,
        mtp: {
          kind: 'websocket',
          url: `${n % 2 ? 'ws://192.168.1.' : 'wss://10.0.0.'}${n}:8443/usp/${'long/'.repeat(n % 5)}`,
        },
        allowPlain: false,
        session: 'off',
        requestTimeout: 30_000,
      },
      false,
    );
    await app.connections.open(`c${n}`);
  }
  const problem = {
    code: 'refused',
    what: 'the server refused',
    why: 'Nobody listens there.',
    advice: 'Check the port.',
  };
  const states = ['connecting', 'open', 'waiting', 'closed'] as const;
  for (let n = 0; n < 28; n++) {
    const state = states[n % 4] ?? 'open';
    worker.emit({
      type: 'connection',
      status: { id: `c${n}`, state, since: 1, attempt: 2, encrypted: true, ...(n % 4 > 1 && { problem }) },
    });
    if (state === 'open') {
      const way = { connection: `c${n}`, mtp: 'websocket', open: true, encrypted: true, preferred: true };
      const agent = `os::012345-${n}`;
      worker.emit({
        type: 'device',
        status: {
          ...{ id: `${agent}|x`, agent, controllerId: 'self::x', presence: 'connected', ways: [way] },
          ...{ versions: ['1.4'], lastHeard: 1 },
        },
      });
    }
  }
  await expect.element(page.getByText('Could not connect').first()).toBeVisible();
  return app;
}

/** Nothing that axe finds and nothing that is cut off, light and dark, wide and narrow. */
async function expectAccessible() {
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1440, 900],
      [360, 740],
    ] as const) {
      document.documentElement.dataset['theme'] = theme;
      await page.viewport(width, height);
      const motions = document.getAnimations().filter((motion) => motion.effect?.getTiming().iterations === 1);
      await Promise.all(motions.map((motion) => motion.finished));
      const { violations } = await axe.run(document.body);
      expect(violations.map((one) => [theme, width, one.id, one.nodes.map((node) => node.html)])).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    }
  }
}

beforeEach(async () => {
  wipeStored();
  localStorage.clear();
  await (await openConnectionStore()).clear();
  await page.viewport(1440, 900);
});
afterEach(async () => {
  for (const app of opened.splice(0)) {
    await app.connections.wipe();
    app.client.dispose();
  }
});

describe('every screen has nothing that axe finds and nothing cut off, wide and at 360 px, light and dark', () => {
  it('the first start', async () => {
    await open();
    await expect.element(page.getByRole('heading', { name: 'Connect to a USP device' })).toBeVisible();
    await expectAccessible();
  });

  it('many connections in every state', async () => {
    await openFull();
    await page.getByRole('button', { name: 'More for Rack 1', exact: true }).click();
    await expectAccessible();
  });

  it.each(['websocket', 'mqtt'])('a new connection over %s, with everything wrong', async (kind) => {
    await open(`#/new/${kind}`);
    await page.getByRole('textbox', { name: /Address/ }).fill('ws://far.example');
    if (kind === 'mqtt') {
      await page.getByRole('button', { name: 'Add an Agent' }).click();
      await page.getByRole('textbox', { name: 'Endpoint ID of Agent 1' }).fill('nope');
      await page.getByRole('textbox', { name: 'Password' }).fill('x');
    }
    await page.getByText('This Controller').click();
    await page.getByRole('textbox', { name: 'Endpoint ID of this page' }).fill('proto::me');
    await page.getByRole('button', { name: 'Save and connect' }).click();
    await expectAccessible();
  });

  it('settings, about to be wiped', async () => {
    await open();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Wipe' }).click();
    await expect.element(page.getByRole('button', { name: 'Wipe everything' })).toBeVisible();
    await expectAccessible();
  });

  it('settings that say all that is stored', async () => {
    // Other files of tests have this origin, too.
    await wipeWatch();
    await collections.wipe();
    await writeWatch('d', { form: 1, interval: 5_000, running: true, entries: [], series: [], marks: [] });
    await collections.add('Mine');
    const { app } = await open();
    await page.getByRole('button', { name: 'Settings' }).click();
    const list = page.getByRole('list', { name: 'What is stored' });
    await expect
      .element(list)
      .toHaveTextContent(/0 connections.*1 watch list, .*1 collection of requests, as you wrote/);
    await expect.element(page.getByLabelText('Export kept requests too')).not.toBeChecked();
    await expectAccessible();
    await page.getByRole('button', { name: 'Wipe' }).click();
    await page.getByRole('button', { name: 'Wipe everything' }).click();
    await expect.element(list).not.toHaveTextContent(/watch list|collection/);
    expect(app.connections.saved.size).toBe(0);
  });

  it.each([
    ['a password', '#connect=wss://b.example/mqtt&mtp=mqtt&user=anna&reply-to=a', 'Password for b.example'],
    ['leave for a plain way', '#connect=ws://b.example/usp', 'b.example is not encrypted'],
  ])('a link that needs %s', async (_, link, title) => {
    await open(link);
    await expect.element(page.getByRole('dialog', { name: title })).toBeVisible();
    await expectAccessible();
  });

  it('a device that is not there', async () => {
    await open('#/device/os::012345-1|self::x');
    await expect.element(page.getByRole('heading', { level: 1, name: 'os::012345-1' })).toBeInTheDocument();
    await expect.element(page.getByText(/os::012345-1 (is not connected|to be heard)/)).toBeVisible();
    await expectAccessible();
  });
});

describe('a new connection', () => {
  it('says in plain words what is wrong, once the person was there', async () => {
    await open('#/new/websocket');
    const address = page.getByRole('textbox', { name: /Address/ });
    await expect.element(address).not.toHaveAttribute('aria-invalid');
    await address.fill('mqtt://b.example');
    await userEvent.keyboard('{Tab}');
    await expect.element(address).toHaveAttribute('aria-invalid', 'true');
    await expect.element(address).toHaveAccessibleDescription(/WebSocket/);
    await address.fill('gateway.example:8443/usp');
    await userEvent.keyboard('{Tab}');
    await expect.element(address).toHaveValue('wss://gateway.example:8443/usp');
    await expect.element(address).not.toHaveAttribute('aria-invalid');
  });

  it('is a draft that outlives a reload, until it is saved or discarded', async () => {
    const { app } = await open('#/new/mqtt');
    await page.getByRole('textbox', { name: /Address/ }).fill('wss://b.example/mqtt');
    await page.getByRole('textbox', { name: /User name/ }).fill('anna');
    app.router.go({ at: 'start' });
    await expect.element(page.getByRole('heading', { name: 'Connect to a USP device' })).toBeVisible();
    app.router.go({ at: 'new', kind: 'mqtt' });
    await expect.element(page.getByText('Your draft is still here.')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: /User name/ })).toHaveValue('anna');
    await page.getByRole('button', { name: 'Save only' }).click();
    await expect.element(page.getByRole('article', { name: 'b.example' })).toBeVisible();
    app.router.go({ at: 'new', kind: 'mqtt' });
    await expect.element(page.getByRole('textbox', { name: /User name/ })).toHaveValue('');
  });

  it('warns of proto and doc as the own Endpoint ID [R-ARC.4]', async () => {
    await open('#/new/websocket');
    await page.getByText('This Controller').click();
    const id = page.getByRole('textbox', { name: 'Endpoint ID of this page' });
    await id.fill('proto::me');
    await expect.element(id).toHaveAccessibleDescription(/prototypes only/);
  });

  it('takes a plain way beyond the local network only with the box ticked, and marks it [R-MTP.0]', async () => {
    const { app } = await open('#/new/websocket');
    await page.getByRole('textbox', { name: /Address/ }).fill('ws://far.example/usp');
    await page.getByRole('button', { name: 'Save only' }).click();
    const leave = page.getByRole('checkbox', { name: /plain way/ });
    await expect.element(leave).toHaveFocus();
    expect(app.connections.saved.size).toBe(0);
    await leave.click();
    await page.getByRole('button', { name: 'Save only' }).click();
    const card = page.getByRole('article', { name: 'far.example' });
    await expect.element(card.getByText('Not encrypted')).toBeVisible();
  });
});

describe('a connection card', () => {
  it('says what goes wrong and what to try, and lets the person try now', async () => {
    await openFull();
    const card = page.getByRole('article', { name: 'Rack 2', exact: true });
    await expect.element(card.getByText('The server refused.')).toBeVisible();
    await expect.element(card.getByText('Check the port.')).toBeVisible();
    await expect.element(card.getByRole('button', { name: 'Try now' })).toBeVisible();
  });

  it('is deleted with a way back', async () => {
    const { app } = await open('#connect=wss://a.example/usp&name=Mine');
    await expect.element(page.getByRole('article', { name: 'Mine' })).toBeVisible();
    await page.getByRole('button', { name: 'More for Mine' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.element(page.getByRole('article', { name: 'Mine' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(page.getByRole('article', { name: 'Mine' })).toBeVisible();
    expect(app.connections.saved.size).toBe(1);
  });
});

describe('a link', () => {
  it('opens without a click, and is gone from the address so that a reload does not open it again', async () => {
    const { app, worker } = await open('#connect=wss://a.example/usp&agent=os::012345-9');
    await expect.poll(() => app.connections.wanted.size).toBe(1);
    expect(location.hash).toBe('#/');
    const [id] = app.connections.wanted;
    const way = { connection: id, mtp: 'websocket', open: true, encrypted: true, preferred: true };
    worker.emit({
      type: 'device',
      status: {
        ...{ id: 'os::012345-9|x', agent: 'os::012345-9', controllerId: 'self::x', presence: 'connected' },
        ...{ ways: [way], versions: ['1.4'], lastHeard: 1 },
      },
    });
    await expect.poll(() => location.hash).toBe('#/device/os::012345-9|x');
  });

  it('that is not valid says why, and opens nothing', async () => {
    const { app } = await open('#connect=http://a.example/');
    await expect.element(page.getByRole('alert')).toHaveTextContent(/opens no connection.*http:\/\/ can't|can’t/s);
    expect(app.connections.saved.size).toBe(0);
  });
});

describe('the shell', () => {
  it('has its list of keys behind ?, but not while someone types', async () => {
    await open();
    await page.getByRole('textbox', { name: 'Connection link' }).click();
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  });

  it('says that the worker died while a new one starts, and that it is back', async () => {
    const shell = await open();
    shell.worker.onerror?.(new ErrorEvent('error', { message: 'out of memory' }));
    await expect.element(page.getByText(/It is being started again/)).toBeVisible();
    await expect.element(page.getByText(/Out of memory/)).toBeVisible();
    shell.worker.emit({ type: 'ready' });
    await expect.element(page.getByText(/running again/)).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(page.getByText(/running again/)).not.toBeInTheDocument();
  });

  it('is light or dark by hand, and remembers it', async () => {
    const { app } = await open();
    await page.getByRole('button', { name: /Colours/ }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(getComputedStyle(document.documentElement).colorScheme).toBe('dark');
    expect(app.settings.theme).toBe('dark');
    expect(localStorage.getItem('usp-console:settings')).toContain('"dark"');
  });

  it('has targets of 44 px on a narrow screen', async () => {
    await open('#/new/mqtt');
    await page.viewport(360, 740);
    const small = [...document.querySelectorAll<HTMLElement>('button, input:not([type=checkbox]), select, summary')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
      .map((element) => element.outerHTML);
    expect(small).toEqual([]);
  });
});
