/** What may come next at the cursor of a filter. */
import { isOr } from './parse.ts';
import { printValue } from './print.ts';
import {
  comparisons,
  fields,
  fieldWords,
  isField,
  isNumberField,
  isWordField,
  numberFields,
  wordFields,
  type Field,
} from './terms.ts';
import { tokens, type Token } from './tokens.ts';

/** What is in the log now, to choose from. */
export interface FilterFacts {
  readonly types: readonly string[];
  readonly peers: readonly string[];
  readonly paths: readonly string[];
  readonly codes: readonly number[];
  readonly sessions: readonly string[];
  readonly topics: readonly string[];
}

export interface Completion {
  /** What stands in the list, and what it means. */
  readonly label: string;
  readonly about: string;
  /** What takes the place of the text between `from` and `to`. */
  readonly insert: string;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

const mostOptions = 12;

/** @param cursor offset in the text */
export function completeFilter(text: string, cursor: number, facts: FilterFacts): Completions {
  const words = tokens(text);
  const token = words.find(({ from, to }) => from <= cursor && cursor <= to);
  const before = words.filter(({ to }) => to < cursor);
  if (!token) return { from: cursor, to: cursor, options: starts('', before) };
  const { name, valueFrom, to } = token;
  if (name === undefined || cursor < valueFrom) {
    const from = token.negated ? token.from + 1 : token.from;
    if (token.quoted) return { from, to, options: [] };
    return { from, to, options: starts(text.slice(from, cursor).toLowerCase(), token.negated ? [] : before) };
  }
  if (!isField(name)) return { from: valueFrom, to, options: [] };
  return { from: valueFrom, to, options: values(name, token, facts) };
}

/** Fields that begin so, and OR where it may stand. */
function starts(typed: string, before: readonly Token[]): Completion[] {
  const last = before.at(-1);
  const found = fields
    .filter((field) => field.startsWith(typed))
    .map((field) => ({ label: `${field}:`, about: fieldWords[field], insert: `${field}:` }));
  if (last && !isOr(last) && 'or'.startsWith(typed)) {
    found.push({ label: 'OR', about: 'Either what stands before it or what stands after it', insert: 'OR ' });
  }
  return found;
}

function values(field: Field, { value }: Token, facts: FilterFacts): Completion[] {
  const typed = value.toLowerCase();
  const option = (text: string, about = '') => ({ label: text, about, insert: `${printValue(text)} ` });
  if (isWordField(field)) {
    const words: readonly string[] = wordFields[field];
    return words
      .filter((word) => word.startsWith(typed))
      .map((word) => option(word, wordsAbout.get(`${field} ${word}`)));
  }
  if (isNumberField(field)) return numbers(field, value);
  return known(field, facts)
    .filter((text) => text.toLowerCase().includes(typed) && text.toLowerCase() !== typed)
    .toSorted((a, b) => Number(b.toLowerCase().startsWith(typed)) - Number(a.toLowerCase().startsWith(typed)))
    .slice(0, mostOptions)
    .map((text) => option(text));
}

function known(
  field: Exclude<Field, keyof typeof wordFields | keyof typeof numberFields>,
  facts: FilterFacts,
): string[] {
  switch (field) {
    case 'type':
      return facts.types.map((type) => type.toLowerCase());
    case 'peer':
      return [...facts.peers];
    case 'path':
      return [...facts.paths];
    case 'err':
      return facts.codes.map(String);
    case 'session':
      return ['*', ...facts.sessions];
    case 'topic':
      return [...facts.topics];
    case 'id':
      return [];
  }
}

/** The sign first, then the unit. */
function numbers(field: keyof typeof numberFields, value: string): Completion[] {
  if (value === '') {
    return comparisons.map((sign) => ({ label: sign, about: comparisonWords[sign], insert: sign }));
  }
  if (!/\d$/.test(value)) return [];
  return Object.keys(numberFields[field]).map((unit) => ({
    label: `${value}${unit}`,
    about: unitWords.get(unit) ?? '',
    insert: `${value}${unit} `,
  }));
}

const comparisonWords = { '>=': 'at least', '<=': 'at most', '>': 'more than', '<': 'less than', '=': 'exactly' };
const unitWords = new Map([
  ['b', 'bytes'],
  ['k', 'kibibytes'],
  ['m', 'mebibytes'],
  ['ms', 'milliseconds'],
  ['s', 'seconds'],
]);
const wordsAbout = new Map([
  ['record plain', 'Outside a Session Context'],
  ['record session', 'In a Session Context'],
  ['record connect', 'Who is there'],
  ['record disconnect', 'The end, or an error that has no Message'],
  ['kind dropped', 'Came, and went no further'],
  ['kind state', 'A connection or a session changed'],
  ['answer none', 'Requests that want an answer and have none yet'],
  ['answer any', 'Requests that have one'],
  ['mtp memory', 'The demo device in the page'],
]);
