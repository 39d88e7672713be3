import { describe, expect, it } from 'vitest';
import { buildHome } from '../home/build-home.ts';
import { countParams } from '../home/large.ts';
import { Life } from '../life/life.ts';
import { judgeValue } from '../store/judge-value.ts';
import { resolvePath } from '../resolve/resolve-path.ts';
import { asyncCommands, syncCommands } from '../operations/device-commands.ts';
import { deviceSchema } from './device-schema.ts';
import { parseSchema } from './parse-schema.ts';
import { parseSpec } from './parse-spec.ts';

const home = (size: 'home' | 'large') => {
  const now = Date.UTC(2026, 0, 1);
  const options = {
    endpointId: 'os::00005E-T',
    controllers: [{ endpointId: 'self::c', role: 'full' as const }],
    seed: 3,
  };
  const store = buildHome({ ...options, size, now });
  return { store, life: new Life(store, 3, now) };
};

describe('the supported data model', () => {
  it('reads a spec with all its facets', () => {
    const { spec, quiet } = parseSpec(
      'string[1..3] (8..63) {A b|C} total=..99 ->weak:Device.X.|Device.Y. =" d" quiet ~ a+ ~ ',
      new Map(),
    );
    expect(quiet).toBe(true);
    expect(spec).toEqual({
      type: 'string',
      secret: false,
      facets: {
        sizes: [[8, 63]],
        enumeration: ['A b', 'C'],
        list: { minItems: 1, maxItems: 3, sizes: [[null, 99]] },
        patterns: ['a+', ''],
      },
      reference: { strength: 'weak', to: 'row', targets: ['Device.X.', 'Device.Y.'] },
      defaultValue: ' d',
    });
    expect(() => parseSpec('strnig', new Map())).toThrow('strnig');
    expect(() => parseSchema('Device.A.\n', '')).toThrow('no parent');
  });

  it('runs every command that it supports, and supports every command that it runs', () => {
    const supported = [...deviceSchema().objects.values()].flatMap(({ path, commands }) =>
      [...commands.values()].map(({ name, async }) => `${path}${name} ${String(async)}`),
    );
    const run = [...syncCommands.keys()].map((path) => `${path} false`);
    run.push(...[...asyncCommands.keys()].map((path) => `${path} true`));
    expect(run.sort()).toEqual(supported.sort());
  });

  it('has keys, counters and references that are there', () => {
    const { objects } = deviceSchema();
    for (const { path, keys, params, countParam } of objects.values()) {
      for (const key of keys) for (const name of key.params) expect(params.has(name), `${path}${name}`).toBe(true);
      if (countParam === undefined) continue;
      const parent = path.split('.').slice(0, -3).join('.') + '.';
      expect(objects.get(parent)?.params.has(countParam), `${path} ${countParam}`).toBe(true);
    }
  });
});

describe('the home', () => {
  it('has at least 60 objects and 1,500 parameters, and 100,000 when it is large', () => {
    const { store } = home('home');
    expect(new Set([...store.walk()].map(({ def }) => def.path)).size).toBeGreaterThanOrEqual(60);
    expect(countParams(store)).toBeGreaterThanOrEqual(1_500);
    expect(countParams(home('large').store)).toBeGreaterThanOrEqual(100_000);
  });

  it.each(['home', 'large'] as const)('holds only values that TR-181 allows (%s), also when it has lived', (size) => {
    const { store, life } = home(size);
    life.advance(store.now + 300_000);
    const wrong: string[] = [];
    for (const node of store.walk()) {
      for (const param of node.def.params.values()) {
        const value = store.read(node, param.name);
        if (param.spec.secret && value === '') continue;
        const judged = judgeValue(store, node, param, value);
        if (!judged.ok || judged.value !== value) {
          wrong.push(`${node.path}${param.name} = ${value}: ${judged.ok ? judged.value : judged.message}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps its unique keys unique', () => {
    const { store } = home('large');
    for (const node of store.walk()) {
      for (const child of store.childrenOf(node)) {
        if (child.kind !== 'table') continue;
        for (const { params } of child.def.keys) {
          const keys = [...child.rows.values()].map((row) =>
            JSON.stringify(params.map((name) => store.read(row, name))),
          );
          expect(new Set(keys).size, `${child.path} ${params.join()}`).toBe(keys.length);
        }
      }
    }
  });

  it('has references that lead somewhere', () => {
    const { store } = home('home');
    for (const node of store.walk()) {
      for (const { name, spec } of node.def.params.values()) {
        if (spec.reference?.strength !== 'strong' || store.read(node, name) === '') continue;
        const resolved = resolvePath(store, `${node.path}${name}+.`);
        expect(resolved.ok && resolved.targets.length, `${node.path}${name} = ${store.read(node, name)}`).toBe(1);
      }
    }
  });
});
