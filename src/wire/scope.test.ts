import { describe, expect, it } from 'vitest';
import { isInScope, type LogScope } from './scope.ts';

const scope: LogScope = { device: 'a|us', agent: 'a', connections: ['own', 'broker'], shared: ['broker'] };

function belongs(about: Parameters<typeof isInScope>[0]): boolean {
  return isInScope(about, scope);
}

describe('the lines of a device', () => {
  it('are its own, on whatever connection, and never those of another', () => {
    expect(belongs({ device: 'a|us', connection: 'elsewhere', size: 1 })).toBe(true);
    expect(belongs({ device: 'b|us', connection: 'own', size: 1 })).toBe(false);
    expect(belongs({ device: 'b|us', connection: 'broker' })).toBe(false);
  });

  it('are with them what its connections tell, and not what others do', () => {
    expect(belongs({ connection: 'own' })).toBe(true);
    expect(belongs({ connection: 'broker' })).toBe(true);
    expect(belongs({ connection: 'elsewhere' })).toBe(false);
    expect(belongs({})).toBe(false);
  });

  it('are bytes of nobody only where no other device could have sent them', () => {
    expect(belongs({ connection: 'own', size: 3 })).toBe(true);
    expect(belongs({ connection: 'broker', size: 3 })).toBe(false);
  });
});
