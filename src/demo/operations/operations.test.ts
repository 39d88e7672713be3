import { describe, expect, it } from 'vitest';
import type { NameValue } from '../../usp/message/request-types.ts';
import { deviceSchema } from '../schema/device-schema.ts';
import { judgeArgument } from '../store/judge-value.ts';
import { Bench, errorIn, responseIn } from '../testing/bench.ts';

function bench(): Bench {
  const at = new Bench().open();
  at.ask({
    kind: 'Add',
    objects: [
      {
        path: 'Device.LocalAgent.Subscription.',
        params: [
          { param: 'NotifType', value: 'OperationComplete' },
          { param: 'ReferenceList', value: 'Device.' },
          { param: 'Enable', value: 'true' },
        ],
      },
      {
        path: 'Device.LocalAgent.Subscription.',
        params: [
          { param: 'NotifType', value: 'Event' },
          { param: 'ReferenceList', value: 'Device.LocalAgent.TransferComplete!' },
          { param: 'Enable', value: 'true' },
        ],
      },
    ],
  });
  at.notifies();
  return at;
}

function operate(at: Bench, command: string, args: NameValue[] = [], commandKey = '', sendResp = true) {
  const answer = at.ask({ kind: 'Operate', command, commandKey, args, sendResp });
  return answer && responseIn(answer, 'operateResp').operationResults[0];
}
const run = (at: Bench, command: string, args: NameValue[] = [], commandKey = '') =>
  operate(at, command, args, commandKey)?.operationResp;

const ping: NameValue[] = [
  ['ProtocolVersion', 'Any'],
  ['Host', 'example.com'],
  ['NumberOfRepetitions', '4'],
  ['Timeout', '1000'],
  ['DataBlockSize', '64'],
];
const pingPath = 'Device.IP.Diagnostics.IPPing()';

function completions(at: Bench) {
  return at.notifies().flatMap(({ notification }) => (notification.kind === 'OperationComplete' ? [notification] : []));
}

