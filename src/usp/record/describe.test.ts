import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, type Msg } from '../message/message.ts';
import { randomMsg, randomRecord } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { vectorBytes } from '../testing/vectors.ts';
import { messageTypeName, summariseMessage, summariseRecord } from './describe.ts';
import { decodeRecord, encodeRecord } from './record.ts';

function vectorMsg(name: string): Msg {
  const decoded = decodeMessage(vectorBytes(name));
  if (!decoded.ok) throw new Error(decoded.fault.detail);
  return decoded.msg;
}

describe('one line on a Message', () => {
  it.each([
    ['get', 'Device.DeviceInfo., Device.WiFi.Radio.*.Channel'],
    ['get_resp', '2 results, 1 failed'],
    ['set', 'Device.WiFi.SSID.1.'],
    ['set_resp_success', '1 result'],
    ['set_resp_failure', '1 result, 1 failed'],
    ['add', 'Device.LocalAgent.Subscription.'],
    ['add_resp', '1 result'],
    ['delete', 'Device.LocalAgent.Subscription.7.'],
    ['operate', 'Device.IP.Diagnostics.IPPing()'],
    ['operate_resp_async', 'Device.IP.Diagnostics.IPPing()'],
    ['notify_value_change', 'Device.WiFi.Radio.1.Channel'],
    ['notify_event', 'Device.Boot!'],
    ['notify_object_deletion', 'Device.Hosts.Host.4.'],
    ['notify_operation_complete', 'Device.IP.Diagnostics.IPPing()'],
    ['notify_onboard_request', '00256D GW 0123'],
    ['get_supported_protocol_resp', '1.3,1.4'],
    ['deregister', 'Device.Vendor.'],
    ['error', '7004 Invalid arguments'],
  ])('%s: %s', (name, line) => {
    expect(summariseMessage(vectorMsg(name))).toBe(line);
  });

  it.each([
    ['get', 'GET'],
    ['get_supported_protocol_resp', 'GET_SUPPORTED_PROTO_RESP'],
    ['error', 'ERROR'],
  ])('%s is called %s', (name, called) => {
    expect(messageTypeName(vectorMsg(name))).toBe(called);
  });
});

it('every Record and Message there can be has a line', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = new Random(seed);
      expect(typeof summariseMessage(randomMsg(random))).toBe('string');
      const { $typeName: _, ...init } = randomRecord(random, { toId: 'self::us', fromId: 'self::them' });
      const bytes = encodeRecord(init);
      const decoded = decodeRecord(bytes);
      expect(decoded.ok && typeof summariseRecord(decoded.record)).toBe('string');
    }),
    { numRuns: 500 },
  );
});
