/** Which Requests of the log have an answer in it. A Request that was said again is answered with its copies. */
import type { LogEntry } from '../../wire/entry.ts';

/** What of the log's store is needed. */
export interface LinkedEntries {
  get(seq: number): LogEntry | undefined;
  followersOf(seq: number): readonly number[];
}

export type Answered = 'any' | 'none';

const requests = new Set([
  'GET',
  'GET_INSTANCES',
  'GET_SUPPORTED_DM',
  'GET_SUPPORTED_PROTO',
  'SET',
  'ADD',
  'DELETE',
  'OPERATE',
  'NOTIFY',
  'REGISTER',
  'DEREGISTER',
]);

/** Copies of one Request that are looked at: a peer may say it again without end. */
const mostCopies = 200;

/** Undefined: it is no Request, went no further, or wants no answer and has none. */
export function answerTo(entry: LogEntry, entries: LinkedEntries): Answered | undefined {
  if (entry.kind === 'dropped' || !requests.has(entry.msgType ?? '')) return undefined;
  for (const seq of copiesOf(entry.seq, entries)) {
    if (entries.followersOf(seq).some((follower) => entries.get(follower)?.answers === seq)) return 'any';
  }
  return entry.quiet ? undefined : 'none';
}

/** The entries that say the same as one, itself among them. */
export function copiesOf(seq: number, entries: LinkedEntries): ReadonlySet<number> {
  const copies = new Set([seq]);
  for (const copy of copies) {
    if (copies.size >= mostCopies) break;
    const before = entries.get(copy)?.repeats;
    if (before !== undefined) copies.add(before);
    for (const follower of entries.followersOf(copy)) {
      if (entries.get(follower)?.repeats === copy) copies.add(follower);
    }
  }
  return copies;
}
