/** How a device and its ways stand, in words. */
import type { DeviceStatus, Presence, WayStatus } from '../../../worker/port.ts';

export interface PresenceWords {
  readonly label: string;
  readonly tone: 'ok' | 'warn' | 'bad' | 'info';
  readonly why: string;
}

const words: Readonly<Record<Presence, PresenceWords>> = {
  connected: { label: 'connected', tone: 'ok', why: 'The device said that it is there.' },
  assumed: {
    label: 'answers',
    tone: 'ok',
    why: 'It answers, but its connect Record was missed: it connected before this page did.',
  },
  probing: { label: 'being asked', tone: 'info', why: 'Nothing was heard of it yet: it is being asked.' },
  disconnected: { label: 'not reachable', tone: 'bad', why: 'It said goodbye, or every way to it is down.' },
};

export function presenceWords(status: DeviceStatus): PresenceWords {
  const known = words[status.presence];
  return status.note ? { ...known, why: status.note } : known;
}

const transports = { websocket: 'WebSocket', mqtt: 'MQTT', memory: 'in this page' } as const;

/** A way in a few words: `WebSocket, open, encrypted`. */
export function wayWords(way: WayStatus): { readonly name: string; readonly state: string; readonly guard: string } {
  return {
    name: transports[way.mtp],
    state: way.open ? 'open' : 'down',
    guard: way.mtp === 'memory' ? 'leaves no network' : way.encrypted ? 'encrypted' : 'not encrypted',
  };
}
