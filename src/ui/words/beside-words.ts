/** Where other data models in use say something else than the one whose facts are shown. */
import type { ValueFacts } from '../../model/tr181/facts.ts';
import type { Books, DataModelBook } from '../../state/tr181/tr181-view.ts';
import { factsWords, type FactLine } from './facts-words.ts';

/** What one data model says otherwise. */
export interface SaidOtherwise {
  readonly id: string;
  /** Of the data model, for a person. */
  readonly name: string;
  readonly lines: readonly FactLine[];
}

/** @param linesOf what a book says of the thing in question; undefined: it does not know it. */
export function saidOtherwise(
  { book, sources }: Pick<Books, 'book' | 'sources'>,
  linesOf: (book: DataModelBook) => readonly FactLine[] | undefined,
): SaidOtherwise[] {
  const ours = book && linesOf(book);
  if (!ours) return [];
  return sources.flatMap(({ id, name, own, inUse }) => {
    const theirs = inUse ? linesOf(own) : undefined;
    const lines = theirs ? besideWords(ours, theirs) : [];
    return lines.length > 0 ? [{ id, name, lines }] : [];
  });
}

/** All that is said of a value, its choices too. */
export function valueWords(facts: ValueFacts): FactLine[] {
  const choices = facts.choices?.map(({ value }) => value || 'empty').join(', ');
  return [...factsWords(facts), ...(choices === undefined ? [] : [['Values', choices] as const])];
}

/** Lines of the other that differ from ours; an aspect that only ours has is "nothing" there. */
export function besideWords(ours: readonly FactLine[], theirs: readonly FactLine[]): FactLine[] {
  const mine = new Map(ours);
  const others = new Map(theirs);
  return [...new Set([...others.keys(), ...mine.keys()])]
    .filter((heading) => mine.get(heading) !== others.get(heading))
    .map((heading) => [heading, others.get(heading) ?? 'nothing'] as const);
}
