/** What is no number, as the spans in which it stood: one run for each value that was there for a while. */
import type { Sample } from './samples.ts';
import type { Span } from './statistics.ts';

export interface Run extends Span {
  /** Undefined: it was not to be had. */
  readonly value: string | undefined;
}

/** Oldest first, cut to the span; the last value stands until its end. Of samples of one time the last one counts. */
export function runsOf(samples: readonly Sample[], span: Span): Run[] {
  const runs: Run[] = [];
  for (const [at, { time, value }] of samples.entries()) {
    const from = Math.max(time, span.from);
    const to = Math.min(samples[at + 1]?.time ?? span.to, span.to);
    if (to < from) continue;
    const last = runs[runs.length - 1];
    if (last && last.from === last.to) runs.pop();
    const before = runs[runs.length - 1];
    if (before && before.value === value) runs[runs.length - 1] = { ...before, to };
    else runs.push({ from, to, value });
  }
  return runs;
}
