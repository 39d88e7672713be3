/**
 * A connection as a link: everything but its secrets, in the fragment of the page's own address, so that no server
 * sees it. The format is documented in docs/links.md.
 *
 *   #connect=wss://agent.example:8443/usp&agent=os::00256D-1234
 *   #connect=wss://broker.example/mqtt&mtp=mqtt&reply-to=usp/me&agent=os::00256D-1234,usp/agent/1
 *   #connect=demo&session=require&record=65536&loss=0.2
 */
import * as v from 'valibot';
import type { ConnectionConfig, DemoConfig, DemoLink, MqttConfig } from '../../worker/port.ts';
import { connectionSchema } from '../connections/connection-schema.ts';
import { assessUrl } from '../../mtp/secure-transport.ts';
import { defaultTimeout, proposedName } from '../connections/connection-fields.ts';

/** What a link says: a connection that has no `id` yet. */
export type LinkedConnection = Omit<ConnectionConfig, 'id'>;

export type LinkResult =
  { readonly ok: true; readonly connection: LinkedConnection } | { readonly ok: false; readonly problem: string };

/** Characters; a longer one is no link of ours. */
export const longestLink = 16_384;

const sessions = ['off', 'allow', 'require'] as const;

/** Is a fragment (or a pasted address with one) a connection link at all? */
export function isConnectionLink(text: string): boolean {
  return fragmentOf(text).startsWith('connect=');
}

/**
 * The fragment for a connection, with `#`. Passwords are never in it, nor is the leave to use a plain way: who opens
 * the link decides that. The own Endpoint ID is in it only if it is not the one that this browser made for itself,
 * since two browsers with one ID would disturb each other.
 */
export function formatConnectionLink(config: ConnectionConfig, browsersOwnId: string): string {
  const { mtp } = config;
  const pairs: [string, string][] = [['connect', mtp.kind === 'demo' ? 'demo' : mtp.url]];
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined && value !== '') pairs.push([key, value]);
  };
  if (mtp.kind === 'mqtt') addMqtt(mtp, add);
  if (mtp.kind === 'websocket') add('agent', mtp.agentId);
  if (mtp.kind === 'demo') addDemo(mtp, add);
  add('name', config.name);
  if (config.controllerId !== browsersOwnId && mtp.kind !== 'demo') add('as', config.controllerId);
  if (config.session !== 'off') add('session', config.session);
  if (config.maxRecordSize !== undefined) add('record', String(config.maxRecordSize));
  if (config.requestTimeout !== defaultTimeout) add('timeout', String(config.requestTimeout / 1_000));
  return `#${pairs.map(([key, value]) => `${key}=${encode(value)}`).join('&')}`;
}

/** Reads a link, or its fragment, that anybody may have written. */
export function parseConnectionLink(text: string, browsersOwnId: string): LinkResult {
  if (text.length > longestLink) return bad('The link is too long.');
  const fragment = fragmentOf(text);
  if (!fragment.startsWith('connect=')) return bad('This is not a connection link: it has no "#connect=" in it.');
  const fields = readPairs(fragment);
  if (!fields) return bad('The link is damaged: a % in it is not followed by two hex digits of UTF-8.');
  const url = fields.get('connect')?.[0] ?? '';
  const kind = url === 'demo' ? 'demo' : (one(fields, 'mtp') ?? 'websocket');
  if (kind !== 'demo') {
    const assessment = assessUrl(url);
    if (!assessment.ok) {
      const { what, advice } = assessment.problem;
      return bad(`The address in the link can't be used: ${what}. ${advice}`);
    }
  }
  const mtp = kind === 'demo' ? demoOf(fields) : kind === 'mqtt' ? mqttOf(fields, url) : webSocketOf(fields, url);
  const raw = {
    id: 'link',
    name: one(fields, 'name') ?? (kind === 'demo' ? 'Demo device' : proposedName({ url, agentId: '' })),
    controllerId: one(fields, 'as') ?? browsersOwnId,
    mtp: { ...mtp, kind },
    allowPlain: false,
    session: one(fields, 'session') ?? sessions[0],
    ...numbers(fields, [['record', 'maxRecordSize']]),
    requestTimeout: seconds(one(fields, 'timeout')) ?? defaultTimeout,
  };
  const result = v.safeParse(connectionSchema, raw);
  if (!result.success) return bad(problemOf(result.issues[0]));
  const { id: _, ...connection } = result.output;
  return { ok: true, connection };
}

/**
 * Do two connections lead to the same place in the same way? Names, passwords, leave, sessions and what the demo
 * device's link does on the way do not count.
 */
export function sameWay(one: LinkedConnection, other: LinkedConnection): boolean {
  const plain = ({ maxRecordSize: _, ...config }: LinkedConnection) => {
    const mtp = config.mtp.kind === 'demo' ? { kind: config.mtp.kind, size: config.mtp.size } : config.mtp;
    return formatConnectionLink(
      { ...config, mtp, id: '', name: '', session: 'off', requestTimeout: defaultTimeout },
      '',
    );
  };
  return plain(one) === plain(other);
}

type Fields = ReadonlyMap<string, readonly string[]>;

