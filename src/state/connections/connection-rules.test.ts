import { describe, expect, it } from 'vitest';
import { type ConnectionFields, configOf, emptyFields, fieldsOf, proposedName } from './connection-fields.ts';
import { checkConnection, plainNeedsLeave, topicProblem } from './connection-rules.ts';

const own = 'self::usp-console-0123456789ab';

function check(kind: 'websocket' | 'mqtt', change: Partial<ConnectionFields>, pageIsSecure = false) {
  const usual = { ...emptyFields(kind, own), url: 'wss://a.example/usp' };
  return checkConnection({ ...usual, ...change }, pageIsSecure);
}

describe('the address', () => {
  it('may be any wss address', () => {
    const { problems, warnings, protection } = check('websocket', {});
    expect([...problems, ...warnings]).toEqual([]);
    expect(protection).toBe('encrypted');
  });

  it.each([
    '',
    'gateway',
    'http://gateway.example',
    'mqtt://b.example',
    'wss://',
    'wss://a.example/#x',
    'wss://u:p@a.example',
  ])('is told what is wrong with it and what to try: "%s"', (url) => {
    expect(check('websocket', { url }).problems.get('url')).toMatch(/^.+\. .+$/);
  });

  it('may be plain on the local network, and says so [R-MTP.0]', () => {
    const { problems, warnings } = check('websocket', { url: 'ws://192.168.1.1:8080/usp' });
    expect([...problems]).toEqual([]);
    expect(warnings.get('url')).toContain('not encrypted');
  });

  it('may be plain beyond it only when the person says so, for this connection [R-MTP.0]', () => {
    const url = 'ws://gateway.example/usp';
    expect(check('websocket', { url }).problems.get('allowPlain')).toContain('not be encrypted');
    const allowed = check('websocket', { url, allowPlain: true });
    expect([...allowed.problems]).toEqual([]);
    expect(allowed.warnings.get('url')).toContain('not encrypted');
    expect(plainNeedsLeave(url, false)).toBe(true);
    expect(plainNeedsLeave(url, true)).toBe(false);
    expect(plainNeedsLeave('ws://gateway.local/usp', false)).toBe(false);
  });

  it('is warned of when the page came over https and browsers may block a plain one', () => {
    const url = 'ws://192.168.1.1/usp';
    expect(check('websocket', { url }, true).warnings.get('url')).toContain('https');
    expect(check('websocket', { url }, false).warnings.get('url')).not.toContain('https');
    expect(check('websocket', { url: 'ws://localhost/usp' }, true).warnings.get('url')).not.toContain('https');
  });
});

describe('Endpoint IDs', () => {
  it('warns of proto and doc as our own [R-ARC.4]', () => {
    expect(check('websocket', { controllerId: 'proto::me' }).warnings.get('controllerId')).toContain('prototypes');
    expect(check('websocket', { controllerId: 'doc::me' }).warnings.get('controllerId')).toContain('documentation');
    expect(check('websocket', { controllerId: own }).warnings.has('controllerId')).toBe(false);
  });

  it('wants a valid one of our own', () => {
    expect(check('websocket', { controllerId: '' }).problems.has('controllerId')).toBe(true);
    expect(check('websocket', { controllerId: 'me' }).problems.has('controllerId')).toBe(true);
  });

  it('refuses an Agent with our own Endpoint ID [R-ARC.2]', () => {
    expect(check('websocket', { agentId: own }).problems.get('agentId')).toContain('itself');
    const agents = [{ endpointId: own, topic: 'a' }];
    expect(check('mqtt', { agents }).problems.get('agents.0.endpointId')).toContain('itself');
  });
});

