/** Cuts the text of a filter into words. A word ends at a space, unless the space stands in quotes. */
export interface Token {
  /** Offsets of the whole word. */
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
  /** What stands before the first colon, where that is a name; absent: the word is text. */
  readonly name?: string;
  readonly value: string;
  /** Offset at which the value begins, its quote included. */
  readonly valueFrom: number;
  readonly quoted: boolean;
  /** A quote that is not closed. */
  readonly open: boolean;
}

/** A name and one colon: two colons are those of an Endpoint ID. */
const named = /^([a-z]+):(?!:)/i;

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(text[at])) at++;
    if (at >= text.length) return found;
    const token = tokenAt(text, at);
    found.push(token);
    at = token.to;
  }
}

function tokenAt(text: string, from: number): Token {
  const negated = text[from] === '-' && !isSpace(text[from + 1]) && from + 1 < text.length;
  const start = negated ? from + 1 : from;
  const name = named.exec(text.slice(start, start + 40))?.[1];
  const valueFrom = name === undefined ? start : start + name.length + 1;
  const read = text[valueFrom] === '"' ? quoted(text, valueFrom) : bare(text, valueFrom);
  return { from, negated, valueFrom, ...(name !== undefined && { name: name.toLowerCase() }), ...read };
}

type Read = Pick<Token, 'to' | 'value' | 'quoted' | 'open'>;

function bare(text: string, from: number): Read {
  let to = from;
  while (to < text.length && !isSpace(text[to])) to++;
  return { to, value: text.slice(from, to), quoted: false, open: false };
}

function quoted(text: string, from: number): Read {
  let value = '';
  let at = from + 1;
  for (; at < text.length; at++) {
    let character = text.charAt(at);
    if (character === '"') return { to: at + 1, value, quoted: true, open: false };
    if (character === '\\' && at + 1 < text.length) character = text.charAt(++at);
    value += character;
  }
  return { to: text.length, value, quoted: true, open: true };
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
