/**
 * How far away a host is: this machine, the network that it is in, or anywhere. A name is judged by what it is kept
 * for, not by what it resolves to: a page can't ask, and a name server could lie.
 */
export type AddressScope = 'loopback' | 'local' | 'public';

/** @param hostname as `URL.hostname` gives it: lower case, IPv4 in dotted form, IPv6 in brackets. */
export function addressScope(hostname: string): AddressScope {
  if (hostname.startsWith('[')) return ipv6Scope(hostname.slice(1, -1));
  const ipv4 = parseIpv4(hostname);
  return ipv4 ? ipv4Scope(ipv4) : nameScope(hostname);
}

function nameScope(hostname: string): AddressScope {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  const labels = name.split('.');
  const last = labels.at(-1);
  if (last === 'localhost') return 'loopback'; // RFC 6761
  if (last === 'local') return 'local'; // RFC 6762
  if (last === 'arpa' && labels.at(-2) === 'home') return 'local'; // RFC 8375
  return labels.length === 1 ? 'local' : 'public';
}

function parseIpv4(text: string): readonly number[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const bytes = match?.slice(1).map(Number);
  return bytes?.every((byte) => byte < 256) ? bytes : undefined;
}

function ipv4Scope(bytes: readonly number[]): AddressScope {
  const [a = 0, b = 0] = bytes;
  if (a === 127) return 'loopback';
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168); // RFC 1918
  const isLinkLocal = a === 169 && b === 254; // RFC 3927
  // 100.64.0.0/10 (RFC 6598) is the network of a carrier, not of a home: it stays public.
  return isPrivate || isLinkLocal ? 'local' : 'public';
}

function ipv6Scope(text: string): AddressScope {
  const groups = parseIpv6(text);
  if (!groups) return 'public';
  const [first = 0] = groups;
  const leading = groups.slice(0, 5).every((group) => group === 0);
  if (leading && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return ipv4Scope([high >> 8, high & 0xff, low >> 8, low & 0xff]);
  }
  if (leading && groups[5] === 0 && groups[6] === 0 && groups[7] === 1) return 'loopback';
  const isLinkLocal = (first & 0xffc0) === 0xfe80; // RFC 4291
  const isUniqueLocal = (first & 0xfe00) === 0xfc00; // RFC 4193
  return isLinkLocal || isUniqueLocal ? 'local' : 'public';
}

/** Reads the form that URL parsers print: hexadecimal groups, at most one `::`. */
function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  const [head = '', tail] = halves;
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - front.length - back.length;
  if (halves.length > 2 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...front, ...new Array<string>(missing).fill('0'), ...back];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => parseInt(group, 16))
    : undefined;
}
