/** Where other data models say something else of a value than the one whose facts are shown. */
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { factsWords } from './facts-words.ts';

/** Lines of the other that differ from ours; an aspect that only ours has is "nothing" there. */
export function besideWords(ours: ValueFacts, other: ValueFacts): (readonly [heading: string, words: string])[] {
  const mine = new Map(lines(ours));
  const theirs = new Map(lines(other));
  return [...new Set([...theirs.keys(), ...mine.keys()])]
    .filter((heading) => mine.get(heading) !== theirs.get(heading))
    .map((heading) => [heading, theirs.get(heading) ?? 'nothing'] as const);
}

function lines(facts: ValueFacts): (readonly [string, string])[] {
  const choices = facts.choices?.map(({ value }) => value || 'empty').join(', ');
  return [...factsWords(facts), ...(choices === undefined ? [] : [['Values', choices] as const])];
}
