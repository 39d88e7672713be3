/** References in text: the five names of XML and characters by number. No others: a file cannot bring its own. */

const named = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** The text with its references replaced; `fail` is called where one is none, with its place in the text. */
export function decodeReferences(text: string, fail: (problem: string, at: number) => never): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&<\s]{0,40})(;?)/g, (whole, name: string, end: string, at: number) => {
    if (!end) return fail('An "&" that begins no reference: it has to be written &amp;.', at);
    const char = named.get(name) ?? charOf(name);
    const unknown = `"${whole}" is not known. Only the five references of XML itself and characters by number are read.`;
    return char ?? fail(unknown, at);
  });
}

function charOf(name: string): string | undefined {
  const match = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (!match) return undefined;
  const code = match[1] ? Number.parseInt(match[1], 16) : Number(match[2]);
  const allowed =
    code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd);
  return allowed || (code >= 0x10000 && code <= 0x10ffff) ? String.fromCodePoint(code) : undefined;
}
