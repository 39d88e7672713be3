/** The samples of one watched parameter: times that never go back, texts as the device said them, and gaps. */

/** Samples that one series keeps; older ones leave. At one a second that is an hour. */
export const samplesBound = 3_600;
/** Characters that are kept of one value: a chart and a timeline need no more. */
export const sampleLength = 1_000;

/** A value at a time; without a text it was not to be had then. */
export interface Sample {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly value: string | undefined;
}

export class Samples {
  #samples: Sample[] = [];
  #from = 0;

  constructor(kept: readonly Sample[] = []) {
    for (const { time, value } of kept) this.add(time, value);
  }

  get size(): number {
    return this.#samples.length - this.#from;
  }

  get first(): Sample | undefined {
    return this.#samples[this.#from];
  }

  get last(): Sample | undefined {
    return this.#from < this.#samples.length ? this.#samples[this.#samples.length - 1] : undefined;
  }

  /** The last value that there was. */
  get lastValue(): Sample | undefined {
    for (let at = this.#samples.length - 1; at >= this.#from; at -= 1) {
      const sample = this.#samples[at];
      if (sample?.value !== undefined) return sample;
    }
    return undefined;
  }

  /** Adds one; a clock that was set back does not turn the series round. Gaps do not add up. */
  add(time: number, value: string | undefined): void {
    const { last } = this;
    if (value === undefined && (last === undefined || last.value === undefined)) return;
    this.#samples.push({ time: Math.max(time, last?.time ?? time), value: value?.slice(0, sampleLength) });
    if (this.size <= samplesBound) return;
    this.#from += 1;
    // What has left is let go of now and then, so that adding one costs the same at any length.
    if (this.#from > samplesBound / 4) {
      this.#samples = this.#samples.slice(this.#from);
      this.#from = 0;
    }
  }

  /** Those of a span, and one on each side of it: what stood when it began, and where a line leaves it. */
  within(from: number, to: number): readonly Sample[] {
    const first = Math.max(this.#from, this.#firstFrom(from) - 1);
    let end = this.#firstFrom(to);
    while (end < this.#samples.length && (this.#samples[end]?.time ?? 0) <= to) end += 1;
    return this.#samples.slice(first, Math.min(this.#samples.length, end + 1));
  }

  /** Oldest first; the last `most` of them. */
  list(most = samplesBound): readonly Sample[] {
    return this.#samples.slice(Math.max(this.#from, this.#samples.length - most));
  }

  #firstFrom(time: number): number {
    let low = this.#from;
    let high = this.#samples.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#samples[middle]?.time ?? 0) >= time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
