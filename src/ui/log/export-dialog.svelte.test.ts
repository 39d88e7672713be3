/** Saving the log: what is offered, the way to stop, and recordings that outlive their worker. On the browser's own disk. */
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../kit/tokens.css';
import '../kit/base.css';
import { LogState } from '../../state/log/log.svelte.ts';
import { CaptureReader } from '../../wire/capture/read-capture.ts';
import { UspClient, type WorkerLike } from '../../worker/client.ts';
import type { LogScope } from '../../wire/scope.ts';
import { EventLog } from '../../worker/log.ts';
import { LogDesk } from '../../worker/log-desk.ts';
import type { FromWorker, ToWorker } from '../../worker/port.ts';
import WirePlace from './wire-place.svelte';

/** The worker's own log and desk, without the rest of the worker; it can be held up, and it can die. */
class LogWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  /** Messages that it does not get to. */
  held: ToWorker[] | undefined;
  readonly events = new EventLog(() => 1_700_000_000_000);
  readonly #desk = new LogDesk(
    { backlog: this.events.backlog, detail: (seq) => this.events.detail(seq) },
    {
      now: () => performance.now(),
      after: (delay, run) => {
        const timer = setTimeout(run, delay);
        return () => clearTimeout(timer);
      },
      post: (message) => this.#post(message),
    },
  );

  constructor() {
    this.#post({ type: 'ready' });
  }

  postMessage(message: ToWorker): void {
    if (this.held && message.type === 'export-next') this.held.push(message);
    else this.#handle(message);
  }

  terminate(): void {
    this.held = [];
  }

  die(): void {
    this.onerror?.(new ErrorEvent('error', { message: 'out of memory' }));
  }

  /** Logs lines, and tells the page of them. */
  log(...notes: readonly string[]): void {
    this.logOf({}, ...notes);
  }

  /** Of a device, or of a connection. */
  logOf(about: { device?: string; connection?: string }, ...notes: readonly string[]): void {
    for (const note of notes) this.events.note({ kind: 'state', note, ...about });
    this.#post({ type: 'log', entries: this.events.takeFresh() });
  }

  #handle(message: ToWorker): void {
    if (message.type === 'log-bounds') this.events.backlog.startAt(message.from);
    else this.#desk.handle(message);
  }

  #post(message: FromWorker): void {
    const data = structuredClone(message);
    queueMicrotask(() => this.onmessage?.(new MessageEvent('message', { data })));
  }
}

interface Bench {
  readonly log: LogState;
  /** The one that runs now. */
  readonly worker: LogWorker;
}

function open(...notes: readonly string[]): Bench {
  const bench = openWire();
  bench.worker.log(...notes);
  return bench;
}

/** @param scope the device whose wire it is; absent: of all */
function openWire(scope?: LogScope): Bench {
  const workers: LogWorker[] = [];
  const client = new UspClient(() => {
    const worker = new LogWorker();
    workers.push(worker);
    return worker;
  });
  clients.push(client);
  const log = new LogState(client);
  log.bound({ entries: 1_000, bytes: 1_000_000 });
  client.listen((event) => log.handle(event));
  document.body.style.margin = '0';
  const { container } = render(WirePlace, { log, scope });
  container.style.blockSize = '100vh';
  return {
    log,
    get worker() {
      const last = workers.at(-1);
      if (!last) throw new Error('No worker was started.');
      return last;
    },
  };
}

const clients: UspClient[] = [];
const files = ['one.ndjson', 'two.ndjson'];
const dialog = () => page.getByRole('dialog', { name: 'Save the log' });
const runs = () => page.getByRole('list', { name: 'Files that the log is saved to' });
const stop = (name: string) => runs().getByRole('button', { name, exact: true });

async function save(what: 'all' | 'next' | 'shown' | 'of-device' | 'next-of-device' = 'all'): Promise<void> {
  await page.getByRole('button', { name: 'Save the log' }).click();
  await dialog().getByLabelText('What', { exact: true }).selectOptions(what);
  await dialog()
    .getByRole('button', { name: /^(Save|Record)$/ })
    .click();
}

