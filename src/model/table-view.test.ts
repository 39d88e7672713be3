import { describe, expect, it } from 'vitest';
import type { ParamType } from '../usp/message/answer-types.ts';
import { DeviceModel } from './device-model.ts';
import { gridCsv, gridJson } from './grid.ts';
import { arrangeRows, columnOrder, tableGrid, type ShownOf } from './table-view.ts';

function hosts(): DeviceModel {
  const model = new DeviceModel();
  const param = (name: string, type: ParamType = 'string') =>
    ({ name, type, access: 'readOnly', valueChange: 'allowed' }) as const;
  const object = {
    path: 'Device.H.{i}.',
    access: 'readOnly',
    isMultiInstance: true,
    params: [param('Signal', 'int'), param('Note'), param('Key'), param('Password'), param('Enable', 'boolean')],
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [['Key']],
  } as const;
  model.take({ kind: 'GetSupportedDM', results: [{ requestedPath: '', dataModelInstUri: '', objects: [object] }] }, 1);
  const row = (number: number, signal: string, note: string, password = 'geheim') => ({
    path: `Device.H.${number}.`,
    params: [
      ['Signal', signal],
      ['Note', note],
      ['Password', password],
    ] as const,
  });
  const objects = [row(1, '-9', 'nine, "quoted"'), row(2, '-70', '=SUM(A1)'), row(10, '100', 'ten', 'a')];
  model.take({ kind: 'Get', results: [{ requestedPath: '', objects }] }, 1);
  return model;
}

const isSecret = (name: string): boolean => name === 'Password';

function arranged(filter: string, column: string, down = false, shownOf?: ShownOf): string[] {
  const model = hosts();
  const rows = model.table('Device.H.')?.rows ?? [];
  return arrangeRows(model, rows, model.supported.node('Device.H.'), filter, { column, down }, isSecret, shownOf);
}

describe('arrangeRows', () => {
  it('orders numbers by size, by instance number where no column is chosen', () => {
    expect(arranged('', 'Signal')).toEqual(['Device.H.2.', 'Device.H.1.', 'Device.H.10.']);
    expect(arranged('', '', true)).toEqual(['Device.H.10.', 'Device.H.2.', 'Device.H.1.']);
  });

  it('filters by any value that may be seen, not by a secret', () => {
    expect(arranged('QUOTED', '')).toEqual(['Device.H.1.']);
    expect(arranged('geheim', '')).toEqual([]);
    // Nor does an order tell of it.
    expect(arranged('', 'Password')).toEqual(['Device.H.1.', 'Device.H.2.', 'Device.H.10.']);
  });
});

describe('a value that is shown otherwise than it is said', () => {
  it('is found as both, secrets as neither', () => {
    const shown: ShownOf = (name, value) => (name === 'Note' ? value : `${value}\u202fdBm`);
    expect(arranged('-70 DBM', '', false, shown)).toEqual(['Device.H.2.']);
    expect(arranged('-70', '', false, shown)).toEqual(['Device.H.2.']);
    expect(arranged('geheim dbm', '', false, shown)).toEqual([]);
  });
});

describe('columns and CSV', () => {
  it('puts the usual names and unique keys first', () => {
    const node = hosts().supported.node('Device.H.');
    expect(node && columnOrder(node).map((column) => column.name)).toEqual([
      'Enable',
      'Key',
      'Signal',
      'Note',
      'Password',
    ]);
  });

  it('quotes cells, disarms formulas, and leaves secrets out and says so', () => {
    const model = hosts();
    const node = model.supported.node('Device.H.');
    const grid = tableGrid(model, ['Device.H.1.', 'Device.H.2.'], node ? columnOrder(node) : [], isSecret);
    expect(grid.leftOut).toEqual(['Password']);
    expect(gridJson(grid)).not.toContain('geheim');
    expect(gridCsv(grid)).toBe(
      'Path,Enable,Key,Signal,Note\r\n' + 'Device.H.1.,,,-9,"nine, ""quoted"""\r\n' + "Device.H.2.,,,-70,'=SUM(A1)\r\n",
    );
  });
});
