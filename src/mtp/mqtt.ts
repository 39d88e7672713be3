/** The MQTT MTP of TR-369: one connection to one broker, which any number of Endpoints may be behind. */
import type { IConnackPacket, IDisconnectPacket, IPublishPacket, MqttClient, Packet } from 'mqtt';
import { CLOSE_TIMEOUT, MAX_RECORD_SIZE, MAX_UNSENT, OPEN_TIMEOUT } from './limits.ts';
import { CONTENT_TYPE, readPublication, type Publication } from './mqtt-incoming.ts';
import { clientIdOf, clientOptions, configurationProblem, maxPacketSize, type MqttOptions } from './mqtt-options.ts';
import { Outbox } from './mqtt-outbox.ts';
import { objectionTo, PacketGuard } from './mqtt-packet-guard.ts';
import {
  brokerLostProblem,
  brokerProblem,
  brokerTimeoutProblem,
  noBrokerProblem,
  noConnackProblem,
  noSubscriptionProblem,
  notLoadedProblem,
  notMqttProblem,
} from './mqtt-problems.ts';
import { planSubscriptions, type BrokerTopics } from './mqtt-subscriptions.ts';
import { isShared, isTopicName, withReplyTo } from './mqtt-topics.ts';
import type { Mtp, MtpListener, MtpOpened, MtpProblem } from './mtp.ts';
import { constructionProblem } from './websocket-problems.ts';

export type { MqttOptions, MqttStream } from './mqtt-options.ts';

export interface MqttMtp extends Mtp {
  /**
   * Takes other topic filters as the configured ones: subscribes to what is new, then unsubscribes from what is no
   * longer wanted (R-MQTT.34). Our own topic stays. Invalid filters are said and left out.
   */
  updateSubscriptions(filters: readonly string[]): void;
}

/** A connection to a broker; mqtt.js is loaded when it is opened. */
export function openMqttMtp(options: MqttOptions, listener: MtpListener): MqttMtp {
  return new MqttConnection(options, listener);
}

/** Reasons of a PUBACK (MQTT 5.0, 3.4.2.1) that hold for whatever is sent to the topic. */
const lastingRefusals: ReadonlyMap<number, string> = new Map([
  [16, 'Nobody is subscribed to this topic: the device is not connected to the broker, or listens elsewhere.'],
  [135, 'The broker does not let us publish to this topic: check its access rules.'],
]);

/**
 * state       | CONNACK     | SUBACK                | PUBLISH           | stream closes          | close()
 * ------------|-------------|-----------------------|-------------------|------------------------|---------
 * new         | -           | -                     | -                 | -                      | closed
 * connecting  | subscribing | -                     | -                 | closed: why it failed  | closing
 * subscribing | -           | open, or closing      | kept for later    | closed: lost           | closing
 * open        | -           | -                     | received, dropped | closed: lost (33)      | closing
 * closing     | -           | -                     | -                 | closed                 | -
 */
type State = 'new' | 'connecting' | 'subscribing' | 'open' | 'closing' | 'closed';

type MqttModule = typeof import('mqtt');

/** How many messages may come before we know that we are subscribed. */
const MOST_EARLY = 1000;
/**
 * QoS 1 messages that may be unanswered at a time. MQTT 5.0 brokers say how many they take, 3.1.1 has no word for it;
 * brokers drop what they can't queue for a slow receiver, so more would not be faster, only lossier.
 */
const MOST_UNANSWERED = 20;

class MqttConnection implements MqttMtp {
  readonly #options: MqttOptions;
  readonly #listener: MtpListener;
  readonly #host: string;
  readonly #isFive: boolean;
  #subscribe: readonly string[];
  #state: State = 'new';
  #client: MqttClient | undefined;
  #callOff: () => void = () => undefined;
  /** What the end will be put down to. */
  #problem: MtpProblem | undefined;
  #isLineUp = false;
  #brokerTopics: BrokerTopics = { subscribeTopics: [] };
  #replyTo = '';
  #filters: ReadonlySet<string> = new Set();
  #early: Publication[] = [];
  #outbox: Outbox | undefined;
  /** Bytes; what the broker takes in one packet (5.0). */
  #brokerLimit = Infinity;
  #qos: 0 | 1;
  /** Topics of QoS 1 messages by packet identifier, for what a PUBACK says (5.0). */
  readonly #sentTo = new Map<number, string>();

  constructor(options: MqttOptions, listener: MtpListener) {
    this.#options = { ...options, url: options.url.trim() };
    this.#listener = listener;
    this.#host = hostOf(this.#options.url);
    this.#isFive = options.version === '5';
    this.#subscribe = options.subscribe;
    this.#qos = options.qos;
  }

