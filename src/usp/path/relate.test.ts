import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath } from './parse.ts';
import { anyNearPath, anyPath, anyPlainPath } from '../testing/path-arbitrary.ts';
import { printPath } from './print.ts';
import { instanceNumberOf, isUnder, joinPath, lastPart, parentPath, toSupportedPath } from './relate.ts';

describe('relations of paths [R-ARC.7]', () => {
  it.each([
    ['Device.', undefined, 'Device'],
    ['Device.WiFi.', 'Device.', 'WiFi'],
    ['Device.WiFi.Radio.1.', 'Device.WiFi.Radio.', '1'],
    ['Device.WiFi.Radio.1', 'Device.WiFi.Radio.', '1'],
    ['Device.WiFi.Radio.1.Channel', 'Device.WiFi.Radio.1.', 'Channel'],
    ['Device.Reboot()', 'Device.', 'Reboot()'],
    ['Device.A.[S.B=="x.y"].C', 'Device.A.[S.B=="x.y"].', 'C'],
    ['Device.A.[S.B=="x.y"].', 'Device.A.', '[S.B=="x.y"]'],
    ['Name', undefined, 'Name'],
  ])('parent and last part of %s', (path, parent, last) => {
    expect(parentPath(path)).toBe(parent);
    expect(lastPart(path)).toBe(last);
  });

  it('joins with one dot', () => {
    expect(joinPath('Device.WiFi.', 'Radio.1.')).toBe('Device.WiFi.Radio.1.');
    expect(joinPath('Device.WiFi', 'Radio.1.')).toBe('Device.WiFi.Radio.1.');
  });

  it('knows what lies under what', () => {
    expect(isUnder('Device.WiFi.Radio.1.Channel', 'Device.WiFi.Radio.1.')).toBe(true);
    expect(isUnder('Device.WiFi.Radio.10.', 'Device.WiFi.Radio.1')).toBe(false);
    expect(isUnder('Device.WiFi.', 'Device.WiFi.')).toBe(false);
  });

  it('knows instance numbers', () => {
    expect(instanceNumberOf('Device.WiFi.Radio.3.')).toBe(3);
    expect(instanceNumberOf('Device.WiFi.Radio.3')).toBe(3);
    expect(instanceNumberOf('Device.WiFi.')).toBeUndefined();
    expect(instanceNumberOf('Device.WiFi.Radio.99999999999.')).toBeUndefined();
  });

  it.each([
    ['Device.WiFi.Radio.1.Channel', 'Device.WiFi.Radio.{i}.Channel'],
    ['Device.WiFi.Radio.*.', 'Device.WiFi.Radio.{i}.'],
    ['Device.IP.Interface.3', 'Device.IP.Interface.{i}.'],
    ['Device.IP.Interface.[A.B=="x.1"].IPv4Address.2.', 'Device.IP.Interface.{i}.IPv4Address.{i}.'],
    ['Device.IP.Interface.{i}.', 'Device.IP.Interface.{i}.'],
    ['Device.IP.Interface.1.Reset()', 'Device.IP.Interface.{i}.Reset()'],
    ['Device.', 'Device.'],
    ['1.Status', '{i}.Status'],
    ['Device.NAT.PortMapping.1.Interface+.Name', undefined],
  ])('%s is %s in the supported data model', (path, supported) => {
    expect(toSupportedPath(path)).toBe(supported);
  });

  it('parent and last part make up the path again', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        const text = printPath(path);
        const parent = parentPath(text);
        const tail = lastPart(text) + (path.endsInDot ? '.' : '');
        expect((parent ?? '') + tail).toBe(text);
        expect(parent === undefined).toBe(path.segments.length === 1);
        if (parent !== undefined) expect(isUnder(text, parent)).toBe(true);
      }),
    );
  });

  it('a supported path is a path, and its own supported path', () => {
    fc.assert(
      fc.property(anyPlainPath, (text) => {
        const supported = toSupportedPath(text);
        expect(supported).toBeDefined();
        expect(parsePath(supported ?? '').ok).toBe(true);
        expect(toSupportedPath(supported ?? '')).toBe(supported);
      }),
    );
  });

  it('never throws for any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyNearPath, fc.string({ unit: 'binary' })), (text) => {
        for (const relation of [parentPath, lastPart, instanceNumberOf, toSupportedPath]) relation(text);
        expect(isUnder(text, text)).toBe(false);
      }),
    );
  });
});
