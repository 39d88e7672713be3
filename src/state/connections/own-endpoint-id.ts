import { selfEndpointId } from '../../usp/endpoint-id.ts';

/**
 * An Endpoint ID for this page's Controller: `self::usp-console-` and 48 random bits, which is free to make up
 * (R-ARC.2a: the Endpoint generates it) and short enough to read out.
 * @param random six random bytes
 */
export function makeEndpointId(random: Uint8Array): string {
  const hex = Array.from(random.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return selfEndpointId(`usp-console-${hex}`);
}

/** The page's own randomness; works without a secure context too. */
export function newEndpointId(): string {
  return makeEndpointId(crypto.getRandomValues(new Uint8Array(6)));
}

/** A name for a stored thing. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
