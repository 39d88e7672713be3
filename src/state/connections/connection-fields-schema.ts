import * as v from 'valibot';
import type { ConnectionFields } from './connection-fields.ts';

const text = v.pipe(v.string(), v.maxLength(100_000));

const fieldsSchema = v.object({
  kind: v.picklist(['websocket', 'mqtt']),
  name: text,
  url: text,
  controllerId: text,
  allowPlain: v.boolean(),
  session: v.picklist(['off', 'allow', 'require']),
  // Drafts of before there was such a field have none.
  maxRecordSize: v.optional(text, ''),
  timeout: text,
  agentId: text,
  version: v.picklist(['5', '3.1.1']),
  username: text,
  password: text,
  keepPassword: v.boolean(),
  clientId: text,
  replyTo: text,
  subscribe: text,
  qos: v.picklist(['0', '1']),
  keepAlive: text,
  agents: v.array(v.object({ endpointId: text, topic: text })),
});

/** What a draft was when the tab was left; undefined for what is no draft of the same kind. */
export function readFields(raw: unknown, like: ConnectionFields): ConnectionFields | undefined {
  const result = v.safeParse(fieldsSchema, raw);
  return result.success && result.output.kind === like.kind ? result.output : undefined;
}
