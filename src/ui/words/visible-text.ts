/** Makes text of a peer safe to read: what would hide, reorder or break the line is shown by name instead. */

export interface TextRun {
  readonly text: string;
  /** Set: the run stands for a character that could not be seen, e.g. `U+202E`. */
  readonly hidden?: string;
}

/** Characters shown before the rest waits behind "show all". */
export const shortText = 2_000;

// C0 and C1 controls, zero-width and bidirectional marks, line separators, BOM, soft hyphen, interlinear, tags.
const hidden =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const names = new Map([
  ['\n', '↵'],
  ['\r', '␍'],
  ['\t', '⇥'],
  ['\0', 'NUL'],
]);

/** Cuts text into runs that can be seen and characters that can't. Line feeds stay text where `multiline`. */
export function visibleRuns(text: string, multiline = false): TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (const match of text.matchAll(hidden)) {
    const char = match[0];
    if (multiline && char === '\n') continue;
    if (match.index > from) runs.push({ text: text.slice(from, match.index) });
    runs.push({ text: char, hidden: hiddenName(char) });
    from = match.index + char.length;
  }
  if (from < text.length || runs.length === 0) runs.push({ text: text.slice(from) });
  return runs;
}

/** The text in one string, hidden characters by name; for titles and labels, which take no markup. */
export function visibleText(text: string, limit = shortText): string {
  const cut = text.length > limit ? cutText(text, limit) : text;
  const shown = cut.replace(hidden, (char) => `⟦${hiddenName(char)}⟧`);
  return cut.length < text.length ? `${shown}…` : shown;
}

/** The first `limit` characters, never half of a surrogate pair. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const code = text.charCodeAt(limit - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit);
}

function hiddenName(char: string): string {
  return names.get(char) ?? `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
