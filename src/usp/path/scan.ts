/** Finding the dots of a path that separate segments: those outside of `[...]`, within which quotes count. */

// TR-106 3.1: a letter or underscore, then letters, digits, underscores and hyphens. The ABNF of TR-369 has no
// hyphens and only ASCII, but vendor names with a hyphen (X_EXAMPLE-COM_…) are in the field.
export const NAME_PATTERN = String.raw`[\p{L}_][\p{L}\p{Nd}_\-]*`;

/**
 * Index of the dot that ends the segment which begins at `from`, the length of the text if none does,
 * or -1 if a bracket or a quote within it is never closed.
 */
export function segmentEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '.') return at;
    if (char === '[') {
      at = bracketEnd(text, at);
      if (at < 0) return -1;
    }
  }
  return text.length;
}

function bracketEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === ']') return at;
    if (char === '"') {
      at = text.indexOf('"', at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

/** The raw segments of a path; undefined if a bracket or a quote is never closed. A dot at the end adds nothing. */
export function splitPath(text: string): string[] | undefined {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = segmentEnd(text, at);
    if (end < 0) return undefined;
    parts.push(text.slice(at, end));
    at = end + 1;
  }
  return parts;
}
