/** Words of help while a path is typed: what may come next, and where it went wrong. */
import type { TypedPlace } from '../../state/model/query-view.ts';

export const placeWords: Readonly<Record<TypedPlace, string>> = {
  name: 'A name: an object, parameter, command or event. Objects end in a dot.',
  row: 'A number is one row, * all rows, [ begins a search such as [Enable==true].',
  param: 'A parameter of the rows, or of an object below them such as Stats.BytesSent.',
  operator: '== is, != is not, < <= > >= by size, ~= holds an item of a list. No white space around it.',
  value: 'Text in double quotes, with %22 for a quote; numbers, times, true and false without.',
  'after-value': '] ends the search, a dot follows; && adds a condition.',
};

/** `Character 24, at “Ch ==”: …` with a little of the text on both sides. */
export function problemWords(text: string, problem: string, at: number | undefined): string {
  if (at === undefined) return problem;
  const rest = text.slice(at, at + 12);
  const where = rest === '' ? 'At the end' : `Character ${at + 1}, at “${rest}”`;
  return `${where}: ${problem}`;
}