describe('asynchronous commands', () => {
  const longRun: [string, NameValue[]][] = [
    [pingPath, ping],
    [
      'Device.IP.Diagnostics.TraceRoute()',
      [
        ['ProtocolVersion', 'IPv6'],
        ['Host', 'example.org'],
      ],
    ],
    [
      'Device.IP.Diagnostics.DownloadDiagnostics()',
      [
        ['DownloadURL', 'https://speed.example/file'],
        ['TimeBasedTestDuration', '10'],
        ['TimeBasedTestMeasurementInterval', '2'],
        ['NumberOfConnections', '3'],
        ['EnablePerConnectionResults', 'true'],
      ],
    ],
    [
      'Device.IP.Diagnostics.UploadDiagnostics()',
      [
        ['UploadURL', 'http://speed.example/'],
        ['TestFileLength', '1000000'],
      ],
    ],
    [
      'Device.DNS.Diagnostics.NSLookupDiagnostics()',
      [
        ['HostName', 'example.net'],
        ['Timeout', '1000'],
        ['NumberOfRepetitions', '3'],
      ],
    ],
    ['Device.WiFi.NeighboringWiFiDiagnostic()', []],
    ['Device.SelfTestDiagnostics()', []],
    ['Device.WiFi.AccessPoint.1.WPS.InitiateWPSPBC()', []],
  ];

  it.each(longRun)('%s ends with the arguments that TR-181 gives it', (command, args) => {
    const at = bench();
    const begun = run(at, command, args, 'key-1');
    expect(begun).toMatchObject({ case: 'reqObjPath', value: 'Device.LocalAgent.Request.1.' });
    const store = at.agent.store;
    const request = store.object('Device.LocalAgent.Request.1.');
    expect(['Originator', 'Command', 'CommandKey', 'Status'].map((name) => store.read(request, name))).toEqual([
      'self::bench',
      command,
      'key-1',
      'Active',
    ]);
    expect(completions(at)).toEqual([]);
    at.pass(600_000);
    const [complete] = completions(at);
    const name = command.slice(command.lastIndexOf('.') + 1);
    expect(complete).toMatchObject({ commandName: name, commandKey: 'key-1', outcome: { type: 'output' } });
    expect(store.find('Device.LocalAgent.Request.1.')).toBeUndefined();
    const supported = (complete?.objPath ?? '').replace(/\.\d+(?=\.)/g, '.{i}');
    const outputs = deviceSchema().objects.get(supported)?.commands.get(name)?.output;
    const given = complete?.outcome.type === 'output' ? complete.outcome.args : [];
    expect(given.length).toBeGreaterThan(0);
    for (const [arg, value] of given) {
      const def = outputs?.find((output) => output.name === arg.replace(/(^|\.)\d+(?=\.)/g, '$1{i}'));
      if (!def) throw new Error(`${command} has no output ${arg}`);
      // What an argument may be is said by another argument here: only its form is checked.
      const { allowedBy: _, ...spec } = def.spec;
      const judged = judgeArgument(store, { ...def, spec }, value, '');
      // Moments have their microseconds, zeros and all.
      const expected = spec.type === 'dateTime' ? { ok: true } : { ok: true, value };
      expect(judged, `${arg} = ${value}`).toMatchObject(expected);
    }
  });

  it('run side by side, also under one command key', () => {
    const at = bench();
    const first = run(at, pingPath, ping, 'same');
    const second = run(at, pingPath, [...ping.slice(0, 1), ['Host', 'other.example'], ...ping.slice(2)], 'same');
    expect([first?.value, second?.value]).toEqual(['Device.LocalAgent.Request.1.', 'Device.LocalAgent.Request.2.']);
    at.pass(60_000);
    expect(completions(at).map(({ commandKey }) => commandKey)).toEqual(['same', 'same']);
  });

  it('report what they could not reach in their Status', () => {
    const at = bench();
    const withHost = (host: string): NameValue[] => ping.map(([name, value]) => [name, name === 'Host' ? host : value]);
    run(at, pingPath, withHost('nowhere.invalid'));
    run(at, pingPath, withHost('unreachable.example'));
    at.pass(60_000);
    const outputs = completions(at).map(({ outcome }) => new Map(outcome.type === 'output' ? outcome.args : []));
    expect(outputs[0]?.get('Status')).toBe('Error_CannotResolveHostName');
    expect(outputs[1]?.get('SuccessCount')).toBe('0');
    expect(outputs[1]?.get('FailureCount')).toBe('4');
  });

  it('are cancelled by Cancel() of their Request (7023)', () => {
    const at = bench();
    run(at, 'Device.ScheduleTimer()', [['DelaySeconds', '3600']], 'long');
    const cancelled = run(at, 'Device.LocalAgent.Request.1.Cancel()');
    expect(cancelled).toMatchObject({ case: 'reqOutputArgs' });
    expect(completions(at)).toMatchObject([
      { commandKey: 'long', outcome: { type: 'failure', error: { code: 7023 } } },
    ]);
    expect(at.agent.store.find('Device.LocalAgent.Request.1.')).toBeUndefined();
    expect(errorIn(at.ask({ kind: 'Operate', command: 'Device.LocalAgent.Request.1.Cancel()' }))?.errCode).toBe(7016);
  });

  it('are gone with a reboot', () => {
    const at = bench();
    run(at, 'Device.ScheduleTimer()', [['DelaySeconds', '3']]);
    run(at, 'Device.Reboot()');
    at.pass(30_000);
    expect(completions(at)).toEqual([]);
    expect(at.agent.store.table('Device.LocalAgent.Request.').rows.size).toBe(0);
  });

  it('are refused when too many run (7005)', () => {
    const at = bench();
    for (let number = 0; number < 64; number++) run(at, 'Device.ScheduleTimer()', [['DelaySeconds', '60']]);
    expect(run(at, 'Device.ScheduleTimer()', [['DelaySeconds', '60']])).toMatchObject({
      case: 'cmdFailure',
      value: { errCode: 7005 },
    });
  });
});

