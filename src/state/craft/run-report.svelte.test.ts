import { expect, it } from 'vitest';
import { plain, ScriptedWorker } from '../../../tools/testing/scripted-worker.ts';
import { SupportedModel } from '../../model/supported-model.ts';
import type { AnyRequest } from '../../usp/message/request-types.ts';
import { UspClient } from '../../worker/client.ts';
import { DeviceSecrets } from '../device-secrets.ts';
import { DeviceCraft } from './device-craft.svelte.ts';
import { noText, reportJson } from './run-report.ts';

/** Refuses every request that was written by hand. */
class Refusing extends ScriptedWorker {
  override postMessage(message: Parameters<ScriptedWorker['postMessage']>[0] & { request?: AnyRequest }): void {
    super.postMessage(message);
    if (message.request?.kind !== 'Written') return;
    const params = [{ path: 'Device.Users.User.1.Password', code: 7012, message: 'hunter2' }];
    const said = 'The Agent refused: hunter2 is too short (7004 Invalid arguments).';
    this.emit({ type: 'failed', id: message.id, error: plain({ code: 7004, message: said, params }) });
  }
}

it('a report has the codes of what was refused, and not what the Agent said of it', async () => {
  const worker = new Refusing(() => undefined);
  const client = new UspClient(() => worker);
  const secrets = new DeviceSecrets(() => new SupportedModel());
  const status = {
    id: 'gateway',
    agent: 'os::a',
    controllerId: 'self::us',
    presence: 'connected',
    ways: [],
    versions: [],
    lastHeard: 1,
  } as const;
  const craft = new DeviceCraft(client, () => status, secrets);
  const request = { id: '1', name: 'Set it', form: 'bytes', text: '0a 01 31', checks: [] } as const;
  await craft.runAll({ id: 'c', name: 'C', requests: [request], variables: [] }, false);
  const { run } = craft;
  if (!run) throw new Error('nothing ran');
  const outcome = run.steps[0]?.outcome;
  expect(outcome?.kind === 'error' && outcome.error.message).toContain('hunter2');
  const report = reportJson(run, { agent: 'os::a', manufacturer: 'Maker', softwareVersion: '1.2' });
  expect(report).toContain('an Error: 7004 Invalid arguments');
  expect(report).not.toContain('hunter2');
  expect(JSON.parse(report)).toMatchObject({
    by: expect.stringMatching(/^USP Console \S/) as unknown,
    manufacturer: 'Maker',
    softwareVersion: '1.2',
    steps: [{ form: 'bytes', textLeftOut: noText }],
  });
});
