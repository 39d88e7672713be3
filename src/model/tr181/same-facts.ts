/** Whether two data models say the same: plain data and Maps, whatever the order of what they hold. */
export function sameFacts(a: unknown, b: unknown): boolean {
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && sameFacts(value, b.get(key)));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const one = Object.entries(a);
  const other = new Map(Object.entries(b));
  return one.length === other.size && one.every(([key, value]) => other.has(key) && sameFacts(value, other.get(key)));
}
