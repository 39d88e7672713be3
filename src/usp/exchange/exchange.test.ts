import { describe, expect, it } from 'vitest';
import { writeRequest } from '../message/write-request.ts';
import { MqttConnectVersion, PayloadSecurity } from '../record/record.ts';
import {
  carrying,
  disconnect,
  ExchangeBench,
  kindOf,
  record,
  them,
  us,
  webSocketConnect,
} from '../testing/exchange-bench.ts';
import { vectorBytes } from '../testing/vectors.ts';
import { bytesField, join, varintField } from '../testing/wire-writer.ts';
import type { OpenConnection } from './types.ts';

const webSocket: OpenConnection = { id: 'c', mtp: 'websocket' };
const mqtt5: OpenConnection = { id: 'c', mtp: 'mqtt', mqttVersion: '5', replyTo: 'usp/us' };
const mqtt311: OpenConnection = { ...mqtt5, mqttVersion: '3.1.1' };

const request = vectorBytes('get');
const response = vectorBytes('get_resp');
const ask = writeRequest('m-1', { kind: 'Get', paths: ['Device.'] });

/** A peer that is known on a WebSocket, and from which a connect Record has come. */
function connected(options = {}): ExchangeBench {
  const bench = new ExchangeBench(webSocket, options);
  bench.take(webSocketConnect);
  bench.events();
  return bench;
}

function mqttConnect(version: MqttConnectVersion, subscribedTopic = 'usp/them') {
  return record({ case: 'mqttConnect', value: { version, subscribedTopic } });
}

describe('whose Records are taken in', () => {
  it.each(['self::other', '', `${us}x`])('one to %j is ignored: no Message, no answer [R-E2E.1]', (toId) => {
    const bench = connected();
    bench.take(carrying(request, { toId }));
    expect(bench.sent()).toEqual([]);
    expect(bench.events().filter((event) => event.type !== 'record')).toEqual([]);
  });

  it('a connect Record to somebody else makes nobody known [R-E2E.1]', () => {
    const bench = new ExchangeBench(webSocket);
    bench.take(record({ case: 'websocketConnect', value: {} }, { toId: 'self::other' }));
    expect(bench.dropped()).toEqual(['it is meant for self::other, not for us']);
    expect(bench.exchange.contactsOf(them)).toEqual([]);
  });

  it('on a WebSocket those of one Endpoint alone, until it is opened anew', () => {
    const bench = new ExchangeBench(webSocket);
    bench.take(carrying(request));
    bench.take(carrying(request, { fromId: 'os::012345-OTHER' }));
    expect(bench.dropped()).toEqual([`this connection is the one of ${them}`]);
    expect(bench.exchange.contactsOf('os::012345-OTHER')).toEqual([]);
    bench.exchange.connectionOpened(webSocket);
    bench.take(carrying(request, { fromId: 'os::012345-OTHER' }));
    expect(bench.dropped()).toEqual([]);
  });

  it('one that claims to come from ourselves is dropped [R-ARC.2]', () => {
    const bench = connected();
    bench.take(carrying(request, { fromId: us }));
    expect(bench.dropped()).toEqual(['it claims to come from ourselves']);
    expect(bench.sent()).toEqual([]);
  });

  it('nobody with our own Endpoint ID is spoken to [R-ARC.2]', () => {
    const bench = new ExchangeBench(webSocket);
    expect(bench.exchange.introduce({ peer: us, connection: 'c', awaitConnect: 0 }, 0)).toBe(false);
    expect(bench.exchange.send({ to: us, connection: 'c', msg: ask }, 0)).toBe(false);
    expect(bench.sent()).toEqual([]);
  });

  it('one whose from_id is no Endpoint ID is dropped [R-MTP.5]', () => {
    const bench = connected();
    bench.take(carrying(request, { fromId: 'mallory' }));
    expect(bench.dropped()).toEqual(['its from_id is not a valid Endpoint ID']);
    expect(bench.sent()).toEqual([]);
  });

  it('one on a connection that is not open is nothing', () => {
    const bench = connected();
    bench.take(carrying(request), undefined, 'gone');
    bench.exchange.connectionClosed('c', 'test');
    bench.take(carrying(request));
    expect(bench.events().map((event) => event.type)).toEqual(['disconnected']);
  });

  it('names of the language itself are plain names of connections and topics', () => {
    const bench = new ExchangeBench({ ...mqtt5, id: '__proto__' });
    bench.take(carrying(request), 'constructor', '__proto__');
    expect(bench.events().filter((event) => event.type === 'message')).toMatchObject([
      { from: them, way: { connection: '__proto__', topic: 'constructor' } },
    ]);
  });
});

