import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionConfig, MqttConfig } from '../../worker/port.ts';
import { formatConnectionLink, isConnectionLink, parseConnectionLink, sameWay } from './connection-link.ts';

const own = 'self::usp-console-0123456789ab';

const webSocket: ConnectionConfig = {
  id: 'a',
  name: 'Hall & cellar #2',
  controllerId: own,
  mtp: { kind: 'websocket', url: 'wss://gateway.example:8443/usp?x=1', agentId: 'os::00256D-0123456789' },
  allowPlain: false,
  session: 'allow',
  requestTimeout: 45_000,
};

const broker: MqttConfig = {
  kind: 'mqtt',
  url: 'wss://broker.example/mqtt',
  version: '3.1.1',
  username: 'änna+b',
  password: 'never in a link',
  clientId: 'client/1',
  subscribe: ['usp/+/controller', 'a,b/#'],
  replyTo: 'usp/me',
  agents: [
    { endpointId: 'os::00256D-1', topic: 'usp/agent/1,2' },
    { endpointId: 'os::00256D-2', topic: 'usp/agent 2' },
  ],
  qos: 0,
  keepAlive: 0,
};
const mqtt: ConnectionConfig = { ...webSocket, mtp: broker, session: 'off', requestTimeout: 30_000 };

function parsed(link: string) {
  const result = parseConnectionLink(link, own);
  if (!result.ok) throw new Error(result.problem);
  return result.connection;
}

function problem(link: string): string {
  const result = parseConnectionLink(link, own);
  return result.ok ? 'none' : result.problem;
}

