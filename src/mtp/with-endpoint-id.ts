/**
 * Puts our own Endpoint ID into the query of a WebSocket address, as `eid=…` joined with `&` to what is there.
 *
 * The ID is opaque: also a percent character in it is percent-encoded, as `%25` (R-WS.10b, R-WS.10c). A colon is a
 * legal character of a query and stays as it is, so that the address is still readable. An `eid=` that somebody
 * wrote into the address by hand gives way to ours: two would leave it to the Agent which one it reads.
 */
export function withEndpointId(url: string, endpointId: string): string {
  const encoded = encodeURIComponent(endpointId).replaceAll('%3A', ':');
  const hashAt = url.indexOf('#');
  const address = hashAt < 0 ? url : url.slice(0, hashAt);
  const queryAt = address.indexOf('?');
  const base = queryAt < 0 ? address : address.slice(0, queryAt);
  const parts = queryAt < 0 ? [] : address.slice(queryAt + 1).split('&');
  const kept = parts.filter((part) => part !== '' && part !== 'eid' && !part.startsWith('eid='));
  return `${base}?${[...kept, `eid=${encoded}`].join('&')}`;
}