describe('erroneous Records: an Error Message on the same connection, or nothing [R-MTP.5]', () => {
  /** payload_security 9 is an error of the Record; all the rest of it is whole. */
  const erroneous = (fromId: string | undefined, toId: string | undefined, payload: Uint8Array | undefined) =>
    join(
      bytesField(1, '1.4'),
      ...(toId === undefined ? [] : [bytesField(2, toId)]),
      ...(fromId === undefined ? [] : [bytesField(3, fromId)]),
      varintField(4, 9),
      bytesField(7, payload ? bytesField(2, payload) : new Uint8Array()),
    );

  it('every clause is met: the Error goes out, to the sender, with its msg_id, after a connect Record [R-ENC.2]', () => {
    const bench = connected();
    bench.exchange.connectionOpened({ id: 'other', mtp: 'websocket' });
    bench.exchange.introduce({ peer: them, connection: 'other', awaitConnect: 0 }, 0);
    bench.take(erroneous(them, us, request));
    const [error, ...more] = bench.sent();
    expect(more).toEqual([]);
    expect(error).toMatchObject({ connection: 'c', record: { toId: them, fromId: us } });
    expect(error?.msg).toMatchObject({ header: { msgId: '1' }, body: { msgBody: { value: { errCode: 7104 } } } });
  });

  it('also where the sender was not known: our connect Record first [R-MTP.8]', () => {
    const bench = new ExchangeBench(webSocket);
    bench.take(erroneous(them, us, request));
    expect(bench.sentKinds()).toEqual(['websocketConnect', 'error 7104']);
  });

  it.each([
    ['the source Endpoint ID is not valid', erroneous('mallory', us, request)],
    ['the source Endpoint ID is missing', erroneous(undefined, us, request)],
    ['the source Endpoint ID is ours', erroneous(us, us, request)],
    ['the destination is another', erroneous(them, 'self::other', request)],
    ['the destination is missing', erroneous(them, undefined, request)],
    ['it carries a Response', erroneous(them, us, response)],
    ['it carries an Error', erroneous(them, us, vectorBytes('error'))],
    ['it carries nothing', erroneous(them, us, undefined)],
    ['the Message ID is missing', erroneous(them, us, bytesField(2, bytesField(1, bytesField(1, 'x'))))],
  ])('%s: ignored', (_name, bytes) => {
    const bench = connected();
    bench.take(bytes);
    expect(bench.sent()).toEqual([]);
    expect(bench.dropped()).toHaveLength(1);
  });

  it('no way back is known: over a broker, from a sender without a topic', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.take(erroneous(them, us, request));
    expect(bench.sent()).toEqual([]);
    bench.take(erroneous(them, us, request), 'usp/them');
    expect(bench.sent().map((sent) => [kindOf(sent), sent.topic])).toEqual([
      ['mqttConnect', 'usp/them'],
      ['error 7104', 'usp/them'],
    ]);
  });

  it('the way back is the Response Topic of the Record itself, not one known before [R-MQTT.26]', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.take(mqttConnect(MqttConnectVersion.V5), 'usp/before');
    bench.take(erroneous(them, us, request), 'usp/now');
    expect(bench.sent().map((sent) => [kindOf(sent), sent.topic])).toEqual([['error 7104', 'usp/now']]);
  });

  it('a Record that can be read but lacks its version is answered', () => {
    const bench = connected();
    bench.take(join(bytesField(2, us), bytesField(3, them), bytesField(7, bytesField(2, request))));
    expect(bench.sentKinds()).toEqual(['error 7104']);
  });

  it('a Record that breaks a oneof is discarded, even with a whole Request in it [R-ENC.4]', () => {
    const bench = connected();
    const twice = bytesField(7, bytesField(2, request));
    bench.take(join(bytesField(1, '1.4'), bytesField(2, us), bytesField(3, them), varintField(4, 9), twice, twice));
    expect(bench.sent()).toEqual([]);
    expect(bench.dropped()).toHaveLength(1);
  });
});

