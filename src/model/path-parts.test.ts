import { describe, expect, it } from 'vitest';
import { ancestorPaths, compareParts, parentPath, pathKind, splitMember, toSupportedPath } from './path-parts.ts';

describe('path parts', () => {
  it('takes paths apart', () => {
    expect(parentPath('Device.IP.Interface.1.')).toBe('Device.IP.Interface.');
    expect(parentPath('Device.')).toBe('');
    expect(splitMember('Device.IP.Ping()')).toEqual({ object: 'Device.IP.', name: 'Ping()' });
    expect(toSupportedPath('Device.IP.Interface.12.Name')).toBe('Device.IP.Interface.{i}.Name');
    expect(ancestorPaths('Device.A.1.')).toEqual(['Device.', 'Device.A.']);
    expect(pathKind('Device.Boot!')).toBe('event');
    expect(['10', '9', 'b', 'a'].sort(compareParts)).toEqual(['9', '10', 'a', 'b']);
  });
});
