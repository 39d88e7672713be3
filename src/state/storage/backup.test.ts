import { describe, expect, it } from 'vitest';
import type { SavedConnection } from '../connections/connection-schema.ts';
import type { StoredSettings } from '../settings-schema.ts';
import type { ArgumentSet } from '../commands/argument-set-schema.ts';
import type { Collection } from '../../model/craft/crafted.ts';
import type { WatchList } from '../watch/watch-store.ts';
import { readBackup, writeBackup } from './backup.ts';

const settings: StoredSettings = {
  theme: 'dark',
  density: 'compact',
  logEntries: 50_000,
  logMebibytes: 64,
  controllerId: 'self::me',
};
const saved: SavedConnection = {
  config: {
    id: 'a',
    name: 'Lab',
    controllerId: 'self::me',
    mtp: {
      kind: 'mqtt',
      url: 'wss://b.example/mqtt',
      version: '5',
      username: 'u',
      password: 'secret',
      subscribe: [],
      agents: [],
      qos: 1,
    },
    allowPlain: false,
    session: 'off',
    requestTimeout: 30_000,
  },
  password: 'kept',
  createdAt: 1,
  heard: [{ endpointId: 'os::00256D-1', lastHeard: 5 }],
};

const argumentSets = [
  { command: 'Device.X()', name: 'As ever', args: [['Host', 'a.example']], omitted: [] },
] satisfies ArgumentSet[];

function backupOf(text: string) {
  const read = readBackup(text);
  if ('problem' in read) throw new Error(read.problem);
  return read.backup;
}

const watchLists = [
  { device: 'os::00256D-1|self::me', interval: 5_000, entries: [{ path: 'Device.DeviceInfo.UpTime', how: 'poll' }] },
] satisfies WatchList[];
const collections: Collection[] = [
  {
    id: 'c',
    name: 'Mine',
    requests: [{ id: 'r', name: 'Set it', form: 'message', text: 'value: "hunter2"', checks: [] }],
    variables: [],
  },
];
const all = { connections: [saved], settings, argumentSets, watchLists, collections };

describe('the export', () => {
  it('comes back whole where the person asks for all', () => {
    expect(backupOf(writeBackup(all, { passwords: true, requests: true }))).toEqual({
      format: 'usp-console',
      version: 1,
      ...all,
    });
  });

  it('has no request in it unless the person asks for it, as one may hold a password', () => {
    const text = writeBackup(all, { passwords: true, requests: false });
    expect(text).not.toContain('hunter2');
    expect(backupOf(text)).toMatchObject({ collections: [], watchLists });
  });

  it('has no password in it unless the person asks for it', () => {
    const text = writeBackup(all, { passwords: false, requests: false });
    expect(text).not.toContain('secret');
    expect(backupOf(text).connections[0]?.password).toBe('session');
  });
});

describe('the import', () => {
  const good = writeBackup(all, { passwords: true, requests: true });

  it('takes a file of a page that wrote less', () => {
    const older = { ...(JSON.parse(good) as Record<string, unknown>) };
    for (const later of ['argumentSets', 'watchLists', 'collections']) Reflect.deleteProperty(older, later);
    expect(backupOf(JSON.stringify(older))).toMatchObject({ argumentSets: [], watchLists: [], collections: [] });
  });

  it.each([
    ['no JSON', 'hello'],
    ['another format', '{"format":"other"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a bad Endpoint ID', good.replaceAll('self::me', 'me')],
    ['a bad kind', good.replace('"mqtt"', '"coap"')],
    ['a newer version', good.replace('"version": 1', '"version": 2')],
  ])('refuses what is not its own with a reason: %s', (_, text) => {
    const read = readBackup(text);
    expect('problem' in read ? read.problem : '').toMatch(/^The file .+\.$/);
  });

  it('takes no prototype from a file', () => {
    const read = readBackup(good.replace('"settings"', '"__proto__": {"polluted": true}, "settings"'));
    expect('backup' in read).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
