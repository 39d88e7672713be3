import { describe, expect, it } from 'vitest';
import type { ObjectSettings } from '../../usp/message/request-types.ts';
import { Bench, errorIn, responseIn } from '../testing/bench.ts';

const mapping = 'Device.NAT.PortMapping.';
const settings = (path: string, params: Record<string, string>, required = true): ObjectSettings => ({
  path,
  params: Object.entries(params).map(([param, value]) => ({ param, value, required })),
});
const set = (objects: ObjectSettings[], allowPartial = false) => ({ kind: 'Set', allowPartial, objects }) as const;
const add = (objects: ObjectSettings[], allowPartial = false) => ({ kind: 'Add', allowPartial, objects }) as const;
const remove = (paths: string[], allowPartial = false) => ({ kind: 'Delete', allowPartial, paths }) as const;

function bench(): Bench {
  return new Bench().open();
}
/** Code and parameter errors of the Error Message that a Set gets. */
function refusal(params: Record<string, string>, path: string, at = bench()) {
  const error = errorIn(at.ask(set([settings(path, params)])));
  return { code: error?.errCode, params: error?.paramErrs.map(({ paramPath, errCode }) => [paramPath, errCode]) };
}
function read(at: Bench, path: string): string {
  const dot = path.lastIndexOf('.');
  return at.agent.store.read(at.agent.store.object(path.slice(0, dot + 1)), path.slice(dot + 1));
}

