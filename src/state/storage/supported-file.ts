/** What a device supports, as a file: to hold another device or a later firmware against it. */
import * as v from 'valibot';
import { SupportedModel } from '../../model/supported-model.ts';
import { supportedObjectsSchema } from '../model/supported-schema.ts';

const format = 'usp-console-supported-data-model';

/** Characters; the whole of TR-181 takes some three million. */
export const largestSupportedFile = 64 * 1024 * 1024;

const fileSchema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  name: v.pipe(v.string(), v.maxLength(1_024)),
  objects: v.pipe(supportedObjectsSchema, v.minLength(1)),
});

export function writeSupportedFile(called: string, model: SupportedModel): string {
  const objects = [...model.nodes()].flatMap(({ object }) => object ?? []);
  return `${JSON.stringify({ format, version: 1, name: called, objects })}\n`;
}

/** @returns the problem as a sentence where the file is not one of these. */
export function readSupportedFile(
  text: string,
): { readonly name: string; readonly model: SupportedModel } | { readonly problem: string } {
  if (text.length > largestSupportedFile) return { problem: 'The file is too large to be a supported data model.' };
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { problem: 'The file is no supported data model that this page has saved: it is no JSON.' };
  }
  const result = v.safeParse(fileSchema, raw);
  if (!result.success) {
    const at = v.getDotPath(result.issues[0]);
    return { problem: `The file is no supported data model, or it was damaged${at ? ` at "${at}"` : ''}.` };
  }
  const model = new SupportedModel();
  for (const object of result.output.objects) model.add(object);
  return { name: result.output.name, model };
}
