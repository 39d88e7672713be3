import { pairsOf, type RequestOf, type ResponseInit } from '../../usp/message/responses.ts';
import { resolvePath, type Target } from '../resolve/resolve-path.ts';
import type { ParamDef } from '../schema/types.ts';
import type { Node, ObjectNode } from '../store/nodes.ts';
import { mayReadInstance, mayReadParam, type RequestContext } from './context.ts';

interface ResolvedPathResult {
  resolvedPath: string;
  resultParams: { key: string; value: string }[];
}

interface PathResult {
  requestedPath: string;
  errCode: number;
  errMsg: string;
  resolvedPathResults: ResolvedPathResult[];
}

/** Answers a Get: each path for itself, a bad one spoils no other (R-GET.0 to R-GET.5). */
export function handleGet(context: RequestContext, get: RequestOf<'get'>): ResponseInit {
  const depth = get.maxDepth === 0 ? Infinity : get.maxDepth;
  return {
    case: 'getResp',
    value: { reqPathResults: get.paramPaths.map((path) => getPath(context, path, depth)) },
  };
}

function getPath(context: RequestContext, path: string, depth: number): PathResult {
  const resolved = resolvePath(context.store, path);
  if (!resolved.ok) return failed(path, resolved.code, resolved.message);
  const readable = resolved.targets.filter((target) => isReadable(context, target));
  if (resolved.targets.some(({ type }) => type === 'command' || type === 'event')) {
    return failed(path, 7026, 'Commands and events have no value.');
  }
  if (readable.length === 0 && !resolved.searching) {
    return failed(path, 7026, 'There is no such object or parameter now.'); // R-GET.0, R-GET.1
  }
  const results: ResolvedPathResult[] = [];
  for (const target of readable) {
    if (target.type === 'parameter')
      results.push(resultOf(context, target.node, [target.param])); // R-GET.2, R-GET.3
    else collect(context, target.node, depth, results);
  }
  return { requestedPath: path, errCode: 0, errMsg: '', resolvedPathResults: results };
}

function isReadable(context: RequestContext, target: Target): boolean {
  if (target.type === 'parameter') return mayReadParam(context, target.node, target.param);
  return target.type === 'table' || context.rights.full || hasReadable(context, target.node);
}

function hasReadable(context: RequestContext, from: ObjectNode): boolean {
  for (const node of context.store.walk(from)) {
    for (const param of node.def.params.values()) if (mayReadParam(context, node, param)) return true;
  }
  return false;
}

/** An object and all below it, `depth` levels (R-GET.5); a table and its rows are one level. */
function collect(context: RequestContext, node: Node, depth: number, results: ResolvedPathResult[]): void {
  if (depth <= 0) return;
  if (node.kind === 'table') {
    for (const row of node.rows.values()) collect(context, row, depth, results);
    return;
  }
  if (node.number !== undefined && !mayReadInstance(context, node)) return;
  const params = [...node.def.params.values()].filter((param) => mayReadParam(context, node, param));
  if (params.length > 0) results.push(resultOf(context, node, params));
  for (const child of context.store.childrenOf(node)) collect(context, child, depth - 1, results);
}

function resultOf({ store }: RequestContext, node: ObjectNode, params: readonly ParamDef[]): ResolvedPathResult {
  return {
    resolvedPath: node.path,
    resultParams: pairsOf(params.map((param) => [param.name, store.readForController(node, param)] as const)),
  };
}

function failed(requestedPath: string, errCode: number, errMsg: string): PathResult {
  return { requestedPath, errCode, errMsg, resolvedPathResults: [] };
}
