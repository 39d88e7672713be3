/** Subscriptions that this page makes on a device for a moment, and how it knows its own again. */
import type { AddRequest, NameValue } from '../usp/message/request-types.ts';

export type NotifType = 'ValueChange' | 'ObjectCreation' | 'ObjectDeletion' | 'OperationComplete' | 'Event';

export interface SubscriptionWish {
  readonly id: string;
  readonly notifType: NotifType;
  readonly references: readonly string[];
  /** Seconds after which the Agent drops it by itself; 0: never. */
  readonly timeToLive: number;
  readonly persistent: boolean;
}

export const subscriptionTable = 'Device.LocalAgent.Subscription.';

const prefix = 'usp-console';

/** An ID of ours: at most 64 characters (TR-181), told apart by `unique`. */
export function subscriptionId(purpose: string, unique: string): string {
  return `${prefix}-${purpose}-${unique}`.slice(0, 64);
}

export function isOurSubscription(id: string): boolean {
  return id.startsWith(`${prefix}-`);
}

/** The Add that makes it. NotifRetry stays off: what we made for a moment is not worth a queue on the device. */
export function addSubscription(wish: SubscriptionWish): AddRequest {
  const params: NameValue[] = [
    ['ID', wish.id],
    ['NotifType', wish.notifType],
    ['ReferenceList', wish.references.join(',')],
    ['Persistent', String(wish.persistent)],
    ['TimeToLive', String(wish.timeToLive)],
    ['Enable', 'true'],
  ];
  return {
    kind: 'Add',
    allowPartial: false,
    objects: [{ path: subscriptionTable, params: params.map(([param, value]) => ({ param, value, required: true })) }],
  };
}
