/** Comma-separated lists of TR-106 3.2.3: white space around commas means nothing, and within items it is escaped. */

// Brackets within brackets, as deep as a hostile value may go.
const MAX_NESTING = 8;

/** Items as they stand in the text, trimmed but not unescaped. The empty text is the empty list. */
export function splitList(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((item) => item.trim());
}

/** The same, where commas within `[...]` part no items; undefined where brackets do not match or nest too deep. */
export function splitNestedList(text: string): string[] | undefined {
  if (text.trim() === '') return [];
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '[') depth++;
    else if (char === ']') depth--;
    else if (char === ',' && depth === 0) {
      items.push(text.slice(start, at).trim());
      start = at + 1;
    }
    if (depth < 0 || depth > MAX_NESTING) return undefined;
  }
  items.push(text.slice(start).trim());
  return depth === 0 ? items : undefined;
}

/** A string as an item: white space, commas and percent signs are percent-encoded (RFC 3986 2.1). */
export function escapeItem(text: string): string {
  return text.replace(/[\s,%]/gu, (char) => encodeURIComponent(char));
}
