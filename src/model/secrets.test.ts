import { describe, expect, it } from 'vitest';
import { isSecret } from './secrets.ts';

describe('isSecret', () => {
  it('goes by access and by name', () => {
    expect(isSecret('Device.WiFi.AccessPoint.1.Security.KeyPassphrase')).toBe(true);
    expect(isSecret('PreSharedKey')).toBe(true);
    expect(isSecret('PIN')).toBe(true);
    expect(isSecret('Anything', { access: 'writeOnly', type: 'string' })).toBe(true);
    expect(isSecret('CommandKey')).toBe(false);
    expect(isSecret('PasswordLength', { access: 'readOnly', type: 'unsignedInt' })).toBe(false);
  });
});
