import { describe, expect, it } from 'vitest';
import { writeRequest } from '../message/write-request.ts';
import { encodeMessage } from '../message/message.ts';
import { PayloadSecurity } from '../record/record.ts';
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

const ask = writeRequest('m-1', { kind: 'Get', paths: ['Device.'] });
const request = vectorBytes('notify_value_change');

function bench(connection: Partial<OpenConnection> = {}): ExchangeBench {
  const made = new ExchangeBench(
    { id: 'c', mtp: 'websocket', session: 'allow', ...connection },
    { newSessionId: () => 77n },
  );
  made.take(webSocketConnect);
  made.events();
  return made;
}

function inSession(payload: Uint8Array, sequenceId = 1n, changes = {}): Uint8Array<ArrayBuffer> {
  const value = { sessionId: 42n, sequenceId, expectedId: 1n, payload: [Uint8Array.from(payload)] };
  return record({ case: 'sessionContext', value }, changes);
}

it('where sessions are off, a session Record is answered with a DisconnectRecord 7106, and no Message is taken [R-MTP.9]', () => {
  const off = bench({ session: 'off' });
  off.take(inSession(request));
  expect(off.sent()[0]?.record.recordType).toMatchObject({ case: 'disconnect', value: { reasonCode: 7106 } });
  expect(off.dropped()).toEqual(['Session Context is not allowed here (7106)']);
});

it('outside TLS a secure session Record is refused with 7102, and no Message is taken', () => {
  const allowed = bench();
  allowed.take(inSession(request, 1n, { payloadSecurity: PayloadSecurity.TLS12 }));
  expect(allowed.sent()[0]?.record.recordType).toMatchObject({ case: 'disconnect', value: { reasonCode: 7102 } });
  expect(allowed.events().map((event) => event.type)).not.toContain('message');
});

describe('an answer goes in the kind of Record that its Request came in [R-MSG.0a]', () => {
  it.each([
    ['allow', true],
    ['allow', false],
    ['require', true],
    ['require', false],
  ] as const)('mode %s, in a Session Context: %s', (session, came) => {
    const made = bench({ session });
    // A Session Context is there in either case.
    made.take(inSession(request));
    if (!came) made.take(carrying(request));
    const messages = made.events().flatMap((event) => (event.type === 'message' ? [event.inSession] : []));
    expect(messages.at(-1)).toBe(came);
    made.sent();
    made.exchange.send({ to: them, connection: 'c', msg: ask, inSession: came }, 0);
    const kinds = made.sent().map((sent) => sent.record.recordType.case);
    expect(kinds).toContain(came ? 'sessionContext' : 'noSessionContext');
    expect(kinds).not.toContain(came ? 'noSessionContext' : 'sessionContext');
  });

  it('an Error Message as well [R-ENC.5]', () => {
    const broken = join(
      bytesField(1, join(bytesField(1, 'id-9'), varintField(2, 1))),
      bytesField(2, bytesField(1, new Uint8Array())),
    );
    const made = bench();
    made.take(inSession(broken));
    expect(made.sent().map((sent) => sent.record.recordType.case)).toEqual(['sessionContext']);
    made.take(carrying(broken));
    expect(made.sent().map(kindOf)).toEqual(['error 7004']);
  });
});

describe('an acknowledgement that can not be sent does not keep us awake', () => {
  it('because the connection is gone', () => {
    const made = bench();
    made.take(inSession(request));
    expect(made.exchange.nextTimeout()).toBeDefined();
    made.exchange.connectionClosed('c', 'test');
    made.exchange.handleTimeout(100);
    expect(made.exchange.nextTimeout()).toBeUndefined();
    expect(made.sent()).toEqual([]);
  });

  it('because the topic is not known', () => {
    const made = new ExchangeBench({ id: 'c', mtp: 'mqtt', session: 'allow' }, { newSessionId: () => 77n });
    made.take(inSession(request));
    made.exchange.handleTimeout(100);
    expect(made.exchange.nextTimeout()).toBeUndefined();
    expect(made.sent()).toEqual([]);
    made.take(inSession(request, 2n), 'usp/them');
    made.exchange.handleTimeout(200);
    expect(made.sent().map((sent) => [kindOf(sent), sent.topic])).toEqual([
      ['mqttConnect', 'usp/them'],
      ['sessionContext', 'usp/them'],
    ]);
  });
});

it('a DisconnectRecord clears what is cached of the Session Context, also that there was one [R-MTP.7]', () => {
  const made = bench();
  made.take(inSession(request));
  expect(made.exchange.sessionStatus(them)?.sessionId).toBe(42n);
  made.take(disconnect(7101, 'bye'));
  expect(made.exchange.sessionStatus(them)?.sessionId).toBeUndefined();
  made.sent();
  made.exchange.send({ to: them, connection: 'c', msg: ask }, 0);
  expect(made.sentKinds()).toEqual(['websocketConnect', 'get']);
});

describe('where the largest Record leaves no room for a payload', () => {
  const longName = `self:abcdef:${'x'.repeat(50)}`;

  it.each([1, 200, 300])('%d bytes: what has to be sent is sent, in Records as small as can be', (maxRecordSize) => {
    const made = bench({ session: 'require', maxRecordSize });
    const long = writeRequest('m-1', { kind: 'Get', paths: Array<string>(20).fill('Device.WiFi.') });
    made.take(inSession(request)); // the Session Context is there
    made.sent();
    made.exchange.send({ to: them, connection: 'c', msg: long }, 0);
    const pieces = made
      .sent()
      .flatMap(({ record: { recordType } }) => (recordType.case === 'sessionContext' ? recordType.value.payload : []));
    expect(pieces.length).toBeGreaterThan(2);
    expect(join(...pieces)).toEqual(encodeMessage(long));
  });

  it('because the Endpoint ID that a peer chose is as long as can be: no exception', () => {
    const connection: OpenConnection = { id: 'c', mtp: 'websocket', session: 'allow', maxRecordSize: 350 };
    const made = new ExchangeBench(connection, { newSessionId: () => 77n });
    made.take(inSession(request, 1n, { fromId: longName, toId: us }));
    expect(made.events().map((event) => event.type)).toContain('message');
  });
});
