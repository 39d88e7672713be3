/** What differs between two texts: lines of long ones, items of lists, else the middle between what is alike. */

export interface DiffRun {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Parts compared at most; past it the middle counts as one part each. */
const mostParts = 400;

/** Runs that, without the new ones, are `before`, and without those gone, `after`. */
export function diffTexts(before: string, after: string): DiffRun[] {
  const split = /\n/.test(before + after) ? /(?<=\n)/ : before.includes(',') || after.includes(',') ? /(?<=,)/ : '';
  const old = before === '' ? [] : before.split(split);
  const now = after === '' ? [] : after.split(split);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middleOld = old.slice(start, old.length - end);
  const middleNow = now.slice(start, now.length - end);
  const runs: DiffRun[] = [{ kind: 'same', text: old.slice(0, start).join('') }];
  const few = split !== '' && middleOld.length <= mostParts && middleNow.length <= mostParts;
  if (few) runs.push(...aligned(middleOld, middleNow));
  else runs.push({ kind: 'gone', text: middleOld.join('') }, { kind: 'new', text: middleNow.join('') });
  runs.push({ kind: 'same', text: old.slice(old.length - end).join('') });
  return joined(runs);
}

/** The longest common subsequence, walked from its start. */
function aligned(old: readonly string[], now: readonly string[]): DiffRun[] {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const runs: DiffRun[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      runs.push({ kind: 'same', text: old[row] ?? '' });
      row += 1;
      column += 1;
    } else if (column >= now.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      runs.push({ kind: 'gone', text: old[row] ?? '' });
      row += 1;
    } else {
      runs.push({ kind: 'new', text: now[column] ?? '' });
      column += 1;
    }
  }
  return runs;
}

function joined(runs: readonly DiffRun[]): DiffRun[] {
  const whole: DiffRun[] = [];
  for (const run of runs) {
    const last = whole.at(-1);
    if (run.text === '') continue;
    if (last?.kind === run.kind) whole[whole.length - 1] = { kind: run.kind, text: last.text + run.text };
    else whole.push(run);
  }
  return whole;
}
