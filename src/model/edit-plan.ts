/** Staged changes as the objects of one Set, and what `allow_partial` and `required` are to be for what a person means. */
import type { ObjectSettings } from '../usp/message/request-types.ts';
import { splitMember } from './path-parts.ts';

/**
 * `all`: one refusal, and nothing is changed. `any`: whatever the device takes is changed. `each`: as each change says
 * (`required`), and objects together or each for itself (`allowPartial`).
 */
export type SetManner = { readonly kind: 'all' | 'any' } | { readonly kind: 'each'; readonly allowPartial: boolean };

export interface PlannedChange {
  /** Full path of the parameter. */
  readonly path: string;
  readonly value: string;
  /** R-SET.2: where this fails, its object fails. */
  readonly required: boolean;
}

export interface SetPlan {
  readonly allowPartial: boolean;
  readonly objects: readonly ObjectSettings[];
}

/** R-SET.0, R-SET.1: `allow_partial` parts objects; `required` parts the parameters within one. */
export function planSet(changes: readonly PlannedChange[], manner: SetManner): SetPlan {
  const objects = new Map<string, { param: string; value: string; required: boolean }[]>();
  for (const change of changes) {
    const { object, name } = splitMember(change.path);
    const params = objects.get(object) ?? [];
    const required = manner.kind === 'each' ? change.required : manner.kind === 'all';
    params.push({ param: name, value: change.value, required });
    objects.set(object, params);
  }
  return {
    allowPartial: manner.kind === 'each' ? manner.allowPartial : manner.kind === 'any',
    objects: [...objects].map(([path, params]) => ({ path, params })),
  };
}

/** How many objects the changes lie in. */
export function countObjects(paths: Iterable<string>): number {
  return new Set([...paths].map((path) => splitMember(path).object)).size;
}
