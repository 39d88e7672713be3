/** Any path of a device as the path under which the data model speaks of it. */

/**
 * `Device.IP.Interface.1.Name`, `Device.IP.Interface.*.Name` and `Device.IP.Interface.[Alias=="x.y"].Name` all become
 * `Device.IP.Interface.{i}.Name`. A path that follows a reference (`+`) says not where it leads: empty.
 */
export function factsPath(path: string): string {
  if (path.includes('+')) return '';
  if (!/\.[\d*[]/.test(path)) return path;
  return withoutSearches(path).replace(/\.(?:\d+|\*|\[\])(?=\.|$)/g, '.{i}');
}

/** Expressions may hold dots and brackets of their own in quotes; what is between stays out. */
function withoutSearches(path: string): string {
  if (!path.includes('[')) return path;
  let kept = '';
  let depth = 0;
  let quoted = false;
  for (const char of path) {
    if (depth > 0 && char === '"') quoted = !quoted;
    if (quoted) continue;
    if (char === '[') depth += 1;
    if (depth === 0 || (depth === 1 && char === '[')) kept += char;
    if (char === ']' && depth > 0) {
      depth -= 1;
      if (depth === 0) kept += char;
    }
  }
  return kept;
}

/** `EnvVariable.1.Key` is spoken of as `EnvVariable.{i}.Key`. */
export function argumentPath(name: string): string {
  return name.replace(/(^|\.)\d+(?=\.|$)/g, '$1{i}');
}
