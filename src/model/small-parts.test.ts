import { describe, expect, it } from 'vitest';
import { shapeOutput } from './output-tables.ts';
import { ancestorPaths, compareParts, parentPath, pathKind, splitMember, toSupportedPath } from './path-parts.ts';
import { isSecret } from './secrets.ts';
import { ago, duration, uptimeSpan } from './spans.ts';
import { addSubscription, isOurSubscription, subscriptionId } from './subscription-plan.ts';

describe('path parts', () => {
  it('takes paths apart', () => {
    expect(parentPath('Device.IP.Interface.1.')).toBe('Device.IP.Interface.');
    expect(parentPath('Device.')).toBe('');
    expect(splitMember('Device.IP.Ping()')).toEqual({ object: 'Device.IP.', name: 'Ping()' });
    expect(toSupportedPath('Device.IP.Interface.12.Name')).toBe('Device.IP.Interface.{i}.Name');
    expect(ancestorPaths('Device.A.1.')).toEqual(['Device.', 'Device.A.']);
    expect(pathKind('Device.Boot!')).toBe('event');
    expect(['10', '9', 'b', 'a'].sort(compareParts)).toEqual(['9', '10', 'a', 'b']);
  });
});

describe('isSecret', () => {
  it('goes by access and by name', () => {
    expect(isSecret('Device.WiFi.AccessPoint.1.Security.KeyPassphrase')).toBe(true);
    expect(isSecret('PreSharedKey')).toBe(true);
    expect(isSecret('PIN')).toBe(true);
    expect(isSecret('Anything', { access: 'writeOnly', type: 'string' })).toBe(true);
    expect(isSecret('CommandKey')).toBe(false);
    expect(isSecret('PasswordLength', { access: 'readOnly', type: 'unsignedInt' })).toBe(false);
  });
});

describe('spans', () => {
  it('reads as people say it', () => {
    expect(ago(0, 180_000)).toBe('3 min ago');
    expect(ago(180_000, 0)).toBe('in 3 min');
    expect(ago(0, 1_000)).toBe('just now');
    expect(uptimeSpan(273_600_000)).toBe('3 days 4 h');
    expect(duration(2_400)).toBe('2.4 s');
  });
});

describe('shapeOutput', () => {
  it('makes tables of numbered arguments and keeps strange names plain', () => {
    const shaped = shapeOutput([
      ['Status', 'Complete'],
      ['RouteHops.2.Host', 'b'],
      ['RouteHops.1.Host', 'a'],
      ['__proto__', 'x'],
      ['__proto__.1.constructor', 'y'],
    ]);
    expect(shaped.values).toEqual([
      ['Status', 'Complete'],
      ['__proto__', 'x'],
    ]);
    expect(shaped.tables.map((table) => [table.name, table.rows.map((row) => row.index)])).toEqual([
      ['RouteHops', ['1', '2']],
      ['__proto__', ['1']],
    ]);
    expect(shaped.tables[1]?.rows[0]?.cells.get('constructor')).toBe('y');
  });
});

describe('subscriptions of ours [R-NOT.0]', () => {
  it('are known by their ID and end by themselves', () => {
    const id = subscriptionId('watch', 'abc');
    expect(isOurSubscription(id)).toBe(true);
    expect(subscriptionId('x'.repeat(90), 'y')).toHaveLength(64);
    const wish = {
      id,
      notifType: 'ValueChange',
      references: ['Device.A.X'],
      timeToLive: 600,
      persistent: false,
    } as const;
    const params = addSubscription(wish).objects[0]?.params ?? [];
    expect(params.map(({ param, value }) => `${param}=${value}`)).toEqual([
      `ID=${id}`,
      'NotifType=ValueChange',
      'ReferenceList=Device.A.X',
      'Persistent=false',
      'TimeToLive=600',
      'Enable=true',
    ]);
  });
});
