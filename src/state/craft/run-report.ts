/** How a collection went, as the text of a file. */
import { checkWords } from '../../model/craft/checks.ts';
import { version } from '../version.ts';
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

/** What the run was made with; the Agent by its Endpoint ID, the rest as DeviceInfo says it, where it is known. */
export interface Tested {
  readonly agent: string;
  readonly manufacturer?: string | undefined;
  readonly modelName?: string | undefined;
  readonly softwareVersion?: string | undefined;
}

export const noText = 'Left out: it has a secret, or nobody can say that it has none.';

/** As JSON. */
export function reportJson(run: Run, { agent, manufacturer, modelName, softwareVersion }: Tested): string {
  const report = {
    format: 'usp-console-report',
    version: 1,
    by: `USP Console ${version}`,
    agent,
    manufacturer,
    modelName,
    softwareVersion,
    collection: run.collection,
    started: new Date(run.startedAt).toISOString(),
    ...(run.endedAt !== undefined && { ended: new Date(run.endedAt).toISOString() }),
    ...countsOf(run),
    steps: run.steps.map(stepReport),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function stepReport({ request, state, text, outcome, checks, error }: Step) {
  return {
    name: request.name,
    state,
    form: request.form,
    // Only what was tried was judged.
    ...(state !== 'skipped' && (text === undefined ? { textLeftOut: noText } : { text })),
    ...(outcome && { outcome: outcome.kind, milliseconds: Math.round(outcome.tookMs) }),
    ...(checks && {
      checks: checks.map(({ check, passed, found, secret }) => ({ check: checkWords(check, secret), passed, found })),
    }),
    ...(error && { error: error.message }),
  };
}
