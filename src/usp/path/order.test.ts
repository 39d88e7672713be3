import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInstancePaths } from './order.ts';
import { anyPlainPath } from '../testing/path-arbitrary.ts';

const anyText = fc.oneof(
  anyPlainPath,
  fc.array(fc.constantFrom('A', 'B', '.', '1', '2', '10', '01', '0'), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string(),
);

describe('the order of paths [R-ARC.7]', () => {
  it('counts instance numbers as numbers', () => {
    const sorted = [
      'Device.Hosts.',
      'Device.Hosts.Host.',
      'Device.Hosts.Host.2.',
      'Device.Hosts.Host.2.Active',
      'Device.Hosts.Host.2.IPv4Address.1.',
      'Device.Hosts.Host.10.',
      'Device.Hosts.Host.100000000.',
      'Device.Hosts.HostNumberOfEntries',
    ];
    expect([...sorted].reverse().sort(compareInstancePaths)).toEqual(sorted);
  });

  it('compares the segment, not the text: Host and Host2 are no tables of one another', () => {
    expect(compareInstancePaths('Device.Host.9.X', 'Device.Host2.1.X')).toBeLessThan(0);
    expect(compareInstancePaths('A.99999999999999999999998', 'A.99999999999999999999999')).toBeLessThan(0);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (a, b, c) => {
        const [x = '', y = '', z = ''] = [a, b, c].sort(compareInstancePaths);
        expect(compareInstancePaths(x, y)).toBeLessThanOrEqual(0);
        expect(compareInstancePaths(y, z)).toBeLessThanOrEqual(0);
        expect(compareInstancePaths(x, z)).toBeLessThanOrEqual(0);
        expect(Math.sign(compareInstancePaths(a, b)) + Math.sign(compareInstancePaths(b, a))).toBe(0);
        expect(compareInstancePaths(a, b) === 0).toBe(a === b);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps what an object holds together', () => {
    fc.assert(
      fc.property(fc.array(anyPlainPath, { minLength: 2, maxLength: 40 }), (paths) => {
        const sorted = [...paths].sort(compareInstancePaths);
        const roots = sorted.map((path) => path.slice(0, path.indexOf('.')));
        const changes = roots.filter((root, index) => root !== roots[index - 1]).length;
        expect(changes).toBe(new Set(roots).size);
      }),
    );
  });
});
