/** Spans of time in words. English, like the rest of the page. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, or in how long: `3 min ago`, `in 2 days`. Both in milliseconds since the epoch. */
export function ago(time: number, now: number): string {
  const apart = now - time;
  if (Math.abs(apart) < 5 * second) return 'just now';
  const words = roughSpan(Math.abs(apart));
  return apart > 0 ? `${words} ago` : `in ${words}`;
}

/** One unit, the largest that fits. Milliseconds. */
export function roughSpan(span: number): string {
  if (span < minute) return `${Math.floor(span / second)} s`;
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < 2 * day) return `${Math.floor(span / hour)} h`;
  const days = Math.floor(span / day);
  if (days < 60) return `${days} days`;
  if (days < 730) return `${Math.floor(days / 30.44)} months`;
  return `${Math.floor(days / 365.25)} years`;
}

/** Two units, for an uptime: `3 days 4 h`, `12 min 5 s`. Milliseconds. */
export function uptimeSpan(span: number): string {
  const days = Math.floor(span / day);
  const hours = Math.floor((span % day) / hour);
  const minutes = Math.floor((span % hour) / minute);
  const seconds = Math.floor((span % minute) / second);
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
}

/** A duration as measured: `850 ms`, `2.4 s`, `3 min 5 s`. Milliseconds. */
export function duration(span: number): string {
  if (span < second) return `${Math.round(span)} ms`;
  if (span < 10 * second) return `${(span / second).toFixed(1)} s`;
  return uptimeSpan(span);
}
