/** The Internet as the demo device sees it: names resolve, hosts answer, and some do not; the same each time. */

export interface Destination {
  /** False: the name does not resolve. */
  readonly known: boolean;
  /** False: nothing comes back. */
  readonly reachable: boolean;
  readonly address: string;
  /** Microseconds there and back. */
  readonly roundTrip: number;
  readonly hops: number;
}

/** Looks a host up. Names under `.invalid` do not resolve, `unreachable…` and 192.0.2.0/24 do not answer. */
export function destinationOf(host: string, version: string): Destination {
  const known = host !== '' && !/(^|\.)invalid\.?$/i.test(host) && !/\s/.test(host);
  const reachable = known && !/^unreachable/i.test(host) && !host.startsWith('192.0.2.');
  const hash = hashOf(host.toLowerCase());
  const ipv6 = version === 'IPv6' || host.includes(':');
  const isAddress = /^[0-9.]+$/.test(host) || host.includes(':');
  const made = ipv6
    ? `2001:db8:${(hash & 0xffff).toString(16)}::${((hash >>> 16) & 0xfff).toString(16)}`
    : `198.51.100.${String(1 + (hash % 250))}`;
  return {
    known,
    reachable,
    address: known ? (isAddress ? host : made) : '',
    roundTrip: host.startsWith('192.168.') ? 700 : 6_000 + (hash % 34_000),
    hops: host.startsWith('192.168.') ? 1 : 5 + (hash % 8),
  };
}

/** Name of the host in a URL of http(s) or ftp; undefined where it is no such URL. */
export function hostOfUrl(url: string): string | undefined {
  const match = /^(?:https?|ftp):\/\/(?:[^/@\s]*@)?(\[[0-9a-fA-F:]+\]|[^/:?#\s]+)(?::\d{1,5})?(?:[/?#]\S*)?$/.exec(url);
  return match?.[1]?.replace(/^\[|\]$/g, '');
}

/** FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
