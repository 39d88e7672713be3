import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, type Msg } from '../../usp/message/message.ts';
import { errorMessage, notifyMessage, responseMessage } from '../../usp/message/responses.ts';
import { writeRequest } from '../../usp/message/write-request.ts';
import { decodeRecord } from '../../usp/record/record.ts';
import { sar } from '../../usp/session/types.ts';
import { LogExport, type ExportOptions } from './export.ts';
import type { CapturedEntry } from './format.ts';
import { CaptureReader } from './read-capture.ts';
import type { AskedName } from './redactor.ts';
import { exportAll, exported, pump, TestLog } from '../testing/test-log.ts';

const secret = 'hunter2-Geheim';
const point = 'Device.WiFi.AccessPoint.1.';
const security = `${point}Security.`;
const pair = { key: 'KeyPassphrase', value: secret };
const plainPair = { key: 'ModeEnabled', value: 'WPA2-Personal' };

/** As the device's judge would say. */
const byName = ({ name }: AskedName) => /passphrase|password/i.test(name);

const operStatus = (failure: object) => ({ operStatus: { case: 'operFailure' as const, value: failure } });
const success = (value: object) => ({ operStatus: { case: 'operSuccess' as const, value } });

/** A report of bulk data. */
function push(data: string): Msg {
  const value = { objPath: 'Device.BulkData.Profile.1.', eventName: 'Push!', params: [{ key: 'Data', value: data }] };
  return notifyMessage('1', 's', true, { case: 'event', value });
}

