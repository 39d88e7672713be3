import type { ParamDef } from '../schema/types.ts';
import type { Rights } from '../rights/rights.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Fault } from '../store/fault.ts';
import type { Store } from '../store/store.ts';
import type { Rules } from './rules.ts';

/** What the handling of one Request stands on. */
export interface RequestContext {
  readonly store: Store;
  /** Of the Controller that asks. */
  readonly rights: Rights;
  /** Its row in Device.LocalAgent.Controller. */
  readonly controller: ObjectNode;
  /** What the device itself forbids. */
  readonly rules: Rules;
  /** A failure that somebody asked for, so that a person can see what becomes of it. */
  readonly injected: (step: InjectionStep, path: string) => Fault | undefined;
}

export type InjectionStep = 'message' | 'param' | 'add' | 'set' | 'delete' | 'operate';

/** R-GET.1: what may not be read is not there. */
export function mayReadParam({ rights }: RequestContext, node: ObjectNode, param: ParamDef): boolean {
  return rights.full || rights.may('Param', 'r', node.path + param.name);
}

export function mayReadInstance({ rights }: RequestContext, node: ObjectNode): boolean {
  return rights.full || rights.may('InstantiatedObj', 'r', node.path);
}
