import { describe, expect, it } from 'vitest';
import { Bench, controllerId, errorIn, responseIn } from '../testing/bench.ts';

/** A Controller with a role of its own, made by the one that may do everything. */
function bench(permissions: Record<string, string>[]): Bench {
  const at = new Bench({
    controllers: [
      { endpointId: controllerId, role: 'full' },
      { endpointId: 'self::limited', role: 'untrusted' },
    ],
  });
  at.open().open('self::limited');
  const role = 'Device.LocalAgent.ControllerTrust.Role.3.';
  const add = (path: string, params: Record<string, string>) => {
    const settings = Object.entries(params).map(([param, value]) => ({ param, value, required: true }));
    const error = errorIn(at.ask({ kind: 'Add', objects: [{ path, params: settings }] }));
    if (error) throw new Error(error.errMsg);
  };
  add('Device.LocalAgent.ControllerTrust.Role.', { Name: 'Limited', Enable: 'true' });
  for (const [index, permission] of permissions.entries()) {
    add(`${role}Permission.`, { Order: String(index + 1), Enable: 'true', ...permission });
  }
  const assign = {
    path: 'Device.LocalAgent.Controller.2.',
    params: [{ param: 'AssignedRole', value: role, required: true }],
  };
  const error = errorIn(at.ask({ kind: 'Set', objects: [assign] }));
  if (error) throw new Error(error.errMsg);
  at.notifies('self::limited');
  return at;
}

const ask = (at: Bench, request: Parameters<Bench['ask']>[0]) => at.ask(request, 'self::limited');
const ssid = (param: string, value: string) => ({
  kind: 'Set' as const,
  objects: [{ path: 'Device.WiFi.SSID.1.', params: [{ param, value, required: true }] }],
});

describe('the rights of a Controller', () => {
  const reading = {
    Targets: 'Device.WiFi.',
    Param: 'r---',
    Obj: 'r---',
    InstantiatedObj: 'r---',
    CommandEvent: 'r---',
  };

  it('what may not be read is not there', () => {
    const at = bench([reading]);
    const answer = responseIn(
      ask(at, { kind: 'Get', paths: ['Device.WiFi.SSID.1.SSID', 'Device.NAT.', 'Device.'] }),
      'getResp',
    );
    expect(answer.reqPathResults.map(({ errCode }) => errCode)).toEqual([0, 7026, 0]);
    const seen = new Set(
      answer.reqPathResults[2]?.resolvedPathResults.map(({ resolvedPath }) => resolvedPath.split('.')[1]),
    );
    expect(seen.has('NAT')).toBe(false);
    expect(seen.has('WiFi')).toBe(true);
    const model = responseIn(ask(at, { kind: 'GetSupportedDM', paths: ['Device.WiFi.SSID.'] }), 'getSupportedDmResp');
    expect(model.reqObjResults[0]?.supportedObjs).toHaveLength(2);
  });

  it('what may only be read is neither written, added, deleted nor run (7006)', () => {
    const at = bench([reading]);
    expect(errorIn(ask(at, ssid('SSID', 'mine')))?.paramErrs).toMatchObject([{ errCode: 7006 }]);
    expect(errorIn(ask(at, { kind: 'Add', objects: [{ path: 'Device.WiFi.SSID.', params: [] }] }))?.errCode).toBe(7006);
    expect(errorIn(ask(at, { kind: 'Delete', paths: ['Device.WiFi.SSID.1.'] }))?.errCode).toBe(7006);
    const run = responseIn(
      ask(at, { kind: 'Operate', command: 'Device.WiFi.NeighboringWiFiDiagnostic()' }),
      'operateResp',
    );
    expect(run.operationResults[0]?.operationResp).toMatchObject({ case: 'cmdFailure', value: { errCode: 7006 } });
  });

  it('the Permission of the highest Order decides', () => {
    const writing = { Targets: 'Device.WiFi.SSID.*.SSID', Param: 'rw--' };
    expect(errorIn(ask(bench([reading, writing]), ssid('SSID', 'mine')))).toBeUndefined();
    expect(errorIn(ask(bench([reading, writing]), ssid('Enable', 'false')))?.paramErrs).toMatchObject([
      { errCode: 7006 },
    ]);
    const forbidding = { Targets: 'Device.WiFi.SSID.1.' };
    expect(errorIn(ask(bench([writing, forbidding]), ssid('SSID', 'mine')))?.errCode).toBe(7016);
  });

  it('roles add up, and one that is not enabled counts for nothing', () => {
    const at = bench([reading]);
    // The role of newcomers is still inherited: it lets everybody read what the device is.
    const info = { kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] } as const;
    expect(responseIn(ask(at, info), 'getResp').reqPathResults[0]?.errCode).toBe(0);
    const off = { path: 'Device.LocalAgent.ControllerTrust.Role.2.', params: [{ param: 'Enable', value: 'false' }] };
    at.ask({ kind: 'Set', objects: [off] });
    expect(responseIn(ask(at, info), 'getResp').reqPathResults[0]?.errCode).toBe(7026);
  });

  it('nobody deletes the role that he has himself', () => {
    const at = bench([reading]);
    expect(errorIn(at.ask({ kind: 'Delete', paths: ['Device.LocalAgent.ControllerTrust.Role.1.'] }))?.errCode).toBe(
      7007,
    );
  });
});
