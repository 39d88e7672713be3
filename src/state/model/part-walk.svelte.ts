/**
 * Long reading in parts: first as large as can be, smaller where the device can't, with progress, a stop, and a way to
 * go on from there. A device that goes silent ends it, too: nothing is waited for without end.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { UspError } from '../../usp/error.ts';
import { asUspError } from '../as-usp-error.ts';
import { leftOut } from '../refusal.ts';

export interface Part {
  readonly path: string;
  /** With all that lies below it. */
  readonly deep: boolean;
}

export interface PartAnswer {
  /** What is to be asked after it; parts that were asked before are left out by themselves. */
  readonly next: readonly Part[];
  /** Paths that the device refused, with its words. */
  readonly refused: readonly (readonly [path: string, error: UspError])[];
  /** Parts that the device left out of its answer. */
  readonly missing: readonly Part[];
}

export interface PartPlan {
  /** Parts in one request. */
  readonly atOnce: number;
  ask(parts: readonly Part[], signal: AbortSignal): Promise<PartAnswer>;
  /** What to ask in place of one part that was too much; empty: there is nothing smaller. */
  smaller(part: Part): readonly Part[];
}

export type WalkPhase = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

/** Requests in a row that may time out before it is taken for silence. */
const patience = 3;

export class PartWalk {
  phase: WalkPhase = $state('idle');
  /** Something was too much for the device: it is asked in smaller parts. */
  inParts = $state(false);
  done = $state(0);
  /** Parts that are known so far, asked or not. */
  known = $state(0);
  /** Milliseconds since the epoch. */
  startedAt = $state(0);
  error: UspError | undefined = $state.raw();
  readonly refused = new SvelteMap<string, UspError>();
  #plan: PartPlan | undefined;
  #queue: Part[] = [];
  readonly #seen = new Set<string>();
  /** Parts that are asked one by one: with others beside them it went wrong. */
  readonly #alone = new Set<Part>();
  /** Requests in a row without an answer, and the parts that were given up in them. */
  #silent = 0;
  #unheard: Part[] = [];
  #abort: AbortController | undefined;

  /** Is there something left to go on with? */
  get unfinished(): boolean {
    return (this.phase === 'stopped' || this.phase === 'failed') && this.#queue.length > 0;
  }

  /** Begins anew. Never rejects: see `phase` and `error`. */
  start(plan: PartPlan, parts: readonly Part[]): Promise<void> {
    this.#plan = plan;
    this.#queue = [];
    this.#seen.clear();
    this.#alone.clear();
    this.refused.clear();
    this.inParts = false;
    this.done = 0;
    this.known = 0;
    this.#enqueue(parts);
    return this.goOn();
  }

  /** Goes on where it was stopped or failed. */
  async goOn(): Promise<void> {
    if (this.phase === 'running' || !this.#plan) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#heard();
    this.error = undefined;
    this.startedAt = Date.now();
    this.phase = 'running';
    try {
      while (this.#queue.length > 0) await this.#step(this.#plan, this.#take(this.#plan.atOnce), abort.signal);
      this.phase = 'done';
    } catch (thrown) {
      const error = asUspError(thrown);
      this.error = error;
      this.phase = error.reason === 'cancelled' ? 'stopped' : 'failed';
    }
  }

  stop(): void {
    this.#abort?.abort();
  }

  async #step(plan: PartPlan, parts: readonly Part[], signal: AbortSignal): Promise<void> {
    try {
      const { next, refused, missing } = await plan.ask(parts, signal);
      this.#heard();
      for (const [path, error] of refused) this.refused.set(path, error);
      this.#again(plan, parts, missing, leftOut);
      this.done += parts.length - missing.length;
      this.#enqueue(next);
    } catch (thrown) {
      const error = asUspError(thrown);
      if (error.reason === 'timeout') this.#silent += 1;
      else if (worthSmaller(error)) this.#heard();
      if (worthSmaller(error) && this.#silent < patience) return this.#again(plan, parts, parts, () => error);
      this.#askLater(this.#unheard.splice(0));
      // What was stopped or went unheard is asked in smaller parts when it goes on.
      const [only, ...others] = parts;
      const cut = only && others.length === 0 ? this.#cut(plan, only) : [];
      this.#queue.unshift(...(cut.length > 0 ? cut : parts));
      throw error;
    }
  }

  /** One of several is asked alone; one alone in smaller parts; what has none is refused. */
  #again(plan: PartPlan, parts: readonly Part[], failed: readonly Part[], why: (path: string) => UspError): void {
    if (parts.length > 1) {
      for (const part of failed) this.#alone.add(part);
      this.#queue.unshift(...failed);
      return;
    }
    for (const part of failed) {
      const cut = this.#cut(plan, part);
      this.#queue.unshift(...cut);
      if (cut.length > 0) continue;
      this.refused.set(part.path, why(part.path));
      this.done += 1;
      if (this.#silent > 0) this.#unheard.push(part);
    }
  }

  #heard(): void {
    this.#silent = 0;
    this.#unheard = [];
  }

  /** What was given up while the device was silent was not its fault. */
  #askLater(parts: readonly Part[]): void {
    for (const part of parts) this.refused.delete(part.path);
    this.done -= parts.length;
    this.#queue.unshift(...parts);
  }

  /** Takes smaller parts in the place of one; empty: there are none that were not asked before. */
  #cut(plan: PartPlan, part: Part): readonly Part[] {
    const cut = plan.smaller(part).filter((one) => this.#isNew(one));
    if (cut.length === 0) return cut;
    this.inParts = true;
    this.known += cut.length - 1;
    return cut;
  }

  #take(atOnce: number): readonly Part[] {
    const first = this.#queue[0];
    let count = 1;
    while (count < atOnce && this.#goesWith(first, this.#queue[count])) count += 1;
    return this.#queue.splice(0, count);
  }

  #goesWith(first: Part | undefined, other: Part | undefined): boolean {
    if (!first || !other || first.deep !== other.deep) return false;
    return !this.#alone.has(first) && !this.#alone.has(other);
  }

  #enqueue(parts: readonly Part[]): void {
    const fresh = parts.filter((part) => this.#isNew(part));
    this.known += fresh.length;
    for (const part of fresh) this.#queue.push(part);
  }

  /** Each part is asked once, however often a device names it. */
  #isNew({ path, deep }: Part): boolean {
    const key = `${String(deep)} ${path}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

/** Would a smaller question help? Not when there is no way to the device or the person stopped it. */
function worthSmaller({ reason }: UspError): boolean {
  return reason === 'remote-error' || reason === 'timeout' || reason === 'malformed-answer';
}