describe('Set', () => {
  it('writes, and says what it has written in canonical form', () => {
    const at = bench();
    const answer = at.ask(set([settings('Device.WiFi.SSID.1.', { Enable: '0', SSID: 'Über, 100 %' })]));
    expect(responseIn(answer, 'setResp').updatedObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operSuccess',
      value: {
        updatedInstResults: [
          {
            affectedPath: 'Device.WiFi.SSID.1.',
            updatedParams: [
              { key: 'Enable', value: 'false' },
              { key: 'SSID', value: 'Über, 100 %' },
            ],
          },
        ],
      },
    });
    expect(read(at, 'Device.WiFi.SSID.1.Status')).toBe('Down');
  });

  it.each([
    ['an unknown parameter', 7010, 'Device.WiFi.SSID.1.', { Nope: '1' }],
    ['a value of another type', 7011, 'Device.WiFi.SSID.1.', { Enable: 'yes' }],
    ['a value out of range', 7012, 'Device.NAT.PortMapping.1.', { ExternalPort: '65536' }],
    ['a value that is no choice', 7012, 'Device.NAT.PortMapping.1.', { Protocol: 'SCTP' }],
    [
      'a value that another parameter does not list',
      7012,
      'Device.WiFi.AccessPoint.1.Security.',
      { ModeEnabled: 'WEP-64' },
    ],
    ['a channel that the radio does not have', 7012, 'Device.WiFi.Radio.1.', { Channel: '36' }],
    ['a reference to what is not there', 7012, 'Device.NAT.PortMapping.1.', { Interface: 'Device.IP.Interface.99' }],
    ['a reference to something else', 7012, 'Device.NAT.PortMapping.1.', { Interface: 'Device.WiFi.SSID.1' }],
    ['a channel with a radar on it', 7009, 'Device.WiFi.Radio.2.', { Channel: '120' }],
    ['a read-only parameter', 7013, 'Device.DeviceInfo.', { SerialNumber: 'X' }],
    ['a key that never changes', 7013, 'Device.LocalAgent.Subscription.1.', { ID: 'new' }],
    ['what was to be written once', 7013, 'Device.NAT.PortMapping.1.', { Alias: 'other' }],
    ['what locks the Controller out', 7007, 'Device.LocalAgent.Controller.1.', { Enable: 'false' }],
  ])('refuses %s (%d)', (_what, code, path, params: Record<string, string>) => {
    expect(refusal(params, path)).toEqual({ code: 7021, params: [[path + (Object.keys(params)[0] ?? ''), code]] });
  });

  it.each([
    ['no path', 7008, 'Device..'],
    ['an object without its dot', 7008, 'Device.WiFi.SSID.1'],
    ['an expression whose type is wrong', 7008, 'Device.WiFi.SSID.[Enable=="true"].'],
    ['an object that is not in the data model', 7026, 'Device.Nope.'],
    ['an instance that is not there', 7016, 'Device.WiFi.SSID.99.'],
    ['a table', 7020, 'Device.WiFi.SSID.'],
  ])('refuses %s (%d)', (_what, code, path) => {
    expect(refusal({ Enable: 'true' }, path)).toEqual({ code, params: [[path, code]] });
  });

  it('takes each object for itself where it may be partial, and all or nothing where not', () => {
    const at = bench();
    const good = settings('Device.WiFi.SSID.1.', { SSID: 'one' });
    const bad = settings('Device.WiFi.SSID.2.', { SSID: 'x'.repeat(33), Enable: 'false' });
    expect(errorIn(at.ask(set([good, bad])))?.errCode).toBe(7021);
    expect(read(at, 'Device.WiFi.SSID.1.SSID')).toBe('Hearth');
    const answer = responseIn(at.ask(set([good, bad], true)), 'setResp');
    expect(answer.updatedObjResults.map(({ operStatus }) => operStatus?.operStatus.case)).toEqual([
      'operSuccess',
      'operFailure',
    ]);
    expect(answer.updatedObjResults[1]?.operStatus?.operStatus.value).toMatchObject({
      errCode: 7021,
      updatedInstFailures: [{ affectedPath: 'Device.WiFi.SSID.2.', paramErrs: [{ param: 'SSID', errCode: 7012 }] }],
    });
    expect(read(at, 'Device.WiFi.SSID.1.SSID')).toBe('one');
    expect(read(at, 'Device.WiFi.SSID.2.Enable')).toBe('true');
  });

  it('sets the rest where what fails was not required', () => {
    const at = bench();
    const answer = responseIn(
      at.ask(set([settings('Device.WiFi.SSID.1.', { SSID: 'one', Nope: '1' }, false)])),
      'setResp',
    );
    expect(answer.updatedObjResults[0]?.operStatus?.operStatus.value).toMatchObject({
      updatedInstResults: [
        { paramErrs: [{ param: 'Nope', errCode: 7010 }], updatedParams: [{ key: 'SSID', value: 'one' }] },
      ],
    });
  });

  it('sets all that a search matches or none of it, and succeeds where it matches nothing', () => {
    const at = bench();
    const all = responseIn(at.ask(set([settings('Device.WiFi.SSID.[SSID=="Hearth"].', { SSID: 'Home' })])), 'setResp');
    const status = all.updatedObjResults[0]?.operStatus?.operStatus;
    expect(status?.case === 'operSuccess' && status.value.updatedInstResults.length).toBe(3);
    const answer = responseIn(at.ask(set([settings('Device.WiFi.Radio.*.', { Channel: '6' })], true)), 'setResp');
    expect(answer.updatedObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operFailure',
      value: { updatedInstFailures: [{ affectedPath: 'Device.WiFi.Radio.2.' }] },
    });
    const none = responseIn(at.ask(set([settings('Device.WiFi.SSID.[SSID=="Hearth"].', { SSID: 'x' })])), 'setResp');
    expect(none.updatedObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operSuccess',
      value: { updatedInstResults: [] },
    });
  });

  it('finds values that contradict each other (7014), wherever they stand in the Message', () => {
    const pool = 'Device.DHCPv4.Server.Pool.1.';
    expect(refusal({ MinAddress: '192.168.1.250' }, pool)).toEqual({
      code: 7021,
      params: [[`${pool}MinAddress`, 7014]],
    });
    const at = bench();
    const both = set([
      settings(pool, { MinAddress: '192.168.1.250' }),
      settings(pool, { MaxAddress: '192.168.1.254' }),
    ]);
    expect(errorIn(at.ask(both))).toBeUndefined();
    expect(read(at, `${pool}MinAddress`)).toBe('192.168.1.250');
  });

  it('lets keys be exchanged within a Message, but never be alike in the end (7025)', () => {
    const at = bench();
    const exchange = set([
      settings(`${mapping}1.`, { ExternalPort: '2222' }),
      settings(`${mapping}2.`, { ExternalPort: '443' }),
    ]);
    expect(errorIn(at.ask(exchange))).toBeUndefined();
    expect([read(at, `${mapping}1.ExternalPort`), read(at, `${mapping}2.ExternalPort`)]).toEqual(['2222', '443']);
    const error = errorIn(at.ask(set([settings(`${mapping}1.`, { ExternalPort: '443' })])));
    expect(error).toMatchObject({
      errCode: 7025,
      paramErrs: [{ paramPath: `${mapping}1.ExternalPort`, errCode: 7025 }],
    });
    expect(read(at, `${mapping}1.ExternalPort`)).toBe('2222');
  });

  it('takes references by key and gives them by number', () => {
    const at = bench();
    at.ask(set([settings(`${mapping}1.`, { Interface: 'Device.IP.Interface.[Name=="lan"].' })]));
    expect(read(at, `${mapping}1.Interface`)).toBe('Device.IP.Interface.2');
  });

  it('shows the member of a union that its discriminator chooses', () => {
    const at = bench();
    const answer = at.ask(set([settings('Device.LocalAgent.MTP.1.', { 'MQTT.PublishQoS': '2', Protocol: 'MQTT' })]));
    expect(errorIn(answer)).toBeUndefined();
    expect(read(at, 'Device.LocalAgent.MTP.1.MQTT.PublishQoS')).toBe('2');
    expect(at.agent.store.find('Device.LocalAgent.MTP.1.WebSocket.')).toBeUndefined();
  });

  it('reads secrets as empty, whoever asks', () => {
    const at = bench();
    const path = 'Device.WiFi.AccessPoint.1.Security.';
    const answer = responseIn(at.ask(set([settings(path, { KeyPassphrase: 'a new secret' })])), 'setResp');
    expect(JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value))).not.toContain(
      'a new secret',
    );
    const got = responseIn(at.ask({ kind: 'Get', paths: [`${path}KeyPassphrase`] }), 'getResp');
    expect(got.reqPathResults[0]?.resolvedPathResults[0]?.resultParams).toMatchObject([
      { key: 'KeyPassphrase', value: '' },
    ]);
    expect(read(at, `${path}KeyPassphrase`)).toBe('a new secret');
  });
});

