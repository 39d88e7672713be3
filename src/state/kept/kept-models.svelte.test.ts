import { afterEach, describe, expect, it } from 'vitest';
import { SupportedModel } from '../../model/supported-model.ts';
import { supportedObject } from '../../../tools/testing/scripted-device.ts';
import type { Firmware } from './kept-facts.ts';
import { keptBounds, KeptModels } from './kept-models.svelte.ts';
import { keptInMemory, openKeptStore, type KeptStore } from './kept-store.ts';

// In a real browser: a real database keeps.

const firmware: Firmware = { agent: 'os::012345-1', manufacturer: 'Acme', product: 'Box', version: '1.0' };

function model(names: readonly string[] = ['Enable', 'Name']): SupportedModel {
  const supported = new SupportedModel();
  supported.add(supportedObject('Device.', []));
  supported.add(
    supportedObject(
      'Device.IP.Interface.{i}.',
      names.map((name) => [name]),
      {
        access: 'addDelete',
        uniqueKeySets: [['Name'], ['Alias']],
        divergentPaths: ['Device.IP.Interface.1.X.'],
        commands: [{ name: 'Reset()', type: 'async', inputArgs: ['Hard'], outputArgs: ['Status'] }],
        events: [{ name: 'Up!', args: ['Since'] }],
      },
    ),
  );
  return supported;
}

async function opened(store: () => Promise<KeptStore> = openKeptStore): Promise<KeptModels> {
  const kept = new KeptModels(store);
  await kept.load();
  return kept;
}

afterEach(async () => (await opened()).wipe());

describe('what devices supported at earlier visits', () => {
  it('comes back whole after a reload of the page, with all that GetSupportedDM said', async () => {
    const before = model();
    await (await opened()).keep(firmware, before, 1_000);
    const kept = await opened();
    expect(kept.lasting).toBe(true);
    expect(kept.all).toEqual([
      { ...firmware, id: expect.any(String) as string, keptAt: 1_000, objects: 3, params: 2, bytes: kept.bytes },
    ]);
    expect(kept.bytes).toBeGreaterThan(100);
    const after = await kept.supported(kept.of(firmware)?.id ?? '');
    expect([...(after?.nodes() ?? [])]).toEqual([...before.nodes()]);
  });

  it('is one for each firmware; the last of an Agent is known', async () => {
    const kept = await opened();
    await kept.keep(firmware, model(), 1);
    await kept.keep({ ...firmware, version: '1.1' }, model(['Enable']), 2);
    await kept.keep({ ...firmware, agent: 'os::012345-2' }, model(), 3);
    await kept.keep(firmware, model(['Other']), 4);
    expect(kept.all.map(({ agent, version, keptAt }) => [agent, version, keptAt])).toEqual([
      ['os::012345-1', '1.0', 4],
      ['os::012345-2', '1.0', 3],
      ['os::012345-1', '1.1', 2],
    ]);
    expect(kept.latest('os::012345-1')?.version).toBe('1.0');
    expect((await kept.supported(kept.all[0]?.id ?? ''))?.param('Device.IP.Interface.1.Other')).toBeDefined();
  });

  it('keeps rows of tables beside a kept model only', async () => {
    const kept = await opened();
    const tables = [{ path: 'Device.IP.Interface.', rows: [{ path: 'Device.IP.Interface.1.', uniqueKeys: [] }] }];
    await kept.keepTables('nobody', tables);
    expect(await kept.tables('nobody')).toEqual([]);
    await kept.keep(firmware, model(), 1);
    const { id } = kept.all[0] ?? { id: '' };
    await kept.keepTables(id, tables);
    expect(await (await opened()).tables(id)).toEqual(tables);
    await kept.forget(id);
    expect(await kept.tables(id)).toEqual([]);
  });

  it('is bounded: the oldest leave, and one that is far too large is not kept', async () => {
    const kept = await opened(() => Promise.resolve(keptInMemory()));
    for (let at = 0; at <= keptBounds.models; at += 1) {
      await kept.keep({ ...firmware, version: String(at) }, model(), at);
    }
    expect(kept.all.length).toBe(keptBounds.models);
    expect(kept.all.at(-1)?.version).toBe('1');
    const long = 'x'.repeat(1_000);
    const many = Array.from({ length: keptBounds.bytesOfOne / 1_000 }, (_, at) => `${long}${at}`);
    await kept.keep({ ...firmware, version: 'huge' }, model(many), 99);
    expect(kept.all.some(({ version }) => version === 'huge')).toBe(false);
  });

  it('is forgotten by a wipe, also what was being written then', async () => {
    const kept = await opened();
    await kept.keep(firmware, model(), 1);
    const writing = kept.keep({ ...firmware, version: '2' }, model(), 2);
    await kept.wipe();
    await writing;
    expect(kept.all).toEqual([]);
    expect((await opened()).all).toEqual([]);
  });

  it('that another hand has damaged is not believed', async () => {
    const store = keptInMemory();
    const kept = await opened(() => Promise.resolve(store));
    await kept.keep(firmware, model(), 1);
    const { id } = kept.all[0] ?? { id: '' };
    const facts = (await store.facts())[0];
    if (!facts) throw new Error('nothing was kept');
    await store.put(facts, ['[{"path":"Device.","access":"everything"}]']);
    expect(await kept.supported(id)).toBeUndefined();
    expect(kept.all).toEqual([]);
  });

  it('works without a store that works', async () => {
    const refuse = () => Promise.reject(new Error('full'));
    const broken: KeptStore = {
      lasting: true,
      facts: () => Promise.resolve([]),
      parts: refuse,
      tables: refuse,
      put: refuse,
      putTables: refuse,
      delete: refuse,
      clear: refuse,
    };
    const kept = await opened(() => Promise.resolve(broken));
    await kept.keep(firmware, model(), 1);
    expect(kept.all).toEqual([]);
    expect(await kept.tables('x')).toEqual([]);
    expect(await kept.supported('x')).toBeUndefined();
  });
});
