import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessUrl, insecureProblem, mayConnect, type UrlAssessment } from './secure-transport.ts';

function good(text: string, ...rest: Parameters<typeof assessUrl> extends [string, ...infer R] ? R : never) {
  const assessment = assessUrl(text, ...rest);
  if (!assessment.ok) throw new Error(`${text}: ${assessment.problem.what}`);
  return assessment;
}

function problemOf(assessment: UrlAssessment) {
  if (assessment.ok) throw new Error('a problem was expected');
  return assessment.problem;
}

const SCOPES = {
  loopback: [
    'localhost',
    'LOCALHOST',
    'localhost.',
    'agent.localhost',
    '127.0.0.1',
    '127.255.0.9',
    '0x7f.1',
    '2130706433',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
  ],
  local: [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.3.4',
    '[fe80::1]',
    '[febf::1]',
    '[fd12:3456::1]',
    '[fc00::]',
    '[::ffff:192.168.1.1]',
    'router',
    'router.local',
    'router.local.',
    'gateway.home.arpa',
  ],
  public: [
    'device.example',
    'home.arpa.example',
    'local.example',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '169.253.0.1',
    '100.64.0.1',
    '11.0.0.1',
    '128.0.0.1',
    '[2001:db8::1]',
    '[fec0::1]',
    '[fe00::1]',
    '[::ffff:8.8.8.8]',
    '[::2]',
    '[1::1]',
    'localhost.example',
    'arpa.home.example',
  ],
} as const;

describe('how far an address reaches [R-MTP.0]', () => {
  for (const [scope, hosts] of Object.entries(SCOPES)) {
    it.each(hosts)(`${scope}: %s`, (host) => {
      expect(good(`ws://${host}:8080/usp`)).toMatchObject({ scope, encrypted: false });
      expect(good(`wss://${host}/usp`)).toMatchObject({ scope, encrypted: true });
      expect(good(`mqtt://${host}`, ['mqtt'])).toMatchObject({ scope, encrypted: false });
    });
  }
});

describe('who may be connected to [R-MTP.0]', () => {
  it('is everybody who is spoken to encrypted', () => {
    expect(mayConnect(good('wss://device.example/'), false)).toBe(true);
    expect(mayConnect(good('wss://192.168.1.1/'), false)).toBe(true);
    expect(mayConnect(good('mqtts://device.example', ['mqtts']), false)).toBe(true);
  });

  it('is this machine and the local network without', () => {
    expect(mayConnect(good('ws://127.0.0.1:8080/'), false)).toBe(true);
    expect(mayConnect(good('ws://router.local/'), false)).toBe(true);
  });

  it('is anybody else only at the person’s own choice', () => {
    const assessment = good('ws://device.example/');
    expect(mayConnect(assessment, false)).toBe(false);
    expect(mayConnect(assessment, true)).toBe(true);
    expect(insecureProblem(assessment)).toMatchObject({ code: 'insecure', final: true });
    expect(insecureProblem(assessment).advice).toContain('wss://');
  });
});

describe('addresses that can’t be used', () => {
  it.each([
    ['', 'no address', 'wss://device.example:8443/usp'],
    ['   ', 'no address', 'wss://'],
    ['192.168.1.1:8080/usp', 'no scheme', 'Try wss://192.168.1.1:8080/usp'],
    ['localhost:8080', 'no scheme', 'Try wss://localhost:8080'],
    ['//device.example/usp', 'no scheme', 'Try wss://device.example/usp'],
    ['http://192.168.1.1/usp', 'http:// can’t be used', 'Try ws://192.168.1.1/usp'],
    ['HTTPS://device.example/usp', 'https:// can’t be used', 'Try wss://device.example/usp'],
    ['mqtt://broker:1883', 'can’t speak mqtt://', 'ws://broker.example:8080/mqtt'],
    ['mqtts://broker:8883', 'can’t speak mqtts://', 'wss://'],
    ['ftp://device.example', 'ftp:// can’t be used', 'wss://device.example:8443/usp'],
    ['ws://user:secret@device.example/', 'user name or a password', 'fields of their own'],
    ['ws://user@device.example/', 'user name or a password', 'Take them out'],
    ['ws://device.example/usp#x', 'after #', '%23'],
    ['ws://device.example/usp#', 'after #', '%23'],
    ['ws://', 'can’t be read', 'Compare'],
    ['ws://device.example:99999/', 'can’t be read', 'Compare'],
    ['ws://de vice/', 'can’t be read', 'Compare'],
    ['ws://[::1/', 'can’t be read', 'Compare'],
    ['ws://device.example:0/', 'port is 0', 'real port'],
  ])('%s', (text, what, advice) => {
    const problem = problemOf(assessUrl(text));
    expect(problem).toMatchObject({ code: 'bad-address', final: true });
    expect(problem.what).toContain(what);
    expect(problem.advice).toContain(advice);
  });

  it('never shows a password again', () => {
    for (const scheme of ['ws://', 'http://', '//', '']) {
      expect(JSON.stringify(assessUrl(`${scheme}user:hunter2@device.example/`))).not.toContain('hunter2');
    }
  });

  it('is never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((rest) => `ws://${rest}`),
        ),
        (text) => {
          const assessment = assessUrl(text);
          if (assessment.ok) expect(['ws:', 'wss:']).toContain(assessment.url.protocol);
          else expect(assessment.problem.advice).not.toBe('');
        },
      ),
    );
  });
});

describe('addresses of plain MQTT, for Node', () => {
  it('keep their own default ports apart from those of the web', () => {
    expect(good('mqtt://broker', ['mqtt']).url.port).toBe('');
    expect(good('mqtt://broker:80', ['mqtt']).url.port).toBe('80');
    expect(good('mqtts://broker:443', ['mqtts']).url.port).toBe('443');
    expect(good('mqtt://[::1]:1884', ['mqtt']).url).toMatchObject({ hostname: '[::1]', port: '1884' });
  });
});
