/** From text to a filter. What it can't understand it says, with the place; it never guesses. */
import { closest } from './closest.ts';
import {
  comparisons,
  fields,
  isField,
  isNumberField,
  isWordField,
  numberFields,
  wordFields,
  type Condition,
  type Field,
  type Filter,
  type FilterFault,
  type NumberField,
  type Term,
} from './terms.ts';
import { tokens, type Token } from './tokens.ts';

export type ParsedFilter =
  { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly fault: FilterFault };

/** The word between two alternatives. */
const or = 'OR';

export function parseFilter(text: string): ParsedFilter {
  const alternatives: Term[][] = [];
  let terms: Term[] = [];
  const words = tokens(text);
  for (const [index, token] of words.entries()) {
    if (isOr(token)) {
      if (terms.length === 0) return at(token, 'Something must stand before OR.');
      if (index === words.length - 1) return at(token, 'Something must stand after OR.');
      alternatives.push(terms);
      terms = [];
      continue;
    }
    const read = condition(token);
    if (typeof read === 'string') return at(token, read);
    terms.push({ ...read, negated: token.negated });
  }
  if (terms.length > 0) alternatives.push(terms);
  return { ok: true, filter: alternatives };
}

export function isOr(token: Token): boolean {
  return token.value === or && token.name === undefined && !token.negated && !token.quoted;
}

function at({ from, to }: Token, message: string): ParsedFilter {
  return { ok: false, fault: { from, to, message } };
}

/** What a word asks for, or what is wrong with it. */
function condition(token: Token): Condition | string {
  const { name, value } = token;
  if (token.open) return 'The quote is not closed.';
  if (name === undefined) {
    if (value === '') return 'There is nothing between the quotes.';
    return value === '-' && !token.quoted ? 'Nothing stands after the minus.' : { field: 'text', value };
  }
  if (!isField(name)) {
    const near = closest(name, fields);
    const hint = near ? ` Did you mean ${near}:?` : '';
    return `There is no ${name}: here.${hint} To look for it as text, put it in quotes.`;
  }
  if (name === 'err') return errorCondition(value);
  if (value === '') return `Nothing stands after ${name}:`;
  if (isNumberField(name)) return numberCondition(name, value);
  if (isWordField(name)) return wordCondition(name, value);
  return { field: name, value };
}

function errorCondition(value: string): Condition | string {
  if (value === '') return { field: 'err' };
  return /^\d{1,6}$/.test(value)
    ? { field: 'err', code: Number(value) }
    : 'After err: stands an error code, or nothing.';
}

function wordCondition(field: Extract<Field, keyof typeof wordFields>, value: string): Condition | string {
  const words: readonly string[] = wordFields[field];
  const word = value.toLowerCase();
  return words.includes(word) ? { field, value: word } : `After ${field}: stands one of ${words.join(', ')}.`;
}

function numberCondition(field: NumberField, text: string): Condition | string {
  const compare = comparisons.find((sign) => text.startsWith(sign));
  const match = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text.slice(compare?.length ?? 0));
  const units: Readonly<Record<string, number>> = numberFields[field];
  const [first = ''] = Object.keys(units);
  const unit = (match?.[2] ?? '').toLowerCase().replace(/^(k|m)i?b$/, '$1') || first;
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (!match || factor === undefined) {
    const example = field === 'size' ? 'size:>10k' : 'rtt:>100ms';
    return `After ${field}: stands a number, as in ${example} (units: ${Object.keys(units).join(', ')}).`;
  }
  return { field, compare: compare ?? '=', value: Number(match[1]) * factor };
}
