/** Objects of a supported data model as they lie in a store or a file: read back like anything from outside. */
import * as v from 'valibot';
import { PARAM_VALUE_TYPES } from '../../usp/value-types.ts';

const name = v.pipe(v.string(), v.maxLength(8_192));
const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(10_000));
const names = list(name);

const supportedObjectSchema = v.object({
  path: name,
  access: v.picklist(['readOnly', 'addDelete', 'addOnly', 'deleteOnly']),
  isMultiInstance: v.boolean(),
  params: list(
    v.object({
      name,
      access: v.picklist(['readOnly', 'readWrite', 'writeOnly']),
      type: v.picklist(PARAM_VALUE_TYPES),
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

export const supportedObjectsSchema = v.pipe(v.array(supportedObjectSchema), v.maxLength(50_000));
