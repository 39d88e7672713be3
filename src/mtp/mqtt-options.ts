/** What an MQTT connection is given, and the CONNECT packet that is made of it. */
import type { IClientOptions, StreamBuilder } from 'mqtt';
import type { After } from './after.ts';
import { MAX_RECORD_SIZE, OPEN_TIMEOUT } from './limits.ts';
import { isTopicFilter, isTopicName } from './mqtt-topics.ts';
import { badTopicProblem } from './mqtt-problems.ts';
import type { MqttVersion, MtpProblem } from './mtp.ts';
import type { WebSocketConstructor } from './websocket.ts';

/** A plain stream to a broker; only Node has them. */
export type MqttStream = ReturnType<StreamBuilder>;

export interface MqttOptions {
  /** Address of the broker: `ws:` or `wss:`, or anything that `openStream` takes, such as `mqtt:`. */
  readonly url: string;
  readonly version: MqttVersion;
  /** Our own Endpoint ID. */
  readonly endpointId: string;
  /** The configured ClientId, or the one that the broker assigned earlier (R-MQTT.8, R-MQTT.9, R-MQTT.11). */
  readonly clientId?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Seconds, 0 to 65,535; 0 turns it off; absent: 60. */
  readonly keepAlive?: number | undefined;
  /** Configured topic filters (R-MQTT.15). */
  readonly subscribe: readonly string[];
  /** Configured topic of our own, for brokers without Response Information (R-MQTT.22). */
  readonly replyTo?: string | undefined;
  /** For what we subscribe to and for what we publish (R-MQTT.20). */
  readonly qos: 0 | 1;
  /** For `ws:` and `wss:`. */
  readonly WebSocket: WebSocketConstructor;
  /** For all other addresses: Node's sockets. */
  readonly openStream?: ((url: string) => MqttStream) | undefined;
  readonly after: After;
  /** Largest Record that is taken in, bytes. */
  readonly maxRecordSize?: number | undefined;
  /** How much may wait to be sent before `send` says no, bytes. */
  readonly maxUnsent?: number | undefined;
  /** Milliseconds until the first subscription is granted. */
  readonly openTimeout?: number | undefined;
  /** Milliseconds for what is under way, and the DISCONNECT, at the end. */
  readonly closeTimeout?: number | undefined;
}

/** Room for the topic and the properties beside a Record in one packet. Bytes. */
const PACKET_MARGIN = 256 * 1024;
/** The largest packet that MQTT can have, bytes behind the fixed header. */
const LARGEST_PACKET = 268_435_455;

/** Bytes of a packet that is taken in. */
export function maxPacketSize(options: Pick<MqttOptions, 'maxRecordSize'>): number {
  return Math.min(LARGEST_PACKET, (options.maxRecordSize ?? MAX_RECORD_SIZE) + PACKET_MARGIN);
}

/** What a person configured and no broker could take. */
export function configurationProblem(options: Pick<MqttOptions, 'subscribe' | 'replyTo'>): MtpProblem | undefined {
  const wrong = options.subscribe.find((filter) => !isTopicFilter(filter));
  if (wrong !== undefined) return badTopicProblem(`${JSON.stringify(wrong)} is no topic that can be subscribed to`);
  if (options.replyTo !== undefined && !isTopicName(options.replyTo)) {
    return badTopicProblem(`${JSON.stringify(options.replyTo)} is no topic that answers can be sent to`);
  }
  return undefined;
}

/** R-MQTT.8: the configured one; else none in 5.0, where the broker assigns one, and our Endpoint ID in 3.1.1. */
export function clientIdOf(options: Pick<MqttOptions, 'clientId' | 'version' | 'endpointId'>): string {
  if (options.clientId) return options.clientId;
  return options.version === '5' ? '' : options.endpointId;
}

/**
 * The CONNECT packet, and the manners of the library.
 *
 * The session starts clean and ends with the connection. What a broker would keep for us in the meantime are Records
 * of requests that have failed here long since, and Notify Messages that the Agent repeats anyway where they matter.
 */
export function clientOptions(options: MqttOptions): IClientOptions {
  const { version, username, password, openTimeout = OPEN_TIMEOUT } = options;
  return {
    protocolId: 'MQTT',
    protocolVersion: version === '5' ? 5 : 4,
    clientId: clientIdOf(options),
    clean: true,
    keepalive: options.keepAlive ?? 60, // R-MQTT.14
    // R-MQTT.7; a password without a user name is not allowed in 3.1.1.
    ...(username !== undefined || password !== undefined ? { username: username ?? '' } : {}),
    ...(password !== undefined ? { password } : {}),
    ...(version === '5'
      ? {
          properties: {
            requestResponseInformation: true, // R-MQTT.12
            requestProblemInformation: true,
            maximumPacketSize: maxPacketSize(options),
            userProperties: { 'usp-endpoint-id': options.endpointId }, // R-MQTT.13
          },
        }
      : {}),
    // One attempt, one connection: the user of an Mtp tries again by its own policy (R-MQTT.10, R-MQTT.33).
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    manualConnect: true,
    // Ours ends earlier.
    connectTimeout: openTimeout + 60_000,
    // The library's own would start a worker from a blob, which the page's policy forbids.
    timerVariant: 'native',
    // What waits in the socket is looked at again soon: large Records come in pieces.
    browserBufferSize: 1024 * 1024,
    browserBufferTimeout: 10,
    ...addressOptions(options),
  };
}

function addressOptions(options: MqttOptions): IClientOptions {
  if (options.openStream && !/^wss?:/i.test(options.url)) return {};
  const url = new URL(options.url);
  const protocol = url.protocol === 'wss:' ? 'wss' : 'ws';
  return {
    protocol,
    hostname: url.hostname,
    port: Number(url.port || (protocol === 'wss' ? 443 : 80)),
    path: `${url.pathname}${url.search}`,
    // The same way through the library in a page as in Node, and no query that it would read a ClientId from.
    forceNativeWebSocket: true,
    createWebsocket: (_url: string, subprotocols: string[]) => new options.WebSocket(options.url, subprotocols),
  };
}
