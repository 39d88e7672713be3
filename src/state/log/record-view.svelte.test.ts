import { describe, expect, it } from 'vitest';
import { encodeMessage, buildMessage, type MsgInit } from '../../usp/message/message.ts';
import { encodeRecord } from '../../usp/record/record.ts';
import { sar } from '../../usp/session/types.ts';
import { wireDetail } from '../../wire/detail.ts';
import { fieldWords } from './field-words.ts';
import { byName } from './record-secrets.ts';
import { RecordView } from './record-view.svelte.ts';

type Body = NonNullable<NonNullable<MsgInit['body']>['msgBody']>;
type RequestType = NonNullable<Extract<Body, { case: 'request' }>['value']['reqType']>;

function viewOf(bytes: Uint8Array): RecordView {
  const { record, findings } = wireDetail(bytes, undefined, []);
  return new RecordView(record, findings, byName);
}

function bigRecord(params: number): Uint8Array {
  const resultParams = Array.from({ length: params }, (_, at) => ({ key: `P${at}`, value: String(at) }));
  const reqPathResults = [
    { requestedPath: 'Device.', resolvedPathResults: [{ resolvedPath: 'Device.', resultParams }] },
  ];
  const msg = buildMessage('1', {
    msgBody: { case: 'response', value: { respType: { case: 'getResp', value: { reqPathResults } } } },
  });
  const payload = encodeMessage(msg);
  return encodeRecord({
    toId: 'self::a',
    fromId: 'self::b',
    recordType: { case: 'noSessionContext', value: { payload } },
  });
}

const pathsOf = (view: RecordView) => view.rows.map(({ field }) => view.reader.path(field));

describe('the tree', () => {
  it('opens what fits a glance and no more', () => {
    expect(viewOf(bigRecord(3)).rows.every((row) => !row.expandable || row.expanded)).toBe(true);
    const rows = viewOf(bigRecord(10_000)).rows;
    expect(rows.filter((row) => row.expanded)).toHaveLength(8);
    expect(rows.length).toBeGreaterThan(10_000);
  });

  it('folds and unfolds', () => {
    const view = viewOf(bigRecord(3));
    const all = pathsOf(view);
    const record = view.reader.find(-1, 'no_session_context') ?? NaN;
    view.toggle(record);
    expect(pathsOf(view)).toEqual(['version', 'to_id', 'from_id', 'no_session_context']);
    view.toggle(record);
    expect(pathsOf(view)).toEqual(all);
  });
});

describe('what is chosen', () => {
  it('by a byte is the innermost field, with all around it opened', () => {
    const view = viewOf(bigRecord(10_000));
    const offset = view.reader.bytes.length - 1;
    view.selectByte(offset);
    const field = view.selected ?? NaN;
    expect(view.reader.path(field)).toMatch(/result_params\[9999\]\.value$/);
    expect(view.rows.some((row) => row.field === field)).toBe(true);
    expect(view.cursor).toBe(offset);
  });

  it('by a field is where its tag is', () => {
    const view = viewOf(bigRecord(1));
    const field = view.reader.find(-1, 'to_id') ?? NaN;
    view.select(field);
    expect(view.cursor).toBe(view.reader.start(field));
  });
});

it('findings are at their fields', () => {
  const bytes = encodeRecord({
    version: '7',
    toId: 'self::a',
    fromId: 'x',
    recordType: { case: 'disconnect', value: {} },
  });
  const view = viewOf(bytes);
  const marked = view.rows.flatMap(({ field }) =>
    view.findingsAt(field).map(({ rule }) => `${view.reader.path(field)}: ${rule}`),
  );
  expect(marked).toEqual(['version: version-unknown', 'from_id: endpoint-id', 'disconnect: disconnect-reason']);
});

