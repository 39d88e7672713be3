/** How well a word fits one part of a path: whole, its beginning, the beginnings of its camel-case humps, its middle. */

export interface PathPart {
  readonly text: string;
  readonly lower: string;
  /** Where its humps begin: `BSSIDList` has two, at 0 and 5. */
  readonly humps: readonly number[];
  /** It stands for an instance number: any, or the one that `text` is. */
  readonly isInstance: boolean;
  /** Which letters and digits it has, as bits: tells most of what does not fit at once. */
  readonly letters: number;
}

/** From and up to, in characters. */
export type Range = readonly [from: number, to: number];

/** What a fit is worth. Whole numbers, so that sums are exact. */
export const partScores = { whole: 100, start: 80, humps: 60, middle: 40 };

/** Characters of a name within which humps are looked for; a peer may send longer ones. */
const humpBound = 128;

export function pathPart(text: string): PathPart {
  const lower = text.toLowerCase();
  const isInstance = text === '{i}' || /^\d+$/.test(text);
  return { text, lower, humps: isInstance ? [0] : humpsOf(text), isInstance, letters: lettersOf(lower) };
}

/** Letters, digits and the rest as 31 bits. */
export function lettersOf(lower: string): number {
  let bits = 0;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (code >= 97 && code <= 122) bits |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) bits |= 1 << 26;
    else bits |= 1 << 27;
  }
  return bits;
}

/**
 * What the fit is worth; 0: none. `word` in small letters.
 * @param ranges takes what of the part was matched
 */
export function matchPart(part: PathPart, word: string, letters: number, ranges?: Range[]): number {
  if (part.isInstance) return matchInstance(part, word, ranges);
  if ((letters & ~part.letters) !== 0) return 0;
  const { lower } = part;
  const at = lower.indexOf(word);
  if (at === 0) {
    ranges?.push([0, word.length]);
    return lower.length === word.length ? partScores.whole : partScores.start;
  }
  const humps = matchHumps(part, word, ranges);
  if (humps) return partScores.humps;
  // One letter in the middle of a name says nothing.
  if (at < 0 || word.length < 2) return 0;
  ranges?.push([at, at + word.length]);
  return partScores.middle;
}

function matchInstance(part: PathPart, word: string, ranges: Range[] | undefined): number {
  const any = word === '*' || word === '{i}';
  if (!any && part.text !== '{i}' && part.text !== word) return 0;
  if (!any && !/^\d+$/.test(word)) return 0;
  ranges?.push([0, part.text.length]);
  return partScores.whole;
}

/** `opchan` fits `OperatingChannelBandwidth`: beginnings of humps one after the other, some left out. */
function matchHumps(part: PathPart, word: string, ranges: Range[] | undefined): boolean {
  const { lower, humps } = part;
  if (humps.length < 2 || word.length > humpBound) return false;
  // Characters of the word matched so far, with the hump and the count before that got there first.
  const reached = new Map<number, { readonly from: number; readonly before: number }>([[0, { from: 0, before: 0 }]]);
  for (const [index, start] of humps.entries()) {
    const end = humps[index + 1] ?? Math.min(lower.length, humpBound);
    for (const done of [...reached.keys()].sort((a, b) => b - a)) {
      for (let length = 1; start + length <= end && done + length <= word.length; length += 1) {
        if (lower.charCodeAt(start + length - 1) !== word.charCodeAt(done + length - 1)) break;
        if (!reached.has(done + length)) reached.set(done + length, { from: start, before: done });
      }
    }
    if (reached.has(word.length)) break;
  }
  if (!reached.has(word.length)) return false;
  for (let done = word.length; ranges && done > 0;) {
    const step = reached.get(done);
    if (!step) break;
    ranges.push([step.from, step.from + done - step.before]);
    done = step.before;
  }
  return true;
}

function humpsOf(text: string): number[] {
  const humps = [0];
  for (let at = 1; at < Math.min(text.length, humpBound); at += 1) {
    const before = text.charAt(at - 1);
    const here = text.charAt(at);
    const isUpper = /\p{Lu}/u.test(here);
    if (!isUpper) {
      if (before === '_' || before === '-') humps.push(at);
      continue;
    }
    // A new hump after a small letter or a digit; in a run of capitals, the last one that a small letter follows.
    if (!/\p{Lu}/u.test(before) || /\p{Ll}/u.test(text.charAt(at + 1))) humps.push(at);
  }
  return humps;
}