describe('Add', () => {
  const newMapping = (params: Record<string, string> = {}) =>
    settings(mapping, { ExternalPort: '8080', InternalPort: '80', Protocol: 'TCP', Enable: 'true', ...params });

  it('adds a row, gives it the keys that were not said, and says all of them', () => {
    const at = bench();
    const answer = responseIn(at.ask(add([newMapping()])), 'addResp');
    expect(answer.createdObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operSuccess',
      value: {
        instantiatedPath: `${mapping}5.`,
        uniqueKeys: [
          { key: 'Alias', value: 'cpe-5' },
          { key: 'RemoteHost', value: '' },
          { key: 'ExternalPort', value: '8080' },
          { key: 'Protocol', value: 'TCP' },
        ],
      },
    });
    expect(read(at, `${mapping}5.Status`)).toBe('Enabled');
    expect(read(at, `${mapping}5.Description`)).toBe('');
    expect(read(at, 'Device.NAT.PortMappingNumberOfEntries')).toBe('5');
  });

  it('never uses an instance number again', () => {
    const at = bench();
    at.ask(add([newMapping()]));
    at.ask(remove([`${mapping}5.`]));
    const answer = responseIn(at.ask(add([newMapping()])), 'addResp');
    expect(answer.createdObjResults[0]?.operStatus?.operStatus.value).toMatchObject({
      instantiatedPath: `${mapping}6.`,
    });
  });

  it.each([
    ['a key that is taken', 7025, newMapping({ ExternalPort: '443' })],
    ['an Alias as the device makes them', 7021, settings('Device.WiFi.SSID.', { Alias: 'cpe-1' })],
    ['an Alias that begins with a digit', 7021, settings('Device.WiFi.SSID.', { Alias: '88x' }, false)],
    ['a required parameter that fails', 7021, newMapping({ InternalPort: '99999' })],
    ['a single object', 7018, settings('Device.DeviceInfo.', {})],
    ['a row', 7018, settings('Device.WiFi.SSID.1.', {})],
    ['a table that the device keeps itself', 7019, settings('Device.Hosts.Host.', {})],
    ['a table of a row that is not there', 7016, settings('Device.IP.Interface.99.IPv4Address.', {})],
    ['a table that is not in the data model', 7026, settings('Device.Nope.', {})],
    ['what is no path', 7008, settings('Device.[', {})],
  ])('refuses %s (%d), and leaves no trace', (_what, code, object) => {
    const at = bench();
    const before = responseIn(
      at.ask({ kind: 'GetInstances', paths: [mapping, 'Device.WiFi.SSID.'] }),
      'getInstancesResp',
    );
    expect(errorIn(at.ask(add([object])))?.errCode).toBe(code);
    const answer = responseIn(at.ask(add([object], true)), 'addResp');
    expect(answer.createdObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operFailure',
      value: { errCode: code },
    });
    const after = responseIn(
      at.ask({ kind: 'GetInstances', paths: [mapping, 'Device.WiFi.SSID.'] }),
      'getInstancesResp',
    );
    expect(after).toEqual(before);
  });

  it('refuses a ninth network on a radio (7017) and a row too many (7005)', () => {
    const at = bench();
    const ssid = add([settings('Device.WiFi.SSID.', { LowerLayers: 'Device.WiFi.Radio.3' })]);
    for (let number = 0; number < 7; number++) expect(errorIn(at.ask(ssid))).toBeUndefined();
    expect(errorIn(at.ask(ssid))?.errCode).toBe(7017);
    const many = add(Array.from({ length: 1_001 }, () => settings(mapping, {})));
    expect(errorIn(at.ask(many))?.errCode).toBe(7005);
    expect(read(at, 'Device.NAT.PortMappingNumberOfEntries')).toBe('4');
  });

  it('adds to every table that a search matches', () => {
    const at = bench();
    const object = settings('Device.DHCPv4.Server.Pool.*.Option.', { Tag: '66', Value: 'AB' });
    const answer = responseIn(at.ask(add([object])), 'addResp');
    expect(answer.createdObjResults.map(({ operStatus }) => operStatus?.operStatus.case)).toEqual([
      'operSuccess',
      'operSuccess',
    ]);
    // One table has the key by now.
    at.ask(remove(['Device.DHCPv4.Server.Pool.1.Option.2.']));
    const half = settings('Device.DHCPv4.Server.Pool.*.Option.', { Tag: '66', Value: 'AB', Enable: 'true' });
    at.ask(set([settings('Device.DHCPv4.Server.Pool.2.Option.2.', { Enable: 'true' })]));
    expect(errorIn(at.ask(add([half])))?.errCode).toBe(7025);
    const partial = responseIn(at.ask(add([half], true)), 'addResp');
    expect(partial.createdObjResults.map(({ operStatus }) => operStatus?.operStatus.case)).toEqual([
      'operSuccess',
      'operFailure',
    ]);
  });
});

