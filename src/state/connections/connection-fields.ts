/** A connection as a form holds it: text where a person types, and the way there and back. */
import type { ConnectionConfig, MqttConfig, SessionMode, WebSocketConfig } from '../../worker/port.ts';

export type FormKind = 'websocket' | 'mqtt';

export interface AgentFields {
  endpointId: string;
  topic: string;
}

export interface ConnectionFields {
  kind: FormKind;
  name: string;
  url: string;
  controllerId: string;
  allowPlain: boolean;
  session: SessionMode;
  /** Bytes; empty: no segmentation. */
  maxRecordSize: string;
  /** Seconds. */
  timeout: string;
  /** WebSocket: the Agent, where known. */
  agentId: string;
  version: '5' | '3.1.1';
  username: string;
  password: string;
  keepPassword: boolean;
  clientId: string;
  replyTo: string;
  /** One topic filter per line. */
  subscribe: string;
  qos: '0' | '1';
  /** Seconds; empty: 60. */
  keepAlive: string;
  agents: AgentFields[];
}

export const defaultTimeout = 30_000;

export function emptyFields(kind: FormKind, controllerId: string): ConnectionFields {
  return {
    kind,
    name: '',
    url: '',
    controllerId,
    allowPlain: false,
    session: 'off',
    maxRecordSize: '',
    timeout: String(defaultTimeout / 1_000),
    agentId: '',
    version: '5',
    username: '',
    password: '',
    keepPassword: false,
    clientId: '',
    replyTo: kind === 'mqtt' ? ownTopic(controllerId) : '',
    subscribe: '',
    qos: '1',
    keepAlive: '',
    agents: [],
  };
}

/** The topic that is proposed as our own where the broker names none. */
export function ownTopic(controllerId: string): string {
  return `usp/controller/${controllerId}`;
}

/** @param keepPassword whether the password in it is one that may be kept. */
export function fieldsOf(config: ConnectionConfig, keepPassword: boolean): ConnectionFields {
  const { mtp } = config;
  const kind = mtp.kind === 'mqtt' ? 'mqtt' : 'websocket';
  const common: ConnectionFields = {
    ...emptyFields(kind, config.controllerId),
    name: config.name,
    allowPlain: config.allowPlain,
    session: config.session,
    maxRecordSize: config.maxRecordSize === undefined ? '' : String(config.maxRecordSize),
    timeout: String(config.requestTimeout / 1_000),
    keepPassword,
    replyTo: '',
  };
  if (mtp.kind === 'websocket') return { ...common, url: mtp.url, agentId: mtp.agentId ?? '' };
  if (mtp.kind === 'demo') return common;
  return {
    ...common,
    url: mtp.url,
    version: mtp.version,
    username: mtp.username ?? '',
    password: mtp.password ?? '',
    clientId: mtp.clientId ?? '',
    replyTo: mtp.replyTo ?? '',
    subscribe: mtp.subscribe.join('\n'),
    qos: mtp.qos === 1 ? '1' : '0',
    keepAlive: mtp.keepAlive === undefined ? '' : String(mtp.keepAlive),
    agents: mtp.agents.map((agent) => ({ ...agent })),
  };
}

/** The connection that fields without a problem stand for; `id` is its own. */
export function configOf(fields: ConnectionFields, id: string): ConnectionConfig {
  const mtp = fields.kind === 'mqtt' ? mqttOf(fields) : webSocketOf(fields);
  const maxRecordSize = recordSizeOf(fields);
  return {
    id,
    name: fields.name.trim() || proposedName(fields),
    controllerId: fields.controllerId.trim(),
    mtp,
    allowPlain: fields.allowPlain,
    session: fields.session,
    ...(maxRecordSize !== undefined && { maxRecordSize }),
    requestTimeout: Math.round(Number(fields.timeout) * 1_000),
  };
}

/** The largest Record in bytes; undefined: no segmentation, for which there is no place outside of a session either. */
export function recordSizeOf(fields: Pick<ConnectionFields, 'session' | 'maxRecordSize'>): number | undefined {
  const text = fields.maxRecordSize.trim();
  return fields.session === 'off' || text === '' ? undefined : Number(text);
}

/** A name for who gave none: the host it leads to. */
export function proposedName(fields: Pick<ConnectionFields, 'url' | 'agentId'>): string {
  const host = /^[a-z]+:\/\/([^/?#]+)/i.exec(fields.url.trim())?.[1];
  return host ?? (fields.agentId.trim() || 'Connection');
}

/** The topic filters of a text with one on each line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** An agent's row that nobody has begun to fill counts for nothing. */
export function filledAgents(fields: ConnectionFields): AgentFields[] {
  return fields.agents
    .map(({ endpointId, topic }) => ({ endpointId: endpointId.trim(), topic: topic.trim() }))
    .filter(({ endpointId, topic }) => endpointId !== '' || topic !== '');
}

function webSocketOf(fields: ConnectionFields): WebSocketConfig {
  const agentId = fields.agentId.trim();
  return { kind: 'websocket', url: fields.url.trim(), ...(agentId && { agentId }) };
}

function mqttOf(fields: ConnectionFields): MqttConfig {
  const username = fields.username;
  const clientId = fields.clientId.trim();
  const replyTo = fields.replyTo.trim();
  return {
    kind: 'mqtt',
    url: fields.url.trim(),
    version: fields.version,
    ...(username && { username }),
    ...(fields.password && { password: fields.password }),
    ...(clientId && { clientId }),
    subscribe: linesOf(fields.subscribe),
    ...(replyTo && { replyTo }),
    agents: filledAgents(fields),
    qos: fields.qos === '1' ? 1 : 0,
    ...(fields.keepAlive.trim() && { keepAlive: Number(fields.keepAlive) }),
  };
}
