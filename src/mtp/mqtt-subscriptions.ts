/** What to subscribe to and where answers shall reach us: pure decisions of R-MQTT.15 and R-MQTT.21. */
import type { MqttVersion } from './mtp.ts';
import { covers, derivedReplyTo, isExact, isTopicFilter, isTopicName } from './mqtt-topics.ts';

/** What a broker said about topics when it took us in; nothing of it in MQTT 3.1.1. */
export interface BrokerTopics {
  /** Values of the User Property `subscribe-topic`. */
  readonly subscribeTopics: readonly string[];
  readonly responseInformation?: string | undefined;
}

export interface SubscriptionPlan {
  /** Our own topic, said in everything we publish (R-MQTT.22). */
  readonly replyTo: string;
  readonly filters: readonly string[];
  /** What the broker said and can't be used, in words. */
  readonly ignored: readonly string[];
}

interface Wanted {
  readonly version: MqttVersion;
  readonly endpointId: string;
  /** Configured filters; each of them valid. */
  readonly subscribe: readonly string[];
  /** Configured topic of our own; valid. */
  readonly replyTo?: string | undefined;
}

/** A broker can't make us send a SUBSCRIBE of any length. */
const MOST_SUBSCRIBE_TOPICS = 1000;

/**
 * Puts together one SUBSCRIBE (R-MQTT.15): the configured filters, those of the broker, and our own topic where none
 * of them reaches it. Our own topic is the broker's Response Information (R-MQTT.21), else the configured one, else
 * the first exact filter, else one made of our Endpoint ID.
 *
 * On MQTT 3.1.1 a message to us has `/reply-to=…` behind our topic: so our topic is subscribed with `/#`, and an
 * exact configured filter gets a companion one level deeper, which can't overlap with it.
 */
export function planSubscriptions(wanted: Wanted, broker: BrokerTopics): SubscriptionPlan {
  const ignored: string[] = [];
  const filters = new Set(wanted.subscribe);
  const old = wanted.version === '3.1.1';
  for (const filter of broker.subscribeTopics.slice(0, MOST_SUBSCRIBE_TOPICS)) {
    if (isTopicFilter(filter)) filters.add(filter);
    else ignored.push(`The broker asked us to subscribe to ${quote(filter)}, which is no valid topic filter.`);
  }
  if (broker.subscribeTopics.length > MOST_SUBSCRIBE_TOPICS) {
    ignored.push(
      `The broker named ${broker.subscribeTopics.length} topics to subscribe to; the first 1,000 are taken.`,
    );
  }
  let told = broker.responseInformation;
  if (told !== undefined && !isTopicName(told)) {
    ignored.push(`The broker’s Response Information ${quote(told)} is no topic that can be published to.`);
    told = undefined;
  }
  const replyTo = told ?? wanted.replyTo ?? [...filters].find(isExact) ?? derivedReplyTo(wanted.endpointId);
  if (old) {
    for (const filter of [...filters]) if (endsExact(filter)) addUncovered(filters, `${filter}/+`);
    if (!isCovered(filters, `${replyTo}/+`)) filters.add(`${replyTo}/#`);
  } else {
    addUncovered(filters, replyTo);
  }
  return { replyTo, filters: [...filters], ignored };
}

function isCovered(filters: Iterable<string>, topicOrFilter: string): boolean {
  for (const filter of filters) if (covers(filter, topicOrFilter)) return true;
  return false;
}

function addUncovered(filters: Set<string>, filter: string): void {
  if (!isCovered(filters, filter)) filters.add(filter);
}

function endsExact(filter: string): boolean {
  return !filter.endsWith('+') && !filter.endsWith('#');
}

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
