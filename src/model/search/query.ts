/**
 * A search as a person types it: words for paths and values, quoted texts, and `field:value`. docs/model-search.md has
 * the language. Nothing that can be typed is an error: what is half typed or not understood is told and left out.
 */
import { searchFields, type FactQuery, type FactTerm } from '../tr181/search-facts.ts';

export interface SearchWord {
  /** In small letters. */
  readonly text: string;
  /** It was quoted: it has to stand there in one piece. */
  readonly exact: boolean;
  /** `radio.1.chan` is three pieces, which have to follow one another. */
  readonly pieces: readonly string[];
}

export interface SearchQuery {
  readonly words: readonly SearchWord[];
  /** Texts that the value has to hold, in small letters. */
  readonly values: readonly string[];
  /** Milliseconds within which the value was seen to change; Infinity: ever. */
  readonly changedWithin: number | undefined;
  /** What is asked of type, unit, access and the like. */
  readonly facts: FactQuery;
  /** It asks for more than names, so that only parameters can fit. */
  readonly onlyParams: boolean;
  readonly isEmpty: boolean;
  /** What was not understood, in words. */
  readonly problems: readonly string[];
}

/** Characters and conditions that are read; nobody types more. */
export const queryBounds = { characters: 400, terms: 16 };

/** Everything that may stand before a colon. */
export const queryFields = ['value', 'changed', ...searchFields.filter((field) => field !== 'value')] as const;

const units = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

interface Token {
  readonly field: string | undefined;
  readonly text: string;
  readonly quoted: boolean;
}

export function parseSearch(text: string): SearchQuery {
  const words: SearchWord[] = [];
  const values: string[] = [];
  const terms: FactTerm[] = [];
  const problems: string[] = [];
  let changedWithin: number | undefined;
  for (const token of tokens(text)) {
    const wanted = token.text.toLowerCase();
    if (token.field === undefined) {
      if (wanted.trim()) words.push(word(wanted, token.quoted));
    } else if (token.field === 'changed') {
      const span = changeSpan(wanted);
      if (span === undefined) problems.push(`“changed:${token.text}” is no span of time: 30s, 5m, 2h or 1d is.`);
      else changedWithin = Math.min(span, changedWithin ?? Infinity);
    } else if (token.field === 'value') {
      if (wanted) values.push(wanted);
    } else {
      const field = searchFields.find((known) => known === token.field);
      if (field && wanted) terms.push({ field, wanted });
    }
  }
  const onlyParams = values.length > 0 || terms.length > 0 || changedWithin !== undefined;
  return {
    words,
    values,
    changedWithin,
    facts: { terms, asksFacts: terms.length > 0 },
    onlyParams,
    isEmpty: words.length === 0 && !onlyParams,
    problems,
  };
}

function word(text: string, quoted: boolean): SearchWord {
  const pieces = text.split('.').filter(Boolean);
  const exact = quoted || pieces.length === 0;
  return { text, exact, pieces: exact ? [text] : pieces };
}

/** `field:` only where the field is ours: a MAC address and a URL have colons, too. */
function* tokens(text: string): Generator<Token> {
  const begin = /\s*(?:([a-z]+):)?("?)/iy;
  const bounded = text.slice(0, queryBounds.characters);
  let at = 0;
  for (let count = 0; at < bounded.length && count < queryBounds.terms; count += 1) {
    begin.lastIndex = at;
    const [whole = '', name] = begin.exec(bounded) ?? [];
    const field = queryFields.find((known) => known === name?.toLowerCase());
    const quoted = whole.endsWith('"') && (name === undefined || field !== undefined);
    if (name === undefined || field !== undefined) at += whole.length;
    else at += whole.length - whole.trimStart().length;
    const rest = bounded.slice(at);
    // A quote that is not closed yet reaches to the end.
    const length = quoted ? lengthOr(rest.indexOf('"'), rest) : lengthOr(rest.search(/\s/), rest);
    if (length > 0 || field !== undefined) yield { field, text: rest.slice(0, length), quoted };
    at += Math.max(length, 0) + (quoted ? 1 : 0);
  }
}

function lengthOr(index: number, rest: string): number {
  return index < 0 ? rest.length : index;
}

/** `5m` in milliseconds; empty: ever. */
function changeSpan(text: string): number | undefined {
  if (text === '') return Infinity;
  const match = /^(\d{1,6})([a-z]+)$/.exec(text);
  const unit = units.get(match?.[2] ?? '');
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}
