/**
 * Whether a Path Name lies at or below another, for the log's filter: segment by segment, whatever the case. A `*` in
 * the filter stands for one whole segment, whether the path has a number, a wildcard, a placeholder or a search
 * expression there. The last segment may be the beginning of one.
 */
export function pathFits(wanted: string): (path: string) => boolean {
  const pattern = segments(wanted.toLowerCase());
  const last = pattern.length - 1;
  return (path) => {
    const parts = segments(path.toLowerCase());
    return pattern.every((segment, index) => {
      const part = parts[index];
      if (part === undefined) return false;
      if (segment === '*' && (index < last || part !== '')) return true;
      return index === last ? part.startsWith(segment) : part === segment;
    });
  };
}

/** Cut at its dots; those inside a search expression separate nothing. */
function segments(path: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < path.length; at++) {
    const character = path[at];
    if (character === '[') depth++;
    else if (character === ']') depth = Math.max(0, depth - 1);
    else if (character === '.' && depth === 0) {
      found.push(path.slice(from, at));
      from = at + 1;
    }
  }
  found.push(path.slice(from));
  return found;
}
