import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath } from './parse.ts';
import { constantValue, quotedConstant, uniqueKeyPath } from './print.ts';

describe('constants of expressions [R-ARC.7]', () => {
  it('escape quotes and percent signs', () => {
    expect(quotedConstant('5" and 100%').raw).toBe('5%22 and 100%25');
    expect(constantValue({ quoted: true, raw: '5%22 and 100%25' })).toBe('5" and 100%');
  });

  it('leave a percent sign alone that begins no escape', () => {
    expect(constantValue({ quoted: true, raw: '100% of %GG %ff' })).toBe('100% of %GG %ff');
    expect(constantValue({ quoted: false, raw: '08' })).toBe('08');
  });

  it('come back whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const constant = quotedConstant(text);
        expect(constant.raw).not.toContain('"');
        expect(constantValue(constant)).toBe(text);
      }),
    );
  });
});

describe('addressing by unique key [R-ARC.7]', () => {
  it('writes every parameter of the key', () => {
    const path = uniqueKeyPath('Device.NAT.PortMapping.', [
      { name: 'RemoteHost', value: '', quoted: true },
      { name: 'ExternalPort', value: '8080', quoted: false },
      { name: 'Protocol', value: 'TCP', quoted: true },
    ]);
    expect(path).toBe('Device.NAT.PortMapping.[RemoteHost==""&&ExternalPort==8080&&Protocol=="TCP"].');
  });

  it('stays one readable segment whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (value) => {
        const result = parsePath(uniqueKeyPath('Device.A.B.', [{ name: 'Alias', value, quoted: true }]));
        expect(result).toMatchObject({ ok: true, path: { segments: { length: 4 } } });
      }),
    );
  });
});