describe('erroneous Messages in whole Records', () => {
  const header = bytesField(1, join(bytesField(1, 'id-9'), varintField(2, 1)));

  it('a Request that breaks a oneof is answered with 7004 [R-ENC.5]', () => {
    const bench = connected();
    bench.take(carrying(join(header, bytesField(2, bytesField(1, new Uint8Array())))));
    const [error] = bench.sent();
    expect(error?.msg).toMatchObject({ header: { msgId: 'id-9' }, body: { msgBody: { value: { errCode: 7004 } } } });
  });

  it('a Request with an unknown msg_type is answered with 7004 [R-ENC.2]', () => {
    const bench = connected();
    const unknown = bytesField(1, join(bytesField(1, 'id-9'), varintField(2, 99)));
    bench.take(carrying(join(unknown, bytesField(2, bytesField(1, bytesField(1, bytesField(1, 'Device.')))))));
    expect(bench.sentKinds()).toEqual(['error 7004']);
  });

  it('a Response that breaks a oneof is not answered, but reported with its msg_id', () => {
    const bench = connected();
    bench.take(carrying(join(header, bytesField(2, bytesField(2, new Uint8Array())))));
    expect(bench.sent()).toEqual([]);
    expect(bench.events()).toContainEqual(
      expect.objectContaining({ type: 'bad-message', fault: expect.objectContaining({ msgId: 'id-9' }) as unknown }),
    );
  });

  it('bytes that are no Message at all are not answered', () => {
    const bench = connected();
    bench.take(carrying(Uint8Array.of(0xff, 0xff, 0xff)));
    expect(bench.sent()).toEqual([]);
    expect(bench.dropped()).toHaveLength(1);
  });
});

describe('what can not be a Record is refused by its connection [R-WS.16]', () => {
  it.each([
    ['nothing at all', new Uint8Array()],
    ['text', new TextEncoder().encode('{"hello": "world"}')],
    ['a Record cut short', carrying(request).subarray(0, -1)],
    ['random bytes', Uint8Array.from({ length: 32 }, () => 0xff)],
  ])('%s', (_name, bytes) => {
    const bench = connected();
    bench.take(bytes);
    expect(bench.events()).toContainEqual(expect.objectContaining({ type: 'refuse', connection: 'c' }));
    expect(bench.sent()).toEqual([]);
  });

  it.each([
    ['discarded', record({ case: undefined })],
    ['with an unknown enumeration value', join(record({ case: 'websocketConnect', value: {} }), varintField(4, 9))],
    ['for somebody else', carrying(request, { toId: 'self::other' })],
    ['with a damaged Message', carrying(Uint8Array.of(0xff))],
  ])('a Record that is %s is no reason to', (_name, bytes) => {
    const bench = connected();
    bench.take(bytes);
    expect(bench.events().map((event) => event.type)).not.toContain('refuse');
  });
});