function addMqtt(mtp: MqttConfig, add: (key: string, value: string | undefined) => void): void {
  add('mtp', 'mqtt');
  if (mtp.version !== '5') add('version', mtp.version);
  add('user', mtp.username);
  add('client', mtp.clientId);
  add('reply-to', mtp.replyTo);
  for (const filter of mtp.subscribe) add('subscribe', filter);
  for (const agent of mtp.agents) add('agent', `${agent.endpointId},${agent.topic}`);
  if (mtp.qos !== 1) add('qos', String(mtp.qos));
  if (mtp.keepAlive !== undefined) add('keepalive', String(mtp.keepAlive));
}

function mqttOf(fields: Fields, url: string): Record<string, unknown> {
  const keepAlive = one(fields, 'keepalive');
  return {
    url,
    version: one(fields, 'version') ?? '5',
    ...optional('username', one(fields, 'user')),
    ...optional('clientId', one(fields, 'client')),
    ...optional('replyTo', one(fields, 'reply-to')),
    subscribe: fields.get('subscribe') ?? [],
    // No Endpoint ID has a comma (R-ARC.5); a topic may.
    agents: (fields.get('agent') ?? []).map((text) => {
      const comma = text.indexOf(',');
      return comma < 0
        ? { endpointId: text, topic: '' }
        : { endpointId: text.slice(0, comma), topic: text.slice(comma + 1) };
    }),
    qos: Number(one(fields, 'qos') ?? '1'),
    ...(keepAlive !== undefined && { keepAlive: Number(keepAlive) }),
  };
}

function webSocketOf(fields: Fields, url: string): Record<string, unknown> {
  return { url, ...optional('agentId', one(fields, 'agent')) };
}

const faultNames = [
  'loss',
  'duplicate',
  'reorder',
  'cut',
  'delay',
  'rate',
] as const satisfies readonly (keyof DemoLink)[];

function addDemo(mtp: DemoConfig, add: (key: string, value: string | undefined) => void): void {
  if (mtp.size === 'large') add('size', mtp.size);
  for (const name of faultNames) add(name, mtp.link?.[name]?.toString());
}

function demoOf(fields: Fields): Record<string, unknown> {
  const link = numbers(
    fields,
    faultNames.map((name) => [name, name]),
  );
  return { size: one(fields, 'size') ?? 'home', ...(Object.keys(link).length > 0 && { link }) };
}

/** Those that are there, under their own names; what is no number is left to the schema to refuse. */
function numbers(fields: Fields, names: readonly (readonly [key: string, name: string])[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap(([key, name]) => {
      const text = one(fields, key)?.trim();
      return text === undefined ? [] : [[name, text === '' ? NaN : Number(text)]];
    }),
  );
}

function optional(key: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === '' ? {} : { [key]: value };
}

function one(fields: Fields, key: string): string | undefined {
  return fields.get(key)?.[0];
}

function seconds(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Math.round(Number(text) * 1_000);
}

function fragmentOf(text: string): string {
  const trimmed = text.trim();
  const at = trimmed.indexOf('#');
  return at < 0 ? trimmed : trimmed.slice(at + 1);
}

/** Names come from outside: a Map, so that `__proto__` is a name like any other. A plus sign stays one. */
function readPairs(fragment: string): Map<string, string[]> | undefined {
  const fields = new Map<string, string[]>();
  for (const part of fragment.split('&')) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    try {
      const value = decodeURIComponent(part.slice(equals + 1));
      const key = decodeURIComponent(part.slice(0, equals));
      fields.set(key, [...(fields.get(key) ?? []), value]);
    } catch {
      return undefined;
    }
  }
  return fields;
}

/** What may stand as it is in a fragment stays readable. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%(?:3A|2F|2C|40|3F|3D)/g, (code) => decodeURIComponent(code));
}

const fieldWords = new Map<unknown, string>([
  ['controllerId', 'The own Endpoint ID ("as")'],
  ['agentId', 'The Endpoint ID of the Agent ("agent")'],
  ['agents', 'An Agent ("agent", written as Endpoint ID, comma, topic)'],
  ['session', 'The session mode ("session": off, allow or require)'],
  ['maxRecordSize', 'The largest Record ("record", 512 to 67,108,864 bytes)'],
  ['loss', 'The share of lost Records ("loss", 0 to 1)'],
  ['duplicate', 'The share of doubled Records ("duplicate", 0 to 1)'],
  ['reorder', 'The share of overtaken Records ("reorder", 0 to 1)'],
  ['cut', 'The share of Records at which the connection ends ("cut", 0 to 1)'],
  ['delay', 'The delay ("delay", 0 to 10,000 milliseconds)'],
  ['rate', 'The rate ("rate", 0 to 1,000,000,000 bytes per second)'],
  ['requestTimeout', 'The time-out ("timeout", 1 to 3,600 seconds)'],
  ['version', 'The MQTT version ("version": 5 or 3.1.1)'],
  ['qos', 'The quality of service ("qos": 0 or 1)'],
  ['keepAlive', 'The keep alive time ("keepalive", 0 to 65,535 seconds)'],
  ['kind', 'The kind of transport ("mtp": websocket or mqtt)'],
  ['size', 'The size of the demo device ("size": home or large)'],
]);

function problemOf(issue: v.BaseIssue<unknown>): string {
  const key = issue.path?.map((item) => item.key).find((name) => fieldWords.has(name));
  return `${fieldWords.get(key) ?? 'A value'} in the link is not valid.`;
}

function bad(problem: string): LinkResult {
  return { ok: false, problem };
}
