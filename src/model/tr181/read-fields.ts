/** Reads JSON of unknown make field by field, and says where it is other than expected. */

export class UnreadableFacts extends Error {}

export type Fields = ReadonlyMap<string, unknown>;

/** The fields of an object; a key that is not in `known` is refused, so that nothing is overlooked. */
export function fieldsOf(raw: unknown, at: string, known?: readonly string[]): Fields {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new UnreadableFacts(`${at} is no object`);
  // As a Map: a name like `__proto__` is a name.
  const fields = new Map<string, unknown>(Object.entries(raw));
  if (known) for (const key of fields.keys()) if (!known.includes(key)) throw new UnreadableFacts(`${at} has "${key}"`);
  return fields;
}

export function listOf(raw: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(raw)) throw new UnreadableFacts(`${at} is no list`);
  return raw as readonly unknown[];
}

export function textOf(raw: unknown, at: string): string {
  if (typeof raw !== 'string') throw new UnreadableFacts(`${at} is no text`);
  return raw;
}

export function optionalText(raw: unknown, at: string): string | undefined {
  return raw === undefined ? undefined : textOf(raw, at);
}

/** 1 or absent. */
export function flagOf(raw: unknown, at: string): boolean {
  if (raw !== undefined && raw !== 1) throw new UnreadableFacts(`${at} is neither 1 nor absent`);
  return raw === 1;
}

/** A whole number, exact. */
export function indexOf(raw: unknown, at: string): number {
  if (!Number.isSafeInteger(raw)) throw new UnreadableFacts(`${at} is no whole number`);
  return raw as number;
}

/** A bound of a range or a size; null: none. */
export function boundOf(raw: unknown, at: string): number | null {
  if (raw === null) return null;
  // Beyond 2^53 a number of JSON is not the number that was written.
  if (typeof raw !== 'number' || Math.abs(raw) > Number.MAX_SAFE_INTEGER)
    throw new UnreadableFacts(`${at} is no bound`);
  return raw;
}

/** One of the keys of `words`, as the word behind it. */
export function wordOf<T>(raw: unknown, words: ReadonlyMap<unknown, T>, at: string): T {
  const word = words.get(raw);
  if (word === undefined) throw new UnreadableFacts(`${at} is ${JSON.stringify(raw)}`);
  return word;
}
