import { describe, expect, it } from 'vitest';
import { Bench, controllerId, errorIn, responseIn } from './testing/bench.ts';

describe('the demo device on a connection', () => {
  it('sends its connect Record first, then Boot! [R-MTP.8]', () => {
    const bench = new Bench().open();
    expect(bench.sent[0]?.recordType).toBe('websocketConnect');
    const [boot] = bench.notifies();
    expect(boot).toMatchObject({
      subscriptionId: 'factory-boot',
      sendResp: true,
      notification: { kind: 'Event', objPath: 'Device.', eventName: 'Boot!' },
    });
    const params = new Map(boot?.notification.kind === 'Event' ? boot.notification.params : []);
    expect(params.get('Cause')).toBe('LocalReboot');
    expect(params.get('FirmwareUpdated')).toBe('false');
    expect(JSON.parse(params.get('ParameterMap') ?? '')).toEqual({
      'Device.DeviceInfo.SoftwareVersion': '2.4.1',
      'Device.LocalAgent.EndpointID': 'os::00005E-DEMO0001',
    });
  });

  it('answers a Get', () => {
    const bench = new Bench().open();
    const answer = bench.ask({ kind: 'Get', paths: ['Device.DeviceInfo.ModelName', 'Device.Nope.'] });
    const { reqPathResults } = responseIn(answer, 'getResp');
    expect(reqPathResults).toMatchObject([
      {
        requestedPath: 'Device.DeviceInfo.ModelName',
        errCode: 0,
        resolvedPathResults: [
          { resolvedPath: 'Device.DeviceInfo.', resultParams: [{ key: 'ModelName', value: 'Demo Home Gateway' }] },
        ],
      },
      { requestedPath: 'Device.Nope.', errCode: 7026, resolvedPathResults: [] },
    ]);
  });

  it('lives: counters grow, signals drift, stations come and go', () => {
    const bench = new Bench().open();
    const table = bench.agent.store.table('Device.WiFi.AccessPoint.3.AssociatedDevice.');
    const signals = new Set<string>();
    const sizes = new Set<number>();
    const [row] = table.rows.values();
    for (let minute = 0; minute < 60; minute++) {
      bench.pass(60_000);
      sizes.add(table.rows.size);
      if (row?.alive) signals.add(bench.agent.store.read(row, 'SignalStrength'));
    }
    expect(signals.size).toBeGreaterThan(2);
    expect(sizes.size).toBeGreaterThan(1);
    const stats = bench.agent.store.object('Device.IP.Interface.1.Stats.');
    expect(Number(bench.agent.store.read(stats, 'BytesReceived'))).toBeGreaterThan(1_000_000);
    expect(bench.agent.store.read(bench.agent.store.object('Device.DeviceInfo.'), 'UpTime')).toBe('3600');
  });

  it('is the same with the same seed and times, and another with another seed', () => {
    const life = (seed: number) => {
      const bench = new Bench({ seed }).open();
      bench.pass(600_000);
      return responseIn(bench.ask({ kind: 'Get', paths: ['Device.WiFi.'] }), 'getResp');
    };
    expect(life(1)).toEqual(life(1));
    expect(life(1)).not.toEqual(life(2));
  });

  it('refuses who it does not know (7006), and lets newcomers look about where it is told to', () => {
    const strict = new Bench({ newcomers: 'refuse' }).open('self::stranger');
    const get = { kind: 'Get', paths: ['Device.DeviceInfo.'] } as const;
    expect(errorIn(strict.ask(get, 'self::stranger'))?.errCode).toBe(7006);
    const open = new Bench({ newcomers: 'untrusted' }).open('self::stranger');
    expect(responseIn(open.ask(get, 'self::stranger'), 'getResp').reqPathResults[0]?.errCode).toBe(0);
    const set = {
      kind: 'Set',
      objects: [{ path: 'Device.DeviceInfo.', params: [{ param: 'FriendlyName', value: 'mine' }] }],
    } as const;
    const error = errorIn(open.ask(set, 'self::stranger'));
    expect(error).toMatchObject({ errCode: 7021, paramErrs: [{ errCode: 7006 }] });
  });

  it('drops Records before a connect Record has passed, and after a DisconnectRecord [R-MTP.8]', () => {
    const bench = new Bench().open();
    bench.record({ case: 'disconnect', value: { reason: 'bye', reasonCode: 7105 } });
    expect(bench.ask({ kind: 'GetSupportedProtocol' })).toBeUndefined();
    bench.record({ case: 'websocketConnect', value: {} });
    const answer = bench.ask({ kind: 'GetSupportedProtocol' });
    expect(responseIn(answer, 'getSupportedProtocolResp').agentSupportedProtocolVersions).toBe('1.0,1.1,1.2,1.3,1.4');
  });
});

describe('restarts', () => {
  const operate = (command: string) => ({ kind: 'Operate', command, commandKey: 'again' }) as const;

  it('Reboot(): answer, DisconnectRecord, silence, connect Record, Boot!', () => {
    const bench = new Bench().open();
    bench.sent.length = 0;
    responseIn(bench.ask(operate('Device.Reboot()')), 'operateResp');
    // Between the answer and the end it takes nothing any more.
    expect(errorIn(bench.ask({ kind: 'GetSupportedProtocol' }))?.errCode).toBe(7002);
    bench.pass(1_500);
    expect(bench.sent.at(-1)?.recordType).toBe('disconnect');
    expect(bench.ask({ kind: 'GetSupportedProtocol' })).toBeUndefined();
    bench.sent.length = 0;
    bench.pass(10_000);
    expect(bench.sent[0]?.recordType).toBe('websocketConnect');
    const [boot] = bench.notifies();
    const params = new Map(boot?.notification.kind === 'Event' ? boot.notification.params : []);
    expect(params.get('Cause')).toBe('RemoteReboot');
    expect(params.get('CommandKey')).toBe('again');
    expect(bench.agent.store.readNumber(bench.agent.store.object('Device.DeviceInfo.'), 'UpTime')).toBeLessThan(10);
  });

  it('keeps what is persistent over a reboot, and nothing over a factory reset', () => {
    const bench = new Bench().open();
    const add = (id: string, persistent: string) =>
      bench.ask({
        kind: 'Add',
        objects: [
          {
            path: 'Device.LocalAgent.Subscription.',
            params: [
              { param: 'ID', value: id },
              { param: 'NotifType', value: 'Event' },
              { param: 'ReferenceList', value: 'Device.Boot!' },
              { param: 'Persistent', value: persistent },
            ],
          },
        ],
      });
    const ids = () =>
      [...bench.agent.store.table('Device.LocalAgent.Subscription.').rows.values()].map((row) =>
        bench.agent.store.read(row, 'ID'),
      );
    add('stays', 'true');
    add('goes', 'false');
    expect(ids()).toEqual(['factory-boot', 'stays', 'goes']);
    bench.ask(operate('Device.Reboot()'));
    bench.pass(10_000);
    expect(ids()).toEqual(['factory-boot', 'stays']);
    bench.ask(operate('Device.FactoryReset()'));
    bench.pass(10_000);
    expect(ids()).toEqual(['factory-boot']);
    const boots = bench.notifies(controllerId);
    expect(boots.at(-1)?.notification).toMatchObject({ kind: 'Event', eventName: 'Boot!' });
  });
});
