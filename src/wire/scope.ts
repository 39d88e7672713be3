/** Which lines of the log are a device's own: its Records, what is noted of it, and what its connections tell. */

/** What of an entry of the log tells whose it is. */
interface Line {
  readonly device?: string;
  readonly connection?: string;
  /** Bytes of the Record; absent: there is none. */
  readonly size?: number;
}

/** Plain data: it goes to the worker that has the log. */
export interface LogScope {
  /** The device as the port names it, and its Endpoint ID. */
  readonly device: string;
  readonly agent: string;
  /** The connections that it is reached on. */
  readonly connections: readonly string[];
  /** Those of them that other devices are reached on, too. */
  readonly shared: readonly string[];
}

export function isInScope(entry: Line, { device, connections, shared }: LogScope): boolean {
  if (entry.device !== undefined) return entry.device === device;
  const { connection, size } = entry;
  if (connection === undefined || !connections.includes(connection)) return false;
  // Bytes of which nobody knows whose they are may be another device's, where others are.
  return size === undefined || !shared.includes(connection);
}
