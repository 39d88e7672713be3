import { describe, expect, it } from 'vitest';
import { UspError } from '../error.ts';
import type { RequestKind, UspRequest } from '../message/request-types.ts';
import { Bench, controllerId } from '../testing/bench.ts';
import { carrying } from '../testing/exchange-bench.ts';
import { answerAll, errorBody, onlyThere, response, ScriptedAgent, type RequestOf } from '../testing/scripted-agent.ts';
import { bytesField, join, varintField } from '../testing/wire-writer.ts';

const agentId = 'os::012345-AGENT';
const get: UspRequest = { kind: 'Get', paths: ['Device.'] };

function benchWith(script: (request: RequestOf, msgId: string) => ReturnType<typeof answerAll> = answerAll) {
  const agent = new ScriptedAgent(agentId, script);
  const bench = new Bench();
  bench.open('ws', [agent]);
  bench.run();
  return { agent, bench };
}

/** The one error that a request ended with. */
function failure(bench: Bench, id: number): UspError {
  const [end, ...more] = bench.ends(id);
  expect(more).toEqual([]);
  if (!(end instanceof UspError)) throw new Error(`no failure but ${JSON.stringify(end)}`);
  return end;
}

describe('every kind of request reaches the Agent and is answered', () => {
  const everyKind: Record<RequestKind, UspRequest> = {
    Get: get,
    GetInstances: { kind: 'GetInstances', paths: ['Device.WiFi.SSID.'] },
    GetSupportedDM: { kind: 'GetSupportedDM', paths: ['Device.'] },
    GetSupportedProtocol: { kind: 'GetSupportedProtocol' },
    Set: { kind: 'Set', objects: [{ path: 'Device.X.', params: [{ param: 'P', value: 'false' }] }] },
    Add: { kind: 'Add', objects: [{ path: 'Device.X.', params: [] }] },
    Delete: { kind: 'Delete', paths: ['Device.X.1.'] },
    Operate: { kind: 'Operate', command: 'Device.X()' },
  };

  it.each(Object.values(everyKind))('$kind', (request) => {
    const { agent, bench } = benchWith();
    const id = bench.request(agentId, request);
    bench.run();
    expect(bench.ends(id)).toMatchObject([{ kind: request.kind }]);
    expect(agent.dropped).toEqual([]);
    expect(bench.status(agentId)?.roundTrip).toBe(10); // 5 ms each way
  });

  it('many at once: each gets its own answer, in whatever order they come', () => {
    const held: (() => void)[] = [];
    const { agent, bench } = benchWith();
    agent.script = (request, msgId) => {
      const body = answerAll(request);
      if (body) held.push(() => agent.answer(controllerId, 'ws', msgId, body));
      return undefined;
    };
    const ids = Array.from({ length: 50 }, (_item, index) =>
      bench.request(agentId, { kind: 'Get', paths: [`Device.Path${index}.`] }),
    );
    bench.run();
    for (const answer of held.reverse()) answer();
    bench.run();
    ids.forEach((id, index) => {
      expect(bench.ends(id)).toMatchObject([{ results: [{ requestedPath: `Device.Path${index}.` }] }]);
    });
  });
});

describe('the msg_id [R-MSG.8]', () => {
  it('is there in every Request, and no two are alike', () => {
    const { agent, bench } = benchWith(onlyThere);
    for (let number = 0; number < 200; number++) bench.request(agentId, get);
    bench.run();
    const ids = agent.received.map(({ msgId }) => msgId);
    expect(ids).toHaveLength(201);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith('p-'))).toBe(true);
  });
});

