import { describe, expect, it } from 'vitest';
import { Bench, controllerId, errorIn, responseIn, start } from '../testing/bench.ts';

function bench(): Bench {
  const at = new Bench().open();
  at.notifies();
  return at;
}

function subscribe(
  at: Bench,
  type: string,
  reference: string,
  more: Record<string, string> = {},
  from = controllerId,
): string {
  const params = { ID: 'test', NotifType: type, ReferenceList: reference, Enable: 'true', ...more };
  const answer = at.ask(
    {
      kind: 'Add',
      objects: [
        {
          path: 'Device.LocalAgent.Subscription.',
          params: Object.entries(params).map(([param, value]) => ({ param, value, required: true })),
        },
      ],
    },
    from,
  );
  const status = responseIn(answer, 'addResp').createdObjResults[0]?.operStatus?.operStatus;
  if (status?.case !== 'operSuccess') throw new Error('no Subscription');
  at.notifies();
  return status.value.instantiatedPath;
}

function set(at: Bench, path: string, value: string): void {
  const dot = path.lastIndexOf('.');
  const objects = [{ path: path.slice(0, dot + 1), params: [{ param: path.slice(dot + 1), value, required: true }] }];
  const error = errorIn(at.ask({ kind: 'Set', objects }));
  if (error) throw new Error(JSON.stringify(error.errMsg));
}
const kinds = (at: Bench) => at.notifies().map(({ notification }) => notification);

