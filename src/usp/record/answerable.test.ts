import { describe, expect, it } from 'vitest';
import { vectorBytes } from '../testing/vectors.ts';
import { bytesField, join, varintField } from '../testing/wire-writer.ts';
import { judge, type ErroneousRecord } from './answerable.ts';

const us = 'self::controller';
const agent = 'os::012345-0242AC110002';
const request = vectorBytes('get');

/** An erroneous Record that meets every clause. */
const answerable: ErroneousRecord = { fromId: agent, toId: us, payload: request, wayBack: true };

function why(changes: Partial<ErroneousRecord>): string {
  const verdict = judge({ ...answerable, ...changes }, us);
  return verdict.answer ? 'answered' : verdict.why;
}

describe('an erroneous Record is answered only where every clause is met [R-MTP.5]', () => {
  it('all of them are met: answered, with the msg_id of the Request', () => {
    expect(judge(answerable, us)).toEqual({ answer: true, to: agent, msgId: '1' });
  });

  it.each(['', 'agent', 'nobody::1', 'os::', `os::${'x'.repeat(51)}`, 'os::a b', '__proto__'])(
    'the source Endpoint ID %j is not valid',
    (fromId) => {
      expect(why({ fromId })).toContain('not a valid Endpoint ID');
    },
  );

  it('the source Endpoint ID could not be read', () => {
    expect(why({ fromId: undefined })).toContain('not a valid Endpoint ID');
  });

  it('the source Endpoint ID is our own [R-ARC.2]', () => {
    expect(why({ fromId: us })).toContain('our own');
  });

  it.each([undefined, '', agent, `${us} `, us.toUpperCase()])('the destination is %j, not us', (toId) => {
    expect(why({ toId })).toContain('to_id');
  });

  it('it carries no Message', () => {
    expect(why({ payload: undefined })).toContain('no Message');
    expect(why({ payload: new Uint8Array() })).toContain('no known type');
  });

  it.each(['get_resp', 'operate_resp_failure', 'notify_resp'])('its Message is a Response: %s', (name) => {
    expect(why({ payload: vectorBytes(name) })).toContain('response');
  });

  it.each(['error', 'error_record_level'])('its Message is an Error: %s', (name) => {
    expect(why({ payload: vectorBytes(name) })).toContain('error');
  });

  it('its Message is a damaged Response', () => {
    const damaged = join(bytesField(1, bytesField(1, 'id')), bytesField(2, bytesField(2, new Uint8Array())));
    expect(why({ payload: damaged })).toContain('response');
  });

  it('the Message ID cannot be extracted', () => {
    const body = bytesField(2, bytesField(1, bytesField(1, bytesField(1, 'Device.'))));
    expect(why({ payload: body })).toContain('Message ID');
    expect(why({ payload: join(bytesField(1, bytesField(1, '')), body) })).toContain('Message ID');
    expect(why({ payload: join(bytesField(1, varintField(1, 5)), body) })).toContain('Message ID');
  });

  it('no way back is known', () => {
    expect(why({ wayBack: false })).toContain('no way back');
  });

  it('a damaged Request whose msg_id can be read is answered', () => {
    const damaged = join(bytesField(1, bytesField(1, 'id-7')), bytesField(2, bytesField(1, new Uint8Array())));
    expect(judge({ ...answerable, payload: damaged }, us)).toEqual({ answer: true, to: agent, msgId: 'id-7' });
  });

  it.each(['notify_value_change', 'register', 'deregister', 'operate'])('%s is a Request', (name) => {
    expect(why({ payload: vectorBytes(name) })).toBe('answered');
  });
});
