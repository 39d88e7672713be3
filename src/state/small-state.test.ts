import { describe, expect, it } from 'vitest';
import { isEndpointId } from '../usp/endpoint-id.ts';
import { readSavedConnection, type SavedConnection } from './connections/connection-schema.ts';
import { mostHeard, withHeard } from './connections/heard-agents.ts';
import { makeEndpointId } from './connections/own-endpoint-id.ts';
import { readPresets } from './connections/presets.ts';

const saved: SavedConnection = {
  config: {
    id: 'a',
    name: 'A',
    controllerId: 'self::me',
    mtp: { kind: 'websocket', url: 'wss://a.example/' },
    allowPlain: false,
    session: 'off',
    requestTimeout: 30_000,
  },
  password: 'none',
  createdAt: 1,
  heard: [],
};

describe('the own Endpoint ID', () => {
  it('is a valid one of the scheme self, and another for other randomness [R-ARC.2a, R-ARC.6]', () => {
    const one = makeEndpointId(new Uint8Array([0, 1, 2, 0xfd, 0xfe, 0xff]));
    expect(one).toBe('self::usp-console-000102fdfeff');
    expect(isEndpointId(one)).toBe(true);
    expect(makeEndpointId(new Uint8Array(6))).not.toBe(one);
  });
});

describe('saved connections', () => {
  it('are read back as they were written', () => {
    expect(readSavedConnection(structuredClone(saved))).toEqual(saved);
  });

  it('are not believed when they are damaged', () => {
    expect(readSavedConnection(undefined)).toBeUndefined();
    expect(readSavedConnection({ ...saved, config: { ...saved.config, controllerId: 'x' } })).toBeUndefined();
    expect(readSavedConnection({ ...saved, config: { ...saved.config, requestTimeout: 0 } })).toBeUndefined();
    expect(readSavedConnection({ ...saved, heard: [{ endpointId: 'os::00256D-1' }] })).toBeUndefined();
  });
});

describe('Agents that were heard', () => {
  it('are added, and moved on only when a minute has passed', () => {
    const first = withHeard(saved, { endpointId: 'os::00256D-1', lastHeard: 1_000 });
    expect(first?.heard).toEqual([{ endpointId: 'os::00256D-1', lastHeard: 1_000 }]);
    expect(first && withHeard(first, { endpointId: 'os::00256D-1', lastHeard: 30_000 })).toBeUndefined();
    expect(first && withHeard(first, { endpointId: 'os::00256D-1', lastHeard: 90_000 })?.heard).toEqual([
      { endpointId: 'os::00256D-1', lastHeard: 90_000 },
    ]);
  });

  it('are bounded: who was silent longest leaves first', () => {
    let all: SavedConnection = saved;
    for (let n = 0; n <= mostHeard; n++) {
      all = withHeard(all, { endpointId: `self::agent-${n}`, lastHeard: n + 1 }) ?? all;
    }
    expect(all.heard).toHaveLength(mostHeard);
    expect(all.heard.some(({ endpointId }) => endpointId === 'self::agent-0')).toBe(false);
  });
});

describe('presets', () => {
  it('are read from links, under the names that the host gives', () => {
    const { presets, problems } = readPresets(
      { connections: [{ name: 'Lab', link: '#connect=wss://a.example/usp' }] },
      'self::me',
    );
    expect(problems).toEqual([]);
    expect(presets).toMatchObject([{ name: 'Lab', connection: { name: 'Lab', controllerId: 'self::me' } }]);
  });

  it('say what is wrong and keep the others', () => {
    const { presets, problems } = readPresets(
      {
        connections: [
          { name: 'Bad', link: '#connect=http://x' },
          { name: 'Demo', link: '#connect=demo' },
        ],
      },
      'self::me',
    );
    expect(presets.map((preset) => preset.name)).toEqual(['Demo']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('Bad');
    expect(readPresets('nonsense', 'self::me').problems).toHaveLength(1);
  });
});