describe('a connect Record passes before any other [R-MTP.8]', () => {
  it('ours, of the right type, where the peer has sent none: WebSocket', () => {
    const bench = new ExchangeBench(webSocket);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 0 }, 0);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    expect(bench.sentKinds()).toEqual(['websocketConnect', 'get', 'get']);
  });

  it.each([
    [mqtt5, MqttConnectVersion.V5],
    [mqtt311, MqttConnectVersion.V3_1_1],
  ])('ours, of the right type: MQTT %j, with our topic in it', (connection, version) => {
    const bench = new ExchangeBench(connection);
    bench.exchange.introduce({ peer: them, connection: 'c', topic: 'usp/them', awaitConnect: 0 }, 0);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    const [first, second] = bench.sent();
    expect(first?.record.recordType).toMatchObject({
      case: 'mqttConnect',
      value: { version, subscribedTopic: 'usp/us' },
    });
    expect([first?.topic, second?.topic]).toEqual(['usp/them', 'usp/them']);
  });

  it('none of ours where the peer has sent its own', () => {
    const bench = connected();
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    bench.exchange.connect(them, 'c');
    expect(bench.sentKinds()).toEqual(['get']);
  });

  it('what is sent meanwhile waits for the peer to speak first, and follows in its order', () => {
    const bench = new ExchangeBench(webSocket);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 5_000 }, 1_000);
    for (const tag of [1, 2, 3])
      expect(bench.exchange.send({ to: them, connection: 'c', msg: ask, tag }, 0)).toBe(true);
    expect(bench.sent()).toEqual([]);
    expect(bench.exchange.nextTimeout()).toBe(6_000);
    bench.take(webSocketConnect);
    expect(bench.sent().map((sent) => [kindOf(sent), sent.tag])).toEqual([
      ['get', 1],
      ['get', 2],
      ['get', 3],
    ]);
    expect(bench.exchange.nextTimeout()).toBeUndefined();
  });

  it('but not for ever: then ours goes first', () => {
    const bench = new ExchangeBench(webSocket);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 5_000 }, 1_000);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    bench.exchange.handleTimeout(5_999);
    expect(bench.sent()).toEqual([]);
    bench.exchange.handleTimeout(6_000);
    expect(bench.sentKinds()).toEqual(['websocketConnect', 'get']);
  });

  it('a peer that speaks without one: its own was missed, and ours ends the waiting', () => {
    const bench = new ExchangeBench(webSocket);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 5_000 }, 0);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    bench.take(carrying(request));
    expect(bench.sentKinds()).toEqual(['websocketConnect', 'get']);
  });

  it.each([
    ['stomp_connect', record({ case: 'stompConnect', value: {} })],
    ['uds_connect', record({ case: 'udsConnect', value: {} })],
    ['mqtt_connect', mqttConnect(MqttConnectVersion.V5)],
  ])('a %s does not count on a WebSocket', (_name, bytes) => {
    const bench = new ExchangeBench(webSocket);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 5_000 }, 0);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    bench.take(bytes);
    expect(bench.dropped()[0]).toContain('does not belong on websocket');
    expect(bench.sent()).toEqual([]);
  });

  it('a websocket_connect does not count over MQTT', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.take(webSocketConnect, 'usp/them');
    expect(bench.dropped()[0]).toContain('does not belong on mqtt');
    bench.exchange.introduce({ peer: them, connection: 'c', topic: 'usp/them', awaitConnect: 0 }, 0);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    expect(bench.sentKinds()).toEqual(['mqttConnect', 'get']);
  });

  it('again after a DisconnectRecord that we have received', () => {
    const bench = connected();
    bench.take(disconnect(7101, 'bye'));
    expect(bench.events()).toContainEqual(
      expect.objectContaining({ type: 'disconnected', cause: 'record', code: 7101, reason: 'bye' }),
    );
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    expect(bench.sentKinds()).toEqual(['websocketConnect', 'get']);
  });

  it('again after a DisconnectRecord that we have sent', () => {
    const bench = connected();
    bench.exchange.disconnect(them, 'c', 7101, 'bye');
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    expect(bench.sentKinds()).toEqual(['disconnect', 'websocketConnect', 'get']);
  });

  it('again on a connection that is opened anew; what was left of the old one is not sent on it', () => {
    const bench = connected();
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    bench.exchange.connectionOpened(webSocket);
    expect(bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0)).toBe(false);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 0 }, 0);
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    expect(bench.sentKinds()).toEqual(['websocketConnect', 'get']);
  });

  it('strict: what comes before a connect Record is dropped, what comes after is taken in', () => {
    const bench = new ExchangeBench(webSocket, { strict: true });
    bench.take(carrying(request));
    expect(bench.dropped()).toEqual(['no connect Record has passed yet (R-MTP.8)']);
    bench.take(webSocketConnect);
    bench.take(carrying(request));
    expect(bench.events().map((event) => event.type)).toContain('message');
    bench.take(disconnect());
    bench.events();
    bench.take(carrying(request));
    expect(bench.dropped()).toHaveLength(1);
  });

  it('strict, but over a broker: it may have passed before we listened, and its absence proves nothing', () => {
    const bench = new ExchangeBench(mqtt5, { strict: true });
    bench.take(carrying(request), 'usp/them');
    expect(bench.events().map((event) => event.type)).toContain('message');
  });

  it('strict: our own connect Record counts as well', () => {
    const bench = new ExchangeBench(webSocket, { strict: true });
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 0 }, 0);
    bench.exchange.connect(them, 'c');
    bench.take(carrying(request));
    expect(bench.events().map((event) => event.type)).toContain('message');
  });
});

it('a DisconnectRecord of ours says why, in code and words [R-MTP.9]', () => {
  const bench = connected();
  bench.exchange.disconnect(them, 'c', 7101, 'Secure session required');
  expect(bench.sent()[0]?.record.recordType).toMatchObject({
    case: 'disconnect',
    value: { reasonCode: 7101, reason: 'Secure session required' },
  });
});

