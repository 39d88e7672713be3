/** Which notifications a person wants to see of all that came in. */
import type { InboxItem } from '../../state/notifications/device-inbox.svelte.ts';
import type { Notification } from '../../usp/message/answer-types.ts';
import { notificationWords } from './notification-words.ts';

export interface InboxFilter {
  /** Of notification; empty: all. */
  readonly kind: string;
  /** ID of a Subscription; empty: all. */
  readonly subscription: string;
  /** Found in the path, the words and the values; upper and lower case alike. */
  readonly text: string;
  readonly unread: boolean;
}

export const noFilter: InboxFilter = { kind: '', subscription: '', text: '', unread: false };

/** Characters of one notification that are searched. */
const searched = 20_000;

/** @param withoutSecrets a notification as it may be searched: what stays masked is not found by its value */
export function filterInbox(
  items: readonly InboxItem[],
  { kind, subscription, text, unread }: InboxFilter,
  isUnread: (item: InboxItem) => boolean,
  withoutSecrets: (notification: Notification) => Notification,
): readonly InboxItem[] {
  const wanted = text.trim().toLowerCase();
  if (!kind && !subscription && !wanted && !unread) return items;
  return items.filter((item) => {
    const { notify } = item.report;
    if (kind && notify.notification.kind !== kind) return false;
    if (subscription && notify.subscriptionId !== subscription) return false;
    if (unread && !isUnread(item)) return false;
    return !wanted || textOf(withoutSecrets(notify.notification)).includes(wanted);
  });
}

/** IDs of the Subscriptions that something came in for, in the order of their alphabet. */
export function subscriptionsOf(items: readonly InboxItem[]): readonly string[] {
  return [...new Set(items.map(({ report }) => report.notify.subscriptionId))].filter(Boolean).sort();
}

function textOf(notification: Notification): string {
  const { title, path, values } = notificationWords(notification);
  return [title, path, ...values.flat()].join('\n').slice(0, searched).toLowerCase();
}
