/** What belongs to this tab and outlives its reload: which connections are open, and as whom. */
import { readStored, writeStored } from '../stored.ts';

const openKey = 'open';
const identityKey = (connection: string) => `endpoint:${connection}`;

export function readOpenConnections(): string[] {
  const stored = readStored(openKey);
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

export function writeOpenConnections(ids: Iterable<string>): void {
  writeStored(openKey, [...ids]);
}

/** The Endpoint ID that a connection has in this tab only, where another tab uses its own one. */
export function readTabIdentity(connection: string): string | undefined {
  const stored = readStored(identityKey(connection));
  return typeof stored === 'string' ? stored : undefined;
}

export function writeTabIdentity(connection: string, endpointId: string | undefined): void {
  writeStored(identityKey(connection), endpointId);
}
