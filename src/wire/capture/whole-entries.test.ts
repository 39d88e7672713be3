import { expect, it } from 'vitest';
import { writeRequest } from '../../usp/message/write-request.ts';
import { TestLog } from '../testing/test-log.ts';
import { WholeEntries } from './whole-entries.ts';

it('which entry made a Message whole is known for what is in the log, and for no more', () => {
  const log = new TestLog();
  log.backlog.bound({ entries: 100, bytes: 1e9 });
  const wholes = new WholeEntries(log.backlog, 1);
  for (let round = 1; round <= 3_000; round++) {
    log.session('in', writeRequest(String(round), { kind: 'Get', paths: ['Device.'] }), [5]);
    const last = log.backlog.next - 1;
    expect([wholes.of(last - 1), wholes.of(last), wholes.of(last + 1)]).toEqual([last, last, undefined]);
  }
  expect(wholes.size).toBeLessThan(1_200);
});