/** Every kind of Message that can carry a value. */
const carriers: readonly (readonly [string, Msg])[] = [
  [
    'GetResp',
    responseMessage('1', {
      case: 'getResp',
      value: {
        reqPathResults: [
          {
            requestedPath: security,
            resolvedPathResults: [{ resolvedPath: security, resultParams: [plainPair, pair] }],
          },
        ],
      },
    }),
  ],
  [
    'Get by a search',
    writeRequest('1', { kind: 'Get', paths: [`Device.Users.User.[Enable==1&&Password=="${secret}"].`] }),
  ],
  [
    'Set',
    writeRequest('1', {
      kind: 'Set',
      objects: [{ path: security, params: [{ param: 'KeyPassphrase', value: secret }] }],
      allowPartial: true,
    }),
  ],
  [
    'SetResp',
    responseMessage('1', {
      case: 'setResp',
      value: {
        updatedObjResults: [
          {
            requestedPath: security,
            operStatus: success({ updatedInstResults: [{ affectedPath: security, updatedParams: [pair] }] }),
          },
          {
            requestedPath: security,
            operStatus: operStatus({
              errCode: 7012,
              errMsg: `refused: ${secret}`,
              updatedInstFailures: [
                {
                  affectedPath: security,
                  paramErrs: [{ param: 'KeyPassphrase', errCode: 7012, errMsg: `"${secret}" is too short` }],
                },
              ],
            }),
          },
        ],
      },
    }),
  ],
  [
    'Add',
    writeRequest('1', {
      kind: 'Add',
      objects: [{ path: 'Device.Users.User.', params: [{ param: 'Password', value: secret }] }],
      allowPartial: true,
    }),
  ],
  [
    'AddResp',
    responseMessage('1', {
      case: 'addResp',
      value: {
        createdObjResults: [
          {
            requestedPath: 'Device.Users.User.',
            operStatus: success({
              instantiatedPath: 'Device.Users.User.1.',
              uniqueKeys: [{ key: 'Password', value: secret }],
              paramErrs: [{ param: 'Password', errCode: 7012, errMsg: secret }],
            }),
          },
        ],
      },
    }),
  ],
  [
    'GetInstancesResp',
    responseMessage('1', {
      case: 'getInstancesResp',
      value: {
        reqPathResults: [
          {
            requestedPath: 'Device.Users.User.',
            currInsts: [
              { instantiatedObjPath: 'Device.Users.User.1.', uniqueKeys: [{ key: 'Password', value: secret }] },
            ],
          },
        ],
      },
    }),
  ],
  [
    'Operate',
    writeRequest('1', {
      kind: 'Operate',
      command: `${point}Join()`,
      args: [['Password', secret]],
      commandKey: 'k',
    }),
  ],
  [
    'OperateResp',
    responseMessage('1', {
      case: 'operateResp',
      value: {
        operationResults: [
          {
            executedCommand: `${point}Join()`,
            operationResp: { case: 'reqOutputArgs', value: { outputArgs: [{ key: 'Password', value: secret }] } },
          },
        ],
      },
    }),
  ],
  [
    'ValueChange',
    notifyMessage('1', 's', true, {
      case: 'valueChange',
      value: { paramPath: `${security}KeyPassphrase`, paramValue: secret },
    }),
  ],
  [
    'Event',
    notifyMessage('1', 's', true, {
      case: 'event',
      value: { objPath: point, eventName: 'Joined!', params: [{ key: 'Password', value: secret }] },
    }),
  ],
  [
    'Boot! with a map of parameters',
    notifyMessage('1', 's', true, {
      case: 'event',
      value: {
        objPath: 'Device.',
        eventName: 'Boot!',
        params: [
          { key: 'ParameterMap', value: JSON.stringify({ [`${security}KeyPassphrase`]: secret, 'Device.X': 1 }) },
        ],
      },
    }),
  ],
  [
    'Push! with paths for names',
    push(JSON.stringify({ Report: [{ CollectionTime: 1, [`${security}KeyPassphrase`]: secret, 'Device.X': 'x' }] })),
  ],
  [
    'Push! as objects',
    push(
      JSON.stringify({
        Report: [{ Device: { WiFi: { AccessPoint: { 1: { Security: { KeyPassphrase: secret } } } } } }],
      }),
    ),
  ],
  [
    'Push! that is no JSON',
    push(`ReportTimestamp,ParameterName,ParameterValue\r\n1,${security}KeyPassphrase,${secret}`),
  ],
  [
    'ObjectCreation',
    notifyMessage('1', 's', true, {
      case: 'objCreation',
      value: { objPath: 'Device.Users.User.1.', uniqueKeys: [{ key: 'Password', value: secret }] },
    }),
  ],
  [
    'OperationComplete',
    notifyMessage('1', 's', true, {
      case: 'operComplete',
      value: {
        objPath: point,
        commandName: 'Join()',
        commandKey: 'k',
        operationResp: { case: 'reqOutputArgs', value: { outputArgs: [{ key: 'Password', value: secret }] } },
      },
    }),
  ],
  [
    'Error',
    errorMessage('1', 7004, `bad value ${secret}`, [
      { paramPath: `${security}KeyPassphrase`, errCode: 7012, errMsg: `${secret} is refused` },
    ]),
  ],
];

function read(file: Uint8Array): { readonly reader: CaptureReader; readonly entries: readonly CapturedEntry[] } {
  const reader = new CaptureReader();
  const entries = [...reader.push(file), ...reader.close()];
  expect(reader.faults).toEqual([]);
  return { reader, entries };
}

/** All that a file gives away: its text, and the bytes in it. */
function spilled(file: Uint8Array): string {
  const { entries } = read(file);
  const payloads = entries.flatMap(({ bytes }) => {
    const decoded = bytes && decodeRecord(bytes);
    const recordType = decoded?.ok ? decoded.record.recordType : undefined;
    return recordType?.case === 'sessionContext' ? recordType.value.payload : [];
  });
  const parts = [file, ...entries.map(({ bytes }) => bytes ?? new Uint8Array())];
  // Pieces one behind the other, as a reader of the file would join them.
  return [...parts.map((part) => Buffer.from(part).toString('utf8')), Buffer.concat(payloads).toString('utf8')].join(
    '\n',
  );
}

