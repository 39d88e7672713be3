/** About how large what a peer said is: counted, not written, as it may be 64 MiB. */

/** Characters of all texts in it. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let size = 0;
  for (const inner of Object.values(value)) size += sizeOf(inner);
  return size;
}
