import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-svelte';
import '../kit/tokens.css';
import '../kit/base.css';
import { LogState } from '../../state/log/log.svelte.ts';
import { encodeMessage } from '../../usp/message/message.ts';
import { responseMessage } from '../../usp/message/responses.ts';
import { writeRequest } from '../../usp/message/write-request.ts';
import { encodeRecord } from '../../usp/record/record.ts';
import { ScriptedWorker } from '../../../tools/testing/scripted-worker.ts';
import type { LogScope } from '../../wire/scope.ts';
import { EventLog } from '../../worker/log.ts';
import { LogSearches } from '../../worker/log-searches.ts';
import { UspClient } from '../../worker/client.ts';
import type { FromWorker, ToWorker } from '../../worker/port.ts';
import WirePlace from './wire-place.svelte';

const us = 'self::console';
const agent = 'os::012345-000001';

/** The worker's own log behind the page's, without the rest of the worker. */
class Wire extends ScriptedWorker {
  readonly events: EventLog = new EventLog(() => 1_700_000_000_000 + this.events.backlog.next * 10);
  readonly #searches = new LogSearches(this.events.backlog, {
    now: () => performance.now(),
    after: (delay: number, run: () => void) => {
      const timer = setTimeout(run, delay);
      return () => clearTimeout(timer);
    },
    post: (message: FromWorker) => this.emit({ ...message }),
  });

  constructor() {
    super(() => undefined);
  }

  override postMessage(message: ToWorker): void {
    if (message.type === 'log-search') this.#searches.start(message.id, message.terms);
    else if (message.type === 'log-search-stop') this.#searches.stop(message.id);
    else super.postMessage(message);
  }

  /** Gets and their answers; hands over what was logged. */
  exchanges(count: number, value = 'nothing', path = 'Device.DeviceInfo.'): void {
    const about = { mtp: 'websocket', device: 'gateway' } as const;
    for (let index = 0; index < count; index++) {
      const id = `m-${this.events.backlog.next}`;
      const get = writeRequest(id, { kind: 'Get', paths: [path] });
      const results = [
        {
          requestedPath: 'Device.DeviceInfo.',
          resolvedPathResults: [{ resolvedPath: 'Device.DeviceInfo.', resultParams: [{ key: 'HostName', value }] }],
        },
      ];
      const answer = responseMessage(id, { case: 'getResp', value: { reqPathResults: results } });
      for (const [direction, msg, fromId, toId] of [
        ['out', get, us, agent],
        ['in', answer, agent, us],
      ] as const) {
        const recordType = { case: 'noSessionContext' as const, value: { payload: encodeMessage(msg) } };
        const bytes = encodeRecord({ fromId, toId, recordType });
        this.events.record({ direction, way: { connection: 'c' }, bytes, msg, recordType: 'noSessionContext' }, about);
      }
    }
    const entries = this.events.takeFresh();
    for (let at = 0; at < entries.length; at += 1_000)
      this.emit({ type: 'log', entries: entries.slice(at, at + 1_000) });
    this.#searches.wake();
  }
}

/** @param scope the device whose wire it is; absent: of all */
function open(scope?: LogScope): Wire {
  const wire = new Wire();
  const client = new UspClient(() => wire);
  const log = new LogState(client);
  client.listen((event) => log.handle(event));
  document.body.style.margin = '0';
  const { container } = render(WirePlace, { log, scope });
  container.style.blockSize = '100vh';
  return wire;
}

const grid = () => page.getByRole('grid', { name: 'Log' });
const rows = () => document.querySelectorAll('[data-seq]');
const filter = () => page.getByRole('combobox', { name: 'Filter the log' });
const selected = () => page.getByRole('row', { selected: true });
const links = () => page.getByRole('group', { name: 'Lines that go with it' });

// The filter of the test before would be there again, as after a reload.
beforeEach(() => sessionStorage.clear());

describe('the wire with 100,000 lines', () => {
  it('has a bounded number of them in the document, wherever it is scrolled and filtered', async () => {
    const wire = open();
    wire.exchanges(50_000);
    await expect.element(page.getByText('100,000 lines.')).toBeVisible();
    await expect.poll(() => rows().length).toBeGreaterThan(10);
    expect(rows().length).toBeLessThan(100);
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '100001');
    await expect.poll(() => document.querySelector('[data-seq="100000"]')).not.toBeNull();
    const first = document.querySelector<HTMLElement>('[data-seq="100000"]');
    first?.focus();
    await userEvent.keyboard('{Home}');
    await expect.poll(() => document.querySelector('[data-seq="1"]')).not.toBeNull();
    expect(rows().length).toBeLessThan(100);
    await filter().fill('id:m-99999');
    await expect.element(page.getByText('2 of 100,000 lines fit.')).toBeVisible();
    expect(rows().length).toBe(2);
  });

  it('lets the oldest go, and says how many and why', async () => {
    const wire = open();
    wire.exchanges(50_001);
    await expect.element(page.getByText(/2 older ones left: the newest 100,000 are kept/)).toBeVisible();
  });
});