describe('secrets in an export', () => {
  it.each(carriers)('are replaced in %s, and it stays a Record of the same length', (_name, msg) => {
    const log = new TestLog();
    log.message('in', msg);
    log.session('in', msg);
    const before = [1, 2].map((seq) => log.backlog.bytes(seq)?.length);
    expect(spilled(exported(log.backlog).bytes)).toContain(secret);
    const { bytes, slices } = exported(log.backlog, { redaction: 'secrets' }, byName);
    expect(spilled(bytes)).not.toContain(secret);
    const { entries, reader } = read(bytes);
    expect(entries.map((one) => one.bytes?.length)).toEqual(before);
    const [first] = entries;
    const decoded = decodeRecord(first?.bytes ?? new Uint8Array());
    if (!decoded.ok || decoded.record.recordType.case !== 'noSessionContext') throw new Error('no Record any more');
    expect(decodeMessage(decoded.record.recordType.value.payload).ok).toBe(true);
    expect(reader.end?.redacted).toEqual(slices.flatMap(({ redacted }) => redacted));
    expect(reader.end?.redacted.length).toBeGreaterThan(0);
    expect(reader.end?.redacted[0]).toMatchObject({ entry: 1 });
  });

  it.each(carriers)('are replaced in %s where it is cut anywhere', (_name, msg) => {
    const { length } = encodeMessage(msg);
    for (let cut = 1; cut < length - 1; cut++) {
      const log = new TestLog();
      log.session(
        'in',
        msg,
        [cut, Math.min(cut + 5, length - 1)].filter((at, index, all) => all.indexOf(at) === index),
      );
      const { bytes } = exported(log.backlog, { redaction: 'secrets' }, byName);
      expect(spilled(bytes)).not.toContain(secret);
      expect(
        read(bytes).entries.every(({ bytes: one }, index) => one?.length === log.backlog.bytes(index + 1)?.length),
      ).toBe(true);
    }
  });

  it('are all that is replaced', () => {
    const log = new TestLog();
    const [, getResp] = carriers[0] ?? [];
    if (!getResp) throw new Error('no carrier');
    log.message('in', getResp);
    const original = log.backlog.bytes(1) ?? new Uint8Array();
    const at = Buffer.from(original).indexOf(secret);
    const wanted = Uint8Array.from(original).fill(0x2a, at, at + secret.length);
    const { bytes, asked } = exported(log.backlog, { redaction: 'secrets' }, byName);
    expect(read(bytes).entries[0]?.bytes).toEqual(wanted);
    expect(asked).toContainEqual({
      device: 'os::a',
      of: 'param',
      path: 'Device.WiFi.AccessPoint.{i}.Security.KeyPassphrase',
      name: 'KeyPassphrase',
    });
    expect(read(bytes).reader.end?.redacted).toEqual([
      { of: 'param', path: `${security}KeyPassphrase`, count: 1, entry: 1 },
    ]);
  });

  it('are looked for once in a megabyte that begins like a search expression', () => {
    const endlessSearch = `[${'a'.repeat(1024 * 1024)}`;
    const log = new TestLog();
    log.message(
      'in',
      notifyMessage('1', 's', false, {
        case: 'valueChange',
        value: { paramPath: 'Device.DeviceInfo.Search', paramValue: endlessSearch },
      }),
    );
    log.message('in', errorMessage('', 7004, endlessSearch));
    const { bytes } = exported(log.backlog, { redaction: 'secrets' }, byName);
    for (const { entry, bytes: one } of read(bytes).entries) {
      expect(Buffer.compare(one ?? new Uint8Array(), log.backlog.bytes(entry.seq) ?? new Uint8Array())).toBe(0);
    }
  });

  it('are taken for granted in more names than anyone is asked about, and in names without an end', () => {
    const log = new TestLog();
    const resolved = (resolvedPath: string, names: readonly string[]) =>
      responseMessage('', {
        case: 'getResp',
        value: {
          reqPathResults: [
            {
              requestedPath: 'Device.',
              resolvedPathResults: [{ resolvedPath, resultParams: names.map((key) => ({ key, value: `<${key}>` })) }],
            },
          ],
        },
      });
    log.message(
      'in',
      resolved(
        'Device.',
        Array.from({ length: 22_500 }, (_, at) => `P${at}`),
      ),
    );
    log.message('in', resolved(`Device.${'x'.repeat(2_000)}.`, ['A']));
    log.message('in', resolved('Device.', ['P1', 'P22499']));
    const { bytes, asked } = exported(log.backlog, { redaction: 'secrets' }, byName);
    expect(asked.length).toBeLessThan(22_100);
    const texts = read(bytes).entries.map(({ bytes: one }) => Buffer.from(one ?? []).toString('latin1'));
    expect(texts.map((text) => [text.includes('<P1>'), text.includes('<A>'), text.includes('<P22499>')])).toEqual([
      [true, false, false],
      [false, false, false],
      [true, false, true],
    ]);
  });

  it('are judged once for all rows', () => {
    const log = new TestLog();
    for (let row = 1; row <= 50; row++) {
      const value = { paramPath: `Device.WiFi.AccessPoint.${row}.Security.KeyPassphrase`, paramValue: secret };
      log.message('in', notifyMessage(String(row), 's', false, { case: 'valueChange', value }));
    }
    const { asked, bytes } = exported(log.backlog, { redaction: 'secrets' }, byName);
    expect(asked).toHaveLength(1);
    expect(read(bytes).reader.end?.redacted).toHaveLength(50);
  });

  it('that an Error quotes without saying of what are found by their text', () => {
    const log = new TestLog();
    log.message(
      'out',
      writeRequest('1', {
        kind: 'Set',
        objects: [{ path: security, params: [{ param: 'KeyPassphrase', value: secret }] }],
        allowPartial: false,
      }),
    );
    log.message('in', errorMessage('1', 7004, `what is ${secret} supposed to be?`));
    const { bytes } = exported(log.backlog, { redaction: 'secrets' }, byName);
    expect(spilled(bytes)).not.toContain(secret);
    expect(read(bytes).entries[1]?.entry.note).toBe('7004 ***');
  });

  describe('of a request that is not written', () => {
    const add = writeRequest('1', {
      kind: 'Add',
      objects: [{ path: 'Device.Users.User.', params: [{ param: 'Password', value: secret }] }],
      allowPartial: false,
    });
    const told = `Password ${secret.toUpperCase()} is too short`;
    const failure = { errCode: 7012, errMsg: told };
    const addFailed = responseMessage('1', {
      case: 'addResp',
      value: { createdObjResults: [{ requestedPath: 'Device.Users.User.', operStatus: operStatus(failure) }] },
    });
    const operate = writeRequest('1', {
      kind: 'Operate',
      command: `${point}Join()`,
      args: [['Password', secret]],
      commandKey: 'k',
    });
    const started = responseMessage('1', {
      case: 'operateResp',
      value: {
        operationResults: [
          {
            executedCommand: `${point}Join()`,
            operationResp: { case: 'reqObjPath', value: 'Device.LocalAgent.Request.1' },
          },
        ],
      },
    });
    const ended = notifyMessage('2', 's', false, {
      case: 'operComplete',
      value: {
        objPath: point,
        commandName: 'Join()',
        commandKey: 'k',
        operationResp: { case: 'cmdFailure', value: failure },
      },
    });
    const commandFailed = responseMessage('1', {
      case: 'operateResp',
      value: {
        operationResults: [
          { executedCommand: `${point}Join()`, operationResp: { case: 'cmdFailure', value: failure } },
        ],
      },
    });

    /** The file of the last entry alone. */
    function lastOf(log: TestLog, options: Partial<ExportOptions> = {}): Uint8Array {
      const last = log.backlog.next - 1;
      return exported(log.backlog, { redaction: 'secrets', seqs: [last], ...options }, byName).bytes;
    }

    it.each<[string, Msg, Msg[]]>([
      ['an AddResp', add, [addFailed]],
      ['an Error', add, [errorMessage('1', 7004, told)]],
      ['an OperateResp', operate, [commandFailed]],
      ['an OperationComplete', operate, [started, ended]],
      [
        'an Error on a search',
        writeRequest('1', { kind: 'Get', paths: [`Device.Users.User.[Password=="${secret}"].`] }),
        [errorMessage('1', 7004, told)],
      ],
    ])('are not in the error text of %s, be it in pieces or sent again', (_name, request, answers) => {
      for (const inSession of [false, true]) {
        const log = new TestLog();
        for (const [index, msg] of [request, ...answers].entries()) {
          const direction = index === 0 ? 'out' : 'in';
          if (inSession) log.session(direction, msg, [9]);
          else log.message(direction, msg);
        }
        expect(spilled(lastOf(log, { redaction: 'none' }))).toMatch(/HUNTER2|EIM is too/);
        expect(spilled(lastOf(log))).not.toMatch(/HUNTER|GEHEIM/);
        expect(read(lastOf(log)).entries[0]?.entry.note).not.toContain('HUNTER');
        expect(read(lastOf(log)).reader.end?.redacted).toMatchObject([{ of: 'error' }]);
        if (!inSession) continue;
        log.bytes('in', log.backlog.bytes(log.backlog.next - 1) ?? new Uint8Array());
        expect(log.backlog.entry(log.backlog.next - 1)?.repeats).toBeDefined();
        expect(spilled(lastOf(log))).not.toMatch(/GEHEIM/);
      }
    });

    it('are not in what is recorded from now on', () => {
      const log = new TestLog();
      log.message('out', add);
      const run = new LogExport(log.backlog, { ...exportAll, from: 2, follow: true, redaction: 'secrets' });
      log.message('in', addFailed);
      run.end();
      expect(spilled(pump(run, byName).bytes)).not.toContain('HUNTER');
    });

    it('are taken to be in an error text where the request has left the log', () => {
      const log = new TestLog();
      log.message('out', add);
      log.message('in', addFailed);
      log.backlog.bound({ entries: 1, bytes: 1e9 });
      expect(spilled(lastOf(log))).not.toContain('HUNTER');
      const later = new TestLog();
      later.message('in', errorMessage('1', 7004, told));
      expect(spilled(lastOf(later))).not.toContain('HUNTER');
      expect(read(lastOf(later)).entries[0]?.entry.note).toBe('7004 ***');
    });

    it('take no error text with them that answers a request without one', () => {
      const log = new TestLog();
      log.message('out', writeRequest('1', { kind: 'Get', paths: [`${point}SSID`] }));
      log.message('in', errorMessage('1', 7004, told));
      // R-MTP.5: what could not be read has no msg_id to answer.
      log.message('in', errorMessage('', 7004, told));
      const { entries } = read(exported(log.backlog, { redaction: 'secrets' }, byName).bytes);
      expect(entries.map(({ entry }) => entry.note.includes(told))).toEqual([false, true, true]);
    });
  });

  it('in pieces of a Message that never became whole are replaced with all of the piece', () => {
    const log = new TestLog();
    const bytes = encodeMessage(carriers[0]?.[1] ?? writeRequest('1', { kind: 'Get', paths: ['Device.'] }));
    log.piece('in', bytes.slice(0, -3), sar.begin);
    const { bytes: file } = exported(log.backlog, { redaction: 'secrets' }, byName);
    expect(spilled(file)).not.toContain(secret);
    expect(read(file).reader.end?.redacted).toMatchObject([{ of: 'unread', count: 1 }]);
  });

  it('in a piece that was sent again are replaced, too', () => {
    const log = new TestLog();
    const [, msg] = carriers[0] ?? [];
    if (!msg) throw new Error('no carrier');
    log.session('in', msg, [20]);
    log.bytes('in', log.backlog.bytes(2) ?? new Uint8Array());
    expect(log.backlog.entry(3)?.repeats).toBe(2);
    expect(spilled(exported(log.backlog, { redaction: 'secrets' }, byName).bytes)).not.toContain(secret);
  });

  it('in what is no Record, or goes on behind where it can be read, are replaced with all of it', () => {
    const log = new TestLog();
    log.bytes('in', new TextEncoder().encode(`\x07${secret}`), 'no Record');
    log.message('in', carriers[0]?.[1] ?? writeRequest('1', { kind: 'Get', paths: ['Device.'] }));
    const whole = log.backlog.bytes(2) ?? new Uint8Array();
    log.bytes('in', whole.subarray(0, -4), 'cut');
    expect(spilled(exported(log.backlog, { redaction: 'secrets' }, byName).bytes)).not.toContain(secret);
  });

  it('take the fit of a MAC signature with them, which is said', () => {
    const log = new TestLog();
    const payload = encodeMessage(carriers[0]?.[1] ?? writeRequest('1', { kind: 'Get', paths: ['Device.'] }));
    log.record('in', { case: 'noSessionContext', value: { payload } }, { macSignature: Uint8Array.of(1, 2, 3) });
    const { bytes, slices } = exported(log.backlog, { redaction: 'secrets' }, byName);
    expect(read(bytes).reader.end?.macs).toBe(1);
    expect(slices.at(-1)?.progress.macs).toBe(1);
  });

  it('are kept out of pcapng as well', () => {
    const log = new TestLog();
    for (const [, msg] of carriers) log.message('in', msg);
    const text = (file: Uint8Array) => Buffer.from(file).toString('latin1');
    expect(text(exported(log.backlog, { as: 'pcapng' }).bytes)).toContain(secret);
    expect(text(exported(log.backlog, { as: 'pcapng', redaction: 'secrets' }, byName).bytes)).not.toContain(secret);
  });
});

