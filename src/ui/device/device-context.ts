/** What every part of a device's screen needs: the device, and the way to another place. */
import { createContext } from 'svelte';
import type { Connections } from '../../state/connections/connections.svelte.ts';
import type { DeviceState } from '../../state/device.svelte.ts';
import type { ConnectionConfig } from '../../worker/port.ts';
import type { Place } from './places.ts';

export type DeviceConnections = Pick<Connections, 'saved' | 'adjust'>;

export interface DeviceContext {
  readonly device: DeviceState;
  /** Opens a place; with a path the Model at that object, parameter, command or event. */
  readonly go: (place: Place, path?: string) => void;
  /** All devices of the page, this one among them; absent: it stands alone. */
  readonly devices?: ReadonlyMap<string, DeviceState> | undefined;
  /** Absent: the screen stands alone, and nothing can be changed of how the device is reached. */
  readonly connections?: DeviceConnections | undefined;
  /** The connection that requests take now. */
  readonly config?: ConnectionConfig | undefined;
}

export const [getDevice, setDevice] = createContext<DeviceContext>();
