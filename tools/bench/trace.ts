/** Reads Chromium's own trace: how long the page's main thread was busy at one go. */

export interface Task {
  /** Milliseconds from its begin to its end: more where the machine had other things to do meanwhile. */
  readonly wall: number;
  /** Milliseconds that the processor worked on it. */
  readonly cpu: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The task of the page's main thread that the processor worked on the longest. @throws where the trace has none. */
export function longestTask(trace: string): Task {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const threadOf = (event: TraceEvent) => `${event.pid} ${event.tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && /(^|::)RunTask$/.test(event.name) && mains.has(threadOf(event)),
  );
  const [first, ...rest] = tasks;
  if (!first) throw new Error('The trace has no task of a page.');
  const cpuOf = ({ tdur, dur }: TraceEvent) => (tdur ?? dur ?? 0) / 1_000;
  const longest = rest.reduce((one, other) => (cpuOf(other) > cpuOf(one) ? other : one), first);
  return { wall: (longest.dur ?? 0) / 1_000, cpu: cpuOf(longest) };
}
