/**
 * Parents, children and supported forms of paths, on their text: these run for every one of 100,000 parameters.
 * They take a valid path; of any other text they make nonsense, but never throw.
 */
import { parseInstanceNumber } from './instance-number.ts';
import { segmentEnd, splitPath } from './scan.ts';

/** Index of the dot in front of the last segment, or -1. */
function lastDot(text: string): number {
  const length = text.endsWith('.') ? text.length - 1 : text.length;
  if (!text.includes('[')) return length > 0 ? text.lastIndexOf('.', length - 1) : -1;
  let dot = -1;
  for (let at = 0; at < length;) {
    const end = segmentEnd(text, at);
    if (end < 0 || end >= length) return dot;
    dot = end;
    at = end + 1;
  }
  return dot;
}

/** The object or instance that holds what the path names, with its dot; undefined for the root. */
export function parentPath(path: string): string | undefined {
  const dot = lastDot(path);
  return dot < 0 ? undefined : path.slice(0, dot + 1);
}

/** The last segment as written, without the dot: `Name`, `3`, `Reset()`, `[Alias=="x"]`. */
export function lastPart(path: string): string {
  return path.slice(lastDot(path) + 1, path.endsWith('.') ? -1 : undefined);
}

/** The object path with its dot at the end; reference parameters hold it without. */
export function withDot(objectPath: string): string {
  return objectPath === '' || objectPath.endsWith('.') ? objectPath : `${objectPath}.`;
}

/** A relative path on top of an object path, with one dot between them. */
export function joinPath(objectPath: string, relative: string): string {
  return withDot(objectPath) + relative;
}

/** Whether `path` lies below the object (with or without its dot at the end). An object does not lie below itself. */
export function isUnder(path: string, objectPath: string): boolean {
  const prefix = withDot(objectPath);
  return path.length > prefix.length && path.startsWith(prefix);
}

/** The number of the instance that the path names; undefined where its last segment is none. */
export function instanceNumberOf(path: string): number | undefined {
  return parseInstanceNumber(lastPart(path));
}

/**
 * The path in the supported data model: every instance, wildcard and expression becomes `{i}`, and an instance at the
 * end gets its dot. Undefined where a reference is followed: only its value says where that leads.
 */
export function toSupportedPath(path: string): string | undefined {
  const parts = path.includes('[') ? splitPath(path) : path.split('.');
  if (!parts) return undefined;
  if (parts[parts.length - 1] === '') parts.pop();
  for (const [index, part] of parts.entries()) {
    const first = part.charAt(0);
    if ((first >= '0' && first <= '9') || first === '*' || first === '[') parts[index] = '{i}';
    else if (part.endsWith('+')) return undefined;
  }
  const text = parts.join('.');
  return path.endsWith('.') || text.endsWith('{i}') ? `${text}.` : text;
}
