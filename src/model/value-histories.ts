/** How values changed, within one bound for all parameters of a device: whose last change is longest ago loses them first. */

/** A value as it was first seen at a time. */
export interface ValuePoint {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly value: string;
}

/** Points of one parameter, characters of them, and characters of all. */
export const historyBounds = { points: 100, characters: 1024 * 1024, all: 32 * 1024 * 1024 };

export class ValueHistories {
  /** Characters by parameter, the last change last. */
  readonly #sizes = new Map<string, number>();
  #characters = 0;

  get characters(): number {
    return this.#characters;
  }

  /** @returns the points of a parameter with a new one; of what is too much the oldest are left out, never the new one */
  add(path: string, before: readonly ValuePoint[], point: ValuePoint): readonly ValuePoint[] {
    this.forget(path);
    let size = point.value.length;
    let from = before.length;
    const least = Math.max(0, before.length + 1 - historyBounds.points);
    while (from > least) {
      size += before[from - 1]?.value.length ?? 0;
      if (size > historyBounds.characters) {
        size -= before[from - 1]?.value.length ?? 0;
        break;
      }
      from -= 1;
    }
    this.#sizes.set(path, size);
    this.#characters += size;
    return [...before.slice(from), point];
  }

  forget(path: string): void {
    this.#characters -= this.#sizes.get(path) ?? 0;
    this.#sizes.delete(path);
  }

  clear(): void {
    this.#sizes.clear();
    this.#characters = 0;
  }

  /** Forgets those beyond the bound. @returns their parameters */
  shrink(): string[] {
    const gone: string[] = [];
    for (const path of this.#sizes.keys()) {
      if (this.#characters <= historyBounds.all || this.#sizes.size === 1) break;
      this.forget(path);
      gone.push(path);
    }
    return gone;
  }
}
