/** What a stored, imported or linked connection must look like before it is believed. Everything is bounded. */
import * as v from 'valibot';
import { isEndpointId } from '../../usp/endpoint-id.ts';
import type { ConnectionConfig } from '../../worker/port.ts';

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const someText = (most: number) => v.pipe(text(most), v.nonEmpty());
const endpointId = v.pipe(v.string(), v.maxLength(80), v.check(isEndpointId, 'It is not a valid Endpoint ID.'));
const address = someText(2_048);
/** MQTT: a topic is at most 65,535 bytes; no sensible one comes near this. */
const topic = someText(1_024);

/**
 * Bytes of the largest Record that a person may choose: the least is what TR-181 has for MaxUSPRecordSize, the most
 * the largest Message that a Session Context takes.
 */
export const recordSizes = { least: 512, most: 64 * 1_024 * 1_024 } as const;
/** Milliseconds by which the way to the demo device may delay a Record. */
export const longestDelay = 10_000;
/** Bytes per second. */
export const fastestRate = 1_000_000_000;

const webSocket = v.object({
  kind: v.literal('websocket'),
  url: address,
  agentId: v.exactOptional(endpointId),
});

const mqtt = v.object({
  kind: v.literal('mqtt'),
  url: address,
  version: v.picklist(['5', '3.1.1']),
  username: v.exactOptional(text(1_024)),
  password: v.exactOptional(text(4_096)),
  clientId: v.exactOptional(text(256)),
  subscribe: v.pipe(v.array(topic), v.maxLength(100)),
  replyTo: v.exactOptional(topic),
  agents: v.pipe(v.array(v.object({ endpointId, topic })), v.maxLength(1_000)),
  qos: v.picklist([0, 1]),
  keepAlive: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
});

const share = v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

const demo = v.object({
  kind: v.literal('demo'),
  size: v.picklist(['home', 'large']),
  link: v.exactOptional(
    v.object({
      loss: share,
      duplicate: share,
      reorder: share,
      cut: share,
      delay: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestDelay))),
      rate: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(fastestRate))),
    }),
  ),
});

export const connectionSchema = v.object({
  id: someText(64),
  name: text(120),
  controllerId: endpointId,
  mtp: v.variant('kind', [webSocket, mqtt, demo]),
  allowPlain: v.boolean(),
  session: v.picklist(['off', 'allow', 'require']),
  maxRecordSize: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(recordSizes.least), v.maxValue(recordSizes.most)),
  ),
  requestTimeout: v.pipe(v.number(), v.integer(), v.minValue(1_000), v.maxValue(3_600_000)),
});

/** An Agent that was heard on a connection, kept so that it has a place while it is away. */
const heardAgent = v.object({
  endpointId,
  /** Milliseconds since the epoch. */
  lastHeard: v.pipe(v.number(), v.minValue(0)),
});

export const savedConnectionSchema = v.object({
  config: connectionSchema,
  /** `session`: it has one, but the person did not want it kept, so it is asked for. */
  password: v.picklist(['none', 'session', 'kept']),
  /** Milliseconds since the epoch; the cards stand in this order. */
  createdAt: v.number(),
  lastOpen: v.exactOptional(v.number()),
  /** R-MQTT.9, R-MQTT.11: given by the broker at `url`, used towards it from then on. */
  assigned: v.exactOptional(v.object({ url: address, clientId: someText(256) })),
  heard: v.pipe(v.array(heardAgent), v.maxLength(1_000)),
});

export type HeardAgent = Readonly<v.InferOutput<typeof heardAgent>>;

export interface SavedConnection extends Omit<
  Readonly<v.InferOutput<typeof savedConnectionSchema>>,
  'config' | 'heard'
> {
  readonly config: ConnectionConfig;
  readonly heard: readonly HeardAgent[];
}

/** @returns undefined for what can't be believed. */
export function readSavedConnection(raw: unknown): SavedConnection | undefined {
  const result = v.safeParse(savedConnectionSchema, raw);
  return result.success ? result.output : undefined;
}
