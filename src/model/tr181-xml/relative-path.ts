/** Path references of TR-106: relative to an object, to its parents (`#`) or to the root. */

/**
 * @param from path of the object that the reference stands in, e.g. `Device.DNS.Client.Server.{i}.`
 * @param scope `normal`: as it is written; `model`: from the root; `object`: from `from`.
 */
export function resolveReference(reference: string, from: string, scope: string): string {
  const path = reference.trim();
  const root = `${from.split('.')[0] ?? ''}.`;
  if (scope === 'object') return from + path.replace(/^\./, '');
  if (scope === 'model') return root + path.replace(/^\./, '');
  if (path.startsWith(root)) return path;
  if (path.startsWith('.')) return root + path.slice(1);
  const levels = /^#*/.exec(path)?.[0].length ?? 0;
  let base = from;
  for (let level = 0; level < levels; level++) base = withoutLast(base);
  return base + path.slice(levels).replace(/^\./, '');
}

/** A table and its rows are one level, and so are a command and its arguments. */
function withoutLast(path: string): string {
  return path.replace(/[^.]+\.(?:\{i\}\.|(?<=\(\)\.)(?:Input|Output)\.)?$/, '');
}
