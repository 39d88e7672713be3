/** Sending again what the log shows: only where there are devices to send to. */
import { getContext, setContext } from 'svelte';
import type { CraftedRequest, Outcome } from '../../state/craft/craft-view.ts';

export interface ReplayTarget {
  /** The device as the port names it. */
  readonly id: string;
  readonly name: string;
}

export interface Replay {
  /** Reactive: the devices that are there. */
  readonly targets: readonly ReplayTarget[];
  /** Puts a request into the editor of a device and shows it. */
  open(target: string, request: CraftedRequest): void;
  /** Sends it at once. Undefined: the device has gone meanwhile. Rejects where it could not be sent. */
  send(target: string, request: CraftedRequest): Promise<Outcome> | undefined;
}

const key = Symbol('replay');

export function setReplay(replay: Replay): void {
  setContext(key, replay);
}

/** Undefined: the log stands alone. */
export function getReplay(): Replay | undefined {
  return getContext<Replay | undefined>(key);
}
