import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../usp/message/message.ts';
import type { UspRequest } from '../usp/message/request-types.ts';
import { writeRequest } from '../usp/message/write-request.ts';
import { encodeRecord } from '../usp/record/record.ts';
import { anyNearPath } from '../usp/testing/path-arbitrary.ts';
import { agentId, Bench, controllerId, responseIn } from './testing/bench.ts';

const at = new Bench().open();
const names = fc.oneof(
  fc.constantFrom('SSID', 'Enable', 'Alias', '__proto__', 'constructor', 'Stats.BytesSent', '', 'toString', 'a.b.c'),
  fc.string({ maxLength: 12 }),
);
const paths = fc.oneof(
  anyNearPath,
  fc.constantFrom(
    'Device.',
    'Device.WiFi.SSID.',
    'Device.WiFi.SSID.1.',
    'Device.WiFi.SSID.*.',
    'Device.NAT.PortMapping.',
    'Device.__proto__.',
    'Device.WiFi.SSID.100000000.',
    'Device.LocalAgent.Subscription.',
    'Device.IP.Diagnostics.IPPing()',
  ),
);
const settings = fc.array(fc.record({ param: names, value: fc.string(), required: fc.boolean() }), { maxLength: 4 });
const objects = fc.array(fc.record({ path: paths, params: settings }), { maxLength: 3 });
const anyRequest: fc.Arbitrary<UspRequest> = fc.oneof(
  fc.record({ kind: fc.constant('Get' as const), paths: fc.array(paths, { maxLength: 3 }), maxDepth: fc.nat(3) }),
  fc.record({ kind: fc.constant('GetInstances' as const), paths: fc.array(paths, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('GetSupportedDM' as const), paths: fc.array(paths, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('Set' as const), objects, allowPartial: fc.boolean() }),
  fc.record({ kind: fc.constant('Add' as const), objects, allowPartial: fc.boolean() }),
  fc.record({
    kind: fc.constant('Operate' as const),
    command: paths,
    args: fc.array(fc.tuple(names, fc.string()), { maxLength: 4 }),
  }),
);

describe('whatever a Controller sends', () => {
  it('every Request is answered, and never with an internal error', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const answer = at.ask(request);
        const body = answer?.body?.msgBody;
        expect(body?.case === 'response' || body?.case === 'error').toBe(true);
        if (body?.case === 'error') expect(body.value.errCode, body.value.errMsg).not.toBe(7003);
      }),
      { numRuns: 2_000 },
    );
  });

  it('damaged Records change nothing and end nothing', () => {
    const request = writeRequest('damaged', {
      kind: 'Set',
      objects: [{ path: 'Device.WiFi.SSID.1.', params: [{ param: 'SSID', value: 'x' }] }],
    });
    const payload = encodeMessage(request);
    const record = encodeRecord({
      toId: agentId,
      fromId: controllerId,
      recordType: { case: 'noSessionContext', value: { payload } },
    });
    fc.assert(
      fc.property(fc.nat(record.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (index, mask, cut) => {
        const damaged = cut ? record.slice(0, index) : record.slice();
        if (!cut) damaged[index] = (damaged[index] ?? 0) ^ mask;
        at.agent.handleRecord({ connection: `to ${controllerId}`, bytes: damaged }, at.now);
      }),
      { numRuns: 5_000 },
    );
    // Some of them were connect or DisconnectRecords: a fresh connection speaks for itself.
    at.open();
    const answer = at.ask({ kind: 'Get', paths: ['Device.DeviceInfo.ModelName'] });
    expect(responseIn(answer, 'getResp').reqPathResults[0]?.errCode).toBe(0);
    expect(Object.prototype).not.toHaveProperty('SSID');
  });
});
