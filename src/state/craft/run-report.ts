/** How a collection went, as the text of a file. */
import { checkWords } from '../../model/craft/checks.ts';
import type { Run, Step } from './device-craft.svelte.ts';

export interface RunCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function countsOf({ steps }: Run): RunCounts {
  const count = (state: Step['state']) => steps.filter((step) => step.state === state).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** As JSON. @param agent the Endpoint ID of the Agent */
export function reportJson(run: Run, agent: string): string {
  const report = {
    format: 'usp-console-report',
    version: 1,
    agent,
    collection: run.collection,
    started: new Date(run.startedAt).toISOString(),
    ...(run.endedAt !== undefined && { ended: new Date(run.endedAt).toISOString() }),
    ...countsOf(run),
    steps: run.steps.map(stepReport),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function stepReport({ request, state, outcome, checks, error }: Step) {
  return {
    name: request.name,
    state,
    ...(outcome && { outcome: outcome.kind, milliseconds: Math.round(outcome.tookMs) }),
    ...(checks && {
      checks: checks.map(({ check, passed, found, secret }) => ({ check: checkWords(check, secret), passed, found })),
    }),
    ...(error && { error: error.message }),
  };
}
