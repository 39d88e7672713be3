/** Notifications of one device as they came in, newest first, with what was not seen yet. */
import type { NotifyReport } from '../worker/port.ts';

export interface InboxItem {
  /** Ours, rising. */
  readonly seq: number;
  readonly report: NotifyReport;
}

/** Kept at most; older ones leave. */
export const inboxBound = 1_000;

export class DeviceInbox {
  items: readonly InboxItem[] = $state.raw([]);
  #next = 1;
  #seen = $state(0);

  get unread(): number {
    const newest = this.items[0]?.seq ?? 0;
    return Math.min(this.items.length, Math.max(0, newest - this.#seen));
  }

  isUnread(item: InboxItem): boolean {
    return item.seq > this.#seen;
  }

  add(report: NotifyReport): void {
    this.items = [{ seq: this.#next++, report }, ...this.items].slice(0, inboxBound);
  }

  markSeen(): void {
    this.#seen = this.items[0]?.seq ?? this.#seen;
  }

  clear(): void {
    this.items = [];
  }
}
