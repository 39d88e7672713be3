import { describe, expect, it } from 'vitest';
import type { Msg } from '../usp/message/message.ts';
import { errorMessage, notifyMessage, responseMessage } from '../usp/message/responses.ts';
import { writeRequest } from '../usp/message/write-request.ts';
import { Pairing, type Links } from './pairing.ts';

const us = 'self::controller';
const agent = 'proto::agent';

/** Messages one after another, each an entry of its own, 10 ms apart. */
class Talk {
  readonly pairing = new Pairing();
  #seq = 0;

  /** The next Message; returns what it belongs to. */
  says(from: string, msg: Msg, to = from === us ? agent : us): Links {
    const seq = ++this.#seq;
    return this.pairing.take({ seq, time: seq * 10, from, to, msg });
  }
}

const get = (id: string) => writeRequest(id, { kind: 'Get', paths: ['Device.'] });
const getResp = (id: string) => responseMessage(id, { case: 'getResp', value: {} });
const command = 'Device.IP.Diagnostics.IPPing()';

function operate(id: string, commandKey: string, path = command): Msg {
  return writeRequest(id, { kind: 'Operate', command: path, commandKey });
}

function operateResp(id: string, executedCommand = command, refused = false): Msg {
  const operationResp = refused
    ? { case: 'cmdFailure' as const, value: { errCode: 7022, errMsg: 'busy' } }
    : { case: 'reqObjPath' as const, value: 'Device.LocalAgent.Request.1.' };
  return responseMessage(id, {
    case: 'operateResp',
    value: { operationResults: [{ executedCommand, operationResp }] },
  });
}

function complete(id: string, commandKey: string, subscription = 's'): Msg {
  const value = { objPath: 'Device.IP.Diagnostics.', commandName: 'IPPing()', commandKey };
  return notifyMessage(id, subscription, true, { case: 'operComplete', value });
}

describe('a request and its answers', () => {
  it('are joined by Endpoints and msg_id, with the time between them', () => {
    const talk = new Talk();
    expect(talk.says(us, get('1'))).toEqual({});
    expect(talk.says(us, get('2'))).toEqual({});
    expect(talk.says(agent, getResp('2'))).toEqual({ answers: 2, roundTrip: 10 });
    expect(talk.says(agent, errorMessage('1', 7004, 'no'))).toEqual({ answers: 1, roundTrip: 30 });
  });

  it('a second answer belongs to the same request', () => {
    const talk = new Talk();
    talk.says(us, get('1'));
    talk.says(agent, getResp('1'));
    expect(talk.says(agent, getResp('1'))).toEqual({ answers: 1, roundTrip: 20 });
  });

  it('both directions count their msg_ids for themselves', () => {
    const talk = new Talk();
    const event = { case: 'valueChange' as const, value: { paramPath: 'Device.X', paramValue: 'x' } };
    talk.says(us, get('1'));
    talk.says(agent, notifyMessage('1', 's', true, event));
    expect(talk.says(us, responseMessage('1', { case: 'notifyResp', value: {} }))).toMatchObject({ answers: 2 });
    expect(talk.says(agent, getResp('1'))).toMatchObject({ answers: 1 });
  });

  it('another Agent can not answer', () => {
    const talk = new Talk();
    talk.says(us, get('1'));
    expect(talk.says('proto::other', getResp('1'))).toEqual({});
  });

  it('a msg_id that is used again names the newer request', () => {
    const talk = new Talk();
    talk.says(us, get('1'));
    talk.says(agent, getResp('1'));
    expect(talk.says(us, get('1'))).toEqual({});
    expect(talk.says(agent, getResp('1'))).toMatchObject({ answers: 3 });
  });

  it('a request that is said again before an answer came repeats the former', () => {
    const talk = new Talk();
    talk.says(us, get('1'));
    expect(talk.says(us, get('1'))).toEqual({ repeats: 1 });
    expect(talk.says(agent, getResp('1'))).toMatchObject({ answers: 2 });
  });

  it('an Error without a msg_id, and a monstrous msg_id, answer nothing', () => {
    const talk = new Talk();
    const long = 'x'.repeat(1_001);
    talk.says(us, get(long));
    expect(talk.says(agent, getResp(long))).toEqual({});
    expect(talk.says(agent, errorMessage('', 7004, 'unreadable'))).toEqual({});
  });

  it('remembers a bounded number: the newest ten thousand at least', () => {
    const talk = new Talk();
    for (let id = 0; id < 30_000; id++) talk.says(us, get(String(id)));
    expect(talk.says(agent, getResp('0'))).toEqual({});
    expect(talk.says(agent, getResp('20000'))).toMatchObject({ answers: 20_001 });
  });
});

describe('an asynchronous command and its end', () => {
  it('are joined by command and command_key, for each Subscription', () => {
    const talk = new Talk();
    talk.says(us, operate('1', 'k'));
    talk.says(agent, operateResp('1'));
    expect(talk.says(agent, complete('n1', 'other'))).toEqual({});
    expect(talk.says(agent, complete('n2', 'k', 'a'))).toEqual({ operation: 1, roundTrip: 30 });
    expect(talk.says(agent, complete('n3', 'k', 'b'))).toMatchObject({ operation: 1 });
  });

  it('two runs with one command_key end in their order', () => {
    const talk = new Talk();
    talk.says(us, operate('1', ''));
    talk.says(us, operate('2', ''));
    expect(talk.says(agent, complete('n1', ''))).toMatchObject({ operation: 1 });
    expect(talk.says(agent, complete('n2', ''))).toMatchObject({ operation: 2 });
  });

  it('a repeated Notify belongs to the same run', () => {
    const talk = new Talk();
    talk.says(us, operate('1', ''));
    talk.says(us, operate('2', ''));
    talk.says(agent, complete('n1', ''));
    expect(talk.says(agent, complete('n1', ''))).toEqual({ repeats: 3, operation: 1 });
  });

  it('the end may come before the answer, or without one', () => {
    const talk = new Talk();
    talk.says(us, operate('1', 'k'));
    expect(talk.says(agent, complete('n1', 'k'))).toMatchObject({ operation: 1 });
    talk.says(agent, operateResp('1'));
    expect(talk.says(agent, complete('n2', 'k', 'b'))).toMatchObject({ operation: 1 });
  });

  it('a command that was refused has no end', () => {
    const talk = new Talk();
    talk.says(us, operate('1', 'k'));
    talk.says(agent, operateResp('1', command, true));
    talk.says(us, operate('2', 'k'));
    expect(talk.says(agent, complete('n1', 'k'))).toMatchObject({ operation: 4 - 1 });
  });

  it('the Agent says which command a search path came to', () => {
    const talk = new Talk();
    talk.says(us, operate('1', 'k', 'Device.IP.*.IPPing()'));
    talk.says(agent, operateResp('1'));
    expect(talk.says(agent, complete('n1', 'k'))).toMatchObject({ operation: 1 });
  });
});
