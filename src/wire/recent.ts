/**
 * A Map that forgets: it keeps at least the `bound` keys that were used last and at most twice as many. Two generations, because a
 * Map whose oldest keys are deleted one by one is slow to say which key is its oldest.
 */
export class Recent<Key, Value extends object | string | number | boolean> {
  readonly #bound: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  constructor(bound: number) {
    this.#bound = bound;
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  /** How many are kept; a key of both generations counts twice. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  has(key: Key): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value);
    if (this.#young.size < this.#bound) return;
    this.#old = this.#young;
    this.#young = new Map();
  }
}
