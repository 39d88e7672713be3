/** Reads Chromium's own trace: how long the page's main thread was busy at one go. */

export interface Task {
  /** Milliseconds from its begin to its end, as a PerformanceObserver sees a long task. */
  readonly wall: number;
  /** Milliseconds that the processor worked on it: less where the machine had other things to do meanwhile. */
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

/** The longest of the page's main thread, each measure for itself. @throws where the trace has none. */
export function longestTask(trace: string): Task {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const threadOf = (event: TraceEvent) => `${event.pid} ${event.tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && /(^|::)RunTask$/.test(event.name) && mains.has(threadOf(event)),
  );
  if (tasks.length === 0) throw new Error('The trace has no task of a page.');
  const longest = (measure: (task: TraceEvent) => number) =>
    tasks.reduce((most, task) => Math.max(most, measure(task) / 1_000), 0);
  return { wall: longest(({ dur }) => dur ?? 0), cpu: longest(({ tdur, dur }) => tdur ?? dur ?? 0) };
}