describe('connection links', () => {
  it('hold a WebSocket connection whole', () => {
    const { id: _, ...rest } = webSocket;
    expect(parsed(formatConnectionLink(webSocket, own))).toEqual(rest);
  });

  it('hold an MQTT connection whole, but for its password', () => {
    const link = formatConnectionLink(mqtt, own);
    expect(link).not.toContain('never');
    const { password: _, ...open } = broker;
    expect(parsed(link).mtp).toEqual(open);
  });

  it('hold any connection whole, whatever is in its texts', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const connection = fc.record({
      name: text,
      topic: text,
      filters: fc.array(text, { maxLength: 3 }),
      user: text,
      qos: fc.constantFrom<0 | 1>(0, 1),
    });
    fc.assert(
      fc.property(connection, ({ name, topic, filters, user, qos }) => {
        const mtp: MqttConfig = {
          kind: 'mqtt',
          url: 'wss://b.example/mqtt',
          version: '5',
          username: user,
          subscribe: filters,
          replyTo: topic,
          agents: [{ endpointId: 'os::00256D-1', topic }],
          qos,
        };
        const config: ConnectionConfig = { ...webSocket, name, mtp };
        const { id: _, ...rest } = config;
        expect(parsed(formatConnectionLink(config, own))).toEqual(rest);
      }),
    );
  });

  it('are read from a whole address as from a fragment', () => {
    const link = formatConnectionLink(webSocket, own);
    expect(parsed(`https://console.example/sub/${link}`)).toEqual(parsed(link));
    expect(isConnectionLink(`https://console.example/${link}`)).toBe(true);
    expect(isConnectionLink('#/device/connect=1')).toBe(false);
  });

  it('carry the own Endpoint ID only if it is not the one of this browser', () => {
    expect(formatConnectionLink(webSocket, own)).not.toContain('as=');
    const other = formatConnectionLink({ ...webSocket, controllerId: 'self::lab' }, own);
    expect(parsed(other).controllerId).toBe('self::lab');
    expect(parseConnectionLink(formatConnectionLink(webSocket, own), 'self::another')).toMatchObject({
      connection: { controllerId: 'self::another' },
    });
  });

  it('never bring the leave for a plain way [R-MTP.0]', () => {
    const plain: ConnectionConfig = {
      ...webSocket,
      allowPlain: true,
      mtp: { kind: 'websocket', url: 'ws://gateway.example/usp' },
    };
    expect(parsed(formatConnectionLink(plain, own)).allowPlain).toBe(false);
    expect(parsed('#connect=ws://gateway.example/usp&plain=allow&allowPlain=true').allowPlain).toBe(false);
  });

  it('open the demo device', () => {
    expect(parsed('#connect=demo').mtp).toEqual({ kind: 'demo', size: 'home' });
    expect(parsed('#connect=demo&size=large').mtp).toEqual({ kind: 'demo', size: 'large' });
  });

  it('open the demo device over a bad way, with sessions and a largest Record', () => {
    const link = '#connect=demo&session=require&record=65536&loss=0.2&delay=50&reorder=0.1&duplicate=0.1&cut=0.001';
    const connection = parsed(`${link}&size=large`);
    expect(connection).toMatchObject({ session: 'require', maxRecordSize: 65_536 });
    expect(connection.mtp).toEqual({
      kind: 'demo',
      size: 'large',
      link: { loss: 0.2, delay: 50, reorder: 0.1, duplicate: 0.1, cut: 0.001 },
    });
    expect(parsed(formatConnectionLink({ ...connection, id: 'x' }, own))).toEqual(connection);
  });

  it.each([
    ['a Record too small for TR-181', '#connect=demo&session=require&record=511'],
    ['a Record of no number', '#connect=demo&session=require&record=much'],
    ['a Record of nothing', '#connect=demo&session=require&record='],
    ['half a byte', '#connect=demo&session=require&record=1000.5'],
    ['a share above 1', '#connect=demo&loss=1.1'],
    ['a share below 0', '#connect=demo&duplicate=-0.1'],
    ['a share of no number', '#connect=demo&reorder=often'],
    ['a cut of nothing', '#connect=demo&cut='],
    ['a delay of minutes', '#connect=demo&delay=60000'],
    ['no link at all', 'https://example.org/'],
    ['no address', '#connect='],
    ['a scheme that is none of ours', '#connect=javascript:alert(1)'],
    ['a password in the address', '#connect=wss://anna:secret@broker.example/'],
    ['broken percent-encoding', '#connect=wss://a.example/&name=%E0%A4'],
    ['an unknown transport', '#connect=wss://a.example/&mtp=coap'],
    ['an Agent that is no Endpoint ID', '#connect=wss://a.example/&agent=router'],
    ['an own ID that is none', '#connect=wss://a.example/&as=me'],
    ['an Agent without its topic', '#connect=wss://a.example/&mtp=mqtt&agent=os::00256D-1'],
    ['a time-out of nothing', '#connect=wss://a.example/&timeout=0'],
    ['a time-out that is no number', '#connect=wss://a.example/&timeout=soon'],
    ['a quality of service of 2', '#connect=wss://a.example/&mtp=mqtt&qos=2'],
    ['an endless text', `#connect=wss://a.example/&name=${'x'.repeat(20_000)}`],
  ])('are refused with a reason: %s', (_, link) => {
    expect(problem(link)).toMatch(/^[A-Z].{10,}\.$/s);
    expect(problem(link)).not.toBe('none');
  });

  it('take __proto__ and constructor as names like any other, and change no prototype', () => {
    const link = '#connect=wss://a.example/&__proto__=1&constructor=2&name=__proto__';
    expect(parsed(link).name).toBe('__proto__');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('never throw, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseConnectionLink(`#connect=${text}`, own).ok).toBe('boolean');
      }),
    );
  });
});

describe('sameWay', () => {
  it('knows a saved connection again by where it leads, not by its name', () => {
    expect(sameWay(webSocket, { ...webSocket, name: 'x', session: 'off', requestTimeout: 1_000 })).toBe(true);
    expect(sameWay(webSocket, { ...webSocket, maxRecordSize: 4_096 })).toBe(true);
    expect(sameWay(mqtt, { ...mqtt, mtp: { ...broker, password: 'other' } })).toBe(true);
    expect(sameWay(parsed('#connect=demo'), parsed('#connect=demo&loss=0.5'))).toBe(true);
    expect(sameWay(parsed('#connect=demo'), parsed('#connect=demo&size=large'))).toBe(false);
  });

  it('keeps apart what differs in address, user or own Endpoint ID', () => {
    expect(sameWay(mqtt, { ...mqtt, mtp: { ...broker, username: 'bert' } })).toBe(false);
    expect(sameWay(mqtt, { ...mqtt, mtp: { ...broker, url: 'wss://c.example/' } })).toBe(false);
    expect(sameWay(mqtt, { ...mqtt, controllerId: 'self::b' })).toBe(false);
  });
});
