import { describe, expect, it } from 'vitest';
import { outputCsv, outputJson, shapeOutput } from './output-tables.ts';

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

describe('a copy of an output', () => {
  const args = [
    ['Status', 'Complete'],
    ['Hops.2.Host', 'b'],
    ['Hops.1.Host', 'a,a'],
    ['__proto__', '=1'],
  ] as const;

  it('as CSV has the values and each table', () => {
    expect(outputCsv(args)).toBe(
      'Name,Value\r\nStatus,Complete\r\n__proto__,\'=1\r\n\r\nHops,Host\r\n1,"a,a"\r\n2,b\r\n',
    );
    expect(outputCsv([])).toBe('');
  });

  it('as JSON has every name as it came', () => {
    expect([...Object.entries(JSON.parse(outputJson(args)) as object)]).toEqual(args);
    expect(JSON.parse(outputJson([]))).toEqual({});
  });
});
