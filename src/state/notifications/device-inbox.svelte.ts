/** Notifications of one device as they came in, newest first, with what was not seen yet. The newest outlive a reload. */
import type { NotifyReport } from '../../worker/port.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { keepInbox, readInbox } from './inbox-memory.ts';
import { sizeOf } from './notification-size.ts';

export interface InboxItem {
  /** Ours, rising. */
  readonly seq: number;
  readonly report: NotifyReport;
  /** About how much it is. */
  readonly characters: number;
}

/** Kept at most, and characters of all of them together; older ones leave. The newest stays in any case. */
export const inboxBounds = { items: 1_000, characters: 16 * 1024 * 1024 };

/** Milliseconds: what comes in within one such span is stored together. */
const storePause = 1_000;

export class DeviceInbox {
  items: readonly InboxItem[] = $state.raw([]);
  /** Came in while the inbox was paused; they join `items` when it goes on. */
  waiting: readonly InboxItem[] = $state.raw([]);
  #paused = $state(false);
  #next = 1;
  #seen = $state(0);
  readonly #storeKey: string;
  readonly #secrets: DeviceSecrets;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #store = () => this.#keep();

  constructor(secrets: DeviceSecrets, device: string) {
    this.#storeKey = `inbox:${device}`;
    this.#secrets = secrets;
    const { items, seen } = readInbox(this.#storeKey);
    this.items = items;
    this.#seen = seen;
    // What was seen last may not be among what was kept.
    this.#next = Math.max(items[0]?.seq ?? 0, seen) + 1;
    addEventListener('pagehide', this.#store);
  }

  get unread(): number {
    const newest = this.waiting[0]?.seq ?? this.items[0]?.seq ?? 0;
    return Math.min(this.items.length + this.waiting.length, Math.max(0, newest - this.#seen));
  }

  get paused(): boolean {
    return this.#paused;
  }

  isUnread(item: InboxItem): boolean {
    return item.seq > this.#seen;
  }

  add(report: NotifyReport): void {
    const item = { seq: this.#next++, report, characters: sizeOf(report) };
    if (this.#paused) this.waiting = bounded([item, ...this.waiting]);
    else this.items = bounded([item, ...this.items]);
    this.#keepSoon();
  }

  /** The list stands still; what comes in waits, and nothing is lost but the oldest beyond the bound. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.items = bounded([...this.waiting, ...this.items]);
    this.waiting = [];
  }

  /** What is in the list has been seen; what waits has not. */
  markSeen(): void {
    this.#seen = this.items[0]?.seq ?? this.#seen;
    this.#keepSoon();
  }

  clear(): void {
    this.items = [];
    this.waiting = [];
    this.#seen = this.#next - 1;
    this.#keepSoon();
  }

  dispose(): void {
    removeEventListener('pagehide', this.#store);
    this.#keep();
  }

  #keepSoon(): void {
    this.#timer ??= setTimeout(this.#store, storePause);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const items = [...this.waiting, ...this.items];
    keepInbox(this.#storeKey, { items, seen: this.#seen }, this.#secrets);
  }
}

/** Newest first. */
function bounded(items: readonly InboxItem[]): readonly InboxItem[] {
  let room = inboxBounds.characters;
  const full = items.findIndex(({ characters }, at) => (room -= characters) < 0 && at > 0);
  return items.slice(0, Math.min(inboxBounds.items, full < 0 ? items.length : full));
}
