import { parseInstanceNumber } from './instance-number.ts';
import { NAME_PATTERN } from './scan.ts';
import {
  MAX_EXPRESSION_COMPONENTS,
  type ExpressionComponent,
  type ExpressionConstant,
  type ExpressionName,
  type ExpressionOperator,
  type FollowedItem,
} from './types.ts';

/** Thrown inside the parser only; `parsePath` turns it into a result. */
export class PathProblem {
  readonly problem: string;
  readonly at: number;
  constructor(problem: string, at: number) {
    this.problem = problem;
    this.at = at;
  }
}

// Longest first, so that <= is never read as < and a stray =.
const OPERATORS: readonly ExpressionOperator[] = ['==', '!=', '~=', '<=', '>=', '<', '>'];

const NAME = new RegExp(NAME_PATTERN, 'uy');
const FOLLOW = /(?:#([0-9]+|\*))?\+/y;
const UNQUOTED = /[A-Za-z0-9+\-.:]+/y;
// The ABNF has only integers here; the standard's own examples also write true, 08 and 2021-06-06T08:00:00Z.
const CONSTANT =
  /^(?:true|false|[+-]?[0-9]*\.?[0-9]+|[0-9A-Fa-f]+|-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?)$/;

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skipSpace(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** What follows the name of a reference parameter at `at`: `+`, `#n+` or `#*+`; null if nothing of the kind. */
export function takeFollow(text: string, at: number): { follow: FollowedItem; end: number } | null {
  const found = take(FOLLOW, text, at);
  if (!found) return null;
  const item = found[1];
  const end = at + found[0].length;
  if (item === undefined) return { follow: 'first', end };
  if (item === '*') return { follow: 'all', end };
  const number = parseInstanceNumber(item);
  if (number === undefined) throw new PathProblem(`"#${item}" is not a list item: items count from 1.`, at);
  return { follow: number, end };
}

/** The name at `at`, or undefined. */
export function takeName(text: string, at: number): string | undefined {
  return take(NAME, text, at)?.[0];
}

/** A component, and where its constant stands in the text, without its quotes. */
export interface PlacedComponent {
  readonly component: ExpressionComponent;
  readonly from: number;
  readonly to: number;
}

/** Reads the expression of which `[` is at `open` and `]` is the last character before `end`. */
export function parseExpression(text: string, open: number, end: number): ExpressionComponent[] {
  return readExpression(text, open, end).map(({ component }) => component);
}

export function readExpression(text: string, open: number, end: number): PlacedComponent[] {
  const components: PlacedComponent[] = [];
  const close = end - 1;
  let at = open + 1;
  if (skipSpace(text, at) === close) throw new PathProblem('An expression in [ ] must not be empty.', open);
  for (;;) {
    // R-ARC.9a: white space is read at operators, at && and at the brackets; R-ARC.9b: none is ever written.
    const param = parseParam(text, skipSpace(text, at));
    const operator = parseOperator(text, skipSpace(text, param.end));
    const start = skipSpace(text, operator.end);
    const constant = parseConstant(text, start);
    const quote = constant.constant.quoted ? 1 : 0;
    components.push({
      component: { param: param.names, operator: operator.operator, constant: constant.constant },
      from: start + quote,
      to: constant.end - quote,
    });
    at = skipSpace(text, constant.end);
    if (at === close) return components;
    if (text.startsWith('||', at)) throw new PathProblem('An expression knows only && (and), not || (or).', at);
    if (!text.startsWith('&&', at)) throw new PathProblem('Expected && or ] after the comparison.', at);
    if (components.length >= MAX_EXPRESSION_COMPONENTS) {
      throw new PathProblem(`An expression has at most ${String(MAX_EXPRESSION_COMPONENTS)} comparisons.`, at);
    }
    at += 2;
  }
}

function parseParam(text: string, start: number): { names: ExpressionName[]; end: number } {
  const names: ExpressionName[] = [];
  let at = start;
  for (;;) {
    const name = takeName(text, at);
    if (name === undefined) throw new PathProblem('Expected the name of a parameter.', at);
    if (names.length >= MAX_EXPRESSION_COMPONENTS) throw new PathProblem('The parameter lies too deep.', at);
    at += name.length;
    const followed = takeFollow(text, at);
    if (followed) {
      at = followed.end;
      if (text[at] !== '.') throw new PathProblem('A "." belongs after the "+" of a followed reference.', at);
    }
    names.push(followed ? { name, follow: followed.follow } : { name });
    if (text[at] !== '.') return { names, end: at };
    at++;
  }
}

function parseOperator(text: string, at: number): { operator: ExpressionOperator; end: number } {
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
  if (operator) return { operator, end: at + operator.length };
  const hint = text[at] === '=' ? ' Equality is written ==.' : '';
  throw new PathProblem(`Expected one of == != < > <= >= ~= after the parameter.${hint}`, at);
}

function parseConstant(text: string, at: number): { constant: ExpressionConstant; end: number } {
  if (text[at] === '"') {
    const end = text.indexOf('"', at + 1);
    if (end < 0) throw new PathProblem('The quote is never closed.', at);
    return { constant: { quoted: true, raw: text.slice(at + 1, end) }, end: end + 1 };
  }
  const raw = take(UNQUOTED, text, at)?.[0];
  if (raw === undefined) throw new PathProblem('Expected a value after the operator.', at);
  if (!CONSTANT.test(raw)) throw new PathProblem(`"${raw}" is text: put it in double quotes.`, at);
  return { constant: { quoted: false, raw }, end: at + raw.length };
}