describe('ValueChange', () => {
  it.each([
    'Device.WiFi.SSID.1.SSID',
    'Device.WiFi.SSID.1.',
    'Device.WiFi.',
    'Device.WiFi.SSID.*.SSID',
    'Device.WiFi.SSID.[LowerLayers+.OperatingFrequencyBand=="2.4GHz"].SSID',
    'Device.Bridging.Bridge.1.Port.6.LowerLayers+.SSID',
    'Device.Time.,Device.WiFi.SSID.1.SSID',
  ])('tells of a parameter within %s', (reference) => {
    const at = bench();
    subscribe(at, 'ValueChange', reference);
    set(at, 'Device.WiFi.SSID.1.SSID', 'New');
    expect(kinds(at)).toEqual([{ kind: 'ValueChange', paramPath: 'Device.WiFi.SSID.1.SSID', value: 'New' }]);
    set(at, 'Device.WiFi.SSID.1.SSID', 'New');
    expect(kinds(at)).toEqual([]);
  });

  it.each(['Device.WiFi.SSID.2.SSID', 'Device.WiFi.SSID.[Enable==false].SSID', 'Device.WiFi.Radio.'])(
    'is silent on what is not within %s',
    (reference) => {
      const at = bench();
      subscribe(at, 'ValueChange', reference);
      set(at, 'Device.WiFi.SSID.1.SSID', 'New');
      expect(kinds(at)).toEqual([]);
    },
  );

  it('tells what follows from a change, and nothing of what was undone', () => {
    const at = bench();
    subscribe(at, 'ValueChange', 'Device.WiFi.SSID.*.Status,Device.WiFi.SSID.*.SSID');
    set(at, 'Device.WiFi.Radio.3.Enable', 'false');
    expect(kinds(at)).toEqual([
      { kind: 'ValueChange', paramPath: 'Device.WiFi.SSID.3.Status', value: 'LowerLayerDown' },
    ]);
    at.ask({
      kind: 'Set',
      objects: [
        { path: 'Device.WiFi.SSID.1.', params: [{ param: 'SSID', value: 'x' }] },
        { path: 'Device.WiFi.SSID.99.', params: [] },
      ],
    });
    expect(kinds(at)).toEqual([]);
  });

  it('is not given for what changes with every second', () => {
    const at = bench();
    subscribe(at, 'ValueChange', 'Device.DeviceInfo.,Device.Time.');
    at.pass(30_000);
    expect(kinds(at).filter((one) => one.kind === 'ValueChange' && /UpTime|Time$|Usage/.test(one.paramPath))).toEqual(
      [],
    );
  });

  it('never shows a secret', () => {
    const at = bench();
    subscribe(at, 'ValueChange', 'Device.WiFi.AccessPoint.1.Security.');
    set(at, 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase', 'a new secret');
    expect(JSON.stringify(kinds(at))).not.toContain('a new secret');
  });
});

describe('ObjectCreation and ObjectDeletion', () => {
  const add = { kind: 'Add', objects: [{ path: 'Device.NAT.PortMapping.', params: [] }] } as const;

  it.each(['Device.NAT.PortMapping.', 'Device.NAT.PortMapping.*.', 'Device.NAT.PortMapping.[Protocol=="TCP"].'])(
    'tell of rows of %s',
    (reference) => {
      const at = bench();
      subscribe(at, 'ObjectCreation', reference);
      subscribe(at, 'ObjectDeletion', reference, { ID: 'gone' });
      at.ask(add);
      expect(kinds(at)).toMatchObject([{ kind: 'ObjectCreation', objPath: 'Device.NAT.PortMapping.5.' }]);
      at.ask({ kind: 'Delete', paths: ['Device.NAT.PortMapping.5.'] });
      expect(kinds(at)).toEqual([{ kind: 'ObjectDeletion', objPath: 'Device.NAT.PortMapping.5.' }]);
    },
  );

  it('tell of rows that go with the row above them', () => {
    const at = bench();
    subscribe(at, 'ObjectDeletion', 'Device.DHCPv4.Server.Pool.*.Option.');
    at.ask({ kind: 'Delete', paths: ['Device.DHCPv4.Server.Pool.1.'] });
    expect(kinds(at)).toEqual([{ kind: 'ObjectDeletion', objPath: 'Device.DHCPv4.Server.Pool.1.Option.1.' }]);
  });

  it('tell of stations that come and go', () => {
    const at = bench();
    subscribe(at, 'ObjectCreation', 'Device.WiFi.AccessPoint.*.AssociatedDevice.');
    subscribe(at, 'ObjectDeletion', 'Device.WiFi.AccessPoint.*.AssociatedDevice.', { ID: 'gone' });
    at.pass(1_800_000);
    const seen = kinds(at);
    expect(seen.some(({ kind }) => kind === 'ObjectCreation')).toBe(true);
    expect(seen.some(({ kind }) => kind === 'ObjectDeletion')).toBe(true);
  });
});

describe('a Subscription', () => {
  it('is retried until it is answered, in the intervals of the standard', () => {
    const at = bench();
    subscribe(at, 'ValueChange', 'Device.WiFi.SSID.1.SSID', { NotifRetry: 'true' });
    at.answersNotifies = false;
    set(at, 'Device.WiFi.SSID.1.SSID', 'New');
    at.pass(700_000);
    const tries = at.sent.filter(({ msg }) => msg?.header?.msgType === 3);
    expect(new Set(tries.map(({ msg }) => msg?.header?.msgId)).size).toBe(1);
    const waits = tries.slice(1).map((one, index) => (one.at - (tries[index]?.at ?? 0)) / 1000);
    expect(waits.length).toBeGreaterThanOrEqual(6);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(5 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(10 * 2 ** index + 0.001);
    }
    at.answersNotifies = true;
    at.pass(1_300_000);
    at.sent.length = 0;
    at.pass(3_600_000);
    expect(kinds(at)).toEqual([]);
  });

  it('gives up after NotifExpiration', () => {
    const at = bench();
    subscribe(at, 'ValueChange', 'Device.WiFi.SSID.1.SSID', { NotifRetry: 'true', NotifExpiration: '12' });
    at.answersNotifies = false;
    set(at, 'Device.WiFi.SSID.1.SSID', 'New');
    at.pass(3_600_000);
    expect(kinds(at)).toHaveLength(2);
  });

  it('sends what waits as soon as its Controller is connected', () => {
    const at = bench();
    subscribe(at, 'ObjectDeletion', 'Device.LocalAgent.Subscription.*.', { NotifRetry: 'true' });
    subscribe(at, 'ValueChange', 'Device.WiFi.SSID.1.SSID', { ID: 'short', TimeToLive: '10' });
    at.close();
    at.pass(20_000);
    expect(at.notifies()).toEqual([]);
    at.open();
    expect(kinds(at)).toMatchObject([{ kind: 'ObjectDeletion', objPath: 'Device.LocalAgent.Subscription.3.' }]);
  });

  it('is dropped when its TimeToLive is over, and silent while it is not enabled', () => {
    const at = bench();
    const path = subscribe(at, 'ValueChange', 'Device.WiFi.SSID.1.SSID', { TimeToLive: '60' });
    set(at, `${path}Enable`, 'false');
    set(at, 'Device.WiFi.SSID.1.SSID', 'one');
    expect(kinds(at)).toEqual([]);
    set(at, `${path}Enable`, 'true');
    set(at, 'Device.WiFi.SSID.1.SSID', 'two');
    expect(kinds(at)).toHaveLength(1);
    at.pass(61_000);
    expect(at.agent.store.find(path)).toBeUndefined();
  });

  it('is told to the Controller that made it, and to no other', () => {
    const at = new Bench({
      controllers: [
        { endpointId: controllerId, role: 'full' },
        { endpointId: 'self::other', role: 'full' },
      ],
    });
    at.open().open('self::other');
    subscribe(at, 'ValueChange', 'Device.WiFi.SSID.1.SSID', {}, 'self::other');
    set(at, 'Device.WiFi.SSID.1.SSID', 'New');
    const sent = at.sent.filter(({ msg }) => msg?.header?.msgType === 3).map(({ to }) => to);
    expect(sent).toEqual(['self::other']);
  });

  it('changes the configuration by itself where its TriggerAction says so', () => {
    const at = bench();
    subscribe(at, 'ValueChange', 'Device.WiFi.SSID.1.SSID', {
      TriggerAction: 'Config',
      TriggerConfigSettings: 'Device.WiFi.SSID.2.SSID="Twin",Device.WiFi.SSID.3.Enable=false',
    });
    set(at, 'Device.WiFi.SSID.1.SSID', 'New');
    expect(kinds(at)).toEqual([]);
    const store = at.agent.store;
    expect(store.read(store.object('Device.WiFi.SSID.2.'), 'SSID')).toBe('Twin');
    expect(store.read(store.object('Device.WiFi.SSID.3.'), 'Status')).toBe('Down');
  });

  it('keeps its ReferenceList for ever', () => {
    const at = bench();
    const path = subscribe(at, 'ValueChange', 'Device.WiFi.SSID.1.SSID');
    const objects = [{ path, params: [{ param: 'ReferenceList', value: 'Device.Time.', required: true }] }];
    expect(errorIn(at.ask({ kind: 'Set', objects }))?.paramErrs).toMatchObject([{ errCode: 7013 }]);
  });
});

describe('events', () => {
  it('Periodic! comes in the rhythm of each Controller', () => {
    const at = bench();
    subscribe(at, 'Event', 'Device.LocalAgent.Periodic!');
    set(at, 'Device.LocalAgent.Controller.1.PeriodicNotifInterval', '60');
    set(at, 'Device.LocalAgent.Controller.1.PeriodicNotifTime', '2026-03-01T08:00:20Z');
    at.notifies();
    at.pass(150_000);
    const times = at.sent.filter(({ msg }) => msg?.header?.msgType === 3).map((one) => one.at - start);
    expect(times).toEqual([20_000, 80_000, 140_000]);
  });

  it('are named by the objects above them too', () => {
    const at = bench();
    subscribe(at, 'Event', 'Device.LocalAgent.');
    set(at, 'Device.LocalAgent.Controller.1.PeriodicNotifInterval', '60');
    at.pass(60_000);
    expect(kinds(at)).toMatchObject([{ kind: 'Event', objPath: 'Device.LocalAgent.', eventName: 'Periodic!' }]);
  });
});

describe('OnBoardRequest', () => {
  it('is sent until it is answered, and again after OnBoardingRestartTime', () => {
    const at = bench();
    set(at, 'Device.LocalAgent.Controller.1.OnBoardingRestartTime', '30');
    at.answersNotifies = false;
    const command = 'Device.LocalAgent.Controller.1.SendOnBoardRequest()';
    expect(responseIn(at.ask({ kind: 'Operate', command }), 'operateResp').operationResults[0]).toMatchObject({
      executedCommand: command,
      operationResp: { case: 'reqOutputArgs' },
    });
    at.pass(12_000);
    const first = at.notifies();
    expect(first).toHaveLength(2);
    expect(first[0]).toMatchObject({
      subscriptionId: '',
      sendResp: true,
      notification: {
        kind: 'OnBoardRequest',
        oui: '00005E',
        productClass: 'HomeGateway',
        versions: ['1.0', '1.1', '1.2', '1.3', '1.4'],
      },
    });
    at.answersNotifies = true;
    at.pass(20_000);
    at.notifies();
    at.pass(31_000);
    expect(at.notifies()).toHaveLength(1);
    set(at, 'Device.LocalAgent.Controller.1.OnBoardingComplete', 'true');
    at.notifies();
    at.pass(120_000);
    expect(at.notifies()).toEqual([]);
  });

  it('is sent when OnBoardingComplete is set to false', () => {
    const at = bench();
    set(at, 'Device.LocalAgent.Controller.1.OnBoardingComplete', 'false');
    expect(kinds(at)).toMatchObject([{ kind: 'OnBoardRequest' }]);
  });
});
