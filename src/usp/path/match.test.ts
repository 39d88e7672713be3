import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPath } from './match.ts';
import { parsePath } from './parse.ts';
import { anyPlainPath } from '../testing/path-arbitrary.ts';
import { parentPath, toSupportedPath } from './relate.ts';
import type { Path } from './types.ts';

function parsed(text: string): Path {
  const result = parsePath(text);
  if (!result.ok) throw new Error(result.problem);
  return result.path;
}

describe('matching a path against a search path [R-ARC.7]', () => {
  it.each([
    ['Device.WiFi.', 'Device.WiFi.', 'same'],
    ['Device.WiFi.', 'Device.WiFi.Radio.1.Channel', 'under'],
    ['Device.WiFi.Radio.*.Channel', 'Device.WiFi.Radio.12.Channel', 'same'],
    ['Device.WiFi.Radio.*.', 'Device.WiFi.Radio.12.Stats.BytesSent', 'under'],
    ['Device.WiFi.Radio.{i}.', 'Device.WiFi.Radio.3', 'same'],
    ['Device.WiFi.Radio.1.', 'Device.WiFi.Radio.10.', undefined],
    ['Device.WiFi.Radio.*.', 'Device.WiFi.Radio.', undefined],
    ['Device.WiFi.Radio.*.Channel', 'Device.WiFi.Radio.x.Channel', undefined],
    ['Device.WiFi.X', 'Device.WiFi.X.', undefined],
    ['Device.WiFi.X.', 'Device.WiFi.X', undefined],
    ['Device.WiFi.X', 'Device.WiFi.X.Y', undefined],
    ['Device.Boot!', 'Device.Boot!', 'same'],
    ['Device.A.B+.C', 'Device.A.B+.C', undefined],
    ['Device.A.[B==1].', 'Device.A.1.', undefined],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(matchPath(parsed(pattern), path)).toBe(expected);
  });

  it('asks for each row whether the expression holds', () => {
    const rows: string[] = [];
    const pattern = parsed('Device.A.[B==1].C.*.D');
    const holds = (row: string): boolean => {
      rows.push(row);
      return row === 'Device.A.2.';
    };
    expect(matchPath(pattern, 'Device.A.2.C.7.D', holds)).toBe('same');
    expect(matchPath(pattern, 'Device.A.3.C.7.D', holds)).toBeUndefined();
    expect(rows).toEqual(['Device.A.2.', 'Device.A.3.']);
  });

  it('holds for every path against itself, its supported path and its parent', () => {
    fc.assert(
      fc.property(anyPlainPath, (text) => {
        expect(matchPath(parsed(text), text)).toBe('same');
        expect(matchPath(parsed(toSupportedPath(text) ?? ''), text)).toBe('same');
        const parent = parentPath(text);
        if (parent !== undefined) expect(matchPath(parsed(parent), text)).toBe('under');
      }),
    );
  });
});
