/** Add and Set: several objects, some of which may fail, and conflicts that only show when all is done. */
import type { Fault } from '../store/fault.ts';
import { FaultError } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Applied, SettingError } from './apply-settings.ts';
import type { RequestContext } from './context.ts';
import { findDuplicate } from './unique-keys.ts';

/** One object that was created or updated, or was to be. */
export interface Instance {
  readonly node: ObjectNode;
  readonly applied: Applied;
}

export type JobResult =
  | { readonly ok: true; readonly instances: readonly Instance[] }
  | ({ readonly ok: false; readonly failures: readonly InstanceFailure[] } & Fault);

export interface InstanceFailure {
  /** Object path; of a row that was not created, its table's. */
  readonly path: string;
  readonly errors: readonly SettingError[];
}

/** Faults found at the end, by job, object (its place among those of the job) and parameter. */
export type Forced = (index: number, param: string) => Fault | undefined;
/** One CreateObject or UpdateObject of the Message; failing, it leaves no trace. */
export type Job = (forced: Forced) => JobResult;

const maxPasses = 8;

/**
 * Runs all jobs. Keys need to be unique, and values to go together, only when the whole Message has been processed:
 * what breaks that then makes its setting fail, and all is done again without it.
 * @returns the result of each job; with `allowPartial` false and any failure, nothing was changed.
 */
export function runJobs(context: RequestContext, jobs: readonly Job[], allowPartial: boolean): JobResult[] {
  const { store } = context;
  const faults = new Map<string, Fault>();
  const start = store.mark();
  for (let pass = 0; ; pass++) {
    const results = jobs.map((job, number) => {
      const mark = store.mark();
      const result = job((index, param) => faults.get(keyOf(number, index, param)));
      if (!result.ok) store.rollback(mark);
      return result;
    });
    const known = faults.size;
    if (pass < maxPasses) findConflicts(context, results, faults);
    else if (hasConflict(context, results)) {
      store.rollback(start);
      return jobs.map(() => undecided);
    }
    if (faults.size === known) {
      if (!allowPartial && results.some(({ ok }) => !ok)) store.rollback(start);
      return results;
    }
    store.rollback(start);
  }
}

const undecided: JobResult = {
  ok: false,
  code: 7014,
  message: 'The settings contradict each other.',
  failures: [],
};

function keyOf(job: number, index: number, param: string): string {
  return `${String(job)} ${String(index)} ${param}`;
}

function hasConflict(context: RequestContext, results: readonly JobResult[]): boolean {
  const found = new Map<string, Fault>();
  findConflicts(context, results, found);
  return found.size > 0;
}

function findConflicts(context: RequestContext, results: readonly JobResult[], faults: Map<string, Fault>): void {
  // Of two rows that came to have one key, the later one is at fault.
  const guilty = new Set<ObjectNode>();
  for (let job = results.length - 1; job >= 0; job--) {
    const result = results[job];
    if (!result?.ok) continue;
    for (const [index, { node, applied }] of [...result.instances.entries()].reverse()) {
      if (!node.alive) continue;
      for (const touched of applied.touched) {
        const conflict = duplicateOf(context, touched, guilty) ?? context.rules.conflict(context, touched);
        if (!conflict) continue;
        guilty.add(touched);
        const prefix = touched === node ? '' : touched.path.slice(node.path.length);
        const params = conflict.params
          .map((param) => prefix + param)
          .filter((param) => applied.written.includes(param));
        // None of them was set by the Message: the object as a whole is at fault.
        for (const param of params.length > 0 ? params : ['']) faults.set(keyOf(job, index, param), conflict);
      }
    }
  }
}

function duplicateOf(
  { store }: RequestContext,
  node: ObjectNode,
  guilty: ReadonlySet<ObjectNode>,
): (Fault & { readonly params: readonly string[] }) | undefined {
  const duplicate = node.table && findDuplicate(store, node.table, node);
  if (!duplicate || guilty.has(duplicate.other)) return undefined;
  const { params, other } = duplicate;
  return { code: 7025, message: `${other.path} has the same ${params.join(', ')}.`, params };
}

/** Runs one job and turns a FaultError within it into its failure. */
export function guardJob(path: string, run: () => JobResult): JobResult {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return { ok: false, code: error.code, message: error.message, failures: [{ path, errors: [] }] };
  }
}

/** The code of an object that failed for its settings: 7025 says more than 7021. */
export function failureOf(path: string, errors: readonly SettingError[]): JobResult {
  const required = errors.filter((error) => error.required);
  const duplicate = required.find(({ code }) => code === 7025);
  const names = required.map(({ param }) => param).join(', ');
  return {
    ok: false,
    code: duplicate ? 7025 : 7021,
    message: duplicate?.message ?? `Required: ${names}. ${required[0]?.message ?? ''}`,
    failures: [{ path, errors }],
  };
}
