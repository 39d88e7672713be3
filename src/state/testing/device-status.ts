/** How a device stands, as the worker tells it: connected by one WebSocket, unless a test says otherwise. */
import type { DeviceStatus } from '../../worker/port.ts';

export function deviceStatus(change: Partial<DeviceStatus> = {}): DeviceStatus {
  return {
    id: 'gateway',
    agent: 'os::012345-000001',
    controllerId: 'self::console',
    presence: 'connected',
    ways: [{ connection: 'c', mtp: 'websocket', open: true, encrypted: false, preferred: true }],
    versions: ['1.4'],
    lastHeard: 1,
    ...change,
  };
}