describe('Delete', () => {
  it('deletes rows with all below them, and empties the strong references to them', () => {
    const at = bench();
    const answer = responseIn(at.ask(remove(['Device.DHCPv4.Server.Pool.2.'])), 'deleteResp');
    expect(answer.deletedObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operSuccess',
      value: { affectedPaths: ['Device.DHCPv4.Server.Pool.2.'], unaffectedPathErrs: [] },
    });
    expect(at.agent.store.find('Device.DHCPv4.Server.Pool.2.Option.1.')).toBeUndefined();
    at.ask(remove(['Device.WiFi.SSID.4.']));
    expect(read(at, 'Device.WiFi.AccessPoint.4.SSIDReference')).toBe('');
    expect(read(at, 'Device.Bridging.Bridge.2.Port.2.LowerLayers')).toBe('');
    expect(read(at, 'Device.WiFi.AccessPoint.4.Status')).toBe('Error_Misconfigured');
  });

  it.each([
    ['a table that the device keeps itself', 7024, 'Device.Hosts.Host.1.'],
    ['the last row of a table that needs one', 7024, 'Device.DHCPv4.Client.1.'],
    ['what belongs to the device', 7024, 'Device.Users.User.1.'],
    ['a group with users in it', 7015, 'Device.Users.Group.2.'],
    ['the Controller itself', 7007, 'Device.LocalAgent.Controller.1.'],
  ])('refuses %s (%d): an Error, or an unaffected path', (_what, code, path) => {
    const at = bench();
    expect(errorIn(at.ask(remove([path])))).toMatchObject({
      errCode: code,
      paramErrs: [{ paramPath: path, errCode: code }],
    });
    const answer = responseIn(at.ask(remove([path], true)), 'deleteResp');
    expect(answer.deletedObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operSuccess',
      value: { affectedPaths: [], unaffectedPathErrs: [{ unaffectedPath: path, errCode: code }] },
    });
    expect(at.agent.store.find(path)).toBeDefined();
  });

  it.each([
    ['a single object', 7018, 'Device.DeviceInfo.'],
    ['a table', 7018, 'Device.WiFi.SSID.'],
    ['what is not in the data model', 7026, 'Device.Nope.1.'],
    ['what is no path', 7008, 'Device.WiFi.SSID.0.'],
  ])('refuses %s (%d)', (_what, code, path) => {
    expect(errorIn(bench().ask(remove([path])))?.errCode).toBe(code);
    const answer = responseIn(bench().ask(remove([path], true)), 'deleteResp');
    expect(answer.deletedObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operFailure',
      value: { errCode: code },
    });
  });

  it('takes an instance that is not there for deleted, unless all or nothing is asked', () => {
    const path = 'Device.WiFi.SSID.99.';
    expect(errorIn(bench().ask(remove([path])))?.errCode).toBe(7016);
    const answer = responseIn(bench().ask(remove([path], true)), 'deleteResp');
    expect(answer.deletedObjResults[0]?.operStatus?.operStatus).toMatchObject({
      case: 'operSuccess',
      value: { affectedPaths: [] },
    });
    const search = responseIn(bench().ask(remove(['Device.WiFi.SSID.[SSID=="none"].'])), 'deleteResp');
    expect(search.deletedObjResults[0]?.operStatus?.operStatus.case).toBe('operSuccess');
  });

  it('undoes all where one of several fails', () => {
    const at = bench();
    expect(errorIn(at.ask(remove([`${mapping}*.`, 'Device.Users.User.1.'])))?.errCode).toBe(7024);
    expect(read(at, 'Device.NAT.PortMappingNumberOfEntries')).toBe('4');
    expect([...at.agent.store.table(mapping).rows.keys()]).toEqual([1, 2, 3, 4]);
  });
});

describe('failures on request', () => {
  it.each([
    ['message', 7000, 'set', 7000],
    ['message', 7003, 'set', 7003],
    ['message', 7004, 'set', 7004],
    ['set', 7020, 'Device.WiFi.SSID.*.', 7020],
    ['param', 7006, 'Device.WiFi.SSID.1.SSID', 7021],
  ] as const)('%s fails with %d where it was asked to', (step, code, path, expected) => {
    const at = new Bench({ faults: [{ step, code, path, message: 'as asked' }] }).open();
    const answer = at.ask(set([settings('Device.WiFi.SSID.1.', { SSID: 'x' })]));
    expect(errorIn(answer)?.errCode).toBe(expected);
    expect(read(at, 'Device.WiFi.SSID.1.SSID')).toBe('Hearth');
  });
});
