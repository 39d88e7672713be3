import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withEndpointId } from './with-endpoint-id.ts';

describe('Endpoint ID in the WebSocket address [R-WS.10b]', () => {
  it('begins the query where there is none', () => {
    expect(withEndpointId('ws://agent:8080/usp', 'self::console-1')).toBe('ws://agent:8080/usp?eid=self::console-1');
    expect(withEndpointId('ws://agent', 'self::a')).toBe('ws://agent?eid=self::a');
  });

  it('is joined with & to what is there', () => {
    expect(withEndpointId('wss://agent/usp?token=x&y', 'os::012345-AB')).toBe(
      'wss://agent/usp?token=x&y&eid=os::012345-AB',
    );
    expect(withEndpointId('wss://agent/usp?', 'os::012345-AB')).toBe('wss://agent/usp?eid=os::012345-AB');
  });

  it('takes the place of one that is in the address already', () => {
    expect(withEndpointId('ws://agent/?eid=self::old&a=1', 'self::new')).toBe('ws://agent/?a=1&eid=self::new');
    expect(withEndpointId('ws://agent/?weid=1', 'self::new')).toBe('ws://agent/?weid=1&eid=self::new');
  });

  it('leaves a fragment out: no request carries one', () => {
    expect(withEndpointId('ws://agent/usp#top', 'self::a')).toBe('ws://agent/usp?eid=self::a');
  });
});

describe('the Endpoint ID is opaque [R-WS.10c]', () => {
  it('encodes a percent character as %25', () => {
    expect(withEndpointId('ws://agent/', 'os::012345-A%20B')).toBe('ws://agent/?eid=os::012345-A%2520B');
  });

  it('comes back as it was from any query reader', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(id, (endpointId) => {
        const url = new URL(withEndpointId('ws://agent/usp?a=1', endpointId));
        expect(url.searchParams.getAll('eid')).toEqual([endpointId]);
        expect(url.searchParams.get('a')).toBe('1');
      }),
    );
  });
});
