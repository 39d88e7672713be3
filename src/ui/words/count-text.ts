/** How many of something, in words: `1 line`, `2,000 lines`. */
export function countText(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : more}`;
}
