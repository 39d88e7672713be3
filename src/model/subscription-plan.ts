/** Subscriptions on a device: those that this page makes for a moment, those that a person wants to stay, and how ours are known again. */
import type { AddRequest, NameValue } from '../usp/message/request-types.ts';

/** NotifType of TR-181. An OnBoardRequest needs no Subscription. */
export const notifTypes = ['Event', 'ValueChange', 'ObjectCreation', 'ObjectDeletion', 'OperationComplete'] as const;

export type NotifType = (typeof notifTypes)[number];

export interface SubscriptionWish {
  readonly id: string;
  readonly notifType: NotifType;
  readonly references: readonly string[];
  /** Seconds after which the Agent drops it by itself; 0: never. */
  readonly timeToLive: number;
  readonly persistent: boolean;
  /** Absent: it begins to tell at once. */
  readonly enable?: boolean;
  /** The Agent sends each Notify again until it is answered. */
  readonly retry?: {
    /** Seconds after which it gives up; 0: never. */
    readonly expiration: number;
  };
}

export const subscriptionTable = 'Device.LocalAgent.Subscription.';

/** What a device tells when it has started (TR-181). */
export const bootEvent = 'Device.Boot!';

const prefix = 'usp-console';

/** An ID of ours: at most 64 characters (TR-181), told apart by `unique`. */
export function subscriptionId(purpose: string, unique: string): string {
  return `${prefix}-${purpose}-${unique}`.slice(0, 64);
}

export function isOurSubscription(id: string): boolean {
  return id.startsWith(`${prefix}-`);
}

/** Was it made by a page of ours for as long as that page wants it? */
export function isHeldSubscription(id: string): boolean {
  return id.startsWith(subscriptionId('hold', ''));
}

/** The Add that makes it. Who is told (Recipient) is left to the Agent: it is who asks. */
export function addSubscription(wish: SubscriptionWish): AddRequest {
  const params: NameValue[] = [
    ['ID', wish.id],
    ['NotifType', wish.notifType],
    ['ReferenceList', joinReferences(wish.references)],
    ['Persistent', String(wish.persistent)],
    ['TimeToLive', String(wish.timeToLive)],
    ['Enable', String(wish.enable ?? true)],
  ];
  if (wish.retry) {
    params.push(['NotifRetry', 'true']);
    params.push(['NotifExpiration', String(wish.retry.expiration)]);
  }
  return {
    kind: 'Add',
    allowPartial: false,
    objects: [{ path: subscriptionTable, params: params.map(([param, value]) => ({ param, value, required: true })) }],
  };
}

/** The paths of a ReferenceList; commas within the quotes of an expression part nothing. */
export function splitReferences(text: string): string[] {
  return (text.match(/(?:[^,"]|"[^"]*"?)+/g) ?? []).map((item) => item.trim()).filter(Boolean);
}

export function joinReferences(references: readonly string[]): string {
  return references.join(',');
}
