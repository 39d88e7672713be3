/** What of the log is a device's, by how it and the others are reached. */
import type { LogScope } from '../../wire/scope.ts';
import type { DeviceStatus } from '../../worker/port.ts';

type Reached = Pick<DeviceStatus, 'id' | 'agent' | 'ways'>;

/** @param others all devices of the page; this one may be among them */
export function scopeOf({ id, agent, ways }: Reached, others: readonly Reached[]): LogScope {
  const connections = [...new Set(ways.map(({ connection }) => connection))];
  const isShared = (one: string) =>
    others.some((other) => other.id !== id && other.ways.some(({ connection }) => connection === one));
  return { device: id, agent, connections, shared: connections.filter(isShared) };
}