describe('topics', () => {
  it('answers go to the Response Topic that came last, whatever was known before [R-MQTT.26]', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.exchange.introduce({ peer: them, connection: 'c', topic: 'usp/configured', awaitConnect: 0 }, 0);
    for (const topic of ['usp/first', 'usp/second']) {
      bench.take(carrying(request), topic);
      bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    }
    expect(bench.sent().map((sent) => sent.topic)).toEqual(['usp/first', 'usp/first', 'usp/second']);
  });

  it('over MQTT 5.0 a PUBLISH without one changes nothing', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.exchange.introduce({ peer: them, connection: 'c', topic: 'usp/them', awaitConnect: 0 }, 0);
    bench.take(carrying(request));
    expect(bench.events().map((event) => event.type)).toContain('message');
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    expect(bench.sent().at(-1)?.topic).toBe('usp/them');
  });

  it('the one in an mqtt_connect Record serves where the PUBLISH has none', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.take(mqttConnect(MqttConnectVersion.V5, 'usp/said'));
    bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
    expect(bench.sent().map((sent) => sent.topic)).toEqual(['usp/said']);
  });

  it('where none is known nothing is sent, and it is said so', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 0 }, 0);
    expect(bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0)).toBe(false);
    expect(bench.exchange.sendRaw(them, 'c', new Uint8Array([1]))).toBe(false);
    bench.exchange.connect(them, 'c');
    bench.exchange.disconnect(them, 'c', 7101, 'bye');
    expect(bench.sent()).toEqual([]);
  });
});

describe('MQTT versions that differ [R-MQTT.26a]', () => {
  it('3.1.1 without a reply-to topic: an Error where the topic is known, then silence', () => {
    const bench = new ExchangeBench(mqtt311);
    bench.exchange.introduce({ peer: them, connection: 'c', topic: 'usp/them', awaitConnect: 0 }, 0);
    bench.take(carrying(request));
    const sent = bench.sent();
    expect(sent.map(kindOf)).toEqual(['error 7104']);
    expect(sent[0]?.topic).toBe('usp/them');
    expect(bench.events()).toContainEqual(expect.objectContaining({ type: 'disconnected', cause: 'mismatch' }));
    expect(bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0)).toBe(false);
    expect(bench.sent()).toEqual([]);
  });

  it('5.0 and a packet that shows a sender of 3.1.1: an Error to its topic, then silence', () => {
    const bench = new ExchangeBench(mqtt5);
    bench.exchange.handleRecord(
      { connection: 'c', bytes: carrying(request), replyTo: 'usp/them', senderVersion: '3.1.1' },
      0,
    );
    expect(bench.sentKinds()).toContain('error 7104');
    expect(bench.events()).toContainEqual(expect.objectContaining({ type: 'disconnected', cause: 'mismatch' }));
    expect(bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0)).toBe(false);
  });

  it('3.1.1 without a reply-to topic, and none is known: silence', () => {
    const bench = new ExchangeBench(mqtt311);
    bench.take(carrying(request));
    expect(bench.sent()).toEqual([]);
    const types = bench.events().map((event) => event.type);
    expect(types).not.toContain('message');
  });

  it.each([
    [mqtt5, MqttConnectVersion.V3_1_1, MqttConnectVersion.V5],
    [mqtt311, MqttConnectVersion.V5, MqttConnectVersion.V3_1_1],
  ])('a connect Record of another version stops it until the right one comes (%j)', (connection, wrong, right) => {
    const bench = new ExchangeBench(connection);
    bench.take(mqttConnect(wrong), 'usp/them');
    expect(bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0)).toBe(false);
    expect(bench.events()).toContainEqual(expect.objectContaining({ type: 'disconnected', cause: 'mismatch' }));
    bench.take(mqttConnect(right), 'usp/them');
    expect(bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0)).toBe(true);
    expect(bench.sentKinds()).toEqual(['get']);
  });

  it('a PUBLISH with a reply-to topic mends it', () => {
    const bench = new ExchangeBench(mqtt311);
    bench.take(carrying(request));
    bench.take(carrying(request), 'usp/them');
    expect(bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0)).toBe(true);
    expect(bench.sentKinds()).toEqual(['mqttConnect', 'get']);
  });
});

describe('outside a Session Context', () => {
  it('a Message of ours is the payload of a no_session_context Record in plaintext [R-E2E.26]', () => {
    const bench = connected();
    bench.exchange.send({ to: them, connection: 'c', msg: ask, tag: 7 }, 0);
    const [sent] = bench.sent();
    expect(sent?.record).toMatchObject({
      version: '1.4',
      toId: them,
      fromId: us,
      payloadSecurity: PayloadSecurity.PLAINTEXT,
      recordType: { case: 'noSessionContext' },
    });
    expect(sent?.msg).toEqual(ask);
    expect(sent?.tag).toBe(7);
  });

  it('one with no payload is dropped [R-E2E.26]', () => {
    const bench = connected();
    bench.take(carrying(new Uint8Array()));
    expect(bench.dropped()).toEqual(['it carries no Message']);
    expect(bench.sent()).toEqual([]);
  });

  it('a protected payload is never taken for a Message, even if it reads like one [R-E2E.41]', () => {
    const bench = connected();
    bench.take(carrying(response, { payloadSecurity: PayloadSecurity.TLS12 }));
    expect(bench.events().map((event) => event.type)).not.toContain('message');
    expect(bench.sent()).toEqual([]);
    bench.take(carrying(request, { payloadSecurity: PayloadSecurity.TLS12 }));
    expect(bench.sentKinds()).toEqual(['error 7102']);
  });
});