describe('the wire', () => {
  it('keeps its filter over a reload, but not one with a path that compares a secret', async () => {
    open();
    const stored = () => sessionStorage.getItem('usp-console:log-filter');
    await filter().fill('path:Device.WiFi. type:get');
    await expect.poll(stored).toBe('"path:Device.WiFi. type:get"');
    await filter().fill('path:Device.Users.User.[Password=="geheim"].');
    await expect.poll(stored).toBeNull();
    await filter().fill('path:Device.Users.User.[Password == "geheim"].');
    await filter().fill('path:Device.Users.User.[Username=="a"].');
    await expect.poll(stored).toContain('Username');
  });

  it('is worked with the keyboard alone: lines, pairs, pins, filter', async () => {
    const wire = open();
    wire.exchanges(10);
    await expect.poll(() => rows().length).toBe(20);
    document.querySelector<HTMLElement>('[data-seq="20"]')?.focus();
    await userEvent.keyboard('k');
    await expect.element(selected()).toHaveTextContent('GET');
    await expect.element(links().getByRole('button', { name: 'The answer: GET_RESP · 10 ms' })).toBeVisible();
    await userEvent.keyboard('p');
    await expect.element(selected()).toHaveTextContent('GET_RESP');
    await userEvent.keyboard('s');
    await expect
      .element(page.getByRole('list', { name: 'Pinned lines' }).getByRole('button', { name: /GET_RESP/ }))
      .toBeVisible();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    await expect.element(selected()).toHaveTextContent('m-17');
    await userEvent.keyboard('/');
    await expect.element(filter()).toHaveFocus();
    await userEvent.keyboard('dir:o');
    await userEvent.keyboard('{Tab}');
    await expect.element(filter()).toHaveValue('dir:out ');
    await expect.poll(() => rows().length).toBe(10);
    await userEvent.keyboard('{Escape}{Enter}');
    await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('row');
    await userEvent.keyboard('{Escape}');
    await expect.element(links()).not.toBeInTheDocument();
  });

  it('says of a line who it is with only where that is not the same of all', async () => {
    await page.viewport(1600, 740);
    const peer = () => page.getByRole('columnheader', { name: 'Peer' });
    open();
    await expect.element(peer()).toBeVisible();
    cleanup();
    const wire = open({ device: 'gateway', agent, connections: ['c'], shared: [] });
    wire.exchanges(1);
    await expect.poll(() => rows().length).toBe(2);
    await expect.element(peer()).not.toBeInTheDocument();
    expect(grid().element().textContent).not.toContain(agent);
    // Of an id that has no room the end stays.
    const cell = document.querySelector<HTMLElement>('[data-seq="1"] .id');
    if (cell) cell.style.inlineSize = '12px';
    const place = (element: Element | null | undefined) => element?.getBoundingClientRect() ?? new DOMRect();
    expect(place(cell?.firstElementChild).left).toBeLessThan(place(cell).left);
    expect(place(cell?.firstElementChild).right).toBeLessThanOrEqual(place(cell).right + 1);
    await page.viewport(1024, 768);
  });

  it('finds values by the worker, in old lines and in new ones', async () => {
    const wire = open();
    wire.exchanges(3, 'needle');
    wire.exchanges(3);
    await filter().fill('Needle');
    await expect.poll(() => rows().length).toBe(3);
    wire.exchanges(2, 'a needle more');
    await expect.poll(() => rows().length).toBe(5);
    await filter().fill('path:Device.DeviceInfo.HostName');
    await expect.poll(() => rows().length).toBe(8);
    await filter().fill('path:Device.WiFi.');
    await expect.element(page.getByText('No line fits the filter.')).toBeVisible();
  });

  it('follows the newest until the person looks elsewhere', async () => {
    const wire = open();
    wire.exchanges(100);
    await expect.poll(() => document.querySelector('[data-seq="200"]')).not.toBeNull();
    wire.exchanges(100);
    await expect.poll(() => document.querySelector('[data-seq="400"]')).not.toBeNull();
    document.querySelector<HTMLElement>('[data-seq="395"]')?.click();
    await expect
      .element(page.getByRole('button', { name: 'Follow the newest' }))
      .toHaveAttribute('aria-pressed', 'false');
    wire.exchanges(100);
    await expect.element(page.getByText('600 lines.')).toBeVisible();
    expect(document.querySelector('[data-seq="395"]')).not.toBeNull();
    await page.getByRole('button', { name: 'Follow the newest' }).click();
    await expect.poll(() => document.querySelector('[data-seq="600"]')).not.toBeNull();
  });

  it('keeps back what a search compares a secret with: in lines, pins and what the filter offers', async () => {
    const wire = open();
    wire.exchanges(1, 'nothing', 'Device.Users.User.[Password=="hunter22"].Name');
    wire.exchanges(1, 'nothing', 'Device.Users.User.[Enable==true].Name');
    const masked = 'Device.Users.User.[Password=="********"].Name';
    await expect.element(grid()).toHaveTextContent(masked);
    document.querySelector<HTMLElement>('[data-seq="1"]')?.focus();
    await userEvent.keyboard('{Enter}s');
    await expect.element(page.getByRole('list', { name: 'Pinned lines' })).toHaveTextContent(masked);
    await expect.element(page.getByRole('region', { name: 'Log entry' })).toHaveTextContent(masked);
    await filter().fill('path:Device.Users');
    const offered = page.getByRole('listbox');
    await expect.element(offered).toHaveTextContent('Device.Users.User.[Enable==true].Name');
    expect(document.body.textContent).not.toContain('hunter22');
  });

  it.each([
    [1280, 'light'],
    [360, 'light'],
    [360, 'dark'],
  ])('has nothing that axe finds at %i px, %s, and nothing wider than the screen', async (width, theme) => {
    await page.viewport(width, 740);
    document.documentElement.dataset['theme'] = theme;
    const wire = open();
    wire.exchanges(20);
    await expect.poll(() => rows().length).toBeGreaterThan(5);
    await filter().fill('type:get dir:up');
    await expect.element(page.getByText('After dir: stands one of in, out.')).toBeVisible();
    const check = async () => {
      const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    };
    await check();
    await filter().fill('');
    document.querySelector<HTMLElement>('[data-seq]')?.click();
    await expect.element(links()).toBeVisible();
    await check();
    delete document.documentElement.dataset['theme'];
    await page.viewport(1024, 768);
  });
});
