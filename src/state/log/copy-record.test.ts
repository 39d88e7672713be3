/** Copies of a Record: what they say is what the Record says, and what is masked stays masked. */
import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../usp/message/message.ts';
import type { UspRequest } from '../../usp/message/request-types.ts';
import { writeRequest } from '../../usp/message/write-request.ts';
import { decodeRecord, encodeRecord } from '../../usp/record/record.ts';
import { readerOf } from '../../usp/wire/decode-text.ts';
import { recordFields } from '../../usp/wire/field-tree.ts';
import { printWire } from '../../wire/detail.ts';
import { makeConsoleHandle } from '../console/console-handle.ts';
import { copyForms, type CopySource } from './copy-forms.ts';
import { blank } from '../../usp/fields/secret-parts.ts';
import { consoleCall, protocLine, toHex } from './copy-record.ts';
import { byName, recordSecrets } from './record-secrets.ts';
import type { UspClient } from '../../worker/client.ts';
import type { DeviceStatus } from '../../worker/port.ts';

function recordOf(request: UspRequest): Uint8Array {
  const payload = encodeMessage(writeRequest('1', request));
  return encodeRecord({
    toId: 'self::agent',
    fromId: 'self::us',
    recordType: { case: 'noSessionContext', value: { payload } },
  });
}

interface View extends CopySource {
  readonly secrets: number;
}

/** @param shown whether the secrets may be seen */
function viewOf(bytes: Uint8Array, shown = true): View {
  const reader = readerOf(bytes, recordFields(bytes));
  const { spans } = recordSecrets(reader, byName);
  return { schema: 'Record', reader, bytes: shown ? bytes : blank(bytes, spans), secrets: spans.length };
}

const printer = {
  print: (bytes: Uint8Array, form: Parameters<typeof printWire>[1]) => Promise.resolve(printWire(bytes, form)),
};

async function copied(view: CopySource, label: string): Promise<string> {
  const form = copyForms(view).find((one) => one.label === label);
  if (!form) throw new Error(`no form ${label}`);
  return (await form.make(printer)) ?? '';
}

const status = {
  id: 'a|us',
  agent: 'self::agent',
  controllerId: 'us',
  presence: 'connected',
  ways: [],
  versions: [],
  lastHeard: 1,
} satisfies DeviceStatus;

/** What the call sends, run as a person would run it in the console. */
async function sentBy(call: string): Promise<UspRequest | Uint8Array> {
  let sent: UspRequest | Uint8Array | undefined;
  const client = {
    request: (_device: string, request: UspRequest) => {
      sent = request;
      return new Promise(() => undefined);
    },
    raw: (_device: string, bytes: Uint8Array) => {
      sent = bytes;
      return new Promise(() => undefined);
    },
  } as unknown as UspClient;
  const usp = makeConsoleHandle(client, { list: () => [status], shown: () => status });
  runInNewContext(call.replace(/^await /, ''), { usp, atob, Uint8Array });
  await Promise.resolve();
  if (!sent) throw new Error(`nothing was sent by ${call}`);
  return sent;
}

const setting = (param: string, value: string, required = true) => ({ param, value, required });

