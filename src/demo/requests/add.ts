import { responseMessage, type RequestOf } from '../../usp/message/responses.ts';
import type { Msg } from '../../usp/message/message.ts';
import { resolvePath } from '../resolve/resolve-path.ts';
import type { TableNode } from '../store/nodes.ts';
import { storeBounds } from '../store/store.ts';
import { applySettings } from './apply-settings.ts';
import { mayReadParam, type RequestContext } from './context.ts';
import { failureMessage } from './failure-message.ts';
import { paramError } from './set.ts';
import { failureOf, guardJob, runJobs, type Forced, type Instance, type JobResult } from './transaction.ts';
import { uniqueKeysOf } from './unique-keys.ts';

type CreateObject = RequestOf<'add'>['createObjs'][number];

/** Answers an Add (R-ADD.0 to R-ADD.6); a search path creates a row in every table that it matches. */
export function handleAdd(context: RequestContext, msgId: string, add: RequestOf<'add'>): Msg {
  const entries = add.createObjs.flatMap((create) => (add.allowPartial ? spread(context, create) : [entryOf(create)]));
  const jobs = entries.map(
    ({ create }) =>
      (forced: Forced) =>
        guardJob(create.objPath, () => createObject(context, create, forced)),
  );
  const results = runJobs(context, jobs, add.allowPartial);
  if (!add.allowPartial && results.some(({ ok }) => !ok)) {
    const paths = entries.map(({ requestedPath }) => requestedPath);
    return failureMessage(msgId, paths, results); // R-ADD.1, R-ADD.2a
  }
  return responseMessage(msgId, {
    case: 'addResp',
    value: {
      createdObjResults: results.flatMap((result, index) =>
        statusesOf(context, result).map((operStatus) => ({
          requestedPath: entries[index]?.requestedPath ?? '',
          operStatus: { operStatus },
        })),
      ),
    },
  });
}

interface Entry {
  readonly requestedPath: string;
  readonly create: Pick<CreateObject, 'objPath' | 'paramSettings'>;
}

function entryOf(create: CreateObject): Entry {
  return { requestedPath: create.objPath, create };
}

/** R-ADD.0: where it may be partial, each table that a search matches stands for itself. */
function spread({ store }: RequestContext, create: CreateObject): Entry[] {
  const resolved = resolvePath(store, create.objPath);
  if (!resolved.ok || resolved.targets.length < 2) return [entryOf(create)];
  return resolved.targets.map(({ node }) => ({
    requestedPath: create.objPath,
    create: { objPath: node.path, paramSettings: create.paramSettings },
  }));
}

function statusesOf(context: RequestContext, result: JobResult) {
  if (result.ok) return result.instances.map((instance) => created(context, instance));
  return [{ case: 'operFailure' as const, value: { errCode: result.code, errMsg: result.message } }];
}

function createObject(context: RequestContext, create: Entry['create'], forced: Forced): JobResult {
  const { store, rights } = context;
  const path = create.objPath;
  const failed = (code: number, message: string): JobResult => ({ ok: false, code, message, failures: [] });
  const resolved = resolvePath(store, path);
  if (!resolved.ok) return failed(resolved.code, resolved.message);
  if (resolved.targets.some(({ type }) => type !== 'table') || resolved.places.some(({ row }) => row)) {
    return failed(7018, 'An Add names a table.');
  }
  if (resolved.places.some(({ def }) => !def.writable)) {
    return failed(7019, `Only the device itself adds rows to ${path}`);
  }
  if (resolved.targets.length === 0 && !resolved.searching) {
    return failed(7016, `An object above ${path} does not exist.`);
  }
  const instances: Instance[] = [];
  for (const target of resolved.targets) {
    if (target.type !== 'table') continue;
    if (!rights.may('Obj', 'w', target.node.path)) return failed(7006, `You may not add rows to ${target.node.path}`);
    const result = createRow(context, target.node, create, (param) => forced(instances.length, param));
    if ('ok' in result) return result;
    instances.push(result);
  }
  return { ok: true, instances };
}

function createRow(
  context: RequestContext,
  table: TableNode,
  create: Entry['create'],
  forced: (param: string) => { code: number; message: string } | undefined,
): Instance | JobResult {
  const { store, rules } = context;
  const fault = context.injected('add', table.path) ?? forced('');
  if (fault) return { ok: false, ...fault, failures: [] };
  if (table.rows.size >= storeBounds.rowsPerTable) {
    return { ok: false, code: 7005, message: `${table.path} takes no more rows.`, failures: [] };
  }
  const node = store.addRow(table);
  const applied = applySettings(context, node, create.paramSettings, { adding: true, forced });
  if (applied.errors.some(({ required }) => required)) return failureOf(table.path, applied.errors); // R-ADD.3
  const refusal = rules.added(context, node, new Set(applied.written)); // R-ADD.5
  if (refusal) return { ok: false, ...refusal, failures: [{ path: table.path, errors: [] }] };
  return { node, applied };
}

function created(context: RequestContext, { node, applied }: Instance) {
  return {
    case: 'operSuccess' as const,
    value: {
      instantiatedPath: node.path,
      paramErrs: applied.errors.map(paramError), // R-ADD.4
      uniqueKeys: uniqueKeysOf(context.store, node, (param) => mayReadParam(context, node, param)), // R-ADD.6
    },
  };
}
