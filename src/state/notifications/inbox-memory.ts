/** What of the inbox outlives a reload: the newest notifications, as far as there is room, without secrets. */
import * as v from 'valibot';
import type { NotifyReport } from '../../worker/port.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { sizeOf } from './notification-size.ts';
import { withoutSecrets } from './notification-secrets.ts';
import { readStored, writeStored } from '../stored.ts';

export interface KeptInbox {
  readonly items: readonly { readonly seq: number; readonly report: NotifyReport; readonly characters: number }[];
  /** The newest that was seen. */
  readonly seen: number;
}

/** Notifications, and characters of all together. */
const bounds = { items: 300, characters: 500_000 };

const pairs = v.array(v.tuple([v.string(), v.string()]));
const outcome = v.variant('type', [
  v.object({ type: v.literal('output'), args: pairs }),
  v.object({ type: v.literal('failure'), error: v.object({ code: v.number(), message: v.string() }) }),
]);
const notification = v.variant('kind', [
  v.object({ kind: v.literal('Event'), objPath: v.string(), eventName: v.string(), params: pairs }),
  v.object({ kind: v.literal('ValueChange'), paramPath: v.string(), value: v.string() }),
  v.object({ kind: v.literal('ObjectCreation'), objPath: v.string(), uniqueKeys: pairs }),
  v.object({ kind: v.literal('ObjectDeletion'), objPath: v.string() }),
  v.object({
    kind: v.literal('OperationComplete'),
    objPath: v.string(),
    commandName: v.string(),
    commandKey: v.string(),
    outcome,
  }),
  v.object({
    kind: v.literal('OnBoardRequest'),
    oui: v.string(),
    productClass: v.string(),
    serialNumber: v.string(),
    versions: v.array(v.string()),
  }),
]);
const storedInbox = v.object({
  seen: v.number(),
  items: v.array(
    v.object({
      seq: v.number(),
      report: v.object({
        time: v.number(),
        device: v.string(),
        connection: v.string(),
        msgId: v.string(),
        notify: v.object({ subscriptionId: v.string(), sendResp: v.boolean(), notification }),
      }),
    }),
  ),
});

/** What a page before this one has kept; nothing where that can't be believed. */
export function readInbox(key: string): KeptInbox {
  const read = v.safeParse(storedInbox, readStored(key));
  if (!read.success) return { items: [], seen: 0 };
  const { items, seen } = read.output;
  return { items: items.map((item) => ({ ...item, characters: sizeOf(item.report) })), seen };
}

export function keepInbox(key: string, inbox: KeptInbox, secrets: DeviceSecrets): void {
  let room = bounds.characters;
  const items = [];
  for (const { seq, report, characters } of inbox.items.slice(0, bounds.items)) {
    // One that is too large takes no room from the others, and is not written to find that out.
    if (characters > room) continue;
    const notify = { ...report.notify, notification: withoutSecrets(report.notify.notification, secrets) };
    const item = { seq, report: { ...report, notify } };
    const size = JSON.stringify(item).length;
    if (size > room) continue;
    room -= size;
    items.push(item);
  }
  writeStored(key, items.length > 0 ? { items, seen: inbox.seen } : undefined);
}
