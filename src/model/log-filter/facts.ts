/** What is in the log now, for the completion of a filter: of the newest entries, each once, the newest first. */
import type { LogEntry } from '../../wire/entry.ts';
import type { FilterFacts } from './complete.ts';

/** How many entries are looked at, and how many of each kind are offered. */
const bounds = { entries: 2_000, facts: 200 };

interface Entries {
  readonly length: number;
  at(index: number): LogEntry | undefined;
}

/** @param offered which Path Names may be offered: of a device, or of none */
export function filterFacts(
  entries: Entries,
  offered: (path: string, entry: LogEntry) => boolean = () => true,
): FilterFacts {
  const types = new Set<string>();
  const peers = new Set<string>();
  const paths = new Set<string>();
  const codes = new Set<number>();
  const sessions = new Set<string>();
  const topics = new Set<string>();
  const oldest = Math.max(0, entries.length - bounds.entries);
  for (let index = entries.length - 1; index >= oldest; index--) {
    const entry = entries.at(index);
    if (!entry) continue;
    note(types, entry.msgType);
    note(peers, entry.kind === 'out' ? entry.to : entry.from);
    for (const path of entry.paths ?? []) if (offered(path, entry)) note(paths, path);
    for (const code of entry.result?.codes ?? []) note(codes, code);
    note(sessions, entry.session?.sessionId);
    note(topics, entry.topic);
  }
  const lists = { types: [...types], peers: [...peers], paths: [...paths] };
  return { ...lists, codes: [...codes], sessions: [...sessions], topics: [...topics] };
}

function note<Fact>(facts: Set<Fact>, fact: Fact | undefined): void {
  if (fact !== undefined && fact !== '' && facts.size < bounds.facts) facts.add(fact);
}