describe('an export', () => {
  const get = (id: number) => writeRequest(String(id), { kind: 'Get', paths: [`Device.${'x'.repeat(500)}.`] });

  it('comes in bounded slices', () => {
    const log = new TestLog();
    for (let id = 0; id < 3_000; id++) log.message('out', get(id));
    const { slices, bytes } = exported(log.backlog);
    expect(slices.length).toBeGreaterThan(5);
    for (const slice of slices) expect(slice.bytes.length).toBeLessThan(260 * 1024);
    expect(read(bytes).entries).toHaveLength(3_000);
  });

  it('of chosen lines has these alone', () => {
    const log = new TestLog();
    for (let id = 0; id < 6; id++) log.message('out', get(id));
    const { bytes, slices } = exported(log.backlog, { seqs: [2, 5, 99] });
    expect(read(bytes).entries.map(({ entry }) => entry.seq)).toEqual([2, 5]);
    expect(slices.at(-1)?.progress).toMatchObject({ entries: 2, missing: 1 });
  });

  it('of one device has nothing of others, nor what comes of them', () => {
    const log = new TestLog();
    const note = (text: string, about: object) => log.note({ kind: 'state', note: text, ...about });
    note('own', { device: 'a', connection: 'c' });
    note('of another', { device: 'b', connection: 'c' });
    note('of its connection', { connection: 'c' });
    note('of another connection', { connection: 'd' });
    const scope = { device: 'a', agent: 'a', connections: ['c'], shared: ['c'] };
    const notes = (bytes: Uint8Array) => read(bytes).entries.map(({ entry }) => entry.note);
    expect(notes(exported(log.backlog, { scope }).bytes)).toEqual(['own', 'of its connection']);
    const run = new LogExport(log.backlog, { ...exportAll, from: log.backlog.next, follow: true, scope });
    const slices = [...pump(run).slices];
    note('another comes', { device: 'b', connection: 'd' });
    note('it turns up elsewhere', { device: 'a', connection: 'd' });
    note('that closes', { connection: 'd' });
    run.end();
    slices.push(...pump(run).slices);
    expect(notes(Buffer.concat(slices.map(({ bytes }) => bytes)))).toEqual(['it turns up elsewhere', 'that closes']);
  });

  it('follows the log until it is ended, and each slice ends with a whole line', () => {
    const log = new TestLog();
    const run = new LogExport(log.backlog, { ...exportAll, follow: true });
    const slices = [...pump(run).slices];
    expect(slices.at(-1)?.state).toBe('waiting');
    for (let id = 0; id < 3; id++) {
      log.message('out', get(id));
      slices.push(...pump(run).slices);
      for (const { bytes } of slices) if (bytes.length > 0) expect(bytes.at(-1)).toBe(0x0a);
    }
    run.end();
    slices.push(...pump(run).slices);
    expect(slices.at(-1)?.state).toBe('done');
    const { entries, reader } = read(Buffer.concat(slices.map(({ bytes }) => bytes)));
    expect(entries).toHaveLength(3);
    expect(reader.end?.entries).toBe(3);
  });

  it('waits for the pieces of a Message while the log goes on, so that a secret in them is seen whole', () => {
    const log = new TestLog();
    const run = new LogExport(log.backlog, { ...exportAll, follow: true, redaction: 'secrets' });
    const bytes = encodeMessage(carriers[0]?.[1] ?? get(1));
    log.piece('in', bytes.slice(0, -9), sar.begin);
    const first = pump(run, byName);
    log.piece('in', bytes.slice(-9), sar.complete);
    const second = pump(run, byName);
    expect(first.slices.at(-1)?.progress.entries).toBe(0);
    expect(second.slices.at(-1)?.progress.entries).toBe(2);
    run.end();
    const file = Buffer.concat([first.bytes, second.bytes, pump(run, byName).bytes]);
    expect(spilled(file)).not.toContain(secret);
    expect(read(file).reader.end?.redacted).toMatchObject([{ of: 'param', path: `${security}KeyPassphrase` }]);
  });

  it.each(['capture', 'pcapng'] as const)('goes on as %s behind what a worker wrote that is gone', (as) => {
    const options = { ...exportAll, as, follow: true, redaction: 'secrets' } as const;
    const [, msg] = carriers[0] ?? [];
    if (!msg) throw new Error('no carrier');
    const before = new TestLog();
    before.message('in', msg);
    before.message('out', get(2));
    const first = pump(new LogExport(before.backlog, options), byName);
    const { progress } = first.slices.at(-1) ?? {};
    if (!progress) throw new Error('nothing was written');
    expect(progress.at).toBe(3);
    // Three entries of the old log are in no file, and in no log any more.
    const since = new TestLog(6);
    since.message('in', msg);
    const after = { ...progress, redacted: first.slices.flatMap(({ redacted }) => redacted) };
    const second = pump(new LogExport(since.backlog, { ...options, from: progress.at, after, follow: false }), byName);
    const whole = Buffer.concat([first.bytes, second.bytes]);
    expect(second.slices.at(-1)?.progress).toMatchObject({ entries: 3, missing: 3 });
    if (as === 'pcapng') {
      // A section of its own, as the names in the first are not known to the second.
      expect(second.bytes.subarray(0, 4)).toEqual(first.bytes.subarray(0, 4));
      return;
    }
    const { entries, reader } = read(whole);
    expect(reader.faults).toEqual([]);
    expect(entries.map(({ entry }) => entry.seq)).toEqual([1, 2, 6]);
    expect(reader.end).toMatchObject({ entries: 3, missing: 3 });
    expect(reader.end?.redacted).toEqual([{ of: 'param', path: `${security}KeyPassphrase`, count: 2, entry: 1 }]);
  });

  it('calls the connections of a pcapng by their names, where they are known', () => {
    const log = new TestLog();
    log.message('out', get(1));
    const nameOf = (connection: string) => (connection === 'hall' ? 'Hall, 2nd floor' : undefined);
    const file = (names?: typeof nameOf) =>
      Buffer.from(pump(new LogExport(log.backlog, { ...exportAll, as: 'pcapng' }, names)).bytes).toString('latin1');
    expect(file(nameOf)).toContain('websocket Hall, 2nd floor');
    expect(file()).toContain('websocket hall');
  });

  it('says how many entries had left before they were written', () => {
    const log = new TestLog();
    for (let id = 0; id < 5; id++) log.message('out', get(id));
    log.backlog.bound({ entries: 2, bytes: 1e9 });
    expect(read(exported(log.backlog).bytes).reader.end).toMatchObject({ entries: 2, missing: 3 });
  });
});
