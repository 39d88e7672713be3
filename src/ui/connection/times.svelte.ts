/** Times in words that keep themselves fresh while someone looks. */
import { clock, secondClock } from '../../state/clock.svelte.ts';
import { ago, duration } from '../../state/device-view.ts';

/** Reactive: `3 min ago`. @param time milliseconds since the epoch */
export function timeAgo(time: number): string {
  return ago(time, clock.now);
}

/** Reactive: `in 8 s`, or `now` when it is due. @param time milliseconds since the epoch */
export function timeUntil(time: number): string {
  const left = Math.ceil((time - secondClock.now) / 1_000) * 1_000;
  if (left <= 0) return 'now';
  return left < 60_000 ? `in ${left / 1_000} s` : `in ${duration(left)}`;
}
