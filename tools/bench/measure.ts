/** What the benchmarks share: how long a thing takes, and how it is said. */

export interface Result {
  readonly name: string;
  readonly value: string;
  /** What the cost has to be; absent where the number is only told. */
  readonly wanted?: string;
  readonly held?: boolean;
}

/** Runs something several times and returns the milliseconds of the fastest: what is not the thing itself only adds. */
export function fastest(times: number, run: () => unknown): number {
  let best = Infinity;
  for (let time = 0; time < times; time++) {
    const started = performance.now();
    run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

/** Share of one processor that a program gets which asks for all of it: 1 on a machine that does nothing else. */
export function shareOfProcessor(): number {
  const started = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - started < probe);
  const { user, system } = process.cpuUsage(before);
  return Math.min(1, (user + system) / 1_000 / (performance.now() - started));
}

/** Milliseconds. */
const probe = 300;
