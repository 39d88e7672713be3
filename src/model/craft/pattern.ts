/** Patterns for values. Collections are shared, so a pattern may be anybody's: what could run for ever is refused. */

/** Characters of a value that a pattern is held against, and repetitions without an end in one pattern. */
const bounds = { value: 1_000, repetitions: 3 };

export type PatternResult =
  { readonly ok: true; readonly fits: (value: string) => boolean } | { readonly ok: false; readonly problem: string };

/** Reads a regular expression for a whole value. Longer values than 1,000 characters fit none. */
export function readPattern(text: string): PatternResult {
  try {
    const pattern = new RegExp(`^(?:${text})$`, 'u');
    const problem = slowness(text);
    if (problem) return { ok: false, problem };
    return { ok: true, fits: (value) => value.length <= bounds.value && pattern.test(value) };
  } catch (error) {
    return {
      ok: false,
      problem: `the pattern can't be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

const token = /\\.|\[(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|[()|+*]/gsu;

/** Why a valid pattern might take for ever on some values; undefined: it can't. */
function slowness(text: string): string | undefined {
  /** Whether each open group holds a repetition or a choice. */
  const groups: boolean[] = [];
  let closed = false;
  let endOfGroup = -1;
  let repetitions = 0;
  for (const { 0: part, index } of text.matchAll(token)) {
    if (part === '(') groups.push(false);
    else if (part === ')') {
      closed = groups.pop() ?? false;
      if (closed) groups.fill(true);
      endOfGroup = index + 1;
    } else if (part === '|') groups.fill(true);
    else if (part === '+' || part === '*' || /^\{\d+,\d*\}$/.test(part)) {
      if (closed && endOfGroup === index)
        return 'the pattern repeats a group that repeats or chooses inside: that can take for ever';
      repetitions += 1;
      groups.fill(true);
    }
  }
  return repetitions > bounds.repetitions
    ? `the pattern has more than ${String(bounds.repetitions)} repetitions: that can take for ever`
    : undefined;
}