async function handleOf(name: string): Promise<FileSystemFileHandle> {
  return (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
}

async function onDisk(name: string): Promise<string> {
  return (await (await handleOf(name)).getFile()).text();
}

/** The notes of the lines in a file, which has to be one without a fault. */
async function saved(name: string) {
  const reader = new CaptureReader();
  const bytes = new TextEncoder().encode(await onDisk(name));
  const notes = [...reader.push(bytes), ...reader.close()].map(({ entry }) => entry.note);
  expect(reader.faults).toEqual([]);
  return { notes, end: reader.end };
}

beforeEach(() => {
  sessionStorage.clear();
  let chosen = 0;
  // Nobody can work the system's dialog.
  Object.assign(globalThis, { showSaveFilePicker: () => handleOf(files[chosen++] ?? '') });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.dispose();
  const folder = await navigator.storage.getDirectory();
  for (const name of files) await folder.removeEntry(name).catch(() => undefined); // not every test makes both
});

describe('the dialog', () => {
  it('says how much it is, in the right number', async () => {
    const { worker } = open('alone');
    await page.getByRole('button', { name: 'Save the log' }).click();
    const what = () =>
      [...document.querySelectorAll('dialog option, [role=dialog] option')].map((one) => one.textContent);
    await expect.poll(what).toContain('The only line');
    worker.log('second');
    await expect.poll(what).toContain('All 2 lines');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('combobox', { name: 'Filter the log' }).fill('second');
    await page.getByRole('button', { name: 'Save the log' }).click();
    await expect.poll(what).toContain('The line that fits the filter');
  });

  it('has nothing that axe finds, and nothing wider than a phone', async () => {
    await page.viewport(360, 740);
    open('one', 'two');
    await page.getByRole('button', { name: 'Save the log' }).click();
    await dialog().getByLabelText('Replace secrets').click();
    await expect.element(dialog().getByText('Passwords and keys will be in the file as they passed')).toBeVisible();
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    await page.viewport(1024, 768);
  });

  it('saves what fits the filter alone', async () => {
    open('apple', 'pear', 'apple pie');
    await page.getByRole('combobox', { name: 'Filter the log' }).fill('apple');
    await expect.element(page.getByText('2 of 3 lines fit.')).toBeVisible();
    await save('shown');
    await expect.element(runs()).toHaveTextContent('Saved: 2 lines');
    expect((await saved('one.ndjson')).notes).toEqual(['apple', 'apple pie']);
  });
});

describe("a device's own wire", () => {
  const scope = { device: 'os::1/a|us', agent: 'os::1/a', connections: ['c'], shared: [] };
  const own = { device: scope.device, connection: 'c' };
  const other = { device: 'os::2|us', connection: 'd' };
  let suggested: unknown[];

  beforeEach(() => {
    suggested = [];
    let chosen = 0;
    const showSaveFilePicker = (options: { suggestedName: string }) => {
      suggested.push(options.suggestedName);
      return handleOf(files[chosen++] ?? '');
    };
    Object.assign(globalThis, { showSaveFilePicker });
  });

  it('gives away no other device, unless it is asked for all', async () => {
    const { worker } = openWire(scope);
    worker.logOf(own, 'own', 'own again');
    worker.logOf(other, 'of another');
    worker.logOf({ connection: 'd' }, 'of another connection');
    worker.logOf({ connection: 'c' }, 'of its connection');
    await expect.element(page.getByText('3 lines.', { exact: true })).toBeVisible();
    await page.getByRole('combobox', { name: 'Filter the log' }).fill('again');
    await expect.element(page.getByText('1 of 3 lines fits.')).toBeVisible();
    await page.getByRole('button', { name: 'Save the log' }).click();
    const what = dialog().getByLabelText('What', { exact: true });
    await expect.element(what).toHaveDisplayValue('The 3 lines of this device');
    const offered = [...what.element().querySelectorAll('option')].map(({ textContent }) => textContent);
    expect(offered).toEqual([
      'The 3 lines of this device',
      'The line that fits the filter',
      'All 5 lines (all devices)',
      'What comes from now on of this device, until it is stopped',
      'What comes from now on (all devices), until it is stopped',
    ]);
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await expect.element(runs()).toHaveTextContent('Saved: 3 lines');
    expect((await saved('one.ndjson')).notes).toEqual(['own', 'own again', 'of its connection']);
    expect(suggested).toEqual([expect.stringMatching(/^usp-os_1_a-\d{4}-.*\.ndjson$/)]);
    await save('all');
    await expect.element(runs()).toHaveTextContent('Saved: 5 lines');
    expect((await saved('two.ndjson')).notes).toContain('of another');
    expect(suggested[1]).toMatch(/^usp-\d{4}-/);
  });

  it('records what comes of it alone', async () => {
    const { worker } = openWire(scope);
    worker.logOf(own, 'before');
    await save('next-of-device');
    worker.logOf(other, 'of another');
    worker.logOf(own, 'own');
    worker.logOf(other, 'of another again');
    await expect.element(runs()).toHaveTextContent('Recording: 1 line');
    await stop('Stop recording').click();
    await expect.element(runs()).toHaveTextContent('Saved: 1 line');
    expect((await saved('one.ndjson')).notes).toEqual(['own']);
  });
});

describe('Stop', () => {
  const many = Array.from({ length: 1_200 }, (_, at) => `line ${at}`);

  it('leaves what was written of a file on the disk, to the last whole line', async () => {
    const { worker } = open();
    worker.log(...many.slice(0, 1_000));
    await save();
    await expect.element(runs()).toHaveTextContent('Saved: 1,000 lines');
    await runs().getByRole('button', { name: 'Close' }).click();
    // The second slice never comes.
    const handle = worker.postMessage.bind(worker);
    let slices = 0;
    worker.postMessage = (message) => {
      if (message.type !== 'export-next' || ++slices === 1) handle(message);
      else (worker.held ??= []).push(message);
    };
    await save();
    await expect.element(runs()).toHaveTextContent('Writing: 500 lines');
    await stop('Stop').click();
    const held = worker.held ?? [];
    worker.held = undefined;
    for (const message of held) handle(message);
    await expect.poll(() => runs().element().textContent).toContain('Stopped; what was written stays: 500 lines');
    const { notes, end } = await saved('two.ndjson');
    expect(notes).toEqual(many.slice(0, 500));
    expect(end).toBeUndefined();
  });

  it('makes no download', async () => {
    Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
    const { worker } = open('one', 'two');
    worker.held = [];
    await save();
    await stop('Stop').click();
    const held = worker.held;
    worker.held = undefined;
    for (const message of held) worker.postMessage(message);
    await expect.element(runs()).toHaveTextContent('Stopped; no file was made');
  });
});

describe('a recording', () => {
  it('goes on in the same file when the worker is lost, and says what is missing', async () => {
    const bench = open('before');
    await save('next');
    bench.worker.log('first', 'second');
    await expect.element(runs()).toHaveTextContent('Recording: 2 lines');
    bench.worker.held = [];
    bench.worker.log('never written');
    await expect.element(page.getByRole('grid', { name: 'Log' })).toHaveTextContent('never written');
    bench.worker.die();
    bench.worker.log('third');
    await expect.element(runs()).toHaveTextContent('Recording: 3 lines');
    await expect.element(runs()).toHaveTextContent('stopped and was started again');
    await expect.element(runs()).toHaveTextContent('1 line was lost with it');
    // Nobody was asked for anything when the second one died.
    bench.worker.die();
    bench.worker.log('fourth');
    await expect.element(runs()).toHaveTextContent('Recording: 4 lines');
    await stop('Stop recording').click();
    await expect.element(runs()).toHaveTextContent('Saved: 4 lines');
    const { notes, end } = await saved('one.ndjson');
    expect(notes).toEqual(['first', 'second', 'third', 'fourth']);
    expect(end).toMatchObject({ entries: 4, missing: 1 });
  });

  it('that may not write on says what was saved, and goes on in another file from there', async () => {
    const bench = open('before');
    await save('next');
    bench.worker.log('first', 'second');
    await expect.poll(() => onDisk('one.ndjson'), { timeout: 20_000 }).toContain('second'); // made safe, which takes its time
    const alone: FileSystemCreateWritableOptions & { readonly mode: string } = { mode: 'exclusive' };
    const writer = await (await handleOf('one.ndjson')).createWritable(alone);
    bench.worker.log('third');
    await expect.element(runs()).toHaveTextContent('Ended early; saved up to there: 2 lines');
    await expect
      .element(runs())
      .toHaveTextContent('one.ndjson could not be written on: something else is writing to it.');
    await writer.abort();
    bench.worker.log('fourth');
    await runs().getByRole('button', { name: 'Go on in another file' }).click();
    await expect.element(runs()).toHaveTextContent('Recording: 2 lines');
    await expect.element(runs().getByRole('button', { name: 'Go on in another file' })).not.toBeInTheDocument();
    await stop('Stop recording').click();
    await expect.element(runs()).toHaveTextContent('Saved: 2 lines');
    expect((await saved('one.ndjson')).notes).toEqual(['first', 'second']);
    const second = await saved('two.ndjson');
    expect(second.notes).toEqual(['third', 'fourth']);
    expect(second.end).toMatchObject({ entries: 2, missing: 0 });
  });
});

it('of a log that was lost before all was written the file says how far it goes', async () => {
  const bench = open(...Array.from({ length: 600 }, (_, at) => `line ${at}`));
  const { worker } = bench;
  const handle = worker.postMessage.bind(worker);
  let slices = 0;
  worker.postMessage = (message) => {
    if (message.type !== 'export-next' || ++slices === 1) handle(message);
  };
  await save();
  await expect.element(runs()).toHaveTextContent('Writing: 500 lines');
  worker.die();
  await expect.element(runs()).toHaveTextContent('Ended early; saved up to there: 500 lines');
  await expect.element(runs()).toHaveTextContent('what was left to write went with it');
  expect((await saved('one.ndjson')).notes).toHaveLength(500);
});
