import type { RequestOf, ResponseInit } from '../../usp/message/responses.ts';
import { resolvePath } from '../resolve/resolve-path.ts';
import type { Node } from '../store/nodes.ts';
import { mayReadInstance, mayReadParam, type RequestContext } from './context.ts';
import { uniqueKeysOf } from './unique-keys.ts';

interface CurrInstance {
  instantiatedObjPath: string;
  uniqueKeys: { key: string; value: string }[];
}

/** Answers a GetInstances; its paths name tables (7018 where they do not). */
export function handleGetInstances(context: RequestContext, request: RequestOf<'getInstances'>): ResponseInit {
  return {
    case: 'getInstancesResp',
    value: {
      reqPathResults: request.objPaths.map((path) => {
        const currInsts: CurrInstance[] = [];
        const fault = instancesAt(context, path, request.firstLevelOnly, currInsts);
        return { requestedPath: path, errCode: fault?.code ?? 0, errMsg: fault?.message ?? '', currInsts };
      }),
    },
  };
}

function instancesAt(context: RequestContext, path: string, firstLevelOnly: boolean, found: CurrInstance[]) {
  const resolved = resolvePath(context.store, path);
  if (!resolved.ok) return resolved;
  const isTable = (place: { row: boolean }) => !place.row;
  if (resolved.targets.some(({ type }) => type !== 'table') || !resolved.places.every(isTable)) {
    return { code: 7018, message: 'GetInstances asks for a table; this path leads to no table.' };
  }
  // TP-469 1.83 wants no error where an expression matches nothing, be it an address or a search.
  if (resolved.targets.length === 0 && !resolved.searching && !path.includes('[')) {
    return { code: 7016, message: 'An object above this table does not exist.' };
  }
  for (const target of resolved.targets)
    if (target.type === 'table') collect(context, target.node, firstLevelOnly, found);
  return undefined;
}

function collect(context: RequestContext, node: Node, firstLevelOnly: boolean, found: CurrInstance[]): void {
  if (node.kind === 'object') {
    for (const child of context.store.childrenOf(node)) collect(context, child, firstLevelOnly, found);
    return;
  }
  for (const row of node.rows.values()) {
    if (!mayReadInstance(context, row)) continue; // R-GIN.0
    const uniqueKeys = uniqueKeysOf(context.store, row, (param) => mayReadParam(context, row, param)); // R-GIN.1
    found.push({ instantiatedObjPath: row.path, uniqueKeys });
    if (!firstLevelOnly) collect(context, row, firstLevelOnly, found);
  }
}
