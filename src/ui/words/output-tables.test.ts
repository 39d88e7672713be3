import { describe, expect, it } from 'vitest';
import { shapeOutput } from './output-tables.ts';

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
