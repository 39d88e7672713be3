/** The seqs of the entries that are shown, rising: what a filter let through. */
export class LogMatches {
  #seqs: number[] = [];
  /** Those before it have left. */
  #front = 0;

  get length(): number {
    return this.#seqs.length - this.#front;
  }

  at(index: number): number | undefined {
    return index < 0 ? undefined : this.#seqs[index + this.#front];
  }

  /** Adds one that is above all others. */
  push(seq: number): void {
    this.#seqs.push(seq);
  }

  /** Puts one where it belongs; nothing where it is there. */
  insert(seq: number): void {
    const place = this.placeOf(seq);
    if (this.at(place) !== seq) this.#seqs.splice(place + this.#front, 0, seq);
  }

  remove(seq: number): void {
    const place = this.placeOf(seq);
    if (this.at(place) === seq) this.#seqs.splice(place + this.#front, 1);
  }

  /** Lets go of all below a seq. */
  dropBelow(seq: number): void {
    this.#front += this.placeOf(seq);
    if (this.#front < 4_096 || this.#front < this.#seqs.length / 2) return;
    this.#seqs = this.#seqs.slice(this.#front);
    this.#front = 0;
  }

  /** The place of the first that is not below; `length` where there is none. */
  placeOf(seq: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle) ?? Infinity) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The place of a seq, -1 where it is not there. */
  indexOf(seq: number): number {
    const place = this.placeOf(seq);
    return this.at(place) === seq ? place : -1;
  }
}
