/** What earlier visits to a device saw: shown at once, doubted until the device has spoken, and kept for the next visit. */
import type { SupportedObject } from '../../usp/message/answer-types.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { firmwareId, type Firmware, type KeptFacts, type KeptTable } from '../kept/kept-facts.ts';
import type { KeptModels } from '../kept/kept-models.svelte.ts';

const deviceInfo = 'Device.DeviceInfo.';

/** Milliseconds from a change of the rows to their being kept: a person opens many tables in a row. */
const tablesPause = 3_000;

/** Of one device. The rows of a larger table are listed when it is opened. */
const tablesBounds = { tables: 200, rowsOfOne: 500 };

/** Tables in one request when the rows of an earlier visit are listed anew. */
const tablesAtOnce = 20;

export class DeviceMemory {
  /** The earlier visit that the tree is from; undefined: the device itself has said all of it. */
  earlier: KeptFacts | undefined = $state.raw();
  /** What was seen last, where the device has another firmware now and the person has not read so yet. */
  before: KeptFacts | undefined = $state.raw();
  readonly kept: KeptModels;
  readonly #agent: string;
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #secrets: DeviceSecrets;
  #recalling: Promise<void> | undefined;
  #identifying: Promise<Firmware | undefined> | undefined;
  #stopping = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** All that it supports was read in this visit. */
  #read = false;
  /** Rows were listed anew: from here on what is listed is all that is worth keeping. */
  #listed = false;
  /** Tables with rows that an earlier visit saw. */
  readonly #recalled = new Set<string>();

  constructor(agent: string, loader: DeviceLoader, model: DeviceModel, secrets: DeviceSecrets, kept: KeptModels) {
    this.#agent = agent;
    this.#loader = loader;
    this.#model = model;
    this.#secrets = secrets;
    this.kept = kept;
  }

  /** Brings back what was seen last, once. */
  recall(): Promise<void> {
    this.#recalling ??= this.kept.load().then(() => this.#bringBack(this.kept.latest(this.#agent)));
    return this.#recalling;
  }

  /**
   * Reads which firmware the device has now. Another than before is noticed, and what is kept of it is shown.
   * @returns undefined: the device did not say.
   */
  identify(): Promise<Firmware | undefined> {
    const reading = Promise.all([this.#loader.loadObject(deviceInfo), this.recall()]).then(async () => {
      const firmware = this.#firmware();
      if (firmware) await this.#compare(firmware);
      return firmware;
    });
    this.#identifying = reading;
    return reading;
  }

  /** All that the device supports was read: keeps it, and lists anew the rows that an earlier visit saw. */
  async keep(): Promise<void> {
    this.#read = true;
    this.earlier = undefined;
    const firmware = await (this.#identifying ?? this.identify());
    if (firmware) await this.kept.keep(firmware, this.#model.supported, Date.now());
    await this.#listAnew();
    this.#listed = true;
    this.keepTablesSoon();
  }

  /** Rows came or went. */
  keepTablesSoon(): void {
    if (!this.#listed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const firmware = this.#firmware();
      if (firmware) void this.kept.keepTables(firmwareId(firmware), this.#tables());
    }, tablesPause);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#stopping.abort();
  }

  async #bringBack(facts: KeptFacts | undefined): Promise<void> {
    if (!facts) return;
    const take = (objects: readonly SupportedObject[]) => {
      if (this.#read) return;
      this.earlier = facts;
      this.#model.recall(objects);
    };
    if (!this.#read && !(await this.kept.read(facts.id, take))) return;
    for (const { path: table, rows } of await this.kept.tables(facts.id)) {
      this.#recalled.add(table);
      for (const { path, uniqueKeys } of rows) if (!this.#model.object(path)) this.#model.addRow(path, uniqueKeys);
    }
  }

  async #compare(firmware: Firmware): Promise<void> {
    const last = this.kept.latest(this.#agent);
    if (!last || last.id === firmwareId(firmware)) return;
    this.before = last;
    const own = this.kept.of(firmware);
    if (!own || this.#read) return;
    this.#model.dropDoubted();
    await this.#bringBack(own);
  }

  /** A device that tells neither product nor version is known by its Endpoint ID alone; one that is silent is not. */
  #firmware(): Firmware | undefined {
    const { error } = this.#loader.state(deviceInfo);
    if (error && error.reason !== 'remote-error') return undefined;
    const text = (name: string) => this.#model.text(deviceInfo + name) ?? '';
    return {
      agent: this.#agent,
      manufacturer: text('Manufacturer'),
      product: text('ProductClass') || text('ModelName'),
      version: text('SoftwareVersion'),
    };
  }

  #tables(): readonly KeptTable[] {
    const tables: KeptTable[] = [];
    for (const { path, rows, listedAt } of this.#model.tables()) {
      if (!listedAt || rows.size === 0 || rows.size > tablesBounds.rowsOfOne) continue;
      if (tables.length === tablesBounds.tables) break;
      tables.push({ path, rows: [...rows].map((row) => ({ path: row, uniqueKeys: this.#openKeys(row) })) });
    }
    return tables;
  }

  #openKeys(row: string) {
    const keys = this.#model.object(row)?.uniqueKeys ?? [];
    return keys.filter(([name]) => !this.#secrets.param(row + name));
  }

  /** Rows of an earlier visit may be gone. */
  async #listAnew(): Promise<void> {
    const doubted = [...this.#recalled].filter((path) => !this.#model.table(path)?.listedAt);
    this.#recalled.clear();
    for (let at = 0; at < doubted.length; at += tablesAtOnce) {
      const paths = doubted.slice(at, at + tablesAtOnce);
      await this.#loader.listTables(paths, false, this.#stopping.signal).catch(() => undefined);
    }
  }
}