describe('a request ends with an Error Message', () => {
  it('its code, its text, its parameter errors, and what to try', () => {
    const { bench } = benchWith(() => ({
      msgBody: {
        case: 'error',
        value: {
          errCode: 7004,
          errMsg: 'Invalid arguments',
          paramErrs: [{ paramPath: 'Device.X', errCode: 7010, errMsg: 'Unsupported parameter' }],
        },
      },
    }));
    const error = failure(bench, requestAndRun(bench));
    expect(error).toMatchObject({ code: 7004, origin: 'remote', reason: 'remote-error' });
    expect(error.message).toContain('Invalid arguments');
    expect(error.advice).not.toBe('');
    expect(error.params).toEqual([{ path: 'Device.X', code: 7010, message: 'Unsupported parameter' }]);
  });

  it.each([7003, 0, 7999, 4_294_967_295])('an empty err_msg with code %d is a failure all the same', (code) => {
    const { bench } = benchWith(() => errorBody(code));
    const error = failure(bench, requestAndRun(bench));
    expect(error).toMatchObject({ code, reason: 'remote-error' });
    expect(error.message).not.toBe('');
  });
});

function requestAndRun(bench: Bench, request: UspRequest = get): number {
  const id = bench.request(agentId, request);
  bench.run();
  return id;
}

describe('a request ends by its time', () => {
  it('30 seconds, if nobody says otherwise', () => {
    const { bench } = benchWith(onlyThere);
    const id = bench.request(agentId, get);
    bench.run(29_999);
    expect(bench.ends(id)).toEqual([]);
    bench.run(1);
    expect(failure(bench, id)).toMatchObject({ origin: 'transport', reason: 'timeout' });
    expect(failure(bench, id).advice).toContain('may have carried it out');
  });

  it('or what the caller wants', () => {
    const { bench } = benchWith(onlyThere);
    const soon = bench.request(agentId, get, { timeout: 200 });
    const late = bench.request(agentId, get, { timeout: 90_000 });
    bench.run(200);
    expect(failure(bench, soon).reason).toBe('timeout');
    bench.run(89_799);
    expect(bench.ends(late)).toEqual([]);
    bench.run(1);
    expect(failure(bench, late).reason).toBe('timeout');
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('a time of %d is none: it ends all the same', (timeout) => {
    const { bench } = benchWith(onlyThere);
    const id = bench.request(agentId, get, { timeout });
    bench.run(24 * 3_600_000);
    expect(failure(bench, id).reason).toBe('timeout');
    expect(bench.controller.nextTimeout()).toBeUndefined();
  });

  it('one that still waits for the connect Record is never sent after it', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent], { greets: false });
    const id = bench.request(agentId, get, { timeout: 1_000 });
    bench.run(2_000);
    expect(failure(bench, id)).toMatchObject({ reason: 'timeout' });
    expect(failure(bench, id).message).toContain('not sent');
    bench.run(20_000);
    expect(agent.requests).toEqual([]);
  });
});

describe('a request is cancelled', () => {
  it('at once, whatever comes later', () => {
    const { bench } = benchWith();
    const id = bench.request(agentId, get);
    bench.do((controller, now) => controller.cancel(id, now));
    expect(failure(bench, id)).toMatchObject({ origin: 'local', reason: 'cancelled' });
    expect(failure(bench, id).message).toContain('had been sent');
    bench.run();
    expect(bench.ends(id)).toHaveLength(1);
    expect(bench.notes).toEqual([expect.stringContaining('came late: its request was cancelled')]);
  });

  it('before it was sent: then it is not sent', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent], { greets: false });
    const id = bench.request(agentId, get);
    bench.do((controller, now) => controller.cancel(id, now));
    expect(failure(bench, id).message).toContain('before it was sent');
    bench.run(20_000);
    expect(agent.requests).toEqual([]);
  });

  it('a second time, or one that never was: nothing', () => {
    const { bench } = benchWith();
    const id = bench.request(agentId, get);
    for (const number of [id, id, 99]) bench.do((controller, now) => controller.cancel(number, now));
    expect(bench.ends(id)).toHaveLength(1);
  });
});

