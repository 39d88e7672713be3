/** What every part of a device's screen needs: the device, and the way to another place. */
import { createContext } from 'svelte';
import type { DeviceState } from '../../state/device.svelte.ts';

export type Place = 'overview' | 'model' | 'notifications' | 'requests';

export interface DeviceContext {
  readonly device: DeviceState;
  /** Opens a place; with a path the Model at that object, parameter, command or event. */
  readonly go: (place: Place, path?: string) => void;
}

export const [getDevice, setDevice] = createContext<DeviceContext>();