describe('a value in words', () => {
  const words = (bytes: Uint8Array, ...names: string[]) => {
    const { reader } = viewOf(bytes);
    return fieldWords(reader, reader.find(-1, ...names) ?? NaN);
  };
  const session = encodeRecord({
    toId: 'self::a',
    fromId: 'self::b',
    macSignature: new Uint8Array(72).fill(0xab),
    recordType: {
      case: 'sessionContext',
      value: {
        sessionId: 18_446_744_073_709_551_615n,
        sequenceId: 2n,
        expectedId: 3n,
        payloadSarState: sar.begin,
        payload: [Uint8Array.of(1)],
      },
    },
  });

  it('tells the place in a session and the piece of a Message', () => {
    expect(words(session, 'session_context', 'session_id').text).toBe('18446744073709551615');
    expect(words(session, 'session_context', 'expected_id')).toEqual({
      text: '3',
      note: 'the Record that its sender waits for',
    });
    expect(words(session, 'session_context', 'payload_sar_state')).toEqual({
      text: 'BEGIN',
      note: 'the first piece of a Message',
    });
  });

  it('of bytes is hex, bounded, with its length', () => {
    const { text, note } = words(session, 'mac_signature');
    expect(text).toMatch(/^(ab ){24}…$/);
    expect(note).toBe('72 bytes');
  });

  it('tells what an error code means', () => {
    const bytes = encodeRecord({
      toId: 'self::a',
      fromId: 'self::b',
      recordType: { case: 'disconnect', value: { reasonCode: 7106 } },
    });
    expect(words(bytes, 'disconnect', 'reason_code')).toEqual({ text: '7106', note: 'Session Context not allowed' });
  });
});

describe('secrets', () => {
  const request = (reqType: RequestType) =>
    encodeMessage(buildMessage('1', { msgBody: { case: 'request', value: { reqType } } }));
  const plain = (payload: Uint8Array) =>
    encodeRecord({ toId: 'self::a', fromId: 'self::b', recordType: { case: 'noSessionContext', value: { payload } } });
  const search = request({ case: 'get', value: { paramPaths: ['Device.Users.User.[Password == "hunter22"].Name'] } });
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const shownBy = (view: RecordView, name: string) => {
    const found = view.rows.find(({ field }) => view.reader.kind(field).name === name);
    return fieldWords(view.seen, found?.field ?? NaN).text;
  };
  const hidden = (view: RecordView) => decode(view.reader.bytes.filter((_, offset) => view.hidesByte(offset)));

  it('in a search expression are masked alone, in the tree, the bytes and what the linter says', () => {
    const view = viewOf(plain(search));
    expect(view.masked).toBe(true);
    expect(shownBy(view, 'param_paths')).toBe('"Device.Users.User.[Password == "********"].Name"');
    expect(hidden(view)).toBe('hunter22');
    expect(decode(view.bytes).includes('hunter22')).toBe(false);
    expect(view.findings.map(({ rule }) => rule)).toContain('operator-space');
    expect(JSON.stringify(view.findings)).not.toContain('hunter22');
    view.shown = true;
    expect(view.masked).toBe(false);
    expect(shownBy(view, 'param_paths')).toContain('hunter22');
    expect(hidden(view)).toBe('');
    expect(JSON.stringify(view.findings)).toContain('hunter22');
  });

  const event = (name: string, value: string) => {
    const params = [{ key: name, value }];
    const notification = { case: 'event' as const, value: { objPath: 'Device.X.', eventName: 'Push!', params } };
    return plain(request({ case: 'notify', value: { subscriptionId: 's', notification } }));
  };

  it('in an argument that is JSON are masked alone, or with all of it where nobody can say where they are', () => {
    const json = viewOf(event('Data', '{"Report":[{"Device.Users.User.1.Password":"hunter22","Device.X":"y"}]}'));
    expect(hidden(json)).toBe('hunter22');
    expect(decode(json.bytes)).toContain('"Device.Users.User.1.Password":"********","Device.X":"y"');
    expect(json.rows.some(({ field }) => json.hides(field))).toBe(false);
    const csv = viewOf(event('Data', 'Password,hunter22'));
    expect(hidden(csv)).toBe('Password,hunter22');
    expect(csv.rows.some(({ field }) => csv.hides(field))).toBe(true);
  });

  it('in one another are masked to the end of the outer one', () => {
    const view = viewOf(event('Password', 'a [Password=="b"] c'));
    expect(hidden(view)).toBe('a [Password=="b"] c');
  });

  it('in a piece of a Message can not be told from the rest: all of it is kept back', () => {
    const session = {
      sessionId: 2n,
      sequenceId: 1n,
      expectedId: 1n,
      payloadSarState: sar.begin,
      payload: [search.slice(0, -4)],
    };
    const bytes = encodeRecord({
      toId: 'self::a',
      fromId: 'self::b',
      recordType: { case: 'sessionContext', value: session },
    });
    const view = viewOf(bytes);
    expect(hidden(view)).toBe(decode(search.slice(0, -4)));
    expect(view.rows.filter(({ field }) => view.hides(field)).map(({ field }) => view.reader.path(field))).toEqual([
      'session_context.payload[0]',
    ]);
  });
});
