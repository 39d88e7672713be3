/** The word of a list that was most likely meant: it begins alike, or one slip of the finger lies between. */
export function closest(word: string, words: readonly string[]): string | undefined {
  return words.find((candidate) => candidate.startsWith(word)) ?? words.find((candidate) => oneSlip(word, candidate));
}

/** Whether one letter more, less, other, or two letters exchanged, makes one of the other. */
function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restA === [...restB].toReversed().join('');
}
