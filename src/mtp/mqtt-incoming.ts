/** What an MQTT message is to us: a Record, or something to drop (R-MQTT.25 to R-MQTT.27a). */
import type { MqttVersion, MtpIncoming } from './mtp.ts';
import { isTopicName, readReplyTo } from './mqtt-topics.ts';

/** R-MQTT.27; the second is the registered MIME type (R-MQTT.27a). */
export const CONTENT_TYPE = 'usp.msg';
const CONTENT_TYPES: ReadonlySet<unknown> = new Set([CONTENT_TYPE, 'application/vnd.bbf.usp.msg']);

/** A PUBLISH as far as it matters here. All of it comes from somebody who need not be an Agent. */
export interface Publication {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
  /** MQTT 5.0 only. */
  readonly contentType?: unknown;
  readonly responseTopic?: unknown;
}

export interface Reception {
  readonly version: MqttVersion;
  /** Our own topic. */
  readonly replyTo: string;
  /** Bytes. */
  readonly maxRecordSize: number;
}

export type Received = { readonly incoming: MtpIncoming } | { readonly dropped: string };

/** Sorts one message; nothing of a dropped one is acted on. */
export function readPublication(publication: Publication, reception: Reception): Received {
  const { payload, topic } = publication;
  // A retained message is one that somebody left behind: its sender waits for no answer, and it may be years old.
  if (publication.retain) return { dropped: `A retained message on ${shown(topic)}: not sent now, and not to us.` };
  if (payload.byteLength > reception.maxRecordSize) {
    return {
      dropped: `A message of ${payload.byteLength} bytes on ${shown(topic)}: more than ${reception.maxRecordSize} are not taken in.`,
    };
  }
  const suffix = readReplyTo(topic);
  const replyTo = reception.version === '5' ? (topicFrom(publication.responseTopic) ?? suffix) : suffix;
  if (replyTo === reception.replyTo) return { dropped: `A message of our own came back on ${shown(topic)}.` };
  if (reception.version === '5' && !CONTENT_TYPES.has(publication.contentType)) {
    // A sender on MQTT 3.1.1 can't set a content type, but its /reply-to= shows what it is: a version mismatch that
    // the protocol above has to tell it of (R-MQTT.26a). Anything else is somebody else's message.
    if (publication.contentType !== undefined || suffix === undefined) {
      return { dropped: `A message on ${shown(topic)} that is no USP Record: ${typeOf(publication.contentType)}.` };
    }
    return { incoming: { ...record(payload, replyTo), senderVersion: '3.1.1' } };
  }
  return { incoming: record(payload, replyTo) };
}

/** The payload is a piece of a larger buffer of the library's: a copy of it can be handed on whole. */
function record(payload: Uint8Array, replyTo: string | undefined): MtpIncoming {
  const bytes = new Uint8Array(payload);
  return replyTo === undefined ? { bytes } : { bytes, replyTo };
}

function topicFrom(value: unknown): string | undefined {
  return typeof value === 'string' && isTopicName(value) ? value : undefined;
}

function typeOf(contentType: unknown): string {
  return typeof contentType === 'string' ? `its content type is ${shown(contentType)}` : 'it has no content type';
}

function shown(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
