/** Collections of crafted requests from outside: a file that somebody shared, or what an older page kept. */
import * as v from 'valibot';
import { craftBounds, type Collection } from '../../model/craft/crafted.ts';

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const checkSchema = v.variant('kind', [
  v.object({ kind: v.literal('outcome'), is: v.picklist(['answer', 'error', 'silence', 'lost']) }),
  v.object({
    kind: v.literal('type'),
    is: v.picklist([
      'Get',
      'GetInstances',
      'GetSupportedDM',
      'GetSupportedProtocol',
      'Set',
      'Add',
      'Delete',
      'Operate',
    ]),
  }),
  v.object({ kind: v.literal('code'), is: whole(0, 0xffff_ffff) }),
  v.object({
    kind: v.literal('value'),
    path: text(10_000),
    how: v.picklist(['equals', 'matches']),
    value: text(craftBounds.text),
  }),
]);

const requestSchema = v.object({
  id: text(100),
  name: text(craftBounds.name),
  form: v.picklist(['message', 'record', 'bytes']),
  text: text(craftBounds.text),
  checks: v.pipe(v.array(checkSchema), v.maxLength(craftBounds.checks)),
  timeout: v.optional(whole(1, 3_600_000)),
});

export const collectionSchema = v.object({
  id: text(100),
  name: text(craftBounds.name),
  requests: v.pipe(v.array(requestSchema), v.maxLength(craftBounds.requests)),
  variables: v.pipe(
    v.array(v.tuple([text(craftBounds.name), text(craftBounds.text)])),
    v.maxLength(craftBounds.variables),
  ),
});

const format = 'usp-console-requests';

const fileSchema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  collections: v.pipe(v.array(collectionSchema), v.maxLength(craftBounds.collections)),
});

/** Characters; a larger file is none of ours. */
const largestFile = 32 * 1024 * 1024;

export function writeCollections(collections: readonly Collection[]): string {
  return `${JSON.stringify({ format, version: 1, collections }, null, 2)}\n`;
}

/** @returns the problem as a sentence where the file is not one of ours. */
export function readCollections(
  file: string,
): { readonly collections: readonly Collection[] } | { readonly problem: string } {
  if (file.length > largestFile) return { problem: 'The file is too large to hold requests of this page.' };
  let raw: unknown;
  try {
    raw = JSON.parse(file);
  } catch {
    return { problem: 'The file holds no requests of this page: it is no JSON.' };
  }
  const result = v.safeParse(fileSchema, raw);
  if (result.success) return { collections: result.output.collections.map(asCollection) };
  const at = v.getDotPath(result.issues[0]);
  return { problem: `The file holds no requests of this page, or it was damaged${at ? ` at "${at}"` : ''}.` };
}

/** @returns undefined where what was kept is no collection any more */
export function readCollection(kept: unknown): Collection | undefined {
  const result = v.safeParse(collectionSchema, kept);
  return result.success ? asCollection(result.output) : undefined;
}

/** A time-out that is not there is left out, as the type wants it. */
export function asCollection(read: v.InferOutput<typeof collectionSchema>): Collection {
  const requests = read.requests.map(({ timeout, ...request }) => ({
    ...request,
    ...(timeout !== undefined && { timeout }),
  }));
  return { ...read, requests };
}
