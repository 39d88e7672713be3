/** From a filter to its text: what is parsed of it is the same filter. */
import type { Filter, Term } from './terms.ts';

export function printFilter(filter: Filter): string {
  return filter.map((terms) => terms.map(printTerm).join(' ')).join(' OR ');
}

export function printTerm(term: Term): string {
  const sign = term.negated ? '-' : '';
  switch (term.field) {
    case 'text':
      return sign + printText(term.value);
    case 'err':
      return `${sign}err:${term.code ?? ''}`;
    case 'size':
    case 'rtt':
      return `${sign}${term.field}:${term.compare === '=' ? '' : term.compare}${term.value}`;
    default:
      return `${sign}${term.field}:${printValue(term.value)}`;
  }
}

/** A value behind a colon: in quotes where it would end early. */
export function printValue(value: string): string {
  return /\s|^[":]/.test(value) ? quote(value) : value;
}

/** Free text: in quotes where it would be taken for something else. */
export function printText(value: string): string {
  return /\s|^["-]|^[a-z]+:(?!:)|^OR$/i.test(value) ? quote(value) : value;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