describe('MQTT', () => {
  it('needs a topic for answers with 3.1.1, and warns without one with 5.0', () => {
    const none = { replyTo: '', subscribe: '' };
    expect(check('mqtt', { ...none, version: '3.1.1' }).problems.has('replyTo')).toBe(true);
    expect(check('mqtt', { ...none, version: '5' }).warnings.has('replyTo')).toBe(true);
    expect(check('mqtt', { replyTo: '', subscribe: 'a', version: '3.1.1' }).problems.has('replyTo')).toBe(true);
  });

  it('takes a password without a user name only with 5.0', () => {
    expect(check('mqtt', { password: 'x', version: '3.1.1' }).problems.has('username')).toBe(true);
    expect(check('mqtt', { password: 'x', version: '5' }).problems.has('username')).toBe(false);
  });

  it('wants both halves of a known Agent, once', () => {
    const { problems } = check('mqtt', {
      agents: [
        { endpointId: 'os::00256D-1', topic: '' },
        { endpointId: '', topic: 'a/b' },
        { endpointId: ' ', topic: '' },
        { endpointId: 'os::00256D-1', topic: 'a/+' },
      ],
    });
    expect([...problems.keys()].sort()).toEqual([
      'agents.0.topic',
      'agents.1.endpointId',
      'agents.3.endpointId',
      'agents.3.topic',
    ]);
  });

  it('wants times in range', () => {
    expect(check('mqtt', { keepAlive: '65536' }).problems.has('keepAlive')).toBe(true);
    expect(check('mqtt', { keepAlive: '1.5' }).problems.has('keepAlive')).toBe(true);
    expect(check('mqtt', { keepAlive: '' }).problems.has('keepAlive')).toBe(false);
    expect(check('mqtt', { timeout: '0' }).problems.has('timeout')).toBe(true);
    expect(check('mqtt', { timeout: '2.5' }).problems.has('timeout')).toBe(false);
  });

  it.each([
    ['a/b', true],
    ['+/a', true],
    ['#', true],
    ['a/#', true],
    ['a/#/b', false],
    ['a#', false],
    ['a+/b', false],
    ['a\0b', false],
    ['é'.repeat(600), false],
  ])('knows a topic filter: %s', (filter, good) => {
    expect(topicProblem(filter, true) === undefined).toBe(good);
  });
});

describe('fields', () => {
  it('become the connection that they came from', () => {
    const fields: ConnectionFields = {
      ...emptyFields('mqtt', own),
      name: 'Lab',
      url: 'wss://b.example/mqtt',
      username: 'u',
      password: 'p',
      clientId: 'c',
      subscribe: 'a\nb/#',
      keepAlive: '30',
      qos: '0',
      agents: [{ endpointId: 'os::00256D-1', topic: 't' }],
      timeout: '2.5',
    };
    const config = configOf(fields, 'x');
    expect(fieldsOf(config, fields.keepPassword)).toEqual(fields);
    expect(config.requestTimeout).toBe(2_500);
  });

  it('leave out what is empty, and name what has no name', () => {
    const config = configOf({ ...emptyFields('websocket', own), url: ' wss://a.example:1/usp ' }, 'x');
    expect(config.mtp).toEqual({ kind: 'websocket', url: 'wss://a.example:1/usp' });
    expect(config.name).toBe('a.example:1');
    expect(proposedName({ url: '', agentId: '' })).toBe('Connection');
  });
});

describe('the largest Record', () => {
  it.each(['511', '67108865', '1000.5', 'much', '-4000'])('is refused with its bounds: %s', (maxRecordSize) => {
    expect(check('mqtt', { session: 'require', maxRecordSize }).problems.get('maxRecordSize')).toContain('67,108,864');
  });

  it.each([
    ['512', 512],
    [' 65536 ', 65_536],
    ['', undefined],
  ])('is taken as "%s" where sessions are used', (maxRecordSize, bytes) => {
    const fields = { ...emptyFields('websocket', own), session: 'allow', maxRecordSize } as const;
    expect(check('websocket', fields).problems.has('maxRecordSize')).toBe(false);
    const config = configOf(fields, 'x');
    expect(config.maxRecordSize).toBe(bytes);
    expect(fieldsOf(config, false).maxRecordSize).toBe(maxRecordSize.trim());
  });

  it('does not count where there are no sessions, and keeps nothing from being saved', () => {
    const fields = { ...emptyFields('websocket', own), maxRecordSize: 'much' };
    expect(check('websocket', fields).problems.has('maxRecordSize')).toBe(false);
    expect(configOf(fields, 'x')).not.toHaveProperty('maxRecordSize');
  });
});
