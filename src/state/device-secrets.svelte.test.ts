import { beforeAll, describe, expect, it } from 'vitest';
import { supportedObject } from '../../tools/testing/scripted-device.ts';
import { SupportedModel } from '../model/supported-model.ts';
import { DeviceSecrets } from './device-secrets.ts';
import { standard } from './tr181/standard.svelte.ts';

const model = new SupportedModel();
model.add(
  supportedObject('Device.WiFi.AccessPoint.{i}.Security.', [
    ['KeyPassphrase', 'string', 'readWrite'],
    ['ModeEnabled', 'string', 'readWrite'],
    ['X_ACME_Hidden', 'string', 'writeOnly'],
  ]),
);
const secrets = new DeviceSecrets(() => model);

beforeAll(() => standard.load());

describe('what of a device is masked', () => {
  it('goes by what the device says, by TR-181 and by name', () => {
    const security = 'Device.WiFi.AccessPoint.1.Security.';
    expect(secrets.param(`${security}KeyPassphrase`)).toBe(true);
    expect(secrets.param(`${security}ModeEnabled`)).toBe(false);
    expect(secrets.param(`${security}X_ACME_Hidden`)).toBe(true);
    // Marked by TR-181 alone: neither the name nor the device tells.
    const marked = [...(standard.book?.table.objects.values() ?? [])].flatMap(({ path, params }) =>
      [...params].flatMap(([name, { secured, hidden }]) => (secured || hidden ? [path + name] : [])),
    );
    expect(marked.length).toBeGreaterThan(20);
    expect(marked.filter((path) => !secrets.param(path.replaceAll('{i}', '1')))).toEqual([]);
  });

  it('knows arguments by the command that they are of', () => {
    expect(secrets.argument('Device.LocalAgent.ControllerTrust.ChallengeResponse()', 'input', 'Value')).toBe(true);
    expect(secrets.argument('Device.DeviceInfo.FirmwareImage.1.Download()', 'input', 'Password')).toBe(true);
    expect(secrets.argument('Device.DeviceInfo.FirmwareImage.1.Download()', 'input', 'URL')).toBe(false);
  });

  it('finds secrets in the JSON that an argument is, and writes it down no more than them', () => {
    const secret = ['Data', '{"Report":[{"Device.WiFi.AccessPoint.1.Security.X_ACME_Hidden":"x"}]}'] as const;
    const open = ['Data', '{"Report":[{"Device.WiFi.AccessPoint.1.Security.ModeEnabled":"x"}]}'] as const;
    const push = 'Device.BulkData.Profile.1.Push!';
    expect(secrets.withoutSecrets(push, 'event', [secret])).toEqual({ args: [], omitted: ['Data'] });
    expect(secrets.withoutSecrets(push, 'event', [open])).toEqual({ args: [open], omitted: [] });
    expect(secrets.carried(push, 'event', ['Data', 'a,b'])).toBe(true);
    expect(secrets.carried('Device.X!', 'event', ['Data', 'a,b'])).toBe(false);
    // What the device says of it comes later.
    const later = new SupportedModel();
    const learning = new DeviceSecrets(() => later);
    expect(learning.carried(push, 'event', secret)).toBe(false);
    later.add(supportedObject('Device.WiFi.AccessPoint.{i}.Security.', [['X_ACME_Hidden', 'string', 'writeOnly']]));
    expect(learning.carried(push, 'event', secret)).toBe(true);
  });

  it('keeps what is typed for a secret out of the browser’s storage', () => {
    expect(secrets.draft('Device.WiFi.AccessPoint.1.Security.KeyPassphrase')).toBe(true);
    expect(secrets.draft('Device.DeviceInfo.FirmwareImage.1.Download()#Password')).toBe(true);
    expect(secrets.draft('Device.LocalAgent.ControllerTrust.ChallengeResponse()#Value')).toBe(true);
    expect(secrets.draft('Device.Users.User.+Password')).toBe(true);
    expect(secrets.draft('Device.Users.User.1.+Password')).toBe(true);
    expect(secrets.draft('Device.Users.User.+Username')).toBe(false);
  });

  it('keeps paths that compare a secret out of it', () => {
    const path = 'Device.Users.User.[Password=="hunter2"].Username';
    expect(secrets.inPath(path)).toBe(true);
    expect(secrets.inPath('Device.Users.User.[Username=="a"].Password')).toBe(false);
    for (const key of ['Device.LocalAgent.Subscription.+ReferenceList', 'subscription:+ReferenceList']) {
      expect(secrets.draft(key, `Device.A,${path}`)).toBe(true);
      expect(secrets.draft(key, 'Device.A\nDevice.B')).toBe(false);
    }
    expect(secrets.value('Device.LocalAgent.Subscription.1.ReferenceList', path)).toBe(true);
    expect(secrets.value('Device.LocalAgent.Subscription.1.ReferenceList', 'Device.A,Device.B')).toBe(false);
  });

  it('judges the columns of a table', () => {
    const isSecret = secrets.column('Device.Users.User.');
    expect(['Username', 'Password', 'Password'].map(isSecret)).toEqual([false, true, true]);
  });
});
