/** Versions of data models, `2.12`: compared by their numbers. */

export function laterVersion(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isLater(b, a) ? b : a;
}

export function isLater(a: string, b: string): boolean {
  const one = a.split('.').map(Number);
  const other = b.split('.').map(Number);
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const apart = (one[at] ?? 0) - (other[at] ?? 0);
    if (apart !== 0) return apart > 0;
  }
  return false;
}
