/** The Agents of a connection: those that are there, and those that were heard before. */
import type { Presence } from '../../worker/port.ts';
import type { App } from '../app.svelte.ts';
import type { SavedConnection } from './connection-schema.ts';
import type { DeviceState } from '../device.svelte.ts';

export interface DeviceRow {
  readonly agent: string;
  /** The model of the device where it is known, else its Endpoint ID. */
  readonly name: string;
  readonly presence: Presence;
  /** Milliseconds since the epoch; 0: never. */
  readonly lastHeard: number;
  /** Absent: it is only remembered. */
  readonly device?: DeviceState;
}

/** Reactive: what a device is called on the screen. */
export function deviceName(device: DeviceState): string {
  return device.text('Device.DeviceInfo.ModelName')?.trim() || device.status.agent;
}

/** Reactive. Who is there comes first. */
export function deviceRows(app: App, saved: SavedConnection): DeviceRow[] {
  const { id } = saved.config;
  const here = [...app.devices.values()]
    .filter((device) => device.status.ways.some((way) => way.connection === id))
    .map((device) => ({
      agent: device.status.agent,
      name: deviceName(device),
      presence: device.status.presence,
      lastHeard: device.status.lastHeard,
      device,
    }));
  const known = new Set(here.map((row) => row.agent));
  const away = saved.heard
    .filter((agent) => !known.has(agent.endpointId))
    .map(({ endpointId, lastHeard }): DeviceRow => ({
      agent: endpointId,
      name: endpointId,
      presence: 'disconnected',
      lastHeard,
    }));
  return [...here, ...away];
}
