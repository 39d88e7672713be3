/** What the filter of the log may go on with, as whole texts to choose from. */
import { completeFilter } from '../../model/log-filter/complete.ts';
import { filterFacts } from '../../model/log-filter/facts.ts';
import type { LogStore } from '../../model/log-store.ts';

export interface FilterOption {
  readonly key: string;
  readonly label: string;
  readonly about: string;
  /** The text of the filter with it, and where the cursor stands then. */
  readonly text: string;
  readonly cursor: number;
}

export function completions(text: string, cursor: number, entries: LogStore): FilterOption[] {
  const { from, to, options } = completeFilter(text, Math.min(cursor, text.length), filterFacts(entries));
  return options.map(({ label, about, insert }) => {
    // One space between the word and the next is enough.
    const rest = insert.endsWith(' ') ? text.slice(to).trimStart() : text.slice(to);
    return { key: label, label, about, text: text.slice(0, from) + insert + rest, cursor: from + insert.length };
  });
}