describe('a request ends with its connection', () => {
  it('at once, and says why', () => {
    const { bench } = benchWith(onlyThere);
    const id = bench.request(agentId, get);
    bench.run();
    bench.close('ws', 'the cable was pulled');
    expect(failure(bench, id)).toMatchObject({ origin: 'transport', reason: 'connection-lost' });
    expect(failure(bench, id).message).toContain('the cable was pulled');
    expect(failure(bench, id).advice).toContain('may have carried it out');
  });

  it('one that was not sent yet is said not to have been', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent], { greets: false });
    const id = bench.request(agentId, get);
    bench.close('ws');
    expect(failure(bench, id).advice).toContain('not sent');
  });

  it('and with the Agent, when it says goodbye', () => {
    const { agent, bench } = benchWith(onlyThere);
    const id = bench.request(agentId, get);
    bench.run();
    agent.exchange.disconnect(controllerId, 'ws', 7101, 'going down');
    bench.run();
    expect(failure(bench, id)).toMatchObject({ reason: 'connection-lost' });
    expect(failure(bench, id).message).toContain('going down');
  });

  it('when the connection is opened anew without a word of its end', () => {
    const { bench, agent } = benchWith(onlyThere);
    const id = bench.request(agentId, get);
    bench.run();
    bench.open('ws', [agent]);
    agent.script = answerAll;
    const next = bench.request(agentId, get);
    bench.run();
    expect(failure(bench, id).reason).toBe('connection-lost');
    expect(bench.ends(next)).toMatchObject([{ kind: 'Get' }]);
    expect(bench.status(agentId)).toMatchObject({ presence: 'connected', ways: [{ open: true }] });
  });

  it('when the transport does not take its Record', () => {
    const { bench } = benchWith();
    const id = 77;
    bench.controller.request(id, agentId, get, {}, bench.now);
    const transmit = bench.controller.pollTransmit(bench.now);
    if (transmit) bench.controller.handleNotSent(transmit);
    bench.run();
    expect(failure(bench, id).message).toContain('nothing was sent');
  });
});

describe('a request has no way to go', () => {
  it('to an Agent that nobody knows', () => {
    const { bench } = benchWith();
    const id = bench.request('self::nobody', get);
    expect(failure(bench, id)).toMatchObject({ origin: 'transport', reason: 'no-way' });
  });

  it('to one whose connection is down', () => {
    const { bench } = benchWith();
    bench.close('ws');
    expect(failure(bench, bench.request(agentId, get)).reason).toBe('no-way');
  });

  it('on a connection that is not there', () => {
    const { bench } = benchWith();
    expect(failure(bench, bench.request(agentId, get, { connection: '__proto__' })).reason).toBe('no-way');
  });

  it('to ourselves [R-ARC.2]', () => {
    const { bench } = benchWith();
    expect(failure(bench, bench.request(controllerId, get)).reason).toBe('no-way');
  });
});

describe('a request whose answer is none', () => {
  const lastMsgId = (agent: ScriptedAgent) => agent.received.at(-1)?.msgId ?? '';
  const header = (msgId: string) => bytesField(1, join(bytesField(1, msgId), varintField(2, 2)));

  it.each([
    ['a body without a member', (id: string) => join(header(id), bytesField(2, new Uint8Array()))],
    ['a Response without a member', (id: string) => join(header(id), bytesField(2, bytesField(2, new Uint8Array())))],
    ['no body at all', (id: string) => header(id)],
    ['bytes that end too soon', (id: string) => join(header(id), bytesField(2, bytesField(2, 'xx')).subarray(0, -1))],
    ['text that is not UTF-8', (id: string) => join(header(id), responseWith(Uint8Array.of(0xc3, 0x28)))],
    [
      'an unknown msg_type',
      (id: string) => join(bytesField(1, join(bytesField(1, id), varintField(2, 99))), responseWith('x')),
    ],
  ])('%s: it does not stay open', (_name, bytes) => {
    const { agent, bench } = benchWith(onlyThere);
    const id = requestAndRun(bench);
    bench.inject('ws', carrying(bytes(lastMsgId(agent)), { fromId: agentId, toId: controllerId }));
    expect(failure(bench, id)).toMatchObject({ origin: 'remote', reason: 'malformed-answer' });
    expect(bench.dropped).toHaveLength(1);
  });

  function responseWith(path: Uint8Array | string): Uint8Array {
    const result = bytesField(1, bytesField(1, path)); // GetResp.req_path_results.requested_path
    return bytesField(2, bytesField(2, bytesField(1, result)));
  }

  it('a damaged Record around a whole answer: it does not stay open either', () => {
    const { agent, bench } = benchWith(onlyThere);
    const id = requestAndRun(bench);
    const answer = join(header(lastMsgId(agent)), responseWith('Device.'));
    const bytes = join(
      bytesField(1, '1.4'),
      bytesField(2, controllerId),
      bytesField(3, agentId),
      varintField(4, 7),
      bytesField(7, bytesField(2, answer)),
    );
    bench.inject('ws', bytes);
    expect(failure(bench, id).reason).toBe('malformed-answer');
  });

  it('the Response to another kind of request', () => {
    const { bench } = benchWith((request) =>
      request.case === 'get' ? response({ case: 'setResp', value: {} }) : answerAll(request),
    );
    expect(failure(bench, requestAndRun(bench))).toMatchObject({ reason: 'malformed-answer' });
  });

  it('a Response that no request asks for', () => {
    const { bench } = benchWith((request) =>
      request.case === 'get' ? response({ case: 'notifyResp', value: {} }) : answerAll(request),
    );
    expect(failure(bench, requestAndRun(bench)).reason).toBe('malformed-answer');
  });
});

