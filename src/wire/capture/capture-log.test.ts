import { describe, expect, it } from 'vitest';
import { writeRequest } from '../../usp/message/write-request.ts';
import { responseMessage } from '../../usp/message/responses.ts';
import type { Backlog } from '../backlog.ts';
import { CaptureLog } from './capture-log.ts';
import { CaptureReader } from './read-capture.ts';
import { exported, TestLog } from '../testing/test-log.ts';

const get = writeRequest('7', { kind: 'Get', paths: ['Device.DeviceInfo.'] });
const answer = responseMessage('7', {
  case: 'getResp',
  value: { reqPathResults: [{ requestedPath: 'Device.DeviceInfo.' }] },
});

function opened(backlog: Backlog, seqs?: readonly number[]): CaptureLog {
  const reader = new CaptureReader();
  const log = new CaptureLog();
  const { bytes } = exported(backlog, { from: backlog.oldest, ...(seqs && { seqs }) });
  for (const entry of reader.push(bytes)) log.add(entry);
  return log;
}

/** A note, a request, a note, its answer in two pieces. */
function session(first = 1): TestLog {
  const log = new TestLog(first);
  log.note({ kind: 'state', note: 'open' });
  log.message('out', get);
  log.note({ kind: 'state', note: 'still open' });
  log.session('in', answer, [10]);
  return log;
}

describe('an opened capture', () => {
  it('is the log that it was: entries, bytes, details', () => {
    const { backlog } = session(500);
    const log = opened(backlog);
    expect(log.backlog.oldest).toBe(500);
    expect(log.backlog.next).toBe(backlog.next);
    for (let seq = 500; seq < backlog.next; seq++) {
      expect(log.backlog.entry(seq)).toEqual(backlog.entry(seq));
      expect(log.backlog.bytes(seq)).toEqual(backlog.bytes(seq));
    }
    expect(log.backlog.entry(504)).toMatchObject({ answers: 501, pieces: [503, 504] });
    expect(log.detail(504)?.message?.fields.typeName).toBe('usp.Msg');
    expect(log.detail(500)).toBeUndefined();
  });

  it('closes the gaps of a choice of lines, and its links go where these stand now', () => {
    const log = opened(session(500).backlog, [501, 503, 504]);
    expect([501, 502, 503].map((seq) => log.backlog.entry(seq)?.seq)).toEqual([501, 502, 503]);
    expect(log.backlog.entry(503)).toMatchObject({ answers: 501, pieces: [502, 503] });
    expect(log.detail(503)?.message?.fields.typeName).toBe('usp.Msg');
  });

  it('has no links to lines that are not in it', () => {
    const log = opened(session(500).backlog, [500, 504]);
    const last = log.backlog.entry(501);
    expect(last).toMatchObject({ seq: 501, msgType: 'GET_RESP' });
    expect(last).not.toHaveProperty('answers');
    expect(last).not.toHaveProperty('pieces');
  });
});