describe('Operate', () => {
  it.each([
    ['a mandatory argument that is missing', pingPath, ping.slice(1)],
    ['an argument of another type', pingPath, [...ping, ['DSCP', 'high']] as NameValue[]],
    ['an argument out of range', pingPath, [...ping, ['DSCP', '64']] as NameValue[]],
    [
      'a mandatory nested argument that is missing',
      'Device.DeviceInfo.FirmwareImage.2.Activate()',
      [['TimeWindow.1.Start', '5']] as NameValue[],
    ],
    ['a URL that is none', 'Device.IP.Diagnostics.DownloadDiagnostics()', [['DownloadURL', 'x:y']] as NameValue[]],
  ])('refuses %s (7027)', (_what, command, args) => {
    expect(run(bench(), command, args)).toMatchObject({ case: 'cmdFailure', value: { errCode: 7027 } });
  });

  it('ignores arguments that it does not know', () => {
    expect(run(bench(), pingPath, [...ping, ['errMsg', 'x'], ['__proto__', 'x']])).toMatchObject({
      case: 'reqObjPath',
    });
  });

  it.each([
    ['Device.Nope()', 7026],
    ['Device.DeviceInfo.SerialNumber', 7026],
    ['Device.DeviceInfo.', 7026],
    ['Device.WiFi.SSID.99.Stats.Reset()', 7026],
    ['Device.DHCPv4.Client.9.Renew()', 7016],
    ['Device.Reboot', 7026],
    ['Device.()', 7008],
  ])('answers %s with an Error %d', (command, code) => {
    expect(errorIn(bench().ask({ kind: 'Operate', command }))?.errCode).toBe(code);
  });

  it('runs a command on all objects of a search, and none is no error', () => {
    const at = bench();
    const reset = at.ask({
      kind: 'Operate',
      command: 'Device.DeviceInfo.TemperatureStatus.TemperatureSensor.*.Reset()',
    });
    expect(responseIn(reset, 'operateResp').operationResults).toHaveLength(3);
    const none = at.ask({ kind: 'Operate', command: 'Device.WiFi.AccessPoint.[Enable==false].Security.Reset()' });
    expect(responseIn(none, 'operateResp').operationResults).toEqual([]);
  });

  it('is not answered where no answer is wanted', () => {
    const at = bench();
    expect(operate(at, pingPath, ping, 'quiet', false)).toBeUndefined();
    at.pass(60_000);
    expect(completions(at)).toMatchObject([{ commandKey: 'quiet' }]);
  });
});

describe('firmware', () => {
  const image = 'Device.DeviceInfo.FirmwareImage.2.';
  const download = (url: string, activate: string): NameValue[] => [
    ['URL', url],
    ['AutoActivate', activate],
  ];
  const read = (at: Bench, name: string, path = image) => at.agent.store.read(at.agent.store.object(path), name);

  it('is downloaded, told as TransferComplete!, activated, and runs after the restart', () => {
    const at = bench();
    run(at, `${image}Download()`, download('https://firmware.example/dhg3000-2.5.0.bin', 'false'), 'get it');
    expect(read(at, 'Status')).toBe('Downloading');
    at.pass(60_000);
    expect([read(at, 'Status'), read(at, 'Version')]).toEqual(['Available', '2.5.0']);
    const events = at.notifies().map(({ notification }) => notification);
    const transfer = events.find((one) => one.kind === 'Event' && one.eventName === 'TransferComplete!');
    expect(transfer?.kind === 'Event' && new Map(transfer.params).get('FaultCode')).toBe('0');
    expect(transfer?.kind === 'Event' && new Map(transfer.params).get('CommandKey')).toBe('get it');
    run(at, `${image}Activate()`, [], 'now');
    at.pass(20_000);
    expect(read(at, 'SoftwareVersion', 'Device.DeviceInfo.')).toBe('2.5.0');
    expect(read(at, 'Status')).toBe('Active');
    const boot = at
      .notifies()
      .find(({ notification }) => notification.kind === 'Event' && notification.eventName === 'Boot!');
    expect(boot?.notification.kind === 'Event' && new Map(boot.notification.params).get('FirmwareUpdated')).toBe(
      'true',
    );
  });

  it('that cannot be fetched fails (7022), in the image and in the event', () => {
    const at = bench();
    run(at, `${image}Download()`, download('https://unreachable.example/x.bin', 'true'));
    at.pass(60_000);
    expect(read(at, 'Status')).toBe('DownloadFailed');
    const seen = at.notifies().map(({ notification }) => notification);
    expect(seen).toMatchObject([
      { kind: 'Event', eventName: 'TransferComplete!' },
      { kind: 'OperationComplete', outcome: { type: 'failure', error: { code: 7022 } } },
    ]);
    expect(run(at, `${image}Activate()`)).toMatchObject({ case: 'cmdFailure', value: { errCode: 7022 } });
  });

  it('is as it was when its download is cancelled, and never over the running image', () => {
    const at = bench();
    run(at, `${image}Download()`, download('https://firmware.example/x.bin', 'true'));
    run(at, 'Device.LocalAgent.Request.1.Cancel()');
    expect(read(at, 'Status')).toBe('Available');
    const running = run(
      at,
      'Device.DeviceInfo.FirmwareImage.1.Download()',
      download('https://firmware.example/x.bin', 'true'),
    );
    expect(running).toMatchObject({ case: 'cmdFailure', value: { errCode: 7022 } });
  });
});
