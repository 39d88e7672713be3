/** When to try again: pure functions, the clock and the dice are the caller's. */

/** Milliseconds; the shortest wait of a Controller. */
const FIRST = 1_000;
/** Milliseconds; a person who sits in front of the page waits no longer than this. */
const LONGEST = 60_000;

/**
 * How long this page waits before it tries to connect again.
 *
 * TR-369 leaves a Controller's policy to the implementation. This one has the shape of the table for Agents
 * (R-WS.19: a random point in an interval that doubles) with a minimum of 1 s instead of 5 s, since a person is
 * waiting, and it ends at 30 to 60 s instead of 85 minutes. The jitter keeps many pages from coming back to a
 * restarted broker at the same instant.
 * @param attempt 1 for the first retry after a connection was open, then 2, 3, …
 * @param random in [0, 1)
 * @param slow for a problem that says so: the longest interval at once
 * @returns milliseconds: 1 to 2 s, 2 to 4 s, … 30 to 60 s
 */
export function retryDelay(attempt: number, random: number, slow = false): number {
  const doublings = slow ? Infinity : Math.max(0, Math.trunc(attempt) - 1);
  const end = Math.min(LONGEST, 2 * FIRST * 2 ** doublings);
  return between(end / 2, end, random);
}

/**
 * The wait of an Agent, as TR-369 has it in the table of R-WS.19: from `m·(k/1000)^(n-1)` to `m·(k/1000)^n` seconds,
 * where `n` is the attempt and stays at 10. MQTT clients and STOMP connections of TR-181 have the same form, and a
 * longest interval beside it.
 * @param attempt 1 for the first retry
 * @param minimum `m`, seconds (SessionRetryMinimumWaitInterval, ConnectRetryTime)
 * @param multiplier `k`, thousandths (SessionRetryIntervalMultiplier, ConnectRetryIntervalMultiplier)
 * @param random in [0, 1)
 * @param longest seconds (ConnectRetryMaxInterval); absent: no bound
 * @returns milliseconds
 */
export function agentRetryDelay(
  attempt: number,
  minimum: number,
  multiplier: number,
  random: number,
  longest = Infinity,
): number {
  const step = Math.min(10, Math.max(1, Math.trunc(attempt)));
  const factor = multiplier / 1000;
  const from = Math.min(longest, minimum * factor ** (step - 1));
  const to = Math.min(longest, minimum * factor ** step);
  return between(from * 1000, to * 1000, random);
}

function between(from: number, to: number, random: number): number {
  return Math.round(from + (to - from) * random);
}
