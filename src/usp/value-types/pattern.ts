/** Patterns for values. Collections and data models are shared, so one may be anybody's: what could run for ever is refused. */

/** Characters of a value that a pattern is held against. */
export const longestMatched = 1_000;
/** Repetitions without an end in one pattern. */
const mostRepetitions = 3;

export type PatternResult =
  { readonly ok: true; readonly fits: (value: string) => boolean } | { readonly ok: false; readonly problem: string };

/** Reads a regular expression for a whole value. Longer values than 1,000 characters fit none. */
export function readPattern(text: string): PatternResult {
  try {
    const pattern = new RegExp(`^(?:${text})$`, 'u');
    const problem = slowness(text);
    if (problem) return { ok: false, problem };
    return { ok: true, fits: (value) => value.length <= longestMatched && pattern.test(value) };
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
  /** Where each open group begins, and whether it holds a repetition or a choice. */
  const groups: { readonly at: number; varies: boolean }[] = [];
  const vary = () => groups.forEach((group) => (group.varies = true));
  let closed = false;
  let endOfGroup = -1;
  let repetitions = 0;
  for (const { 0: part, index } of text.matchAll(token)) {
    if (part === '(') groups.push({ at: index + 1, varies: false });
    else if (part === ')') {
      const group = groups.pop();
      closed = group !== undefined && group.varies && !isDelimited(text.slice(group.at, index));
      if (group?.varies) vary();
      endOfGroup = index + 1;
    } else if (part === '|') vary();
    else if (part === '+' || part === '*' || /^\{\d+,\d*\}$/.test(part)) {
      if (closed && endOfGroup === index)
        return 'the pattern repeats a group that repeats or chooses inside: that can take for ever';
      repetitions += 1;
      vary();
    }
  }
  return repetitions > mostRepetitions
    ? `the pattern has more than ${String(mostRepetitions)} repetitions: that can take for ever`
    : undefined;
}

/** Does each turn of the group begin with a character that nothing else in it takes, as in `(\\.\\d+)*`? */
function isDelimited(group: string): boolean {
  const [first = '', ...rest] = group.match(/\\.|\[(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|[^]/gu) ?? [];
  const character = /^\\[^\w\s]$/u.test(first) ? first.slice(1) : /^[^\\[(|)*+?{.^$]$/u.test(first) ? first : undefined;
  if (character === undefined || /^[*+?{]/u.test(rest[0] ?? '')) return false;
  return rest
    .filter((atom) => !/^[*+?{]/u.test(atom))
    .every((atom) => !/^[(|)]$/u.test(atom) && !new RegExp(`^(?:${atom})$`, 'u').test(character));
}
