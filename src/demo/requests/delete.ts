import { errorMessage, responseMessage, type ParamErrorInit, type RequestOf } from '../../usp/message/responses.ts';
import type { Msg } from '../../usp/message/message.ts';
import { resolvePath } from '../resolve/resolve-path.ts';
import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { RequestContext } from './context.ts';

interface Found {
  readonly path: string;
  readonly rows: readonly ObjectNode[];
  /** The path as a whole is wrong. */
  readonly fault?: Fault;
}

interface Outcome {
  readonly path: string;
  readonly fault?: Fault;
  readonly affected: readonly string[];
  readonly unaffected: readonly (Fault & { readonly path: string })[];
}

/** Answers a Delete (R-DEL.0 to R-DEL.4). */
export function handleDelete(context: RequestContext, msgId: string, request: RequestOf<'delete'>): Msg {
  const mark = context.store.mark();
  // All paths are resolved before anything goes: an entry may lie below another one.
  const found = request.objPaths.map((path) => rowsAt(context, path, request.allowPartial));
  const outcomes = found.map((one) => removeAll(context, one));
  const failures = outcomes.flatMap(({ path, fault, unaffected }) => [
    ...(fault ? [{ ...fault, path }] : []),
    ...unaffected,
  ]);
  const [first] = failures;
  if (!request.allowPartial && first) {
    context.store.rollback(mark); // R-DEL.1
    const paramErrs = failures.map(({ path, code, message }): ParamErrorInit => ({
      paramPath: path,
      errCode: code,
      errMsg: message,
    }));
    return errorMessage(msgId, first.code, first.message, paramErrs);
  }
  return responseMessage(msgId, {
    case: 'deleteResp',
    value: {
      deletedObjResults: outcomes.map((outcome) => ({
        requestedPath: outcome.path,
        operStatus: { operStatus: statusOf(outcome) },
      })),
    },
  });
}

function rowsAt({ store, rights }: RequestContext, path: string, allowPartial: boolean): Found {
  const resolved = resolvePath(store, path);
  if (!resolved.ok) return { path, rows: [], fault: resolved };
  if (resolved.places.some(({ def, row }) => !row || !def.isTable)) {
    return { path, rows: [], fault: { code: 7018, message: 'A Delete names rows of tables.' } };
  }
  const rows: ObjectNode[] = [];
  for (const target of resolved.targets) {
    if (target.type !== 'object') {
      return { path, rows: [], fault: { code: 7018, message: 'A Delete names rows of tables.' } };
    }
    // What may not be read is not there (R-DEL.2, R-DEL.4).
    if (rights.full || rights.may('InstantiatedObj', 'r', target.node.path)) rows.push(target.node);
  }
  // R-DEL.1: an instance that is not there fails the whole; R-DEL.2a: alone, it is as wished.
  if (rows.length === 0 && !resolved.searching && !allowPartial) {
    return { path, rows, fault: { code: 7016, message: `${path} does not exist.` } };
  }
  return { path, rows };
}

function removeAll(context: RequestContext, { path, rows, fault }: Found): Outcome {
  if (fault) return { path, fault, affected: [], unaffected: [] };
  const affected: string[] = [];
  const unaffected: (Fault & { path: string })[] = [];
  for (const row of rows) {
    const refusal = row.alive ? refuse(context, row) : undefined;
    if (refusal) {
      unaffected.push({ ...refusal, path: row.path }); // R-DEL.3
    } else {
      context.store.removeRow(row);
      affected.push(row.path);
    }
  }
  return { path, affected, unaffected };
}

function refuse(context: RequestContext, row: ObjectNode): Fault | undefined {
  if (!context.rights.may('InstantiatedObj', 'w', row.path)) {
    return { code: 7006, message: `You may not delete ${row.path}` };
  }
  if (!row.def.writable) return { code: 7024, message: 'Only the device itself removes rows of this table.' };
  if ((row.table?.rows.size ?? 0) <= row.def.minEntries) {
    return { code: 7024, message: `The table keeps at least ${String(row.def.minEntries)} rows.` };
  }
  return context.injected('delete', row.path) ?? context.rules.remove(context, row);
}

function statusOf({ fault, affected, unaffected }: Outcome) {
  if (fault) return { case: 'operFailure' as const, value: { errCode: fault.code, errMsg: fault.message } };
  return {
    case: 'operSuccess' as const,
    value: {
      affectedPaths: [...affected],
      unaffectedPathErrs: unaffected.map(({ path, code, message }) => ({
        unaffectedPath: path,
        errCode: code,
        errMsg: message,
      })),
    },
  };
}
