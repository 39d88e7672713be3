import { pairsOf, responseMessage, type RequestOf } from '../../usp/message/responses.ts';
import type { Msg } from '../../usp/message/message.ts';
import { resolvePath } from '../resolve/resolve-path.ts';
import { applySettings, findParam, type SettingError } from './apply-settings.ts';
import type { RequestContext } from './context.ts';
import { failureMessage } from './failure-message.ts';
import { failureOf, guardJob, runJobs, type Forced, type Instance, type JobResult } from './transaction.ts';

type UpdateObject = RequestOf<'set'>['updateObjs'][number];

/** Answers a Set (R-SET.0 to R-SET.3). */
export function handleSet(context: RequestContext, msgId: string, set: RequestOf<'set'>): Msg {
  const paths = set.updateObjs.map(({ objPath }) => objPath);
  const jobs = set.updateObjs.map(
    (update) => (forced: Forced) => guardJob(update.objPath, () => updateObject(context, update, forced)),
  );
  const results = runJobs(context, jobs, set.allowPartial);
  if (!set.allowPartial && results.some(({ ok }) => !ok)) {
    // R-SET.1; a search path that fails as a whole may answer so too (R-SET.2a).
    return failureMessage(msgId, paths, results);
  }
  return responseMessage(msgId, {
    case: 'setResp',
    value: {
      updatedObjResults: results.map((result, index) => ({
        requestedPath: paths[index] ?? '',
        operStatus: { operStatus: statusOf(context, result) },
      })),
    },
  });
}

function updateObject(context: RequestContext, update: UpdateObject, forced: Forced): JobResult {
  const { store, rights } = context;
  const path = update.objPath;
  const failed = (code: number, message: string): JobResult => ({ ok: false, code, message, failures: [] });
  const resolved = resolvePath(store, path);
  if (!resolved.ok) return failed(resolved.code, resolved.message);
  if (resolved.targets.length === 0 && !resolved.searching) return failed(7016, `${path} does not exist.`);
  const instances: Instance[] = [];
  for (const target of resolved.targets) {
    if (target.type !== 'object') {
      return failed(7020, 'A Set names objects and rows; this path names a table, a parameter, a command or an event.');
    }
    const { node } = target;
    if (!rights.full && node.number !== undefined && !rights.may('InstantiatedObj', 'r', node.path)) {
      return failed(7016, `${path} does not exist.`);
    }
    const fault = context.injected('set', node.path) ?? forced(instances.length, '');
    if (fault) return { ok: false, ...fault, failures: [{ path: node.path, errors: [] }] };
    const index = instances.length;
    const applied = applySettings(context, node, update.paramSettings, {
      adding: false,
      forced: (param) => forced(index, param),
    });
    // R-SET.2, R-SET.2a: one object of a search that fails makes all of them fail.
    if (applied.errors.some(({ required }) => required)) return failureOf(node.path, applied.errors);
    instances.push({ node, applied });
  }
  return { ok: true, instances };
}

function statusOf(context: RequestContext, result: JobResult) {
  if (!result.ok) {
    return {
      case: 'operFailure' as const,
      value: {
        errCode: result.code,
        errMsg: result.message,
        updatedInstFailures: result.failures.map(({ path, errors }) => ({
          affectedPath: path,
          paramErrs: errors.map(paramError),
        })),
      },
    };
  }
  const updatedInstResults = result.instances.map((instance) => updatedInstance(context, instance));
  return { case: 'operSuccess' as const, value: { updatedInstResults } };
}

function updatedInstance(context: RequestContext, { node, applied }: Instance) {
  const { store, rights } = context;
  const updated = applied.written.flatMap((path): [string, string][] => {
    const found = findParam(context, node, path);
    const param = found?.node.def.params.get(found.name);
    if (!found || !param || !rights.may('Param', 'r', node.path + path)) return []; // R-SET.3
    return [[path, store.readForController(found.node, param)]];
  });
  return {
    affectedPath: node.path,
    paramErrs: applied.errors.map(paramError),
    updatedParams: pairsOf(updated),
  };
}

export function paramError({ param, code, message }: SettingError) {
  return { param, errCode: code, errMsg: message };
}
