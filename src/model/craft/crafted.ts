/** Requests that a person writes and keeps: one by one, in collections, with checks on what comes back. */
import type { UspAnswer } from '../../usp/message/answer-types.ts';
import type { NameValue } from '../../usp/message/request-types.ts';

/** `message`: a Message, whose Record is made for it. `record`: a whole Record. `bytes`: a Record in hex, as it is. */
export type CraftedForm = 'message' | 'record' | 'bytes';

/** How the wait for an answer ended. `silence`: nothing came in time. `lost`: the Agent or the way hung up. */
export type OutcomeKind = 'answer' | 'error' | 'silence' | 'lost';

export type Check =
  | { readonly kind: 'outcome'; readonly is: OutcomeKind }
  /** Which Response it is. */
  | { readonly kind: 'type'; readonly is: UspAnswer['kind'] }
  /** An error code of the Error Message or of any result in the Response. */
  | { readonly kind: 'code'; readonly is: number }
  /** A value of the Response. The path may end anywhere: `Channel` means any that ends in `.Channel`. */
  | { readonly kind: 'value'; readonly path: string; readonly how: 'equals' | 'matches'; readonly value: string };

export interface CraftedRequest {
  readonly id: string;
  readonly name: string;
  readonly form: CraftedForm;
  readonly text: string;
  readonly checks: readonly Check[];
  /** Milliseconds to wait; absent: as the connection says. */
  readonly timeout?: number;
}

export interface Collection {
  readonly id: string;
  readonly name: string;
  readonly requests: readonly CraftedRequest[];
  /** Names of its own that its requests may use as `{{name}}`. */
  readonly variables: readonly NameValue[];
}

/** What can be kept, so that a file or a slip of the hand fills nothing up. */
export const craftBounds = {
  collections: 200,
  requests: 500,
  checks: 50,
  variables: 200,
  /** Characters of one text. */
  text: 1_000_000,
  name: 200,
} as const;

/** Is it not what a well-behaved Controller sends? Then it is marked as such wherever it stands. */
export function isRaw(form: CraftedForm): boolean {
  return form !== 'message';
}