  open(): void {
    if (this.#state !== 'new') return;
    this.#state = 'connecting';
    const { after, openTimeout = OPEN_TIMEOUT } = this.#options;
    const problem = configurationProblem(this.#options);
    if (problem) {
      this.#finishSoon(problem);
      return;
    }
    this.#callOff = after(openTimeout, () => this.#fail(brokerTimeoutProblem(this.#host, openTimeout)));
    import('mqtt').then(
      (module: MqttModule) => this.#connect(module),
      (error: unknown) => this.#finishSoon(notLoadedProblem(error)),
    );
  }

  send(bytes: Uint8Array, to?: string): boolean {
    const client = this.#client;
    if (this.#state !== 'open' || !client?.connected || to === undefined) return false;
    // R-MQTT.22 to R-MQTT.24: our own topic goes with everything that we publish.
    const topic = this.#isFive ? to : withReplyTo(to, this.#replyTo);
    if (!isTopicName(to) || !isTopicName(topic)) {
      this.#listener.undelivered?.('This is no topic that can be published to.', to, true);
      return false;
    }
    if (bytes.byteLength + 2 * (topic.length + this.#replyTo.length) + 64 > this.#brokerLimit) {
      this.#listener.undelivered?.(`The broker takes no packet of more than ${this.#brokerLimit} bytes.`, to, false);
      return false;
    }
    return this.#outbox?.add(topic, bytes, client.stream.writableLength) ?? false;
  }

  close(): void {
    if (this.#state === 'new') this.#finishSoon();
    else this.#sayGoodbye();
  }

  /** A broker's connection stays: others speak over it too (R-MTP.5, "silently drop"). */
  refuse(): void {}

  updateSubscriptions(filters: readonly string[]): void {
    const problem = configurationProblem({ subscribe: filters });
    if (problem) this.#listener.dropped(problem.what);
    this.#subscribe = filters.filter((filter) => !configurationProblem({ subscribe: [filter] }));
    if (this.#state !== 'open' || !this.#client) return;
    const wanted = { ...this.#options, subscribe: this.#subscribe, replyTo: this.#replyTo };
    const next = new Set(planSubscriptions(wanted, this.#brokerTopics).filters);
    const added = [...next].filter((filter) => !this.#filters.has(filter));
    const removed = [...this.#filters].filter((filter) => !next.has(filter));
    this.#filters = next;
    const client = this.#client;
    const unsubscribe = (): void => {
      if (removed.length > 0 && this.#state === 'open') client.unsubscribe(removed, {}, () => undefined);
    };
    if (added.length === 0) unsubscribe();
    else {
      this.#requestSubscription(client, added, (refused) => {
        for (const filter of refused) this.#listener.dropped(`The broker refused the topic ${JSON.stringify(filter)}.`);
        // The new ones first: nothing is missed between them and the old.
        unsubscribe();
      });
    }
  }

  // ---- connecting -------------------------------------------------------------------------------------------------

  #connect(module: MqttModule): void {
    if (this.#state !== 'connecting') return;
    const { openStream, url } = this.#options;
    try {
      const options = clientOptions(this.#options);
      // The browser's build has its names on the default export only, Node's on both.
      const { connect, MqttClient: Client } = module.default;
      const client = options.protocol
        ? connect(options)
        : new Client(() => this.#requireStream(openStream, url), options);
      this.#client = client;
      this.#listen(client);
      client.connect(); // R-MQTT.6
      const guard = new PacketGuard(maxPacketSize(this.#options));
      client.stream.once('connect', () => (this.#isLineUp = true));
      client.stream.on('data', (chunk: Uint8Array) => {
        if (!guard.accept(chunk)) this.#fail(notMqttProblem(this.#host, 'A packet is larger than what is taken in.'));
      });
    } catch (error) {
      this.#client = undefined;
      this.#finishSoon(constructionProblem(this.#host, error));
    }
  }

  #requireStream(openStream: MqttOptions['openStream'], url: string): ReturnType<NonNullable<typeof openStream>> {
    if (!openStream) throw new Error(`No way to open ${url} here.`);
    return openStream(url);
  }

  #listen(client: MqttClient): void {
    client.on('connect', (packet) => this.#whenAccepted(client, packet));
    client.on('message', (topic, payload, packet) => this.#whenMessage(topic, payload, packet));
    client.on('packetsend', (packet) => this.#noteSent(packet));
    client.on('packetreceive', (packet) => this.#whenPacket(packet));
    client.on('disconnect', (packet) => this.#whenDisconnected(packet));
    // Stays for good: an error that nobody listens for is thrown.
    client.on('error', (error) => this.#fail(this.#problemOf(error)));
    client.on('close', () => this.#whenClosed());
  }

  #whenAccepted(client: MqttClient, packet: IConnackPacket): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'subscribing';
    const properties = this.#isFive ? packet.properties : undefined;
    this.#brokerTopics = readBrokerTopics(properties);
    this.#brokerLimit = properties?.maximumPacketSize ?? Infinity;
    if (properties?.maximumQoS === 0) this.#qos = 0;
    const window = this.#qos === 0 ? Infinity : Math.min(MOST_UNANSWERED, properties?.receiveMaximum ?? Infinity);
    const { maxUnsent = MAX_UNSENT } = this.#options;
    this.#outbox = new Outbox((topic, bytes, done) => this.#publish(client, topic, bytes, done), window, maxUnsent);

    const plan = planSubscriptions({ ...this.#options, subscribe: this.#subscribe }, this.#brokerTopics);
    for (const why of plan.ignored) this.#listener.dropped(why);
    this.#replyTo = plan.replyTo;
    this.#filters = new Set(plan.filters);
    const assigned = properties?.assignedClientIdentifier;
    this.#requestSubscription(client, plan.filters, (refused) => {
      if (this.#state !== 'subscribing') return;
      if (refused.length === plan.filters.length) {
        this.#sayGoodbye(noSubscriptionProblem(this.#host, plan.filters)); // R-MQTT.17
        return;
      }
      this.#whenSubscribed({
        encrypted: /^(wss|mqtts):/i.test(this.#options.url),
        replyTo: plan.replyTo,
        mqttVersion: this.#options.version,
        ...(assigned && clientIdOf(this.#options) === '' ? { assignedClientId: assigned } : {}), // R-MQTT.9
        ...(refused.length > 0 ? { refusedFilters: refused } : {}),
      });
    });
  }

  /** One SUBSCRIBE for all (R-MQTT.15); `done` hears which of them were refused, and nothing where the line ends. */
  #requestSubscription(client: MqttClient, filters: readonly string[], done: (refused: string[]) => void): void {
    // Without our own messages and without what is retained (5.0). For shared filters, a broker has to refuse the former.
    const manners = this.#isFive ? { nl: !filters.some(isShared), rap: false, rh: 2 } : {};
    client.subscribe([...filters], { qos: this.#qos, ...manners }, (_error, _granted, suback) => {
      if (!suback) return;
      const codes: readonly unknown[] = suback.granted;
      done(filters.filter((_, at) => typeof codes[at] !== 'number' || codes[at] >= 128));
    });
  }

  #whenSubscribed(opened: MtpOpened): void {
    this.#state = 'open';
    this.#callOff();
    this.#listener.opened(opened);
    const early = this.#early;
    this.#early = [];
    for (const publication of early) this.#take(publication);
  }

  // ---- what comes and goes ----------------------------------------------------------------------------------------

  #whenMessage(topic: string, payload: Uint8Array, packet: IPublishPacket): void {
    const { contentType, responseTopic } = packet.properties ?? {};
    const publication = { topic, payload, retain: packet.retain, contentType, responseTopic };
    if (this.#state === 'open') {
      this.#take(publication);
    } else if (this.#state === 'subscribing') {
      // A broker may deliver before it has answered the SUBSCRIBE.
      if (this.#early.length < MOST_EARLY) this.#early.push(publication);
      else this.#listener.dropped('Too many messages came before we were subscribed.');
    }
  }

  #take(publication: Publication): void {
    if (this.#state !== 'open') return;
    const { version, maxRecordSize = MAX_RECORD_SIZE } = this.#options;
    const read = readPublication(publication, { version, maxRecordSize, replyTo: this.#replyTo });
    if ('incoming' in read) this.#listener.received(read.incoming);
    else this.#listener.dropped(read.dropped, new Uint8Array(publication.payload));
  }

  #publish(client: MqttClient, topic: string, bytes: Uint8Array, done: () => void): void {
    // R-MQTT.23, R-MQTT.27
    const properties = this.#isFive ? { properties: { responseTopic: this.#replyTo, contentType: CONTENT_TYPE } } : {};
    // The library takes any bytes, its types ask for Node's own kind.
    client.publish(topic, bytes as Buffer, { qos: this.#qos, retain: false, ...properties }, done);
  }

  #noteSent(packet: Packet): void {
    if (this.#isFive && packet.cmd === 'publish' && packet.qos === 1 && packet.messageId !== undefined) {
      this.#sentTo.set(packet.messageId, packet.topic);
    }
  }

  /** Before the library acts on it: some packets make it throw where nobody could catch. */
  #whenPacket(packet: Packet): void {
    const objection = objectionTo(packet);
    if (objection !== undefined) {
      this.#fail(notMqttProblem(this.#host, objection));
      // From now on, this is a packet that means nothing.
      Object.assign(packet, { cmd: 'pingresp' });
    }
    this.#noteAnswer(packet);
  }

  #noteAnswer(packet: Packet): void {
    if (packet.cmd !== 'puback' || packet.messageId === undefined) return;
    const topic = this.#sentTo.get(packet.messageId);
    this.#sentTo.delete(packet.messageId);
    const reason = packet.reasonCode ?? 0;
    if (topic === undefined || reason === 0 || this.#state !== 'open') return;
    const lasting = lastingRefusals.get(reason);
    const why = lasting ?? `The broker did not take the message (reason code ${reason}).`;
    this.#listener.undelivered?.(why, topic, lasting !== undefined);
  }

  // ---- the end ----------------------------------------------------------------------------------------------------

  /** The broker says why it ends the connection (5.0); the stream closes after it. */
  #whenDisconnected(packet: IDisconnectPacket): void {
    this.#fail(brokerProblem(this.#host, packet.reasonCode ?? 0, packet.properties?.reasonString));
  }

  #whenClosed(): void {
    if (this.#state === 'connecting') {
      const { version } = this.#options;
      this.#finish(
        this.#problem ?? (this.#isLineUp ? noConnackProblem(this.#host, version) : noBrokerProblem(this.#host)),
      );
    } else if (this.#state === 'subscribing' || this.#state === 'open') {
      this.#finish(brokerLostProblem(this.#host)); // R-MQTT.33
    } else {
      this.#finish(this.#problem);
    }
  }

  #problemOf(error: Error): MtpProblem {
    const code: unknown = 'code' in error ? error.code : undefined;
    if (typeof code === 'number') return brokerProblem(this.#host, code);
    if (typeof code === 'string') {
      return this.#state === 'connecting' ? noBrokerProblem(this.#host, code) : brokerLostProblem(this.#host);
    }
    if (error.message === 'Keepalive timeout') return brokerLostProblem(this.#host);
    return notMqttProblem(this.#host, error.message);
  }

  /** Ends it without manners: the line is broken, or what comes over it is. */
  #fail(problem: MtpProblem): void {
    if (this.#state === 'new' || this.#state === 'closing' || this.#state === 'closed') return;
    this.#close(problem, (client) => client.stream.destroy());
  }

  /** Ends it in the protocol's own way: what is under way is finished, then DISCONNECT (R-MQTT.35). */
  #sayGoodbye(problem?: MtpProblem): void {
    if (this.#state === 'new' || this.#state === 'closing' || this.#state === 'closed') return;
    this.#close(problem, (client) => {
      if (client.connected) client.end(false, this.#isFive ? { reasonCode: 0 } : {});
      else client.stream.destroy();
    });
  }

  #close(problem: MtpProblem | undefined, end: (client: MqttClient) => void): void {
    const client = this.#client;
    this.#state = 'closing';
    this.#problem = problem;
    this.#outbox?.clear();
    this.#callOff();
    if (!client) {
      this.#finishSoon(problem);
      return;
    }
    const { after, closeTimeout = CLOSE_TIMEOUT } = this.#options;
    this.#callOff = after(closeTimeout, () => {
      client.stream.destroy();
      this.#finish(problem);
    });
    end(client);
  }

  #finishSoon(problem?: MtpProblem): void {
    this.#state = 'closing';
    this.#callOff();
    void Promise.resolve().then(() => this.#finish(problem));
  }

  #finish(problem?: MtpProblem): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#callOff();
    this.#client = undefined;
    this.#outbox = undefined;
    this.#early = [];
    this.#sentTo.clear();
    this.#listener.closed(problem);
  }
}

function readBrokerTopics(properties: IConnackPacket['properties']): BrokerTopics {
  const named: unknown = properties?.userProperties?.['subscribe-topic'];
  const all: readonly unknown[] = Array.isArray(named) ? named : [named];
  const told: unknown = properties?.responseInformation;
  return {
    subscribeTopics: all.filter((topic) => typeof topic === 'string'),
    responseInformation: typeof told === 'string' ? told : undefined,
  };
}

function hostOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? url;
}