describe('bounds', () => {
  it('no more peers than allowed are kept; those known stay served', () => {
    const bench = new ExchangeBench(mqtt5, { maxContacts: 3 });
    for (let number = 0; number < 10; number++) {
      bench.take(carrying(request, { fromId: `self::agent-${number}` }), `usp/${number}`);
    }
    const events = bench.events();
    expect(events.filter((event) => event.type === 'message').map((event) => event.from)).toEqual([
      'self::agent-0',
      'self::agent-1',
      'self::agent-2',
    ]);
    expect(events.filter((event) => event.type === 'record' && event.seen.dropped?.includes('too many'))).toHaveLength(
      7,
    );
    bench.exchange.connectionOpened({ ...mqtt5, id: 'other' });
    const late = { peer: 'self::late', awaitConnect: 0 };
    expect(bench.exchange.introduce({ ...late, connection: 'c' }, 0)).toBe(false);
    expect(bench.exchange.introduce({ ...late, connection: 'other' }, 0)).toBe(true);
    bench.exchange.connectionClosed('c', 'test');
    bench.exchange.connectionOpened(mqtt5);
    expect(bench.exchange.introduce({ peer: 'self::late', connection: 'c', awaitConnect: 0 }, 0)).toBe(true);
  });

  it('no more than 1,000 Messages wait for one connect Record', () => {
    const bench = new ExchangeBench(webSocket);
    bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 5_000 }, 0);
    const taken = Array.from({ length: 1_001 }, () => bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0));
    expect(taken.filter(Boolean)).toHaveLength(1_000);
    expect(taken.at(-1)).toBe(false);
  });
});

it('a Message that waits can be taken back, once', () => {
  const bench = new ExchangeBench(webSocket);
  bench.exchange.introduce({ peer: them, connection: 'c', awaitConnect: 5_000 }, 0);
  bench.exchange.send({ to: them, connection: 'c', msg: ask, tag: 1 }, 0);
  bench.exchange.send({ to: them, connection: 'c', msg: ask, tag: 2 }, 0);
  expect([bench.exchange.withdraw(1), bench.exchange.withdraw(1), bench.exchange.withdraw(9)]).toEqual([
    true,
    false,
    false,
  ]);
  bench.take(webSocketConnect);
  expect(bench.sent().map((sent) => sent.tag)).toEqual([2]);
});

it('raw bytes go out as they are, and are logged as what they are', () => {
  const bench = connected();
  const nonsense = Uint8Array.of(0xff, 0x00);
  expect(bench.exchange.sendRaw(them, 'c', nonsense)).toBe(true);
  expect(bench.exchange.sendRaw(them, 'c', carrying(request, { fromId: us, toId: them }))).toBe(true);
  expect(bench.exchange.sendRaw('self::nobody', 'c', nonsense)).toBe(false);
  expect(bench.exchange.pollTransmit()?.bytes).toEqual(nonsense);
  const logged = bench.events().flatMap((event) => (event.type === 'record' ? [event.seen] : []));
  expect(logged.map((seen) => [seen.direction, seen.recordType])).toEqual([
    ['out', undefined],
    ['out', 'noSessionContext'],
  ]);
});

it('every Record in and out is logged with its bytes, its way and its Message', () => {
  const bench = connected();
  bench.take(carrying(response));
  bench.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
  const logged = bench.events().flatMap((event) => (event.type === 'record' ? [event.seen] : []));
  expect(logged).toMatchObject([
    {
      direction: 'in',
      peer: them,
      way: { connection: 'c' },
      recordType: 'noSessionContext',
      bytes: carrying(response),
    },
    { direction: 'out', peer: them, way: { connection: 'c' }, recordType: 'noSessionContext', msg: ask },
  ]);
  expect(logged[1]?.bytes).toEqual(bench.sent()[0]?.bytes);
});
