import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SupportedObject } from '../usp/message/answer-types.ts';
import { DeviceModel, modelBounds } from './device-model.ts';
import { historyBounds } from './value-histories.ts';

function supported(path: string, params: string[] = []): SupportedObject {
  return {
    path,
    access: 'readOnly',
    isMultiInstance: path.endsWith('{i}.'),
    params: params.map((name) => ({ name, access: 'readOnly', type: 'string', valueChange: 'allowed' })),
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [],
  };
}

function got(model: DeviceModel, path: string, params: [string, string][], now = 1): void {
  model.take({ kind: 'Get', results: [{ requestedPath: path, objects: [{ path, params }] }] }, now);
}

describe('DeviceModel', () => {
  it('keeps values by object, and makes rows and tables known on the way', () => {
    const model = new DeviceModel();
    got(model, 'Device.IP.Interface.2.', [['Name', 'wan']]);
    expect(model.text('Device.IP.Interface.2.Name')).toBe('wan');
    expect([...(model.table('Device.IP.Interface.')?.rows ?? [])]).toEqual(['Device.IP.Interface.2.']);
    expect([...(model.object('Device.IP.')?.children ?? [])]).toEqual(['Device.IP.Interface.']);
  });

  it('puts a nested parameter in the object that it lies in', () => {
    const model = new DeviceModel();
    got(model, 'Device.IP.Interface.2.', [['Stats.BytesSent', '12']]);
    expect(model.text('Device.IP.Interface.2.Stats.BytesSent')).toBe('12');
    expect(model.object('Device.IP.Interface.2.Stats.')?.params.get('BytesSent')?.value).toBe('12');
  });

  it('keeps the history of a value that changes, bounded, and none of one that does not', () => {
    const model = new DeviceModel();
    for (let at = 1; at <= historyBounds.points + 50; at += 1)
      got(
        model,
        'Device.A.',
        [
          ['X', `${at}`],
          ['Y', 'same'],
        ],
        at,
      );
    const x = model.value('Device.A.X');
    expect(x?.history).toHaveLength(historyBounds.points);
    expect(x?.history?.at(-1)).toEqual({ time: historyBounds.points + 50, value: `${historyBounds.points + 50}` });
    expect(x?.changedAt).toBe(historyBounds.points + 50);
    expect(model.value('Device.A.Y')?.history).toBeUndefined();
    expect(model.value('Device.A.Y')?.changedAt).toBeUndefined();
  });

  it('keeps of large values only as many from before as have room, of one and of all together', () => {
    const model = new DeviceModel();
    const large = (at: number) => `${at}${'x'.repeat(historyBounds.characters / 4)}`;
    for (let at = 1; at <= 150; at += 1) got(model, 'Device.A.', [['X', large(at)]], at);
    const points = model.value('Device.A.X')?.history ?? [];
    expect(points.map(({ time }) => time)).toEqual([148, 149, 150]);
    const all = Math.ceil(historyBounds.all / historyBounds.characters) * 2;
    for (let at = 1; at <= 3; at += 1) {
      for (let n = 0; n < all; n += 1) got(model, 'Device.B.', [[`P${n}`, large(at)]], at);
    }
    expect(model.historyCharacters).toBeLessThanOrEqual(historyBounds.all);
    expect(model.value('Device.A.X')?.history).toBeUndefined();
    expect(model.value('Device.A.X')?.changedAt).toBe(150);
    expect(model.value(`Device.B.P${all - 1}`)?.history?.at(-1)?.time).toBe(3);
    model.remove('Device.B.');
    expect(model.historyCharacters).toBe(0);
  });

  it('takes only so many parameters of one object, however many a device makes up', () => {
    const model = new DeviceModel();
    for (let n = 0; n < modelBounds.params + 500; n += 1) {
      model.notify({ kind: 'ValueChange', paramPath: `Device.A.P${n}`, value: '1' }, 1);
    }
    expect(model.object('Device.A.')?.params.size).toBe(modelBounds.params);
    expect(model.leftOut).toBe(500);
    model.notify({ kind: 'ValueChange', paramPath: 'Device.A.P1', value: '2' }, 2);
    expect(model.text('Device.A.P1')).toBe('2');
  });

  it('takes only so many characters, and shows no value that is not true any more', () => {
    const model = new DeviceModel();
    const share = modelBounds.characters / 8;
    got(model, 'Device.A.', [['Other', 'small']]);
    for (let n = 0; n < 8; n += 1) got(model, 'Device.A.', [[`P${n}`, `${n}`.repeat(share)]]);
    expect(model.characters).toBeLessThanOrEqual(modelBounds.characters);
    expect(model.text('Device.A.P7')).toBeUndefined();
    got(model, 'Device.A.', [['Other', 'x'.repeat(share)]], 2);
    expect(model.text('Device.A.Other')).toBeUndefined();
    got(model, 'Device.A.', [['P1', 'small again']], 3);
    got(model, 'Device.A.', [['Other', 'y']], 3);
    expect(model.text('Device.A.Other')).toBe('y');
    model.addRow('Device.T.1.', [['Key', 'x'.repeat(share * 2)]]);
    expect(model.object('Device.T.1.')?.uniqueKeys).toEqual([]);
  });

  it('drops the rows that a whole listing leaves out, with all below them', () => {
    const model = new DeviceModel();
    got(model, 'Device.H.1.', [['A', '1']]);
    got(model, 'Device.H.10.Sub.', [['A', '1']]);
    got(model, 'Device.H.2.', [['A', '1']]);
    model.setRows('Device.H.', ['Device.H.1.', 'Device.H.2.'], 9);
    expect([...(model.table('Device.H.')?.rows ?? [])].sort()).toEqual(['Device.H.1.', 'Device.H.2.']);
    expect(model.object('Device.H.10.Sub.')).toBeUndefined();
    expect(model.object('Device.H.1.')).toBeDefined();
    expect(model.valueCount).toBe(2);
  });

  it('does as a Notification says', () => {
    const model = new DeviceModel();
    model.notify({ kind: 'ObjectCreation', objPath: 'Device.H.7.', uniqueKeys: [['Alias', 'tv']] }, 1);
    model.notify({ kind: 'ValueChange', paramPath: 'Device.H.7.Active', value: 'true' }, 2);
    expect(model.text('Device.H.7.Active')).toBe('true');
    model.notify({ kind: 'ObjectDeletion', objPath: 'Device.H.7.' }, 3);
    expect(model.value('Device.H.7.Active')).toBeUndefined();
    expect(model.table('Device.H.')?.rows.size).toBe(0);
  });

  it('tells once, then again after its changes were taken', () => {
    let told = 0;
    const model = new DeviceModel(() => (told += 1));
    got(model, 'Device.A.', [
      ['X', '1'],
      ['Y', '2'],
    ]);
    got(model, 'Device.B.', [['X', '1']]);
    expect(told).toBe(1);
    expect([...model.takeChanges().objects].sort()).toEqual(['Device.', 'Device.A.', 'Device.B.']);
    expect(model.takeChanges().objects.size).toBe(0);
    got(model, 'Device.A.', [['X', '2']]);
    expect(told).toBe(2);
  });

  it('finds the supported parameter of a resolved path', () => {
    const model = new DeviceModel();
    const result = {
      requestedPath: 'Device.',
      dataModelInstUri: '',
      objects: [supported('Device.IP.Interface.{i}.', ['Name'])],
    };
    model.take({ kind: 'GetSupportedDM', results: [result] }, 1);
    expect(model.supported.param('Device.IP.Interface.12.Name')?.type).toBe('string');
    expect(model.supported.isTable('Device.IP.Interface.')).toBe(true);
    expect(model.supported.isTable('Device.IP.')).toBe(false);
    expect(model.supported.node('Device.IP.')?.object).toBeUndefined();
    expect(model.supported.node('Device.IP.Interface.')?.path).toBe('Device.IP.Interface.{i}.');
  });

  it('takes names like __proto__ and constructor for plain names', () => {
    const model = new DeviceModel();
    got(model, 'Device.__proto__.', [
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(model.text('Device.__proto__.__proto__')).toBe('x');
    expect(model.text('Device.__proto__.constructor')).toBe('y');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(model.value('Device.toString')).toBeUndefined();
  });

  it('makes no array of a large instance number, and takes no bottomless path', () => {
    const model = new DeviceModel();
    got(model, 'Device.A.4294967295.', [['X', '1']]);
    got(model, `${'a.'.repeat(60_000)}`, [['X', '1']]);
    expect(model.text('Device.A.4294967295.X')).toBe('1');
    expect(model.objectCount).toBeLessThan(10);
  });

  it('counts its values right through any mixture of what comes in and goes', () => {
    const path = fc.constantFrom(
      'Device.',
      'Device.A.',
      'Device.A.1.',
      'Device.A.1.B.',
      'Device.A.2.',
      'Device.A.2.C.3.',
    );
    const step = fc.oneof(
      fc.record({ does: fc.constant('get' as const), path, name: fc.constantFrom('X', 'Y'), value: fc.string() }),
      fc.record({ does: fc.constant('remove' as const), path }),
      fc.record({ does: fc.constant('rows' as const), path: fc.constant('Device.A.'), keep: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const model = new DeviceModel();
        steps.forEach((one, at) => {
          if (one.does === 'get') got(model, one.path, [[one.name, one.value]], at);
          if (one.does === 'remove') model.remove(one.path);
          if (one.does === 'rows') model.setRows(one.path, one.keep ? ['Device.A.1.'] : [], at);
        });
        const counted = [...model.objects()].reduce((sum, node) => sum + node.params.size, 0);
        expect(model.valueCount).toBe(counted);
        const nodes = [...model.objects()];
        const texts = nodes.flatMap((node) => [...node.params].map(([name, { value }]) => name + value));
        expect(model.characters).toBe(texts.join('').length);
        const points = nodes.flatMap((node) => [...node.params.values()].flatMap(({ history }) => history ?? []));
        expect(model.historyCharacters).toBe(points.map(({ value }) => value).join('').length);
        for (const node of model.objects())
          for (const child of node.children ?? []) expect(child.startsWith(node.path)).toBe(true);
      }),
    );
  });
});
