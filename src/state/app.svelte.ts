/** The page's state in one place: the worker's handle, who is connected, and where the person is. */
import { SvelteMap } from 'svelte/reactivity';
import { type ClientEvent, UspClient, type WorkerLike, type WorkerState } from '../worker/client.ts';
import type { DeviceStatus } from '../worker/port.ts';
import { argumentSets } from './commands/argument-sets.svelte.ts';
import { Captures, looksLikeCapture } from './capture/captures.svelte.ts';
import { craftBounds, type CraftedRequest } from '../model/craft/crafted.ts';
import { collections } from './craft/collections.svelte.ts';
import { Connections, demoId } from './connections/connections.svelte.ts';
import { makeConsoleHandle, type ConsoleHandle } from './console/console-handle.ts';
import { SupportedModel } from '../model/supported-model.ts';
import { DeviceSecrets } from './device-secrets.ts';
import { DeviceState } from './device.svelte.ts';
import { IdentityLocks } from './connections/identity-lock.ts';
import { parseConnectionLink } from './links/connection-link.ts';
import { KeptModels } from './kept/kept-models.svelte.ts';
import { openKeptStore } from './kept/kept-store.ts';
import { LogState } from './log/log.svelte.ts';
import { loadPresets, type Preset, type Presets } from './connections/presets.ts';
import { Router } from './router.svelte.ts';
import { Settings } from './settings.svelte.ts';
import { readBackup, writeBackup, type BackupChoice } from './storage/backup.ts';
import { openConnectionStore } from './storage/connection-store.ts';
import { wipeRecords } from './storage/tab-records.ts';
import { standard } from './tr181/standard.svelte.ts';
import { wipeStored } from './stored.ts';
import { addWatchList, readWatchLists, wipeWatch } from './watch/watch-store.ts';

export class App {
  readonly client: UspClient;
  readonly settings: Settings;
  readonly connections: Connections;
  readonly router = new Router();
  readonly log: LogState;
  /** What devices supported at earlier visits. */
  readonly kept = new KeptModels(openKeptStore);
  /** Captures that were opened. */
  readonly captures = new Captures();
  readonly devices = new SvelteMap<string, DeviceState>();
  readonly handle: ConsoleHandle;
  presets: Presets = $state.raw({ presets: [], problems: [] });
  /** Why the link that was opened last opened nothing. */
  badLink: string | undefined = $state();
  worker: WorkerState = $state('starting');
  /** Why the worker died last, until the person has read it. */
  stopped: string | undefined = $state();
  /** The connection whose first device is shown as soon as it speaks. */
  #followed: string | undefined;

