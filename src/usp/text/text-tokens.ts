/** Protobuf text form, cut into tokens with their places. */
import { writtenBounds, type Problems, type Span } from './written.ts';

export type TextTokenKind = 'name' | 'number' | 'string' | 'symbol' | 'end';

export interface TextToken extends Span {
  readonly kind: TextTokenKind;
  readonly text: string;
}

const space = /(?:\s|#[^\n]*)+/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
// A leading zero would mean octal, which nobody writes and many misread: it is no number here.
const number = /-?(?:0[xX][0-9a-fA-F]+|0|[1-9]\d*)(?![A-Za-z0-9_.])/y;
const string = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'/y;
const symbols = '{}<>[]:,;';

/** All tokens, with one of kind `end` behind them. What is none is told, and passed over. */
export function textTokens(text: string, problems: Problems): TextToken[] {
  const tokens: TextToken[] = [];
  if (text.length > writtenBounds.characters) {
    problems.error({ start: 0, end: 0 }, 'The text is too long to be read.');
    return [{ kind: 'end', text: '', start: 0, end: 0 }];
  }
  for (let at = 0; at < text.length;) {
    const skipped = matchAt(space, text, at);
    if (skipped) {
      at += skipped.length;
      continue;
    }
    const token = tokenAt(text, at);
    if (token) tokens.push(token);
    else problems.error({ start: at, end: unreadable(text, at) }, complaint(text, at));
    at = token ? token.end : unreadable(text, at);
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

function tokenAt(text: string, at: number): TextToken | undefined {
  const char = text.charAt(at);
  if (symbols.includes(char)) return { kind: 'symbol', text: char, start: at, end: at + 1 };
  const kinds = [
    ['name', name],
    ['number', number],
    ['string', string],
  ] as const;
  for (const [kind, pattern] of kinds) {
    const found = matchAt(pattern, text, at);
    if (found) return { kind, text: found, start: at, end: at + found.length };
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Where reading can go on: behind the word, or at the end of the line where a quote is never closed. */
function unreadable(text: string, at: number): number {
  const quote = text.charAt(at) === '"' || text.charAt(at) === "'";
  const rest = quote ? /[^\n]+/y : /[^\s{}<>[\]:,;]+/y;
  return at + (matchAt(rest, text, at)?.length ?? 1);
}

function complaint(text: string, at: number): string {
  const char = text.charAt(at);
  if (char === '"' || char === "'") return 'This quote is not closed on its line.';
  if (/[\d.-]/.test(char)) return 'This is no whole number.';
  return 'This has no meaning here.';
}

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
};

const escape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([abfnrtv\\'"?]))/y;

/** A piece of a string token: text as it stands, or one byte that an escape names. */
export type StringPiece = string | number;

/** Undoes the escapes of a string token. Octal and \x name bytes, \u and \U characters. */
export function stringPieces(token: TextToken, problems: Problems): StringPiece[] {
  const pieces: StringPiece[] = [];
  const inner = token.text.slice(1, -1);
  for (let at = 0; at < inner.length;) {
    const next = inner.indexOf('\\', at);
    if (next < 0) return [...pieces, inner.slice(at)];
    if (next > at) pieces.push(inner.slice(at, next));
    escape.lastIndex = next;
    const found = escape.exec(inner);
    const piece = found ? pieceOf(found) : undefined;
    if (!found || piece === undefined) {
      const start = token.start + 1 + next;
      problems.error({ start, end: start + 2 }, 'This is no escape that protobuf text knows.');
      at = next + 2;
    } else {
      pieces.push(piece);
      at = next + found[0].length;
    }
  }
  return pieces;
}

function pieceOf([, octal, hex, short, long, letter]: RegExpExecArray): StringPiece | undefined {
  if (octal !== undefined) return Number.parseInt(octal, 8) & 0xff;
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (letter !== undefined) return escapes[letter];
  const code = Number.parseInt(short ?? long ?? '', 16);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : undefined;
}
