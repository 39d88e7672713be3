/** What the filter of the log may go on with, as whole texts to choose from. */
import { completeFilter } from '../../model/log-filter/complete.ts';
import { filterFacts } from '../../model/log-filter/facts.ts';
import type { LogEntry } from '../../worker/port.ts';
import type { LogState } from './log.svelte.ts';
import { withoutConstants } from './record-secrets.ts';

export interface FilterOption {
  readonly key: string;
  readonly label: string;
  readonly about: string;
  /** The text of the filter with it, and where the cursor stands then. */
  readonly text: string;
  readonly cursor: number;
}

export function completions(text: string, cursor: number, log: LogState): FilterOption[] {
  // One with a secret in it is not offered: masked it would fit nothing.
  const plain = (path: string, entry: LogEntry) => withoutConstants(path, log.judge(entry)) === path;
  const { from, to, options } = completeFilter(text, Math.min(cursor, text.length), filterFacts(log.entries, plain));
  return options.map(({ label, about, insert }) => {
    // One space between the word and the next is enough.
    const rest = insert.endsWith(' ') ? text.slice(to).trimStart() : text.slice(to);
    return { key: label, label, about, text: text.slice(0, from) + insert + rest, cursor: from + insert.length };
  });
}
