/** The demo device and the project's own Controller, with the linter between them: clean traffic has no errors. */
import { expect, it } from 'vitest';
import { Controller } from '../usp/controller/controller.ts';
import type { SessionMode } from '../usp/exchange/types.ts';
import type { UspRequest } from '../usp/message/request-types.ts';
import { Linter } from '../wire/lint/linter.ts';
import { Agent } from './agent.ts';
import { agentId, controllerId, start } from './testing/bench.ts';

const requests: readonly UspRequest[] = [
  { kind: 'GetSupportedDM', paths: ['Device.'], returnParams: true, returnCommands: true, returnEvents: true },
  { kind: 'Get', paths: ['Device.', 'Device.WiFi.SSID.*.SSID', 'Device.Nope.'] },
  { kind: 'GetInstances', paths: ['Device.WiFi.SSID.'] },
  {
    kind: 'Set',
    objects: [{ path: 'Device.DeviceInfo.', params: [{ param: 'FriendlyName', value: 'cellar', required: true }] }],
  },
  {
    kind: 'Add',
    objects: [
      {
        path: 'Device.LocalAgent.Subscription.',
        params: [
          { param: 'NotifType', value: 'OperationComplete' },
          { param: 'ReferenceList', value: 'Device.SelfTestDiagnostics()' },
          { param: 'Enable', value: 'true' },
        ],
      },
    ],
  },
  { kind: 'Operate', command: 'Device.SelfTestDiagnostics()' },
  { kind: 'Operate', command: 'Device.LocalAgent.Certificate.1.GetFingerprint()' },
  { kind: 'Delete', paths: ['Device.NAT.PortMapping.1.'] },
];

it.each<SessionMode>(['off', 'require'])('finds nothing to complain of, session mode %s', (session) => {
  const agent = new Agent({
    endpointId: agentId,
    controllers: [{ endpointId: controllerId, role: 'full' }],
    seed: 11,
    size: 'home',
    now: start,
  });
  const controller = new Controller({ endpointId: controllerId, idPrefix: 'lint', newSessionId: () => 77n });
  const linter = new Linter();
  const found: string[] = [];
  let now = start;
  let seq = 0;

  function look(direction: 'in' | 'out', bytes: Uint8Array) {
    const { own, stream } = linter.take({ seq: ++seq, time: now, direction, connection: 'c', mtp: 'memory', bytes });
    for (const { rule, severity, words, path } of [...own, ...stream])
      found.push(`${severity} ${rule} ${path}: ${words}`);
  }
  function pump() {
    for (let moved = true; moved;) {
      moved = false;
      for (let out = agent.pollTransmit(); out; out = agent.pollTransmit()) {
        moved = true;
        look('in', out.bytes);
        controller.handleRecord({ connection: 'c', bytes: out.bytes }, now);
      }
      for (let out = controller.pollTransmit(now); out; out = controller.pollTransmit(now)) {
        moved = true;
        look('out', out.bytes);
        agent.handleRecord({ connection: 'a', bytes: out.bytes }, now);
      }
    }
    while (controller.pollEvent());
    while (agent.pollEvent());
  }
  function pass(millis: number) {
    const until = now + millis;
    for (;;) {
      const next = Math.min(agent.nextTimeout(), controller.nextTimeout() ?? Infinity);
      if (next > until) break;
      now = Math.max(now, next);
      agent.handleTimeout(now);
      controller.handleTimeout(now);
      pump();
    }
    now = until;
  }

  agent.connectionOpened({ id: 'a', mtp: 'memory' }, [{ endpointId: controllerId }], now);
  controller.connectionOpened({ id: 'c', mtp: 'memory', session }, [], now);
  pump();
  requests.forEach((request, index) => {
    controller.request(index, agentId, request, {}, now);
    pump();
    pass(5_000);
  });
  pass(120_000);
  expect(seq).toBeGreaterThan(requests.length * 2);
  expect(found).toEqual([]);
});
