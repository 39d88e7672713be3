import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridCsv, gridJson } from './grid.ts';

describe('a grid', () => {
  it('goes out as CSV and as JSON, names of a peer as they are', () => {
    const grid = { columns: ['Path', '__proto__'], rows: [['Device.A.1.', 'say "hi"']], leftOut: [] };
    expect(gridCsv(grid)).toBe('Path,__proto__\r\nDevice.A.1.,"say ""hi"""\r\n');
    expect(gridJson(grid)).toBe('[\n  {"Path": "Device.A.1.", "__proto__": "say \\"hi\\""}\n]\n');
    expect(gridJson({ ...grid, rows: [] })).toBe('[]\n');
  });

  it('is the same when read again, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (values) => {
        const grid = { columns: ['Value'], rows: values.map((value) => [value]), leftOut: [] };
        const read = JSON.parse(gridJson(grid)) as readonly { readonly Value: string }[];
        expect(read.map(({ Value }) => Value)).toEqual(values);
      }),
    );
  });
});
