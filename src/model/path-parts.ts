/** Cuts resolved and supported paths into their parts. Works on what an Agent sent, so it never throws. */

const instancePart = /^\d+$/;

/** Is this part of a path an instance number or its placeholder? */
export function isInstancePart(part: string): boolean {
  return part === '{i}' || instancePart.test(part);
}

/** The parts of a path without the dots: `Device.IP.` has two. */
export function pathParts(path: string): string[] {
  const parts = path.split('.');
  if (parts.at(-1) === '') parts.pop();
  return parts;
}

/** The object that holds this object, parameter, command or event; empty for a root. */
export function parentPath(path: string): string {
  const end = path.endsWith('.') ? path.length - 2 : path.length - 1;
  const dot = path.lastIndexOf('.', end);
  return dot < 0 ? '' : path.slice(0, dot + 1);
}

/** The last name in a path, without a dot at its end. */
export function lastPart(path: string): string {
  const whole = path.endsWith('.') ? path.slice(0, -1) : path;
  return whole.slice(whole.lastIndexOf('.') + 1);
}

/** `Device.IP.Interface.1.Name` becomes `Device.IP.Interface.{i}.Name`. */
export function toSupportedPath(path: string): string {
  if (!/\.\d/.test(path)) return path;
  return path
    .split('.')
    .map((part) => (instancePart.test(part) ? '{i}' : part))
    .join('.');
}

/** A parameter, command or event apart from its object. */
export function splitMember(path: string): { readonly object: string; readonly name: string } {
  const dot = path.lastIndexOf('.');
  return { object: path.slice(0, dot + 1), name: path.slice(dot + 1) };
}

/** Does this object path end in an instance number? */
export function isInstancePath(path: string): boolean {
  return path.endsWith('.') && instancePart.test(lastPart(path));
}

/** What a path names, from its last character: the form is enough to tell. */
export function pathKind(path: string): 'object' | 'command' | 'event' | 'param' {
  if (path.endsWith('.')) return 'object';
  if (path.endsWith('()')) return 'command';
  return path.endsWith('!') ? 'event' : 'param';
}

/** Orders parts so that 2 comes before 10, and names as people read them. */
export function compareParts(a: string, b: string): number {
  const numbers = instancePart.test(a) && instancePart.test(b);
  if (!numbers) return a < b ? -1 : a > b ? 1 : 0;
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Orders whole paths part by part: what lies in an object comes after it, row 2 before row 10. */
export function comparePaths(a: string, b: string): number {
  return comparePartLists(pathParts(a), pathParts(b));
}

/** The same for paths that are cut already, which a long list to sort is once. */
export function comparePartLists(one: readonly string[], other: readonly string[]): number {
  for (const [at, part] of one.entries()) {
    const order = compareParts(part, other[at] ?? '');
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** Every object above this path, the root first, without the path itself. */
export function ancestorPaths(path: string): string[] {
  const above: string[] = [];
  for (let at = parentPath(path); at; at = parentPath(at)) above.unshift(at);
  return above;
}

/** Is this one of these objects, or does it lie in one? Costs as much as the path is deep, however many they are. */
export function isWithin(path: string, objects: ReadonlySet<string>): boolean {
  for (let at = path; at; at = parentPath(at)) if (objects.has(at)) return true;
  return false;
}

/** The same member of every row of every table on the way: `Device.IP.Interface.*.Name`. */
export function allInstancesPath(path: string): string {
  return toSupportedPath(path).replaceAll('{i}', '*');
}

/** The rows of tables that a path leads through, itself included, the outermost first. */
export function rowsOnTheWay(path: string): string[] {
  return [...ancestorPaths(path), path].filter(isInstancePath);
}

/** Characters and levels of a path that is taken into the model; TR-181 itself stays far below. */
export const pathBounds = { length: 1024, levels: 48 };

/** A path that no data model has and that would only cost stack and memory. */
export function isTooDeep(path: string): boolean {
  return path.length > pathBounds.length || pathParts(path).length > pathBounds.levels;
}
