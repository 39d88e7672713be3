import { describe, expect, it } from 'vitest';
import { commandRisk } from './command-risk.ts';
import { factsWords } from './facts-words.ts';
import { notificationWords } from './notification-words.ts';

describe('commandRisk', () => {
  it('asks before what interrupts or loses something, and only then', () => {
    expect(commandRisk('Device.FactoryReset()')?.words).toContain('can not be undone');
    expect(commandRisk('Device.DeviceInfo.FirmwareImage.2.Activate()')).toBeDefined();
    expect(commandRisk('Device.DeviceInfo.FirmwareImage.2.Download()')?.words).toContain('AutoActivate');
    expect(commandRisk('Device.IP.Interface.1.Reset()')).toBeDefined();
    expect(commandRisk('Device.X_ACME_FactoryDefaults()')).toBeDefined();
    expect(commandRisk('Device.DeviceInfo.TemperatureStatus.TemperatureSensor.1.Reset()')).toBeUndefined();
    expect(commandRisk('Device.IP.Diagnostics.IPPing()')).toBeUndefined();
    expect(commandRisk('constructor')).toBeUndefined();
  });
});

describe('notificationWords', () => {
  it('say what happened, and where', () => {
    const boot = { kind: 'Event', objPath: 'Device.', eventName: 'Boot!', params: [['Cause', 'LocalReboot']] } as const;
    expect(notificationWords(boot)).toMatchObject({
      title: 'The device started: restarted on the spot',
      path: 'Device.Boot!',
      bad: false,
    });
    const failed = {
      kind: 'OperationComplete',
      objPath: 'Device.',
      commandName: 'Ping()',
      commandKey: '',
      outcome: { type: 'failure', error: { code: 7022, message: '' } },
    } as const;
    expect(notificationWords(failed)).toMatchObject({ title: 'Command failed', path: 'Device.Ping()', bad: true });
    const strange = { ...boot, params: [['Cause', '__proto__']] } as const;
    expect(notificationWords(strange).title).toBe('The device started: __proto__');
  });

  it('say that a start was with another firmware, and how software changed', () => {
    const event = (eventName: string, params: readonly (readonly [string, string])[]) =>
      notificationWords({ kind: 'Event', objPath: 'Device.', eventName, params });
    const updated = [['Cause', 'RemoteReboot'] as const, ['FirmwareUpdated', 'true'] as const];
    expect(event('Boot!', updated).title).toBe('The device started: restarted from afar, with another firmware');
    expect(event('DUStateChange!', [['OperationPerformed', 'Install']])).toMatchObject({
      title: 'Software was installed',
      bad: false,
    });
    const fault = [['OperationPerformed', 'Update'] as const, ['Fault.FaultCode', '7229'] as const];
    expect(event('DUStateChange!', fault)).toMatchObject({ title: 'Software was not updated', bad: true });
  });

  it('count a transfer with a fault as failed', () => {
    const transfer = (code: string) =>
      notificationWords({ kind: 'Event', objPath: '', eventName: 'TransferComplete!', params: [['FaultCode', code]] });
    expect(transfer('0').bad).toBe(false);
    expect(transfer('7000').bad).toBe(true);
  });
});

describe('factsWords', () => {
  it('say only what TR-181 really says', () => {
    const facts = {
      type: 'unsignedInt',
      facets: { ranges: [[1, 255]] },
      access: 'readWrite',
      mandatory: false,
      units: 'seconds',
      hidden: false,
      secured: false,
      startsAction: false,
      status: 'current',
    } as const;
    expect(factsWords(facts)).toEqual([
      ['Type', 'unsignedInt, read and write'],
      ['Unit', 'seconds'],
      ['Range', '1 to 255'],
    ]);
  });
});