describe('the console call sends the same Message', () => {
  it.each<[string, UspRequest]>([
    ['await usp.get("Device.X.")', { kind: 'Get', paths: ['Device.X.'] }],
    [
      'await usp.get(["Device.A.","Device.B."], {"maxDepth":2})',
      { kind: 'Get', paths: ['Device.A.', 'Device.B.'], maxDepth: 2 },
    ],
    [
      'await usp.getInstances("Device.X.", {"firstLevelOnly":true})',
      { kind: 'GetInstances', paths: ['Device.X.'], firstLevelOnly: true },
    ],
    ['await usp.getSupportedProtocol()', { kind: 'GetSupportedProtocol' }],
    [
      'await usp.set([["Device.X.A","1"],["Device.X.B","\\"2\\""]])',
      { kind: 'Set', objects: [{ path: 'Device.X.', params: [setting('A', '1'), setting('B', '"2"')] }] },
    ],
    [
      'await usp.set([["Device.X.A","1"]], {"allowPartial":true})',
      { kind: 'Set', allowPartial: true, objects: [{ path: 'Device.X.', params: [setting('A', '1')] }] },
    ],
    [
      'await usp.add("Device.X.", [["__proto__","1"]])',
      { kind: 'Add', objects: [{ path: 'Device.X.', params: [setting('__proto__', '1')] }] },
    ],
    [
      'await usp.delete("Device.X.1.", {"allowPartial":true})',
      { kind: 'Delete', paths: ['Device.X.1.'], allowPartial: true },
    ],
  ])('%s', async (call, request) => {
    const bytes = recordOf(request);
    expect(consoleCall(viewOf(bytes).reader)).toBe(call);
    expect(recordOf((await sentBy(call)) as UspRequest)).toEqual(bytes);
  });

  it.each<UspRequest>([
    { kind: 'GetSupportedDM', paths: ['Device.'], returnParams: true },
    { kind: 'Set', objects: [{ path: 'Device.X.', params: [setting('A', '1', false)] }] },
    { kind: 'Set', objects: [{ path: 'Device.X.', params: [] }] },
    { kind: 'Add', allowPartial: true, objects: [{ path: 'Device.X.', params: [setting('A', '1')] }] },
    {
      kind: 'Add',
      objects: [
        { path: 'Device.X.', params: [] },
        { path: 'Device.Y.', params: [] },
      ],
    },
  ])('with whatever options: %j', async (request) => {
    const bytes = recordOf(request);
    const call = consoleCall(viewOf(bytes).reader) ?? '';
    expect(recordOf((await sentBy(call)) as UspRequest)).toEqual(bytes);
  });

  it('of an Operate, with its key and arguments', () => {
    const request = { kind: 'Operate', command: 'Device.Ping()', commandKey: 'k', args: [['Host', 'h']] } as const;
    expect(consoleCall(viewOf(recordOf(request)).reader)).toBe(
      'await usp.operate("Device.Ping()", [["Host","h"]], {"commandKey":"k"})',
    );
    const plain = { kind: 'Operate', command: 'Device.Ping()', sendResp: false } as const;
    expect(consoleCall(viewOf(recordOf(plain)).reader)).toBe(
      'await usp.operate("Device.Ping()", [], {"sendResp":false})',
    );
  });

  it('of what is no request of a Controller is its bytes', async () => {
    const bytes = encodeRecord({
      toId: 'self::agent',
      fromId: 'self::us',
      recordType: { case: 'websocketConnect', value: {} },
    });
    const call = consoleCall(viewOf(bytes).reader) ?? '';
    expect(await sentBy(call)).toEqual(bytes);
  });
});

it('hex is the bytes, also of a megabyte', () => {
  const bytes = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 7) & 0xff);
  expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
});

it('the line for protoc pipes the bytes as they are', () => {
  const bytes = recordOf({ kind: 'Get', paths: ['Device.X.[A=="it\'s"].'] });
  const line = protocLine(bytes, 'Record');
  expect(line).toMatch(/ \| protoc --decode=usp_record\.Record usp-record-1-4\.proto$/);
  const piped = execFileSync('sh', ['-c', line.slice(0, line.lastIndexOf(' | '))]);
  expect(new Uint8Array(piped)).toEqual(bytes);
});

describe('secrets', () => {
  const bytes = recordOf({
    kind: 'Set',
    objects: [
      {
        path: 'Device.WiFi.AccessPoint.1.Security.',
        params: [setting('KeyPassphrase', 'hunter22'), setting('ModeEnabled', 'WPA2')],
      },
    ],
  });
  const searching = recordOf({ kind: 'Get', paths: ['Device.Users.User.[Password=="hunter22"&&Enable==1].'] });
  const forms = copyForms(viewOf(bytes)).map(({ label }) => label);

  it.each(forms)('are masked in %s until they are shown', async (label) => {
    for (const one of [bytes, searching]) await isMaskedIn(label, one);
  });

  async function isMaskedIn(label: string, record: Uint8Array): Promise<void> {
    const spellings = ['hunter22', toHex(new TextEncoder().encode('hunter22'))];
    const holds = (text: string) => spellings.some((one) => text.includes(one)) || decoded(text).includes('hunter22');
    expect(holds(await copied(viewOf(record, false), label))).toBe(false);
    expect(holds(await copied(viewOf(record), label))).toBe(true);
  }

  it('that are masked leave a Record of the same shape', () => {
    const view = viewOf(bytes, false);
    const masked = decodeRecord(view.bytes);
    const payload =
      masked.ok && masked.record.recordType.case === 'noSessionContext'
        ? masked.record.recordType.value.payload
        : new Uint8Array();
    expect(decodeMessage(payload).ok).toBe(true);
    expect(view.bytes).toHaveLength(bytes.length);
    expect(view.secrets).toBe(1);
  });

  /** All base64 in a text, decoded. */
  function decoded(text: string): string {
    return [...text.matchAll(/[A-Za-z0-9+/]{16,}={0,2}/g)]
      .map(([part]) => Buffer.from(part, 'base64').toString('latin1'))
      .join('\n');
  }
});
