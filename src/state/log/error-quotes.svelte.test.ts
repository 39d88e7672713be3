import { describe, expect, it } from 'vitest';
import { errorMessage, notifyMessage, responseMessage } from '../../usp/message/responses.ts';
import type { Msg } from '../../usp/message/message.ts';
import type { UspRequest } from '../../usp/message/request-types.ts';
import { writeRequest } from '../../usp/message/write-request.ts';
import { TestLog } from '../../wire/testing/test-log.ts';
import { entryDetail } from '../../wire/detail.ts';
import { LogState, type LogSource } from './log.svelte.ts';
import { RecordView } from './record-view.svelte.ts';

const secret = 'hunter2-Geheim';
/** As an Agent might say it: not as it was sent. */
const told = 'Password HUNTER2 is too short';
const failure = { errCode: 7012, errMsg: told };

const add = (param: string): UspRequest => ({
  kind: 'Add',
  objects: [{ path: 'Device.Users.User.', params: [{ param, value: secret }] }],
  allowPartial: false,
});
const operate = (argument: string): UspRequest => ({
  kind: 'Operate',
  command: 'Device.WiFi.Join()',
  commandKey: 'k',
  args: [[argument, secret]],
});
const addFailed = responseMessage('1', {
  case: 'addResp',
  value: {
    createdObjResults: [
      { requestedPath: 'Device.Users.User.', operStatus: { operStatus: { case: 'operFailure', value: failure } } },
    ],
  },
});
const ended = notifyMessage('2', 's', false, {
  case: 'operComplete',
  value: {
    objPath: 'Device.WiFi.',
    commandName: 'Join()',
    commandKey: 'k',
    operationResp: { case: 'cmdFailure', value: failure },
  },
});

/** A log of the page, with what its worker has. */
function logOf(request: UspRequest, answers: readonly Msg[], inPieces = false): { log: LogState; wire: TestLog } {
  const wire = new TestLog();
  for (const [at, msg] of [writeRequest('1', request), ...answers].entries()) {
    if (inPieces) wire.session(at === 0 ? 'out' : 'in', msg, [8]);
    else wire.message(at === 0 ? 'out' : 'in', msg);
  }
  const source: LogSource = {
    boundLog: () => undefined,
    searchLog: () => () => undefined,
    logDetail: async (seq) => entryDetail(wire.backlog, seq, []),
    print: async () => '',
    exportLog: () => {
      throw new Error('No file is written here.');
    },
  };
  const log = new LogState(source);
  const entries = Array.from({ length: wire.backlog.next - 1 }, (_, at) => wire.backlog.entry(at + 1));
  log.handle({ type: 'log', entries: entries.filter((entry) => entry !== undefined) });
  return { log, wire };
}

/** What can be seen and copied of the last entry. */
async function seen(log: LogState): Promise<{ view: RecordView; text: string }> {
  const entry = log.entries.last;
  const detail = entry && (await log.detail(entry));
  if (!detail) throw new Error('There is no entry.');
  const view = new RecordView(detail.message ?? detail.record, [], log.judge(entry), detail.asked);
  return { view, text: new TextDecoder().decode(view.bytes) };
}

describe('an error text that may quote a secret', () => {
  it.each<[string, UspRequest, Msg]>([
    ['an AddResp', add('Password'), addFailed],
    ['an Error', add('Password'), errorMessage('1', 7004, told)],
    ['an OperationComplete', operate('Password'), ended],
    [
      'an Error at a secret parameter',
      { kind: 'Get', paths: ['Device.'] },
      errorMessage('1', 7004, told, [{ paramPath: 'Device.Users.User.1.Password', errCode: 7012, errMsg: told }]),
    ],
  ])('is kept back in %s until someone asks, as a whole', async (_name, request, answer) => {
    for (const inPieces of [false, true]) {
      const { view, text } = await seen(logOf(request, [answer], inPieces).log);
      expect(text).not.toContain('HUNTER2');
      expect(text).not.toContain('too short');
      const hidden = view.rows.filter(({ field }) => view.hides(field));
      expect(hidden.map(({ field }) => view.reader.kind(field).name)).toContain('err_msg');
      view.shown = true;
      expect(new TextDecoder().decode(view.bytes)).toContain(told);
    }
  });

  it('is shown where the request had no secret', async () => {
    expect((await seen(logOf(add('Username'), [addFailed]).log)).text).toContain(told);
    expect((await seen(logOf(operate('SSID'), [ended]).log)).text).toContain(told);
  });

  it('is kept back where the request has left the log', async () => {
    const { log, wire } = logOf(add('Username'), [addFailed]);
    wire.backlog.bound({ entries: 1, bytes: 1e9 });
    expect((await seen(log)).text).not.toContain(told);
    log.bound({ entries: 1, bytes: 1e9 });
    expect((await seen(log)).text).not.toContain(told);
  });

  it('is kept out of the line', () => {
    const line = (request: UspRequest) => {
      const { log } = logOf(request, [errorMessage('1', 7004, told)]);
      return log.entries.last && log.noteOf(log.entries.last);
    };
    expect(line(add('Password'))).toBe('7004 ***');
    expect(line(operate('SSID'))).toBe('7004 ***');
    expect(line({ kind: 'Get', paths: ['Device.Users.User.[Password=="x"].'] })).toBe('7004 ***');
    expect(line(add('Username'))).toBe(`7004 ${told}`);
    expect(line({ kind: 'Get', paths: ['Device.Users.User.1.Password'] })).toBe(`7004 ${told}`);
    const { log } = logOf(add('Username'), [errorMessage('1', 7004, told)]);
    log.bound({ entries: 1, bytes: 1e9 });
    expect(log.entries.last && log.noteOf(log.entries.last)).toBe('7004 ***');
  });
});

it('a line is searched for constants once, and judged anew with each drawing', () => {
  const { log } = logOf({ kind: 'Get', paths: ['Device.Users.User.[Password=="hunter"].'] }, []);
  const entry = log.entries.last;
  if (!entry) throw new Error('There is no entry.');
  let reads = 0;
  const counted = {
    ...entry,
    get note() {
      reads++;
      return entry.note;
    },
  };
  let secret = false;
  const judged = new LogState(
    {
      boundLog: () => undefined,
      searchLog: () => () => undefined,
      logDetail: async () => undefined,
      print: async () => '',
      exportLog: () => {
        throw new Error('No file is written here.');
      },
    },
    () => ({ param: () => secret, argument: () => secret }),
  );
  expect(judged.noteOf(counted)).toContain('hunter');
  const first = reads;
  secret = true;
  expect(judged.noteOf(counted)).toContain('"******"');
  expect(reads - first).toBe(first - 1);
});
