/** A link in one direction that loses, delays, reorders, duplicates and cuts, all by a seed. */
import type { Random } from './random.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** How a link treats what it carries. Shares are 0 (never) to 1 (always), times are milliseconds. */
export interface LinkConditions {
  readonly loss: number;
  readonly duplicate: number;
  /** The share that is held back by up to `reorderBy`, so that what follows overtakes it. */
  readonly reorder: number;
  readonly reorderBy: number;
  readonly minDelay: number;
  readonly maxDelay: number;
}

export const goodLink: LinkConditions = {
  loss: 0,
  duplicate: 0,
  reorder: 0,
  reorderBy: 0,
  minDelay: 5,
  maxDelay: 5,
};

/** One arrival of one item. */
export interface Arrival {
  readonly delay: number;
  /** False for what is held back: it does not make what follows wait for it. */
  readonly inOrder: boolean;
}

/** What becomes of one item: no arrival (lost), one, or two (duplicated). */
export function fateOf(conditions: LinkConditions, random: Random): Arrival[] {
  if (random.chance(conditions.loss)) return [];
  const copies = random.chance(conditions.duplicate) ? 2 : 1;
  const arrivals: Arrival[] = [];
  for (let copy = 0; copy < copies; copy++) {
    const delay = random.between(conditions.minDelay, conditions.maxDelay);
    const heldBack = copy > 0 || random.chance(conditions.reorder);
    arrivals.push({ delay: delay + (heldBack ? random.between(0, conditions.reorderBy) : 0), inOrder: !heldBack });
  }
  return arrivals;
}

export interface LinkCounts {
  sent: number;
  delivered: number;
  lost: number;
  duplicated: number;
}

export class SimulatedLink<T> {
  conditions: LinkConditions;
  readonly counts: LinkCounts = { sent: 0, delivered: 0, lost: 0, duplicated: 0 };
  readonly #clock: SimulatedClock;
  readonly #random: Random;
  readonly #deliver: (item: T) => void;
  #up = true;
  /** Grows with each cut: what was under way in an earlier life never arrives. */
  #life = 0;
  #lastInOrder = 0;
  #underWay = 0;

  constructor(clock: SimulatedClock, random: Random, conditions: LinkConditions, deliver: (item: T) => void) {
    this.#clock = clock;
    this.#random = random;
    this.conditions = conditions;
    this.#deliver = deliver;
  }

  get up(): boolean {
    return this.#up;
  }

  /** How many arrivals are still to come. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Returns false while the link is down: then nothing was sent. */
  send(item: T): boolean {
    if (!this.#up) return false;
    this.counts.sent++;
    const arrivals = fateOf(this.conditions, this.#random);
    if (arrivals.length === 0) this.counts.lost++;
    if (arrivals.length > 1) this.counts.duplicated++;
    for (const arrival of arrivals) this.#schedule(item, arrival);
    return true;
  }

  /** What is under way is lost; the link stays as it is otherwise. */
  flush(): void {
    this.counts.lost += this.#underWay;
    this.#underWay = 0;
    this.#life++;
  }

  /** The link goes down, and what is under way is lost. */
  cut(): void {
    this.flush();
    this.#up = false;
  }

  mend(): void {
    this.#up = true;
  }

  #schedule(item: T, arrival: Arrival): void {
    let at = this.#clock.now + arrival.delay;
    if (arrival.inOrder) {
      at = Math.max(at, this.#lastInOrder);
      this.#lastInOrder = at;
    }
    const life = this.#life;
    this.#underWay++;
    this.#clock.at(at, () => {
      if (life !== this.#life) return;
      this.#underWay--;
      this.counts.delivered++;
      this.#deliver(item);
    });
  }
}