  private constructor(client: UspClient, settings: Settings, connections: Connections) {
    this.client = client;
    this.settings = settings;
    this.connections = connections;
    this.log = new LogState(client, (device) => this.devices.get(device)?.secrets);
    this.handle = makeConsoleHandle(client, {
      list: () => [...this.devices.values()].map((device) => device.status),
      shown: () => this.device?.status,
      subscriptions: (device) => this.devices.get(device)?.subscriptions,
    });
    client.listen((event) => this.#handle(event));
    this.boundLog({});
    // Of a device that is not there yet, the names and TR-181 tell.
    const anyDevice = new DeviceSecrets(() => new SupportedModel());
    this.router.shownPath = (device, path) => (this.devices.get(device)?.secrets ?? anyDevice).shownPath(path);
    this.router.onlink = (link) => void this.openLink(link);
  }

  /** @param spawn starts the worker in which everything runs that touches a network. */
  static async start(spawn: () => WorkerLike): Promise<App> {
    const settings = new Settings();
    const store = await openConnectionStore();
    // From here to the first listener nothing may be waited for: what the worker says would be missed.
    const client = new UspClient(spawn);
    const locks = new IdentityLocks(typeof navigator.locks === 'undefined' ? undefined : navigator.locks);
    const app = new App(client, settings, new Connections(client, store, locks));
    await app.connections.load();
    app.connections.reopen();
    app.router.read();
    void loadPresets(settings.controllerId).then((presets) => (app.presets = presets));
    return app;
  }

  /** The device on the screen. */
  get device(): DeviceState | undefined {
    const { route } = this.router;
    return route.at === 'device' ? this.devices.get(route.device) : undefined;
  }

  /** Opens a connection and shows its device when it speaks. */
  async openAndShow(id: string): Promise<void> {
    this.#followed = id;
    await this.connections.open(id);
    for (const device of this.devices.values()) this.#follow(device.status);
  }

  /** Opens what a link, or a pasted text with one in it, says. @returns the problem where it says nothing. */
  async openLink(link: string): Promise<string | undefined> {
    this.badLink = undefined;
    const parsed = parseConnectionLink(link, this.settings.controllerId);
    if (!parsed.ok) {
      this.badLink = parsed.problem;
      return parsed.problem;
    }
    await this.openAndShow(await this.connections.adopt(parsed.connection));
    return undefined;
  }

  async openPreset(preset: Preset): Promise<void> {
    await this.openAndShow(await this.connections.adopt(preset.connection));
  }

  /** Opens captures of a log, and shows the last of them. */
  openCaptures(files: readonly File[]): void {
    const opened = files.map((file) => this.captures.open(file)).at(-1);
    if (opened) this.router.go({ at: 'capture', capture: opened.id });
  }

  /** Closes a capture; whoever looks at it is back at the start. */
  closeCapture(id: string): void {
    const { route } = this.router;
    if (route.at === 'capture' && route.capture === id) this.router.go({ at: 'start' }, { replace: true });
    this.captures.close(id);
  }

  /** Takes files that a person brings: captures are opened, all else is for the data models. */
  async takeFiles(files: readonly File[]): Promise<void> {
    const captures: File[] = [];
    const others: File[] = [];
    for (const file of files) ((await looksLikeCapture(file)) ? captures : others).push(file);
    this.openCaptures(captures);
    await standard.intake.take(others);
  }

  /** Tries the built-in device. */
  async openDemo(): Promise<void> {
    await this.openLink(`#connect=${demoId}`);
  }

  /** What the person made and is kept here, as the text of a file. */
  async exportAll(choice: BackupChoice): Promise<string> {
    await collections.load();
    const kept = {
      connections: this.connections.all(),
      settings: this.settings.all,
      argumentSets: argumentSets.all,
      watchLists: await readWatchLists(),
      collections: collections.all,
    };
    return writeBackup(kept, choice);
  }

  /** Takes what such a file holds. @returns the problem where it can't. */
  async importAll(text: string): Promise<string | undefined> {
    const read = readBackup(text);
    if ('problem' in read) return read.problem;
    await this.connections.import(read.backup.connections);
    this.settings.replace(read.backup.settings);
    argumentSets.import(read.backup.argumentSets);
    for (const list of read.backup.watchLists) {
      const device = this.devices.get(list.device);
      await (device ? device.watch.adopt(list) : addWatchList(list));
    }
    const left = await collections.restore(read.backup.collections);
    this.boundLog({});
    if (left === 0) return undefined;
    return `All of it was imported but ${String(left)} collections of requests: there is room for ${String(craftBounds.collections)}. Delete some and import the file again.`;
  }

  /** Closes every connection and forgets all that is stored. */
  async wipeAll(): Promise<void> {
    for (const device of this.devices.values()) device.forget();
    await this.connections.wipe();
    await this.kept.wipe();
    await standard.books.wipe();
    await collections.wipe();
    wipeStored();
    await wipeRecords();
    argumentSets.wipe();
    for (const device of this.devices.values()) device.watch.wipe();
    await wipeWatch();
    this.settings.wipe();
    this.boundLog({});
    this.router.go({ at: 'start' }, { replace: true });
  }

  /** Changes how much of the wire is kept, here and in the worker. */
  boundLog(change: Parameters<Settings['boundLog']>[0]): void {
    this.settings.boundLog(change);
    const { logEntries, logMebibytes } = this.settings;
    this.log.bound({ entries: logEntries, bytes: logMebibytes * 1024 * 1024 });
  }

  /** Puts a request into the editor of a device and shows it. */
  craft(id: string, request: CraftedRequest): void {
    const device = this.devices.get(id);
    if (!device) return;
    device.craft.open(request);
    this.show(id, 'craft');
  }

  show(device: string, place?: string, path?: string): void {
    this.router.go({ at: 'device', device, ...(place && { place }), ...(path && { path }) });
  }

  #handle(event: ClientEvent): void {
    switch (event.type) {
      case 'worker':
        this.worker = event.state;
        if (event.state === 'lost') {
          this.stopped = event.why ?? '';
          this.#loseDevices(this.stopped);
        }
        break;
      case 'device':
        this.#takeDevice(event.status);
        break;
      case 'device-gone':
        this.devices.get(event.id)?.dispose();
        this.devices.delete(event.id);
        break;
      default:
        break;
    }
    this.connections.handle(event);
    this.log.handle(event);
    for (const device of this.devices.values()) device.handle(event);
  }

  #takeDevice(status: DeviceStatus): void {
    if (!this.devices.has(status.id)) this.devices.set(status.id, new DeviceState(this.client, status, this.kept));
    this.#follow(status);
  }

  #follow(status: DeviceStatus): void {
    const followed = this.#followed;
    if (followed === undefined || this.router.route.at !== 'start') return;
    const heard = status.presence === 'connected' || status.presence === 'assumed';
    if (!heard || !status.ways.some((way) => way.connection === followed)) return;
    this.#followed = undefined;
    this.show(status.id);
  }

  /** The worker is gone and with it every way; the devices are told, and told again when it is back. */
  #loseDevices(why: string): void {
    for (const device of this.devices.values()) {
      const ways = device.status.ways.map((way) => ({ ...way, open: false, preferred: false }));
      const note = `The part of the page that speaks to devices stopped: ${why}. It is being started again.`;
      device.handle({ type: 'device', status: { ...device.status, presence: 'disconnected', ways, note } });
    }
  }
}
