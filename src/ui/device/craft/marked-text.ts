/** A text cut where problems begin and end, to be drawn under the text that is being typed. */
import type { WrittenProblem } from '../../../usp/text.ts';

export interface MarkedRun {
  readonly text: string;
  readonly severity?: WrittenProblem['severity'];
}

/** Where problems overlap the graver one is drawn; one that has no width is drawn on the character before it. */
export function markedRuns(text: string, problems: readonly WrittenProblem[]): MarkedRun[] {
  const spans = problems.map(({ start, end, severity }) => {
    const from = Math.min(start, text.length);
    return {
      start: end > from ? from : Math.max(0, from - 1),
      end: Math.min(Math.max(end, from), text.length),
      severity,
    };
  });
  const cuts = new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])]);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((end, at) => {
    const start = edges[at] ?? 0;
    const over = spans.filter((span) => span.start <= start && span.end >= end);
    const severity = over.some((span) => span.severity === 'error') ? 'error' : over[0]?.severity;
    return { text: text.slice(start, end), ...(severity && { severity }) };
  });
}

/** Line and column of a place, both from 1. */
export function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length.toLocaleString('en')}, column ${((before.at(-1)?.length ?? 0) + 1).toLocaleString('en')}`;
}
