import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CauseCode, problemFrom } from './websocket-causes.ts';
import { type Evidence, judge } from './websocket-verdict.ts';

/** A page over http in the local network and an Agent there; each case says what differs. */
const LOCAL: Evidence = {
  purpose: 'usp',
  scheme: 'ws',
  scope: 'local',
  isName: false,
  port: '8080',
  pageIsSecure: false,
  pageScope: 'local',
  failedSoon: true,
  sameLine: 'failed',
  otherLine: 'failed',
  bare: 'untried',
  plain: 'untried',
};
const PUBLIC_PAGE = { pageIsSecure: true, pageScope: 'public' } as const;

describe('the causes that stay possible', () => {
  it.each<[string, Partial<Evidence>, CauseCode[]]>([
    ['nothing there', {}, ['refused', 'extension-header-or-subprotocol']],
    ['nothing there, by name', { isName: true }, ['refused', 'unknown-host', 'extension-header-or-subprotocol']],
    [
      'obuspa: HTTP answers, the handshake fails',
      { sameLine: 'answered', bare: 'failed' },
      ['extension-header-or-subprotocol', 'wrong-path', 'not-websocket'],
    ],
    [
      'an Agent that is silent to HTTP, the handshake fails at once',
      { sameLine: 'silent' },
      ['extension-header-or-subprotocol', 'wrong-path', 'not-websocket'],
    ],
    ['a WebSocket server that is no Agent', { sameLine: 'answered', bare: 'answered' }, ['subprotocol']],
    ['HTTP answers, the handshake never', { sameLine: 'answered', failedSoon: false }, ['timeout', 'wrong-path']],
    ['nobody answers', { sameLine: 'silent', failedSoon: false }, ['unreachable', 'timeout']],
    [
      'nobody answers to a name',
      { sameLine: 'silent', failedSoon: false, isName: true },
      ['unreachable', 'unknown-host', 'timeout'],
    ],
    ['ws:// to a TLS port', { otherLine: 'answered' }, ['needs-tls']],
    ['a self-signed certificate', { scheme: 'wss' }, ['tls', 'refused']],
    ['a self-signed certificate behind nginx', { scheme: 'wss', otherLine: 'answered' }, ['tls', 'not-tls']],
    ['wss:// to a plain port', { scheme: 'wss', otherLine: 'answered', plain: 'answered' }, ['not-tls']],
    [
      'a public server that is down',
      { scheme: 'wss', scope: 'public', isName: true, otherLine: 'untried', ...PUBLIC_PAGE },
      ['refused', 'unknown-host', 'tls'],
    ],
    ['ws:// to the internet from https', { scope: 'public', ...PUBLIC_PAGE }, ['mixed-content']],
    [
      'ws:// to the local network from a public page over https',
      PUBLIC_PAGE,
      ['local-network-access', 'mixed-content', 'refused', 'extension-header-or-subprotocol'],
    ],
    [
      'the same, with the permission given',
      { ...PUBLIC_PAGE, permission: 'granted' },
      ['mixed-content', 'refused', 'extension-header-or-subprotocol'],
    ],
    [
      'the same, with an answer over HTTP: nothing was blocked',
      { ...PUBLIC_PAGE, sameLine: 'answered', bare: 'failed' },
      ['extension-header-or-subprotocol', 'wrong-path', 'not-websocket'],
    ],
    [
      'the local network from a public page over http',
      { pageScope: 'public' },
      ['local-network-access', 'refused', 'extension-header-or-subprotocol'],
    ],
    [
      'ws:// from a local page over https',
      { pageIsSecure: true },
      ['mixed-content', 'refused', 'extension-header-or-subprotocol'],
    ],
    [
      'the permission refused',
      { permission: 'denied' },
      ['local-network-access', 'refused', 'extension-header-or-subprotocol'],
    ],
    ['a broker that is down', { purpose: 'mqtt' }, ['refused', 'not-websocket']],
    ['a broker’s plain port', { purpose: 'mqtt', port: '1883' }, ['not-websocket', 'refused']],
    [
      'a broker at another path',
      { purpose: 'mqtt', sameLine: 'answered', bare: 'failed' },
      ['wrong-path', 'not-websocket'],
    ],
    ['a broker’s web page', { purpose: 'mqtt', sameLine: 'answered', bare: 'answered' }, ['subprotocol']],
  ])('%s', (_, difference, causes) => {
    expect(judge({ ...LOCAL, ...difference })).toEqual(causes);
  });

  it('are never none and never named twice, and make a problem with advice', () => {
    const probe = fc.constantFrom('answered', 'failed', 'silent', 'untried');
    const scope = fc.constantFrom('loopback', 'local', 'public');
    const evidence = fc.record({
      purpose: fc.constantFrom('usp', 'mqtt'),
      scheme: fc.constantFrom('ws', 'wss'),
      scope,
      isName: fc.boolean(),
      port: fc.constantFrom('', '1883', '8080'),
      pageIsSecure: fc.boolean(),
      pageScope: scope,
      permission: fc.constantFrom('granted', 'denied', 'prompt', undefined),
      failedSoon: fc.boolean(),
      sameLine: probe,
      otherLine: probe,
      bare: probe,
      plain: probe,
    });
    fc.assert(
      fc.property(evidence, (given) => {
        const codes = judge(given);
        expect(new Set(codes).size).toBe(codes.length);
        const problem = problemFrom(codes, { ...given, host: 'device.example', httpsUrl: 'https://device.example/' });
        expect(problem.code).toBe(codes[0]);
        for (const text of [problem.what, problem.why, problem.advice]) expect(text).not.toBe('');
        expect(problem.causes ?? codes).toEqual(codes);
      }),
    );
  });

  it('are told in one breath', () => {
    const context = { host: '192.168.1.1:8080', scheme: 'ws', purpose: 'usp', httpsUrl: '' } as const;
    expect(problemFrom(['needs-tls'], context)).toEqual({
      code: 'needs-tls',
      what: '192.168.1.1:8080 wants TLS at this port',
      why: 'The port serves encrypted connections only.',
      advice: 'Use wss:// instead of ws://.',
    });
    const several = problemFrom(['refused', 'extension-header-or-subprotocol'], context);
    expect(several.why).toMatch(/^Most likely nothing listens .* It may also be that the Agent answers with /);
    expect(several.advice).toMatch(/^1\. .* 2\. .*proxy_hide_header Sec-WebSocket-Extensions/);
  });
});
