/** What a device supports, as a file: to hold another device or a later firmware against it. */
import * as v from 'valibot';
import { SupportedModel } from '../../model/supported-model.ts';

const format = 'usp-console-supported-data-model';

/** Characters; the whole of TR-181 takes some three million. */
export const largestSupportedFile = 64 * 1024 * 1024;

const name = v.pipe(v.string(), v.maxLength(1_024));
const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(10_000));
const names = list(name);
const valueTypes = [
  'unknown',
  'base64',
  'boolean',
  'dateTime',
  'decimal',
  'hexBinary',
  'int',
  'long',
  'string',
  'unsignedInt',
  'unsignedLong',
] as const;

const objectSchema = v.object({
  path: name,
  access: v.picklist(['readOnly', 'addDelete', 'addOnly', 'deleteOnly']),
  isMultiInstance: v.boolean(),
  params: list(
    v.object({
      name,
      access: v.picklist(['readOnly', 'readWrite', 'writeOnly']),
      type: v.picklist(valueTypes),
      valueChange: v.picklist(['unknown', 'allowed', 'willIgnore']),
    }),
  ),
  commands: list(
    v.object({ name, type: v.picklist(['unknown', 'sync', 'async']), inputArgs: names, outputArgs: names }),
  ),
  events: list(v.object({ name, args: names })),
  divergentPaths: names,
  uniqueKeySets: list(names),
});

const fileSchema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  name,
  objects: v.pipe(v.array(objectSchema), v.minLength(1), v.maxLength(50_000)),
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
