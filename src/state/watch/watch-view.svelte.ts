/** Which span of time the charts of a watch list show: the last minutes as they pass, or a part that stands still. */
import type { Span } from '../../model/watch/statistics.ts';

/** Milliseconds that can be shown while time passes. */
export const watchSpans = [60_000, 300_000, 900_000, 3_600_000, 14_400_000] as const;

/** Milliseconds: nearer is not looked. */
const shortest = 2_000;
/** Milliseconds: further is not looked. */
const longest = 7 * 86_400_000;
/** Milliseconds that are shown at least of a watch list that has just begun: its first curves are no line at the edge. */
const leastShown = 30_000;

export class WatchView {
  /** Milliseconds. */
  length: number = $state(300_000);
  /** What was zoomed to; undefined: it follows the time. */
  zoomed: Span | undefined = $state.raw();
  #pausedAt: number | undefined = $state();
  readonly #since: () => number | undefined;

  /** @param since when the oldest sample was taken, milliseconds since the epoch; undefined: there is none */
  constructor(since: () => number | undefined) {
    this.#since = since;
  }

  get paused(): boolean {
    return this.#pausedAt !== undefined;
  }

  /** @param now milliseconds since the epoch */
  shown(now: number): Span {
    if (this.zoomed) return this.zoomed;
    const to = this.#pausedAt ?? now;
    const begun = Math.min(this.#since() ?? to, to - leastShown);
    return { from: Math.max(to - this.length, begun), to };
  }

  /** Lets the charts stand still; samples go on coming in. */
  pause(now: number): void {
    this.#pausedAt ??= now;
  }

  resume(): void {
    this.#pausedAt = undefined;
    this.zoomed = undefined;
  }

  follow(length: number): void {
    this.length = length;
    this.zoomed = undefined;
  }

  zoomTo({ from, to }: Span): void {
    const length = Math.min(longest, Math.max(shortest, to - from));
    const middle = (from + to) / 2;
    this.zoomed = { from: middle - length / 2, to: middle + length / 2 };
  }

  /** @param factor below 1: nearer */
  zoomBy(factor: number, now: number): void {
    const { from, to } = this.shown(now);
    const middle = (from + to) / 2;
    const half = ((to - from) * factor) / 2;
    this.zoomTo({ from: middle - half, to: middle + half });
  }

  /** @param part of what is shown; below 0: back in time */
  move(part: number, now: number): void {
    const { from, to } = this.shown(now);
    this.zoomTo({ from: from + (to - from) * part, to: to + (to - from) * part });
  }

  reset(): void {
    this.zoomed = undefined;
  }
}
