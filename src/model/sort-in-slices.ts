/** Sorts a long list in slices: as Array's own sort does, equals in their order, but handing the thread back between steps. */

/** Items that are sorted at one go. */
const runLength = 256;
/** Items that are merged between two questions. */
const mergeStep = 256;

/** @param shouldYield asked between small steps: true hands the thread back */
export function* sortInSlices<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
  shouldYield: () => boolean,
): Generator<undefined, Item[]> {
  let from: Item[] = [];
  for (let at = 0; at < items.length; at += runLength) {
    if (shouldYield()) yield;
    for (const item of items.slice(at, at + runLength).sort(compare)) from.push(item);
  }
  for (let width = runLength; width < from.length; width *= 2) {
    const to: Item[] = [];
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(start + 2 * width, from.length);
      let left = start;
      let right = middle;
      while (to.length < end) {
        if (to.length % mergeStep === 0 && shouldYield()) yield;
        const [a, b] = [from[left] as Item, from[right] as Item];
        if (right >= end || (left < middle && compare(a, b) <= 0)) {
          to.push(a);
          left += 1;
        } else {
          to.push(b);
          right += 1;
        }
      }
    }
    from = to;
  }
  return from;
}