describe('a request that no Message can hold', () => {
  it.each([-1, 1.5, Number.NaN, 2 ** 32])('a depth of %d is refused before it is sent', (maxDepth) => {
    const { agent, bench } = benchWith();
    const id = requestAndRun(bench, { kind: 'Get', paths: ['Device.'], maxDepth });
    expect(failure(bench, id)).toMatchObject({ origin: 'local', reason: 'invalid-argument', code: 7004 });
    expect(agent.requests).toEqual([]);
  });

  it('a kind that there is not, from a caller that is not type-checked', () => {
    const { bench } = benchWith();
    const id = requestAndRun(bench, JSON.parse('{"kind": "Nonsense"}') as UspRequest);
    expect(failure(bench, id).reason).toBe('invalid-argument');
    expect(failure(bench, requestAndRun(bench, JSON.parse('{"kind": "Get"}') as UspRequest)).reason).toBe(
      'invalid-argument',
    );
  });
});

describe('an Operate without an answer', () => {
  const reboot: UspRequest = { kind: 'Operate', command: 'Device.Reboot()', sendResp: false };

  it('ends when it is sent', () => {
    const { agent, bench } = benchWith();
    const id = bench.request(agentId, reboot);
    expect(bench.ends(id)).toEqual([
      { kind: 'Operate', results: [{ executedCommand: 'Device.Reboot()', outcome: { type: 'unanswered' } }] },
    ]);
    bench.run(60_000);
    expect(bench.ends(id)).toHaveLength(1);
    expect(agent.requests).toHaveLength(1);
  });

  it('not before: while it waits for the connect Record it is open', () => {
    const agent = new ScriptedAgent(agentId);
    const bench = new Bench();
    bench.open('ws', [agent], { greets: false });
    const id = bench.request(agentId, reboot);
    bench.run(4_000);
    expect(bench.ends(id)).toEqual([]);
    bench.run(2_000);
    expect(bench.ends(id)).toMatchObject([{ kind: 'Operate' }]);
  });

  it('and does not count as done where the transport did not take it', () => {
    const { bench } = benchWith();
    bench.close('ws');
    const agent = new ScriptedAgent(agentId);
    bench.open('ws', [agent]);
    bench.run();
    bench.controller.request(5, agentId, reboot, {}, bench.now);
    const transmit = bench.controller.pollTransmit(bench.now);
    if (transmit) bench.controller.handleNotSent(transmit);
    bench.run();
    expect(failure(bench, 5).message).toContain('nothing was sent');
  });
});

it('no more than 10,000 requests are open at once; the next is refused, the others are not touched', () => {
  const { bench } = benchWith(onlyThere);
  const { controller, now } = bench;
  for (let id = 1; id <= 10_001; id++) controller.request(id, agentId, get, {}, now);
  bench.crank();
  expect(bench.of('failed').map((event) => [event.id, event.error.code])).toEqual([[10_001, 7005]]);
  bench.run(30_000);
  expect(bench.of('failed')).toHaveLength(10_001);
});
