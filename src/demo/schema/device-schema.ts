import { deviceInfoSchema } from './device-info.ts';
import { interfacesSchema } from './interfaces.ts';
import { ipSchema } from './ip.ts';
import { localAgentSchema } from './local-agent.ts';
import { namedTypesSchema } from './named-types.ts';
import { parseSchema } from './parse-schema.ts';
import { rootSchema } from './root.ts';
import { servicesSchema } from './services.ts';
import type { Schema } from './types.ts';
import { wifiSchema } from './wifi.ts';

let parsed: Schema | undefined;

/** The supported data model of the demo device; read once. */
export function deviceSchema(): Schema {
  parsed ??= parseSchema(
    [rootSchema, deviceInfoSchema, localAgentSchema, interfacesSchema, ipSchema, wifiSchema, servicesSchema].join('\n'),
    namedTypesSchema,
  );
  return parsed;
}
