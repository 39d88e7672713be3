/** The supported data models of earlier visits, one for each firmware of each Agent: kept, listed, loaded, forgotten. */
import type { SupportedObject } from '../../usp/message/answer-types.ts';
import { SupportedModel } from '../../model/supported-model.ts';
import { breathe } from '../breathe.ts';
import { firmwareId, readPart, writePart, type Firmware, type KeptFacts, type KeptTable } from './kept-facts.ts';
import { keptInMemory, type KeptStore } from './kept-store.ts';

/** How much is kept of all devices together, and the most of one. Beyond it the oldest leave. */
export const keptBounds = { models: 24, bytes: 32 * 1024 * 1024, bytesOfOne: 8 * 1024 * 1024 };

/** Parameters in one slice: what is written or read without a pause. */
const paramsPerPart = 1_000;

export class KeptModels {
  /** All that is kept, the newest first; empty until `load` has come so far. */
  all: readonly KeptFacts[] = $state.raw([]);
  readonly #openStore: () => Promise<KeptStore>;
  #store: KeptStore = $state.raw(keptInMemory());
  #loading: Promise<void> | undefined;
  /** What was begun before a wipe is not kept after it. */
  #wipes = 0;

  /** @param openStore absent: what is kept is forgotten with this object. */
  constructor(openStore: () => Promise<KeptStore> = () => Promise.resolve(keptInMemory())) {
    this.#openStore = openStore;
  }

  /** What all of it takes, about. */
  get bytes(): number {
    return this.all.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** False: it is forgotten with the tab. */
  get lasting(): boolean {
    return this.#store.lasting;
  }

  /** Opens the store and lists what is there, once. Never rejects: what can't be read is not there. */
  load(): Promise<void> {
    this.#loading ??= this.#openStore()
      .then(async (store) => {
        this.#store = store;
        this.all = newestFirst(await store.facts());
      })
      .catch(() => undefined);
    return this.#loading;
  }

  /** What was kept last of an Agent, whatever its firmware was then. */
  latest(agent: string): KeptFacts | undefined {
    return this.all.find((facts) => facts.agent === agent);
  }

  of(firmware: Firmware): KeptFacts | undefined {
    const id = firmwareId(firmware);
    return this.all.find((facts) => facts.id === id);
  }

  /**
   * Hands the objects over slice by slice, with a pause between them.
   * @returns false: it is not there, or can't be believed, and is forgotten.
   */
  async read(id: string, take: (objects: readonly SupportedObject[]) => void): Promise<boolean> {
    try {
      const parts = await this.#store.parts(id);
      if (!parts) return false;
      for (const part of parts) {
        take(readPart(part));
        await breathe();
      }
      return true;
    } catch {
      await this.forget(id);
      return false;
    }
  }

  /** A kept supported data model as a whole, e.g. to compare it with another; undefined: it is not there any more. */
  async supported(id: string): Promise<SupportedModel | undefined> {
    const model = new SupportedModel();
    const whole = await this.read(id, (objects) => {
      for (const object of objects) model.add(object);
    });
    return whole ? model : undefined;
  }

  async tables(id: string): Promise<readonly KeptTable[]> {
    return this.#store.tables(id).catch(() => []);
  }

  /** Keeps what a device supports in place of what was kept of the same firmware. Too large: it is not kept. */
  async keep(firmware: Firmware, model: SupportedModel, now: number): Promise<void> {
    const wipes = this.#wipes;
    await this.load();
    const parts: string[] = [];
    let bytes = 0;
    for (const slice of slices(model)) {
      const part = writePart(slice);
      bytes += part.length;
      if (bytes > keptBounds.bytesOfOne) return;
      parts.push(part);
      await breathe();
    }
    if (wipes !== this.#wipes) return;
    const { size: objects, paramCount: params } = model;
    const facts = { id: firmwareId(firmware), ...firmware, keptAt: now, objects, params, bytes };
    await this.#write(async (store) => {
      await store.put(facts, parts);
      this.all = newestFirst([facts, ...this.all.filter(({ id }) => id !== facts.id)]);
    });
    for (const { id } of beyondBounds(this.all)) await this.forget(id);
  }

  /** Keeps the rows that are known beside the model of a firmware, once that is kept. */
  async keepTables(id: string, tables: readonly KeptTable[]): Promise<void> {
    if (this.all.some((facts) => facts.id === id)) await this.#write((store) => store.putTables(id, tables));
  }

  async forget(id: string): Promise<void> {
    this.all = this.all.filter((facts) => facts.id !== id);
    await this.#write((store) => store.delete(id));
  }

  async wipe(): Promise<void> {
    this.#wipes += 1;
    await this.load();
    this.all = [];
    await this.#write((store) => store.clear());
  }

  /** Full or forbidden: the page works without, and asks the device as at the first visit. */
  async #write(work: (store: KeptStore) => Promise<void>): Promise<void> {
    await work(this.#store).catch(() => undefined);
  }
}

function newestFirst(facts: readonly KeptFacts[]): KeptFacts[] {
  return [...facts].sort((a, b) => b.keptAt - a.keptAt);
}

/** @param all the newest first. */
function beyondBounds(all: readonly KeptFacts[]): readonly KeptFacts[] {
  let bytes = 0;
  return all.filter((facts, at) => {
    bytes += facts.bytes;
    return at >= keptBounds.models || bytes > keptBounds.bytes;
  });
}

function* slices(model: SupportedModel): Generator<readonly SupportedObject[]> {
  let slice: SupportedObject[] = [];
  let params = 0;
  for (const { object } of model.nodes()) {
    if (!object) continue;
    slice.push(object);
    params += 1 + object.params.length;
    if (params < paramsPerPart) continue;
    yield slice;
    slice = [];
    params = 0;
  }
  if (slice.length > 0) yield slice;
}
